"""Functions that a program hands to other functions: who calls them says with what.

``face(build)`` may return a function that calls ``build``, and ``Trainer(build)`` have a method that does.
Where nothing in view calls these either, they are run before ``build`` is run by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from compile_lint.sources.prefilter import compiles
from compile_lint.sources.units import SourceUnit
from compile_lint.syntax.called import calls_one_of
from compile_lint.values.values import (
    Arguments,
    BoundFunction,
    FunctionValue,
    Instance,
    Scope,
    Value,
    leaves,
)

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine


class Recipients:
    """Knows which calls got a function as an argument."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._calls: dict[FunctionValue, list[tuple[Scope, Value | None]]] = defaultdict(list)
        self._with_default: dict[FunctionValue, list[FunctionValue]] = defaultdict(list)
        self._made_within: dict[Scope, list[FunctionValue]] = defaultdict(list)

    def made(self, function: FunctionValue) -> None:
        """Take note of what a function has as defaults, and of the calls that it was made in."""
        for value in function.defaults.values():
            for default in _functions_in(value):
                self._with_default[default].append(function)
        scope = function.scope
        while scope.parent is not None:  # no call has the scope of a module
            self._made_within[scope].append(function)
            scope = scope.parent

    def called(self, scope: Scope, receiver: Value | None) -> None:
        """Take note of the arguments of a call, which are all that its scope holds yet."""
        for value in scope.cells.values():
            for function in _functions_in(value):
                self._calls[function].append((scope, receiver))

    def run(self, function: FunctionValue, force: Callable[[Value], None]) -> bool:
        """Force what was given a function and calls it, up to the first call; whether there is one."""
        ran = self._machine.ran
        if function in ran:
            return False
        for recipient in self._of(function):
            if function in ran:
                break
            if ran.isdisjoint(_functions_in(recipient)):
                force(recipient)
        return function in ran

    def run_outside(self, force: Callable[[Value], None]) -> None:
        """The same for functions of other files: this program alone may know what calls them there."""
        unit, ran = self._machine.unit, self._machine.ran
        has_compile_call = cache(compiles)  # of a text that many functions may stand in
        for function in [one for one in self._calls if one.unit is not unit and one not in ran]:
            made_of = (one for recipient in self._of(function) for one in _functions_in(recipient))
            if any(has_compile_call(one.unit.text) for one in made_of if isinstance(one.unit, SourceUnit)):
                self.run(function, force)

    def _of(self, function: FunctionValue) -> Iterator[Value]:
        """What has it as a default, what is defined where it was given, and methods of what keeps it."""
        calls = self._calls.get(function, ())
        names: dict[FunctionValue, set[str]] = defaultdict(set)
        for one in self._with_default.get(function, ()):
            names[one] |= _names_of(function, one.defaults)
        for scope, _ in calls:
            given = _names_of(function, scope.cells)
            for one in self._made_within.get(scope, ()):
                names[one] |= given
        for one, called in names.items():
            if calls_one_of(called, one.node):
                yield one
        for _, receiver in calls:
            if isinstance(receiver, Instance):
                yield from self._methods_calling(_names_of(function, receiver.cells), receiver)

    def _methods_calling(self, names: Collection[str], instance: Instance) -> Iterator[Value]:
        methods = [one for cls in instance.cls.mro() for one in cls.cells.values()]
        for method in methods:
            if isinstance(method, FunctionValue) and calls_one_of(names, method.node):
                self._machine.undriven.add(instance)
                yield BoundFunction(method, Arguments((instance,)))


def _functions_in(value: Value) -> Iterator[FunctionValue]:
    for one in leaves(value):
        made_of = one.function if isinstance(one, BoundFunction) else one
        if isinstance(made_of, FunctionValue):
            yield made_of


def _names_of(function: FunctionValue, named: Mapping[str, Value]) -> set[str]:
    return {name for name, value in named.items() if function in _functions_in(value)}
