"""Keeps what a call says, if everything that this rests on was seen and stays as it is."""
# ruff: noqa: PTH114, PTH120 - as in call

from __future__ import annotations

import os
from array import array
from collections.abc import Set
from dataclasses import field
from itertools import chain

from compile_lint.cache_folder import write_into
from compile_lint.records import dataclass
from compile_lint.replay.call import Call
from compile_lint.replay.record import MAX_BYTES, Record, is_harmless, names_in
from compile_lint.sights import Sights
from compile_lint.signs import COARSEST, NOTHING, NOWHERE, PER_SIGN, Sign, sign_at, signs_at


@dataclass(slots=True)
class Recording:
    """A call while it is answered. ``sights`` are to be told of everything that the run looks at."""

    call: Call
    sights: Sights = field(default_factory=lambda: Sights(is_kept=True))
    _names: dict[str, str] | None = None  # in folders, since all that the run read was found settled

    def settle(self) -> None:
        """Take note that what the run read is read, and will not change what it gives any more.

        This comes before anything is written to the cache, whose folder may be made: that is seen in the
        folder around it.
        """
        folders = _there(self.sights.folders)
        names = {path: names_in(path, self.call) for path in folders}
        if signs_at(folders) == array("q", chain(*folders.values())):
            self._names = names

    def keep(self, said: bytes, status: int) -> None:
        """Write down what was said, and the exit status, unless it had better not be written down."""
        if self._names is None or not is_harmless(said):
            return
        folders, files = _there(self.sights.folders), _there(self.sights.files)
        signs = array("q", chain(*folders.values(), *files.values()))
        signs.extend(self.sights.signs)
        if any(max(signs[at::PER_SIGN], default=0) >= self.call.begun - COARSEST for at in (1, 2)):
            return
        later = folders.keys() - self._names.keys()
        names = self._names | {path: names_in(path, self.call) for path in later}
        if any(sign_at(path) != folders[path] for path in later):
            return
        missing = (self.sights.folders.keys() | self.sights.files.keys()) - folders.keys() - files.keys()
        kinds = self.sights.kinds | dict.fromkeys(missing, NOTHING)
        told = set(map(os.path.abspath, folders))
        untold = [one for one in kinds.items() if _can_be(one[0]) and not _is_told(*one, told)]
        record = Record(
            said,
            status,
            signs,
            [names[path] for path in folders],
            [(kind, path) for path, kind in untold],
            [*self.sights.ways.items()],
            [*folders, *files, *self.sights.walked],
        )
        data = record.to_bytes()
        if len(data) <= MAX_BYTES:
            write_into(self.call.folder, self.call.file_name, [data])


def _can_be(path: str) -> bool:
    """Whether a file can be called that; a program may name others, and there will be none."""
    try:
        return b"\0" not in os.fsencode(path)
    except ValueError:
        return False


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
