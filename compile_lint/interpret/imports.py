"""Import statements: library names in canonical form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.interpret.completions import NORMAL, Completion
from compile_lint.knowledge.flavours import KERAS2_NAMES
from compile_lint.model import Origin, Why
from compile_lint.syntax.names import dotted_name
from compile_lint.values.conditions import IS_KERAS3
from compile_lint.values.values import ImportedName, ModuleValue, UnknownValue, Value

if TYPE_CHECKING:
    from compile_lint.interpret.bindings import Bindings
    from compile_lint.interpret.machine import Machine

_ROOTS = frozenset(name.partition(".")[0] for name in KERAS2_NAMES)


class Imports:
    """Binds what import statements bring."""

    def __init__(self, machine: Machine, bindings: Bindings) -> None:
        self._machine = machine
        self._bindings = bindings

    def import_modules(self, node: cst.Import) -> Completion:
        modules = self._machine.modules
        for alias in node.names:
            dotted = dotted_name(alias.name)
            found = modules.absolute(dotted)  # sought in any case: it may be imported to register something
            if found is None:
                self._rule_out_keras3(dotted)
            if alias.asname is not None:
                self._bindings.assign(alias.asname.name, found or self._library(dotted, node))
            else:
                top, _, below = dotted.partition(".")
                package = modules.absolute(top) if below else found
                self._bindings.set_name(top, package or self._library(top, node))
        return NORMAL

    def import_names(self, node: cst.ImportFrom) -> Completion:
        module = "" if node.module is None else dotted_name(node.module)
        found = self._project_module(node, module)
        is_library = found is None and not node.relative
        if is_library:
            self._rule_out_keras3(module)
        if isinstance(node.names, cst.ImportStar):
            if found is not None or is_library:
                self._machine.frame.scope.stars.append(found or module)
            return NORMAL
        for alias in node.names:
            name = dotted_name(alias.name)
            if found is not None:
                imported = ImportedName(found, name, self._machine.origin(node))
                self._machine.registries.imported(imported)
                value: Value = imported
            elif node.relative:
                value = UnknownValue(
                    Why.OTHER_FILE,
                    f"{'.' * len(node.relative)}{module}.{name}",
                    ("import", module, name),
                    origin=self._machine.origin(node),
                )
            else:
                self._rule_out_keras3(f"{module}.{name}")
                origin = self._machine.origin(node)
                value = self._machine.attributes.get(self._library(module, node), name, origin)
            target = alias.asname.name if alias.asname is not None else alias.name
            self._bindings.assign(target, value)
        return NORMAL

    def _rule_out_keras3(self, dotted: str) -> None:
        """A program that goes on after an import that Keras 3 cannot serve runs on Keras 2."""
        words = dotted.split(".")
        if words[0] not in _ROOTS or self._machine.lookups.is_caught:
            return
        if not KERAS2_NAMES.isdisjoint(".".join(words[:end]) for end in range(2, len(words) + 1)):
            self._machine.store.assume(IS_KERAS3, False)

    def _project_module(self, node: cst.ImportFrom, module: str) -> ModuleValue | None:
        if node.relative:
            return self._machine.modules.relative(len(node.relative), module)
        return self._machine.modules.absolute(module)

    def by_name(self, name: str, origin: Origin | None) -> Value:
        """The module that ``importlib.import_module(name)`` gives."""
        below = name.lstrip(".")
        if below == name:
            return self._machine.modules.absolute(name) or self._machine.library(name, origin)
        found = self._machine.modules.relative(len(name) - len(below), below)
        return found or UnknownValue(Why.OTHER_FILE, name, ("import", name, ""), origin=origin)

    def _library(self, dotted: str, node: cst.CSTNode) -> Value:
        return self._machine.library(dotted, self._machine.origin(node))
