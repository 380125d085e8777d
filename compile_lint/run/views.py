"""Collects how the compile calls of a run were understood.

What makes the views is imported only where a program is read.
"""
# ruff: noqa: PLC0415 - see the last sentence above

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from compile_lint.programs import ReadProgram
from compile_lint.run.outcome import Outcome
from compile_lint.spans import Span

if TYPE_CHECKING:
    from compile_lint.inspection import CallView


def take_views(read: ReadProgram, outcome: Outcome) -> None:
    """Add how the calls of a program are understood, and whether that rests on arguments we made up."""
    from compile_lint.inspection import origins_to_show, view_call

    readings = [reading for reading in read.readings if reading.is_compile]
    wanted = [reading.site for reading in readings]
    wanted.extend(origin for reading in readings for origin in origins_to_show(reading))
    span_of = read.locator(wanted)
    for reading in readings:
        site = span_of(reading.site)
        assert site is not None, "a compile call stands in a module that was read"
        is_assumed = all(context.is_assumed for context in reading.contexts)
        outcome.calls.append((view_call(reading, site, span_of), is_assumed))


def joined_views(views: Iterable[tuple[CallView, bool]]) -> tuple[CallView, ...]:
    """One view for each call, in reading order. What we made up yields to what programs do."""
    calls: dict[Span, CallView] = {}
    assumed: set[Span] = set()
    for view, is_assumed in views:
        if view.site not in calls or (view.site in assumed and not is_assumed):
            calls[view.site] = view
            assumed.discard(view.site)
            if is_assumed:
                assumed.add(view.site)
        elif not is_assumed:
            from compile_lint.inspection import merged_views

            calls[view.site] = merged_views(calls[view.site], view)
    return tuple(sorted(calls.values(), key=lambda call: _reading_order(call.site)))


def _reading_order(span: Span) -> tuple[object, ...]:
    return (span.path, span.cell or 0, span.line, span.column)
