"""Which functions of a program lead to compile calls in other files: they say what is trained there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.sources.units import SourceUnit
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

_COMPILES = ".compile("


class Outside:
    """Knows which names of the module come from files that compile, or from files that import these."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._leading: dict[str, bool] = {}  # by name

    def leading(self, functions: Iterable[cst.FunctionDef]) -> list[cst.FunctionDef]:
        """Those of the program's functions that call something of such a file."""
        machine = self._machine
        with machine.entered(machine.module_frame()):
            imported = self._imported()
            return [one for one in functions if self._calls_one(one, imported) or self._imports_one(one)]

    def _imported(self) -> Mapping[str, Value]:
        """The module's names from other files of the project."""
        module = self._machine.module
        names: dict[str, Value] = {}
        for star in module.stars:
            if isinstance(star, ModuleValue) and self._compiles(star):
                names |= self._machine.modules.names_in(star)
        for name, value in module.cells.items():
            if any(isinstance(one, ImportedName | ModuleValue) for one in leaves(value)):
                names[name] = value
            else:
                names.pop(name, None)
        return names

    def _calls_one(self, function: cst.FunctionDef, names: Mapping[str, Value]) -> bool:
        if not names:
            return False
        called = {_root(node.func) for node in walk(function, mentioning=names) if isinstance(node, cst.Call)}
        return any(self._leads(name, names[name]) for name in sorted(called & names.keys()))

    def _imports_one(self, function: cst.FunctionDef) -> bool:
        """Whether a function itself imports something that compiles."""
        modules = self._machine.modules
        for node in walk(function, mentioning=("import",)):
            if isinstance(node, cst.Import):
                found = [modules.absolute(dotted_name(alias.name)) for alias in node.names]
            elif isinstance(node, cst.ImportFrom) and not isinstance(node.names, cst.ImportStar):
                dotted = "" if node.module is None else dotted_name(node.module)
                level = len(node.relative)
                module = modules.relative(level, dotted) if level else modules.absolute(dotted)
                names = [dotted_name(alias.name) for alias in node.names]
                found = [] if module is None else [module, *(modules.below(module, name) for name in names)]
            else:
                continue
            if any(module is not None and self._compiles(module) for module in found):
                return True
        return False

    def _leads(self, name: str, value: Value) -> bool:
        if name not in self._leading:
            self._leading[name] = any(self._comes_from_one(one) for one in leaves(value))
        return self._leading[name]

    def _comes_from_one(self, value: Value) -> bool:
        value = self._machine.modules.resolved(value)
        if isinstance(value, ModuleValue):
            return self._compiles(value) or self._imports_of(self._machine.modules.names_in(value).values())
        if isinstance(value, FunctionValue | ClassValue) and isinstance(value.unit, SourceUnit):
            names = value.scope.outermost.cells if isinstance(value, FunctionValue) else {}
            return _COMPILES in value.unit.text or self._imports_of(names.values())
        return False

    def _imports_of(self, values: Iterable[Value]) -> bool:
        """Whether one of the values that a module holds comes from a file that compiles."""
        modules = self._machine.modules
        for one in values:
            if isinstance(one, ImportedName):
                below = modules.below(one.module, one.name)
                if self._compiles(one.module) or (below is not None and self._compiles(below)):
                    return True
            elif isinstance(one, ModuleValue) and self._compiles(one):
                return True
        return False

    def _compiles(self, module: ModuleValue) -> bool:
        return _COMPILES in (self._machine.modules.source_of(module) or "")


def _root(node: cst.CSTNode) -> str:
    """``engine`` of ``engine.Trainer(x).fit``."""
    while True:
        match node:
            case cst.Attribute(value=below) | cst.Call(func=below) | cst.Subscript(value=below):
                node = below
            case cst.Name(value=name):
                return name
            case _:
                return ""
