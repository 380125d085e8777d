"""A static linter for Keras training set-ups: finds contradictions in ``model.compile(...)``."""

__version__ = "0.1.0"
