"""Which bodies of functions can be parsed later, found in the text alone, and how they are left out of it.

Most functions of a program do not lead to a compile call, and of an imported file only what is called is
run. libcst takes ten times as long for a body as Python's own parser, which tells whether it is sound, and
200 bytes of memory for each character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import libcst as cst

from compile_lint.sources.logical_lines import logical_lines
from compile_lint.sources.python_tree import python_tree
from compile_lint.syntax.deferred import Deferred
from compile_lint.syntax.native import parse_quickly
from compile_lint.syntax.walk import SITE_METHODS, USE_METHODS

SHORTEST = 120  # characters of a body; shorter ones are parsed with their module

# What the collecting walk looks for. A body with none of these words holds nothing for it.
_COLLECTED = re.compile(rf"\b(?:class|def|{'|'.join(sorted(SITE_METHODS | USE_METHODS))})\b")
_START = re.compile(r"(?P<indent>[ \t]*)(?P<kind>(?:async[ \t]+)?def\b|[#\r\n\f\\]|\Z)?")
_MARK = "compile_lint_reads_this_later_"
_BLOCKS = ("body", "handlers", "cases", "orelse", "finalbody")


class _Line(NamedTuple):
    """A logical line with code on it: offsets into the text, and how it begins."""

    end: int
    indent: str
    is_function: bool


class Body(NamedTuple):
    """A body that can be left out: offsets into the text, which begin and end lines, and its indentation."""

    start: int
    end: int
    indent: str


def deferrable_bodies(text: str) -> list[Body]:
    """The bodies that can be parsed later, in order; none within another, and none if there is any doubt."""
    lines: list[_Line] = []
    for line in logical_lines(text):
        start = _START.match(text, line.start)
        assert start is not None
        kind = start["kind"]
        if kind in ("\f", "\\"):
            return []  # this indentation is not what it seems
        if kind is None or kind.endswith("def"):
            lines.append(_Line(line.end, start["indent"], kind is not None))
    return [*_found(text, lines)]


def _found(text: str, lines: list[_Line]) -> Iterator[Body]:
    position = 0
    while position + 1 < len(lines):
        head, first = lines[position : position + 2]
        position += 1
        if not head.is_function or first.indent == head.indent or not first.indent.startswith(head.indent):
            continue
        after = position
        while after < len(lines) and lines[after].indent.startswith(first.indent):
            after += 1
        if after < len(lines) and not head.indent.startswith(lines[after].indent):
            continue
        body = Body(head.end, lines[after - 1].end, first.indent)
        ends_its_line = text[body.end - 1] in "\r\n"
        if body.end - body.start >= SHORTEST and ends_its_line and not _COLLECTED.search(text, *body[:2]):
            yield body
            position = after


def parse_without(text: str, bodies: list[Body]) -> cst.Module | None:
    """Parse a text without some bodies, which stand in the tree as text; ``None`` if that may not be.

    Raises ``cst.ParserSyntaxError`` as ``cst.parse_module`` does, but with places in what is left.
    """
    if _MARK in text or not all(_is_sound(text[body.start : body.end]) for body in bodies):
        return None
    parts: list[str] = []
    done = 0
    for number, body in enumerate(bodies):
        end = "\r\n" if text.endswith("\r\n", 0, body.end) else text[body.end - 1]
        parts += text[done : body.start], f"{body.indent}{_MARK}{number}{end}"
        done = body.end
    module = parse_quickly("".join((*parts, text[done:])))
    for function, number in _marked(module):
        assert isinstance(function.body, cst.IndentedBlock)
        left_out = text[bodies[number].start : bodies[number].end]
        deferred = Deferred.instead_of(function.body, left_out, module)
        object.__setattr__(function, "body", deferred)  # nobody has seen it yet
    return module


def _is_sound(body: str) -> bool:
    """Whether a body is what Python takes for the body of a function."""
    return python_tree("def _():\n" + body) is not None


def _marked(module: cst.Module) -> Iterator[tuple[cst.FunctionDef, int]]:
    """The functions whose bodies were left out, each with the number of its body."""
    stack: list[object] = [module]
    while stack:
        node = stack.pop()
        if isinstance(node, cst.FunctionDef):
            number = _number_in(node.body)
            if number is not None:
                yield node, number
                continue
        for name in _BLOCKS:
            below = getattr(node, name, None)
            if isinstance(below, cst.CSTNode):
                stack.append(below)
            elif below and not isinstance(node, cst.SimpleStatementLine):
                stack += below


def _number_in(block: cst.BaseSuite) -> int | None:
    match block:
        case cst.IndentedBlock(body=[cst.SimpleStatementLine(body=[cst.Expr(value=cst.Name(value=name))])]):
            return int(name.removeprefix(_MARK)) if name.startswith(_MARK) else None
    return None
