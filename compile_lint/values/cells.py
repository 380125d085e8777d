"""In which cells containers keep their contents.

The names in brackets can be no attribute's name, so a dict's ``keys`` method is not mistaken for its keys.
"""

from __future__ import annotations

ITEMS = "[items]"  # of a list or set: a TupleValue, a Choice of them, or an unknown
ELEMENT = "[element]"  # of a list whose items are unknown: what any one of them is like
TAIL = "[tail]"  # of a list whose items are unknown: a TupleValue of that unknown and the last items after it
ARRAY = "[array]"  # of a list made of an array: a TupleValue of its unknown items and that array
ONE_SET = "[one set]"  # of a list of zeros that got a one: a TupleValue of its unknown items and its length
GREW = "[grew]"  # set on a list to which a loop of unknown length has appended what its items show once
PLACES = "[places]"  # of a dict whose entries are all places of items among many: its unknown keys
FACTORY = "[factory]"  # of a defaultdict: what makes a missing entry
KIND = "[kind]"  # of what is held as a list but is none: "set", "map", "zip"...
KEYS = "[keys]"  # of a dict: a TupleValue of its keys in order, a Choice of them, or an unknown; of a
# frame likewise the names of the columns that have a cell of their own
REST = "[rest]"  # of a frame: an Array that tells of the columns without a cell; None if there are no such
STATE = "[state]"  # of a frame: an unknown whose token names the present content
HANDED_OUT = "@handed out"  # set on a model, its configuration or logs that code gets which is not followed
TRAINED = "[trained]"  # of a History: the FitEvent that it tells of
LOOKED_OVER = "[looked over]"  # set on a dict of logs that is asked which names it has
LOGGED = "[logged]"  # of a frame: the dict of logs whose names are those of its columns
CHANGED = "[changed]"  # set on a dict of logs into which the program writes
COMPILED = "compiled"  # of a model: the CompileEvent in force
OWNER = "[owner]"  # of a dict: the object whose attributes it holds, so that what is put into it is set there
GIVEN = "[given]"  # set on an instance of a kind of dict that got entries where it was made
NAMED = "[named]"  # of a dict whose entries are attributes too: whether a missing one is made when read
NO_ENTRIES = (KEYS, PLACES, FACTORY, OWNER, NAMED)  # cells of a dict that hold something else
SUBCLASSES = "[subclasses]"  # of a class: a list of the classes that are derived from it directly
FIELDS = "[fields]"  # of a namespace: a TupleValue of its attributes' names, in order


def cell_of(key: object) -> str:
    """The cell that holds a dict's entry: the type keeps ``1``, ``True`` and ``"1"`` apart."""
    return f"{type(key).__name__}:{key!r}"


def text_of(cell: str) -> str | None:
    """The key of a cell that holds a dict's entry, if it is text that can name an argument."""
    quoted = cell.removeprefix("str:")
    key = quoted[1:-1]
    return key if quoted != cell and key.isidentifier() else None
