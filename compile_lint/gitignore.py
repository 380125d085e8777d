"""What git ignores: the rules of nested ``.gitignore`` files and of ``.git/info/exclude``."""

# Paths are strings here, as in discovery.
# ruff: noqa: PTH113, PTH118, PTH120, PTH123

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from compile_lint.records import dataclass
from compile_lint.sights import UNKEPT, Sights
from compile_lint.signs import NOTHING

if TYPE_CHECKING:
    from compile_lint.patterns.globs import Glob, GlobSet

MAX_BYTES = 1_000_000  # what stands behind them in an ignore file is left out


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """The rules of one ignore file, which override those of the folders around it.

    ``base`` is the folder its patterns are relative to, as a real path.
    """

    base: str
    globs: GlobSet
    outer: IgnoreRules | None

    def ignores(self, path: str, *, is_folder: bool) -> bool:
        """Whether git ignores ``path``, a real path; the folders above it are taken not to be ignored."""
        rules: IgnoreRules | None = self
        while rules is not None:
            relative = os.path.relpath(path, rules.base).replace(os.sep, "/")
            verdict = rules.globs.verdict(relative, is_folder=is_folder)
            if verdict is not None:
                return verdict
            rules = rules.outer
        return False


def rules_above(folder: str, sights: Sights = UNKEPT) -> IgnoreRules | None:
    """The rules that the folders above ``folder`` set, up to the top of its repository.

    There are none outside a repository, and none if they ignore ``folder`` itself: whoever asks for an
    ignored folder by name wants to see it.
    """
    above: list[str] = []
    here = folder
    while not _has_repository(here, sights):
        outer = os.path.dirname(here)
        if outer == here:
            return None
        above.append(outer)
        here = outer
    rules: IgnoreRules | None = None
    for place in reversed(above):
        rules = rules_of(place, rules, is_top=place == here, sights=sights)
        next_down = folder if place == above[0] else above[above.index(place) - 1]
        if rules is not None and rules.ignores(next_down, is_folder=True):
            return None
    return rules


def _has_repository(folder: str, sights: Sights) -> bool:
    return sights.kind(os.path.join(folder, ".git")) != NOTHING


def rules_of(
    folder: str, outer: IgnoreRules | None, *, is_top: bool, sights: Sights = UNKEPT
) -> IgnoreRules | None:
    """The rules in force inside ``folder``; at the top of a repository those around it end."""
    rules = outer
    if is_top:
        rules = _read(os.path.join(folder, ".git", "info", "exclude"), folder, None, sights)
    return _read(os.path.join(folder, ".gitignore"), folder, rules, sights)


def _read(path: str, base: str, outer: IgnoreRules | None, sights: Sights) -> IgnoreRules | None:
    """The rules of one ignore file on top of ``outer``; a file that is missing or unreadable has none."""
    sights.content(path)
    if not os.path.isfile(path):  # a pipe would be waited for
        return outer
    try:
        with open(path, "rb") as file:
            text = file.read(MAX_BYTES).decode("utf-8-sig", "surrogateescape")
    except OSError:
        return outer
    lines = [line.rstrip("\r") for line in text.split("\n") if line.strip() and not line.startswith("#")]
    if not lines:
        return outer
    from compile_lint.patterns.globs import GlobSet  # noqa: PLC0415 - most trees have no ignore file at all

    return IgnoreRules(base, GlobSet(_globs(lines)), outer)


def _globs(lines: Iterable[str]) -> Iterator[Glob]:
    """The patterns of an ignore file; git passes over those that it cannot read."""
    from compile_lint.patterns.globs import parse_glob  # noqa: PLC0415 - as above

    for line in lines:
        with suppress(ValueError):
            yield parse_glob(line)
