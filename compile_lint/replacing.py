"""New content for files, of which nobody ever sees half: written beside them, then moved into place."""
# ruff: noqa: PTH105, PTH108, PTH110, PTH116, PTH118, PTH120 - paths are strings here, as in the cache

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_BEGIN, _END = ".compile-lint-", ".tmp"  # of the names of files that are about to replace others


@contextmanager
def staged(
    target: str, chunks: Iterable[bytes], *, mode: int = 0o666, is_durable: bool = True
) -> Iterator[str]:
    """Write a file that is to replace ``target``, in the same folder, and yield its name.

    It is taken away in the end unless somebody has moved it. A process that is killed leaves it there: a
    hidden file whose name says by whom. ``is_durable`` waits until the disk has it.

    Raises ``OSError``.
    """
    # The name of the file itself may be as long as a name can be.
    temporary = os.path.join(os.path.dirname(target), f"{_BEGIN}{os.urandom(8).hex()}{_END}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(temporary, flags, mode), "wb") as file:
            file.writelines(chunks)
            file.flush()
            if is_durable:
                os.fsync(file.fileno())
        yield temporary
    finally:
        with suppress(OSError):
            os.unlink(temporary)


def is_left_over(name: str) -> bool:
    """Whether a file of this name is one of ``staged``; after a while, one of a process that was killed."""
    return name.startswith(_BEGIN) and name.endswith(_END)


def replace_file(path: Path, data: bytes) -> None:
    """Give a file new content in one step, or make it. A symbolic link and the permissions stay.

    What is no file, a pipe or a device for example, is written to.

    Raises ``OSError``, and leaves the file as it was.
    """
    if _is_stream(path):
        with path.open("ab") as stream:
            stream.write(data)
        return
    target = os.path.realpath(path)
    is_there = os.path.exists(target)
    if is_there and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is read-only")
    with staged(target, [data]) as temporary:
        if is_there:
            keep_attributes(target, temporary)
        os.replace(temporary, target)


def _is_stream(path: Path) -> bool:
    """Whether it is no file, or another name of one that is open already: ``/dev/stdout``."""
    try:
        is_file = stat.S_ISREG(os.stat(path).st_mode)
    except FileNotFoundError:
        return False
    return not is_file or os.path.abspath(path).startswith(("/dev/", "/proc/"))


def keep_attributes(old: str, new: str) -> None:
    """Give a file owner, permissions and other attributes of another one, as far as this user may.

    Raises ``OSError``.
    """
    import shutil  # noqa: PLC0415 - most runs write nothing

    status = os.stat(old)
    if hasattr(os, "chown"):
        with suppress(OSError):  # a group that the user belongs to may be given, an owner hardly ever
            os.chown(new, -1, status.st_gid)
        with suppress(OSError):
            os.chown(new, status.st_uid, -1)
    shutil.copystat(old, new)  # access lists too, where the system has them as extended attributes
    os.utime(new)


def settle_folder(folder: str) -> None:
    """Wait until the disk knows which files are in a folder, where the system can be asked to."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def files_within(names: Iterable[str], paths: Iterable[str]) -> set[str]:
    """Which files lie among or below these paths when symbolic links are followed.

    Others may be read, but a change of them would reach further than anybody said.
    """
    tops = {os.path.realpath(path) for path in paths}
    reals = {name: Path(os.path.realpath(name)) for name in names}
    return {name for name, real in reals.items() if tops & {str(one) for one in (real, *real.parents)}}
