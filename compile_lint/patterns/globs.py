"""One line of a ``.gitignore``: what it matches, in time that neither the line nor the path can stretch.

The patterns of a project are somebody else's text, as its file names are, so they are matched without
backtracking: after each ``*`` the leftmost place where the text goes on will do, and after each ``**`` the
leftmost folder. Paths are relative to the folder of the pattern and have ``/`` between their parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from compile_lint.records import dataclass

MAX_LENGTH = 4096  # of a pattern, which is as long as a path can be
MAX_GLOBS = 10_000  # in one set, beside plain names; what comes after them is left out
ANY_FOLDERS = "**"

_WILD = re.compile(r"[*?\[\\]")
_CLASS = re.compile(r"\[:([^\]]*):\]")
_CLASSES = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": r"!-/:-@\[-`{-~",
    "space": r" \t\n\r\f\v",
    "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}


@dataclass(frozen=True, slots=True)
class Segment:
    """What one part of a path has to be: pieces of fixed length, with anything between them."""

    pieces: tuple[tuple[re.Pattern[str], int], ...]

    def matches(self, name: str) -> bool:
        (first, length), *middle = self.pieces
        if not middle:
            return first.fullmatch(name) is not None
        (last, last_length) = middle.pop()
        end = len(name) - last_length
        if first.match(name) is None or end < length or last.match(name, end) is None:
            return False
        for piece, _ in middle:
            found = piece.search(name, length, end)
            if found is None:
                return False
            length = found.end()
        return True


Part = str | Segment  # a name as it is, ANY_FOLDERS, or something with wildcards


@dataclass(frozen=True, slots=True)
class Glob:
    """One pattern. ``parts`` are what the parts of a path must be, from the base of the pattern on."""

    parts: tuple[Part, ...]
    takes_back: bool
    is_for_folders: bool

    @property
    def name(self) -> str | None:
        """The name of whatever it matches, wherever that stands; None if it is more than a name."""
        match self.parts:
            case (str(first), str(name)) if first == ANY_FOLDERS != name:
                return name
        return None

    def matches(self, path: Sequence[str]) -> bool:
        """Whether it matches the parts of a path, all of them."""
        groups: list[list[Part]] = [[]]
        for part in self.parts:
            if part == ANY_FOLDERS:
                groups.append([])
            else:
                groups[-1].append(part)
        first, *others = groups
        if not others:
            return len(first) == len(path) and _fits(first, path, 0)
        last = others.pop()
        at, end = len(first), len(path) - (len(last) or 1)  # what ends in `/**` is inside of something
        if at > end or not _fits(first, path, 0) or not _fits(last, path, end):
            return False
        for group in others:
            while at + len(group) <= end and not _fits(group, path, at):
                at += 1
            if at + len(group) > end:
                return False
            at += len(group)
        return True


def _fits(parts: Sequence[Part], path: Sequence[str], start: int) -> bool:
    return all(
        part == name if isinstance(part, str) else part.matches(name)
        for part, name in zip(parts, path[start : start + len(parts)], strict=True)
    )


def parse_glob(line: str) -> Glob:
    """Read one line of a ``.gitignore``.

    Raises ``ValueError`` if it is no pattern, and so matches nothing.
    """
    text = _without_spaces_at_end(line)
    if text.startswith("#"):
        raise ValueError("a comment")
    if len(text) > MAX_LENGTH:
        raise ValueError(f"it has more than {MAX_LENGTH:,} characters")
    takes_back = text.startswith("!")
    text = text[takes_back:]
    is_for_folders = text.endswith("/")
    text = text.removesuffix("/")
    if not text:
        raise ValueError("it names nothing")
    is_anchored = "/" in text
    names = text.removeprefix("/").split("/")
    if not is_anchored:
        return Glob((ANY_FOLDERS, _part(names[0], is_alone=True)), takes_back, is_for_folders)
    return Glob(tuple(_part(name) for name in names), takes_back, is_for_folders)


def _without_spaces_at_end(line: str) -> str:
    """A line without the spaces that it ends in, but for one behind a backslash."""
    text = line.rstrip(" ")
    backslashes = len(text) - len(text.rstrip("\\"))
    return text + " " if backslashes % 2 and len(text) < len(line) else text


def _part(name: str, *, is_alone: bool = False) -> Part:
    if len(name) > 1 and not name.strip("*") and not is_alone:
        return ANY_FOLDERS
    if _WILD.search(name) is None:
        return name
    pieces, length = [""], [0]
    at = 0
    while at < len(name):
        if name[at] == "*":
            if pieces[-1] or len(pieces) == 1:
                pieces.append("")
                length.append(0)
            at += 1
            continue
        one, at = _character(name, at)
        pieces[-1] += one
        length[-1] += 1
    return Segment(tuple((re.compile(piece, re.DOTALL), n) for piece, n in zip(pieces, length, strict=True)))


def _character(name: str, at: int) -> tuple[str, int]:
    """What stands for one character of a path, as a regular expression, and where the next begins."""
    if name[at] == "?":
        return ".", at + 1
    if name[at] == "[":
        return _bracket(name, at + 1)
    if name[at] == "\\":
        at += 1
        if at == len(name):
            raise ValueError("it ends in a backslash")
    return re.escape(name[at]), at + 1


def _bracket(name: str, at: int) -> tuple[str, int]:
    """A set of characters, of which the first stands at ``at``."""
    is_negated = name[at : at + 1] in ("!", "^")
    at = start = at + is_negated
    wanted: list[str] = []
    while at == start or name[at : at + 1] != "]":
        if named := _CLASS.match(name, at):
            if named[1] not in _CLASSES:
                raise ValueError(f"no class of characters is called `{named[1]}`")
            wanted.append(_CLASSES[named[1]])
            at = named.end()
            continue
        low, at = _one_of_bracket(name, at)
        if name[at : at + 1] == "-" and name[at + 1 : at + 2] not in ("]", ""):
            high, at = _one_of_bracket(name, at + 1)
            wanted.extend([f"{re.escape(low)}-{re.escape(high)}"] if low <= high else [])
        else:
            wanted.append(re.escape(low))
    if not wanted:  # such as `[z-a]`
        return (".", at + 1) if is_negated else ("(?!)", at + 1)
    return f"[{'^' if is_negated else ''}{''.join(wanted)}]", at + 1


def _one_of_bracket(name: str, at: int) -> tuple[str, int]:
    at += name[at : at + 1] == "\\"
    if at >= len(name):
        raise ValueError("a bracket is never closed")
    return name[at], at + 1


class GlobSet:
    """Patterns in order, the last that matches decides: one with ``!`` takes back what others match."""

    def __init__(self, globs: Iterable[Glob]) -> None:
        self._globs: list[Glob] = []
        self._by_name: dict[str, list[int]] = {}
        self._others: list[int] = []
        for glob in globs:
            if glob.name is not None:
                self._by_name.setdefault(glob.name, []).append(len(self._globs))
            elif len(self._others) == MAX_GLOBS:
                break
            else:
                self._others.append(len(self._globs))
            self._globs.append(glob)

    def __len__(self) -> int:
        return len(self._globs)

    def verdict(self, path: str, *, is_folder: bool) -> bool | None:
        """Whether an entry itself is matched, whatever the folders above it are; None: no pattern says."""
        parts = path.split("/")
        chosen = -1
        for index in reversed(self._by_name.get(parts[-1], ())):
            if is_folder or not self._globs[index].is_for_folders:
                chosen = index
                break
        for index in reversed(self._others):
            glob = self._globs[index]
            if index < chosen:
                break
            if (is_folder or not glob.is_for_folders) and glob.matches(parts):
                chosen = index
                break
        return None if chosen < 0 else not self._globs[chosen].takes_back

    def verdict_below(self, path: str) -> bool | None:
        """As ``verdict`` of a file, where a folder that is matched takes all along that is in it."""
        parts = path.split("/")
        for length in range(1, len(parts)):
            if self.verdict("/".join(parts[:length]), is_folder=True):
                return True
        return self.verdict(path, is_folder=False)
