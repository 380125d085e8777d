"""The suppression comments of files as data, which earlier runs may have read."""

from __future__ import annotations

from dataclasses import field
from enum import Enum

from compile_lint.findings import Finding
from compile_lint.records import dataclass
from compile_lint.spans import Line, Span


class Scope(Enum):
    """What a comment speaks of."""

    NOQA = "noqa"
    STATEMENT = "ignore"
    NEXT_LINE = "ignore-next-line"
    CELL = "ignore-cell"
    FILE = "ignore-file"


@dataclass(frozen=True, slots=True)
class Comment:
    """One suppression comment.

    ``names`` are the codes, prefixes or names as written; none stands for all of them. ``lines`` are those it
    covers, ``None`` for the whole file. ``stands_alone`` tells that its line holds no code. ``text`` is the
    comment as written, and ``source`` the lines of its file or cell.
    """

    scope: Scope
    names: tuple[str, ...]
    lines: frozenset[Line] | None
    span: Span
    reason: str = ""
    stands_alone: bool = False
    text: str = ""
    source: tuple[str, ...] = field(default=(), repr=False)

    def covers(self, place: Span) -> bool:
        """Whether a place in the same file begins in what the comment speaks of."""
        if self.scope is Scope.CELL:
            return place.cell == self.span.cell
        return self.lines is None or (place.cell, place.line) in self.lines


@dataclass(slots=True)
class CommentRecord:
    """The suppression comments of some files, what they were of use for, and which of them are wrong."""

    comments: dict[str, dict[Span, Comment]] = field(default_factory=dict)  # by path and place
    used: dict[Span, set[str]] = field(default_factory=dict)
    invalid: dict[Span, Finding] = field(default_factory=dict)
    texts: set[tuple[str, int]] = field(default_factory=set)  # what was looked through, by path and hash

    def are_in(self, path: str) -> bool:
        """Whether there is any comment in a file."""
        return path in self.comments

    def absorb(self, other: CommentRecord) -> None:
        """Add the comments of other files, or what the same ones were of use for elsewhere."""
        for path, comments in other.comments.items():
            self.comments.setdefault(path, {}).update(comments)
        for span, names in other.used.items():
            self.used.setdefault(span, set()).update(names)
        for span, finding in other.invalid.items():
            self.invalid.setdefault(span, finding)
