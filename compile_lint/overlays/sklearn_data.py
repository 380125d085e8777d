"""scikit-learn: data sets, generated data, splits, shuffling and class weights."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import replace

from compile_lint.knowledge.datasets import SKLEARN_DATASETS, TARGET_COLUMNS
from compile_lint.knowledge.imbalance import (
    COMBINED_SAMPLERS,
    OVER_SAMPLERS,
    RESAMPLERS,
    UNDER_SAMPLERS,
    WEIGHT_FUNCTIONS,
)
from compile_lint.model import Encoding
from compile_lint.model.call import Evidence, EvidenceKind
from compile_lint.overlays.array_facts import (
    derived,
    encoded_ids,
    evidence,
    function_name,
    integer,
    is_none,
    is_true,
    number,
    plain,
)
from compile_lint.overlays.array_literals import as_array
from compile_lint.overlays.derivations import open_list
from compile_lint.overlays.keras_data import known_data, targets_of
from compile_lint.overlays.pandas_columns import changed, new_frame
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.conditions import Condition
from compile_lint.values.values import (
    NO_ARGUMENTS,
    NONE,
    UNBOUND,
    Array,
    Const,
    Dataset,
    FrameObject,
    LibraryObject,
    TupleValue,
    UnknownValue,
    Value,
    choose,
)

_BUNCH = "sklearn.utils.Bunch"

# --- shipped and generated data ---------------------------------------------------------------------


@handles(*(f"sklearn.datasets.{name}" for name in SKLEARN_DATASETS))
def load_dataset(call: LibraryCall) -> Value:
    """A bunch with ``data`` and ``target``, or the pair of them."""
    name = call.name.rpartition(".")[2]
    fact = SKLEARN_DATASETS[name]
    as_pair = call.argument("return_X_y")
    is_frame = is_true(call.argument("as_frame"))
    subset = call.argument("n_class", 0) if name == "load_digits" else call.argument("categories")
    if not is_none(subset):
        fact = replace(fact, classes=None, highest=None)
    made_by = f"{name}()"
    rows = Array(made_by=made_by, evidence=known_data(fact, call), origin=call.origin)
    data = new_frame(call.host, rows, origin=call.origin) if is_frame else rows
    target = targets_of(fact, made_by, call)
    if is_true(as_pair):
        return TupleValue((data, target), call.origin)
    bunch = LibraryObject(_BUNCH, NO_ARGUMENTS, call.origin)
    call.host.write(bunch, "data", data)
    call.host.write(bunch, "target", target)
    names = Array(
        made_by="target_names", columns=0, length=fact.classes, classes=fact.classes, origin=call.origin
    )
    call.host.write(bunch, "target_names", names)
    if name != "load_breast_cancer":  # the names of its features are an array
        call.host.write(bunch, "feature_names", open_list(call, None))
    if is_frame and fact.columns == 0:
        column = TARGET_COLUMNS.get(name, "target")
        call.host.write(bunch, "frame", new_frame(call.host, rows, {column: target}, origin=call.origin))
    return bunch


@handles(f"{_BUNCH}.__getitem__")
def bunch_item(call: LibraryCall) -> Value:
    key = call.argument("key", 0)
    name = getattr(key, "value", None)
    receiver = call.receiver
    if (
        isinstance(name, str)
        and isinstance(receiver, LibraryObject)
        and name in ("data", "target", "target_names", "feature_names", "frame")
        and call.host.read(receiver, name) != UNBOUND
    ):
        return call.host.read(receiver, name)
    return call.unknown()


def _rows(call: LibraryCall, index: int = 0) -> int | None:
    given = call.argument("n_samples", index)
    return 100 if given is None else integer(given)


def _features(call: LibraryCall, count: Value | None, default: int, index: int = 0) -> Array:
    columns = default if count is None else integer(count)
    return Array(
        encoding=Encoding.CONTINUOUS,
        made_by=function_name(call),
        lowest=-math.inf,
        highest=math.inf,
        columns=columns,
        length=_rows(call, index),
        origin=call.origin,
    )


def _targets(call: LibraryCall, classes: int | None) -> Array:
    made_by = function_name(call)
    return encoded_ids(classes, columns=0, length=_rows(call), made_by=made_by, origin=call.origin)


@handles("sklearn.datasets.make_classification")
def make_classification(call: LibraryCall) -> Value:
    given = call.argument("n_classes", 5)
    classes = 2 if given is None and not call.arguments.may_hold("n_classes") else integer(given)
    signs = _skewed_weights(call)
    features = replace(_features(call, call.argument("n_features", 1), 20), evidence=signs)
    return TupleValue((features, replace(_targets(call, classes), evidence=signs)), call.origin)


def _skewed_weights(call: LibraryCall) -> tuple[Evidence, ...]:
    """``weights=[0.96, 0.04]``, or ``[0.96]`` where the rest is for the last class."""
    weights = call.argument("weights", 7)
    shares = (
        []
        if weights is None or is_none(weights)
        else [number(item) for item in call.host.items(weights) or ()]
    )
    known = [share for share in shares if share is not None]
    if not known or len(known) != len(shares):
        return ()
    if sum(known) < 0.999:
        known.append(1 - sum(known))
    if len(known) < 2 or max(known) < 2 * min(known):
        return ()
    return evidence(EvidenceKind.SKEWED_GENERATION, "`weights=` of make_classification", call.origin)


@handles("sklearn.datasets.make_blobs")
def make_blobs(call: LibraryCall) -> Value:
    centers = call.argument("centers", 2)
    classes = 3 if centers is None or is_none(centers) else integer(centers)
    if classes is None and centers is not None:
        found = as_array(centers, call.host)
        classes = None if found is None else found.length
    return TupleValue(
        (_features(call, call.argument("n_features", 1), 2), _targets(call, classes)), call.origin
    )


@handles("sklearn.datasets.make_moons", "sklearn.datasets.make_circles", "sklearn.datasets.make_hastie_10_2")
def make_two_classes(call: LibraryCall) -> Value:
    targets = _targets(call, 2)
    if call.name.endswith("make_hastie_10_2"):
        targets = replace(targets, encoding=Encoding.PLUS_MINUS_ONE, lowest=-1, highest=1)
        return TupleValue((_features(call, None, 10), targets), call.origin)
    return TupleValue((replace(_features(call, None, 2), lowest=None, highest=None), targets), call.origin)


@handles("sklearn.datasets.make_gaussian_quantiles")
def make_quantiles(call: LibraryCall) -> Value:
    given = call.argument("n_classes")
    classes = 3 if given is None else integer(given)
    count = call.argument("n_features")
    return TupleValue(
        (replace(_features(call, count, 2), length=None), replace(_targets(call, classes), length=None)),
        call.origin,
    )


@handles("sklearn.datasets.make_regression")
def make_regression(call: LibraryCall) -> Value:
    """Linear targets of normal features: unbounded."""
    wanted = call.argument("n_targets", 3)
    count = 1 if wanted is None else integer(wanted)
    features = _features(call, call.argument("n_features", 1), 100)
    columns = 0 if count == 1 else count
    target = replace(features, columns=columns, token=object())
    if is_true(call.argument("coef")):
        return TupleValue((features, target, call.unknown()), call.origin)
    return TupleValue((features, target), call.origin)


@handles(
    "sklearn.datasets.make_friedman1", "sklearn.datasets.make_friedman2", "sklearn.datasets.make_friedman3"
)
def make_friedman(call: LibraryCall) -> Value:
    features = replace(_features(call, None, 4), columns=None, lowest=None, highest=None)
    return TupleValue((features, replace(features, columns=0, token=object())), call.origin)


@handles("sklearn.datasets.make_multilabel_classification")
def make_multilabel(call: LibraryCall) -> Value:
    given = call.argument("n_classes", 2)
    labels = 5 if given is None else integer(given)
    features = replace(
        _features(call, call.argument("n_features", 1), 20), encoding=None, lowest=None, highest=None
    )
    target = Array(
        encoding=Encoding.MULTI_HOT,
        made_by="make_multilabel_classification",
        classes=labels,
        columns=labels,
        lowest=0,
        highest=1,
        length=_rows(call),
        origin=call.origin,
    )
    dense = call.argument("return_indicator")
    if not (dense is None or is_true(dense)):
        return TupleValue((features, call.unknown()), call.origin)
    return TupleValue((features, target), call.origin)


# --- splits and orders ------------------------------------------------------------------------------


@handles("sklearn.model_selection.train_test_split", "sklearn.cross_validation.train_test_split")
def train_test_split(call: LibraryCall) -> Value:
    """Two parts of every array, in the order of the arguments."""
    if call.arguments.is_open_positional:
        return call.unknown()
    parts: list[Value] = []
    for value in call.arguments.positional:
        parts += (_part(value, part, call) for part in ("train", "test"))
    return TupleValue(tuple(parts), call.origin)


def _part(value: Value, part: str, call: LibraryCall) -> Value:
    if isinstance(value, FrameObject):
        return other_rows(value, (part, call.origin), call)
    array = as_array(value, call.host)
    if array is not None:
        return derived(array, (part, call.origin), length=None)
    if isinstance(value, UnknownValue):
        return UnknownValue(value.why, value.detail, (part, call.origin, value.token), origin=value.origin)
    return call.unknown()


def other_rows(frame: FrameObject, step: Hashable, call: LibraryCall) -> FrameObject:
    """Some rows of a frame, or its rows in another order."""
    return changed(frame, call.host, step, lambda array: derived(array, step, length=None), call.origin)


_SPLITTERS = (
    "KFold",
    "StratifiedKFold",
    "GroupKFold",
    "RepeatedKFold",
    "RepeatedStratifiedKFold",
    "StratifiedGroupKFold",
    "ShuffleSplit",
    "StratifiedShuffleSplit",
    "TimeSeriesSplit",
    "LeaveOneOut",
    "LeavePOut",
    "GroupShuffleSplit",
)


@handles(*(f"sklearn.model_selection.{name}.split" for name in _SPLITTERS))
def fold_indices(call: LibraryCall) -> Value:
    """Pairs of row numbers."""
    pair = tuple(
        Array(made_by="split", columns=0, lowest=0, highest=math.inf, origin=call.origin) for _ in range(2)
    )
    return Dataset(TupleValue(pair), call.origin)


@handles("sklearn.utils.shuffle", "sklearn.utils.resample")
def shuffled(call: LibraryCall) -> Value:
    """The rows in another order or number; several arrays give a tuple."""
    if call.arguments.is_open_positional or not call.arguments.positional:
        return call.unknown()
    is_resampled = call.name.endswith("resample")
    parts: list[Value] = []
    for value in call.arguments.positional:
        array = as_array(value, call.host)
        part: Value = call.unknown()
        if isinstance(value, FrameObject) and not is_resampled:
            part = other_rows(value, (call.name, call.origin), call)
        elif array is not None:
            part = derived(array, (call.name, call.origin), length=None)
            if is_resampled and not is_none(call.argument("n_samples")):
                words = "`resample` of one class"
                part = replace(
                    part, evidence=(*array.evidence, *evidence(EvidenceKind.RESAMPLING, words, call.origin))
                )
        parts.append(part)
    return parts[0] if len(parts) == 1 else TupleValue(tuple(parts), call.origin)


# --- frequencies ------------------------------------------------------------------------------------


@handles(*(f"sklearn.utils.class_weight.{name}" for name in WEIGHT_FUNCTIONS))
def class_weights(call: LibraryCall) -> Value:
    words = f"`{call.name.rpartition('.')[2]}`"
    signs = evidence(EvidenceKind.COMPUTED_WEIGHTS, words, call.origin)
    return Array(made_by=function_name(call), columns=0, evidence=signs, origin=call.origin)


def _sampler_names() -> tuple[str, ...]:
    """The samplers under the modules that export them."""
    homes = (
        ("over_sampling", OVER_SAMPLERS),
        ("under_sampling", UNDER_SAMPLERS),
        ("combine", COMBINED_SAMPLERS),
    )
    assert {name for _, names in homes for name in names} == RESAMPLERS
    return tuple(f"imblearn.{module}.{name}" for module, names in homes for name in sorted(names))


@handles(*(f"{name}.{method}" for name in _sampler_names() for method in ("fit_resample", "fit_sample")))
def resampled(call: LibraryCall) -> Value:
    """Features and labels after resampling: the same encodings, and evidence that classes were rare."""
    sampler = call.name.split(".")[-2]
    signs = evidence(EvidenceKind.RESAMPLING, f"`{sampler}`", call.origin)
    parts: list[Value] = []
    for index, name in enumerate(("X", "y")):
        array = as_array(call.argument(name, index), call.host)
        known = Array(made_by=sampler, origin=call.origin) if array is None else array
        made = derived(known, (call.name, call.origin, index), length=None)
        parts.append(replace(made, evidence=(*known.evidence, *signs)))
    return TupleValue(tuple(parts), call.origin)


@handles("imblearn.datasets.make_imbalance")
def make_imbalance(call: LibraryCall) -> Value:
    signs = evidence(EvidenceKind.SKEWED_GENERATION, "`make_imbalance`", call.origin)
    parts = []
    for index, name in enumerate(("X", "y")):
        array = as_array(call.argument(name, index), call.host)
        made = Array(origin=call.origin) if array is None else plain_rows(array, call)
        parts.append(replace(made, evidence=(*made.evidence, *signs)))
    return TupleValue(tuple(parts), call.origin)


def plain_rows(array: Array, call: LibraryCall) -> Array:
    """Some rows of the data."""
    return derived(array, call.origin, length=None)


@handles("sklearn.utils.check_random_state", "sklearn.utils.validation.check_is_fitted")
def nothing(call: LibraryCall) -> Value:
    return NONE


@handles("sklearn.utils.multiclass.type_of_target")
def kind_of_target(call: LibraryCall) -> Value:
    """A word for what the labels are; numbers count as classes there if they happen to be whole."""
    labels = as_array(call.argument("y", 0), call.host)
    if labels is None or labels.is_scaled:
        return call.unknown()
    match labels.encoding:
        case Encoding.INTEGER if labels.classes is not None and labels.classes > 2:
            return Const("multiclass", call.origin)
        case Encoding.BINARY | Encoding.PLUS_MINUS_ONE:
            return Const("binary", call.origin)
        case Encoding.ONE_HOT | Encoding.MULTI_HOT if labels.columns is not None and labels.columns > 1:
            return Const("multilabel-indicator", call.origin)
        case Encoding.CONTINUOUS if labels.columns in (0, 1):
            are_whole = Condition(object())
            return choose(are_whole, Const("multiclass", call.origin), Const("continuous", call.origin))
    return call.unknown()


@handles("sklearn.utils.validation.check_array", "sklearn.utils.check_array")
def checked(call: LibraryCall) -> Value:
    data = call.argument("array", 0)
    array = as_array(data, call.host)
    return plain(array, "checked") if array is not None else call.unknown()
