"""Source excerpts of the page: lines with their numbers, places marked, and what is said of them below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from compile_lint.records import dataclass
from compile_lint.report import Report
from compile_lint.reporters.excerpts import Excerpt, Mark, arrange
from compile_lint.reporters.html_report.markup import Markup, prose, tag, text
from compile_lint.spans import Span

# Longer lines are cut around the first mark: one line of a data literal can hold a megabyte.
_MAX_LENGTH = 400
_LEAD = 60
# Of a long compile call, this many lines are shown.
_MAX_LINES = 24


def excerpts(marks: Sequence[Mark], report: Report) -> Iterator[Markup]:
    """Draw the excerpts that hold some marks, each below the place where it stands."""
    for excerpt in arrange(marks):
        first = next((mark for mark in excerpt.marks if mark.is_primary), excerpt.marks[0])
        yield tag(
            "figure",
            tag("figcaption", str(first.span)),
            *([_box(rows)] if (rows := list(_rows(excerpt, report))) else []),
            class_="excerpt",
        )


def whole(span: Span, report: Report) -> Markup:
    """Draw all lines of one span, a compile call for example."""
    lines = report.sources.get((span.path, span.cell), ())
    last = min(span.end_line, span.line + _MAX_LINES - 1, len(lines))
    rows = [_line(number, lines[number - 1], ()) for number in range(span.line, last + 1)]
    if last < span.end_line:
        rows.append(tag("div", "…", class_="gap"))
    return _box(rows)


def _box(rows: Iterable[Markup]) -> Markup:
    """A box to scroll sideways in, by keyboard too."""
    return tag("div", *rows, class_="source", tabindex="0", role="group", aria_label="source")


def _rows(excerpt: Excerpt, report: Report) -> Iterator[Markup]:
    span = excerpt.marks[0].span
    lines = report.sources.get((span.path, span.cell))
    if lines is None or excerpt.lines[-1] > len(lines):
        yield from (_note(mark) for mark in excerpt.marks if mark.label)
        return
    previous = excerpt.lines[0]
    for number in excerpt.lines:
        if number - previous > 1:
            yield tag("div", "…", class_="gap")
        yield _line(number, lines[number - 1], excerpt.marks)
        for mark in excerpt.marks:
            if mark.span.end_line == number and mark.label:
                yield _note(mark)
        previous = number


def _line(number: int, line: str, marks: Sequence[Mark]) -> Markup:
    code = tag("code", *_pieces(number, line, marks))
    return tag("div", tag("span", str(number), class_="number"), code, class_="line")


def _note(mark: Mark) -> Markup:
    return tag("div", prose(mark.label), class_=f"note {_kind(mark)}")


def _kind(mark: Mark) -> str:
    return "primary" if mark.is_primary else "related"


@dataclass(frozen=True, slots=True)
class _Stroke:
    """The part of a line that a mark covers, as indices of characters."""

    start: int
    end: int
    mark: Mark


def _pieces(number: int, line: str, marks: Sequence[Mark]) -> Iterator[Markup]:
    """The text of a line, cut where marks begin and end. Where they overlap, the primary one shows."""
    strokes = [stroke for mark in marks if (stroke := _stroke(number, line, mark)) is not None]
    begin, end = _window(line, strokes)
    cuts = {cut for stroke in strokes for cut in (stroke.start, stroke.end) if begin < cut < end}
    ordered = sorted({begin, end, *cuts})
    if begin:
        yield text("…")
    for start, stop in pairwise(ordered):
        piece = line[start:stop]
        covering = [stroke.mark for stroke in strokes if stroke.start <= start and stop <= stroke.end]
        if covering:
            shown = max(covering, key=lambda mark: mark.is_primary)
            yield tag("mark", piece, class_=_kind(shown))
        else:
            yield text(piece)
    if end < len(line):
        yield text("…")


def _stroke(number: int, line: str, mark: Mark) -> _Stroke | None:
    span = mark.span
    if not span.line <= number <= span.end_line:
        return None
    start = span.column - 1 if number == span.line else len(line) - len(line.lstrip())
    end = span.end_column - 1 if number == span.end_line else len(line)
    end = min(max(end, start + 1), len(line))
    return _Stroke(start, end, mark) if start < end else None


def _window(line: str, strokes: Sequence[_Stroke]) -> tuple[int, int]:
    if len(line) <= _MAX_LENGTH:
        return 0, len(line)
    first = min((stroke.start for stroke in strokes), default=0)
    begin = max(0, first - _LEAD)
    return begin, min(len(line), begin + _MAX_LENGTH)
