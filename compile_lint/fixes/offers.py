"""The fixes of one program, worked out for the findings that are reported and no others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compile_lint.findings import Finding
from compile_lint.fixes.plan import Planner
from compile_lint.model import SiteReading
from compile_lint.rules.judge import Judged
from compile_lint.rules.unanimity import Unanimity
from compile_lint.sources import SourceUnit


class Offers:
    """Finds the changes that would make a finding go away and are right for all that they reach."""

    def __init__(
        self, unit: SourceUnit, readings: Sequence[SiteReading], modules: Mapping[int, object]
    ) -> None:
        self._unanimity = Unanimity(readings)
        self._planner = Planner(unit, modules)

    def added_to(self, finding: Finding, judged: Judged) -> Finding:
        """The finding with its fixes, if it has any."""
        planned = (self._planner.plan(remedy) for remedy in self._unanimity.agreed(judged))
        return finding.with_fixes(fix for fix in planned if fix is not None)
