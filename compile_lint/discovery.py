"""From the paths on the command line to the files to look at, one by one, in an order that never changes."""

# Paths are strings here, because a walk makes one for every entry of every folder.
# ruff: noqa: PTH110, PTH112, PTH113, PTH118

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from compile_lint.findings import Failure
from compile_lint.gitignore import IgnoreRules, rules_above, rules_of

SUFFIXES = (".py", ".ipynb")

DEFAULT_EXCLUDES = (
    ".direnv",
    ".eggs",
    ".git",
    ".hg",
    ".ipynb_checkpoints",
    ".mypy_cache",
    ".nox",
    ".pyenv",
    ".pytest_cache",
    ".pytype",
    ".ruff_cache",
    ".svn",
    ".tox",
    ".venv",
    "__pycache__",
    "__pypackages__",
    "_build",
    "build",
    "dist",
    "node_modules",
    "site-packages",
    "venv",
)
"""Names of files and folders that are passed over, wherever they stand; as are all virtual environments."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to look at: where it is, and how people see it (relative as they gave it, with ``/``)."""

    path: Path
    display: str


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder to be walked. ``real`` is its path without symbolic links."""

    path: str
    display: str
    real: str
    ignored: IgnoreRules | None


def discover(
    paths: Iterable[str | Path],
    *,
    exclude: Iterable[str] = DEFAULT_EXCLUDES,
    respect_gitignore: bool = True,
    more_suffixes: tuple[str, ...] = (),
) -> Iterator[Found | Failure]:
    """Yield every Python file and notebook below ``paths``, each once, and a failure for what is unreadable.

    Files with one of ``more_suffixes`` are found too.

    A path that is given is always taken, whatever its suffix and whatever excludes it; excludes and ignore
    files decide about what is found below it. A pattern of ``exclude`` without ``/`` matches the name of any
    file or folder, one with ``/`` matches the path as displayed; ``*``, ``?`` and ``[...]`` are wildcards.
    In a folder, files come before folders, each sorted by name, and symbolic links to folders last of all.
    """
    walker = _Walker(tuple(exclude), respect_gitignore, (*SUFFIXES, *more_suffixes))
    for path in paths:
        yield from walker.start(os.fspath(path))


class _Walker:
    """Remembers what was seen over all paths of a run."""

    def __init__(self, exclude: tuple[str, ...], respect_gitignore: bool, suffixes: tuple[str, ...]) -> None:
        self._suffixes = suffixes
        self._names = frozenset(pattern for pattern in exclude if not _is_pattern(pattern))
        self._patterns = tuple(pattern.rstrip("/") for pattern in exclude if _is_pattern(pattern))
        self._respect_gitignore = respect_gitignore
        self._seen_files: set[str] = set()
        self._seen_folders: set[str] = set()

    def start(self, path: str) -> Iterator[Found | Failure]:
        """Yield what one path of the command line leads to."""
        display = _display(path)
        real = os.path.realpath(path)
        if os.path.isdir(path):
            ignored = None
            if self._respect_gitignore:
                ignored = rules_above(real)
            yield from self._walk(_Folder(path, "" if display == "." else display, real, ignored))
        elif os.path.isfile(path):
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
            yield Found(Path(path), display)

    def _walk(self, root: _Folder) -> Iterator[Found | Failure]:
        """Walk ``root`` depth first; links to folders wait, so that a file is shown where it really is."""
        links: list[_Folder] = []
        stack = [root]
        while stack or links:
            folder = stack.pop() if stack else links.pop(0)
            if folder.real in self._seen_folders:
                continue
            self._seen_folders.add(folder.real)
            try:
                with os.scandir(folder.path or ".") as entries:
                    listed = sorted(entries, key=lambda entry: entry.name)
            except OSError as error:
                yield Failure(folder.display or ".", f"the folder cannot be read: {error.strerror or error}")
                continue
            names = {entry.name for entry in listed}
            if folder is not root and "pyvenv.cfg" in names:
                continue
            if self._respect_gitignore:
                folder = _with_own_rules(folder, names)
            for entry in listed:
                if entry.name.endswith(self._suffixes) and _is(entry.is_file):
                    yield from self._entry(folder, entry)
            below = [(entry, self._child(folder, entry)) for entry in listed if _is(entry.is_dir)]
            links += [child for entry, child in below if child is not None and entry.is_symlink()]
            stack += [
                child for entry, child in reversed(below) if child is not None and not entry.is_symlink()
            ]

    def _entry(self, folder: _Folder, entry: os.DirEntry[str]) -> Iterator[Found]:
        display = _join(folder.display, entry.name)
        if self._is_excluded(entry.name, display) or _is_ignored(folder, entry.name, is_folder=False):
            return
        real = os.path.realpath(entry.path) if entry.is_symlink() else os.path.join(folder.real, entry.name)
        yield from self._file(entry.path, display, real)

    def _child(self, folder: _Folder, entry: os.DirEntry[str]) -> _Folder | None:
        """The folder that ``entry`` is, unless it is excluded."""
        display = _join(folder.display, entry.name)
        if self._is_excluded(entry.name, display) or _is_ignored(folder, entry.name, is_folder=True):
            return None
        if not entry.is_symlink():
            return _Folder(entry.path, display, os.path.join(folder.real, entry.name), folder.ignored)
        real = os.path.realpath(entry.path)
        ignored = None
        if self._respect_gitignore:
            ignored = rules_above(real)
        return _Folder(entry.path, display, real, ignored)

    def _is_excluded(self, name: str, display: str) -> bool:
        if name in self._names:
            return True
        return any(fnmatchcase(display if "/" in pattern else name, pattern) for pattern in self._patterns)


def _with_own_rules(folder: _Folder, names: set[str]) -> _Folder:
    """The same folder with the rules of its own ``.gitignore``; a repository inside starts afresh."""
    if ".git" not in names and ".gitignore" not in names:
        return folder
    return replace(folder, ignored=rules_of(folder.real, folder.ignored, is_top=".git" in names))


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


def _is_pattern(text: str) -> bool:
    return any(character in text for character in "*?[/")


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
