"""Constructor arguments of library objects, read by name in one world."""

from __future__ import annotations

from collections.abc import Mapping

from compile_lint.knowledge.layers import LayerFact, old_arguments
from compile_lint.knowledge.signatures import Parameters
from compile_lint.meaning.worlds import World
from compile_lint.model import Option, Origin
from compile_lint.overlays.project_paths import path_text
from compile_lint.values.values import (
    UNBOUND,
    Arguments,
    Const,
    LibraryObject,
    TupleValue,
    UnknownValue,
    Value,
)


def positions(*signatures: Parameters | None) -> dict[str, int]:
    """Parameter names and positions that all given signatures agree on (absent signatures agree)."""
    tables = [
        {name: index for index, (name, _) in enumerate(signature)}
        for signature in signatures
        if signature is not None
    ]
    agreed: dict[str, int] = {}
    for table in tables:
        agreed.update(
            {
                name: index
                for name, index in table.items()
                if all(other.get(name, index) == index for other in tables)
            }
        )
    return agreed


def settled_argument(
    arguments: Arguments, name: str, table: Mapping[str, int], world: World, *others: str
) -> Value | None:
    """The argument called ``name`` (or by one of its other spellings); None if it was not given."""
    given = unsettled_argument(arguments, name, table, *others)
    return None if given is None else world.settle(given)


def unsettled_argument(
    arguments: Arguments, name: str, table: Mapping[str, int], *others: str
) -> Value | None:
    """The same argument before a world decides on it."""
    values = (arguments.get(spelling, table.get(spelling)) for spelling in (name, *others))
    return next((value for value in values if value is not None), None)


def options_of(
    arguments: Arguments, table: Mapping[str, int], world: World, fallback: Origin
) -> dict[str, Option]:
    """Every argument as an option: its constant, or ``...`` where the value is not known."""
    names = {index: name for name, index in table.items()}
    given = {names.get(index, f"#{index}"): value for index, value in enumerate(arguments.positional)}
    given.update(arguments.keywords)
    options: dict[str, Option] = {}
    for name, value in given.items():
        settled = world.settle(value)
        written = arguments.written.get(name)
        origin = settled.origin or written or fallback
        is_elsewhere = written is not None and written.node is not origin.node
        given_at = written if is_elsewhere else None
        options[name] = Option(_constant(settled, world), origin, given_at, _outline(settled))
    return options


def _outline(value: Value) -> str:
    """What is known of a text or path that is no constant."""
    if isinstance(value, UnknownValue):
        return value.outline
    return "" if isinstance(value, Const) else path_text(value) or ""


def _constant(value: Value, world: World) -> object:
    """The constant or the tuple of constants that a settled value is, else ``...``."""
    if isinstance(value, Const):
        return value.value
    if isinstance(value, TupleValue) and not value.is_open:
        items = tuple(_constant(world.settle(item), world) for item in value.items)
        return ... if ... in items else items
    return ...


def layer_argument(fact: LayerFact, layer: LibraryObject, name: str, world: World) -> Value | None:
    """A constructor argument, also under its Keras 1 name, or what was written over it later."""
    given = unsettled_layer_argument(fact, layer, name)
    return None if given is None else world.settle(given)


def unsettled_layer_argument(fact: LayerFact, layer: LibraryObject, name: str) -> Value | None:
    """The same argument before a world decides on it."""
    written = layer.cells.get(name, UNBOUND)
    if written != UNBOUND:
        return written
    old = [spelling for spelling, new in old_arguments(fact).items() if new == name]
    return unsettled_argument(
        layer.arguments, name, positions(fact.keras3_parameters, fact.tf_keras_parameters), *old
    )
