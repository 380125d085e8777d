"""Where a project begins."""

from __future__ import annotations

import os
from pathlib import Path

from compile_lint.sights import NOTHING, UNKEPT, Sights

# A folder that holds one of these is where a project begins.
_MARKERS = ("pyproject.toml", "setup.py", "setup.cfg", ".git", ".hg")


def root_around(
    folder: Path,
    given: Path | None = None,
    known: dict[Path, bool] | None = None,
    sights: Sights = UNKEPT,
) -> Path:
    """The folder where the project of the files in a folder begins.

    That is the nearest folder above them with a marker such as ``pyproject.toml`` or ``.git``, else the
    folder that was ``given`` to be checked, else their own. ``known`` keeps which folders have a marker, for
    those who ask for many.
    """
    known = {} if known is None else known
    for above in (folder, *folder.parents):
        if above not in known:
            known[above] = any(sights.kind(f"{above}{os.sep}{marker}") != NOTHING for marker in _MARKERS)
        if known[above]:
            return above
    return Path(os.path.abspath(given)) if given is not None and given.is_dir() else folder
