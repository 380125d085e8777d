"""What one run has to say, whole: the findings, how much was read, and how the calls were understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from compile_lint.findings import Failure, Finding
from compile_lint.records import dataclass
from compile_lint.rules import RULES
from compile_lint.rules.registry import Rule
from compile_lint.spans import Span

if TYPE_CHECKING:
    from compile_lint.inspection import CallView


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of one run."""

    files: int = 0  # files looked at
    files_parsed: int = 0  # of these, files that passed the prefilter and were parsed
    compile_calls: int = 0
    findings: int = 0
    in_baseline: int = 0  # findings that are known and not reported
    fixed: int = 0  # findings that this run has mended


@dataclass(frozen=True, slots=True)
class Report:
    """All that one run has to say.

    ``sources`` holds the text of units that findings point into. ``rules`` are those that the run knew,
    the ones that were off as well. ``calls`` are filled where a format shows how the compile calls were
    understood; ``sources`` then holds the text of their units too. ``in_file`` tells of places in notebook
    cells where they stand in the text of the file. ``tally`` counts by file and code what is certain and no
    hint, whether it is reported or not: by this a fix is known to bring up nothing new. ``remarks`` are about
    the run itself, and for those who ask; so are ``tracebacks`` of faults of ours.
    """

    findings: tuple[Finding, ...]
    summary: Summary
    failures: tuple[Failure, ...] = ()
    sources: Mapping[tuple[str, int | None], tuple[str, ...]] = field(default_factory=dict, hash=False)
    rules: Sequence[Rule] = RULES
    calls: tuple[CallView, ...] = ()
    in_file: Mapping[Span, Span] = field(default_factory=dict, hash=False)
    tally: Counter[tuple[str, str]] = field(default_factory=Counter, hash=False)
    remarks: tuple[str, ...] = ()
    tracebacks: tuple[str, ...] = ()

    def place_in_file(self, span: Span) -> Span | None:
        """Where a place stands in the text of its file; None for a cell whose text is not found in it."""
        return span if span.cell is None else self.in_file.get(span)
