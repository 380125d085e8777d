"""One source unit as a program: run its module, then whatever of it holds a compile call nobody reached."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress

import libcst as cst

from compile_lint.interpret.machine import Machine, OutOfBudget
from compile_lint.interpret.modules import Surroundings
from compile_lint.overlays import load_all
from compile_lint.sources.units import SourceUnit
from compile_lint.syntax.walk import Collected, Definition, collect
from compile_lint.values.events import CompileEvent, Trace
from compile_lint.values.store import DeadPath
from compile_lint.values.values import (
    UNBOUND,
    Arguments,
    BoundFunction,
    ClassValue,
    FunctionValue,
    Instance,
    Value,
)

FORCED_STEPS = 10_000  # what a definition may take that nothing in view calls
RECURSION_LIMIT = 12_000  # Python frames; the machine's own limits on depth are reached long before


class Program:
    """Runs one unit and keeps the log."""

    def __init__(
        self, unit: SourceUnit, module: cst.Module, surroundings: Surroundings | None = None
    ) -> None:
        load_all()
        self._unit = unit
        self._module = module
        self._machine = Machine(unit, surroundings)
        self._forced: set[cst.CSTNode] = set()
        self._instances: dict[ClassValue, Value] = {}

    def run(self) -> Trace:
        """Everything that happens to models, in order."""
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(max(before, RECURSION_LIMIT))
        try:
            with suppress(OutOfBudget):  # what was found so far stands
                self._machine.run_module(self._module)
            self._run_unreached(collect(self._module))
        except RecursionError:
            pass  # likewise; sites that were not reached stay unread
        finally:
            sys.setrecursionlimit(before)
        return Trace(
            tuple(self._machine.log),
            frozenset(self._machine.flavours),
            {id(self._unit): self._module, **self._machine.modules.units},
        )

    def _run_unreached(self, collected: Collected) -> None:
        """Force the definitions around compile calls that nothing in view leads to, outermost first."""
        parents = {site.node: site.parent for site in collected.definitions}
        around = {
            id(call): site.node
            for site in collected.definitions
            if site.has_compile
            for call in collect(site.node).compile_calls
        }
        while True:
            reached = {
                id(event.origin.node)
                for event in self._machine.log
                if isinstance(event, CompileEvent) and event.origin is not None
            }
            open_sites = [id(call) for call in collected.compile_calls if id(call) not in reached]
            progressed = False
            for site in open_sites:
                chain = _outwards(around.get(site), parents)
                progressed = self._force_one(chain) or progressed
            if not progressed:
                return

    def _force_one(self, chain: list[Definition]) -> bool:
        """Force the innermost definition of a chain that exists as a value; False if nothing is left."""
        for node in chain:
            if node in self._forced:
                continue
            callables = self._callables(node)
            if callables:
                self._forced.add(node)
                for one in callables:
                    self._force(one)
                return True
        return False

    def _callables(self, node: Definition) -> list[Value]:
        if isinstance(node, cst.FunctionDef):
            return [self._bound(function) for function in self._machine.functions.get(node, [])[:2]]
        return list(self._machine.classes.get(node, []))[:1]

    def _bound(self, function: FunctionValue) -> Value:
        """A method gets an instance as its first argument: one for all methods of a class."""
        owner = function.owner
        if owner is None or "builtins.staticmethod" in function.decorators:
            return function
        if "builtins.classmethod" in function.decorators:
            return BoundFunction(function, Arguments((owner,)))
        return BoundFunction(function, Arguments((self._instance(owner),)))

    def _instance(self, cls: ClassValue) -> Value:
        if cls not in self._instances:
            self._instances[cls] = UNBOUND
            made = self._forcing(lambda: self._machine.calls.instantiate_forced(cls))
            if isinstance(made, Instance):
                self._machine.attributes.loosen(made)
            self._instances[cls] = made
        made = self._instances[cls]
        return made if isinstance(made, Instance) else Instance(cls, cls.origin)

    def _force(self, definition: Value) -> None:
        if isinstance(definition, ClassValue):
            self._instance(definition)
        else:
            self._forcing(lambda: self._machine.calls.call_forced(definition))

    def _forcing(self, run: Callable[[], Value]) -> Value:
        """Run something that nothing in view calls, as the module would."""
        machine = self._machine
        machine.is_forced = True
        try:
            with machine.entered(machine.module_frame()), machine.budget(FORCED_STEPS):
                return run()
        except (DeadPath, OutOfBudget):
            return UNBOUND
        finally:
            machine.is_forced = False


def _outwards(node: Definition | None, parents: dict[Definition, Definition | None]) -> list[Definition]:
    """A definition and those around it, innermost first."""
    chain: list[Definition] = []
    while node is not None:
        chain.append(node)
        node = parents.get(node)
    return chain
