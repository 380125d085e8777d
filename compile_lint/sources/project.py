"""Which files of the project an import leads to. Nothing outside the project is looked at."""
# ruff: noqa: PTH118, PTH120, PTH208 - asked of many folders, where strings are much quicker

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import field
from pathlib import Path
from typing import Any, TypeVar

from compile_lint.knowledge.modules import is_known_library, may_be_of_project
from compile_lint.records import dataclass
from compile_lint.sights import UNKEPT, Sights
from compile_lint.signs import FILE, FOLDER, digest
from compile_lint.sources.contents import size_of
from compile_lint.sources.prefilter import PossibleImport
from compile_lint.sources.questions import Answer, Question, Questions

# Folders that imports commonly start from, beside the folder they stand in.
_SOURCE_FOLDERS = ("src", "lib", "python")

_Found = TypeVar("_Found")

MAX_DATA_BYTES = 64_000  # larger files of a project are data, no configuration


@dataclass(frozen=True, slots=True)
class ModuleFile:
    """A file that an import leads to; ``package`` is the folder that relative imports in it start from."""

    path: Path
    is_package: bool

    @property
    def folder(self) -> Path | None:
        """The package's folder; None for a plain module."""
        if not self.is_package:
            return None
        return self.path if self.path.suffix != ".py" else self.path.parent


@dataclass(slots=True)
class Project:
    """A folder of sources, and the way from a dotted name to a file in it.

    ``questions`` keeps account of what programs ask, ``sights`` of what is looked at to answer.
    """

    root: Path
    questions: Questions = field(default_factory=Questions)
    sights: Sights = UNKEPT
    _found: dict[tuple[Path, str], ModuleFile | None] = field(default_factory=dict)
    _names: dict[Path, frozenset[str] | None] = field(default_factory=dict)  # in folders imports start from
    _above: dict[Path, tuple[Path, ...]] = field(default_factory=dict)  # such folders around and above one
    _absolute: dict[tuple[Path, str, tuple[Path, ...], bool], ModuleFile | None] = field(default_factory=dict)
    _asked: dict[tuple[Path, str, tuple[Path, ...]], tuple[ModuleFile | None, Question]] = field(
        default_factory=dict
    )  # absolute imports, as programs wrote them
    _in_texts: dict[tuple[Path, Callable[[str], Any]], tuple[Any, Answer]] = field(default_factory=dict)

    def absolute(self, importer: Path, dotted: str, extra: Sequence[Path] = ()) -> ModuleFile | None:
        """The file of ``import dotted`` in ``importer``, sought as Python, pytest and people would.

        The importer's own folder comes first (it is ``sys.path[0]`` of a script), then folders that the
        program adds to ``sys.path`` itself (``extra``), then each folder above up to the project's root
        with its usual source folders.
        """
        asked = (importer, dotted, tuple(extra))
        if asked not in self._asked:
            folder = _folder_of(importer)
            found = self._absolutely(importer, folder, dotted, extra)
            about = (dotted, *map(str, extra))
            if dotted == importer.stem:
                question = self._question("absolute but itself", str(importer), *about)
            else:
                question = self._question("absolute", str(folder), *about)
            self._asked[asked] = found, question
        found, question = self._asked[asked]
        self.questions.note(_answer(found), *question)
        return found

    def _absolutely(
        self, importer: Path, folder: Path, dotted: str, extra: Sequence[Path] = ()
    ) -> ModuleFile | None:
        own = dotted == importer.stem
        key = (folder, dotted, tuple(extra), own)
        if key not in self._absolute:
            starts = self._starts(folder, extra)
            found = (self._sought(start, dotted) for start in starts)
            if own:  # ``import net`` in ``net/net.py`` means the package
                itself = folder / importer.name
                found = (one for one in found if one is not None and one.path != itself)
            if is_known_library(dotted) and "." not in dotted:
                # A script, or a folder of scripts, may be called as the library that it uses.
                found = (one for one in found if one is not None and one.path.name == "__init__.py")
            self._absolute[key] = next(filter(None, found), None)
        return self._absolute[key]

    def relative(self, importer: Path, level: int, dotted: str) -> ModuleFile | None:
        """The file of ``from ..dotted import``; ``level`` counts the dots."""
        folder = _folder_of(importer)
        found = self._relatively(folder, level, dotted)
        self._note(found, "relative", str(folder), str(level), dotted)
        return found

    def _relatively(self, folder: Path, level: int, dotted: str) -> ModuleFile | None:
        start = folder
        for _ in range(level - 1):
            start = start.parent
        if not self._holds(start):
            return None
        return self._sought(start, dotted) if dotted else self._package(start)

    def may_lead_to(self, importer: Path, imports: Iterable[PossibleImport], targets: Set[Path]) -> bool:
        """Whether one of the imports leads to one of some files, or to a package that holds one.

        A package stands for what it re-exports. This is no question of a program, so no account is kept.
        """
        folder = _folder_of(importer)
        for one in imports:
            if one.level == 0 and not may_be_of_project(one.module):
                continue
            module = (
                self._relatively(folder, one.level, one.module)
                if one.level
                else self._absolutely(importer, folder, one.module)
            )
            if module is None:
                continue
            if module.path in targets or module.folder in targets:
                return True
            if module.folder is not None:
                below = (self._sought(module.folder, name) for name in one.names if name != "*")
                if any(found is not None and found.path in targets for found in below):
                    return True
        return False

    def below(self, start: Path, dotted: str) -> ModuleFile | None:
        """The file of a dotted name sought from one folder."""
        found = self._sought(start, dotted)
        self._note(found, "below", str(start), dotted)
        return found

    def _sought(self, start: Path, dotted: str) -> ModuleFile | None:
        names = self._names_in(start)
        first = dotted.partition(".")[0]
        if names is None or (first and first not in names and f"{first}.py" not in names):
            return None
        key = (start, dotted)
        if key not in self._found:
            self._found[key] = self._search(start, dotted)
        return self._found[key]

    def _names_in(self, folder: Path) -> frozenset[str] | None:
        """What a folder holds: most names that are sought there are not; None if there is no such folder."""
        if folder not in self._names:
            self.sights.listing(str(folder))
            try:
                self._names[folder] = frozenset(os.listdir(folder))
            except OSError:
                self._names[folder] = None
        return self._names[folder]

    def _search(self, start: Path, dotted: str) -> ModuleFile | None:
        path = start.joinpath(*dotted.split("."))
        if not self._holds(path):
            return None
        package = self._package(path)
        if package is not None and package.path != path:
            return package
        module = path.with_name(path.name + ".py")  # stronger than a folder without ``__init__.py``
        return ModuleFile(module, is_package=False) if self._is(FILE, module) else package

    def _package(self, folder: Path) -> ModuleFile | None:
        init = folder / "__init__.py"
        if self._is(FILE, init):
            return ModuleFile(init, is_package=True)
        if self._is(FOLDER, folder) and self._holds_python(folder):
            return ModuleFile(folder, is_package=True)
        return None

    def _is(self, kind: int, path: Path) -> bool:
        """Whether there is a file, or a folder, whatever a program takes for a path."""
        return self.sights.kind(str(path)) == kind

    def _holds_python(self, folder: Path) -> bool:
        """Whether a folder without ``__init__.py`` is a namespace package of Python files."""
        self.sights.listing(str(folder))
        try:
            with os.scandir(folder) as entries:
                return any(entry.name.endswith(".py") for entry in entries)
        except OSError:
            return False

    def _starts(self, folder: Path, extra: Sequence[Path]) -> Iterator[Path]:
        yield folder
        yield from (path for path in extra if self._holds(path))
        if folder not in self._above:
            self._above[folder] = tuple(self._folders_to_start_from(folder))
        yield from self._above[folder]

    def _folders_to_start_from(self, folder: Path) -> Iterator[Path]:
        for above in self._upwards(folder):
            for start in (above, *(above / name for name in _SOURCE_FOLDERS)):
                if self._names_in(start) is not None:
                    yield start

    def folders_above(self, program: Path) -> Iterator[Path]:
        """The folder of a file of the project, and those around it up to the project's root."""
        return self._upwards(_folder_of(program))

    def _upwards(self, folder: Path) -> Iterator[Path]:
        return itertools.takewhile(self._holds, (folder, *folder.parents))

    def places(self, written: str, program: Path) -> Iterator[Path]:
        """What a path in a program may mean, in the project.

        A relative one is meant from where the program is started: its own folder, or the project's root.
        An absolute one is the same from both.
        """
        starts = (Path(os.path.abspath(program)).parent, self.root)
        for path in dict.fromkeys(Path(os.path.normpath(start / written)) for start in starts):
            if self._holds(path):
                yield path

    def data_file(self, written: str, program: Path) -> Path | None:
        """The file of the project that a path in a program means; None if there is none, or two.

        If it is neither in the program's folder nor at the root, the program may be started in between.
        """
        found = [path for path in self.places(written, program) if self._is(FILE, path)]
        if not found:
            between = (Path(os.path.normpath(above / written)) for above in self.folders_above(program))
            found = [path for path in between if self._holds(path) and self._is(FILE, path)]
        self.questions.note(_listed(found), "data", str(self.root), str(_folder_of(program)), written)
        return found[0] if len(found) == 1 else None

    def folders(self, written: str, program: Path) -> list[Path]:
        """The folders of the project that a path in a program may mean."""
        found = [path for path in self.places(written, program) if self._is(FOLDER, path)]
        self.questions.note(_listed(found), "folders", str(self.root), str(_folder_of(program)), written)
        return found

    def of_text(self, path: Path, find: Callable[[str], _Found]) -> _Found:
        """What a function finds in the text of a small file, in none if there is none; it is asked once."""
        asked = (path, find)
        if asked not in self._in_texts:
            text, answer = self._text(path)
            self._in_texts[asked] = find(text or ""), answer
        found: _Found
        found, answer = self._in_texts[asked]
        self._note_text(answer, path)
        return found

    def text(self, path: Path) -> str | None:
        """The text of a small file; None if it is large, is no text, or leads out of the project."""
        text, answer = self._text(path)
        self._note_text(answer, path)
        return text

    def _note_text(self, answer: Answer, path: Path) -> None:
        self.questions.note(answer, "text", str(self.root), str(path))

    def _text(self, path: Path) -> tuple[str | None, str | None]:
        self.sights.way(str(path))
        self.sights.way(str(self.root))
        self.sights.content(str(path))
        try:
            if not path.resolve().is_relative_to(self.root.resolve()):
                return None, None
            if size_of(path) > MAX_DATA_BYTES:
                return None, None
            data = path.read_bytes()
            return data.decode("utf-8-sig"), digest(data)
        except (OSError, UnicodeDecodeError):
            return None, None

    def _note(self, found: ModuleFile | None, kind: str, *asked: str) -> None:
        self.questions.note(_answer(found), *self._question(kind, *asked))

    def _question(self, kind: str, *asked: str) -> Question:
        return (kind, str(self.root), *asked)

    def _holds(self, path: Path) -> bool:
        return path == self.root or str(path).startswith(os.path.join(self.root, ""))


def _answer(found: ModuleFile | None) -> Answer:
    return None if found is None else f"{int(found.is_package)} {found.path}"


def _folder_of(program: Path) -> Path:
    return Path(os.path.dirname(os.path.abspath(program)))


def _listed(paths: Iterable[Path]) -> str:
    return "\0".join(map(str, paths))
