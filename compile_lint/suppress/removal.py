"""How a suppression comment, or some of the names in it, is taken out of its line."""

from __future__ import annotations

import re
from collections.abc import Collection

from compile_lint.findings import Applicability, Edit, Fix
from compile_lint.spans import Span
from compile_lint.suppress.record import Comment

_NAMES = re.compile(r"(?P<before>\[|:\s*(?=[A-Za-z]+\d))(?P<names>[^\]#]*?)(?P<after>\s*(?:\]|$))")


def without_names(comment: Comment, idle: Collection[str], title: str) -> Fix | None:
    """Take names out of a comment, and the comment with its last name; all else on the line stays."""
    line = comment.source[comment.span.line - 1]
    # A cell that is indented as a whole is counted from its left margin.
    start = line.find(comment.text, comment.span.column - 1)
    names = _NAMES.search(comment.text)
    if start < 0 or names is None:
        return None
    written = [name for name in re.split(r"[,\s]+", names["names"]) if name]
    kept = [name for name in written if name not in idle]
    if kept:
        first = start + names.start("names")
        edit = _replace(comment, first, first + len(names["names"]), ", ".join(kept))
    else:
        edit = _removed(comment, line, start)
    return Fix(title, Applicability.SAFE, (edit,))


def _removed(comment: Comment, line: str, start: int) -> Edit:
    end = start + len(comment.text)
    before, after = line[:start], line[end:].lstrip()
    if after:  # another comment follows
        return _replace(comment, start, len(line) - len(after), "")
    if before.strip():
        return _replace(comment, len(before.rstrip()), len(line), "")
    number, cell, path = comment.span.line, comment.span.cell, comment.span.path
    if number < len(comment.source):
        return Edit(Span(path, cell, number, 1, number + 1, 1), "")
    if number > 1:
        last = len(comment.source[number - 2]) + 1
        return Edit(Span(path, cell, number - 1, last, number, len(line) + 1), "")
    return Edit(Span(path, cell, 1, 1, 1, len(line) + 1), "")


def _replace(comment: Comment, start: int, end: int, text: str) -> Edit:
    place = comment.span
    return Edit(Span(place.path, place.cell, place.line, start + 1, place.line, end + 1), text)
