"""Keeps Python's garbage collector from walking through live syntax trees again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Iterator[None]:
    """Run something without the collector; it is on again afterwards only if it was before.

    A tree has about one object for every two or three characters of source, and a collection may look at all.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
