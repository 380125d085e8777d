"""The syntax tree of one unit as edits need it: what stands around a node, and where it is in the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from functools import cached_property

import libcst as cst

from compile_lint.fixes.apply import line_starts
from compile_lint.records import dataclass
from compile_lint.sources.units import SourceUnit, split_lines
from compile_lint.syntax.positions import locate
from compile_lint.syntax.walk import children, walk

_OFTEN = 4


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Text that takes the place of a stretch of a unit's text; offsets count from 0."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """The text of a unit, and where the nodes that were asked for stand in it."""

    text: str
    offsets: dict[int, tuple[int, int]]

    def start(self, node: cst.CSTNode) -> int:
        """The offset at which a node begins."""
        return self.offsets[id(node)][0]

    def end(self, node: cst.CSTNode) -> int:
        """The offset behind the last character of a node."""
        return self.offsets[id(node)][1]

    def of(self, node: cst.CSTNode) -> str:
        """The text of a node."""
        return self.text[slice(*self.offsets[id(node)])]


class NotPossible(Exception):
    """What is meant cannot be written here by a small change; there is no fix."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An edit of one unit that waits for the places of its nodes.

    ``resolve`` may raise ``NotPossible``.
    """

    tree: Tree
    nodes: tuple[cst.CSTNode, ...]
    resolve: Callable[[Placed], TextEdit]


@dataclass(eq=False)
class Tree:
    """A unit with its syntax tree; ``is_main`` tells it from the files that a program imports."""

    unit: SourceUnit
    module: cst.Module
    is_main: bool
    _known: dict[int, tuple[int, int]] = field(default_factory=dict)
    _counted: int = 0

    @cached_property
    def _parents(self) -> dict[int, cst.CSTNode]:
        parents: dict[int, cst.CSTNode] = {}
        stack: list[cst.CSTNode] = [self.module]
        while stack:
            node = stack.pop()
            for child in children(node):
                parents[id(child)] = node
                stack.append(child)
        return parents

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins."""
        return line_starts(self.unit.text)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the unit's text without their ends."""
        return split_lines(self.unit.text)

    def parent(self, node: cst.CSTNode) -> cst.CSTNode | None:
        """The node around another, ``None`` for the module and for what is no code."""
        return self._parents.get(id(node))

    def ancestors(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """The nodes around another, from the inside out."""
        above = self.parent(node)
        while above is not None:
            yield above
            above = self.parent(above)

    def place(self, nodes: Iterable[cst.CSTNode]) -> Placed:
        """Count out where nodes stand.

        Counting goes through the whole module: who asks often is told of all code at once.
        """
        missing = [node for node in nodes if id(node) not in self._known]
        self._counted += bool(missing)
        if missing and self._counted == _OFTEN:
            missing += walk(self.module)
        for key, (line, column, end_line, end_column) in locate(self.module, missing).items():
            self._known[key] = (self._offset(line, column), self._offset(end_line, end_column))
        return Placed(self.unit.text, self._known)

    def _offset(self, line: int, column: int) -> int:
        """Where a place stands in the text; a last statement without a line end ends behind it."""
        starts = self.line_starts
        return starts[line - 1] + column - 1 if line <= len(starts) else len(self.unit.text)

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of an offset in the unit's text."""
        line = bisect_right(self.line_starts, offset) - 1
        return line + 1, offset - self.line_starts[line] + 1

    @cached_property
    def quote(self) -> str:
        """The quotation mark that the unit prefers."""
        text = self.unit.text
        return "'" if text.count("'") > text.count('"') else '"'

    @cached_property
    def newline(self) -> str:
        """The line end that the unit uses."""
        return "\r\n" if "\r\n" in self.unit.text else "\n"
