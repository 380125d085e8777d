"""scikit-learn encoders and scalers: what they make of labels.

An encoder remembers the data it was fitted on in its cell ``fitted``.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from compile_lint.model import Encoding
from compile_lint.overlays.array_facts import (
    IDS,
    derived_token,
    distinct,
    encoded_ids,
    gathered_evidence,
    ids_facts,
    integer,
    is_none,
    is_one_column,
    is_true,
    number,
    one_hot_of,
    plain,
    text,
)
from compile_lint.overlays.array_literals import as_array
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import (
    UNBOUND,
    Array,
    Const,
    LibraryObject,
    Value,
)

_HOME = "sklearn.preprocessing"
_FITTED = "fitted"


def _methods(*classes: str, method: str) -> tuple[str, ...]:
    return tuple(f"{_HOME}.{name}.{method}" for name in classes)


def _remember(call: LibraryCall, data: Array | None) -> None:
    if isinstance(call.receiver, LibraryObject):
        call.host.write(call.receiver, _FITTED, data if data is not None else call.unknown())


def _fitted(call: LibraryCall) -> Array | None:
    """The data that the encoder was fitted on, where that is known."""
    if not isinstance(call.receiver, LibraryObject):
        return None
    found = call.host.read(call.receiver, _FITTED)
    return found if isinstance(found, Array) else None


def _given(call: LibraryCall) -> Array | None:
    return as_array(
        call.argument("y", 0) or call.argument("X") or call.argument("yy"), call.host, call.origin
    )


def _carried(data: Array | None, step: object, call: LibraryCall) -> dict[str, Any]:
    """What an encoder's result takes over from the data."""
    facts: dict[str, Any] = {"made_by": call.name.split(".")[-2], "origin": call.origin}
    if data is not None:
        facts["length"] = data.length
        facts["evidence"] = gathered_evidence(data)
        facts["token"] = derived_token(data.token, step)
    return facts


def _setting(call: LibraryCall, name: str, index: int | None = None) -> Value | None:
    """A constructor argument of the encoder."""
    return call.receiver.arguments.get(name, index) if isinstance(call.receiver, LibraryObject) else None


_ENCODERS = (
    "KBinsDiscretizer",
    "LabelBinarizer",
    "LabelEncoder",
    "MultiLabelBinarizer",
    "OneHotEncoder",
    "OrdinalEncoder",
)
_SCALERS = (
    "StandardScaler",
    "MinMaxScaler",
    "RobustScaler",
    "MaxAbsScaler",
    "Normalizer",
    "PowerTransformer",
    "QuantileTransformer",
)


@handles(*_methods(*_ENCODERS, *_SCALERS, method="fit"), *_methods(*_SCALERS, method="partial_fit"))
def fit(call: LibraryCall) -> Value:
    _remember(call, _given(call))
    return call.receiver if call.receiver is not None else call.unknown()


@handles(*_methods(*_ENCODERS, method="inverse_transform"))
def decode(call: LibraryCall) -> Value:
    fitted = _fitted(call)
    return Array(
        made_by="inverse_transform", classes=None if fitted is None else distinct(fitted), origin=call.origin
    )


# --- class ids --------------------------------------------------------------------------------------


@handles(f"{_HOME}.LabelEncoder.fit_transform")
def encode_labels_at_once(call: LibraryCall) -> Value:
    data = _given(call)
    _remember(call, data)
    return _label_ids(call, data, data)


@handles(f"{_HOME}.LabelEncoder.transform")
def encode_labels(call: LibraryCall) -> Value:
    return _label_ids(call, _given(call), _fitted(call))


def _label_ids(call: LibraryCall, data: Array | None, fitted: Array | None) -> Array:
    """``LabelEncoder`` gives ids of shape (N,) whatever it is fed."""
    classes = None if fitted is None else distinct(fitted)
    return encoded_ids(classes, columns=0, **_carried(data, "encoded", call))


@handles(f"{_HOME}.LabelEncoder.@classes_", f"{_HOME}.LabelBinarizer.@classes_")
def classes_of(call: LibraryCall) -> Value:
    """The different labels: as an array whose length may be known."""
    fitted = _fitted(call)
    count = None if fitted is None else distinct(fitted)
    token = ("classes", fitted.token) if fitted is not None else object()
    return Array(made_by="classes_", columns=0, length=count, classes=count, token=token, origin=call.origin)


@handles(f"{_HOME}.MultiLabelBinarizer.@classes_")
def labels_of(call: LibraryCall) -> Value:
    count = _label_count(call, None)
    return Array(made_by="classes_", columns=0, length=count, classes=count, origin=call.origin)


@handles(f"{_HOME}.OrdinalEncoder.fit_transform", f"{_HOME}.OrdinalEncoder.transform")
def encode_columns(call: LibraryCall) -> Value:
    """Ids in the columns of the input: class ids if there is one column."""
    data = _given(call)
    if call.name.endswith("fit_transform"):
        _remember(call, data)
    fitted = _fitted(call)
    if data is None or data.columns != 1 or fitted is None:
        return Array(**_carried(data, "encoded", call))
    return encoded_ids(distinct(fitted), columns=1, **_carried(data, "encoded", call))


@handles(f"{_HOME}.KBinsDiscretizer.fit_transform", f"{_HOME}.KBinsDiscretizer.transform")
def bin_columns(call: LibraryCall) -> Value:
    """The bins of a single column; how many there are is known if all are equally wide."""
    data = _given(call)
    if call.name.endswith("fit_transform"):
        _remember(call, data)
    if data is None or data.columns != 1:
        return Array(**_carried(data, "binned", call))
    count = None
    if text(_setting(call, "strategy")) == "uniform":
        count = integer(_setting(call, "n_bins", 0) or Const(5))
    encoding = _setting(call, "encode")
    if text(encoding) == "ordinal":
        return encoded_ids(count, columns=1, **_carried(data, "binned", call))
    if encoding is None or text(encoding) in ("onehot", "onehot-dense"):
        return one_hot_of(data, count, "KBinsDiscretizer", call.origin)
    return Array(**_carried(data, "binned", call))


# --- one column a class -----------------------------------------------------------------------------


@handles(f"{_HOME}.LabelBinarizer.fit_transform", f"{_HOME}.LabelBinarizer.transform")
def binarize(call: LibraryCall) -> Value:
    """One column for two classes, one-hot for more: unless the classes are counted, it may be either."""
    data = _given(call)
    if call.name.endswith("fit_transform"):
        _remember(call, data)
    fitted = _fitted(call)
    changed = not (is_none(_setting(call, "neg_label")) and is_none(_setting(call, "pos_label")))
    classes = None if fitted is None or fitted.encoding not in (None, *IDS) else distinct(fitted)
    return _binarized(data, None if changed else classes, call)


@handles(f"{_HOME}.label_binarize")
def label_binarize(call: LibraryCall) -> Value:
    """``label_binarize(y, classes=[...])``."""
    data = as_array(call.argument("y", 0), call.host)
    names = as_array(call.argument("classes", 1), call.host)
    changed = not (is_none(call.argument("neg_label")) and is_none(call.argument("pos_label")))
    count = None if names is None or names.columns != 0 or changed else names.length
    one_label_a_row = data is not None and is_one_column(data.columns)
    return _binarized(data, count if one_label_a_row else None, call)


def _binarized(data: Array | None, classes: int | None, call: LibraryCall) -> Array:
    carried = _carried(data, "binarized", call)
    if call.name.endswith("label_binarize"):
        carried["made_by"] = "label_binarize"
    if classes is None or classes < 2:
        return Array(**carried)
    if classes == 2:
        return Array(**carried, **ids_facts(0, 1, 2, 1))
    return Array(**carried, encoding=Encoding.ONE_HOT, classes=classes, columns=classes, lowest=0, highest=1)


@handles(f"{_HOME}.OneHotEncoder.fit_transform", f"{_HOME}.OneHotEncoder.transform")
def encode_one_hot(call: LibraryCall) -> Value:
    """One-hot rows of a single column; several columns are put side by side and are no one-hot rows."""
    data = _given(call)
    if call.name.endswith("fit_transform"):
        _remember(call, data)
    fitted = _fitted(call)
    plain_setting = is_none(_setting(call, "drop")) and is_none(_setting(call, "min_frequency"))
    if data is None or data.columns != 1 or not plain_setting:
        return Array(**_carried(data, "one-hot", call))
    classes = None if fitted is None or fitted.columns != 1 else distinct(fitted)
    return one_hot_of(data, classes, "OneHotEncoder", call.origin)


@handles(f"{_HOME}.MultiLabelBinarizer.fit_transform", f"{_HOME}.MultiLabelBinarizer.transform")
def encode_label_sets(call: LibraryCall) -> Value:
    """Multi-hot rows whatever the label sets are."""
    count = _label_count(call, call.argument("y", 0) if call.name.endswith("fit_transform") else None)
    if call.name.endswith("fit_transform") and count is not None and isinstance(call.receiver, LibraryObject):
        call.host.write(call.receiver, _FITTED, Const(count))
    return Array(
        encoding=Encoding.MULTI_HOT,
        made_by="MultiLabelBinarizer",
        classes=count,
        columns=count,
        lowest=0,
        highest=1,
        origin=call.origin,
    )


def _label_count(call: LibraryCall, label_sets: Value | None) -> int | None:
    """How many labels there are: as given to the encoder, as fitted, or as they occur in known sets."""
    given = _setting(call, "classes") or (
        call.receiver.arguments.get("classes", 0) if isinstance(call.receiver, LibraryObject) else None
    )
    if given is not None and not is_none(given):
        names = call.host.items(given)
        return None if names is None else len(names)
    if label_sets is not None:
        return _counted(call, label_sets)
    if isinstance(call.receiver, LibraryObject):
        found = call.host.read(call.receiver, _FITTED)
        if found != UNBOUND and isinstance(found, Const) and isinstance(found.value, int):
            return found.value
    return None


def _counted(call: LibraryCall, label_sets: Value) -> int | None:
    seen: set[object] = set()
    rows = call.host.items(label_sets)
    for row in rows or ():
        labels = call.host.items(row)
        if labels is None or not all(isinstance(label, Const) for label in labels):
            return None
        seen |= {label.value for label in labels if isinstance(label, Const)}
    return len(seen) or None


# --- features ---------------------------------------------------------------------------------------


@handles("sklearn.compose.make_column_transformer")
def make_column_transformer(call: LibraryCall) -> Value:
    return LibraryObject("sklearn.compose.ColumnTransformer", call.arguments, call.origin)


@handles(
    *(
        f"sklearn.{transformer}.{method}"
        for transformer in (
            "compose.ColumnTransformer",
            "decomposition.PCA",
            "decomposition.TruncatedSVD",
            "feature_selection.SelectKBest",
            "impute.KNNImputer",
            "impute.SimpleImputer",
            "preprocessing.PolynomialFeatures",
        )
        for method in ("fit_transform", "transform")
    )
)
def transform(call: LibraryCall) -> Value:
    """A row of features for each row, whatever is given: how many columns is not known."""
    return Array(made_by=call.name.split(".")[-2], has_rows=True, origin=call.origin)


# --- scalers ----------------------------------------------------------------------------------------


@handles(*_methods(*_SCALERS, method="fit_transform"), *_methods(*_SCALERS, method="transform"))
def scale(call: LibraryCall) -> Value:
    """Class ids become scaled ids; other data continuous, in the range that the scaler gives."""
    data = _given(call)
    if call.name.endswith("fit_transform"):
        _remember(call, data)
    if data is None:
        return transform(call)
    scaler = call.name.split(".")[-2]
    facts = _carried(data, ("scaled", scaler), call)
    keeps = scaler == "MinMaxScaler" and is_none(_setting(call, "feature_range"))
    if data.encoding is Encoding.BINARY and keeps:
        return replace(data, **facts)
    if data.encoding in IDS and is_one_column(data.columns):
        return replace(data, **facts, is_scaled=True, scaled_origin=call.origin, lowest=None, highest=None)
    lowest, highest = _scaled_range(call, scaler, data)
    return Array(**facts, encoding=Encoding.CONTINUOUS, columns=data.columns, lowest=lowest, highest=highest)


def _scaled_range(call: LibraryCall, scaler: str, data: Array) -> tuple[float | None, float | None]:
    if any(not is_none(_setting(call, name)) for name in ("with_mean", "with_centering")):
        return (None, None)
    is_plain = data.encoding is not Encoding.CONTINUOUS and not is_one_column(data.columns)
    if scaler == "RobustScaler" and is_plain:
        return (None, None)  # a column of zeros and few ones stays as it is: its quartiles are equal
    if scaler in ("StandardScaler", "RobustScaler", "PowerTransformer"):
        return (-math.inf, math.inf)
    if scaler == "MinMaxScaler":
        wanted = _setting(call, "feature_range")
        if wanted is None and isinstance(call.receiver, LibraryObject):
            wanted = call.receiver.arguments.get("feature_range", 0)
        if wanted is None:
            return (0, 1)
        ends = [number(item) for item in call.host.items(wanted) or ()]
        return (ends[0], ends[1]) if len(ends) == 2 else (None, None)
    return (None, None)


@handles(*_methods(*_SCALERS, method="inverse_transform"))
def unscale(call: LibraryCall) -> Value:
    data = _given(call)
    if data is None:
        return call.unknown()
    return plain(data, call.origin, columns=data.columns, length=data.length)


@handles(f"{_HOME}.scale", f"{_HOME}.minmax_scale", f"{_HOME}.normalize", f"{_HOME}.robust_scale")
def scale_at_once(call: LibraryCall) -> Value:
    data = _given(call)
    if data is None:
        return call.unknown()
    if data.encoding in IDS and is_one_column(data.columns):
        return replace(
            data, token=object(), is_scaled=True, scaled_origin=call.origin, lowest=None, highest=None
        )
    step = (call.name, is_true(call.argument("copy")))
    return plain(data, step, encoding=Encoding.CONTINUOUS, columns=data.columns, length=data.length)
