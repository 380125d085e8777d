"""compile-lint inside flake8: its findings beside those of other plugins, under their own codes."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import ClassVar

from compile_lint import __version__
from compile_lint.sources.prefilter import may_hold_compile_call

# What flake8 calls a file that it reads from standard input, or that has no name.
_NAMELESS = frozenset({"-", "stdin", "(none)"})
_OF_FLAKE8 = frozenset({"CL001"})  # syntax errors are E999 there, and no plugin is called


class Plugin:
    """Checks one file. What is on is decided by the settings of compile-lint; flake8 narrows it further."""

    name: ClassVar[str] = "compile-lint"
    version: ClassVar[str] = __version__

    def __init__(self, tree: ast.AST, filename: str, lines: Sequence[str]) -> None:
        """Take what flake8 hands to a plugin that asks for a tree, although the text is all it needs."""
        del tree
        self._filename = None if filename in _NAMELESS else filename
        self._text = "".join(lines)

    def run(self) -> Iterator[tuple[int, int, str, type[Plugin]]]:
        """Yield the findings of the file: line, column from 0, text with the code in front.

        Raises ``SettingsError`` for settings of compile-lint that mean nothing.
        """
        if not may_hold_compile_call(self._text.encode("utf-8", "surrogatepass")):
            return
        from compile_lint.api import check_source  # noqa: PLC0415 - most files hold no compile call

        for finding in check_source(self._text, filename=self._filename).findings:
            if finding.code not in _OF_FLAKE8:
                place = finding.span
                yield place.line, place.column - 1, f"{finding.code} {finding.message}", type(self)
