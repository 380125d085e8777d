"""The file of a cache: entries by kind and key, read one by one, and written anew in one step.

An entry is a line with a checksum. Whatever cannot be read counts as not there.
"""
# ruff: noqa: PTH110, PTH112 - strings, as in cache

from __future__ import annotations

import json
import os
from binascii import crc32
from collections.abc import Iterator
from dataclasses import field
from itertools import chain
from typing import Any

from compile_lint.cache_folder import read_from, write_into
from compile_lint.records import dataclass

_HEAD = b"compile-lint cache 1\n"
SUFFIX = ".lines"


@dataclass(slots=True)
class CacheFile:
    """Entries in a file in the folder of a cache.

    ``trouble`` says why nothing could be written.
    """

    folder: str
    name: str
    trouble: str = ""
    _lines: dict[bytes, bytes] = field(default_factory=dict)
    _is_changed: bool = False

    def load(self) -> None:
        """Look at what is there. A file that is no cache counts as empty."""
        data = read_from(self.folder, self.name + SUFFIX)
        if not data.startswith(_HEAD):
            return
        for line in data[len(_HEAD) :].split(b"\n"):
            key, tab, _ = line[9:].partition(b"\t")
            if tab:
                self._lines[key] = line

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
        if self._is_changed:
            self._is_changed = False
            lines = (line + b"\n" for line in self._that_stay())
            self.trouble = write_into(self.folder, self.name + SUFFIX, chain([_HEAD], lines))

    def _that_stay(self) -> Iterator[bytes]:
        for key, line in self._lines.items():
            kind, _, name = key.partition(b" ")
            path = json.loads(name).partition("\0")[0]
            if os.path.isdir(path) if kind == b"folder" else os.path.exists(path):
                yield line


def _key(kind: str, key: str) -> bytes:
    return f"{kind} {json.dumps(key)}".encode("ascii")


def _checksum(data: bytes) -> bytes:
    return b"%08x" % crc32(data)
