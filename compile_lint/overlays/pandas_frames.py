"""pandas: frames that are read, made and put together, dummies, categories."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from compile_lint.knowledge.imbalance import hint_in, is_known_data
from compile_lint.model import Encoding
from compile_lint.model.call import Evidence, EvidenceKind
from compile_lint.overlays.array_facts import (
    IDS,
    derived_token,
    distinct,
    encoded_ids,
    evidence,
    function_name,
    gathered_evidence,
    integer,
    is_none,
    is_true,
    part_at,
    plain,
    text,
)
from compile_lint.overlays.array_literals import as_array
from compile_lint.overlays.derivations import known_tail
from compile_lint.overlays.numpy_arrays import below, beside
from compile_lint.overlays.pandas_columns import (
    Name,
    copied,
    known_columns,
    new_frame,
    picked,
    set_column,
    whole,
    without,
)
from compile_lint.overlays.pandas_methods import beside_each_other
from compile_lint.overlays.pandas_subscripts import name_of, names_of, series_of
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.cells import LOGGED
from compile_lint.values.kinds import HISTORY_DICT
from compile_lint.values.values import NONE, Array, DictObject, FrameObject, LibraryObject, Value

_TEXT_READERS = ("csv", "excel", "table", "fwf")
_READERS = (*_TEXT_READERS, "json", "parquet", "feather", "hdf", "pickle", "sql", "sql_query")


def _has_converters(call: LibraryCall) -> bool:
    """Whether functions may make the cells of a table that is read: lists of texts, say."""
    given = call.argument("converters")
    return given not in (None, NONE) or (given is None and call.arguments.may_hold("converters"))


@handles(*(f"pandas.read_{name}" for name in _READERS))
def read(call: LibraryCall) -> Value:
    """A frame of unknown content; the name of imbalanced data is evidence."""
    reader = call.name.rpartition(".")[2]
    is_text = reader.removeprefix("read_") in _TEXT_READERS and not _has_converters(call)
    name = text(call.argument("filepath_or_buffer", 0) or call.argument("path") or call.argument("io"))
    signs = _named_file(name, call)
    rest = Array(made_by=f"pd.{reader}", has_single_cells=is_text, evidence=signs, origin=call.origin)
    return new_frame(call.host, rest, origin=call.origin)


def _named_file(name: str | None, call: LibraryCall) -> tuple[Evidence, ...]:
    """Evidence by a literal file name, with or without folders and suffixes."""
    if name is None:
        return ()
    path = PurePosixPath(name.replace("\\", "/"))
    stems = {path.name, path.stem, PurePosixPath(path.stem).stem}
    if any(is_known_data(stem) for stem in stems):
        return evidence(EvidenceKind.KNOWN_DATA, f"the file `{path.name}`", call.origin)
    if hint_in(path.name, call.host.name_hints) is not None:
        return evidence(EvidenceKind.NAME, f"the file `{path.name}`", call.origin)
    return ()


@handles("pandas.DataFrame")
def frame(call: LibraryCall) -> Value:
    """A frame of given columns, of the columns of an array, or of another frame's."""
    data = call.argument("data", 0)
    given = call.argument("columns", 2)
    names = names_of(given, call.host)
    width = None if given is None or is_none(given) else call.host.items(given)
    if isinstance(data, FrameObject):
        return (
            copied(data, call.host, call.origin)
            if names is None
            else picked(data, names, call.host, call.origin)
        )
    if isinstance(data, DictObject):
        return _of_dict(call, data, names)
    if isinstance(data, LibraryObject) and data.name == HISTORY_DICT and given is None:
        return _of_logs(call, data)
    array = as_array(data, call.host)
    if array is None:
        count = None if width is None else len(width)
        if is_none(data) and not call.arguments.may_hold("data"):
            columns = {name: Array(made_by="column", columns=0, origin=call.origin) for name in names or ()}
            if given is None or names is not None:
                return new_frame(call.host, None, columns, token=object(), origin=call.origin)
        rest = Array(made_by="pd.DataFrame", columns=count, origin=call.origin)
        return new_frame(call.host, rest, origin=call.origin)
    if array.columns == 0:
        array = replace(array, columns=1)
    if names is not None and len(names) == 1 and array.columns == 1:
        return new_frame(
            call.host, None, {names[0]: replace(array, columns=0)}, token=array.token, origin=call.origin
        )
    return new_frame(call.host, array, _last_column(call, array, given), origin=call.origin)


def _last_column(call: LibraryCall, array: Array, given: Value | None) -> dict[Name, Value]:
    """The labels of ``pd.DataFrame(np.c_[x, y], columns=[*names, "label"])``, by their name."""
    if given is None:
        return {}
    names = call.host.items(given) or known_tail(call.host, given)
    name, part = name_of(names[-1]) if names else None, part_at(array, -1)
    return {} if name is None or part is None else {name: replace(part, columns=0)}


def _of_dict(call: LibraryCall, data: DictObject, names: tuple[Name, ...] | None) -> FrameObject:
    """``pd.DataFrame({"a": ...})``."""
    entries = call.host.mapping(data)
    if entries is None:
        return new_frame(call.host, Array(made_by="pd.DataFrame", origin=call.origin), origin=call.origin)
    columns: dict[Name, Value] = {}
    for name, value in entries.items():
        if isinstance(name, str | int) and (names is None or name in names):
            columns[name] = series_of(value, call.host, call.origin)
    return new_frame(call.host, None, columns, token=object(), origin=call.origin)


def _of_logs(call: LibraryCall, logged: LibraryObject) -> FrameObject:
    """``pd.DataFrame(history.history)``: a column for each name that training logged."""
    made = new_frame(call.host, Array(made_by="pd.DataFrame", origin=call.origin), origin=call.origin)
    call.host.write(made, LOGGED, logged)
    return made


@handles("pandas.Series", "pandas.Index", "pandas.Categorical")
def series(call: LibraryCall) -> Value:
    """One column with the values of the given list or array."""
    array = as_array(call.argument("data", 0) or call.argument("values"), call.host, call.origin)
    if array is None or array.columns != 0:
        return Array(made_by=function_name(call), columns=0, origin=call.origin)
    return array


@handles("pandas.Categorical.from_codes")
def categories(call: LibraryCall) -> Value:
    """Names for class ids: as many different ones as there are ids."""
    codes = as_array(call.argument("codes", 0), call.host)
    if codes is None or codes.columns != 0:
        return Array(made_by="from_codes", columns=0, origin=call.origin)
    named = plain(codes, ("names", call.origin), columns=0, length=codes.length)
    return replace(named, classes=distinct(codes), origin=call.origin)


@handles("pandas.get_dummies")
def get_dummies(call: LibraryCall) -> Value:
    """One-hot rows of one column; of a frame the dummies of all its columns side by side."""
    given = call.argument("data", 0)
    if isinstance(given, FrameObject):
        return _dummies_of_frame(call, given)
    data = as_array(given, call.host)
    dropped = call.argument("drop_first")
    is_complete = (dropped is None or not _may_be_true(dropped)) and not is_true(call.argument("dummy_na"))
    if data is None or data.columns != 0 or not is_complete:
        signs = () if data is None else data.evidence
        rest = Array(made_by="pd.get_dummies", evidence=signs, origin=call.origin)
        return new_frame(call.host, rest, origin=call.origin)
    classes = distinct(data)
    rest = Array(
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
    return new_frame(call.host, rest, origin=call.origin)


@handles("array.get_dummies")
def dummies_of_label_sets(call: LibraryCall) -> Value:
    """``.str.get_dummies(sep=" ")``: multi-hot rows where a separator of labels is named."""
    given = call.argument("sep", 0)
    data = call.receiver if isinstance(call.receiver, Array) else None
    rest = Array(
        made_by="str.get_dummies", evidence=() if data is None else data.evidence, origin=call.origin
    )
    if given is not None and not call.arguments.is_open_positional:
        rest = replace(rest, encoding=Encoding.MULTI_HOT, lowest=0, highest=1)
    return new_frame(call.host, rest, origin=call.origin)


def _dummies_of_frame(call: LibraryCall, given: FrameObject) -> FrameObject:
    """Columns of numbers stay as they are, unless they are among those asked for."""
    made = without(given, None, call.host, call.origin)
    columns = call.argument("columns")
    asked = None if columns is None else names_of(columns, call.host) or ()
    for name, value in known_columns(made, call.host).items():
        is_number = isinstance(value, Array) and value.encoding is not None
        if is_number and (columns is None or (asked and name not in asked)):
            continue
        series = Array(
            made_by="pd.get_dummies", columns=0, evidence=whole(made, call.host).evidence, origin=call.origin
        )
        set_column(made, name, series, call.host)
    return made


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
    names = as_array(labels, call.host)
    if names is not None and names.encoding in IDS:
        return replace(names, length=length, token=token, made_by=function_name(call), origin=call.origin)
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
    return call.unknown() if data is None else data


@handles("pandas.concat")
def concatenate(call: LibraryCall) -> Value:
    """Rows below rows, or columns beside columns with ``axis=1``."""
    objects = call.argument("objs", 0)
    parts = None if objects is None else call.host.items(objects)
    axis = call.argument("axis", 1)
    if not parts:
        return new_frame(call.host, Array(made_by="concat", origin=call.origin), origin=call.origin)
    arrays = [as_array(part, call.host) for part in parts]
    known = [array for array in arrays if array is not None]
    if is_none(axis) or integer(axis) == 0 or text(axis) == "index":
        return _below(call, parts, known)
    if integer(axis) != 1 and text(axis) != "columns":
        made = Array(made_by="concat", evidence=gathered_evidence(*known), origin=call.origin)
        return new_frame(call.host, made, origin=call.origin)
    has_names = any(isinstance(part, FrameObject) and known_columns(part, call.host) for part in parts)
    widths = [array.columns for array in known]
    if len(known) == len(parts) and None not in widths and not has_names:
        joined = beside(call, [replace(array, columns=array.columns or 1) for array in known])
        return new_frame(call.host, joined, origin=call.origin)
    return beside_each_other(call, list(parts), is_filtered=False)


def _below(call: LibraryCall, parts: tuple[Value, ...], known: list[Array]) -> Value:
    """The rows of all parts: columns that all of them have, and what is alike of the others."""
    made = Array(made_by="concat", evidence=gathered_evidence(*known), origin=call.origin)
    if len(known) == len(parts):
        made = below(call, known)
    frames = [part for part in parts if isinstance(part, FrameObject)]
    if not frames:
        return made
    columns = [known_columns(frame, call.host) for frame in frames]
    shared: dict[Name, Value] = {}
    for name in columns[0]:
        same = [found[name] for found in columns if name in found]
        series = [one for one in same if isinstance(one, Array)]
        if len(series) == len(parts):
            shared[name] = below(call, series)
    return new_frame(call.host, made, shared, origin=call.origin)
