"""Dicts that a module makes empty for other modules to fill: registries of builders, classes and losses.

Modules are run when something is taken from them, but those that only register something are imported for
nothing else. So what was imported and has not been run is run before such a dict is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.model import Why
from compile_lint.values.cells import KEYS
from compile_lint.values.values import DictObject, ImportedName, ModuleValue, Value

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine


class Registries:
    """Knows what was imported but not yet run, and runs it when a registry is read."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._waiting: list[ModuleValue | ImportedName] = []
        self._complete: set[DictObject] = set()
        self._has_others = False  # something was imported that cannot be run here, or is not known

    def imported(self, what: ModuleValue | ImportedName) -> None:
        """Take note of a module of the project, or a name from one, that an import statement brings."""
        self._waiting.append(what)

    def imported_unknown(self) -> None:
        """Take note of an import of which it is not known what it brings."""
        self._has_others = True

    def before_reading(self, value: Value) -> None:
        """Let a dict be filled, if another module than the program's made it empty.

        Where not all can be run that may fill it, its keys are unknown. While a module is being run, others
        may follow: then nothing is done yet.
        """
        machine = self._machine
        if not isinstance(value, DictObject) or value in self._complete or machine.modules.is_running:
            return
        origin = value.origin
        if origin is None or origin.unit is machine.unit or not _is_made_empty(origin.node):
            return
        self._complete.add(value)
        if not machine.takes_half(self._run_waiting) or self._has_others:
            unknown = machine.unknown(Why.DYNAMIC, "an entry that no code in view sets", origin)
            machine.store.apart(lambda: machine.write(value, KEYS, unknown))

    def _run_waiting(self) -> None:
        modules = self._machine.modules
        while self._waiting:
            what = self._waiting.pop(0)
            found = modules.resolved(what) if isinstance(what, ImportedName) else what
            if isinstance(found, ModuleValue) and not modules.is_run(found):
                self._has_others = True


def _is_made_empty(node: object) -> bool:
    """Whether an expression makes a dict without entries: ``{}``, ``dict()``, ``OrderedDict()``."""
    if isinstance(node, cst.Dict):
        return not node.elements
    return isinstance(node, cst.Call) and not any(arg.keyword or arg.star for arg in node.args)
