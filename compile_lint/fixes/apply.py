"""Edits to new text: pure, from text to text. What the text is, and whether it gets better, others know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from compile_lint.findings import Edit, Fix

_LINE_BREAK = re.compile(r"\r\n?|\n")


def patched(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; none of them may overlap."""
    starts = line_starts(text)
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        start, end = bounds(starts, edit)
        text = text[:start] + edit.text + text[end:]
    return text


def line_starts(text: str) -> list[int]:
    """The offset at which each line begins; lines end as Python's do."""
    return [0, *(match.end() for match in _LINE_BREAK.finditer(text))]


def bounds(starts: Sequence[int], edit: Edit) -> tuple[int, int]:
    """The offsets between which an edit replaces text."""
    span = edit.span
    return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1


def without_overlaps(fixes: Iterable[Fix]) -> list[Fix]:
    """The fixes that can be made together, each whole: the first ones, and what does not touch them."""
    chosen: list[Fix] = []
    taken: list[Edit] = []
    for fix in fixes:
        if not any(overlap(edit, other) for edit in fix.edits for other in taken):
            chosen.append(fix)
            taken += fix.edits
    return chosen


def overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same text, or insert at the same place."""
    first, second = sorted((one.span, other.span))
    if (first.path, first.cell) != (second.path, second.cell):
        return False
    if (first.line, first.column) == (second.line, second.column):
        return True
    return (second.line, second.column) < (first.end_line, first.end_column)
