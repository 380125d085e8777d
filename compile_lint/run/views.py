"""Collects how the compile calls of a run were understood.

What makes the views is imported only where a program is read.
"""
# ruff: noqa: PLC0415 - see the last sentence above

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from compile_lint.programs import ReadProgram
from compile_lint.reach import Reach
from compile_lint.run.outcome import Outcome
from compile_lint.spans import Span

if TYPE_CHECKING:
    from compile_lint.inspection import CallView


def take_views(read: ReadProgram, outcome: Outcome) -> None:
    """Add how the calls of a program are understood, and how it gets to them."""
    from compile_lint.inspection import origins_to_show, view_call

    readings = [reading for reading in read.readings if reading.is_compile]
    wanted = [reading.site for reading in readings]
    wanted.extend(origin for reading in readings for origin in origins_to_show(reading))
    span_of = read.locator(wanted)
    for reading in readings:
        site = span_of(reading.site)
        assert site is not None, "a compile call stands in a module that was read"
        outcome.calls.append((view_call(reading, site, span_of), reading.reach))


def joined_views(views: Iterable[tuple[CallView, Reach]]) -> tuple[CallView, ...]:
    """One view for each call, in reading order. What we made up yields to what programs do."""
    calls: dict[Span, CallView] = {}
    best: dict[Span, Reach] = {}
    for view, reach in views:
        before = best.setdefault(view.site, reach)
        if view.site not in calls or reach > before:
            calls[view.site] = view
            best[view.site] = reach
        elif reach == before:
            from compile_lint.inspection import merged_views

            calls[view.site] = merged_views(calls[view.site], view)
    return tuple(sorted(calls.values(), key=lambda call: _reading_order(call.site)))


def _reading_order(span: Span) -> tuple[object, ...]:
    return (span.path, span.cell or 0, span.line, span.column)
