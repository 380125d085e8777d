"""From the paths on the command line to the files to look at, one by one, in an order that never changes."""

# Paths are strings here, because a walk makes one for every entry of every folder.
# ruff: noqa: PTH110, PTH112, PTH113, PTH118, PTH120

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from compile_lint.findings import Failure
from compile_lint.gitignore import IgnoreRules, rules_above, rules_of
from compile_lint.patterns import PatternSet
from compile_lint.records import dataclass
from compile_lint.settings import Settings, SettingsLookup
from compile_lint.sights import Sights

SUFFIXES = (".py", ".ipynb")
DEFAULTS = Settings()


class Found(NamedTuple):
    """A file to look at: where it is, and how people see it (relative as they gave it, with ``/``)."""

    path: str
    display: str


@dataclass(frozen=True, slots=True)
class _Scope:
    """What the settings of a folder let in."""

    suffixes: tuple[str, ...]
    include: PatternSet | None
    exclude: PatternSet
    respects_gitignore: bool
    is_forced: bool

    @classmethod
    def of(cls, settings: Settings, *, only_python: bool) -> _Scope:
        return cls(
            SUFFIXES if only_python else (*SUFFIXES, *settings.suffixes),
            PatternSet(settings.include) if settings.include else None,
            PatternSet((*settings.exclude, *settings.extend_exclude)),
            settings.respect_gitignore,
            settings.force_exclude,
        )

    def wants(self, entry: os.DirEntry[str]) -> bool:
        """Whether an entry is a file of the kind that is looked for."""
        if self.include is None:
            return entry.name.endswith(self.suffixes) and _is(entry.is_file)
        return self.include.matches_entry(entry.name, entry.path, is_folder=False) and _is(entry.is_file)


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder to be walked. ``real`` is its path without symbolic links."""

    path: str
    display: str
    real: str
    ignored: IgnoreRules | None
    scope: _Scope


def discover(
    paths: Iterable[str | Path], settings: Settings | SettingsLookup = DEFAULTS, *, only_python: bool = False
) -> Iterator[Found | Failure]:
    """Yield every Python file and notebook below ``paths``, each once, and a failure for what is unreadable.

    Documents are found too where the settings name their extensions, unless ``only_python``.

    A path that is given is taken whatever its suffix and whatever excludes it, unless the settings force
    their excludes; excludes and ignore files decide about what is found below it. The settings are those of
    the folder that a file or folder stands in. In a folder, files come before folders, each sorted by name,
    and symbolic links to folders last of all.

    Raises ``SettingsError`` for a settings file on the way that cannot be used.
    """
    walker = _Walker(SettingsLookup.around(settings), only_python=only_python)
    for path in paths:
        yield from walker.start(os.fspath(path))


def is_forced_out(path: str, settings: Settings) -> bool:
    """Whether the settings leave out a file that somebody names, or hands in under that name."""
    return settings.force_exclude and _Scope.of(settings, only_python=False).exclude.matches(path)


class _Walker:
    """Remembers what was seen over all paths of a run."""

    def __init__(self, lookup: SettingsLookup, *, only_python: bool) -> None:
        self._lookup = lookup
        self._sights = lookup.sights
        self._only_python = only_python
        self._scopes: dict[int, _Scope] = {}  # by the identity of settings, which the lookup keeps
        self._seen_files: set[str] = set()
        self._seen_folders: set[str] = set()

    def _scope(self, folder: str) -> _Scope:
        settings = self._lookup.of_folder(folder)
        if id(settings) not in self._scopes:
            self._scopes[id(settings)] = _Scope.of(settings, only_python=self._only_python)
        return self._scopes[id(settings)]

    def start(self, path: str) -> Iterator[Found | Failure]:
        """Yield what one path of the command line leads to."""
        display = _display(path)
        self._sights.link(path)
        real = os.path.realpath(path)
        if os.path.isdir(path):
            scope = self._scope(path)
            if scope.is_forced and scope.exclude.matches(path):
                return
            ignored = rules_above(real, self._sights) if scope.respects_gitignore else None
            yield from self._walk(_Folder(path, "" if display == "." else display, real, ignored, scope))
        elif os.path.isfile(path):
            scope = self._scope(os.path.dirname(path))
            if not (scope.is_forced and scope.exclude.matches(path)):
                yield from self._file(path, display, real)
        elif os.path.lexists(path) and not os.path.exists(path):
            yield Failure(display, "the symbolic link leads nowhere")
        elif os.path.exists(path):
            yield Failure(display, "neither a file nor a folder")
        else:
            yield Failure(display, "no such file or folder")

    def _file(self, path: str, display: str, real: str) -> Iterator[Found]:
        if real not in self._seen_files:
            self._seen_files.add(real)
            yield Found(path, display)

    def _walk(self, root: _Folder) -> Iterator[Found | Failure]:
        """Walk ``root`` depth first; links to folders wait, so that a file is shown where it really is."""
        links: list[_Folder] = []
        stack = [root]
        while stack or links:
            folder = stack.pop() if stack else links.pop(0)
            if folder.real in self._seen_folders:
                continue
            self._seen_folders.add(folder.real)
            self._sights.listing(folder.path or ".")
            try:
                with os.scandir(folder.path or ".") as entries:
                    listed = sorted(entries, key=lambda entry: entry.name)
            except OSError as error:
                yield Failure(folder.display or ".", f"the folder cannot be read: {error.strerror or error}")
                continue
            names = {entry.name for entry in listed}
            if folder is not root and "pyvenv.cfg" in names:
                continue
            if folder.scope.respects_gitignore:
                folder = _with_own_rules(folder, names, self._sights)
            if self._sights.is_kept:
                for entry in listed:
                    if entry.is_symlink():
                        self._sights.link(entry.path)
            yield from self._files(folder, listed)
            below = [(entry, self._child(folder, entry)) for entry in listed if _is(entry.is_dir)]
            links += [child for entry, child in below if child is not None and entry.is_symlink()]
            stack += [
                child for entry, child in reversed(below) if child is not None and not entry.is_symlink()
            ]

    def _files(self, folder: _Folder, entries: Iterable[os.DirEntry[str]]) -> Iterator[Found]:
        """Yield the files of a folder itself."""
        shown, real = _join(folder.display, "") if folder.display else "", os.path.join(folder.real, "")
        for entry in entries:
            if folder.scope.wants(entry) and not _is_left_out(folder, entry, is_folder=False):
                place = os.path.realpath(entry.path) if entry.is_symlink() else real + entry.name
                if place not in self._seen_files:
                    self._seen_files.add(place)
                    yield Found(entry.path, shown + entry.name)

    def _child(self, folder: _Folder, entry: os.DirEntry[str]) -> _Folder | None:
        """The folder that ``entry`` is, unless it is excluded."""
        display = _join(folder.display, entry.name)
        if _is_left_out(folder, entry, is_folder=True):
            return None
        scope = self._scope(entry.path)
        if not entry.is_symlink():
            return _Folder(entry.path, display, os.path.join(folder.real, entry.name), folder.ignored, scope)
        real = os.path.realpath(entry.path)
        return _Folder(
            entry.path,
            display,
            real,
            rules_above(real, self._sights) if scope.respects_gitignore else None,
            scope,
        )


def _is_left_out(folder: _Folder, entry: os.DirEntry[str], *, is_folder: bool) -> bool:
    if folder.scope.exclude.matches_entry(entry.name, entry.path, is_folder=is_folder):
        return True
    return _is_ignored(folder, entry.name, is_folder=is_folder)


def _with_own_rules(folder: _Folder, names: set[str], sights: Sights) -> _Folder:
    """The same folder with the rules of its own ``.gitignore``; a repository inside starts afresh."""
    if ".git" not in names and ".gitignore" not in names:
        return folder
    rules = rules_of(folder.real, folder.ignored, is_top=".git" in names, sights=sights)
    return replace(folder, ignored=rules)


def _is_ignored(folder: _Folder, name: str, *, is_folder: bool) -> bool:
    if folder.ignored is None:
        return False
    return folder.ignored.ignores(os.path.join(folder.real, name), is_folder=is_folder)


def _is(question: Callable[[], bool]) -> bool:
    """The answer of a folder entry about its kind; a link that leads to itself has none, and is nothing."""
    try:
        return question()
    except OSError:
        return False


def _display(path: str) -> str:
    shown = path.replace(os.sep, "/") if os.sep != "/" else path
    while shown.startswith("./"):
        shown = shown[2:].lstrip("/")
    if not shown:
        return "."
    return shown.rstrip("/") or "/"


def _join(folder: str, name: str) -> str:
    if not folder:
        return name
    return f"{folder}{name}" if folder.endswith("/") else f"{folder}/{name}"
