"""Keras functions and iterators that make labels: encoders, shipped data sets, directories."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from compile_lint.knowledge.datasets import (
    CIFAR100_COARSE,
    EVEN_DATASETS,
    KERAS_DATASETS,
    DatasetFact,
    TargetKind,
)
from compile_lint.model import Encoding, Origin
from compile_lint.model.call import Evidence, EvidenceKind
from compile_lint.overlays.array_facts import (
    EvenToken,
    derived_token,
    encoded_ids,
    evidence,
    function_name,
    gathered_evidence,
    ids_facts,
    integer,
    is_none,
    is_one_column,
    largest_id,
    one_hot_of,
    plain,
    text,
)
from compile_lint.overlays.array_literals import as_array
from compile_lint.overlays.array_operations import has_tensor, symbolic
from compile_lint.overlays.derivations import make_keys_unknown
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.host import Host
from compile_lint.values.values import (
    Array,
    Const,
    Dataset,
    LibraryObject,
    ListObject,
    Tensor,
    TupleValue,
    UnknownValue,
    Value,
)

# --- encoders ---------------------------------------------------------------------------------------


@handles("keras.utils.to_categorical")
def to_categorical(call: LibraryCall) -> Value:
    """One-hot rows whatever the ids; as many columns as ``num_classes`` or the largest id plus one."""
    ids = as_array(call.argument("y", 0) or call.argument("x"), call.host)
    given = call.argument("num_classes", 1) or call.argument("nb_classes")
    classes = None
    if not is_none(given):
        classes = integer(given)
    elif not call.arguments.may_hold("num_classes") and ids is not None:
        largest = largest_id(ids)
        classes = None if largest is None or ids.lowest == ids.highest else largest + 1
    return one_hot_of(ids, classes, "to_categorical", call.origin)


@handles(
    "tensorflow.one_hot",
    "keras.ops.one_hot",
    "keras.ops.nn.one_hot",
    "keras.backend.one_hot",
    "jax.nn.one_hot",
    "torch.nn.functional.one_hot",
)
def one_hot(call: LibraryCall) -> Value:
    """One-hot rows; other ``on_value``, ``off_value`` or ``axis`` make something else of them."""
    if has_tensor(call):
        return symbolic(call)
    ids = call.argument("indices", 0) or call.argument("x")
    width = call.argument("depth", 1) or call.argument("num_classes")
    changed = any(
        not is_none(call.argument(name)) for name in ("on_value", "off_value", "multi_hot", "sparse")
    )
    axis = call.argument("axis")
    if changed or not (is_none(axis) or integer(axis) == -1):
        return Array(made_by="one_hot", origin=call.origin)
    return one_hot_of(as_array(ids, call.host), integer(width), "one_hot", call.origin)


_LOOKUPS = frozenset({"keras.layers.IntegerLookup", "keras.layers.StringLookup"})
_ENCODERS = _LOOKUPS | {"keras.layers.CategoryEncoding"}


def encoded_by_layer(layer: Value, data: Value, host: Host, origin: Origin | None) -> Array | None:
    """What a layer that encodes categories makes of data, where these are one-hot rows or places of names."""
    if not isinstance(layer, LibraryObject) or layer.name not in _ENCODERS or not isinstance(data, Array):
        return None
    if layer.arguments.get("output_mode") == Const("one_hot"):
        width = None if layer.name in _LOOKUPS else integer(layer.arguments.get("num_tokens", 0))
        return one_hot_of(data, width, layer.class_name, origin)
    return _places(layer, data, _vocabulary(layer, host), origin) if _gives_places(layer) else None


def looked_up(tensor: Tensor) -> Array | None:
    """What serves as data and came out of a lookup layer that was called with who knows what."""
    layer = tensor.producer
    if isinstance(layer, LibraryObject) and _gives_places(layer) and isinstance(tensor.inputs, UnknownValue):
        return _places(layer, Array(), None, tensor.origin)
    return None


def _gives_places(layer: LibraryObject) -> bool:
    """Whether that is sure; arguments that are not given by name are not in view, or stand for much else."""
    arguments = layer.arguments
    if layer.name not in _LOOKUPS or arguments.positional or arguments.may_hold("output_mode"):
        return False
    mode, inverse = arguments.get("output_mode"), arguments.get("invert")
    return mode in (None, Const("int")) and inverse in (None, Const(False))


def _places(layer: LibraryObject, data: Array, names: set[object] | None, origin: Origin | None) -> Array:
    return Array(
        made_by=layer.class_name,
        length=data.length,
        token=derived_token(data.token, layer),
        evidence=gathered_evidence(data),
        origin=origin,
        **_facts_of_places(layer, names, data.columns),
    )


def _facts_of_places(layer: LibraryObject, names: set[object] | None, columns: int | None) -> dict[str, Any]:
    """Names are counted from one, behind what stands for all others, unless ``num_oov_indices`` is 0.

    So the documentation of both layers has it. Where the list may hold a mask or what stands for others,
    it is open how many there are.
    """
    arguments = layer.arguments
    given = arguments.get("num_oov_indices")
    others = 1 if given is None else integer(given)
    stands_apart = not (is_none(arguments.get("mask_token")) and arguments.get("oov_token") is None)
    if names is None or others is None or stands_apart:
        return ids_facts(None, None, None, columns)
    return ids_facts(0 if others == 0 else None, len(names) + others - 1, len(names) + others, columns)


def _vocabulary(layer: LibraryObject, host: Host) -> set[object] | None:
    """The names that a lookup layer is given, where all are in view and none stands for others."""
    given = layer.arguments.get("vocabulary")
    items = host.items(given) if isinstance(given, TupleValue | ListObject) else None
    if items is None or not all(isinstance(one, Const) for one in items):
        return None
    names = {one.value for one in items if isinstance(one, Const)}
    return None if names & {"", "[UNK]", -1} else names


@handles("keras.utils.normalize")
def normalize(call: LibraryCall) -> Value:
    """Rows divided by their norm: continuous data, class ids scaled."""
    data = as_array(call.argument("x", 0), call.host)
    if data is None:
        return call.unknown()
    if data.encoding in (Encoding.INTEGER, Encoding.BINARY) and is_one_column(data.columns):
        return replace(
            data, token=object(), is_scaled=True, scaled_origin=call.origin, lowest=None, highest=None
        )
    return plain(data, call.origin, encoding=Encoding.CONTINUOUS, columns=data.columns, length=data.length)


@handles("keras.utils.pad_sequences")
def pad_sequences(call: LibraryCall) -> Value:
    """Rows of tokens, all of one length: data, not class ids."""
    data = as_array(call.argument("sequences", 0), call.host)
    length = None if data is None else data.length
    width = integer(call.argument("maxlen", 1))
    padded = Array(made_by="pad_sequences", columns=width, length=length, origin=call.origin)
    return (
        padded
        if data is None
        else replace(padded, token=plain(data, call.origin).token, evidence=data.evidence)
    )


# --- data sets --------------------------------------------------------------------------------------

_KINDS = {
    TargetKind.INTEGER: Encoding.INTEGER,
    TargetKind.BINARY: Encoding.BINARY,
    TargetKind.MULTI_HOT: Encoding.MULTI_HOT,
    TargetKind.CONTINUOUS: Encoding.CONTINUOUS,
}


def targets_of(fact: DatasetFact, made_by: str, call: LibraryCall) -> Array:
    """The labels of a shipped data set."""
    return Array(
        encoding=_KINDS[fact.kind],
        made_by=made_by,
        classes=fact.classes,
        lowest=fact.lowest,
        highest=fact.highest,
        columns=fact.columns,
        evidence=known_data(fact, call),
        origin=call.origin,
    )


def known_data(fact: DatasetFact, call: LibraryCall) -> tuple[Evidence, ...]:
    """Evidence that the data set's classes are not equally frequent, where it is known for that."""
    if not fact.is_imbalanced:
        return ()
    return evidence(EvidenceKind.KNOWN_DATA, f"the data set `{fact.name}`", call.origin)


@handles("keras.datasets.imdb.get_word_index", "keras.datasets.reuters.get_word_index")
def word_index(call: LibraryCall) -> Value:
    """The number of each word, by the word."""
    made = call.host.new_dict({}, call.origin)
    make_keys_unknown(call.host, made, call.unknown(detail="the words of a data set"), are_places=False)
    return made


@handles(*(f"keras.datasets.{name}.load_data" for name in KERAS_DATASETS))
def load_data(call: LibraryCall) -> Value:
    """``((x_train, y_train), (x_test, y_test))``."""
    name = call.name.split(".")[2]
    fact = KERAS_DATASETS[name]
    if name == "cifar100":
        mode = call.argument("label_mode", 0)
        if text(mode) == "coarse":
            fact = CIFAR100_COARSE
        elif (mode is not None and text(mode) != "fine") or call.arguments.may_hold("label_mode"):
            fact = replace(fact, classes=None, highest=None)
    made_by = f"{name}.load_data()"
    token = EvenToken if name in EVEN_DATASETS else object
    halves = []
    for _ in ("train", "test"):
        signs = known_data(fact, call)
        labels = replace(targets_of(fact, made_by, call), token=token())
        halves.append(TupleValue((Array(made_by=made_by, evidence=signs, origin=call.origin), labels)))
    return TupleValue(tuple(halves), call.origin)


# --- directories and generators ---------------------------------------------------------------------


def _data(call: LibraryCall, made_by: str) -> Array:
    return Array(made_by=made_by, origin=call.origin)


def _labels(call: LibraryCall, made_by: str, mode: str | None, classes: int | None) -> Array | None:
    """Labels by the mode that Keras's iterators and directory loaders share; None for other modes."""
    facts: dict[str, Any] = {"made_by": made_by, "origin": call.origin}
    if mode in ("int", "sparse"):
        return encoded_ids(classes, columns=0, **facts)
    if mode == "binary":
        # The dataset loaders give (N, 1), the iterators of ImageDataGenerator (N,).
        return Array(**facts, **ids_facts(0, 1, 2, 0 if made_by.startswith("flow") else 1))
    if mode == "categorical":
        return Array(
            **facts, encoding=Encoding.ONE_HOT, classes=classes, columns=classes, lowest=0, highest=1
        )
    return None


def _mode(call: LibraryCall, name: str, index: int, default: str) -> str | None:
    """The label mode; ``"none"`` for None, Python's None where it is not known."""
    given = call.argument(name, index)
    if given is None:
        return None if call.arguments.may_hold(name) else default
    return "none" if is_none(given) else text(given)


def _count(call: LibraryCall, value: Value | None) -> int | None:
    names = None if value is None or is_none(value) else call.host.items(value)
    return None if not names else len(names)


def _pairs(call: LibraryCall, made_by: str, mode: str | None, classes: int | None) -> Value:
    data = _data(call, made_by)
    if mode == "none":
        return Dataset(data, call.origin)
    labels: Value | None = data if mode == "input" else _labels(call, made_by, mode, classes)
    return Dataset(TupleValue((data, labels or call.unknown(detail=f"labels of {made_by}"))), call.origin)


@handles(
    "keras.utils.image_dataset_from_directory",
    "keras.utils.text_dataset_from_directory",
    "keras.utils.audio_dataset_from_directory",
)
def dataset_from_directory(call: LibraryCall) -> Value:
    """A dataset of pairs; of the data alone for ``label_mode=None`` or ``labels=None``."""
    made_by = function_name(call)
    mode = _mode(call, "label_mode", 2, "int")
    if call.argument("labels", 1) is not None and is_none(call.argument("labels", 1)):
        mode = "none"
    classes = _count(call, call.argument("class_names", 3))
    made = _pairs(call, made_by, mode, classes)
    if text(call.argument("subset")) == "both":
        return TupleValue((made, made), call.origin)
    return made


_GENERATOR = "keras.preprocessing.image.ImageDataGenerator"


@handles(f"{_GENERATOR}.flow_from_directory")
def flow_from_directory(call: LibraryCall) -> Value:
    """``flow_from_directory(directory, target_size, color_mode, classes, class_mode="categorical")``."""
    mode = _mode(call, "class_mode", 4, "categorical")
    if mode == "binary":
        mode = "sparse"  # Keras counts no folders here: of 29 the ids go up to 28
    return _pairs(call, "flow_from_directory", mode, _count(call, call.argument("classes", 3)))


@handles(f"{_GENERATOR}.flow_from_dataframe")
def flow_from_dataframe(call: LibraryCall) -> Value:
    """Like directories; the modes ``raw`` and ``multi_output`` take labels as they stand in the frame."""
    mode = _mode(call, "class_mode", 8, "categorical")
    columns = call.argument("y_col", 3)
    if mode == "categorical" and not (columns is None or text(columns) is not None):
        mode = None  # a list of columns may be several labels a row
    return _pairs(call, "flow_from_dataframe", mode, _count(call, call.argument("classes", 7)))


@handles(f"{_GENERATOR}.flow")
def flow(call: LibraryCall) -> Value:
    """The given arrays in batches."""
    data, labels = call.argument("x", 0), call.argument("y", 1)
    if data is None:
        return call.unknown()
    if labels is None or is_none(labels):
        return Dataset(data, call.origin)
    weights = call.argument("sample_weight", 4)
    extra = () if weights is None or is_none(weights) else (weights,)
    return Dataset(
        TupleValue((as_array(data, call.host) or data, as_array(labels, call.host) or labels, *extra)),
        call.origin,
    )


@handles(f"{_GENERATOR}.fit", f"{_GENERATOR}.standardize")
def fit_generator(call: LibraryCall) -> Value:
    return Const(None)


@handles("keras.preprocessing.sequence.TimeseriesGenerator", "keras.utils.timeseries_dataset_from_array")
def timeseries(call: LibraryCall) -> Value:
    """Windows of the data and the targets that follow them."""
    data, targets = call.argument("data", 0), call.argument("targets", 1)
    windows = Array(made_by=function_name(call), origin=call.origin)
    if targets is None or is_none(targets):
        return Dataset(windows, call.origin)
    known = as_array(targets, call.host)
    same = known is not None and isinstance(data, Array) and known.token == data.token
    return Dataset(
        TupleValue((windows, known if known is not None and not same else _next_rows(known, call))),
        call.origin,
    )


def _next_rows(known: Array | None, call: LibraryCall) -> Value:
    """Targets that are the data themselves, later: no reproduction of the input."""
    if known is None:
        return call.unknown(detail="targets of a time series")
    return replace(known, token=object(), length=None)


@handles(
    "dataset.@num_classes",
    "dataset.@class_names",
    "dataset.@classes",
    "dataset.@class_indices",
    "dataset.@labels",
)
def described(call: LibraryCall) -> Value:
    """What a directory iterator tells of its classes, known where the classes are."""
    made = call.receiver
    labels = made.element.items[1] if isinstance(made, Dataset) and _is_pair(made.element) else None  # type: ignore[attr-defined]
    count = labels.classes if isinstance(labels, Array) and labels.encoding is not None else None
    what = call.name.partition("@")[2]
    if what == "num_classes" and count is not None:
        return Const(count, call.origin)
    if what == "class_names" and count is not None:
        return Array(made_by="class_names", classes=count, columns=0, length=count, origin=call.origin)
    return call.unknown(detail=f"{what} of a directory")


def _is_pair(element: Value) -> bool:
    return isinstance(element, TupleValue) and len(element.items) >= 2


@handles(
    "dataset.@samples",
    "dataset.@n",
    "dataset.@batch_size",
    "dataset.@image_shape",
    "dataset.@filenames",
    "dataset.@element_spec",
)
def counted(call: LibraryCall) -> Value:
    return call.unknown(detail=f"{call.name.partition('@')[2]} of a dataset")


@handles("dataset.reset", "dataset.on_epoch_end")
def rewound(call: LibraryCall) -> Value:
    return Const(None)
