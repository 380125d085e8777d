"""Losses, metrics and weights as ``compile`` was given them: one, a list or a dict, and of what."""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.meaning.worlds import World
from compile_lint.model import Argument, Content, Entry, Form, Origin
from compile_lint.syntax.literals import key_node
from compile_lint.values.values import (
    NONE,
    Arguments,
    BoundFunction,
    ClassValue,
    Const,
    DictValue,
    FunctionValue,
    Instance,
    LibraryName,
    LibraryObject,
    TupleValue,
    UnknownValue,
    Value,
    leaves,
)

_BY_POSITION = {"optimizer": 0, "loss": 1}  # behind these two, Keras 3 and tf_keras differ
_BY_OUTPUT = ("loss", "metrics", "weighted_metrics", "loss_weights")


def arguments_by_output(given: Arguments, call: Origin, world: World) -> tuple[Argument, ...]:
    """The arguments that go to the outputs of the model, as far as their form is known."""
    found: list[Argument] = []
    for name in _BY_OUTPUT:
        position = None if name in given.keywords else _BY_POSITION.get(name)
        value = given.get(name, position)
        if value is not None:
            found.extend(_argument(name, position, value, given.written.get(name) or call, world))
    for position, value in enumerate(given.positional[len(_BY_POSITION) :], len(_BY_POSITION)):
        found.extend(_argument(None, position, value, call, world))
    return tuple(found)


def may_weigh_losses(given: Arguments, world: World) -> bool:
    """Whether ``loss_weights`` may be given: the third parameter in Keras 3, and the fourth in Keras 2."""
    if given.get("loss_weights") not in (None, NONE) or given.may_hold("loss_weights"):
        return True
    return not all(_holds_metrics(world.settle(value)) for value in given.positional[2:4])


def _holds_metrics(value: Value) -> bool:
    """Whether an argument is surely no weights: nothing, a metric, or a list of metrics."""
    items = value.items if isinstance(value, TupleValue) else (value,)
    return value == NONE or all(_content(item) is Content.METRIC for item in items)


def _argument(
    name: str | None, position: int | None, value: Value, fallback: Origin, world: World
) -> Iterator[Argument]:
    """``fallback`` is where the argument stands: nobody looks for it where a function or class is defined."""
    value = world.settle(value)
    is_defined = isinstance(value, FunctionValue | BoundFunction | ClassValue)
    origin = fallback if is_defined else value.origin or fallback
    if isinstance(value, UnknownValue) or value == NONE:
        return
    if isinstance(value, TupleValue):
        entries = tuple(Entry(_content(item), item.origin or origin) for item in value.items)
        yield Argument(name, position, Form.SEQUENCE, origin, entries, value.is_open)
    elif isinstance(value, DictValue):
        entries = tuple(Entry(_content(entry), _key_origin(origin, key), key) for key, entry in value.entries)
        yield Argument(name, position, Form.MAPPING, origin, entries)
    else:
        yield Argument(name, position, Form.SINGLE, origin, (Entry(_content(value), origin),))


def _key_origin(origin: Origin, key: object) -> Origin:
    node = key_node(origin.node, key)
    return origin if node is None else Origin(origin.unit, node)


def _content(value: Value) -> Content:
    """What an entry is on every path; paths that disagree make it ``OTHER``."""
    kinds = {_content_of_one(one) for one in leaves(value)}
    return kinds.pop() if len(kinds) == 1 else Content.OTHER


def _content_of_one(value: Value) -> Content:
    if value == NONE:
        return Content.NOTHING
    if isinstance(value, TupleValue | DictValue):
        return Content.SEVERAL
    if isinstance(value, Const):
        if isinstance(value.value, str):
            return Content.METRIC
        return Content.NUMBER if isinstance(value.value, int | float) else Content.OTHER
    if isinstance(value, LibraryObject | LibraryName):
        is_metric = value.name.startswith(("keras.metrics.", "keras.losses."))
        return Content.METRIC if is_metric else Content.OTHER
    if isinstance(value, FunctionValue | BoundFunction):
        return Content.METRIC
    if isinstance(value, Instance | ClassValue):
        cls = value if isinstance(value, ClassValue) else value.cls
        is_metric = any(base.startswith("keras.metrics.") for base in cls.library_bases())
        return Content.METRIC if is_metric else Content.OTHER
    return Content.OTHER
