"""In which cells containers keep their contents.

The names in brackets can be no attribute's name, so a dict's ``keys`` method is not mistaken for its keys.
"""

from __future__ import annotations

ITEMS = "[items]"  # of a list or set: a TupleValue, a Choice of them, or an unknown
ELEMENT = "[element]"  # of a list whose items are unknown: what any one of them is like
GREW = "[grew]"  # set on a list to which a loop of unknown length has appended what its items show once
KIND = "[kind]"  # of what is held as a list but is none: "set", "map", "zip"...
KEYS = "[keys]"  # of a dict: a TupleValue of its keys in order, a Choice of them, or an unknown
FIELDS = "[fields]"  # of a namespace: a TupleValue of its attributes' names, in order


def cell_of(key: object) -> str:
    """The cell that holds a dict's entry: the type keeps ``1``, ``True`` and ``"1"`` apart."""
    return f"{type(key).__name__}:{key!r}"
