"""The folder of the cache: its files are read whole, and written anew in one step.

Whatever cannot be read counts as not there, and whatever cannot be written is left unwritten: the cache never
stands in the way of a run.
"""
# ruff: noqa: PTH105, PTH108, PTH112, PTH116, PTH118, PTH122, PTH208 - strings, as in cache

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable
from contextlib import suppress

FOLDER = ".compile_lint_cache"  # in a project, unless the settings name another one

_MAX_BYTES = 400_000_000
# Files of each kind, for as many ways to call the command; those that were written last stay.
_MAX_FILES = {".lines": 16, ".run": 64}
_NAME_LENGTH = 32
_HOUR = 3600
_SECOND = 1_000_000_000

# Tells people and backup programs what the folder is: https://bford.info/cachedir/
_TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n# This folder was made by compile-lint.\n"
_ABOUT = {".gitignore": b"*\n", "CACHEDIR.TAG": _TAG}


def read_from(folder: str, name: str) -> bytes:
    """The content of a file; empty if it cannot be read, or is no file of ours."""
    try:
        # Not followed and not waited for: links and pipes are none of ours.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        handle = os.open(os.path.join(folder, name), flags | getattr(os, "O_BINARY", 0))
    except OSError:
        return b""
    with suppress(OSError), os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if stat.S_ISREG(status.st_mode) and status.st_size <= _MAX_BYTES:
            return file.read()
    return b""


def write_into(folder: str, name: str, chunks: Iterable[bytes]) -> str:
    """Give a file new content, and make the folder if there is none; the answer says why that failed."""
    from compile_lint.replacing import staged  # noqa: PLC0415 - most runs write nothing

    try:
        _make(folder)
        path, before = os.path.join(folder, name), time.time_ns()
        with staged(path, chunks, is_durable=False) as temporary:
            if os.stat(temporary).st_mtime_ns < before - _SECOND:
                # Files get times from before they are written: no time tells whether one was changed.
                return "the clock of the file system is behind"
            os.replace(temporary, path)
        _tidy(folder)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _make(folder: str) -> None:
    """Make the folder, and tell others what it is; one that holds anything else is left as it is."""
    from compile_lint.replacing import is_left_over, staged  # noqa: PLC0415 - as above

    if not os.path.isdir(folder):
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    there = {*os.listdir(folder)}
    if all(name in _ABOUT or _is_ours(name) or is_left_over(name) for name in there):
        for name in _ABOUT.keys() - there:
            path = os.path.join(folder, name)
            with staged(path, [_ABOUT[name]], is_durable=False) as temporary:
                os.replace(temporary, path)


def _tidy(folder: str) -> None:
    """Take away files that nobody has used for long, and what killed processes have left."""
    from compile_lint.replacing import is_left_over  # noqa: PLC0415 - as above

    ages: dict[str, list[tuple[float, str]]] = {}
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        with suppress(OSError):
            age = time.time() - os.stat(path, follow_symlinks=False).st_mtime
            if _is_ours(name):
                ages.setdefault(os.path.splitext(name)[1], []).append((age, path))
            elif is_left_over(name) and age > _HOUR:
                os.unlink(path)
    for _, path in (one for kind, those in ages.items() for one in sorted(those)[_MAX_FILES[kind] :]):
        with suppress(OSError):
            os.unlink(path)


def _is_ours(name: str) -> bool:
    """Whether a file is one of a cache; a folder that somebody chose may hold others."""
    stem, suffix = os.path.splitext(name)
    return suffix in _MAX_FILES and len(stem) == _NAME_LENGTH and not stem.strip("0123456789abcdef")
