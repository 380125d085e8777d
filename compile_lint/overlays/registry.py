"""Which handler gives the meaning of a call into a library.

A handler is registered under canonical dotted names. Methods of library objects are found under the
class's name (``sklearn.preprocessing.LabelEncoder.fit_transform``), methods of abstract values under
the value's kind (``array.reshape``, ``dataset.map``, ``list.append``, ``str.join``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from compile_lint.model import Origin, Why
from compile_lint.records import dataclass
from compile_lint.values.host import Host
from compile_lint.values.kinds import KINDS
from compile_lint.values.values import Arguments, UnknownValue, Value


@dataclass(frozen=True, slots=True)
class LibraryCall:
    """One call into a library, with evaluated arguments."""

    name: str  # the registered name
    arguments: Arguments
    origin: Origin | None
    host: Host
    receiver: Value | None = None  # the object whose method is called
    flavour: str | None = None  # through which Keras the name was reached
    called_as: str = field(default="")  # the canonical name that was looked up

    def argument(self, name: str, index: int | None = None) -> Value | None:
        """The argument called ``name`` or at 0-based ``index`` (the receiver does not count)."""
        return self.arguments.get(name, index)

    def unknown(self, why: Why = Why.DYNAMIC, detail: str = "") -> UnknownValue:
        """A fresh unknown result that says which call it came from."""
        return self.host.unknown(why, detail or f"{self.name}(...)", self.origin)


Handler = Callable[[LibraryCall], Value]


@dataclass(frozen=True, slots=True)
class Entry:
    """A handler, and whether it wants Choice arguments as they are (``takes_choices``).

    ``is_method`` tells that only an object leads to it, never the name that it is registered under.
    """

    handler: Handler
    takes_choices: bool
    is_method: bool


_ENTRIES: dict[str, Entry] = {}
_OWNERS: set[str] = set()  # names that have handled methods: sklearn.preprocessing.LabelEncoder


def handles(
    *names: str, takes_choices: bool = False, is_method: bool = False
) -> Callable[[Handler], Handler]:
    """Register a handler for canonical names; methods of abstract values count as such without being told.

    Unless ``takes_choices``, a call whose direct arguments or receiver are Choices is split by the
    interpreter, and the handler is called once for each alternative.
    """

    def register(handler: Handler) -> Handler:
        for name in names:
            if name in _ENTRIES:
                raise ValueError(f"two overlays handle {name}")
            owner = name.rpartition(".")[0]
            _ENTRIES[name] = Entry(handler, takes_choices, is_method or owner in KINDS)
            _OWNERS.add(owner)
        return handler

    return register


def is_handled(name: str) -> bool:
    """Whether a name, or some method of it, has a handler."""
    return name in _ENTRIES or name in _OWNERS


def find_handler(name: str) -> Entry | None:
    """The entry for a canonical name, or None."""
    return _ENTRIES.get(name)


def find_function(name: str) -> Entry | None:
    """The entry for what stands under a canonical name in a library itself, or None."""
    entry = _ENTRIES.get(name)
    return None if entry is None or entry.is_method else entry
