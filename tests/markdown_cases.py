"""Reads the programs of Markdown case files and their marks; ``tests/cases/test_markdown.py`` runs them.

Every fenced Python block below a ``##`` heading is one program. A mark stands on a line of the statement that
it is about: the compile call, or another call that a finding stands at where nothing was compiled. It is one
of

- ``# error: [CL101, CL301]`` the certain findings of this statement, whatever their severity;
- ``# possible: [CL302]`` the possible ones;
- ``# todo-error: [CL101]`` a fault that is missed today (certain or possible);
- ``# todo-silent: [CL101]`` a false alarm of today;
- ``# revealed: output=softmax/3 loss=mean_squared_error`` what ``inspect`` understood. Only the parts that
  are named are compared. Heads are separated by ``;``, and the ways to read the call by ``|``, in
  alphabetical order;
- ``# todo-revealed: ...`` what it should have understood.

Statements without a mark are silent. A ``todo`` mark fails as soon as it is no longer needed.
"""

from __future__ import annotations

import ast
import functools
import re
import warnings
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

TESTS = Path(__file__).resolve().parent
RULES_FOLDER = TESTS / "cases" / "rules"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KINDS = ("error", "possible", "todo-error", "todo-silent", "revealed", "todo-revealed")
MARK = re.compile(r"# (" + "|".join(KINDS) + r"): ([^#\n]+)")
CODES = re.compile(r"\[CL\d{3}(?:, CL\d{3})*\]\s*")


@dataclass(frozen=True)
class Case:
    """One program, and its marks: for each kind, the first line of a statement and what the mark says."""

    path: Path
    title: str
    name: str
    code: str
    marks: dict[str, dict[int, str]] = field(hash=False, compare=False)

    def codes(self, kind: str) -> set[tuple[int, str]]:
        """The codes of one kind of mark, as pairs of line and code."""
        return {
            (line, code.strip())
            for line, text in self.marks.get(kind, {}).items()
            for code in text.strip("[] ").split(",")
        }

    def all_codes(self) -> set[str]:
        """The codes of all marks that stand for a finding of today or of tomorrow."""
        kinds = ("error", "possible", "todo-error", "todo-silent")
        return {code for kind in kinds for _, code in self.codes(kind)}


@functools.cache
def cases_in(path: Path) -> tuple[Case, ...]:
    """Every program of one Markdown file, in order."""
    text = path.read_text(encoding="utf-8")
    heading, count, found = "", 0, []
    for match in BLOCK.finditer(text):
        title = text[: match.start()].rpartition("\n## ")[2].partition("\n")[0].strip()
        heading, count = title, count + 1 if title == heading else 1
        name = f"{path.stem}: {title}" + (f" ({count})" if count > 1 else "")
        found.append(Case(path, title, name, match[1], _marks_in(match[1], name)))
    return tuple(found)


@functools.cache
def all_cases() -> tuple[Case, ...]:
    """Every program of every Markdown file below ``tests``."""
    return tuple(case for path in sorted(TESTS.rglob("*.md")) for case in cases_in(path))


def _marks_in(code: str, name: str) -> dict[str, dict[int, str]]:
    marks: dict[str, dict[int, str]] = defaultdict(dict)
    statements = first_lines(code)
    for number, line in enumerate(code.splitlines(), 1):
        for kind, value in MARK.findall(line):
            is_revealed = kind.endswith("revealed")
            assert is_revealed or CODES.fullmatch(value), f"{name}:{number}: a mark that is not understood"
            start = statements.get(number, number)
            assert start not in marks[kind], f"{name}:{number}: two marks of one kind for one statement"
            marks[kind][start] = value.strip()
    return marks


@functools.cache
def first_lines(code: str) -> dict[int, int]:
    """The first line of the innermost statement for every line of a program; empty if it is not Python."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an old escape in a program is no concern of the tests
        try:
            tree = ast.parse(code)
        except SyntaxError:
            return {}
    found: dict[int, int] = {}
    for node in ast.walk(tree):  # outer statements come first, so that inner ones overwrite them
        if isinstance(node, ast.stmt):
            assert node.end_lineno is not None
            found.update(dict.fromkeys(range(node.lineno, node.end_lineno + 1), node.lineno))
    return found
