"""A call of the command: where it keeps what it said, and under which name, which no other call has."""
# ruff: noqa: PTH109, PTH114, PTH118, PTH120 - pathlib need not be there yet

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from compile_lint import __version__
from compile_lint.cache_folder import FOLDER
from compile_lint.roots import root_around
from compile_lint.signs import NOTHING, digest, kind_at

_COMMAND = "check"
_NO_CACHE, _CACHE_DIR = "--no-cache", "--cache-dir"
# What depends on the environment: colours, `~` in settings, and whether a shell asks how words are completed.
_VARIABLES = ("NO_COLOR", "FORCE_COLOR", "TERM", "HOME", "USERPROFILE", "_COMPILE_LINT_COMPLETE")
_EXPANDED = frozenset("*?[~$%")  # by click on Windows, where shells do not
_CODE = (".py", ".js", ".css")
SUFFIX = ".run"


class Call:
    """One way to call ``check``. ``folder`` is the whole path of the cache, and ``file_name`` is in it.

    ``begun`` is when the call was made, in nanoseconds, before the command looked at anything.
    """

    __slots__ = ("begun", "file_name", "folder")

    def __init__(self, folder: str, file_name: str) -> None:
        self.folder = folder
        self.file_name = file_name
        self.begun = time.time_ns()


def call_of(arguments: Sequence[str]) -> Call | None:
    """The call with these arguments, made here and now; None for those of which nothing is kept.

    Arguments are compared and not understood, but for the folder of the cache: where the settings name
    another one, nothing is found here.
    """
    if not arguments or arguments[0] != _COMMAND or _NO_CACHE in arguments:
        return None
    if os.name == "nt" and not _EXPANDED.isdisjoint("".join(arguments)):
        return None
    try:
        folder = _chosen_folder(arguments) or _usual_folder()
        return Call(os.path.abspath(folder), short(_parts(arguments, folder)) + SUFFIX) if folder else None
    except OSError:  # nobody knows where we are, or what we consist of
        return None


def _parts(arguments: Sequence[str], folder: str) -> Iterator[str]:
    """All that what is said depends on, but for what a run looks at."""
    for one in arguments:
        kind = NOTHING if one == folder else kind_at(one)  # a run may make that one
        yield f"{kind} {one}"  # a folder, or a settings file, or neither
    for name in _VARIABLES:
        yield f"{name} {os.environ.get(name)!r}"
    yield f"{getattr(sys.stdout, 'encoding', None)} {sys.stdout is not None and sys.stdout.isatty()}"
    yield f"{sys.getfilesystemencoding()} {getattr(os, 'geteuid', int)()}"  # names, and who reads
    yield from sys.path  # where plugins are installed
    yield from state_of_code()


def _usual_folder() -> str:
    """The folder of the cache in the project; empty if that is a link, which may lead out of it."""
    folder = os.path.join(root_around(os.getcwd()), FOLDER)
    return "" if os.path.islink(folder) else folder


def _chosen_folder(arguments: Sequence[str]) -> str:
    for one, following in zip(arguments, (*arguments[1:], ""), strict=True):
        if one == _CACHE_DIR:
            return following
        if one.startswith(f"{_CACHE_DIR}="):
            return one.partition("=")[2]
    return ""


def short(parts: Iterable[str]) -> str:
    """A name for all of this."""
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))


def state_of_code() -> Iterator[str]:
    """Which state of the code runs, and where, which makes a difference for all files alike."""
    yield from (__version__, sys.version, os.getcwd())
    yield from _stamps_of_code()


@cache
def _stamps_of_code() -> tuple[str, ...]:
    own = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    beside = (os.path.join(place, "libcst") for place in sys.path)
    libcst = next(filter(os.path.isdir, beside), None)
    return (*_stamps(own), *(_stamps(libcst, deep=False) if libcst is not None else ()))


def _stamps(folder: str, *, deep: bool = True) -> Iterator[str]:
    """Which state of the code in a folder this is, which a version alone does not tell in a checkout."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.endswith(_CODE):
                status = entry.stat()
                yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"
            elif deep and entry.is_dir() and entry.name != "__pycache__":
                yield from _stamps(entry.path)
