"""What the linter reports: problems as rules yield them, findings as users see them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from compile_lint.records import dataclass
from compile_lint.spans import Span

if TYPE_CHECKING:  # what is found is shown without the model that it was seen in
    from compile_lint.model.call import Head
    from compile_lint.model.intents import Intent
    from compile_lint.model.origin import Because, Origin


class Severity(Enum):
    """How bad a finding is if it is true. Ordered: ``INFO < WARNING < ERROR``."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        return ("info", "warning", "error").index(self.value)


class Certainty(Enum):
    """Whether the fault is there on the way the defaults take, or only on some other way."""

    CERTAIN = "certain"
    POSSIBLE = "possible"

    @property
    def rank(self) -> int:
        return ("possible", "certain").index(self.value)


class Applicability(Enum):
    """Who may apply a fix: ``--fix``, only ``--unsafe-fixes``, or nobody but the author."""

    SAFE = "safe"  # the program cannot come to mean anything else where it ran rightly before
    UNSAFE = "unsafe"  # most likely what is meant, but it changes what the program does
    DISPLAY = "display"


@dataclass(frozen=True, slots=True)
class Edit:
    """Text that takes the place of a span; an empty span means insertion, an empty text deletion.

    In a notebook, lines and columns are those of the cell's source.
    """

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of the source that makes a finding go away: all its edits together, or none.

    The edits of one fix do not overlap; they may be in several cells and files.
    """

    title: str
    applicability: Applicability
    edits: tuple[Edit, ...]

    @property
    def files(self) -> set[str]:
        """The paths of the files that it changes."""
        return {edit.span.path for edit in self.edits}


@dataclass(frozen=True, slots=True)
class Remedy:
    """What a rule would change, in its own words; the text for it is found later, or there is none.

    ``title`` is an imperative phrase.
    """

    title: str
    applicability: Applicability
    intents: tuple[Intent, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A contradiction that a rule sees in one compile call.

    ``at`` is the primary place, ``because`` the other half (or halves) of the contradiction.
    ``severity`` overrides the rule's own where the catalogue gives two. ``advice`` is the title of the
    fix: an imperative phrase shown as help, never part of the message. ``is_possible`` makes the
    finding *possible* even if it fires in every world (evidence by name alone). ``subject`` tells apart
    what one rule may say of several parts of a call, a callback and the name it reads for example.
    ``remedies`` are ways to mend it, the best one first.
    """

    at: Origin
    message: str
    because: tuple[Because, ...] = ()
    head: Head | None = None
    severity: Severity | None = None
    advice: str = ""
    is_possible: bool = False
    subject: Hashable = None
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """The other half of a contradiction, in place."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One reported fault: which rule, how sure, where, and which compile call it is about.

    ``fix`` is the change that is applied where fixes are; ``alternatives`` are others that would do as
    well, of which the author may choose one.
    ``fingerprint`` stays what it is when lines move or are formatted anew; it is unique in a report.
    """

    code: str
    name: str
    severity: Severity
    certainty: Certainty
    message: str
    span: Span
    site: Span | None = None
    related: tuple[Related, ...] = ()
    advice: str = ""
    fingerprint: str = ""
    fix: Fix | None = None
    alternatives: tuple[Fix, ...] = ()

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """The fix and its alternatives."""
        return () if self.fix is None else (self.fix, *self.alternatives)

    def with_fixes(self, fixes: Iterable[Fix]) -> Finding:
        """The same finding with other fixes, the best one first."""
        ordered = tuple(fixes)
        return replace(self, fix=ordered[0] if ordered else None, alternatives=ordered[1:])

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Reading order: by path, cell, line, column, then code and text."""
        place = self.span
        return (place.path, place.cell or 0, place.line, place.column, self.code, self.message)


@dataclass(frozen=True, slots=True)
class Failure:
    """A path or setting that could not be used; the run went on without it."""

    path: str
    message: str
