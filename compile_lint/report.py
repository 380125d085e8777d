"""What one run has to say, whole: the findings, how much was read, and how the calls were understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from compile_lint.findings import Failure, Finding
from compile_lint.inspection import CallView
from compile_lint.rules import RULES
from compile_lint.rules.registry import Rule


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of one run."""

    files: int = 0  # files looked at
    files_parsed: int = 0  # of these, files that passed the prefilter and were parsed
    compile_calls: int = 0
    findings: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """All that one run has to say.

    ``sources`` holds the text of units that findings point into. ``rules`` are those that the run knew,
    the ones that were off as well. ``calls`` are filled where a format shows how the compile calls were
    understood; ``sources`` then holds the text of their units too.
    """

    findings: tuple[Finding, ...]
    summary: Summary
    failures: tuple[Failure, ...] = ()
    sources: Mapping[tuple[str, int | None], tuple[str, ...]] = field(default_factory=dict, hash=False)
    rules: tuple[Rule, ...] = RULES
    calls: tuple[CallView, ...] = ()
