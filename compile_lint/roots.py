"""Where a project begins."""
# ruff: noqa: PTH112, PTH118, PTH120 - it is imported before pathlib is

from __future__ import annotations

import os
from collections.abc import Callable

from compile_lint.signs import NOTHING, kind_at

# A folder that holds one of these is where a project begins.
_MARKERS = ("pyproject.toml", "setup.py", "setup.cfg", ".git", ".hg")


def root_around(
    folder: str,
    given: str | None = None,
    known: dict[str, bool] | None = None,
    kind: Callable[[str], int] = kind_at,
) -> str:
    """The folder where the project of the files in a folder begins, which is given as a whole path.

    That is the nearest folder above them with a marker such as ``pyproject.toml`` or ``.git``, else the
    folder that was ``given`` to be checked, else their own. ``known`` keeps which folders have a marker, for
    those who ask for many; ``kind`` tells what is at a path.
    """
    known = {} if known is None else known
    above, inner = folder, ""
    while above != inner:
        if above not in known:
            known[above] = any(kind(os.path.join(above, marker)) != NOTHING for marker in _MARKERS)
        if known[above]:
            return above
        above, inner = os.path.dirname(above), above
    return os.path.abspath(given) if given is not None and os.path.isdir(given) else folder


def root_of_imports(root: str, known: dict[str, bool], kind: Callable[[str], int] = kind_at) -> str:
    """The folder that the modules of a project are imported from, where no marker says where it begins.

    A package is imported from around it: ``import net.data`` in a file of ``net`` asks for the package.
    """
    above = os.path.dirname(root)
    while above != root and not known.get(root) and kind(os.path.join(root, "__init__.py")) != NOTHING:
        root, above = above, os.path.dirname(above)
    return root
