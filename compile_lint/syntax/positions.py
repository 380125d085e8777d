"""Where nodes stand in the text, counted only for the nodes that somebody asks about.

libcst nodes do not know their place; it is found by generating the module's code again and counting.
The counting here agrees with libcst's ``PositionProvider`` to the column, but records the wanted nodes alone
and keeps no text, which makes it about six times cheaper than the provider (libcst 1.9.0).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import libcst as cst
from libcst._nodes.internal import CodegenState

from compile_lint.syntax.deep import run_deep
from compile_lint.syntax.deferred import Deferred

Place = tuple[int, int, int, int]
"""Line, column, end line and end column: 1-based, in code points, the end exclusive."""

_UNRECORDED: AbstractContextManager[None] = nullcontext()


class _CountingState(CodegenState):
    """Counts the lines and columns of generated code, and remembers the places of some nodes."""

    def __init__(self, module: cst.Module, wanted: set[int]) -> None:
        super().__init__(default_indent=module.default_indent, default_newline=module.default_newline)
        self.tokens.append("")  # a module that sees no token at its end writes one more newline
        self.wanted = wanted
        self.places: dict[int, Place] = {}
        self.line = 1
        self.column = 1
        self._starts: list[tuple[int, int]] = []

    def add_indent_tokens(self) -> None:
        self.column += sum(map(len, self.indent_tokens))

    def add_token(self, value: str) -> None:
        if "\n" not in value and "\r" not in value:
            self.column += len(value)
            return
        lines = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.line += len(lines) - 1
        self.column = len(lines[-1]) + 1

    def pop_trailing_newline(self) -> None:
        """Nothing is kept that could be popped, and no node stands after the last newline."""

    def before_codegen(self, node: cst.CSTNode) -> None:
        if id(node) in self.wanted:
            self._starts.append((self.line, self.column))
            if isinstance(node, Deferred):
                # It begins and ends with its statements, which are generated once they are known.
                _ = node.body

    def after_codegen(self, node: cst.CSTNode) -> None:
        if id(node) in self.wanted:
            start = self._starts.pop()
            # A place recorded without surrounding whitespace and parentheses is the better one.
            self.places.setdefault(id(node), (*start, self.line, self.column))

    def record_syntactic_position(  # type: ignore[override]  # libcst names the class of its own manager
        self,
        node: cst.CSTNode,
        *,
        start_node: cst.CSTNode | None = None,
        end_node: cst.CSTNode | None = None,
    ) -> AbstractContextManager[None]:
        if id(node) not in self.wanted:
            return _UNRECORDED
        return self._record(node, start_node, end_node)

    @contextmanager
    def _record(
        self, node: cst.CSTNode, start_node: cst.CSTNode | None, end_node: cst.CSTNode | None
    ) -> Iterator[None]:
        # A statement may begin or end where one of its children does; those have not been generated yet.
        self.wanted.update(id(edge) for edge in (start_node, end_node) if edge is not None)
        start = (self.line, self.column)
        yield
        end = (self.line, self.column)
        if start_node is not None:
            start = self.places[id(start_node)][:2]
        if end_node is not None:
            end = self.places[id(end_node)][2:]
        self.places[id(node)] = (*start, *end)


def locate(module: cst.Module, nodes: Collection[cst.CSTNode]) -> dict[int, Place]:
    """Return the places of ``nodes`` by ``id(node)``; nodes that are not in ``module`` are left out.

    Leading and trailing whitespace, comments and parentheses around a node do not belong to its place.
    The parser makes a new object for every node, so that one object stands in one place; in a tree built by
    hand, an object that stands in several places has the last of them.
    """
    if not nodes:
        return {}
    wanted = {id(node) for node in nodes}
    try:
        places = _count(module, set(wanted))
    except RecursionError:  # code generation takes several frames for each level of an expression
        places = run_deep(lambda: _count(module, set(wanted)))
    return {key: place for key, place in places.items() if key in wanted}


def _count(module: cst.Module, wanted: set[int]) -> dict[int, Place]:
    state = _CountingState(module, wanted)
    module._codegen(state)  # noqa: SLF001 - as libcst's position providers do
    return state.places


class _OneLineState(CodegenState):
    """Generates code on one line: comments and line breaks between tokens become single spaces."""

    _BREAKING = (cst.Comment, cst.Newline, cst.ParenthesizedWhitespace, cst.TrailingWhitespace, cst.EmptyLine)

    def __init__(self, module: cst.Module) -> None:
        super().__init__(default_indent=module.default_indent, default_newline=module.default_newline)
        self._breaks = 0  # how many of the nodes being generated are line breaks or comments
        self._needs_space = False

    def before_codegen(self, node: cst.CSTNode) -> None:
        self._breaks += isinstance(node, self._BREAKING)

    def after_codegen(self, node: cst.CSTNode) -> None:
        self._breaks -= isinstance(node, self._BREAKING)

    def add_indent_tokens(self) -> None:
        self._needs_space = True

    def add_token(self, value: str) -> None:
        is_continuation = "\\" in value and not value.strip(" \t\f\r\n\\")
        if self._breaks or is_continuation:
            self._needs_space = True
        elif value:
            opened = not self.tokens or self.tokens[-1][-1] in "([{ "
            if self._needs_space and not opened and value not in (")", "]", "}"):
                self.tokens.append(" ")
            self._needs_space = False
            self.tokens.append(value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n"))


def source_text(module: cst.Module, node: cst.CSTNode) -> str:
    """Return the code of one node on a single line, as messages quote it.

    Comments and line breaks between tokens become single spaces, and line breaks inside a string are written
    as ``\\n``.
    """

    def generate() -> str:
        state = _OneLineState(module)
        node._codegen(state)  # noqa: SLF001 - as `Module.code_for_node` does
        return "".join(state.tokens).strip()

    try:
        return generate()
    except RecursionError:
        return run_deep(generate)
