"""What is in the files of a run: as on disk, or as it would be after changes that nobody has written yet."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from compile_lint.records import dataclass
from compile_lint.signs import digest


@dataclass(frozen=True, slots=True)
class Contents:
    """Reads files. ``changed`` holds new content by the real path of a file.

    ``seen``, where it is given, keeps each content that was read in short, to tell later changes by.
    """

    changed: Mapping[str, bytes] = field(default_factory=dict)
    seen: dict[str, str] | None = None

    def read(self, path: str | Path) -> bytes:
        """The content of a file. Raises ``OSError`` if it cannot be read."""
        if self.changed or self.seen is not None:
            real = os.path.realpath(path)
            if real in self.changed:
                return self.changed[real]
            if self.seen is not None:
                data = content_of(path)
                self.seen[real] = digest(data)
                return data
        return content_of(path)

    def was_seen(self, path: str | Path, data: bytes) -> bool:
        """Whether this is the content that was read from a file last."""
        return self.seen is not None and self.seen.get(os.path.realpath(path)) == digest(data)

    def see(self, path: str | Path, content: str) -> None:
        """Take note of a content, in short, that was found to be in a file without reading it again."""
        if self.seen is not None:
            self.seen[os.path.realpath(path)] = content

    @property
    def is_on_disk(self) -> bool:
        """Whether no file is taken to be other than it is."""
        return not self.changed


_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_PART = 65_536  # bytes that are read at once

CHANGED = "the file has changed since it was read"


def content_of(path: str | Path) -> bytes:
    """The content of a file on disk. Raises ``OSError``."""
    descriptor = os.open(path, _READING)  # this way, because it is done for every file of a tree
    parts: list[bytes] = []
    try:
        while part := os.read(descriptor, _PART):
            parts.append(part)
    finally:
        os.close(descriptor)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def size_of(path: str | Path) -> int:
    """The size of a file. Raises ``OSError`` for a pipe or a device too, which may have no end."""
    status = os.stat(path)  # noqa: PTH116 - as above
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "no file")
    return status.st_size


ON_DISK = Contents()
