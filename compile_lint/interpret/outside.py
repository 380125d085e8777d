"""Which functions of a program lead to compile calls in other files: they say what is trained there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.syntax.called import calls_one_of, compile_calls_in
from compile_lint.syntax.deferred import Deferred
from compile_lint.syntax.names import dotted_name
from compile_lint.syntax.walk import walk
from compile_lint.values.values import (
    ClassValue,
    FunctionValue,
    ImportedName,
    ModuleValue,
    Value,
    leaves,
)

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine

MAX_DISTANCE = 2  # imports between a function and the compile call that it leads to
_IMPORT = re.compile(r"^[ \t]*(?:from|import)[ \t]+([\w.]+)", re.MULTILINE)

Names = Mapping[str, Value]
Callers = Sequence[cst.FunctionDef] | None
"""Functions that say by what they call which names are of use; None where any name is."""


class Outside:
    """Knows which names of other files lead to compile calls there."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._leading: dict[ModuleValue, frozenset[str]] = {}

    def leading(self, functions: Sequence[cst.FunctionDef]) -> list[cst.FunctionDef]:
        """Those of the program's functions that call something which compiles in another file."""
        machine = self._machine
        if not functions:
            return []
        with machine.entered(machine.module_frame()):
            module = machine.module
            stars = [one for one in module.stars if isinstance(one, ModuleValue)]
            names = self._imported(module.cells, stars, 1, functions)
            return [one for one in functions if calls_one_of(names | self._imported_in(one), one)]

    def _imported(
        self, names: Names, stars: Iterable[ModuleValue], distance: int, callers: Callers = None
    ) -> set[str]:
        """By which last names imports lead to compile calls: ``train`` of ``engine.train`` as well.

        A module is not looked into for a name that none of the callers calls.
        """
        found: set[str] = set()
        for module in stars:
            found |= self._names_leading_in(module, distance)
        for name, value in names.items():
            for one in leaves(value):
                if isinstance(one, ModuleValue):
                    found |= self._names_leading_in(one, distance)
                elif isinstance(one, ImportedName):
                    found |= self._leading_of(one.module, one.name, name, distance, callers)
        return found

    def _leading_of(
        self, module: ModuleValue, name: str, called: str, distance: int, callers: Callers
    ) -> Set[str]:
        """The same of ``from module import name as called``; a package may take the name from elsewhere."""
        below = self._machine.modules.below(module, name)
        if below is not None:
            return self._names_leading_in(below, distance)
        if callers is not None and not any(calls_one_of((called,), one) for one in callers):
            return set()
        return {called} if name in self._names_leading_in(module, distance) else set()

    def _imported_in(self, function: cst.FunctionDef) -> set[str]:
        """The same of what a function itself imports."""
        modules = self._machine.modules
        found: set[str] = set()
        for node in self._with_imports(function):
            if isinstance(node, cst.Import):
                named = [modules.absolute(dotted_name(alias.name)) for alias in node.names]
                found.update(*(self._names_leading_in(module, 1) for module in named if module is not None))
            elif isinstance(node, cst.ImportFrom) and not isinstance(node.names, cst.ImportStar):
                dotted = "" if node.module is None else dotted_name(node.module)
                level = len(node.relative)
                module = modules.relative(level, dotted) if level else modules.absolute(dotted)
                for alias in node.names if module is not None else ():
                    name = dotted_name(alias.name)
                    called = name if alias.asname is None else dotted_name(alias.asname.name)
                    assert module is not None
                    found |= self._leading_of(module, name, called, 1, (function,))
        return found

    def _with_imports(self, function: cst.FunctionDef) -> Iterator[cst.CSTNode]:
        """The nodes of a function; of bodies that are parsed later, those that seem to import something."""
        for node in walk(function, mentioning=()):
            if not isinstance(node, Deferred):
                yield node
            elif any(self._is_of_project(found[1]) for found in _IMPORT.finditer(node.text)):
                for statement in node.body:
                    yield from walk(statement)

    def _is_of_project(self, dotted: str) -> bool:
        return dotted.startswith(".") or self._machine.modules.absolute(dotted) is not None

    def _names_leading_in(self, module: ModuleValue, distance: int) -> frozenset[str]:
        """The functions and classes of a module that compile, or that call what does."""
        if module not in self._leading:
            self._leading[module] = frozenset()  # while it is looked for, and where modules import each other
            self._leading[module] = frozenset(self._sought_in(module, distance))
        return self._leading[module]

    def _seems_to_lead_on(self, module: ModuleValue) -> bool:
        """Whether a module seems to import a file that compiles: it is not run to find out."""
        modules = self._machine.modules
        for one in modules.possible_imports(module):
            found = modules.below(module, one.module.rpartition(".")[2]) if one.module else None
            if found is None and one.module and not one.level:
                found = modules.absolute(one.module)
            if found is not None and modules.compiles(found):
                return True
        return False

    def _sought_in(self, module: ModuleValue, distance: int) -> Iterator[str]:
        modules = self._machine.modules
        compiles = modules.compiles(module)
        is_passing_on = distance < MAX_DISTANCE and (
            module.scope is not None or self._seems_to_lead_on(module)
        )
        if not compiles and not is_passing_on:
            return
        names = modules.names_in(module)
        sought = self._imported(names, (), distance + 1) if distance < MAX_DISTANCE else set()
        yield from sought & names.keys()
        made = {
            name: value
            for name, value in names.items()
            if isinstance(value, FunctionValue | ClassValue) and value.origin is not None
        }
        found = {name for name, value in made.items() if compiles and compile_calls_in(value.node)}
        while found:
            yield from found
            sought |= found
            made = {name: value for name, value in made.items() if name not in found}
            found = {name for name, value in made.items() if calls_one_of(sought, value.node)}
