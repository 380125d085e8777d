"""In which line of a settings file a key is given, which the parser of TOML does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

PROJECT_FILE = "pyproject.toml"
TABLE = "compile-lint"

# What may hold line ends or brackets without ending, opening or closing anything; brackets; line ends.
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|"(?:\\.|[^"\\\n])*"|'
    r"'''.*?'{3,5}|'[^'\n]*'|#[^\n]*|[\[\]{}\n]",
    re.DOTALL,
)


def place_of_key(place: str, *keys: str) -> str:
    """``place`` with the line of the key that ``keys`` lead to, if it is a settings file that has the key."""
    path = Path(place)
    if not keys or not path.is_file():
        return place
    inside = ("tool", TABLE) if path.name == PROJECT_FILE else ()
    try:
        line = line_of_key(path.read_text(encoding="utf-8-sig"), (*inside, *keys))
    except (OSError, ValueError):  # it has changed since it was read
        return place
    return place if line is None else f"{place}:{line}"


def line_of_key(text: str, keys: Sequence[str]) -> int | None:
    """The first line of the statement that gives a key its value, or that opens the table of this name.

    ``text`` is valid TOML. Returns ``None`` if it has no such key.
    """
    import tomli  # noqa: PLC0415 - only a mistake needs it

    table: tuple[str, ...] = ()
    for line, statement in _statements(text):
        given = tomli.loads(statement)
        if statement.lstrip().startswith("["):
            table = _name_of_table(given)
            if table[: len(keys)] == tuple(keys):
                return line
        elif table == tuple(keys[: len(table)]) and _holds(given, keys[len(table) :]):
            return line
    return None


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each statement with the line that it begins in: a new line outside brackets and strings ends it."""
    start, line, first, depth = 0, 1, 1, 0
    for token in (*_TOKEN.finditer(text), None):
        found = "\n" if token is None else token.group()
        if found in ("[", "{"):
            depth += 1
        elif found in ("]", "}"):
            depth -= 1
        line += found.count("\n")
        if found == "\n" and not depth:
            end = len(text) if token is None else token.end()
            statement = text[start:end]
            if statement.strip() and not statement.lstrip().startswith("#"):
                yield first, statement
            start, first = end, line


def _name_of_table(given: Mapping[str, object]) -> tuple[str, ...]:
    """The name in the header of a table, or of one of several."""
    names = []
    inside: object = given
    while isinstance(inside, Mapping) and inside:
        ((name, inside),) = inside.items()
        names.append(name)
    return tuple(names)


def _holds(given: object, keys: Sequence[str]) -> bool:
    for key in keys:
        if not isinstance(given, Mapping) or key not in given:
            return False
        given = given[key]
    return True
