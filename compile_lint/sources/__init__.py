"""Files, notebooks and documents as source units; knows nothing of Keras and nothing of syntax trees."""

from __future__ import annotations

from pathlib import Path

from compile_lint.records import dataclass
from compile_lint.sources.python import decode_python
from compile_lint.sources.units import (
    Cell,
    CellProblem,
    Document,
    SourceUnit,
    UndecodableSource,
    UnparsableBody,
    UnreadableSource,
    split_lines,
)

__all__ = [
    "DOCUMENT_SUFFIXES",
    "Cell",
    "CellProblem",
    "Document",
    "Loaded",
    "SourceUnit",
    "UndecodableSource",
    "UnparsableBody",
    "UnreadableSource",
    "from_bytes",
    "from_text",
    "load",
]

NOTEBOOK_SUFFIX = ".ipynb"


MARKDOWN_SUFFIXES = (".md", ".markdown")
RST_SUFFIXES = (".rst",)
DOCUMENT_SUFFIXES = (*MARKDOWN_SUFFIXES, *RST_SUFFIXES)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one file gave: its programs, and the cells or fences left out of them.

    A file of code or a notebook is one program, or none if it holds no Python; a document may hold several.
    Where there are problems, there is a unit that has the lines they stand in.
    """

    units: tuple[SourceUnit, ...] = ()
    problems: tuple[CellProblem, ...] = ()

    @property
    def unit(self) -> SourceUnit | None:
        """The only program of a file of code or of a notebook."""
        return self.units[0] if self.units else None


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
    """Turn the content of a file into units; the suffix of ``display`` decides what it is."""
    name = display.lower()
    if name.endswith(NOTEBOOK_SUFFIX):
        from compile_lint.sources.notebook import load_notebook  # noqa: PLC0415 - most runs meet no notebook

        unit, problems = load_notebook(data, display, is_stdin=is_stdin)
        return Loaded(() if unit is None else (unit,), problems)
    if name.endswith(DOCUMENT_SUFFIXES):
        return _from_document(_decode_document(data), display, is_stdin=is_stdin)
    return Loaded((SourceUnit(display, decode_python(data), is_stdin=is_stdin),))


def from_text(text: str, display: str, *, is_stdin: bool = False) -> Loaded:
    """Like ``from_bytes``, for text that is decoded already."""
    if display.lower().endswith((NOTEBOOK_SUFFIX, *DOCUMENT_SUFFIXES)):
        return from_bytes(text.encode("utf-8", "surrogatepass"), display, is_stdin=is_stdin)
    return Loaded((SourceUnit(display, text.removeprefix("\ufeff"), is_stdin=is_stdin),))


def _from_document(text: str, display: str, *, is_stdin: bool) -> Loaded:
    from compile_lint.sources.fences import programs_in  # noqa: PLC0415 - most runs read no documents

    lines = split_lines(text)
    if display.lower().endswith(RST_SUFFIXES):
        from compile_lint.sources.rst import rst_fences  # noqa: PLC0415 - as above

        fences = rst_fences(lines)
    else:
        from compile_lint.sources.markdown import markdown_fences  # noqa: PLC0415 - as above

        fences = markdown_fences(lines)
    return Loaded(*programs_in(fences, lines, display, is_stdin=is_stdin))


def _decode_document(data: bytes) -> str:
    """The text of a document, which names no encoding: bytes that are not UTF-8 are replaced."""
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
