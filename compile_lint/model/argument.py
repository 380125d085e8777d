"""How an argument of ``compile`` was written: one thing, a list or a dict, and what stands in it."""

from __future__ import annotations

from enum import Enum

from compile_lint.model.origin import Origin
from compile_lint.records import dataclass


class Form(Enum):
    """Whether something was given for all outputs, in the order of the outputs, or by their names."""

    SINGLE = "single"
    SEQUENCE = "sequence"
    MAPPING = "mapping"


class Content(Enum):
    """What one entry is, as far as rules need to tell."""

    METRIC = "metric"  # a string, or a metric or loss of Keras or of the project
    NUMBER = "number"
    NOTHING = "nothing"  # None
    SEVERAL = "several"  # a list or dict in turn
    OTHER = "other"  # not known


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an argument; ``key`` is ``None`` in a sequence and for a single thing."""

    content: Content
    origin: Origin
    key: object = None


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of ``compile`` that was given and is not ``None``.

    ``name`` is the parameter; it is ``None`` for the third positional argument and those behind it, which
    Keras 3 and tf_keras take for different parameters. ``position`` counts from 0; it is ``None`` for an
    argument given by keyword. ``is_open`` tells of a sequence that may hold more entries than are seen.
    """

    name: str | None
    position: int | None
    form: Form
    origin: Origin
    entries: tuple[Entry, ...] = ()
    is_open: bool = False

    @property
    def is_nested(self) -> bool:
        """Whether it is a sequence of a list (or of nothing) for each output."""
        inner = (Content.SEVERAL, Content.NOTHING)
        return self.form is Form.SEQUENCE and all(entry.content in inner for entry in self.entries)


@dataclass(frozen=True, slots=True)
class ActivationName:
    """An activation string that stands somewhere in a model, and the layer that it was given to."""

    text: str
    layer: str
    origin: Origin
    suggestion: str | None = None
