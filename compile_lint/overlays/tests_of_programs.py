"""What pytest, absl and ``parameterized`` give to the parameters of tests: tables of values, and fixtures.

A decorator leaves a note on the function or class below it; ``interpret.fixtures`` reads the notes when a
test is run as its runner would.
"""

from __future__ import annotations

from collections.abc import Sequence

from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.host import Host
from compile_lint.values.values import (
    NO_ARGUMENTS,
    NONE,
    Arguments,
    ClassValue,
    Const,
    DictObject,
    FunctionValue,
    LibraryObject,
    ListObject,
    TupleValue,
    Value,
)

TABLES = "[tables]"  # the cell of a function or class with a TupleValue of its tables, the lowest first
FIXTURE = "[fixture]"  # the cell of a function that is a fixture with options: the object that holds them

TABLE_BY_NAME = "pytest.Table"  # its arguments: names, rows, and whether they are for fixtures
TABLE_OF_ROWS = "absl.Table"  # its one argument: rows, each of them the Arguments of one call
ROW = "pytest.Row"
REQUEST = "pytest.FixtureRequest"
_FIXTURE = "pytest.Fixture"
_DECORATORS = (TABLE_BY_NAME, TABLE_OF_ROWS)

_FIXTURE_MAKERS = frozenset({"pytest.fixture", "pytest.yield_fixture", "pytest_asyncio.fixture"})
_FIRST_IS_NAME = "absl.testing.parameterized.named_parameters"
_ROW_TABLES = (
    _FIRST_IS_NAME,
    "absl.testing.parameterized.parameters",
    "parameterized.parameterized",
    "parameterized.parameterized.expand",
)
_NAMED_TABLES = "pytest.mark.parametrize"
_PRODUCT = "absl.testing.parameterized.product"
TABLE_MAKERS = (*_ROW_TABLES, _NAMED_TABLES, _PRODUCT)


@handles("pytest.param")
def param(call: LibraryCall) -> Value:
    """``pytest.param(1, "mse", id="one")``: the values of one row."""
    return LibraryObject(ROW, Arguments(call.arguments.positional), call.origin)


@handles("parameterized.param")
def whole_call(call: LibraryCall) -> Value:
    """``param(1, loss="mse")``: the arguments of one call."""
    return LibraryObject(ROW, call.arguments, call.origin)


@handles(_NAMED_TABLES)
def parametrize(call: LibraryCall) -> Value:
    """``@pytest.mark.parametrize("units, loss", [...])``."""
    names, rows = call.argument("argnames", 0), call.argument("argvalues", 1)
    indirect = call.argument("indirect", 2)
    if names is None or rows is None:
        return call.unknown()
    return LibraryObject(TABLE_BY_NAME, Arguments((names, rows, indirect or NONE)), call.origin)


@handles(*_ROW_TABLES)
def parameters(call: LibraryCall) -> Value:
    """``@parameterized.parameters((1, "mse"), (2, "mae"))``, or all of it in one list."""
    host, rows = call.host, call.arguments.positional
    if call.arguments.is_open_positional or not rows:
        return call.unknown()
    if len(rows) == 1 and not isinstance(rows[0], TupleValue | DictObject):
        unpacked = host.items(rows[0])
        if unpacked is None:
            return call.unknown()
        rows = unpacked
    made = [_row_of_call(host, row, has_name=call.name == _FIRST_IS_NAME) for row in rows]
    return LibraryObject(TABLE_OF_ROWS, Arguments(tuple(made)), call.origin)


def _row_of_call(host: Host, row: Value, *, has_name: bool) -> Value:
    """A row as the arguments of a call; as it is, if they are not known."""
    if isinstance(row, DictObject):
        entries = host.mapping(row)
        if entries is None:
            return row
        given = {key: value for key, value in entries.items() if isinstance(key, str)}
        given.pop("testcase_name", None)
        return LibraryObject(ROW, Arguments((), given), row.origin)
    if isinstance(row, TupleValue | ListObject):
        items = host.items(row)
        return row if items is None else LibraryObject(ROW, Arguments(items[has_name:]), row.origin)
    return row if isinstance(row, LibraryObject) and row.name == ROW else _row((row,))


@handles(_PRODUCT)
def product(call: LibraryCall) -> Value:
    """``@parameterized.product(units=[1, 2], loss=["mse", "mae"])``: every row with every other."""
    tables = [
        LibraryObject(TABLE_BY_NAME, Arguments((Const(name), rows, NONE)), call.origin)
        for name, rows in call.arguments.keywords.items()
    ]
    if call.arguments.positional or call.arguments.is_open_keyword:
        return call.unknown()
    return LibraryObject("absl.Product", Arguments(tuple(tables)), call.origin)


@handles(*(f"{name}.__call__" for name in (*_DECORATORS, "absl.Product")))
def note_tables(call: LibraryCall) -> Value:
    """A table put above a function or class: that is noted there, and the function is as before."""
    decorated, table = call.argument("", 0), call.receiver
    if isinstance(decorated, FunctionValue | ClassValue) and isinstance(table, LibraryObject):
        added = table.arguments.positional if table.name == "absl.Product" else (table,)
        before = call.host.read(decorated, TABLES)
        noted = before.items if isinstance(before, TupleValue) else ()
        call.host.write(decorated, TABLES, TupleValue((*noted, *added)))
    return decorated or call.unknown()


@handles(*_FIXTURE_MAKERS)
def fixture(call: LibraryCall) -> Value:
    """``@pytest.fixture(scope="module")``."""
    return LibraryObject(_FIXTURE, Arguments((), call.arguments.keywords), call.origin)


@handles(f"{_FIXTURE}.__call__")
def note_fixture(call: LibraryCall) -> Value:
    """A fixture with options: they are noted, and the function is as before."""
    function = call.argument("", 0)
    if isinstance(function, FunctionValue) and call.receiver is not None:
        call.host.write(function, FIXTURE, call.receiver)
    return function or call.unknown()


def _row(values: Sequence[Value]) -> LibraryObject:
    return LibraryObject(ROW, Arguments(tuple(values)), values[0].origin)


def tables_of(host: Host, decorated: FunctionValue | ClassValue) -> tuple[LibraryObject, ...]:
    """The tables above a function or class."""
    noted = host.read(decorated, TABLES)
    items = noted.items if isinstance(noted, TupleValue) else ()
    return tuple(one for one in items if isinstance(one, LibraryObject))


def fixture_options(host: Host, value: Value) -> LibraryObject | None:
    """The options of a function that is a fixture; None for any other value."""
    if not isinstance(value, FunctionValue):
        return None
    noted = host.read(value, FIXTURE)
    if isinstance(noted, LibraryObject):
        return noted
    is_bare = bool(value.decorators & _FIXTURE_MAKERS)
    return LibraryObject(_FIXTURE, NO_ARGUMENTS, value.origin) if is_bare else None


def named_rows(host: Host, table: LibraryObject) -> list[dict[str, Value]] | None:
    """The rows of a table by name: what each parameter gets in each; None if that is not known."""
    names, rows, _ = table.arguments.positional
    wanted = _names(host, names)
    found = host.items(rows)
    if not wanted or found is None:
        return None
    made = []
    for row in found:
        if isinstance(row, LibraryObject) and row.name == ROW:
            values: Sequence[Value] | None = row.arguments.positional
        elif len(wanted) == 1 and isinstance(names, Const):
            values = (row,)
        else:
            values = host.items(row)
        if values is None or len(values) != len(wanted):
            return None
        made.append(dict(zip(wanted, values, strict=True)))
    return made


def _names(host: Host, names: Value) -> list[str]:
    """``"a, b"``, or a tuple or list of names; empty if it is not known."""
    if isinstance(names, Const):
        written = names.value.split(",") if isinstance(names.value, str) else []
        return [name.strip() for name in written if name.strip()]
    found = [one.value for one in host.items(names) or () if isinstance(one, Const)]
    return [name for name in found if isinstance(name, str)]
