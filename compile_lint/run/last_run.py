"""What a whole run gave, and what it saw: where all of that is as it was, the next gives the same.

A look at the times of each file and folder tells. Which of many things has changed does not matter here:
where anything has, the run goes its usual way.
"""
# ruff: noqa: PTH114, PTH120 - paths are strings here, as in discovery

from __future__ import annotations

import os
from array import array
from binascii import crc32
from collections.abc import Iterator, Set
from itertools import chain
from typing import Any

from compile_lint.records import dataclass
from compile_lint.run.cache_folder import read_from, write_into
from compile_lint.run.outcome import Outcome
from compile_lint.sights import NOTHING, NOWHERE, Sights, Sign, kind_at, signs_at

SUFFIX = ".run"
_HEAD = b"compile-lint run 1\n"
_PER_SIGN = len(NOWHERE)


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk over all files gave. ``parsed`` are those that were read as programs."""

    total: Outcome
    files: int
    parsed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LastRun:
    """The last run that was called in the same way; a file of this name in the folder of the cache."""

    folder: str
    name: str

    def recall(self) -> Walked | None:
        """What it gave, if a run would give the same now."""
        data = read_from(self.folder, self.name + SUFFIX)
        if not data.startswith(_HEAD):
            return None
        from compile_lint.run.remembered import from_plain  # noqa: PLC0415 - where there is such a file

        try:
            about, signs, paths = _parts(memoryview(data)[len(_HEAD) :])
            if not self._holds(about, signs, paths):
                return None
            files, parsed = int(about["files"]), tuple(map(str, about["parsed"]))
            return Walked(from_plain(about["total"]), files, parsed)
        except (LookupError, TypeError, ValueError, ArithmeticError, RecursionError, OSError):
            return None  # a file that we did not write

    def keep(self, walked: Walked, sights: Sights, steady_before: int) -> str:
        """Write down what a run gave, if what it saw has not changed since a time, in nanoseconds.

        The answer says why it could not be written; empty if it was, or if it had better not be.
        """
        from compile_lint.run.remembered import to_plain  # noqa: PLC0415 - most runs write nothing

        folders, files = _there(sights.folders), _there(sights.files)
        signs = array("q", chain(*folders.values(), *files.values()))
        signs.extend(sights.signs)
        if any(max(signs[at::_PER_SIGN], default=0) >= steady_before for at in (1, 2)):
            return ""
        names = [self._names(path) for path in folders]
        if signs_at([*folders]) != signs[: len(folders) * _PER_SIGN]:
            return ""
        missing = (sights.folders.keys() | sights.files.keys()) - folders.keys() - files.keys()
        kinds = sights.kinds | dict.fromkeys(missing, NOTHING)
        telling = set(map(os.path.abspath, folders))
        about = {
            "folders": names,
            "kinds": [(path, kind) for path, kind in kinds.items() if not _is_told(path, kind, telling)],
            "ways": [*sights.ways.items()],
            "files": walked.files,
            "parsed": walked.parsed,
            "total": to_plain(walked.total),
        }
        paths = "\0".join((*folders, *files, *sights.walked))
        return write_into(self.folder, self.name + SUFFIX, _file(about, signs, paths))

    def _holds(self, about: Any, signs: array[int], paths: list[str]) -> bool:  # noqa: ANN401 - as in the file
        """Whether all that was seen is as it was."""
        if any(kind_at(path) != kind for path, kind in about["kinds"]):
            return False
        if any(os.path.realpath(path) != leads_to for path, leads_to in about["ways"]):
            return False
        now = signs_at(paths)
        if now == signs:
            return True
        folders = about["folders"]
        before, seen = signs[len(folders) * _PER_SIGN :], now[len(folders) * _PER_SIGN :]
        return before == seen and all(
            signs[at : at + _PER_SIGN] == now[at : at + _PER_SIGN] or self._names(path) == names
            for at, path, names in zip(range(0, len(now), _PER_SIGN), paths, folders, strict=False)
        )

    def _names(self, folder: str) -> str:
        """What is in a folder, in short; other times do not matter while that is the same."""
        from compile_lint.sources.questions import digest  # noqa: PLC0415 - hardly any folder changes

        around, own = os.path.split(os.path.abspath(self.folder))
        try:
            with os.scandir(folder) as entries:
                listed = sorted((entry.name, _kind(entry)) for entry in entries)
        except OSError as error:
            return str(error.errno)
        is_around = os.path.abspath(folder) == around
        kept = [one for one in listed if not (is_around and one[0] == own)]
        return digest(repr(kept).encode("utf-8", "surrogatepass"))


def _kind(entry: os.DirEntry[str]) -> tuple[bool, bool]:
    return entry.is_dir(follow_symlinks=False), entry.is_file(follow_symlinks=False)


def _there(signs: dict[str, Sign]) -> dict[str, Sign]:
    return {path: sign for path, sign in signs.items() if sign != NOWHERE}


def _is_told(path: str, kind: int, telling: Set[str]) -> bool:
    """Whether the names in some folder tell what is at a path: most that is sought is not there."""
    if os.pardir in path:
        return False
    here = os.path.abspath(path)
    while not os.path.islink(here):
        above = os.path.dirname(here)
        if above in telling:
            return True
        if kind != NOTHING or above == here or os.path.lexists(above):
            break
        here = above
    return False


def _file(about: object, signs: array[int], paths: str) -> Iterator[bytes]:
    import json  # noqa: PLC0415 - as above

    parts = (
        json.dumps(about, separators=(",", ":"), check_circular=False).encode("ascii"),
        signs.tobytes(),
        paths.encode("utf-8", "surrogatepass"),
    )
    sizes = b" ".join(b"%d" % len(part) for part in parts)
    checksum = 0
    for part in parts:
        checksum = crc32(part, checksum)
    yield from (_HEAD, b"%08x %s\n" % (checksum, sizes), *parts)


def _parts(data: memoryview) -> tuple[Any, array[int], list[str]]:
    """What the parts of a file say. Raises ``ValueError`` for one that is damaged."""
    import json  # noqa: PLC0415 - as above

    end = bytes(data[:100]).index(b"\n")
    checksum, first, second, third = bytes(data[:end]).split(b" ")
    body = data[end + 1 :]
    ends = int(first), int(first) + int(second)
    if len(body) != ends[1] + int(third) or crc32(body) != int(checksum, 16):
        raise ValueError
    signs = array("q")
    signs.frombytes(body[ends[0] : ends[1]])
    paths = str(body[ends[1] :], "utf-8", "surrogatepass").split("\0")
    if len(paths) * _PER_SIGN != len(signs):
        raise ValueError
    return json.loads(bytes(body[: ends[0]])), signs, paths
