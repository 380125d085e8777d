"""The statements of a unit, in a form that no formatter changes."""

from __future__ import annotations

import re

from compile_lint.sources.logical_lines import STRING, logical_lines
from compile_lint.sources.units import SourceUnit
from compile_lint.spans import Line

_TOKENS = re.compile(rf"(?P<string>(?s:{STRING}))|\#[^\r\n]*|(?P<comma>,)|\s+|\\(?=[\r\n])|(?P<other>.)")
_LINE_BREAK = re.compile(r"\r\n?|\n")


class Outline:
    """The statements of a unit, by the lines that people see."""

    def __init__(self, unit: SourceUnit) -> None:
        self._text = unit.text
        self._statements: dict[Line, tuple[int, int]] = {}
        number = 1
        for statement in logical_lines(unit.text):
            breaks = len(_LINE_BREAK.findall(unit.text, statement.start, statement.end))
            for line in range(number, number + max(breaks, 1)):
                self._statements.setdefault(unit.place(line), (statement.start, statement.end))
            number += breaks

    def statement(self, line: Line) -> str:
        """Return the statement around a line, in normal form; empty if there is none."""
        start, end = self._statements.get(line, (0, 0))
        return normal_form(self._text[start:end])


def normal_form(text: str) -> str:
    """Return code without what a formatter may change."""
    kept: list[str] = []
    for token in _TOKENS.finditer(text):
        if token["string"] is not None:
            kept.append(_plain_quotes(token["string"]))
        elif token["comma"] is not None:
            kept.append(",")
        elif token["other"] is not None:
            if token["other"] in ")]}" and kept and kept[-1] == ",":
                kept.pop()
            kept.append(token["other"])
    return "".join(kept)


def _plain_quotes(string: str) -> str:
    quote = string[:3] if string[:3] in ('"""', "'''") else string[:1]
    inside = string[len(quote) :].removesuffix(quote)
    return f'"{inside}"'
