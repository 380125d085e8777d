"""Text to a libcst tree, or one clear syntax problem."""

from __future__ import annotations

import re

import libcst as cst

from compile_lint.collector import collector_resting
from compile_lint.sources.logical_lines import logical_lines
from compile_lint.sources.python_tree import parsed_by_python, python_tree
from compile_lint.syntax.bodies import deferrable_bodies, parse_without
from compile_lint.syntax.deep import run_deep
from compile_lint.syntax.length import MAX_TOKENS, is_too_long, without_long_displays
from compile_lint.syntax.native import parse_quickly
from compile_lint.syntax.nesting import BRACKET_LIMIT, CHAIN_LIMIT, measure_nesting

TOO_LONG = f"too long to be parsed: it has more than {MAX_TOKENS:,} tokens; split the file, or exclude it"

_INDENT = re.compile(r"[ \t]*")
DEFERRED_LIMIT = 100  # levels; what is parsed later is parsed wherever the stack of the machine is by then


class SyntaxProblem(Exception):
    """The text is not Python that libcst can parse. ``line`` and ``column`` are 1-based."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.message = message


def parse_module(text: str, *, is_whole: bool = False) -> cst.Module:
    """Parse a module.

    Raises ``SyntaxProblem``, and nothing else, for text that cannot be parsed.
    The contents of long displays of constants are left out; all else has its place in the text.
    Bodies of functions may be parsed later (``Deferred``), unless the tree is to be ``is_whole``.
    The garbage collector is off meanwhile: a tree is all live, so that collecting only costs.
    """
    text = without_long_displays(text)
    nesting = measure_nesting(text)
    if nesting.brackets > BRACKET_LIMIT or nesting.levels > CHAIN_LIMIT:
        raise SyntaxProblem(nesting.line, 1, "nested too deeply to be parsed")
    if is_too_long(text):
        raise SyntaxProblem(1, 1, TOO_LONG)
    try:
        with collector_resting():
            if nesting.levels > BRACKET_LIMIT:
                return run_deep(lambda: parse_quickly(text))
            if not is_whole and nesting.levels <= DEFERRED_LIMIT:
                module = _parse_in_part(text)
                if module is not None:
                    return module
            return parse_quickly(text)
    except cst.ParserSyntaxError as error:
        even = _evenly_indented(text)
        if even is not None:
            return parse_module(even, is_whole=is_whole)
        raise _syntax_problem(error, text) from error
    except UnicodeEncodeError as error:  # a lone surrogate, which no Python source can hold
        before = text[: error.start]
        line = before.count("\n") + 1
        raise SyntaxProblem(line, error.start - before.rfind("\n"), "not valid Unicode text") from error
    except RecursionError as error:
        raise SyntaxProblem(nesting.line, 1, "nested too deeply to be parsed") from error


def _parse_in_part(text: str) -> cst.Module | None:
    """The tree with bodies to be parsed later; ``None`` if there are none, or something is wrong."""
    bodies = deferrable_bodies(text)
    try:
        return parse_without(text, bodies) if bodies else None
    except (cst.ParserSyntaxError, UnicodeEncodeError):
        return None


def _evenly_indented(text: str) -> str | None:
    """The text with a space for each tab in indentations; ``None`` without tabs, or if it is no Python.

    libcst 1.9 does not accept a block that tabs and spaces indent in turn; CPython does where it makes no
    difference whether a tab is worth one column or eight. So no block changes, and neither does a column.
    """
    starts = [_INDENT.match(text, line.start) for line in logical_lines(text)]
    indents = [match.span() for match in starts if match is not None and "\t" in match[0]]
    if not indents or python_tree(text) is None:
        return None
    parts: list[str] = []
    done = 0
    for start, end in indents:
        parts += text[done:start], " " * (end - start)
        done = end
    return "".join((*parts, text[done:]))


def _syntax_problem(error: cst.ParserSyntaxError, text: str) -> SyntaxProblem:
    """Say what is wrong in CPython's words, and at its place.

    libcst reports line 1 for every fault that its tokenizer finds, and lists all tokens it would have
    accepted. CPython may accept what libcst cannot parse; then libcst's word is all there is. So it is where
    libcst got past an f-string that a CPython before 3.12 does not accept.
    """
    refused = "the parser does not accept this"
    try:
        parsed_by_python(text)
        refused = "Python accepts this, but libcst, with which it is read here, does not"
    except SyntaxError as known:
        is_passed = known.msg.startswith("f-string") and error.raw_line > (known.end_lineno or 0)
        if not is_passed:
            return SyntaxProblem(known.lineno or 1, max(known.offset or 1, 1), known.msg)
    except (ValueError, RecursionError, MemoryError):
        pass  # a NUL character before Python 3.12; nesting that CPython gives up on
    reason = error.message.partition(": expected one of ")[0]
    for prefix in ("parser error: ", "tokenizer error: "):
        reason = reason.removeprefix(prefix)
    if reason.startswith("error at "):
        reason = refused
    return SyntaxProblem(error.raw_line, error.raw_column + 1, reason)
