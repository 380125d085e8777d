"""pandas: frames that are read or made, dummies, categories."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from compile_lint.knowledge.imbalance import is_known_data
from compile_lint.model import Encoding
from compile_lint.model.call import Evidence, EvidenceKind
from compile_lint.overlays.array_facts import (
    derived_token,
    distinct,
    encoded_ids,
    evidence,
    function_name,
    gathered_evidence,
    integer,
    is_none,
    is_true,
    plain,
    text,
)
from compile_lint.overlays.array_literals import as_array
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import Array, DictObject, Value

_READERS = ("csv", "excel", "json", "parquet", "feather", "hdf", "pickle", "sql", "sql_query", "table", "fwf")


@handles(*(f"pandas.read_{name}" for name in _READERS))
def read(call: LibraryCall) -> Value:
    """A frame of unknown content; the name of well-known imbalanced data is evidence."""
    reader = call.name.rpartition(".")[2]
    name = text(call.argument("filepath_or_buffer", 0) or call.argument("path") or call.argument("io"))
    return Array(made_by=f"pd.{reader}", is_frame=True, evidence=_known_file(name, call), origin=call.origin)


def _known_file(name: str | None, call: LibraryCall) -> tuple[Evidence, ...]:
    """Evidence by a literal file name, with or without folders and suffixes."""
    if name is None:
        return ()
    path = PurePosixPath(name.replace("\\", "/"))
    stems = {path.name, path.stem, PurePosixPath(path.stem).stem}
    if not any(is_known_data(stem) for stem in stems):
        return ()
    return evidence(EvidenceKind.KNOWN_DATA, f"the file `{path.name}`", call.origin)


@handles("pandas.DataFrame")
def frame(call: LibraryCall) -> Value:
    """A frame of given columns: how many is known, their content is not followed."""
    data = call.argument("data", 0)
    names = call.argument("columns", 2)
    width = None if names is None or is_none(names) else call.host.items(names)
    columns = None if width is None else len(width)
    if isinstance(data, DictObject):
        entries = call.host.mapping(data)
        values = tuple(entries.values()) if entries is not None else ()
        lengths = [
            array.length for array in (as_array(value, call.host) for value in values) if array is not None
        ]
        return Array(
            made_by="pd.DataFrame",
            is_frame=True,
            columns=None if entries is None else columns or len(entries),
            length=next((length for length in lengths if length is not None), None),
            evidence=gathered_evidence(*values),
            origin=call.origin,
        )
    array = as_array(data, call.host)
    if array is None:
        return Array(made_by="pd.DataFrame", is_frame=True, columns=columns, origin=call.origin)
    if array.columns == 0:
        return replace(array, columns=1, is_frame=True)
    return replace(array, is_frame=True)


@handles("pandas.Series", "pandas.Index", "pandas.Categorical")
def series(call: LibraryCall) -> Value:
    """One column with the values of the given list or array."""
    array = as_array(call.argument("data", 0) or call.argument("values"), call.host, call.origin)
    if array is None or array.columns != 0:
        return Array(made_by=function_name(call), columns=0, origin=call.origin)
    return array


@handles("pandas.get_dummies")
def get_dummies(call: LibraryCall) -> Value:
    """One-hot rows of one column; of a frame the dummies of all its columns side by side."""
    data = as_array(call.argument("data", 0), call.host)
    columns = call.argument("columns")
    dropped = call.argument("drop_first")
    whole = (
        is_none(columns)
        and (dropped is None or not _may_be_true(dropped))
        and not is_true(call.argument("dummy_na"))
    )
    if data is None or data.columns != 0 or data.is_frame or not whole:
        return Array(
            made_by="pd.get_dummies",
            is_frame=True,
            evidence=() if data is None else data.evidence,
            origin=call.origin,
        )
    classes = distinct(data)
    return Array(
        encoding=Encoding.ONE_HOT,
        made_by="get_dummies",
        classes=classes,
        lowest=0,
        highest=1,
        columns=classes,
        length=data.length,
        token=derived_token(data.token, "dummies"),
        evidence=data.evidence,
        origin=call.origin,
    )


def _may_be_true(value: Value) -> bool:
    known = getattr(value, "value", True)
    return bool(known)


@handles("pandas.cut", "pandas.qcut")
def cut(call: LibraryCall) -> Value:
    """Values put into bins: ids with ``labels=False``, otherwise names."""
    data = as_array(call.argument("x", 0), call.host)
    bins = call.argument("bins", 1) or call.argument("q")
    edges = None if bins is None else call.host.items(bins)
    count = integer(bins) if edges is None else len(edges) - 1
    labels = call.argument("labels", 3 if call.name.endswith("cut") and not call.name.endswith("qcut") else 2)
    length = None if data is None else data.length
    if labels is not None and getattr(labels, "value", None) is False:
        return encoded_ids(count, columns=0, length=length, made_by=function_name(call), origin=call.origin)
    token = object() if data is None else plain(data, call.origin).token
    return Array(
        made_by=function_name(call),
        classes=count,
        columns=0,
        length=length,
        token=token,
        origin=call.origin,
    )


@handles("pandas.to_numeric", "pandas.to_datetime")
def converted(call: LibraryCall) -> Value:
    data = as_array(call.argument("arg", 0), call.host)
    return call.unknown() if data is None else replace(data, is_frame=False)


@handles("pandas.merge", "array.merge", "array.join")
def merged(call: LibraryCall) -> Value:
    given = (
        (call.receiver, *call.arguments.positional)
        if call.receiver is not None
        else call.arguments.positional
    )
    return Array(made_by="merge", is_frame=True, evidence=gathered_evidence(*given), origin=call.origin)
