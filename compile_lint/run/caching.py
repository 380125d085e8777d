"""Where the cache of a run is, and what has to be the same for another run to use it."""
# ruff: noqa: PTH109, PTH112, PTH118, PTH120 - paths are strings here, as in cache

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from compile_lint import __version__
from compile_lint.records import dataclass
from compile_lint.run.last_run import LastRun, Walked
from compile_lint.settings import COMMAND_LINE, Settings, SettingsError, SettingsLookup
from compile_lint.sources.questions import digest
from compile_lint.sources.roots import root_around

if TYPE_CHECKING:
    from compile_lint.programs import Programs
    from compile_lint.run.cache import Cache

FOLDER = ".compile_lint_cache"


def cache_folder(settings: Settings) -> str:
    """The folder of the cache, for a run that is started here with these settings.

    Raises ``SettingsError`` if it is no folder inside the project, and not the command line says so.
    """
    root = str(root_around(Path.cwd()))
    place = settings.place_of("cache_dir")
    chosen = os.path.join(root, FOLDER) if settings.cache_dir is None else str(settings.cache_dir)
    if place.startswith(COMMAND_LINE) or _is_inside(chosen, root):
        return chosen
    if settings.cache_dir is None:
        message = f"leads out of the project, to `{os.path.realpath(chosen)}`"
        raise SettingsError(f"{message}; `--cache-dir` names another folder, `--no-cache` uses none", FOLDER)
    raise SettingsError(
        f"`cache-dir` has to be a folder inside the project, not `{os.path.realpath(chosen)}`; "
        "only the command line can name any other",
        place,
    )


@dataclass(slots=True)
class Memory:
    """What earlier runs found out that were called in the same way, for a run and from it.

    ``manner`` tells runs apart that read programs in different ways. What this run sees of the disk, the
    sights of ``lookup`` tell. ``trouble`` says why something could not be written down.
    """

    folder: str
    paths: Sequence[str]
    lookup: SettingsLookup
    manner: str
    trouble: str = ""
    _begun: int = field(default_factory=time.time_ns)
    _name: str = field(init=False)
    _last_run: LastRun = field(init=False)
    _cache: Cache | None = None

    def __post_init__(self) -> None:
        context = (*_context(self.paths), self.manner)
        self._name = _short(context)
        self._last_run = LastRun(self.folder, _short((*context, *self.paths, self.lookup.given)))

    def recall(self, *, must_be_seen: bool) -> Walked | None:
        """What the whole run would give, if that is known.

        Where files ``must_be_seen``, it is of use only if it gives no reason to change any of them.
        """
        known = self._last_run.recall()
        if must_be_seen and known is not None and not known.total.is_silent:
            return None
        return known

    def cache(self, programs: Programs) -> Cache:
        """What is known of single files; it is looked at only where that can be of use."""
        if self._cache is None:
            from compile_lint.run.cache import Cache  # noqa: PLC0415 - not where no file is of interest
            from compile_lint.run.cache_file import CacheFile  # noqa: PLC0415 - as above

            file = CacheFile(self.folder, self._name)
            file.load()
            self._cache = Cache(file, programs, self._begun)
        return self._cache

    def keep(self, walked: Walked) -> None:
        """Write down what is new, if anything is."""
        if self._cache is None:
            return
        from compile_lint.run.cache import COARSEST  # noqa: PLC0415 - as above

        if self._cache.is_steady and walked.total.is_sound and not walked.total.failures:
            # First, because the folder of the cache may be made, and that is seen in the one around it.
            self.trouble = self._last_run.keep(walked, self.lookup.sights, self._begun - COARSEST)
        self._cache.save()
        self.trouble = self._cache.trouble or self.trouble


def _short(parts: Iterable[str]) -> str:
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))


def _is_inside(folder: str, root: str) -> bool:
    real, top = os.path.realpath(folder), os.path.realpath(root)
    return real != top and os.path.commonpath([real, top]) == top


def _context(paths: Sequence[str]) -> Iterator[str]:
    """What makes a difference for all files alike.

    Folders among the paths say how files that are imported are shown, and where a project may begin.
    """
    yield from (__version__, sys.version, os.getcwd())
    yield from (path for path in paths if os.path.isdir(path))
    yield from _stamps(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    for place in sys.path:
        if os.path.isdir(os.path.join(place, "libcst")):
            yield from _stamps(os.path.join(place, "libcst"), deep=False)
            break


def _stamps(folder: str, *, deep: bool = True) -> Iterator[str]:
    """Which state of the code in a folder this is, which a version alone does not tell in a checkout."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                status = entry.stat()
                yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"
            elif deep and entry.is_dir() and entry.name != "__pycache__":
                yield from _stamps(entry.path)
