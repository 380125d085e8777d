"""The file of a cache: entries by kind and key, read one by one, and written anew in one step.

An entry is a line with a checksum. Whatever cannot be read counts as not there, and whatever cannot be
written is left unwritten: the cache never stands in the way of a run.
"""
# ruff: noqa: PTH105, PTH108, PTH110, PTH112, PTH116, PTH118, PTH208 - strings, as in cache

from __future__ import annotations

import json
import os
import re
import stat
import time
from binascii import crc32
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import field
from itertools import chain
from pathlib import Path
from typing import Any

from compile_lint.records import dataclass
from compile_lint.replacing import is_left_over, staged

_HEAD = b"compile-lint cache 1\n"
_SUFFIX = ".lines"
_MAX_BYTES = 400_000_000
_MAX_FILES = 16  # one for each way to call the command; those that were used last stay
_HOUR = 3600
_SECOND = 1_000_000_000

# Tells people and backup programs what the folder is: https://bford.info/cachedir/
_TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n# This folder was made by compile-lint.\n"
_ABOUT = {".gitignore": b"*\n", "CACHEDIR.TAG": _TAG}


@dataclass(slots=True)
class CacheFile:
    """Entries in a file in ``folder``, which is made when there is something to write.

    ``trouble`` says why nothing could be written.
    """

    folder: str
    name: str
    trouble: str = ""
    _lines: dict[bytes, bytes] = field(default_factory=dict)
    _is_changed: bool = False

    def load(self) -> None:
        """Look at what is there. A file that is no cache counts as empty."""
        data = self._bytes()
        if not data.startswith(_HEAD):
            return
        for line in data[len(_HEAD) :].split(b"\n"):
            key, tab, _ = line[9:].partition(b"\t")
            if tab:
                self._lines[key] = line

    def _bytes(self) -> bytes:
        try:
            # Not followed and not waited for: links and pipes are none of ours.
            flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
            handle = os.open(self._path, flags | getattr(os, "O_BINARY", 0))
        except OSError:
            return b""
        with suppress(OSError), os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if stat.S_ISREG(status.st_mode) and status.st_size <= _MAX_BYTES:
                return file.read()
        return b""

    @property
    def _path(self) -> str:
        return os.path.join(self.folder, self.name + _SUFFIX)

    def read(self, kind: str, key: str) -> Any:  # noqa: ANN401 - plain data
        """The entry of a key; None if there is none, or if it is damaged.

        Raises ``ValueError`` for a line that is no JSON, although its checksum is right.
        """
        line = self._lines.get(_key(kind, key))
        if line is None or line[:8] != _checksum(line[9:]):
            return None
        try:
            return json.loads(line.partition(b"\t")[2])
        except RecursionError as error:
            raise ValueError from error

    def write(self, kind: str, key: str, value: Any) -> None:  # noqa: ANN401
        """Keep an entry; an empty one is forgotten."""
        whole = _key(kind, key)
        self._is_changed = True
        if not value:
            self._lines.pop(whole, None)
            return
        text = json.dumps(value, separators=(",", ":"), check_circular=False)
        line = whole + b"\t" + text.encode("ascii")
        self._lines[whole] = _checksum(line) + b" " + line

    def save(self) -> None:
        """Write all entries, if any has changed; those of files that are gone are left out."""
        if not self._is_changed:
            return
        self._is_changed = False
        try:
            self._make_folder()
            before = time.time_ns()
            lines = (line + b"\n" for line in self._that_stay())
            with staged(self._path, chain([_HEAD], lines), is_durable=False) as temporary:
                if os.stat(temporary).st_mtime_ns < before - _SECOND:
                    # Files get times from before they are written: no time tells whether one was changed.
                    self.trouble = "the clock of the file system is behind"
                    return
                os.replace(temporary, self._path)
            self._tidy()
        except OSError as error:
            self.trouble = error.strerror or str(error)

    def _make_folder(self) -> None:
        """Make the folder, and tell others what it is; one that holds anything else is left as it is."""
        if not os.path.isdir(self.folder):
            Path(self.folder).mkdir(parents=True, exist_ok=True)
        there = {*os.listdir(self.folder)}
        if all(name in _ABOUT or _is_cache(name) or is_left_over(name) for name in there):
            for name in _ABOUT.keys() - there:
                path = os.path.join(self.folder, name)
                with staged(path, [_ABOUT[name]], is_durable=False) as temporary:
                    os.replace(temporary, path)

    def _that_stay(self) -> Iterator[bytes]:
        for key, line in self._lines.items():
            kind, _, name = key.partition(b" ")
            path = json.loads(name).partition("\0")[0]
            if os.path.isdir(path) if kind == b"folder" else os.path.exists(path):
                yield line

    def _tidy(self) -> None:
        """Take away files that nobody has used for long, and what killed processes have left."""
        ages = []
        for name in os.listdir(self.folder):
            path = os.path.join(self.folder, name)
            with suppress(OSError):
                age = time.time() - os.stat(path, follow_symlinks=False).st_mtime
                if _is_cache(name):
                    ages.append((age, path))
                elif is_left_over(name) and age > _HOUR:
                    os.unlink(path)
        for _, path in sorted(ages)[_MAX_FILES:]:
            with suppress(OSError):
                os.unlink(path)


def _is_cache(name: str) -> bool:
    """Whether a file is one of ours; a folder that somebody chose may hold others."""
    return re.fullmatch(r"[0-9a-f]{32}\.lines", name) is not None


def _key(kind: str, key: str) -> bytes:
    return f"{kind} {json.dumps(key)}".encode("ascii")


def _checksum(data: bytes) -> bytes:
    return b"%08x" % crc32(data)
