"""What git ignores: the rules of nested ``.gitignore`` files and of ``.git/info/exclude``."""

# Paths are strings here, as in discovery.
# ruff: noqa: PTH110, PTH118, PTH120, PTH123

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from compile_lint.records import dataclass

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """The rules of one ignore file, which override those of the folders around it.

    ``base`` is the folder its patterns are relative to, as a real path.
    """

    base: str
    spec: GitIgnoreSpec
    outer: IgnoreRules | None

    def ignores(self, path: str, *, is_folder: bool) -> bool:
        """Whether git ignores ``path``, a real path; the folders above it are taken not to be ignored."""
        rules: IgnoreRules | None = self
        while rules is not None:
            relative = os.path.relpath(path, rules.base).replace(os.sep, "/")
            verdict = rules.spec.check_file(relative + "/" if is_folder else relative).include
            if verdict is not None:
                return verdict
            rules = rules.outer
        return False


def rules_above(folder: str) -> IgnoreRules | None:
    """The rules that the folders above ``folder`` set, up to the top of its repository.

    There are none outside a repository, and none if they ignore ``folder`` itself: whoever asks for an
    ignored folder by name wants to see it.
    """
    above: list[str] = []
    here = folder
    while not os.path.exists(os.path.join(here, ".git")):
        outer = os.path.dirname(here)
        if outer == here:
            return None
        above.append(outer)
        here = outer
    rules: IgnoreRules | None = None
    for place in reversed(above):
        rules = rules_of(place, rules, is_top=place == here)
        next_down = folder if place == above[0] else above[above.index(place) - 1]
        if rules is not None and rules.ignores(next_down, is_folder=True):
            return None
    return rules


def rules_of(folder: str, outer: IgnoreRules | None, *, is_top: bool) -> IgnoreRules | None:
    """The rules in force inside ``folder``; at the top of a repository those around it end."""
    rules = outer
    if is_top:
        rules = _read(os.path.join(folder, ".git", "info", "exclude"), folder, None)
    return _read(os.path.join(folder, ".gitignore"), folder, rules)


def _read(path: str, base: str, outer: IgnoreRules | None) -> IgnoreRules | None:
    """The rules of one ignore file on top of ``outer``; a file that is missing or unreadable has none."""
    try:
        with open(path, encoding="utf-8-sig", errors="surrogateescape") as file:
            lines = [line.rstrip("\r\n") for line in file]
    except OSError:
        return outer
    if not any(line.strip() and not line.startswith("#") for line in lines):
        return outer
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - most trees have no ignore file at all

    try:
        return IgnoreRules(base, GitIgnoreSpec.from_lines(lines), outer)
    except ValueError:  # git passes over a pattern that it cannot read; pathspec refuses the whole file
        return IgnoreRules(base, GitIgnoreSpec.from_lines(filter(_is_readable, lines)), outer)


def _is_readable(line: str) -> bool:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - as above

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
