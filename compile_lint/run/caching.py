"""Where the cache of a run is, and what has to be the same for another run to use it."""
# ruff: noqa: PTH109, PTH112, PTH118 - paths are strings here, as in cache

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from compile_lint.cache_folder import FOLDER
from compile_lint.records import dataclass
from compile_lint.replay.call import short, state_of_code
from compile_lint.roots import root_around
from compile_lint.settings import COMMAND_LINE, Settings, SettingsError

if TYPE_CHECKING:
    from compile_lint.programs import Programs
    from compile_lint.replay.recording import Recording
    from compile_lint.run.cache import Cache
    from compile_lint.run.outcome import Outcome


def cache_folder(settings: Settings) -> str:
    """The folder of the cache, for a run that is started here with these settings.

    Raises ``SettingsError`` if it is no folder inside the project, and not the command line says so.
    """
    root = root_around(os.getcwd())
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
    """What earlier runs found out of single files, for a run and from it.

    ``paths`` are those that were given, and ``manner`` tells runs apart that read programs in different ways.
    ``recording`` is for what the whole call says. ``trouble`` says why something could not be written down.
    """

    folder: str
    paths: Sequence[str]
    manner: str
    recording: Recording | None = None
    trouble: str = ""
    _begun: int = field(default_factory=time.time_ns)
    _cache: Cache | None = None

    def cache(self, programs: Programs) -> Cache:
        """What is known of single files; it is looked at only where that can be of use."""
        if self._cache is None:
            from compile_lint.run.cache import Cache  # noqa: PLC0415 - not where no file is of interest
            from compile_lint.run.cache_file import CacheFile  # noqa: PLC0415 - as above

            # Folders say how files that are imported are shown, and where a project may begin.
            folders = (path for path in self.paths if os.path.isdir(path))
            file = CacheFile(self.folder, short((*state_of_code(), *folders, self.manner)))
            file.load()
            self._cache = Cache(file, programs, self._begun)
        return self._cache

    def keep(self, total: Outcome) -> None:
        """Write down what is new, if anything is; ``total`` is what all files gave together."""
        is_steady = self._cache is None or self._cache.is_steady
        if self.recording is not None and is_steady and total.is_sound and not total.failures:
            self.recording.settle()
        if self._cache is not None:
            self._cache.save()
            self.trouble = self._cache.trouble


def _is_inside(folder: str, root: str) -> bool:
    real, top = os.path.realpath(folder), os.path.realpath(root)
    return real != top and os.path.commonpath([real, top]) == top
