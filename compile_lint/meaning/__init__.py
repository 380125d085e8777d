"""From abstract values to the model that rules read: heads, losses, labels, metrics, in every world."""

from compile_lint.meaning.keras_at_hand import resolve_keras
from compile_lint.meaning.readings import read_sites

__all__ = ["read_sites", "resolve_keras"]
