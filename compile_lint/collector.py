"""Keeps Python's garbage collector from walking through live syntax trees again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MAX_OBJECTS = 200_000  # made and not freed since the last collection, in a process of ours

_is_ours = False  # whether the collector works for us alone


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


@contextmanager
def collector_of_ours() -> Iterator[None]:
    """Run something that nothing but ``collect`` collects after, in a process that does nothing else."""
    global _is_ours  # noqa: PLW0603 - there is one collector
    if _is_ours or not gc.isenabled():
        yield
        return
    gc.disable()
    _is_ours = True
    try:
        yield
    finally:
        _is_ours = False
        gc.unfreeze()
        gc.enable()


def is_ours_and_due() -> bool:
    """Whether so much was made that ``collect`` is worth its time, in a process of ours."""
    return _is_ours and gc.get_count()[0] > _MAX_OBJECTS


def collect() -> None:
    """Free what nothing leads to. In a process of ours, what is left is not looked at again.

    It is freed when nothing leads to it, unless it leads to itself; so there should be none of that kind.
    """
    gc.collect()
    if _is_ours:
        gc.freeze()
