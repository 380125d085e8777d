"""What reading one file gave, whole and without syntax trees: from now or from before."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING

from compile_lint.findings import Certainty, Failure, Finding
from compile_lint.reach import Reach
from compile_lint.records import dataclass
from compile_lint.rules import internal_error
from compile_lint.rules.registry import Rule
from compile_lint.spans import Line, Span
from compile_lint.suppress.record import CommentRecord

if TYPE_CHECKING:
    from compile_lint.inspection import CallView

INTERNAL_ERROR = internal_error.RULE.code


@dataclass(slots=True)
class Excerpts:
    """What shows the places that findings are about."""

    sources: dict[tuple[str, int | None], tuple[str, ...]] = field(default_factory=dict)
    in_file: dict[Span, Span] = field(default_factory=dict)  # of places in cells: those in the file's text
    statements: dict[tuple[str, Line], str] = field(default_factory=dict)  # those that findings stand in

    def absorb(self, other: Excerpts) -> None:
        self.sources.update(other.sources)
        self.in_file.update(other.in_file)
        self.statements.update(other.statements)


@dataclass(slots=True)
class Outcome:
    """What reading one file gave. ``findings`` are about the file as a whole, ``judged`` about its calls.

    ``sites`` are its compile calls. The last part of a key of ``judged``, and what stands beside a call or
    its view, tell how some program gets there.
    """

    may_compile: bool = False  # it holds a compile call of Keras after all, or may
    findings: list[Finding] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    judged: dict[tuple[str, Span, Span | None, Reach], Finding] = field(default_factory=dict)
    sites: dict[Span, Reach] = field(default_factory=dict)
    tally: Counter[tuple[str, str]] = field(default_factory=Counter)
    comments: CommentRecord = field(default_factory=CommentRecord)
    excerpts: Excerpts = field(default_factory=Excerpts)
    calls: list[tuple[CallView, Reach]] = field(default_factory=list)
    tracebacks: list[str] = field(default_factory=list)  # of faults of ours

    @property
    def is_sound(self) -> bool:
        """Whether it came about without a fault of ours or of a plugin."""
        return all(finding.code != INTERNAL_ERROR for finding in self.findings)

    def report(self, rule: Rule, place: Span, message: str, advice: str = "") -> None:
        """Add a finding about the file as a whole."""
        self.findings.append(
            Finding(rule.code, rule.name, rule.severity, Certainty.CERTAIN, message, place, advice=advice)
        )

    def add_judged(self, finding: Finding, reach: Reach) -> bool:
        """Add a finding, unless it is known already and at least as sure; tell whether it was added."""
        key = (finding.code, finding.span, finding.site, reach)
        before = self.judged.get(key)
        if before is not None and finding.certainty.rank <= before.certainty.rank:
            return False
        self.judged[key] = finding
        return True

    def add_site(self, site: Span, reach: Reach) -> None:
        """Add a compile call, or that a program was found to get there in a better way."""
        self.sites[site] = max(reach, self.sites.get(site, reach))

    def absorb(self, other: Outcome) -> None:
        """Add what another file gave."""
        self.findings += other.findings
        self.failures += other.failures
        for (_, _, _, reach), finding in other.judged.items():
            self.add_judged(finding, reach)
        for site, reach in other.sites.items():
            self.add_site(site, reach)
        self.tally.update(other.tally)
        self.comments.absorb(other.comments)
        self.excerpts.absorb(other.excerpts)
        self.calls += other.calls
        self.tracebacks += other.tracebacks
