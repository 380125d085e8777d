"""tensorflow_datasets: what ``tfds.load`` gives for the best-known data sets, and their description."""

from __future__ import annotations

from compile_lint.knowledge.datasets import TFDS_DATASETS, DatasetFact
from compile_lint.overlays.array_facts import is_none, is_true, text
from compile_lint.overlays.keras_data import targets_of
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import (
    NO_ARGUMENTS,
    Array,
    Const,
    Dataset,
    LibraryObject,
    ListObject,
    TupleValue,
    Value,
)

_INFO = "tensorflow_datasets.core.DatasetInfo"
_BUILDER = "tensorflow_datasets.core.DatasetBuilder"
_LABEL = "tensorflow_datasets.features.ClassLabel"


@handles("tensorflow_datasets.load")
def load(call: LibraryCall) -> Value:
    """``tfds.load(name, split=, as_supervised=, with_info=)``."""
    name = text(call.argument("name", 0))
    fact = _fact(name)
    made = _by_split(call, _data(call, fact, f"tfds.load({name!r})"), position=1)
    with_info = call.argument("with_info")
    if is_true(with_info):
        return TupleValue((made, _info(call, fact)), call.origin)
    is_open = call.arguments.may_hold("with_info") or call.arguments.may_hold("split")
    return call.unknown() if is_open or not isinstance(with_info, Const | None) else made


@handles("tensorflow_datasets.builder")
def builder(call: LibraryCall) -> Value:
    """``tfds.builder(name)``, whose ``info`` is known before the data are loaded."""
    made = LibraryObject(_BUILDER, call.arguments, call.origin)
    call.host.write(made, "info", _info(call, _fact(text(call.argument("name", 0)))))
    return made


@handles(f"{_BUILDER}.as_dataset")
def as_dataset(call: LibraryCall) -> Value:
    """``builder.as_dataset(split=, batch_size=, as_supervised=)``."""
    if not isinstance(call.receiver, LibraryObject):
        return call.unknown()
    name = text(call.receiver.arguments.get("name", 0))
    made = _by_split(call, _data(call, _fact(name), f"tfds.builder({name!r})"), position=0)
    return call.unknown() if call.arguments.may_hold("split") else made


@handles("tensorflow_datasets.as_numpy", takes_choices=True)
def as_numpy(call: LibraryCall) -> Value:
    """The same data, and the same containers of them, as NumPy arrays."""
    return call.argument("dataset", 0) or call.unknown()


def _fact(name: str | None) -> DatasetFact | None:
    """A data set of the table; a configuration ("glue/sst2") may have other labels than the data set."""
    return TFDS_DATASETS.get((name or "").partition(":")[0])


def _data(call: LibraryCall, fact: DatasetFact | None, made_by: str) -> Value:
    """A data set, or all that it holds at once where ``batch_size`` is -1."""
    element = _element(call, fact, made_by)
    return element if call.argument("batch_size") == Const(-1) else Dataset(element, call.origin)


def _element(call: LibraryCall, fact: DatasetFact | None, made_by: str) -> Value:
    """A pair of input and label if ``as_supervised``, else a dict of all features, each whole batches."""
    supervised = call.argument("as_supervised")
    if fact is None or call.arguments.may_hold("as_supervised"):
        return call.unknown()
    image = Array(made_by=made_by, origin=call.origin)
    labels = targets_of(fact, made_by, call)
    if is_true(supervised):
        return TupleValue((image, labels))
    if supervised in (None, Const(False)):
        key = "text" if fact.name == "imdb_reviews" else "image"
        return call.host.new_dict({key: image, "label": labels}, call.origin)
    return call.unknown()


def _info(call: LibraryCall, fact: DatasetFact | None) -> Value:
    """``info.features["label"].num_classes`` is known; what else the description tells is not."""
    if fact is None:
        return call.unknown(detail="the description of a data set")
    host = call.host
    info = LibraryObject(_INFO, NO_ARGUMENTS, call.origin)
    label = LibraryObject(_LABEL, NO_ARGUMENTS, call.origin)
    if fact.lowest == 0:  # of ids from 1 on it tells another number
        host.write(label, "num_classes", Const(fact.classes, call.origin))
    host.write(info, "features", host.new_dict({"label": label}, call.origin))
    return info


def _by_split(call: LibraryCall, one: Value, *, position: int) -> Value:
    split = call.argument("split", position)
    if split is None or is_none(split):
        return call.host.new_dict({"train": one, "test": one}, call.origin)
    if isinstance(split, TupleValue | ListObject):
        parts = call.host.items(split)
        return call.unknown() if parts is None else TupleValue(tuple(one for _ in parts), call.origin)
    return one
