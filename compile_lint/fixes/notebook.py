"""Edits of the cells of a notebook, made in its JSON text, of which nothing else changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise

from compile_lint.findings import Edit
from compile_lint.fixes.apply import bounds, line_starts
from compile_lint.sources.notebook_text import cell_characters

_Character = tuple[str, int, int]  # with where it begins and ends in the JSON text


def patched_notebook(raw: str, edits: Iterable[Edit]) -> str:
    """The JSON text with all edits made in the sources of its cells.

    Raises ``LookupError`` for a cell that has no source.
    """
    cells = cell_characters(raw)
    changes: list[tuple[int, int, str]] = []
    for edit in edits:
        assert edit.span.cell is not None, "what is edited in a notebook stands in a cell"
        source = cells[edit.span.cell - 1]
        start, end = bounds(line_starts("".join(text for text, _, _ in source)), edit)
        # An edit that ends where a line begins takes the marks between the two lines' strings with it.
        offsets = [*(begin for _, begin, _ in source), source[-1][2]]
        changes.append((offsets[start], offsets[end], _encoded(edit.text, raw, source)))
    for first, last, text in sorted(changes, reverse=True):
        raw = raw[:first] + text + raw[last:]
    return raw


def _encoded(text: str, raw: str, source: Sequence[_Character]) -> str:
    """Text inside a JSON string; each line has a string of its own where that is the form."""
    lines = [json.dumps(line, ensure_ascii=raw.isascii())[1:-1] for line in text.split("\n")]
    return ("\\n" + _separator(raw, source)).join(lines) if len(lines) > 1 else lines[0]


def _separator(raw: str, source: Sequence[_Character]) -> str:
    """What stands between the strings of two lines; nothing where one string holds all of them."""
    for (_, _, end), (_, start, _) in pairwise(source):
        if start > end:
            return raw[end:start]
    before = raw[: source[0][1] - 1]
    spaces = before[len(before.rstrip()) :]
    return f'",{spaces or " "}"' if before.rstrip().endswith("[") else ""
