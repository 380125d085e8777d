"""What overlays may ask of the interpreter that runs the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from compile_lint.knowledge.imbalance import NameHints
from compile_lint.model import Origin, Why
from compile_lint.values.events import Event
from compile_lint.values.values import Arguments, DictObject, ListObject, Object, UnknownValue, Value


class Host(Protocol):
    """The interpreter as overlays see it."""

    def read(self, target: Object, key: str) -> Value:
        """The value of a cell on the present path (``UNBOUND`` if never written)."""

    def write(self, target: Object, key: str, value: Value) -> None:
        """Set a cell of a mutable object."""

    def call(self, function: Value, arguments: Arguments, origin: Origin | None) -> Value:
        """Call anything: project functions are run, library functions go to their overlay."""

    def attribute(self, value: Value, name: str, origin: Origin | None) -> Value:
        """``value.name``."""

    def items(self, value: Value) -> tuple[Value, ...] | None:
        """The elements of a known tuple, list, set, string, range or dict (its keys); else None."""

    def mapping(self, value: Value) -> Mapping[object, Value] | None:
        """The entries of a dict whose keys are all known constants; else None."""

    def new_list(self, items: tuple[Value, ...], origin: Origin | None) -> ListObject:
        """A fresh list."""

    def new_dict(self, entries: Mapping[object, Value], origin: Origin | None) -> DictObject:
        """A fresh dict."""

    def get_item(self, target: Value, index: Value, origin: Origin | None) -> Value:
        """``target[index]`` of a list, tuple, string or dict."""

    def set_item(self, target: Value, index: Value, value: Value) -> None:
        """``target[index] = value`` of a list or dict."""

    def set_attribute(self, owner: Value, name: str, value: Value) -> None:
        """``owner.name = value``."""

    def element(self, iterable: Value) -> Value:
        """One unspecified element of an iterable."""

    def each(self, value: Value, run: Callable[[Value], Value]) -> Value:
        """``run`` on every alternative of a Choice, each under its own path, joined again."""

    def unknown(self, why: Why, detail: str = "", origin: Origin | None = None) -> UnknownValue:
        """A fresh unknown value."""

    def record(self, event: Event) -> None:
        """Add an event (compile, fit, report...) to the log, with the present path and call chain."""

    def object_of(self, value: Value) -> Object:
        """The object that holds a value's attributes; for an unknown value one that stands for it."""

    def frozen(self, value: Value) -> Value:
        """A copy in which lists and dicts are TupleValues and DictValues of their present contents."""

    def project_text(self, path: str) -> tuple[str, str] | None:
        """A text file of the project by the path that the program uses: which file, and its text.

        None if there is no such file in the project, if it is large, or if the path may mean two files.
        """

    def module_named(self, name: str, origin: Origin | None) -> Value:
        """What importing a module by its dotted name gives; leading dots mean the present package."""

    def named(self, name: str, origin: Origin | None, *, is_global: bool = False) -> Value:
        """What a name means where the code runs, or in its module."""

    def imported_unknown(self) -> None:
        """Take note that a module was imported of which it is not known which one it is."""

    def add_search_folder(self, path: str) -> None:
        """Seek imports that follow in this folder too."""

    @property
    def loops(self) -> tuple[Value, ...]:
        """One element of what each loop around goes through, outermost first; None of a ``while``."""

    @property
    def uses_keras(self) -> bool:
        """Whether the program has got at some part of Keras by now, or at TensorFlow, which holds it."""

    @property
    def name_hints(self) -> NameHints:
        """The words by which names of files and columns tell of a rare class."""

    @property
    def chain(self) -> tuple[Origin, ...]:
        """The call expressions that lead here, outermost first."""
