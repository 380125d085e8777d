"""How deeply a text nests, found by looking at its tokens alone, before any parser sees it.

libcst's native parser recurses on the machine stack without a limit of its own: with libcst 1.9.0 on a stack
of 8 MB, 1500 nested parentheses kill the process, and chains of 10000 operators either kill it or take
minutes.
CPython itself refuses more than 200 nested brackets, so nothing that runs is lost by asking first.
"""

from __future__ import annotations

import re
import sys

from compile_lint.records import dataclass
from compile_lint.sources.logical_lines import STRING, logical_lines

BRACKET_LIMIT = 200  # CPython's own (MAXLEVEL in its tokenizer)
# Operators, calls, attributes, strings, `elif`s. CPython gives up on operators near 3000.
# Python 3.12 counts the calls that pass through C apart, up to 1500 in its first releases, whatever recursion
# limit is set; libcst's code generation, which places are counted with, makes two of them for each level.
CHAIN_LIMIT = 600 if sys.version_info[:2] == (3, 12) else 3000

_TOKENS = re.compile(rf"(?s:{STRING})|\#[^\r\n]*|\\\r?\n|[()\[\]{{}},;]|[^\w\s()\[\]{{}},;\"'#]|[^\W\d]\w*")
_HEAD = re.compile(r"([ \t\f]*)(\w*)")
_NESTING_WORDS = frozenset(
    {"and", "or", "not", "in", "is", "if", "else", "for", "lambda", "await", "async", "yield", "from"}
)
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


@dataclass(frozen=True, slots=True)
class Nesting:
    """The deepest place of a text: an upper bound of brackets and of all levels together, and its line."""

    brackets: int
    levels: int
    line: int


def measure_nesting(text: str) -> Nesting:
    """Return an upper bound of how deep a parser must go into ``text``.

    Costs about a twentieth of parsing: statements shorter than the limits cannot break them and are passed
    over.
    """
    most_brackets = most_levels = place = 0
    elifs: dict[int, int] = {}
    counts_elifs = text.count("elif") > BRACKET_LIMIT
    for statement in logical_lines(text):
        start, end, brackets = statement.start, statement.end, statement.brackets
        levels = _levels(text, start, end) if end - start > BRACKET_LIMIT else 0
        if counts_elifs:
            levels += _elif_levels(text, start, elifs)
        if brackets > most_brackets or levels > most_levels:
            most_brackets, most_levels, place = max(brackets, most_brackets), max(levels, most_levels), start
    return Nesting(most_brackets, most_levels, text.count("\n", 0, place) + 1)


def _levels(text: str, start: int, end: int) -> int:
    """The most operators, brackets and strings that can stand above one operand of a statement.

    A comma begins a new operand, so that long lists of numbers do not count as deep; a ``lambda`` may have
    commas of its own and counts until its bracket closes.
    """
    chain = kept = total = deepest = 0
    outer: list[tuple[int, int]] = []
    for match in _TOKENS.finditer(text, start, end):
        found = match.group()
        if found in _OPENING:
            outer.append((chain, kept))
            chain, kept = 1, 0
            total += 1
        elif found in _CLOSING:
            total -= chain + kept
            chain, kept = outer.pop() if outer else (0, 0)
            chain += 1
            total = max(total + 1, 0)
        elif found in ",;":
            total -= chain
            chain = 0
        elif found == "lambda":
            kept += 1
            total += 1
        elif found in _NESTING_WORDS or not (found[0].isidentifier() or found[0] in "#\\"):
            chain += 1
            total += 1
        deepest = max(deepest, total)
    return deepest


def _elif_levels(text: str, start: int, elifs: dict[int, int]) -> int:
    """How many ``elif`` stand above the statement at ``start``: each is nested in the one before it.

    ``elifs`` holds the running count for each indentation.
    """
    head = _HEAD.match(text, start)
    assert head is not None
    indent, word = len(head[1]), head[2]
    if not word:
        return 0
    for deeper in [column for column in elifs if column > indent]:
        del elifs[deeper]
    elifs[indent] = elifs.get(indent, 0) + 1 if word == "elif" else 0
    return sum(elifs.values())
