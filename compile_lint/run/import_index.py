"""Which files seem to import something of some name, so that each is read for that only once in a run."""

# ruff: noqa: PTH119, PTH120 - paths are strings here, as in discovery

from __future__ import annotations

import os
from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from compile_lint.records import dataclass
from compile_lint.sources.prefilter import PossibleImport

if TYPE_CHECKING:
    from compile_lint.discovery import Found


def words_of(importer: str, one: PossibleImport) -> tuple[str, ...]:
    """The names that files and folders may have to which an import leads, in a file at some path."""
    if one.module:
        return (one.module.rpartition(".")[2], *one.names)
    return (_name_above(importer, max(one.level, 1)), *one.names)


def _name_above(path: str, levels: int) -> str:
    """The name of the folder so many levels above a file."""
    for _ in range(levels):
        path = os.path.dirname(path)
    name = os.path.basename(path)
    return name if name.strip(".") else os.path.basename(os.path.abspath(path))


@dataclass(slots=True)
class ImportIndex:
    """Files by the words of their imports, in the order in which they were added."""

    _files: list[Found] = field(default_factory=list)
    _by_word: dict[str, array[int]] = field(default_factory=dict)  # numbers of files

    def add(self, found: Found, imports: Sequence[PossibleImport]) -> None:
        """Add a file with what it seems to import."""
        if not imports:
            return
        number = len(self._files)
        self._files.append(found)
        for word in {word for one in imports for word in words_of(found.path, one)}:
            self._by_word.setdefault(word, array("l")).append(number)

    def naming(self, words: Collection[str]) -> Iterator[Found]:
        """The files that may import something of one of these names."""
        numbers = {number for word in words for number in self._by_word.get(word, ())}
        return (self._files[number] for number in sorted(numbers))
