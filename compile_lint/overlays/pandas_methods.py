"""Methods of frames: rows and columns picked, renamed, added, recoded; in place where asked for."""

from __future__ import annotations

from collections.abc import Callable

from compile_lint.model import Origin
from compile_lint.overlays.array_facts import (
    derived,
    gathered_evidence,
    integer,
    is_none,
    is_true,
    plain,
    some_classes,
    text,
)
from compile_lint.overlays.array_literals import as_array
from compile_lint.overlays.array_methods import cast
from compile_lint.overlays.array_rows import computed_by, renamed_values
from compile_lint.overlays.pandas_columns import (
    Change,
    Name,
    all_names,
    become,
    changed,
    column,
    copied,
    forget,
    known_columns,
    loosen,
    names_token,
    new_frame,
    set_column,
    whole,
    without,
)
from compile_lint.overlays.pandas_subscripts import name_of, names_of, series_of
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.cells import LOGGED
from compile_lint.values.host import Host
from compile_lint.values.values import (
    NONE,
    UNBOUND,
    Arguments,
    Array,
    BoundFunction,
    Choice,
    Const,
    DictObject,
    FrameObject,
    FunctionValue,
    Value,
    choose,
)

Run = Callable[[LibraryCall, FrameObject], Value]


def _method(*names: str) -> Callable[[Run], Run]:
    """Register a method that returns a new frame, or gives its content to the receiver if ``inplace``."""

    def register(run: Run) -> Run:
        def handle(call: LibraryCall) -> Value:
            frame = call.receiver
            assert isinstance(frame, FrameObject)
            made = run(call, frame)
            in_place = call.argument("inplace")
            if is_true(in_place):
                if isinstance(made, FrameObject):
                    become(frame, made, call.host)
                return NONE
            if in_place is not None and not isinstance(in_place, Const):
                forget(frame, call.host)
            return made

        handles(*(f"frame.{name}" for name in names))(handle)
        return run

    return register


def _step(call: LibraryCall) -> tuple[str, Origin | None]:
    return (call.name, call.origin)


# --- the same columns --------------------------------------------------------------------------------


@_method(
    "copy",
    "fillna",
    "ffill",
    "bfill",
    "interpolate",
    "set_index",
    "rename_axis",
    "infer_objects",
    "convert_dtypes",
    "to_frame",
    "compute",
    "persist",
    "pipe",
)
def same(call: LibraryCall, frame: FrameObject) -> Value:
    if call.name == "frame.pipe":
        function = call.argument("func", 0)
        rest = Arguments((frame, *call.arguments.positional[1:]), call.arguments.keywords)
        return call.unknown() if function is None else call.host.call(function, rest, call.origin)
    made = copied(frame, call.host, call.origin)
    if call.name == "frame.set_index":
        loosen(made, call.host)
    return made


@_method("reset_index")
def reset_index(call: LibraryCall, frame: FrameObject) -> Value:
    """Without ``drop=True`` the index becomes one more column."""
    made = copied(frame, call.host, call.origin)
    if not is_true(call.argument("drop")):
        loosen(made, call.host)
    return made


@_method(
    "head",
    "tail",
    "sample",
    "sort_values",
    "sort_index",
    "dropna",
    "drop_duplicates",
    "query",
    "nlargest",
    "nsmallest",
    "truncate",
    "reindex",
    "take",
    "filter",
)
def other_rows(call: LibraryCall, frame: FrameObject) -> Value:
    """Some of the rows, or the rows in another order."""
    by_class = call.name in ("frame.query", "frame.take", "frame.filter")

    def change(array: Array) -> Array:
        return derived(some_classes(array) if by_class else array, _step(call), length=None)

    return changed(frame, call.host, _step(call), change, call.origin)


@_method("astype")
def astype(call: LibraryCall, frame: FrameObject) -> Value:
    """Every column in another type, or those that a dict names."""
    dtype = call.argument("dtype", 0)
    if not isinstance(dtype, DictObject):
        return changed(frame, call.host, _step(call), lambda array: cast(array, dtype), call.origin)
    made = copied(frame, call.host, call.origin)
    for name, given in (call.host.mapping(dtype) or {}).items():
        if isinstance(name, str | int):
            _recode(made, name, call, lambda array, given=given: cast(array, given))  # type: ignore[misc]
    return made


def _recode(frame: FrameObject, name: Name, call: LibraryCall, change: Change) -> None:
    """Apply a change to one column."""

    def each(value: Value) -> Value:
        if isinstance(value, Choice):
            return choose(value.condition, each(value.yes), each(value.no))
        return change(value) if isinstance(value, Array) else value

    set_column(frame, name, each(column(frame, name, call.host, call.origin)), call.host)


# --- fewer or more columns ---------------------------------------------------------------------------


def _listed(value: Value | None, host: Host) -> tuple[Name, ...] | None:
    name = name_of(value)
    return (name,) if name is not None else names_of(value, host)


@_method("drop")
def drop(call: LibraryCall, frame: FrameObject) -> Value:
    """``drop("a", axis=1)``, ``drop(columns=[...])``: fewer columns; otherwise fewer rows."""
    axis, columns = call.argument("axis", 1), call.argument("columns")
    if columns is None and text(axis) != "columns" and integer(axis) != 1:
        is_rows = is_none(axis) or integer(axis) == 0 or text(axis) == "index"
        if not is_rows:
            return without(frame, None, call.host, call.origin)
        return changed(
            frame,
            call.host,
            _step(call),
            lambda array: derived(some_classes(array), _step(call), length=None),
            call.origin,
        )
    labels = columns if columns is not None else call.argument("labels", 0)
    return without(frame, _listed(labels, call.host), call.host, call.origin)


@_method("select_dtypes", "get")
def some_columns(call: LibraryCall, frame: FrameObject) -> Value:
    if call.name == "frame.get":
        name = name_of(call.argument("key", 0))
        return call.unknown() if name is None else column(frame, name, call.host, call.origin)
    return without(frame, None, call.host, call.origin)


@handles("frame.pop")
def pop(call: LibraryCall) -> Value:
    """The column, which the frame does not have afterwards."""
    frame = call.receiver
    assert isinstance(frame, FrameObject)
    name = name_of(call.argument("item", 0))
    taken: Value = (
        plain(whole(frame, call.host), call.origin, columns=0)
        if name is None
        else column(frame, name, call.host, call.origin)
    )
    names = None if name is None else (name,)
    become(frame, without(frame, names, call.host, call.origin), call.host)
    return taken


@_method("assign")
def assign(call: LibraryCall, frame: FrameObject) -> Value:
    """A new frame with more columns; a function is given the new frame."""
    made = copied(frame, call.host, call.origin)
    for name, value in call.arguments.keywords.items():
        given = value
        if isinstance(value, FunctionValue | BoundFunction):
            given = call.host.call(value, Arguments((made,)), call.origin)
        set_column(made, name, series_of(given, call.host, call.origin), call.host)
    if call.arguments.is_open_keyword:
        forget(made, call.host)
    return made


@_method("rename")
def rename(call: LibraryCall, frame: FrameObject) -> Value:
    """Columns under other names; if it is not known which, any name may mean another column."""
    mapper = call.argument("columns")
    axis = call.argument("axis")
    if mapper is None and (text(axis) == "columns" or integer(axis) == 1):
        mapper = call.argument("mapper", 0)
    if mapper is None:
        return copied(frame, call.host, call.origin)
    entries = call.host.mapping(mapper)
    new = {old: name_of(value) for old, value in (entries or {}).items() if isinstance(old, str | int)}
    if entries is None or len(new) != len(entries) or None in new.values():
        made = copied(frame, call.host, call.origin)
        forget(made, call.host)
        return made
    known = all_names(frame, call.host)
    if known is not None:
        columns = {new.get(name) or name: column(frame, name, call.host, call.origin) for name in known}
        return new_frame(call.host, None, columns, origin=call.origin)
    made = without(frame, tuple(new), call.host, call.origin)
    for old, name in new.items():
        assert name is not None
        set_column(made, name, column(frame, old, call.host, call.origin), call.host)
    return made


@handles("frame.@columns")
def column_names(call: LibraryCall) -> Value:
    """How many columns there are is known where their names are, or the width of the data."""
    assert isinstance(call.receiver, FrameObject)
    call.host.write(call.receiver, LOGGED, UNBOUND)  # whoever asks reads with care
    width = whole(call.receiver, call.host).columns
    token = names_token(call.receiver, call.host)
    return Array(made_by="columns", columns=0, length=width or None, token=token, origin=call.origin)


@handles("frame.keys", "frame.__iter__")
def keys(call: LibraryCall) -> Value:
    return call.unknown()


# --- other content -----------------------------------------------------------------------------------


@_method("replace")
def replaced(call: LibraryCall, frame: FrameObject) -> Value:
    """``replace({"a": {"no": 0, "yes": 1}})`` recodes columns, any other form what it meets anywhere."""
    rule = call.argument("to_replace", 0)
    entries = None if rule is None else call.host.mapping(rule)
    nested = {name: value for name, value in (entries or {}).items() if isinstance(value, DictObject)}
    if entries is None or not nested or len(nested) != len(entries):
        by_text = text(rule) is not None or (
            bool(entries) and all(isinstance(key, str) for key in entries or ())
        )

        def change(array: Array) -> Array:
            if by_text and array.encoding is not None:
                return array  # numbers are not met by a text
            return plain(array, _step(call), columns=array.columns, length=array.length)

        return changed(frame, call.host, _step(call), change, call.origin)
    made = copied(frame, call.host, call.origin)
    for name, inner in nested.items():
        if isinstance(name, str | int):
            mapping = call.host.mapping(inner)
            _recode(
                made,
                name,
                call,
                lambda array, mapping=mapping: renamed_values(array, mapping, call.origin, keeps_others=True),  # type: ignore[misc]
            )
    return made


@_method(
    "apply",
    "applymap",
    "map",
    "transform",
    "shift",
    "clip",
    "round",
    "abs",
    "diff",
    "rank",
    "where",
    "mask",
    "sub",
    "div",
    "mul",
    "add",
    "pow",
)
def recomputed(call: LibraryCall, frame: FrameObject) -> Value:
    """Other values in every column; along the rows it may be a single column as well."""
    axis = call.argument("axis", 1)
    if call.name == "frame.apply" and not (is_none(axis) or integer(axis) == 0):
        array, function = whole(frame, call.host), call.argument("func", 0)
        if isinstance(function, FunctionValue | BoundFunction):
            return computed_by(function, array, call)
        return plain(array, _step(call))
    made = copied(frame, call.host, call.origin)
    forget(made, call.host)
    return made


@handles(
    *(f"frame.{name}" for name in ("pivot", "pivot_table", "melt", "stack", "unstack", "agg", "aggregate")),
    *(f"frame.{name}" for name in ("explode", "corr", "cov", "describe", "nunique", "iterrows")),
    *(f"frame.{name}" for name in ("itertuples", "items", "iteritems", "to_dict", "mode", "quantile")),
    *(f"frame.{name}" for name in ("value_counts", "unique", "argmax", "sort")),
)
def summarised(call: LibraryCall) -> Value:
    """Tables of another kind, and what is done to groups of rows."""
    return call.unknown()


@handles("frame.update")
def update(call: LibraryCall) -> Value:
    assert isinstance(call.receiver, FrameObject)
    forget(call.receiver, call.host)
    return NONE


# --- frames together ---------------------------------------------------------------------------------


@handles("pandas.merge", "frame.merge", "frame.join", "array.merge", "array.join")
def merged(call: LibraryCall) -> Value:
    """Columns of both sides; of rows that have a partner, maybe."""
    positional = call.arguments.positional
    given = positional if call.receiver is None else (call.receiver, *positional)
    sides = [*given[:2]]
    sides += [
        call.arguments.keywords[name]
        for name in ("left", "right", "other")
        if name in call.arguments.keywords
    ]
    return beside_each_other(call, sides, is_filtered=True)


def beside_each_other(call: LibraryCall, sides: list[Value], *, is_filtered: bool) -> FrameObject:
    """The columns of several frames or arrays; a name that two of them have is not followed."""
    seen: dict[Name, int] = {}
    columns: dict[Name, Value] = {}
    evidence: list[Array] = []
    for side in sides:
        array = as_array(side, call.host)
        if array is not None:
            evidence.append(array)
        if isinstance(side, FrameObject):
            for name, value in known_columns(side, call.host).items():
                seen[name] = seen.get(name, 0) + 1
                columns[name] = value
    known: dict[Name, Value] = {name: value for name, value in columns.items() if seen[name] == 1}
    rest = Array(
        made_by=call.name.rpartition(".")[2], evidence=gathered_evidence(*evidence), origin=call.origin
    )
    made = new_frame(call.host, rest, known, origin=call.origin)
    step = _step(call)

    def change(one: Array) -> Array:
        return derived(some_classes(one) if is_filtered else one, step, length=None)

    return changed(made, call.host, step, change, call.origin)
