"""The body of a function as text, parsed when somebody looks into it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import libcst as cst
from libcst._nodes.internal import CodegenState

from compile_lint.sources.units import UnparsableBody
from compile_lint.syntax.native import parse_quickly


class Deferred(cst.IndentedBlock):
    """A block of which only the text is known until somebody asks for ``body``.

    ``text`` holds whole lines, indented as in their file. Asking may raise ``UnparsableBody``.
    It does not lead to its module, which leads to it: so a tree is freed when nobody uses it any more.
    """

    __slots__ = ("_above", "_statements", "text")  # type: ignore[misc]  # libcst declares it of instances

    text: str
    _above: str
    _statements: Sequence[cst.BaseStatement] | None

    @classmethod
    def instead_of(cls, stub: cst.IndentedBlock, text: str, module: cst.Module) -> Deferred:
        """A block with the head line and the last comments of another one, and other statements."""
        made = object.__new__(cls)
        values: dict[str, object] = {"header": stub.header, "indent": stub.indent, "footer": stub.footer}
        values |= {"text": text, "_above": _lines_above(module), "_statements": None}
        for name, value in values.items():
            object.__setattr__(made, name, value)  # nodes are frozen
        return made

    @property
    def body(self) -> Sequence[cst.BaseStatement]:  # type: ignore[override]  # a field there
        """The statements."""
        if self._statements is None:
            object.__setattr__(self, "_statements", parse_body(self._above, self.text))
        assert self._statements is not None
        return self._statements

    def mentions(self, words: Collection[str]) -> bool:
        """Whether one of some words may stand in it; no name in it is one that does not."""
        return any(word in self.text for word in words)

    def _codegen_impl(self, state: CodegenState) -> None:
        if self._statements is not None:
            super()._codegen_impl(state)
            return
        self.header._codegen(state)  # noqa: SLF001 - as the other nodes of libcst do
        state.add_token(self.text)
        state.increase_indent(state.default_indent if self.indent is None else self.indent)
        for line in self.footer:
            line._codegen(state)  # noqa: SLF001
        state.decrease_indent()


def may_mention(function: cst.FunctionDef | cst.Lambda, *words: str) -> bool:
    """Whether one of some words may stand in the body of a function; what was parsed with its module may."""
    return not isinstance(function.body, Deferred) or function.body.mentions(words)


def may_assign_attribute(function: cst.FunctionDef | cst.Lambda, name: str) -> bool:
    """Whether the body of a function may give an attribute of that name a value.

    Where one is called, subscripted or asked for an attribute, that is not what gets the value.
    """
    if not isinstance(function.body, Deferred):
        return True
    return re.search(rf"\.\s*{re.escape(name)}\b(?!\s*[.(\[])", function.body.text) is not None


def _lines_above(module: cst.Module) -> str:
    """What is written above a body for libcst to take from it what it takes from a module's first lines."""
    newline = module.default_newline
    return f"if 1:{newline}{module.default_indent}0{newline}def _():{newline}"


def parse_body(above: str, text: str) -> Sequence[cst.BaseStatement]:
    """The statements of a body; raises ``UnparsableBody``."""
    try:
        function = parse_quickly(above + text).body[1]
    except cst.ParserSyntaxError as error:
        raise UnparsableBody(error.message) from error
    assert isinstance(function, cst.FunctionDef)
    assert isinstance(function.body, cst.IndentedBlock)
    return function.body.body
