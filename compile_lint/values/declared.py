"""Code of the project that is not followed, because the settings say what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from compile_lint.knowledge.imbalance import NAME_HINTS, NameHints, hints_with
from compile_lint.model import Origin, Why
from compile_lint.records import dataclass
from compile_lint.settings import Settings
from compile_lint.settings.declarations import Declaration
from compile_lint.sources import SourceUnit
from compile_lint.values.values import (
    NO_ARGUMENTS,
    Arguments,
    BoundFunction,
    ClassValue,
    FunctionValue,
    LibraryName,
    LibraryObject,
    UnknownValue,
    Value,
)


class Wrapper:
    """A function or class that takes a model or layer, and gives one that ends alike."""


WRAPPER = Wrapper()


class DeclaredObject(LibraryObject):
    """A declared function or class, and what it makes. ``is_made`` tells that it was called."""

    __slots__ = ("declaration", "is_made")

    def __init__(
        self,
        name: str,
        declaration: Declaration | Wrapper,
        arguments: Arguments = NO_ARGUMENTS,
        origin: Origin | None = None,
        *,
        is_made: bool = False,
    ) -> None:
        super().__init__(name, arguments, origin)
        self.declaration = declaration
        self.is_made = is_made

    def made(self, arguments: Arguments, origin: Origin | None) -> DeclaredObject:
        """What a call with these arguments gives."""
        return DeclaredObject(self.name, self.declaration, arguments, origin, is_made=True)


@dataclass(frozen=True, slots=True)
class Declarations:
    """All that the settings declare, by the last part of its name; the parts before narrow it down.

    ``name_hints`` are the words by which names of files and columns tell of a rare class.
    """

    by_name: dict[str, list[tuple[tuple[str, ...], Declaration | Wrapper]]] = field(default_factory=dict)
    name_hints: NameHints = NAME_HINTS

    @classmethod
    def of(cls, settings: Settings) -> Declarations:
        found = cls(name_hints=hints_with(settings.imbalance_hints))
        named: list[tuple[str, Declaration | Wrapper]] = [
            *settings.known_losses,
            *settings.known_metrics,
            *settings.known_layers,
            *((name, WRAPPER) for name in settings.wrappers),
        ]
        for name, declaration in named:
            parts = tuple(name.split("."))
            found.by_name.setdefault(parts[-1], []).append((parts, declaration))
        return found

    def find(self, value: Value, origin: Origin | None) -> DeclaredObject | None:
        """What the settings say of a function, a class or a name that leads out of view."""
        for parts in _names(value):
            for wanted, declaration in self.by_name.get(parts[-1], ()):
                if parts[-len(wanted) :] == wanted:
                    return DeclaredObject(parts[-1], declaration, origin=origin)
        return None


def _names(value: Value) -> Iterator[tuple[str, ...]]:
    """The dotted names of a value, in parts."""
    if isinstance(value, LibraryName):
        if not value.name.startswith("keras."):
            yield tuple(value.name.split("."))
    elif isinstance(value, FunctionValue | ClassValue):
        unit = value.unit
        assert isinstance(unit, SourceUnit)
        module = unit.path.replace("\\", "/").rpartition(".")[0].removesuffix("/__init__")
        owner = value.owner if isinstance(value, FunctionValue) else None
        yield (*module.split("/"), *(() if owner is None else (owner.name,)), value.name)
    elif isinstance(value, BoundFunction):
        yield from _names(value.function)
    elif isinstance(value, UnknownValue) and value.why in (Why.UNKNOWN_NAME, Why.OTHER_FILE, Why.UNREADABLE):
        name = value.detail.lstrip(".")
        if name.replace(".", "").isidentifier():
            yield tuple(name.split("."))
