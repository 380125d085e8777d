"""Goes from paths to the outcomes of files, in an order that never changes.

A file is read only where nothing else tells its outcome: the prefilter does for most, the cache for those
that an earlier run has read. What is left goes to the pool if it is much.
"""
# ruff: noqa: PLC0415 - most runs need no pool

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from compile_lint.findings import Failure
from compile_lint.records import dataclass
from compile_lint.replacing import files_within
from compile_lint.run.import_index import ImportIndex, words_of
from compile_lint.run.jobs import ALONE, Job, JobOutcome, Jobs
from compile_lint.run.outcome import Outcome
from compile_lint.run.reading import Reader
from compile_lint.settings import DOCUMENT_EXTENSIONS, SettingsLookup
from compile_lint.sources.prefilter import PossibleImport, is_of_interest, possible_imports

if TYPE_CHECKING:
    from compile_lint.discovery import Found
    from compile_lint.run.cache import Cache
    from compile_lint.run.caching import Memory


_DOCUMENTS = tuple(f".{extension}" for extension in DOCUMENT_EXTENSIONS)

MAX_DISTANCE = 3  # imports between a file with a compile call and one that is read for what it calls
MAX_FAR_IMPORTERS = 50  # files at two imports or three; in a tree with more of them none of these is read


class Watch(Protocol):
    """Follows a run from outside."""

    def __call__(self, path: str, *, is_parsed: bool) -> None:
        """Take note of a file that is looked at, and again if it is parsed."""


@dataclass(slots=True)
class _Place:
    """A file whose outcome is awaited, so that it is added in its turn."""

    found: Found
    outcome: Outcome | None = None


@dataclass(slots=True)
class Walk:
    """Adds up the outcomes of files. ``total`` is what all of them gave together."""

    reader: Reader
    watch: Watch | None = None
    memory: Memory | None = None
    make_jobs: Callable[[], Jobs] = lambda: ALONE
    total: Outcome = field(default_factory=Outcome)
    files: int = 0
    files_parsed: int = 0
    _discover: Callable[..., Iterator[Found | Failure]] | None = None
    _parsed: set[str] = field(default_factory=set)
    # Files whose importers are to be read, and their packages: those with compile calls, and then what
    # imports them without getting to such a call.
    _sought: set[Path] = field(default_factory=set)
    _distance: int = 0  # of what is read, in imports, from a file with a compile call
    _import_index: ImportIndex | None = None  # of files without a compile call, once there is such a call
    _mentioned: dict[Path, bytes] = field(default_factory=dict)  # what the last package tells of
    _places: dict[str, _Place] = field(default_factory=dict)  # of jobs, by what they are shown as
    _awaited: deque[_Place | Failure] = field(default_factory=deque)

    @property
    def cache(self) -> Cache | None:
        """What earlier runs found out of files; it is looked at only where that can be of use."""
        return None if self.memory is None else self.memory.cache(self.reader.programs)

    def read_paths(self, paths: Sequence[str], lookup: SettingsLookup) -> None:
        """Read the files that the paths lead to."""
        self.reader.programs.given = paths
        self._discover = partial(_discover, paths, lookup)
        named = set(paths)
        with self.make_jobs().at_work(self.reader) as work:
            for found in self._discover():
                if isinstance(found, Failure):
                    self._awaited.append(found)
                else:
                    self._look_at(found, work.read, is_named=found.path in named)
                if self._awaited:
                    self._settle(work.done())
            self._settle(work.finished())
            while self._sought and self._distance < MAX_DISTANCE:
                self._distance += 1
                self._read_importers(work.read)
                self._settle(work.finished())
        if self.memory is not None:
            self.memory.keep(self.total)

    def read_bytes(
        self, data: bytes, display: str, path: Path | None = None, *, is_stdin: bool = False
    ) -> None:
        """Read one source by its content; ``path`` lets it import other files of its project."""
        self._count(display)
        if is_of_interest(data):
            self._count_parsed(display)
            self._tell(display)
            self.total.absorb(self.reader.read(data, display, path, is_stdin=is_stdin))

    @property
    def parsed(self) -> Set[str]:
        """The files that were read as programs, as they are shown."""
        return self._parsed

    @property
    def remarks(self) -> tuple[str, ...]:
        """What those who ask want to know of the run itself."""
        trouble = "" if self.memory is None else self.memory.trouble
        return (f"nothing was kept for later runs: {trouble}",) if trouble else ()

    def among_files(self, names: set[str]) -> set[str]:
        """Which of these files the paths lead to, other than by a link that leads out of all of them."""
        if self._discover is None:
            return names & self._parsed
        for name in names:
            self.reader.programs.lookup.sights.way(name)
        names = files_within(names, self.reader.programs.given)
        others = names - self._parsed
        if not others:
            return names
        found = {
            found.display for found in self._discover(only_python=True) if not isinstance(found, Failure)
        }
        return names - (others - found)

    # --- one file ----------------------------------------------------------------------------------

    def _look_at(self, found: Found, read: Callable[[Job], None], *, is_named: bool) -> None:
        """Decide what becomes of a file: nothing, an outcome that is known, or a job."""
        data = None
        known = None if is_named or self.cache is None else self.cache.verdict(found.path)
        if is_named:
            self.reader.programs.lookup.sights.content(found.path)
        if known is None:
            try:
                data = self.reader.programs.contents.read(found.path)
            except OSError as error:
                message = f"the file cannot be read: {error.strerror or error}"
                self._awaited.append(Failure(found.display, message))
                return
            if is_named and b"\0" in data:  # who names a file expects it to be checked
                self.files += 1
                message = "the file is binary: it contains NUL bytes"
                self._awaited.append(Failure(found.display, message))
                return
            known = is_of_interest(data)
            if not is_named and self.cache is not None:
                self.cache.keep_verdict(found.path, data, is_of_interest=known)
        self._count(found.display)
        if known:
            self._read(found, read)
        elif self._sought and not found.path.endswith(_DOCUMENTS):
            self._index_from_here(found, data)

    def _read(self, found: Found, read: Callable[[Job], None]) -> None:
        self._count_parsed(found.display)
        place = _Place(found)
        self._awaited.append(place)
        if self.cache is not None:
            place.outcome = self.cache.outcome(found.path, found.display)
        if place.outcome is None:
            self._tell(found.display)
            self._places[found.display] = place
            read(Job(Path(found.path), found.display))

    def _settle(self, done: Iterable[JobOutcome]) -> None:
        """Add the outcomes that have come, as far as none before them is awaited."""
        for one in done:
            self._places.pop(one.job.display).outcome = one.outcome
            if self.cache is not None:
                self.cache.keep_outcome(one)
        while self._awaited:
            first = self._awaited[0]
            if isinstance(first, Failure):
                self.total.failures.append(first)
            elif first.outcome is None:
                break
            else:
                self.total.absorb(first.outcome)
                if first.outcome.may_compile == (self._distance == 0):
                    self._sought.update(self._importable_as(Path(first.found.path)))
            self._awaited.popleft()

    def _count(self, display: str) -> None:
        self.files += 1
        if self.watch is not None:
            self.watch(display, is_parsed=False)

    def _count_parsed(self, display: str) -> None:
        self.files_parsed += 1
        self._parsed.add(display)

    def _tell(self, display: str) -> None:
        if self.watch is not None:
            self.watch(display, is_parsed=True)

    # --- files that import others ------------------------------------------------------------------

    def _read_importers(self, read: Callable[[Job], None]) -> None:
        """Read the files without a compile call that import one: they say what it is called with.

        A base class may be taken from one file by another, and that from a third, which uses it.
        """
        targets = frozenset(self._sought)
        self._sought.clear()
        importers = self._importers(targets)
        if self._distance > 1:
            far = [*islice(importers, MAX_FAR_IMPORTERS + 1)]
            importers = iter(far if len(far) <= MAX_FAR_IMPORTERS else ())
        for found in importers:
            self._read(found, read)

    def _importers(self, targets: frozenset[Path]) -> Iterator[Found]:
        """The files without a compile call that import one of ``targets``."""
        words = {part for path in targets for part in (path.stem, path.name)}
        words |= {path.parent.name for path in targets if path.name == "__init__.py"}
        if self._import_index is None:
            self._import_index = self._index_until(None)
        for found in self._import_index.naming(words):
            imports = None if found.display in self._parsed else self._imports_of(found.path)
            likely = [one for one in imports or () if not words.isdisjoint(words_of(found.path, one))]
            if likely:
                path = Path(found.path)
                if self.reader.programs.project_of(path).may_lead_to(path, likely, targets):
                    yield found

    def _index_from_here(self, found: Found, data: bytes | None) -> None:
        """Add a file without a compile call to the index, which begins with those before it.

        Most runs meet no compile call, and need none. ``data`` is what the file holds, if it was read.
        """
        if self._import_index is None:
            self._import_index = self._index_until(found)
        self._import_index.add(found, self._imports_of(found.path, data) or ())

    def _index_until(self, end: Found | None) -> ImportIndex:
        """The index of all files without a compile call that come before one of them."""
        index = ImportIndex()
        assert self._discover is not None
        for found in self._discover(only_python=True):
            if found == end:
                break
            if not isinstance(found, Failure) and found.display not in self._parsed:
                index.add(found, self._imports_of(found.path) or ())
        return index

    def _imports_of(self, path: str, data: bytes | None = None) -> Sequence[PossibleImport] | None:
        """What a file without a compile call seems to import; None if it cannot be read any more."""
        if self.cache is not None:
            known = self.cache.imports(path)
            if known is not None:
                return known
        try:
            data = self.reader.programs.contents.read(path) if data is None else data
        except OSError:
            return None  # it was reported the first time, or has nothing of its own to report
        from compile_lint.knowledge.modules import may_be_of_project

        imports = [*dict.fromkeys(possible_imports(data, may_be_of_project))]
        if self.cache is not None:
            self.cache.keep_imports(path, imports)
        return imports

    def _importable_as(self, path: Path) -> Iterator[Path]:
        """What an import may name to get at a file: itself, or a package whose ``__init__`` tells of it."""
        if path.suffix != ".py":
            return
        path = Path(os.path.abspath(path))
        yield path
        folder = path.parent
        if path.name == "__init__.py" or os.fsencode(path.stem) in self._text_of_package(folder):
            yield folder

    def _text_of_package(self, folder: Path) -> bytes:
        if folder not in self._mentioned:
            self._mentioned.clear()
            init = folder / "__init__.py"
            self.reader.programs.lookup.sights.content(str(init))
            try:
                self._mentioned[folder] = init.read_bytes() if init.is_file() else b""
            except OSError:
                self._mentioned[folder] = b""
        return self._mentioned[folder]


def _discover(
    paths: Sequence[str], lookup: SettingsLookup, *, only_python: bool = False
) -> Iterator[Found | Failure]:
    from compile_lint.discovery import discover

    return discover(paths, lookup, only_python=only_python)
