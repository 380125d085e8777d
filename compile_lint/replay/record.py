"""What a call said, with everything on the disk that this rested on, as a file of the cache holds it.

A look at the times of each file and folder tells whether all is as it was. Which of many things has changed
does not matter here: where anything has, the run goes its usual way.
"""

from __future__ import annotations

import os
from array import array
from binascii import crc32
from collections.abc import Iterable, Sequence
from itertools import chain

from compile_lint.replay.call import Call
from compile_lint.signs import PER_SIGN, digest, kind_at, signs_at

_HEAD = b"compile-lint call 1\n"
_STYLE = "\x1b["  # begins what makes a terminal show colours
_STATUSES = (0, 1)  # of runs that were kept: those that failed are not
_MAX_HEAD = 200  # bytes, to the end of the line that tells how long the parts are
MAX_BYTES = 32_000_000  # of what is kept: some hundred thousand files


class Record:
    """What a call said to standard output, its exit status, and what it saw.

    ``paths`` are the folders whose names mattered, the files whose content did, and the other files that the
    walk led to; ``signs`` are theirs, one behind the other, and ``names`` tells in short what was in each
    of the folders. ``kinds`` says of more paths what was there, and ``ways`` where paths led to.
    """

    __slots__ = ("kinds", "names", "paths", "said", "signs", "status", "ways")

    def __init__(
        self,
        said: bytes,
        status: int,
        signs: array[int],
        names: Sequence[str],
        kinds: Sequence[tuple[int, str]],
        ways: Sequence[tuple[str, str]],
        paths: Sequence[str],
    ) -> None:
        self.said = said
        self.status = status
        self.signs = signs
        self.names = names
        self.kinds = kinds
        self.ways = ways
        self.paths = paths

    def holds(self, call: Call) -> bool:
        """Whether all that was seen is as it was."""
        if any(kind_at(path) != kind for kind, path in self.kinds):
            return False
        if any(os.path.realpath(path) != target for path, target in self.ways):
            return False
        now = signs_at(self.paths)
        if now == self.signs:
            return True
        of_folders = len(self.names) * PER_SIGN
        return now[of_folders:] == self.signs[of_folders:] and all(
            self.signs[at : at + PER_SIGN] == now[at : at + PER_SIGN] or names_in(path, call) == names
            for at, path, names in zip(range(0, of_folders, PER_SIGN), self.paths, self.names, strict=False)
        )

    def to_bytes(self) -> bytes:
        """The record as a file holds it."""
        pairs = [f"{kind} {path}" for kind, path in self.kinds], chain(*self.ways)
        parts = (self.said, self.signs.tobytes(), *map(_joined, (self.names, *pairs, self.paths)))
        sizes = b" ".join(b"%d" % size for size in (self.status, *map(len, parts)))
        checksum = crc32(sizes)
        for part in parts:
            checksum = crc32(part, checksum)
        return b"".join((_HEAD, b"%08x %s\n" % (checksum, sizes), *parts))


def from_bytes(data: bytes) -> Record | None:
    """The record that a file holds; None if it holds none, is damaged, or says what no run of ours would."""
    if not data.startswith(_HEAD) or len(data) > MAX_BYTES:
        return None
    try:
        at = data.index(b"\n", len(_HEAD), _MAX_HEAD) + 1
        checksum, sizes = data[len(_HEAD) : at - 1].split(b" ", 1)
        if crc32(memoryview(data)[at:], crc32(sizes)) != int(checksum, 16):
            return None
        status, *lengths = map(int, sizes.split(b" "))
        parts = []
        for length in lengths:
            parts.append(data[at : at + length])
            at += length
        said, signs = parts[:2]
        names, kinds, ways, paths = map(_separate, parts[2:])
        at_paths = [(int(kind), path) for kind, _, path in (one.partition(" ") for one in kinds)]
        led = [*zip(ways[::2], ways[1::2], strict=True)]
        record = Record(said, status, array("q", signs), names, at_paths, led, paths)
    except ValueError:
        return None
    is_whole = at == len(data) and len(record.signs) == len(paths) * PER_SIGN and len(names) <= len(paths)
    return record if is_whole and status in _STATUSES and is_harmless(said) else None


def _joined(texts: Iterable[str]) -> bytes:
    return os.fsencode("\0".join(texts))


def _separate(data: bytes) -> list[str]:
    return os.fsdecode(data).split("\0") if data else []


def is_harmless(said: bytes) -> bool:
    """Whether a terminal would do nothing with it but show it; whoever can write files can say anything."""
    try:
        first, *styled = said.decode().split(_STYLE)
    except ValueError:
        return False
    styles, ends, shown = zip(("", "m", first), *(one.partition("m") for one in styled), strict=True)
    text = "".join(shown).replace("\n", "").replace("\t", "")
    return all(ends) and not "".join(styles).strip("0123456789;") and text.isprintable()


def names_in(folder: str, call: Call) -> str:
    """What is in a folder, in short, but for the cache; other times do not matter while that is the same."""
    around, own = os.path.split(call.folder)
    try:
        with os.scandir(folder) as entries:
            listed = sorted((entry.name, _kind(entry)) for entry in entries)
    except OSError as error:
        return str(error.errno)
    is_around = os.path.abspath(folder) == around
    kept = [one for one in listed if not (is_around and one[0] == own)]
    return digest(repr(kept).encode("utf-8", "surrogatepass"))


def _kind(entry: os.DirEntry[str]) -> tuple[bool, bool, bool]:
    return entry.is_symlink(), entry.is_dir(follow_symlinks=False), entry.is_file(follow_symlinks=False)
