"""Writing files so that nobody ever sees half of one, or loses what was written meanwhile."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from compile_lint.records import dataclass


class NotWritten(Exception):
    """Nothing was written; ``path`` is the file that was the reason and ``message`` says why."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message


@dataclass(frozen=True, slots=True)
class Change:
    """The content of a file as it was read, and as it is to be."""

    old: bytes
    new: bytes


def write_together(changes: Mapping[str, Change]) -> None:
    """Write several files, or none of them: each is replaced in one step by a complete new one.

    A symbolic link stays, and the file behind it is replaced. Permissions stay.
    Raises ``NotWritten`` if a file is read-only or has changed since it was read.
    """
    staged: list[tuple[str, Path, Path, Change]] = []
    try:
        for name, change in changes.items():
            target = Path(os.path.realpath(name))
            try:
                staged.append((name, target, _staged(name, target, change), change))
            except OSError as error:
                raise NotWritten(name, f"cannot be written: {error.strerror or error}") from error
        for name, target, _, change in staged:
            _check_unchanged(name, target, change)
        _replace_all(staged)
    finally:
        for _, _, temporary, _ in staged:
            temporary.unlink(missing_ok=True)


def _staged(name: str, target: Path, change: Change) -> Path:
    """The new content in a file beside the old one, with its permissions."""
    _check_unchanged(name, target, change)
    status = target.stat()
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
        raise NotWritten(name, "the file is read-only")
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(change.new)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(stat.S_IMODE(status.st_mode))
        with contextlib.suppress(OSError, AttributeError):  # not ours to give, or not on this system
            os.chown(temporary, status.st_uid, status.st_gid)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return Path(temporary)


def _check_unchanged(name: str, target: Path, change: Change) -> None:
    if target.read_bytes() != change.old:
        raise NotWritten(name, "the file has changed since it was read")


def _replace_all(staged: list[tuple[str, Path, Path, Change]]) -> None:
    done: list[tuple[Path, Change]] = []
    for name, target, temporary, change in staged:
        try:
            temporary.replace(target)
        except OSError as error:
            for written, before in done:
                written.write_bytes(before.old)
            raise NotWritten(name, f"cannot be written: {error.strerror or error}") from error
        done.append((target, change))
    for folder in {target.parent for target, _ in done}:
        with contextlib.suppress(OSError):  # a folder cannot be opened everywhere
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
