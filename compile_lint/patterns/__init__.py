"""Patterns of files and folders, written as in ``.gitignore`` and relative to some folder."""

# Paths are strings here, as in discovery.
# ruff: noqa: PTH109

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import field
from itertools import groupby
from typing import TYPE_CHECKING

from compile_lint.records import dataclass

if TYPE_CHECKING:
    from compile_lint.patterns.globs import GlobSet

_SPECIAL = frozenset("*?[]/!\\# ")
_OUTSIDE = "\0"  # a folder that no pattern names: what stands beside the base matches by its names alone


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern. ``base`` is the folder it is relative to, an absolute path; empty: the working folder.

    Raises ``ValueError`` if it means nothing.
    """

    text: str
    base: str = ""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("an empty pattern matches nothing")
        if not self.is_name:
            from compile_lint.patterns.globs import parse_glob  # noqa: PLC0415 - most patterns are plain names

            parse_glob(self.text)

    @property
    def is_name(self) -> bool:
        """Whether it is a plain name, of a file or folder at any depth."""
        return _SPECIAL.isdisjoint(self.text)


@dataclass(slots=True)
class PatternSet:
    """Patterns in order, the last that matches decides: one with ``!`` takes back what others match."""

    patterns: tuple[Pattern, ...]
    _names: frozenset[str] = field(init=False)
    _specs: tuple[tuple[str, GlobSet], ...] = field(init=False)

    def __post_init__(self) -> None:
        takes_back = any(pattern.text.startswith("!") for pattern in self.patterns)
        self._names = frozenset(
            pattern.text for pattern in self.patterns if pattern.is_name and not takes_back
        )
        others = [pattern for pattern in self.patterns if pattern.text not in self._names]
        self._specs = tuple(_specs(others)) if others else ()

    @classmethod
    def of(cls, patterns: Iterable[Pattern]) -> PatternSet:
        return cls(tuple(patterns))

    def matches_entry(self, name: str, path: str, *, is_folder: bool) -> bool:
        """Whether the entry of a folder is matched; the folders above it are taken not to be."""
        if name in self._names:
            return True
        return bool(self._specs) and self._last(
            spec.verdict(relative, is_folder=is_folder) for spec, relative in self._seen_from_bases(path)
        )

    def matches(self, path: str) -> bool:
        """Whether a file, or a folder on the way to it from the base of a pattern, is matched."""
        if self._names and not self._names.isdisjoint(_relative(path, os.getcwd()).split("/")):
            return True
        return bool(self._specs) and self._last(
            spec.verdict_below(relative) for spec, relative in self._seen_from_bases(path)
        )

    def _seen_from_bases(self, path: str) -> Iterable[tuple[GlobSet, str]]:
        return ((spec, _relative(path, base or os.getcwd())) for base, spec in self._specs)

    @staticmethod
    def _last(verdicts: Iterable[bool | None]) -> bool:
        verdict = False
        for found in verdicts:
            verdict = verdict if found is None else found
        return verdict


def _specs(patterns: list[Pattern]) -> Iterable[tuple[str, GlobSet]]:
    """One matcher for each run of patterns with the same base."""
    from compile_lint.patterns.globs import GlobSet, parse_glob  # noqa: PLC0415 - most patterns are plain names

    for base, run in groupby(patterns, key=lambda pattern: pattern.base):
        yield base, GlobSet(parse_glob(pattern.text) for pattern in run)


def _relative(path: str, base: str) -> str:
    try:
        relative = os.path.relpath(path, base).replace(os.sep, "/")
    except ValueError:  # another drive
        relative = os.path.abspath(path).replace(os.sep, "/")
    if not relative.startswith(("../", "/")) and ":" not in relative:
        return relative
    return f"{_OUTSIDE}/{relative.replace('../', '').lstrip('/')}"
