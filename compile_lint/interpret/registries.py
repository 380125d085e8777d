"""Dicts that a module makes empty for other modules to fill: registries of builders, classes and losses.

An instance of a class that derives from ``dict`` is one as well.

Modules are run when something is taken from them, but those that only register something are imported for
nothing else. So what was imported and has not been run is run before such a dict is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.model import Why
from compile_lint.values.cells import FACTORY, GIVEN, KEYS
from compile_lint.values.kinds import is_dict
from compile_lint.values.values import UNBOUND, DictObject, ImportedName, Instance, Value

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine


class Registries:
    """Knows what was imported but not yet run, and runs it when a registry is read."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._names: list[ImportedName] = []  # that have not been looked up
        self._complete: set[DictObject | Instance] = set()
        self._has_unknown = False  # something was imported of which it is not known what it is

    def imported(self, name: ImportedName) -> None:
        """Take note of a name from a module of the project: it may be a module itself."""
        self._names.append(name)

    def imported_unknown(self) -> None:
        """Take note of an import of which it is not known what it brings."""
        self._has_unknown = True

    def before_reading(self, value: Value) -> None:
        """Let a dict be filled, if another module than the program's made it empty.

        Where not all can be run that may fill it, its keys are unknown. While a module is being run, others
        may follow: then nothing is done yet.
        """
        machine = self._machine
        if not isinstance(value, DictObject | Instance) or value in self._complete:
            return
        origin = value.origin
        if machine.modules.is_running or origin is None or origin.unit is machine.unit:
            return
        if not self._is_made_empty(value, origin.node):
            return
        self._complete.add(value)
        if not self.all_has_run():
            unknown = machine.unknown(Why.DYNAMIC, "an entry that no code in view sets", origin)
            machine.store.apart(lambda: machine.write(value, KEYS, unknown))

    def all_has_run(self) -> bool:
        """Run what was imported and has not been run; whether nothing is left that may be."""
        machine = self._machine
        is_done = machine.takes_half(self._run_imported) and machine.modules.are_complete
        return is_done and not self._has_unknown

    def _run_imported(self) -> None:
        modules = self._machine.modules
        while self._names or modules.are_waiting:
            if self._names:
                modules.resolved(self._names.pop(0))
            else:
                modules.run_waiting()

    def _is_made_empty(self, value: DictObject | Instance, node: object) -> bool:
        """Whether a dict had no entries where it was made: ``{}``, ``dict()``, ``defaultdict(list)``."""
        if isinstance(value, Instance):
            return is_dict(value) and self._machine.read(value, GIVEN) == UNBOUND
        if isinstance(node, cst.Dict):
            return not node.elements
        has_factory = self._machine.read(value, FACTORY) != UNBOUND
        return isinstance(node, cst.Call) and len(node.args) == has_factory
