"""From offsets in a unit's text to places in the file or notebook cell that people edit."""

from __future__ import annotations

from dataclasses import replace

from compile_lint.findings import Edit
from compile_lint.fixes.plan.tree import NotPossible, TextEdit, Tree
from compile_lint.sources.units import SourceUnit, without_common_indent
from compile_lint.spans import Span


def edit_in_file(tree: Tree, edit: TextEdit) -> Edit:
    """An edit where people see it.

    Raises ``NotPossible`` where the unit's text is not what is written there (a magic of a notebook), or
    where the edit would cross from one cell or fence to the next.
    """
    unit = tree.unit
    line, column = tree.position(edit.start)
    end_line, end_column = tree.position(edit.end)
    first, last = _Line(tree, line), _Line(tree, end_line)
    if first.cell != last.cell and (column, end_column) == (1, 1) and not edit.text:
        return _without_end_of_cell(tree, line, end_line - 1)
    if first.cell != last.cell or last.number - first.number != end_line - line:
        raise NotPossible
    if unit.document is not None and ("\n" in edit.text or end_line != line):
        raise NotPossible  # each line of a document may begin with a prompt or a quotation mark
    for number in range(line, end_line + 1):
        _Line(tree, number).check()
    end = last.shift + end_column
    return Edit(Span(unit.path, first.cell, first.number, first.shift + column, last.number, end), edit.text)


def _without_end_of_cell(tree: Tree, line: int, last: int) -> Edit:
    """The removal of whole lines at the end of a cell, whose last line has no line end of its own."""
    first, end = _Line(tree, line), _Line(tree, last)
    if first.cell != end.cell:
        raise NotPossible
    span = Span(tree.unit.path, first.cell, first.number, 1, end.number, len(end.written) + 1)
    if first.number > 1:
        before = _Line(tree, line - 1)
        span = replace(span, line=before.number, column=len(before.written) + 1)
    return Edit(span, "")


class _Line:
    """A line of a unit: its cell, its number there, and how many characters stand before its code."""

    def __init__(self, tree: Tree, line: int) -> None:
        unit: SourceUnit = tree.unit
        self.cell, self.number = unit.place(line)
        written = unit.lines(self.cell)
        self.written = written[self.number - 1] if self.number <= len(written) else ""
        self.shift = unit.column(line, 1) - 1
        if self.cell is not None:
            self.shift = len(self.written) - len(without_common_indent(written)[0][self.number - 1])
        self.code = tree.lines[line - 1] if line <= len(tree.lines) else ""

    def check(self) -> None:
        """Raise ``NotPossible`` if the parser got another text than people see."""
        if self.written[self.shift :] != self.code:
            raise NotPossible
