"""Source excerpts with places underlined: ``^^^^`` for the primary one, ``----`` for related ones.

Places that stand close together share an excerpt; the others follow in excerpts of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from compile_lint.records import dataclass
from compile_lint.reporters.colors import Painter, Style
from compile_lint.reporters.display import escaped, width
from compile_lint.spans import Span

# Marks at most this many lines apart share an excerpt.
_NEAR = 6
# Of the unmarked lines between two marked ones, up to this many are shown; more become an ellipsis.
_SHORT_GAP = 3
# Wider lines are cut around the first mark: one line of a data literal can hold a megabyte.
_MAX_WIDTH = 160
_LEAD = 30

SourceLines = Callable[[Span], Sequence[str] | None]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to underline, with the words to write beside it."""

    span: Span
    label: str
    style: Style
    is_primary: bool = False

    @property
    def is_multiline(self) -> bool:
        return self.span.end_line > self.span.line

    @property
    def pen(self) -> str:
        return "^" if self.is_primary else "-"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of one file and the marks in it; ``lines`` are the line numbers that are drawn."""

    marks: tuple[Mark, ...]
    lines: tuple[int, ...]

    def shows(self, span: Span) -> bool:
        """Whether the reader sees the line on which a span begins."""
        here = self.marks[0].span
        return (span.path, span.cell) == (here.path, here.cell) and span.line in self.lines


def arrange(marks: Sequence[Mark]) -> list[Excerpt]:
    """Group marks into excerpts: the one with the primary mark first, the others in reading order."""
    groups: list[list[Mark]] = []
    for mark in sorted(marks, key=_reading_order):
        if groups and _is_near(groups[-1], mark):
            groups[-1].append(mark)
        else:
            groups.append([mark])
    groups.sort(key=lambda group: not any(mark.is_primary for mark in group))
    return [Excerpt(tuple(group), _lines_to_show(group)) for group in groups]


def gutter_width(excerpts: Iterable[Excerpt]) -> int:
    """Return the number of digits that the line numbers of all excerpts need."""
    return max(len(str(excerpt.lines[-1])) for excerpt in excerpts)


def draw(excerpt: Excerpt, source: SourceLines, gutter: int, painter: Painter) -> Iterator[str]:
    """Draw one excerpt below a line that says where it stands."""
    first = next((mark for mark in excerpt.marks if mark.is_primary), excerpt.marks[0])
    arrow = "-->" if first.is_primary else ":::"
    yield f"{' ' * gutter}{painter.paint(arrow, Style.GUTTER)} {escaped(str(first.span))}"
    lines = source(first.span)
    if lines is None or excerpt.lines[-1] > len(lines):
        for mark in excerpt.marks:
            if mark.label:
                yield f"{' ' * gutter} {painter.paint('=', Style.GUTTER)} {escaped(mark.label)}"
        return
    yield from _Sheet(excerpt, lines, gutter, painter).rows()


def _reading_order(mark: Mark) -> tuple[object, ...]:
    span = mark.span
    return (span.path, span.cell or 0, span.line, span.column)


def _is_near(group: Sequence[Mark], mark: Mark) -> bool:
    last = max(other.span.end_line for other in group)
    here = group[0].span
    return (mark.span.path, mark.span.cell) == (here.path, here.cell) and mark.span.line - last <= _NEAR


def _lines_to_show(marks: Iterable[Mark]) -> tuple[int, ...]:
    ends = sorted({line for mark in marks for line in (mark.span.line, mark.span.end_line)})
    lines = ends[:1]
    for before, after in pairwise(ends):
        if after - before - 1 <= _SHORT_GAP:
            lines.extend(range(before + 1, after))
        lines.append(after)
    return tuple(lines)


class _Row:
    """One line of output, painted cell by cell so that later strokes cover earlier ones."""

    def __init__(self) -> None:
        self._cells: list[tuple[str, Style | None]] = []

    def write(self, column: int, text: str, style: Style | None) -> None:
        """Write text from a 0-based column on; each character takes one cell."""
        missing = column + len(text) - len(self._cells)
        self._cells.extend([(" ", None)] * missing)
        for offset, character in enumerate(text):
            self._cells[column + offset] = (character, style)

    def painted(self, painter: Painter) -> str:
        runs: list[tuple[str, Style | None]] = []
        for character, style in self._cells:
            if runs and runs[-1][1] is style:
                runs[-1] = (runs[-1][0] + character, style)
            else:
                runs.append((character, style))
        return "".join(text if style is None else painter.paint(text, style) for text, style in runs)


@dataclass(frozen=True, slots=True)
class _Window:
    """The part of one source line that is drawn, and the terminal columns of its characters."""

    line: str
    start: int
    end: int

    @classmethod
    def around(cls, line: str, column: int) -> _Window:
        """Choose the part of a line that shows the character with this 0-based index."""
        if width(line) <= _MAX_WIDTH:
            return cls(line, 0, len(line))
        start = 0 if column < _MAX_WIDTH - _LEAD else column - _LEAD
        return cls(line, start, min(len(line), start + _MAX_WIDTH))

    @property
    def text(self) -> str:
        before = "…" if self.start else ""
        after = "…" if self.end < len(self.line) else ""
        return escaped(f"{before}{self.line[self.start : self.end]}{after}")

    def terminal_column(self, column: int) -> int:
        """Return the 0-based terminal column of a 1-based column of code points."""
        index = min(max(column - 1, self.start), self.end)
        return width(self.line[self.start : index]) + (1 if self.start else 0)


class _Sheet:
    """The rows of one excerpt. Each mark over several lines has a bar of its own left of the text."""

    def __init__(self, excerpt: Excerpt, lines: Sequence[str], gutter: int, painter: Painter) -> None:
        self._numbers = excerpt.lines
        self._lines = lines
        self._gutter = gutter
        self._painter = painter
        self._single = [mark for mark in excerpt.marks if not mark.is_multiline]
        self._barred = [mark for mark in excerpt.marks if mark.is_multiline]
        self._margin = len(self._barred) + 1 if self._barred else 0

    def rows(self) -> Iterator[str]:
        yield self._row("", "")
        previous = self._numbers[0]
        for number in self._numbers:
            if number - previous > 1:
                yield f"{'...':<{self._gutter + 3}}{self._bars(number - 1).painted(self._painter)}".rstrip()
            yield from self._source_line(number)
            previous = number

    def _row(self, number: str, content: str) -> str:
        gutter = self._painter.paint(f"{number:>{self._gutter}} |", Style.GUTTER)
        return f"{gutter} {content}".rstrip()

    def _source_line(self, number: int) -> Iterator[str]:
        line = self._lines[number - 1]
        here = [mark for mark in self._single if mark.span.line == number]
        starting = [mark for mark in self._barred if mark.span.line == number]
        ending = [mark for mark in self._barred if mark.span.end_line == number]
        columns = [mark.span.column - 1 for mark in (*here, *starting)]
        columns.extend(mark.span.end_column - 2 for mark in ending)
        window = _Window.around(line, min(columns, default=0))
        slashed = [mark for mark in starting if not line[: mark.span.column - 1].strip()]
        hooked = [mark for mark in starting if mark not in slashed]

        bars = self._bars(number, without=starting)
        for mark in slashed:
            bars.write(self._barred.index(mark), "/", mark.style)
        bars.write(self._margin, "", None)
        yield self._row(str(number), bars.painted(self._painter) + window.text)
        for position, mark in enumerate(hooked):
            row = self._bars(number, without=hooked[position:])
            self._hook(row, mark, window.terminal_column(mark.span.column))
            yield self._row("", row.painted(self._painter))
        yield from self._underlines(here, window, number)
        for position, mark in enumerate(ending):
            row = self._bars(number, without=ending[:position])
            end = self._hook(row, mark, max(window.terminal_column(mark.span.end_column) - 1, 0))
            row.write(end + 2, escaped(mark.label), mark.style)
            yield self._row("", row.painted(self._painter))

    def _bars(self, number: int, without: Sequence[Mark] = ()) -> _Row:
        """Draw the bars of the marks that run over a line, save those that begin or ended there."""
        row = _Row()
        for index, mark in enumerate(self._barred):
            if mark.span.line <= number <= mark.span.end_line and mark not in without:
                row.write(index, "|", mark.style)
        return row

    def _hook(self, row: _Row, mark: Mark, column: int) -> int:
        """Join a mark's bar to a terminal column of the text; returns the cell of the hook's end."""
        index = self._barred.index(mark)
        end = self._margin + column
        row.write(index + 1, "_" * (end - index - 1), mark.style)
        row.write(end, mark.pen, mark.style)
        return end

    def _underlines(self, marks: Sequence[Mark], window: _Window, number: int) -> Iterator[str]:
        """Draw the marks within one line, the rightmost label beside its mark and the others below."""
        if not marks:
            return
        strokes = [(mark, *self._stroke(mark, window)) for mark in marks]
        strokes.sort(key=lambda stroke: (stroke[2], stroke[1]))
        last = strokes[-1][0]
        row = self._bars(number)
        for mark, start, end in sorted(strokes, key=lambda stroke: stroke[0].is_primary):
            row.write(start, mark.pen * (end - start), mark.style)
        if last.label:
            row.write(strokes[-1][2] + 1, escaped(last.label), last.style)
        yield self._row("", row.painted(self._painter))

        hanging = sorted(
            ((start, mark) for mark, start, _ in strokes if mark.label and mark is not last),
            key=lambda pair: pair[0],
        )
        if hanging:
            yield self._row("", self._stems(hanging, number).painted(self._painter))
        while hanging:
            start, mark = hanging.pop()
            row = self._stems(hanging, number)
            row.write(start, escaped(mark.label), mark.style)
            yield self._row("", row.painted(self._painter))

    def _stroke(self, mark: Mark, window: _Window) -> tuple[int, int]:
        """Return the cells that underline a mark; a mark without width gets one."""
        start = self._margin + window.terminal_column(mark.span.column)
        end = self._margin + window.terminal_column(mark.span.end_column)
        return start, max(end, start + 1)

    def _stems(self, hanging: Iterable[tuple[int, Mark]], number: int) -> _Row:
        row = self._bars(number)
        for start, mark in hanging:
            row.write(start, "|", mark.style)
        return row
