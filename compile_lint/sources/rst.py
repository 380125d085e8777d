"""Python code of reStructuredText: code directives of docutils, Sphinx and Jupyter, and doctest prompts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compile_lint.sources.fences import (
    DOCTEST,
    NOTEBOOK,
    PYTHON,
    CodeLine,
    Fence,
    has_prompts,
    typed_at_prompts,
)

_DIRECTIVE = re.compile(r"(?P<indent>[ \t]*)\.\.[ \t]+(?P<name>[\w-]+)::(?P<argument>.*)")
_OPTION = re.compile(r"[ \t]*:(?P<name>[\w-]+):(?P<value>.*)")
_LABELLED = frozenset({"code-block", "code", "sourcecode"})
_GROUPED = frozenset({"testcode", "testsetup", "doctest"})
_CELLS = frozenset({"code-cell", "jupyter-execute", "ipython"})
_NOT_CODE = frozenset({"literalinclude", "math", "parsed-literal", "prompt", "raw", "testoutput"})


def rst_fences(lines: Sequence[str]) -> Iterator[Fence]:
    """Yield the Python code of a reStructuredText file in order.

    That is what stands in a code directive whose language is Python, and what is typed at doctest prompts
    anywhere. A literal block after ``::`` has no language, and counts only if it has prompts. A block with
    ``:class: continued`` belongs to the one before it.
    """
    number = 0
    while number < len(lines):
        match = _DIRECTIVE.match(lines[number])
        name = match["name"].lower() if match is not None else ""
        if match is not None and name in _LABELLED | _GROUPED | _CELLS | _NOT_CODE:
            end = _end_of_body(lines, number + 1, len(match["indent"]))
            fence = _in_directive(name, match["argument"].strip(), lines, (number + 1, end))
            if fence is not None:
                yield fence
            number = end
            continue
        end = _end_of_session(lines, number)
        if end > number:
            yield Fence(typed_at_prompts(_code(lines, number, end)), DOCTEST)
        number = max(end, number + 1)


def _in_directive(name: str, argument: str, lines: Sequence[str], body: tuple[int, int]) -> Fence | None:
    """The code of one directive, unless it is in another language."""
    start, end = body
    continues = False
    while start < end and (option := _OPTION.match(lines[start])) is not None:
        continues = continues or (option["name"] == "class" and "continued" in option["value"].split())
        start += 1
    code = _code(lines, start, end)
    if name in _LABELLED:
        if argument.lower() not in PYTHON:
            return None
        if has_prompts(code):
            return Fence(typed_at_prompts(code), DOCTEST, continues)
        return Fence(tuple(code), None, continues)
    if name in _GROUPED:
        typed = typed_at_prompts(code) if has_prompts(code) else tuple(code)
        return Fence(typed, ("group", argument or "default"))
    if name in _CELLS:
        is_other = bool(argument) and "python" not in argument.lower()
        return None if is_other else Fence(tuple(code), NOTEBOOK)
    return None


def _code(lines: Sequence[str], start: int, end: int) -> list[CodeLine]:
    return [CodeLine(number + 1, 0, lines[number]) for number in range(start, end)]


def _end_of_body(lines: Sequence[str], number: int, indent: int) -> int:
    """The line after a directive's body: all that is empty or indented deeper than the directive."""
    while number < len(lines):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip(" \t")) <= indent:
            break
        number += 1
    return number


def _end_of_session(lines: Sequence[str], number: int) -> int:
    """The line after an interactive session that begins at ``number``; a blank line ends it."""
    if not has_prompts(_code(lines, number, number + 1)):
        return number
    while number < len(lines) and lines[number].strip():
        number += 1
    return number
