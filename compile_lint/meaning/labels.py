"""The labels that a training call gives to each head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from compile_lint.meaning.worlds import World
from compile_lint.model import Absent, Encoding, Known, Labels, Origin, Slot, Unknown, UnknownColumn, Why
from compile_lint.overlays.array_facts import is_whole
from compile_lint.overlays.array_literals import column_of
from compile_lint.overlays.keras_data import looked_up
from compile_lint.values.events import FitEvent
from compile_lint.values.unfollowed import why_unfollowed
from compile_lint.values.values import (
    NONE,
    Array,
    Const,
    Dataset,
    DictValue,
    LibraryName,
    LibraryObject,
    Tensor,
    TupleValue,
    UnknownValue,
    Value,
    leaves,
)


class Targets:
    """Inputs and targets of one training call, in one world.

    ``siblings`` are all training calls under the same compile call, this one among them.
    """

    def __init__(self, fit: FitEvent | None, world: World, siblings: Iterable[FitEvent] = ()) -> None:
        self._world = world
        self._siblings = siblings
        self._origin: Origin | None = None
        self.inputs: Value | None = None
        self.targets: Value | None = None
        self.has_sample_weights = False
        if fit is not None:
            self._origin = fit.origin
            self._split(fit)

    def _split(self, fit: FitEvent) -> None:
        arguments = fit.arguments
        first = arguments.get("x", 0) or arguments.get("generator")
        if first is None:
            return
        data = self._world.settle(first)
        second = arguments.get("y", 1) if fit.method != "fit_generator" else None
        given = None if second is None else self._world.settle(second)
        if isinstance(data, Dataset):
            element = self._world.settle(data.element)
            if isinstance(element, TupleValue) and len(element.items) in (2, 3):
                self.inputs, self.targets = element.items[0], element.items[1]
                self.has_sample_weights = len(element.items) == 3
            else:
                self.inputs = element
            return
        self.inputs = data
        if given is not None and given != NONE:
            self.targets = given

    def of_head(self, index: int, name: str | None, heads: int, *, are_ids: bool = False) -> Slot[Labels]:
        """The labels of the head at ``index`` of ``heads`` outputs.

        ``are_ids`` tells that the loss reads every number of them as a class id.
        """
        if self.targets is None:
            return Absent() if self._origin is None else self._unseen()
        targets = self._settled(self.targets)
        if isinstance(targets, DictValue):
            entries = dict(targets.entries)
            if name is None and heads == len(entries) == 1:
                (only,) = entries.values()
                return self._one(only, are_ids=are_ids)
            own = entry_of(entries, name, index, heads)
            if own is not None:
                return self._one(own, are_ids=are_ids)
            return Unknown(Why.DYNAMIC, "targets by name", targets.origin)
        if isinstance(targets, TupleValue) and heads > 1:
            if len(targets.items) == heads:
                return self._one(targets.items[index], are_ids=are_ids)
            return Unknown(Why.DYNAMIC, "targets of several outputs", targets.origin)
        if isinstance(targets, TupleValue) and len(targets.items) == 1:
            return self._one(targets.items[0], are_ids=are_ids)
        if heads > 1 and not isinstance(targets, UnknownValue):
            return Unknown(Why.DYNAMIC, "targets of several outputs", targets.origin)
        return self._one(targets, are_ids=are_ids)

    def _settled(self, value: Value) -> Value:
        """What the targets are in this world; a number that differs from row to row is a column of ids."""
        rows = column_of(value)
        return self._world.settle(value) if rows is None else rows

    def _unseen(self) -> Slot[Labels]:
        source = self.inputs
        if isinstance(source, UnknownValue):
            return Unknown(source.why, source.detail, source.origin)
        return Unknown(Why.NOT_SUPPORTED_YET, "a data source", self._origin)

    def _one(self, value: Value, *, are_ids: bool) -> Slot[Labels]:
        value = self._settled(value)
        origin = value.origin or self._origin
        if origin is None:
            return Unknown(Why.NOT_WRITTEN, "labels")
        source = None if self.inputs is None else self._world.settle(self.inputs)
        if source is not None and not _is_condition(value, source) and _is_same(value, source):
            return Known(Labels(Encoding.SAME_AS_INPUT, origin, "the inputs"))
        if isinstance(value, Array):
            if value.lowest is not None and value.lowest == value.highest:
                return self._of_constant(value, origin)
            if value.encoding is None and are_ids and is_whole(value.lowest) and is_whole(value.highest):
                value = replace(value, encoding=Encoding.INTEGER, classes=None, columns=None)
            if value.encoding is None:
                is_column = value.columns in (0, 1) and value.has_single_cells and not value.has_depth
                kind = UnknownColumn if is_column else Unknown
                return kind(Why.DYNAMIC, value.made_by or "data", origin)
            return Known(_labels(value, origin))
        if isinstance(value, UnknownValue):
            if value.test is not None and value.test.operator in ("==", "<", ">"):
                # 0 and 1, in one column or in many.
                return Known(Labels(Encoding.BINARY, origin, "a comparison", 2, 0, 1, None))
            return Unknown(value.why, value.detail, origin)
        if isinstance(value, Const) and value == NONE:
            return Absent(origin)
        if isinstance(value, LibraryName):
            return Unknown(why_unfollowed(value.name), value.name, origin)
        if isinstance(value, Tensor):
            places = looked_up(value)
            if places is not None:
                return Known(_labels(places, origin))
            return Unknown(Why.NOT_SUPPORTED_YET, "a symbolic tensor", origin)
        if isinstance(value, LibraryObject):
            return Unknown(Why.DYNAMIC, value.class_name, origin)
        return Unknown(Why.NOT_SUPPORTED_YET, "a list" if isinstance(value, TupleValue) else "labels", origin)

    def _of_constant(self, value: Array, origin: Origin) -> Slot[Labels]:
        """A column of one number says nothing of classes, unless another training call gives the other one.

        So a discriminator is told of real and fake rows.
        """
        numbers = {one.lowest for one in self._constants()} | {value.lowest}
        if numbers == {0, 1} and value.encoding is Encoding.BINARY:
            return Known(_labels(replace(value, lowest=0, highest=1), origin))
        return Unknown(Why.ONE_NUMBER, value.made_by, origin)

    def _constants(self) -> Iterator[Array]:
        """The targets of one number that training calls under this compile call may be given."""
        for fit in self._siblings:
            given = fit.arguments.get("y", 1)
            for one in () if given is None else leaves(given):
                if isinstance(one, Array) and one.lowest is not None and one.lowest == one.highest:
                    yield one


def entry_of(entries: Mapping[object, Value], name: str | None, index: int, heads: int) -> Value | None:
    """What a dict by names of outputs gives to the output at ``index``.

    tf_keras counts the outputs of a subclassed model: ``create_pseudo_output_names`` in
    `tf_keras/src/engine/compile_utils.py` of tf_keras 2.21.
    """
    if name is None and entries.keys() == {f"output_{place + 1}" for place in range(heads)}:
        return entries[f"output_{index + 1}"]
    return entries.get(name)


def _is_condition(targets: Value, inputs: Value) -> bool:
    """Whether the targets are class labels that go in beside other inputs, as in conditional GANs."""
    has_classes = isinstance(targets, Array) and targets.encoding not in (None, Encoding.CONTINUOUS)
    return has_classes and isinstance(inputs, TupleValue) and len(inputs.items) > 1


def _is_same(targets: Value, inputs: Value) -> bool:
    """Whether the targets are the very data that go in."""
    if isinstance(inputs, TupleValue):
        return any(_is_same(targets, one) for one in inputs.items)
    if isinstance(targets, Array) and isinstance(inputs, Array):
        return targets.token == inputs.token
    if isinstance(targets, UnknownValue) and isinstance(inputs, UnknownValue):
        return targets.token == inputs.token
    return False


def _labels(value: Array, origin: Origin) -> Labels:
    assert value.encoding is not None
    return Labels(
        value.encoding,
        origin,
        value.made_by,
        value.classes,
        value.lowest,
        value.highest,
        value.columns,
        value.has_depth,
        value.is_scaled,
        value.scaled_origin,
    )
