"""How many axes a symbolic tensor has, counted with that of the rows; only where that is sure."""

from __future__ import annotations

from compile_lint.knowledge.layers import LayerRole, find_layer
from compile_lint.meaning.arguments import settled_argument
from compile_lint.meaning.worlds import World
from compile_lint.values.values import NONE, Const, LibraryObject, Tensor, TupleValue, Value

MAX_LAYERS = 512
_SAME_AXES = frozenset(
    {LayerRole.ACTIVATION, LayerRole.DROPOUT, LayerRole.NORMALIZATION}  # whatever they are called
)
_LAST_AXIS_ONLY = frozenset({"Dense", "Embedding", "Normalization", "Rescaling"})
_ROWS = 2  # one row of numbers for each input


def axes_of(tensor: Value, world: World, given: int | None = None) -> int | None:
    """The number of axes, or None.

    ``given`` is that of the data, for a model without an input layer: it takes over the shape of what it is
    given first.
    """
    return _axes_of(tensor, world, given, set())


def _axes_of(tensor: Value, world: World, given: int | None, joined: set[Tensor]) -> int | None:
    """``joined`` are the concatenations that were looked at, so that branches that meet are followed once."""
    added = 0
    for _ in range(MAX_LAYERS):
        tensor = world.settle(tensor)
        if not isinstance(tensor, Tensor):
            return None
        if tensor.inner is not None:
            tensor = tensor.inner
            continue
        layer = None if isinstance(tensor.producer, str) else world.settle(tensor.producer)
        if layer is None and tensor.producer == "keras.layers.concatenate":
            return _plus(_of_joined(tensor, world, given, joined), added)
        if not isinstance(layer, LibraryObject):
            return None
        made = _made_by(layer, world)
        if made is not None:
            return made + added
        if layer.name == "keras.Input" or layer.class_name == "InputLayer":
            return _plus(_given(layer, world, "shape", "input_shape"), added)
        fact = find_layer(layer.class_name)
        if fact is not None and fact.name == "Concatenate":
            return _plus(_of_joined(tensor, world, given, joined), added)
        if fact is not None and fact.name == "TimeDistributed":  # its own axis, and those of its layer
            wrapped = settled_argument(layer.arguments, "layer", {"layer": 0}, world)
            fact = find_layer(wrapped.class_name) if isinstance(wrapped, LibraryObject) else None
        if fact is None or not (fact.role in _SAME_AXES or fact.name in _LAST_AXIS_ONLY):
            return None
        added += fact.name == "Embedding"
        below = world.settle(tensor.inputs)
        if below == NONE:
            axes = _given(layer, world, "input_shape")
            return _plus(given if axes is None else axes, added)
        tensor = below
    return None


def _of_joined(tensor: Tensor, world: World, given: int | None, joined: set[Tensor]) -> int | None:
    """What is concatenated has as many axes as the rest of it: one that is known tells."""
    parts = world.settle(tensor.inputs)
    if tensor in joined or not isinstance(parts, TupleValue):
        return None
    joined.add(tensor)
    found = (_axes_of(part, world, given, joined) for part in parts.items)
    return next((axes for axes in found if axes is not None), None)


def _plus(axes: int | None, added: int) -> int | None:
    return None if axes is None else axes + added


def _made_by(layer: LibraryObject, world: World) -> int | None:
    """The axes of what a layer makes of anything."""
    fact = find_layer(layer.class_name)
    if fact is None:
        return None
    if fact.name == "Flatten":
        return _ROWS
    if fact.name == "Bidirectional":
        wrapped = settled_argument(layer.arguments, "layer", {"layer": 0}, world)
        return _made_by(wrapped, world) if isinstance(wrapped, LibraryObject) else None
    if fact.role is LayerRole.POOLING and fact.name.startswith("Global"):
        keeps = settled_argument(layer.arguments, "keepdims", {}, world)
        return _ROWS if keeps is None else None
    if fact.is_recurrent and fact.name in ("LSTM", "GRU", "SimpleRNN"):
        sequences = settled_argument(layer.arguments, "return_sequences", {}, world)
        if sequences is None or sequences == Const(False):
            return _ROWS
        return 3 if sequences == Const(True) else None
    return None


def _given(layer: LibraryObject, world: World, *names: str) -> int | None:
    """The axes that the layer's own arguments tell: the shape of one row, or the width of one."""
    position = {"shape": 0} if "shape" in names else {}
    for name in names:
        shape = settled_argument(layer.arguments, name, position, world)
        if isinstance(shape, TupleValue):
            return None if shape.is_open else len(shape.items) + 1
        if isinstance(shape, Const) and isinstance(shape.value, int):
            return _ROWS
    width = settled_argument(layer.arguments, "input_dim", {}, world)
    return _ROWS if isinstance(width, Const) and isinstance(width.value, int) else None
