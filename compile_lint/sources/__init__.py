"""Files, notebooks and standard input as source units; knows nothing of Keras and nothing of syntax trees."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from compile_lint.sources.python import decode_python
from compile_lint.sources.units import Cell, CellProblem, SourceUnit, UndecodableSource, UnreadableSource

__all__ = [
    "Cell",
    "CellProblem",
    "Loaded",
    "SourceUnit",
    "UndecodableSource",
    "UnreadableSource",
    "from_bytes",
    "from_text",
    "load",
]

NOTEBOOK_SUFFIX = ".ipynb"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one file gave: its unit, or ``None`` if it holds no Python, and the cells left out of it."""

    unit: SourceUnit | None
    problems: tuple[CellProblem, ...] = ()


def load(path: Path, display: str) -> Loaded:
    """Read the file at ``path``, to be shown as ``display``.

    Raises ``UnreadableSource`` if it cannot be read or decoded.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableSource(f"the file cannot be read: {error.strerror or error}") from error
    return from_bytes(data, display)


def from_bytes(data: bytes, display: str, *, is_stdin: bool = False) -> Loaded:
    """Turn the content of a file into a unit; the suffix of ``display`` decides between code and notebook."""
    if display.lower().endswith(NOTEBOOK_SUFFIX):
        from compile_lint.sources.notebook import load_notebook  # noqa: PLC0415 - most runs meet no notebook

        return Loaded(*load_notebook(data, display, is_stdin=is_stdin))
    return Loaded(SourceUnit(display, decode_python(data), is_stdin=is_stdin))


def from_text(text: str, display: str, *, is_stdin: bool = False) -> Loaded:
    """Like ``from_bytes``, for text that is decoded already."""
    if display.lower().endswith(NOTEBOOK_SUFFIX):
        return from_bytes(text.encode("utf-8", "surrogatepass"), display, is_stdin=is_stdin)
    return Loaded(SourceUnit(display, text.removeprefix("\ufeff"), is_stdin=is_stdin))
