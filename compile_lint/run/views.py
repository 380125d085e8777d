"""Collects how the compile calls of a run were understood.

What makes the views is imported only where a program is read.
"""
# ruff: noqa: PLC0415 - see the last sentence above

from __future__ import annotations

from typing import TYPE_CHECKING

from compile_lint.programs import Programs, ReadProgram
from compile_lint.run.reading import Reader
from compile_lint.settings import SettingsLookup
from compile_lint.spans import Span

if TYPE_CHECKING:
    from compile_lint.inspection import CallView, Inspection


def _reading_order(span: Span) -> tuple[object, ...]:
    return (span.path, span.cell or 0, span.line, span.column)


class CallViews:
    """Collects how compile calls were understood."""

    def __init__(self) -> None:
        self._calls: dict[Span, CallView] = {}
        self._assumed: set[Span] = set()  # sites seen only through calls that we made up

    def in_order(self) -> tuple[CallView, ...]:
        return tuple(sorted(self._calls.values(), key=lambda call: _reading_order(call.site)))

    def take(self, read: ReadProgram) -> None:
        from compile_lint.inspection import merged_views, origins_to_show, view_call

        readings = [reading for reading in read.readings if reading.is_compile]
        wanted = [reading.site for reading in readings]
        wanted.extend(origin for reading in readings for origin in origins_to_show(reading))
        span_of = read.locator(wanted)
        for reading in readings:
            site = span_of(reading.site)
            assert site is not None, "a compile call stands in a module that was read"
            view = view_call(reading, site, span_of)
            is_assumed = all(context.is_assumed for context in reading.contexts)
            if site not in self._calls or (site in self._assumed and not is_assumed):
                self._calls[site] = view
                self._assumed.discard(site)
                if is_assumed:
                    self._assumed.add(site)
            elif not is_assumed:
                self._calls[site] = merged_views(self._calls[site], view)


class Inspecting:
    """A run that shows how compile calls were understood, and judges none."""

    def __init__(self, lookup: SettingsLookup) -> None:
        self._views = CallViews()
        self.reader = Reader(self._views.take, lambda _: None, Programs(lookup))

    def inspection(self) -> Inspection:
        from compile_lint.inspection import Inspection

        reader = self.reader
        findings = sorted(reader.findings, key=lambda finding: finding.sort_key)
        return Inspection(self._views.in_order(), reader.files, tuple(findings), tuple(reader.failures))
