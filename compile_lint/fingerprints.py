"""What a finding is known by when lines move: its rule, its file, and the statement it stands in.

Line breaks, spaces, comments, the kind of quotation marks and trailing commas do not count, so that a
formatter changes no fingerprint; neither does anything outside the statement.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from compile_lint.findings import Finding
from compile_lint.sources import SourceUnit
from compile_lint.sources.logical_lines import STRING, logical_lines

Line = tuple[int | None, int]
"""A cell (``None`` outside notebooks) and the line in it."""

# A folder that holds one of these is the top of a project, from which the paths of its files are counted.
_TOPS = (".git", "pyproject.toml", "compile-lint.toml", ".compile-lint.toml")

_TOKENS = re.compile(rf"(?P<string>(?s:{STRING}))|\#[^\r\n]*|(?P<comma>,)|\s+|\\(?=[\r\n])|(?P<other>.)")
_LINE_BREAK = re.compile(r"\r\n?|\n")
_DIGITS = 32  # of the hash: more than enough to tell findings apart


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


def with_fingerprints(findings: Iterable[Finding], texts: Mapping[tuple[str, Line], str]) -> list[Finding]:
    """Return findings, which are in reading order, with their fingerprints.

    ``texts`` holds the statements by path and line. Equal findings of one file are counted through.
    """
    import hashlib  # noqa: PLC0415 - most runs find nothing

    counts: Counter[tuple[str, ...]] = Counter()
    tops: dict[Path, Path] = {}
    made = []
    for finding in findings:
        place = finding.span
        parts = (
            finding.code,
            _path_in_project(place.path, tops),
            texts.get((place.path, (place.cell, place.line)), ""),
        )
        digest = hashlib.sha256("\0".join((*parts, str(counts[parts]))).encode("utf-8", "surrogatepass"))
        counts[parts] += 1
        made.append(replace(finding, fingerprint=digest.hexdigest()[:_DIGITS]))
    return made


def _path_in_project(path: str, tops: dict[Path, Path]) -> str:
    whole = Path(os.path.abspath(path))
    if whole.parent not in tops:
        tops[whole.parent] = _top_of(whole.parent) or Path.cwd()
    try:
        return Path(os.path.relpath(whole, tops[whole.parent])).as_posix()
    except ValueError:  # another drive
        return whole.as_posix()


def _top_of(folder: Path) -> Path | None:
    for above in (folder, *folder.parents):
        if any((above / name).exists() for name in _TOPS):
            return above
    return None
