"""What tells a file or folder from what it was before, without a look inside where that can be spared.

It is imported before anything else is, and so it imports nothing that takes time.
"""
# ruff: noqa: PTH116 - paths are strings here, as in discovery

from __future__ import annotations

import os
import stat
from array import array
from collections.abc import Iterable

Sign = tuple[int, int, int, int]
"""Size, time of the last change of content and of anything at all, and inode."""

NOWHERE: Sign = (-1, 0, 0, 0)
"""The sign of what is not there."""

PER_SIGN = len(NOWHERE)
"""Numbers of a sign, where signs stand one behind the other."""

NOTHING, FILE, FOLDER, OTHER = range(4)
"""What can be at a path when links are followed."""

COARSEST = 2_000_000_000
"""Nanoseconds. What was written no longer ago may be written again without any trace in its times: they are
as coarse as two seconds on some file systems."""

_LARGEST = (1 << 63) - 1


def sign_of(status: os.stat_result) -> Sign:
    """What tells a file from what it was before, and a folder from one that holds other names."""
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino & _LARGEST)


def sign_at(path: str) -> Sign:
    """The sign of what is at a path now."""
    try:
        return sign_of(os.stat(path))
    except (OSError, ValueError):
        return NOWHERE


def signs_at(paths: Iterable[str]) -> array[int]:
    """The signs of what is at some paths now, one behind the other."""
    signs = array("q")
    for path in paths:
        signs.extend(sign_at(path))
    return signs


def kind_at(path: str) -> int:
    """What is at a path: ``NOTHING``, ``FILE``, ``FOLDER`` or ``OTHER``."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return NOTHING
    return FILE if stat.S_ISREG(mode) else FOLDER if stat.S_ISDIR(mode) else OTHER


def digest(data: bytes) -> str:
    """Enough of a content to tell it from any other."""
    try:
        from _blake2 import blake2b  # noqa: PLC0415 - what hashlib hands out, without OpenSSL
    except ImportError:
        from hashlib import blake2b  # noqa: PLC0415
    return blake2b(data, digest_size=16).hexdigest()
