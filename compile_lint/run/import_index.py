"""Which files seem to import something of some name, so that each is read for that only once in a run."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from dataclasses import field

from compile_lint.records import dataclass
from compile_lint.sources.prefilter import PossibleImport


def may_name(one: PossibleImport, words: Collection[str]) -> bool:
    """Whether an import can lead to a file or package of one of these names, or to its own package."""
    return not one.module or any(word in words for word in _words(one))


def _words(one: PossibleImport) -> tuple[str, ...]:
    return (one.module.rpartition(".")[2], *one.names)


@dataclass(slots=True)
class ImportIndex:
    """Files by the words of their imports. A file counts as 8 bytes for each: the hash of its path."""

    is_complete: bool = False  # all files have been added
    _by_word: dict[str, array[int]] = field(default_factory=dict)
    _anywhere: array[int] = field(default_factory=lambda: array("q"))  # import from their own package

    def add(self, path: str, imports: Sequence[PossibleImport]) -> None:
        """Add a file with what it seems to import."""
        file = hash(path)
        if not all(one.module for one in imports):
            self._anywhere.append(file)
        for word in {word for one in imports for word in _words(one)}:
            self._by_word.setdefault(word, array("q")).append(file)

    def naming(self, words: Collection[str]) -> FilesOf:
        """The files that may import something of one of these names, and perhaps a few others."""
        found = set(self._anywhere)
        for word in words:
            found.update(self._by_word.get(word, ()))
        return FilesOf(found)


@dataclass(frozen=True, slots=True)
class FilesOf:
    """A set of files, which may seem to hold one that it does not hold."""

    _hashes: set[int]

    def __contains__(self, path: str) -> bool:
        return hash(path) in self._hashes
