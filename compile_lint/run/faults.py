"""Faults of the program itself: what is said of one, so that it can be reported and found."""

from __future__ import annotations

import traceback
from pathlib import Path

_HOME = Path(__file__).parent.parent


def account_of_fault(error: BaseException) -> str:
    """Say what failed, and at which line of ours."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _HOME in Path(frame.filename).parents]
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if not ours:
        return f"`{what}`"
    return f"`{what}` at `{Path(ours[-1].filename).relative_to(_HOME).as_posix()}:{ours[-1].lineno}`"


def traceback_of(error: BaseException) -> str:
    """The whole way to a fault, over several lines."""
    return "".join(traceback.format_exception(error))
