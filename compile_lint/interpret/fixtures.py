"""Tests as their runner calls them: once for each row of their tables, with the values of fixtures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import field
from itertools import product
from typing import TYPE_CHECKING, TypeGuard

from compile_lint.model import Origin, Why
from compile_lint.overlays.tests_of_programs import (
    REQUEST,
    ROW,
    TABLE_OF_ROWS,
    fixture_options,
    named_rows,
    tables_of,
)
from compile_lint.records import dataclass
from compile_lint.syntax.names import bound_names, parameters
from compile_lint.values.store import DeadPath
from compile_lint.values.values import (
    NO_ARGUMENTS,
    NONE,
    UNBOUND,
    Arguments,
    Const,
    Dataset,
    FunctionValue,
    Instance,
    LibraryObject,
    Scope,
    Value,
)

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine

MAX_WAYS = 12  # in which one test is run; what has more rows than fit is unknown

# What pytest and its best-known plugins provide; to look for them in the project would be in vain.
_PROVIDED = frozenset(
    """
    benchmark cache capfd caplog capsys mocker monkeypatch pytestconfig pytester recwarn record_property
    subtests testdir tmp_path tmp_path_factory tmpdir tmpdir_factory
    """.split()
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: what parameters get by their names, and what fixtures by theirs."""

    origin: Origin | None
    values: Mapping[str, Value] = field(default_factory=dict)
    requested: Mapping[str, Value] = field(default_factory=dict)


Table = list[Row]


class Fixtures:
    """Runs the tests and fixtures of a program."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def is_injected(self, function: FunctionValue) -> bool:
        """Whether a test runner calls a function, and fills its parameters."""
        return (
            function.name.startswith("test")
            or fixture_options(self._machine, function) is not None
            or bool(tables_of(self._machine, function))
        )

    def run(self, function: FunctionValue, bound: Arguments) -> None:
        """Run a test or fixture in each way in which its runner calls it; ``bound`` is its ``self``."""
        receiver = next(iter(bound.positional), None)
        for rows in self._ways(function, receiver):
            with suppress(DeadPath):
                _Way(self._machine, rows, receiver).run(function, bound)

    def _ways(self, function: FunctionValue, receiver: Value | None) -> list[tuple[Row, ...]]:
        """Every row with every row of the other tables; the longest tables are given up beyond a limit."""
        tables = sorted(self._tables(function, receiver), key=len)
        count, kept = 1, []
        for table in tables:
            if count * len(table) <= MAX_WAYS:
                count *= len(table)
                kept.append(table)
            else:
                kept.append([self._any_row(table)])
        return list(product(*kept))

    def _any_row(self, table: Table) -> Row:
        """What is known of all rows together: that the parameters have a value."""
        unknown = self._machine.unknown
        names = {name for row in table for name in row.values}
        requested = {name for row in table for name in row.requested}
        return Row(
            None,
            {name: unknown(Why.TOO_MANY_PATHS, name) for name in sorted(names)},
            {name: unknown(Why.TOO_MANY_PATHS, name) for name in sorted(requested)},
        )

    def _tables(self, function: FunctionValue, receiver: Value | None) -> Iterator[Table]:
        """The tables above a test and its class, and the parameters of the fixtures that it leads to."""
        machine = self._machine
        noted = list(tables_of(machine, function))
        if isinstance(receiver, Instance):
            for cls in receiver.cls.mro():
                noted += tables_of(machine, cls)
        given: set[str] = set()
        for one in noted:
            table = self._table(one, function, is_bound=receiver is not None)
            given.update(name for row in table for name in (*row.values, *row.requested))
            if table:
                yield table
        fixtures = {
            name: options
            for name, options in self._fixtures_of(function, receiver, set())
            if name not in given
        }
        for name, options in fixtures.items():
            params = options.arguments.keywords.get("params")
            items = None if params is None else machine.items(params)
            if items:
                yield [Row(item.origin, requested={name: _content(item)}) for item in items]

    def _table(self, noted: LibraryObject, function: FunctionValue, *, is_bound: bool) -> Table:
        if noted.name == TABLE_OF_ROWS:
            names = _positional(function)[is_bound:]
            calls = [
                row.arguments
                for row in noted.arguments.positional
                if isinstance(row, LibraryObject) and row.name == ROW
            ]
            if len(calls) < len(noted.arguments.positional):
                return []
            places = [row.origin for row in noted.arguments.positional]
            return [
                Row(place, {**dict(zip(names, call.positional, strict=False)), **call.keywords})
                for place, call in zip(places, calls, strict=True)
            ]
        rows = named_rows(self._machine, noted) or []
        indirect = noted.arguments.positional[2]
        named = self._machine.items(indirect) if not isinstance(indirect, Const) else None
        if indirect in (NONE, Const(False)):
            return [Row(_place_of_row(row), row) for row in rows]
        through = set(rows[0] if rows else ()) if named is None else {_text(one) for one in named}
        return [
            Row(
                _place_of_row(row),
                {name: value for name, value in row.items() if name not in through},
                {name: value for name, value in row.items() if name in through},
            )
            for row in rows
        ]

    def _fixtures_of(
        self, function: FunctionValue, receiver: Value | None, seen: set[FunctionValue]
    ) -> Iterator[tuple[str, LibraryObject]]:
        """The fixtures that a function asks for, and those that these ask for, with their options."""
        for name in wanted(function):
            found = self.named(name, function, receiver)
            if found is not None and found not in seen:
                seen.add(found)
                options = fixture_options(self._machine, found)
                assert options is not None
                yield name, options
                yield from self._fixtures_of(found, receiver, seen)

    def named(self, name: str, asking: FunctionValue, receiver: Value | None) -> FunctionValue | None:
        """The fixture that a parameter of ``asking`` names: of its class, its module or a ``conftest.py``."""
        if name == "request" or name in _PROVIDED:
            return None
        machine = self._machine
        if isinstance(receiver, Instance):
            for cls in receiver.cls.mro():
                found = machine.read(cls, name)
                if self._is_meant(found, asking):
                    return found
        module = asking.scope.outermost
        direct = machine.modules.resolved(machine.read(module, name))
        if self._is_meant(direct, asking):
            return direct
        starred = machine.statements.bindings.starred(module, name) if direct == UNBOUND else None
        if starred is not None and self._is_meant(starred, asking):
            return starred
        return self._renamed(module, name) or self._of_conftest(name, asking)

    def _of_conftest(self, name: str, asking: FunctionValue) -> FunctionValue | None:
        machine = self._machine
        for module in machine.modules.conftests():
            member = machine.modules.member(module, name)
            if self._is_meant(member, asking):
                return member
            renamed = None if module.scope is None else self._renamed(module.scope, name)
            if renamed is not None:
                return renamed
        return None

    def _renamed(self, scope: Scope, name: str) -> FunctionValue | None:
        """A fixture that has another name than its function: ``@pytest.fixture(name="model")``."""
        for value in list(scope.cells.values()):
            options = fixture_options(self._machine, value)
            if options is not None and options.arguments.keywords.get("name") == Const(name):
                assert isinstance(value, FunctionValue)
                return value
        return None

    def _is_meant(self, found: Value, asking: FunctionValue) -> TypeGuard[FunctionValue]:
        """Whether a value is a fixture. One that asks for its own name means that which it replaces."""
        return (
            isinstance(found, FunctionValue)
            and found is not asking
            and fixture_options(self._machine, found) is not None
        )


class _Way:
    """One way to run a test: the rows of its tables, and the fixtures that were made for it."""

    def __init__(self, machine: Machine, rows: tuple[Row, ...], receiver: Value | None) -> None:
        self._machine = machine
        self._rows = rows
        self._receiver = receiver
        self._values = {name: value for row in rows for name, value in row.values.items()}
        self._requested = {name: value for row in rows for name, value in row.requested.items()}
        self._made: dict[FunctionValue, Value] = {}

    def run(self, function: FunctionValue, bound: Arguments) -> None:
        machine = self._machine
        with ExitStack() as stack:
            for number, row in enumerate(self._rows):
                stack.enter_context(machine.link(row.origin, (number, id(row))))
            given = self._given(function, function.name)
            machine.calls.run(function, Arguments(bound.positional, given), None, is_forced=True)

    def _given(self, function: FunctionValue, name: str) -> dict[str, Value]:
        """What the parameters of a test or fixture get; those of which nothing is known are left out."""
        given: dict[str, Value] = {}
        for one in wanted(function):
            if one == "request":
                given[one] = self._request(function, name)
            elif one in self._values:
                given[one] = self._values[one]
            else:
                fixture = self._machine.fixtures.named(one, function, self._receiver)
                if fixture is not None:
                    given[one] = self._fixture(fixture, one)
        return given

    def _fixture(self, fixture: FunctionValue, name: str) -> Value:
        machine = self._machine
        if fixture not in self._made:
            self._made[fixture] = machine.unknown(Why.TOO_DEEP, name)  # if it leads to itself
            bound = (self._receiver,) if fixture.owner is not None and self._receiver is not None else ()
            arguments = Arguments(bound, self._given(fixture, name))
            made = machine.calls.run(fixture, arguments, fixture.origin, is_forced=True)
            if isinstance(made, Dataset) and bound_names(fixture.node).has_yield:
                made = made.element
            self._made[fixture] = made
        return self._made[fixture]

    def _request(self, function: FunctionValue, name: str) -> Value:
        made = LibraryObject(REQUEST, NO_ARGUMENTS, function.origin)
        param = self._requested.get(name)
        self._machine.write(made, "param", param or self._machine.unknown(Why.PARAMETER, "request.param"))
        return made


def wanted(function: FunctionValue) -> list[str]:
    """The parameters that a runner fills: those without a default."""
    return [one.name.value for one in parameters(function.node.params) if one.default is None]


def _positional(function: FunctionValue) -> list[str]:
    params = function.node.params
    return [one.name.value for one in (*params.posonly_params, *params.params)]


def _place_of_row(row: Mapping[str, Value]) -> Origin | None:
    return next((value.origin for value in row.values() if value.origin is not None), None)


def _content(item: Value) -> Value:
    """The value of ``pytest.param(value, ...)``, or a value that stands there itself."""
    if isinstance(item, LibraryObject) and item.name == ROW and len(item.arguments.positional) == 1:
        return item.arguments.positional[0]
    return item


def _text(value: Value) -> object:
    return value.value if isinstance(value, Const) else None
