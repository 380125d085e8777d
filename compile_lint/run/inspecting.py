"""A run that shows how compile calls were understood, and judges none."""
# ruff: noqa: PLC0415 - what makes the views is imported only where a program is read

from __future__ import annotations

from typing import TYPE_CHECKING

from compile_lint.programs import Programs
from compile_lint.run.reading import Reader
from compile_lint.run.views import joined_views, take_views
from compile_lint.run.walking import Walk
from compile_lint.settings import SettingsLookup

if TYPE_CHECKING:
    from compile_lint.inspection import Inspection


class Inspecting:
    """Collects how the compile calls of a run were understood."""

    def __init__(self, lookup: SettingsLookup) -> None:
        self.walk = Walk(Reader(take_views, lambda _unit, _outcome: None, Programs(lookup)))

    def inspection(self) -> Inspection:
        from compile_lint.inspection import Inspection

        total = self.walk.total
        findings = sorted(total.findings, key=lambda finding: finding.sort_key)
        return Inspection(
            joined_views(total.calls),
            self.walk.files,
            tuple(findings),
            tuple(total.failures),
            tuple(total.tracebacks),
        )
