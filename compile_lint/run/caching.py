"""Where the cache of a run is, and what has to be the same for another run to use it."""
# ruff: noqa: PTH109, PTH112, PTH118, PTH120 - paths are strings here, as in cache

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from compile_lint import __version__
from compile_lint.programs import Programs
from compile_lint.rules import RULES
from compile_lint.rules.registry import Rule
from compile_lint.settings import COMMAND_LINE, Settings, SettingsError
from compile_lint.sources.project import root_around
from compile_lint.sources.questions import digest

if TYPE_CHECKING:
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


def open_cache(folder: str, programs: Programs, paths: Sequence[str], rules: Sequence[Rule]) -> Cache | None:
    """The cache for a run on some paths; None where rules of plugins are on, which may read anything."""
    if rules is not RULES and any(rule.plugin for rule in rules):
        return None
    from compile_lint.run.cache import Cache  # noqa: PLC0415 - not where no file is of interest
    from compile_lint.run.cache_file import CacheFile  # noqa: PLC0415 - as above

    name = digest("\0".join(_context(paths)).encode("utf-8", "surrogatepass"))
    file = CacheFile(folder, name)
    file.load()
    return Cache(file, programs)


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
