"""What a tensor yields that a layer makes of several: the same as they do, any number, or nothing known."""

from __future__ import annotations

from collections.abc import Sequence

from compile_lint.knowledge.activations import LINEAR, Activation
from compile_lint.meaning.arguments import settled_argument
from compile_lint.meaning.shapes import axes_of
from compile_lint.meaning.worlds import World
from compile_lint.model import Custom, Known, Output, Role
from compile_lint.values.values import Arguments, Const, LibraryObject, Tensor, TupleValue, Value, leaves

MAX_TENSORS = 256  # followed back to see whether one part was made from another
_ROWS = 2  # axes of one row of numbers for each input

# What all parts have in common and the merged tensor as well.
_KEPT = {
    "Concatenate": ("sigmoid", "linear"),
    "Stack": ("sigmoid", "linear"),
    "Average": ("softmax", "sigmoid", "linear"),
    "Add": ("linear",),
    "Subtract": ("linear",),
    "Maximum": ("sigmoid",),
    "Minimum": ("sigmoid",),
}
# Of a part that may be any number and parts that do not depend on it these make any number.
_SPREADING = frozenset({"Add", "Average", "Dot", "Multiply", "Subtract"})
_PRODUCTS = frozenset({"Dot", "Multiply"})  # which keep within bounds what does


def merged_activation(
    name: str, tensor: Tensor, parts: TupleValue, outputs: Sequence[Known[Output] | Custom], world: World
) -> Activation | None:
    """What a merge layer yields; None where no single activation tells it."""
    known = [output.value for output in outputs if isinstance(output, Known)]
    if known and len(known) == len(outputs) and known[0].activation.name in _KEPT.get(name, ()):
        first = known[0].activation
        if all(one.activation == first for one in known):
            return first
    if name not in _SPREADING or (name == "Dot" and _is_normalised(tensor, world)):
        return None
    for place, output in enumerate(outputs):
        if not isinstance(output, Known) or not output.value.is_linear:
            continue
        if name in _PRODUCTS and _is_bounded(output.value):
            continue
        others = (*parts.items[:place], *parts.items[place + 1 :])
        if others and not any(_may_be_made_from(one, world.settle(parts.items[place])) for one in others):
            return LINEAR
    return None


def merged_units(
    name: str, tensor: Tensor, parts: TupleValue, outputs: Sequence[Known[Output] | Custom], world: World
) -> int | None:
    """The last axis of merged outputs: joined, or the widest; None where it is not known."""
    if name == "Dot":  # of two rows it makes one number
        return 1 if all(axes_of(part, world) == _ROWS for part in parts.items) else None
    known = [output.value.units for output in outputs if isinstance(output, Known)]
    units = [size for size in known if size is not None]
    joins = _joins_last_axis(name, tensor, parts.items[0], world)
    if joins is None or (joins and (parts.is_open or len(units) < len(outputs))):
        return None
    if joins:
        return sum(units)
    widest = max(units, default=1)
    return widest if widest > 1 or len(units) == len(outputs) else None  # one column goes with many


def _is_normalised(tensor: Tensor, world: World) -> bool:
    """Whether a product is one of directions, which lies between -1 and 1."""
    place = 2 if isinstance(tensor.producer, str) else 1
    given = settled_argument(_arguments(tensor, world), "normalize", {"normalize": place}, world)
    return given is not None and given != Const(False)


def _is_bounded(output: Output) -> bool:
    """Whether the numbers are held to a length, or what makes them to a sign."""
    return any(
        stage.role is Role.NORMALIZATION
        or (
            isinstance(stage.owner, LibraryObject)
            and any("constraint" in name for name in stage.owner.arguments.keywords)
        )
        for stage in output.stages
    )


def _may_be_made_from(tensor: Value, source: Value) -> bool:
    """Whether a tensor is made from another one, or from too many to tell."""
    pending: list[Value] = [tensor]
    seen: set[int] = set()
    while pending:
        for one in leaves(pending.pop()):
            if one is source or len(seen) > MAX_TENSORS:
                return True
            if id(one) in seen:
                continue
            seen.add(id(one))
            if isinstance(one, TupleValue):
                pending += one.items
            elif isinstance(one, Tensor):
                pending += [one.inputs, *one.arguments]
    return False


def _arguments(tensor: Tensor, world: World) -> Arguments:
    layer = None if isinstance(tensor.producer, str) else world.settle(tensor.producer)
    return layer.arguments if isinstance(layer, LibraryObject) else tensor.arguments


def _joins_last_axis(name: str, tensor: Tensor, one: Value, world: World) -> bool | None:
    """Whether merged tensors like this one have their last axes behind each other; None if that may be."""
    if name not in ("Concatenate", "Stack"):
        return False
    position = 1 if isinstance(tensor.producer, str) else 0
    axis = settled_argument(_arguments(tensor, world), "axis", {"axis": position}, world)
    if name == "Stack":  # of outputs, which have a batch and units at least, with an axis before or between
        return False if axis is None or axis in (Const(0), Const(1)) else None
    if axis is None or axis == Const(-1):
        return True
    axes = axes_of(one, world)
    if axes is None or not (isinstance(axis, Const) and isinstance(axis.value, int)):
        return None
    return axis.value % axes == axes - 1
