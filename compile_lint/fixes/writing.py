"""Writing files so that nobody ever sees half of one, or loses what was written meanwhile."""
# ruff: noqa: PTH105, PTH116, PTH120 - paths are strings here, as in replacing

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from compile_lint.records import dataclass
from compile_lint.replacing import keep_attributes, settle_folder, staged
from compile_lint.sources.contents import CHANGED


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


@dataclass(frozen=True, slots=True)
class _Staged:
    """A file, its new content beside it, and its old one if it may have to be put back."""

    name: str
    target: str
    change: Change
    new: str
    old: str | None


def write_together(changes: Mapping[str, Change]) -> None:
    """Write several files, or none of them: each is replaced in one step by a complete new one.

    A symbolic link stays, and the file behind it is replaced. Permissions and, where possible, the owner
    stay. A file with several names (hard links) gets its new content under this one alone.

    Raises ``NotWritten`` if a file is read-only, is being written, or has changed since it was read.
    """
    with ExitStack() as stack:
        ready = []
        for name, change in changes.items():
            with _reasons(name):
                ready.append(_stage(name, change, stack, is_alone=len(changes) == 1))
        _replace_all(ready)
    for folder in {os.path.dirname(one.target) for one in ready}:
        settle_folder(folder)


@contextmanager
def _reasons(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotWritten(name, f"cannot be written: {error.strerror or error}") from error


def _stage(name: str, change: Change, stack: ExitStack, *, is_alone: bool) -> _Staged:
    """Put the new content beside the file, and hold the file until ``stack`` ends."""
    target = os.path.realpath(name)
    stack.enter_context(_held(name, target))
    _check_unchanged(name, target, change)
    status = os.stat(target)
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
        raise NotWritten(name, "the file is read-only")
    new = _beside(target, change.new, stack)
    old = None if is_alone else _beside(target, change.old, stack)
    return _Staged(name, target, change, new, old)


def _beside(target: str, data: bytes, stack: ExitStack) -> str:
    """Put content beside a file, for nobody else to see until it has the permissions of the file."""
    made = stack.enter_context(staged(target, [data], mode=stat.S_IRUSR | stat.S_IWUSR))
    keep_attributes(target, made)
    return made


@contextmanager
def _held(name: str, target: str) -> Iterator[None]:
    """Keep other processes of this program from writing the file; where there are no locks, nothing does."""
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ModuleNotFoundError:
        yield
        return
    with Path(target).open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotWritten(name, "another process is writing the file") from None
        except OSError:
            pass  # a file system without locks
        yield


def _check_unchanged(name: str, target: str, change: Change) -> None:
    if Path(target).read_bytes() != change.old:
        raise NotWritten(name, CHANGED)


def _replace_all(ready: Sequence[_Staged]) -> None:
    """Move everything into place; what was moved goes back if anything keeps the rest from it."""
    done: list[_Staged] = []
    try:
        for one in ready:
            with _reasons(one.name):
                _check_unchanged(one.name, one.target, one.change)
                done.append(one)
                os.replace(one.new, one.target)
    except BaseException:
        for one in done:
            if one.old is not None and not os.path.lexists(one.new):
                with suppress(OSError):
                    os.replace(one.old, one.target)
        raise
