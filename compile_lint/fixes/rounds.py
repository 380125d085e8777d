"""Rounds of fixing: make what can be made together, look at the result, keep it only if nothing got worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import field

from compile_lint.findings import Edit, Finding, Fix
from compile_lint.fixes.apply import without_overlaps
from compile_lint.fixes.content import NotEditable, patched_content
from compile_lint.records import dataclass
from compile_lint.report import Report

Changed = Mapping[str, bytes]
"""Files by the names that they are shown by, where they are not as on disk."""

MAX_ROUNDS = 100  # each but the withdrawn ones makes findings fewer, so this is not reached

# What may be there because a fault is gone that it was about.
_MAY_APPEAR = frozenset({"CL002"})


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of the fixes: the files that change, the fixes made in order, those taken back and why."""

    contents: Changed
    report: Report
    made: tuple[tuple[Finding, Fix], ...] = ()
    withdrawn: tuple[tuple[Finding, str], ...] = ()


@dataclass(eq=False)
class Mending:
    """Makes fixes in memory. ``check`` judges all files as they would be, ``read`` yields a file as it is."""

    check: Callable[[Changed], Report]
    read: Callable[[str], bytes]
    may_make: Callable[[Fix], bool]
    _contents: dict[str, bytes] = field(default_factory=dict)
    _refused: set[Hashable] = field(default_factory=set)

    def mend(self) -> Mended:
        """Make fixes until there are none left that do any good."""
        report = self.check(self._contents)
        made: list[tuple[Finding, Fix]] = []
        withdrawn: list[tuple[Finding, str]] = []
        limit = len(report.findings)
        for _ in range(MAX_ROUNDS):
            batch = self._next(report)[:limit]
            if not batch:
                break
            after = self._tried(report, batch)
            if isinstance(after, Report):
                made += batch
                report, limit = after, len(report.findings)
            elif len(batch) > 1:
                limit = len(batch) // 2  # one of them is to blame: find out which
            else:
                withdrawn.append((batch[0][0], after))
                self._refused.add(_identity(report, batch[0][0]))
                limit = len(report.findings)
        return Mended(dict(self._contents), report, tuple(made), tuple(withdrawn))

    def _next(self, report: Report) -> list[tuple[Finding, Fix]]:
        """The findings to mend now, each with its fix."""
        wanted = {
            id(finding.fix): (finding, finding.fix)
            for finding in report.findings
            if finding.fix is not None
            and self.may_make(finding.fix)
            and _identity(report, finding) not in self._refused
        }
        return [wanted[id(fix)] for fix in without_overlaps(fix for _, fix in wanted.values())]

    def _tried(self, before: Report, batch: Sequence[tuple[Finding, Fix]]) -> Report | str:
        """The report after the fixes, which stay made, or why they had to be taken back."""
        edits: dict[str, list[Edit]] = {}
        for edit in (edit for _, fix in batch for edit in fix.edits):
            edits.setdefault(edit.span.path, []).append(edit)
        try:
            new = {
                path: patched_content(self._contents.get(path) or self.read(path), path, of_path)
                for path, of_path in edits.items()
            }
        except (NotEditable, OSError) as error:
            return str(error)
        after = self.check({**self._contents, **new})
        if not _is_better(before, after, [finding for finding, _ in batch]):
            return "the change would not have helped, or brought up another problem"
        self._contents.update(new)
        return after


def _is_better(before: Report, after: Report, mended: Sequence[Finding]) -> bool:
    """Whether the findings are gone and nothing new appeared anywhere."""
    if len(after.failures) > len(before.failures):
        return False
    worse = after.tally - before.tally
    if any(code not in _MAY_APPEAR for _, code in worse):
        return False
    left = _counts(after.findings)
    left.update(_counts(mended))
    return left <= _counts(before.findings)


def _counts(findings: Sequence[Finding]) -> Counter[tuple[str, str]]:
    return Counter(
        (finding.span.path, finding.code) for finding in findings if finding.code not in _MAY_APPEAR
    )


def _identity(report: Report, finding: Finding) -> Hashable:
    """What tells a finding from others while lines above it come and go."""
    place = finding.span
    lines = report.sources.get((place.path, place.cell), ())
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    return (finding.code, place.path, place.cell, finding.message, line)
