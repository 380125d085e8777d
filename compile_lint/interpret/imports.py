"""Import statements: library names in canonical form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.interpret.completions import NORMAL, Completion
from compile_lint.knowledge.modules import canonical, flavour
from compile_lint.model import Why
from compile_lint.syntax.names import dotted_name
from compile_lint.values.values import LibraryName, UnknownValue, Value

if TYPE_CHECKING:
    from compile_lint.interpret.bindings import Bindings
    from compile_lint.interpret.machine import Machine


class Imports:
    """Binds what import statements bring."""

    def __init__(self, machine: Machine, bindings: Bindings) -> None:
        self._machine = machine
        self._bindings = bindings

    def import_modules(self, node: cst.Import) -> Completion:
        for alias in node.names:
            dotted = dotted_name(alias.name)
            if alias.asname is not None:
                value = self._library(dotted, node)
                self._bindings.assign(alias.asname.name, value)  # type: ignore[arg-type]
            else:
                top = dotted.partition(".")[0]
                self._bindings.set_name(top, self._library(top, node))
        return NORMAL

    def import_names(self, node: cst.ImportFrom) -> Completion:
        module = "" if node.module is None else dotted_name(node.module)
        if isinstance(node.names, cst.ImportStar):
            if not node.relative:
                self._machine.frame.scope.stars.append(module)
            return NORMAL
        for alias in node.names:
            name = dotted_name(alias.name)
            if node.relative:
                value: Value = UnknownValue(
                    Why.OTHER_FILE,
                    f"{'.' * len(node.relative)}{module}.{name}",
                    ("import", module, name),
                    origin=self._machine.origin(node),
                )
            else:
                value = self._library(f"{module}.{name}", node)
            target = alias.asname.name if alias.asname is not None else alias.name
            self._bindings.assign(target, value)  # type: ignore[arg-type]
        return NORMAL

    def _library(self, dotted: str, node: cst.CSTNode) -> Value:
        through = flavour(dotted)
        if through is not None:
            self._machine.flavours.add(through)
        return LibraryName(canonical(dotted), through, self._machine.origin(node))
