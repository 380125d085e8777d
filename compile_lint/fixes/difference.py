"""What a change does to a file, as a unified difference: of a notebook, what it does to each cell."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator

from compile_lint.fixes.writing import Change
from compile_lint.sources import NOTEBOOK_SUFFIX

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def difference(name: str, change: Change) -> Iterator[str]:
    """The lines of the difference; those of a notebook show source, and not the JSON that holds it."""
    if name.lower().endswith(NOTEBOOK_SUFFIX):
        old, new = (_cells(data) for data in (change.old, change.new))
        for number, (before, after) in enumerate(zip(old, new, strict=True), start=1):
            yield from _unified(f"{name}:cell {number}", before, after)
    else:
        yield from _unified(name, *(data.decode("utf-8", "replace") for data in (change.old, change.new)))


def _quoted(title: str) -> str:
    """The name of a file as git writes it: one that could end the line, or a name, is a string of C."""
    if title.isprintable() and '"' not in title and "\\" not in title:
        return title
    data = title.encode("utf-8", "surrogateescape")
    written = (chr(byte) if 0x20 <= byte < 0x7F and byte not in b'"\\' else f"\\{byte:03o}" for byte in data)
    return f'"{"".join(written)}"'


def _cells(data: bytes) -> list[str]:
    """The source of every cell, counted as findings count them: prose too."""
    from compile_lint.sources.notebook_text import cell_characters  # noqa: PLC0415 - most runs meet none

    text = data.decode(json.detect_encoding(data), "surrogatepass")
    return ["".join(character for character, _, _ in cell) for cell in cell_characters(text)]


def _unified(title: str, old: str, new: str) -> Iterator[str]:
    title = _quoted(title)
    for line in difflib.unified_diff(_LINE.findall(old), _LINE.findall(new), title, title):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
