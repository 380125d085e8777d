"""One source unit as a program: run its module, then whatever of it holds a compile call nobody reached."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress

import libcst as cst

from compile_lint.interpret.callers import Callers
from compile_lint.interpret.fixtures import wanted
from compile_lint.interpret.heirs import Heirs
from compile_lint.interpret.machine import Machine, OutOfBudget
from compile_lint.interpret.modules import Surroundings
from compile_lint.interpret.outside import Outside
from compile_lint.model import Why
from compile_lint.overlays import load_all
from compile_lint.overlays.keras_models import OUTPUTS
from compile_lint.reach import Reach
from compile_lint.sources.units import SourceUnit
from compile_lint.syntax.called import calls_one_of, compile_calls_in
from compile_lint.syntax.walk import Collected, Definition, collect
from compile_lint.values.cells import COMPILED
from compile_lint.values.conditions import Condition, ConditionKind
from compile_lint.values.declared import Declarations
from compile_lint.values.events import CompileEvent, Trace, UncompiledFitEvent
from compile_lint.values.store import DeadPath
from compile_lint.values.values import (
    COMMAND,
    UNBOUND,
    Arguments,
    BoundFunction,
    ClassValue,
    FunctionValue,
    Instance,
    ModelObject,
    UnknownValue,
    Value,
    choose,
)

FORCED_STEPS = 16_000  # what a definition may take that nothing in view calls
ALL_FORCED_STEPS = 96_000  # the same of all of them together; a file may hold thousands
OUTSIDE_STEPS = 32_000  # of those together that only lead to compile calls of other files
CALLERS_RUN = 20  # functions that lead to compile calls; a file of tests may hold hundreds
RECURSION_LIMIT = 12_000  # Python frames; more than a thousand `elif`s get there


class Program:
    """Runs one unit and keeps the log."""

    def __init__(
        self,
        unit: SourceUnit,
        module: cst.Module,
        surroundings: Surroundings | None = None,
        declarations: Declarations | None = None,
    ) -> None:
        load_all()
        self._unit = unit
        self._module = module
        self._machine = Machine(unit, surroundings, declarations)
        self._heirs = Heirs(self._machine)
        self._forced: set[cst.CSTNode] = set()
        self._steps_left = ALL_FORCED_STEPS
        self._instances: dict[ClassValue, Value] = {}
        self._reach = Reach.BY_ITSELF  # of what is forced
        self._traced: set[FunctionValue] = set()  # to what they were handed

    def run(self) -> Trace:
        """Everything that happens to models, in order."""
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(max(before, RECURSION_LIMIT))
        collected = collect(self._module)
        try:
            self._run_all(collected)
        finally:
            sys.setrecursionlimit(before)
        return Trace(
            tuple(self._machine.log),
            {id(self._unit): self._module, **self._machine.modules.units},
            has_untold=any(call not in self._machine.told for call in collected.compile_calls),
        )

    def _run_all(self, collected: Collected) -> None:
        machine = self._machine
        try:
            with suppress(OutOfBudget):  # what was found so far stands
                machine.run_module(self._module)
            self._run_unreached(collected)
        except RecursionError:  # likewise
            machine.is_cut = True
        if machine.is_cut:
            self._tell_unread(collected)
        self._steps_left = min(self._steps_left, OUTSIDE_STEPS)
        with suppress(RecursionError):
            self._force_leading_outside(collected)
            self._machine.recipients.run_outside(self._force_recipient)

    def _run_unreached(self, collected: Collected) -> None:
        """Run what leads to the compile calls that nothing in view reached, and what trains their models."""
        if self._open_sites(collected):
            self._machine.callers = Callers(self._module)
            unreached = set(self._open_sites(collected))
            self._force_callers(self._holders(unreached, collected), collected)
            self._force_holders(collected)
            self._force_users(collected)

    def _open_sites(self, collected: Collected) -> list[int]:
        reached = {
            id(event.origin.node)
            for event in self._machine.log
            if isinstance(event, CompileEvent) and event.origin is not None
        }
        return [id(call) for call in collected.compile_calls if id(call) not in reached]

    def _tell_unread(self, collected: Collected) -> None:
        """Record the compile calls that a long program was not followed to, and that as the why.

        A ``compile`` that the program defines is none of Keras's; what it calls has a place of its own.
        """
        machine = self._machine
        unread = set(self._open_sites(collected))
        model = machine.unknown(Why.TOO_DEEP, "a long program")
        for call in collected.compile_calls:
            if id(call) in unread and call not in machine.own_compiles:
                keywords = {one.keyword.value: model for one in call.args if one.keyword is not None}
                with machine.entered(machine.module_frame()):
                    machine.calls.invoke(model, "compile", Arguments((), keywords), machine.origin(call))

    @staticmethod
    def _holders(unreached: set[int], collected: Collected) -> set[str]:
        """The names of the definitions around some compile calls."""
        return {
            site.node.name.value
            for site in collected.definitions
            if site.has_compile and any(id(call) in unreached for call in compile_calls_in(site.node))
        }

    def _force_callers(self, holders: set[str], collected: Collected) -> None:
        """Force functions that call those around compile calls: a builder means what it is called with."""
        self._force_some(self._leading_to(holders, collected))

    def _force_leading_outside(self, collected: Collected) -> None:
        """Force functions that nothing in view calls, but that call what other files compile with."""
        functions = [
            site.node
            for site in collected.definitions
            if isinstance(site.node, cst.FunctionDef) and not self._machine.has_run(site.node)
        ]
        leading = Outside(self._machine).leading(functions)
        if leading:
            names = {node.name.value for node in leading}
            self._force_some([*leading, *self._leading_to(names, collected)])
        self._force_inherited(collected)

    def _force_inherited(self, collected: Collected) -> None:
        """Force what classes inherit from classes of other files that compile."""
        machine = self._machine
        made = [cls for site in collected.definitions for cls in machine.classes.get(site.node, ())[:1]]
        ran = 0
        for cls in made:
            if not isinstance(cls, ClassValue) or ran >= CALLERS_RUN:
                continue
            for method in self._heirs.inherited(cls):
                ran += 1
                assert method.owner is not None
                force = self._force_use if self._heirs.fills(cls, method.owner) else self._force
                force(BoundFunction(method, Arguments((self._instance(cls),))))

    def _force_some(self, functions: Sequence[cst.FunctionDef]) -> None:
        """Force so many of some functions, the last first: callers mostly stand below what they call."""
        ran = 0
        for node in reversed(functions):
            if self._machine.has_run(node) or node in self._forced:
                continue
            self._forced.add(node)
            for function in self._callables(node, 1):
                self._force_use(function)
                ran += 1
            if ran >= CALLERS_RUN:
                return

    def _leading_to(self, holders: set[str], collected: Collected) -> list[cst.FunctionDef]:
        """The functions without a compile call that lead to one of ``holders``, or to one that does.

        They name it in a call; a test may name a fixture as a parameter.
        """
        asks_for = {
            site.node: self._asked_for(site.node)
            for site in collected.definitions
            if isinstance(site.node, cst.FunctionDef) and not site.has_compile
        }
        leading: set[cst.FunctionDef] = set()
        sought = holders
        while sought:
            found = {
                node
                for node, names in asks_for.items()
                if node not in leading and (names & sought or calls_one_of(sought, node))
            }
            leading |= found
            sought = {node.name.value for node in found}
        return [node for node in asks_for if node in leading]

    def _asked_for(self, node: cst.FunctionDef) -> set[str]:
        """What a test or fixture asks its runner for."""
        fixtures = self._machine.fixtures
        made = self._machine.functions.get(node, ())
        return {name for function in made[:1] if fixtures.is_injected(function) for name in wanted(function)}

    def _force_users(self, collected: Collected) -> None:
        """Force the methods that train or use what other methods of their class have compiled."""
        for site in collected.definitions:
            node = site.node
            if not site.has_use or self._machine.has_run(node) or not isinstance(node, cst.FunctionDef):
                continue
            for function in self._machine.functions.get(node, [])[:1]:
                if node not in self._forced and not self._instances.keys().isdisjoint(
                    self._heirs.owners(function)
                ):
                    self._forced.add(node)
                    for one in self._bound(function):
                        self._force_use(one)

    def _force_recipient(self, function: Value) -> None:
        self._force_use(function, Reach.BY_RECIPIENT)

    def _force_use(self, function: Value, reach: Reach = Reach.BY_CALLER) -> None:
        """Force a function, but do not hold it against the program that a model is not compiled by then.

        What compiles it may be called first, in a place that is not in view.
        """
        log = self._machine.log
        start = len(log)
        self._reach = reach
        try:
            self._force(function)
        finally:
            self._reach = Reach.BY_ITSELF
        log[start:] = [event for event in log[start:] if not isinstance(event, UncompiledFitEvent)]

    def _force_holders(self, collected: Collected) -> None:
        """Force the definitions around compile calls that are still open, innermost first."""
        parents = {site.node: site.parent for site in collected.definitions}
        around = {
            id(call): site.node
            for site in collected.definitions
            if site.has_compile
            for call in compile_calls_in(site.node)
        }
        while True:
            progressed = False
            chains = {site: _outwards(around.get(site), parents) for site in self._open_sites(collected)}
            for site in self._in_order(chains):
                if site in self._open_sites(collected):  # what was forced before it may have led there
                    progressed = self._force_one(chains[site]) or progressed
            if not progressed:
                return

    def _in_order(self, chains: Mapping[int, list[Definition]]) -> list[int]:
        """Compile calls in the order in which to force what is around them.

        What calls others comes first: a builder means what it is called with. Then what was made first comes
        first, wherever it stands: functions in functions as they are handed on.
        """
        made = {node: place for place, node in enumerate(self._machine.functions)}
        innermost = {site: chain[0] for site, chain in chains.items() if chain}
        names = {node.name.value for node in innermost.values()}

        def order(site: int) -> tuple[bool, int]:
            node = innermost.get(site)
            if node is None:
                return True, len(made)
            others = names - {node.name.value}
            return not calls_one_of(others, node), made.get(node, len(made))

        return sorted(chains, key=order)

    def _force_one(self, chain: list[Definition]) -> bool:
        """Force the innermost definition of a chain that exists as a value; False if nothing is left."""
        for node in chain:
            if node in self._forced:
                continue
            callables = self._callables(node)
            if callables:
                self._forced.add(node)
                for one in callables:
                    self._force_beside(one)
                return True
        return False

    def _force_beside(self, function: Value) -> None:
        """Force what compiles: where it loads a model in place of one that was made, either may be trained.

        Of two that are made it is the last: there may be a method to train each.
        """
        machine = self._machine
        _, changed = machine.store.watch(lambda: self._force(function))
        for (owner, name), (before, after) in changed.items():
            if not (isinstance(owner, Instance) and isinstance(before, ModelObject)):
                continue
            if not isinstance(after, ModelObject):
                continue
            is_loaded = isinstance(machine.read(after, OUTPUTS), UnknownValue)
            if is_loaded and before is not after and machine.read(before, COMPILED) != UNBOUND:
                is_made = Condition(("made", _identity(function)), ConditionKind.DEFAULT)
                machine.write(owner, name, choose(is_made, before, after))

    def _callables(self, node: Definition, most: int = 2) -> list[Value]:
        if isinstance(node, cst.FunctionDef):
            made = self._machine.functions.get(node, [])[:most]
            return [callable_ for function in made for callable_ in self._bound(function)]
        return list(self._machine.classes.get(node, []))[:1]

    def _bound(self, function: FunctionValue) -> list[Value]:
        """A command gets its options; a method an instance as first argument, one for all of a class."""
        command = self._machine.read(function, COMMAND)
        if isinstance(command, BoundFunction):
            return [command]
        if function.owner is None or "builtins.staticmethod" in function.decorators:
            return [function]
        owners = self._heirs.owners(function)
        if "builtins.classmethod" in function.decorators:
            return [BoundFunction(function, Arguments((owner,))) for owner in owners]
        return [BoundFunction(function, Arguments((self._instance(owner),))) for owner in owners]

    def _instance(self, cls: ClassValue) -> Value:
        if cls not in self._instances:
            self._instances[cls] = UNBOUND
            made = self._forcing(lambda: self._machine.instances.make_forced(cls), id(cls))
            if isinstance(made, Instance):
                self._machine.attributes.loosen(made)
            self._instances[cls] = made
        made = self._instances[cls]
        return made if isinstance(made, Instance) else Instance(cls, cls.origin)

    def _force(self, definition: Value) -> None:
        if isinstance(definition, ClassValue):
            self._instance(definition)
        elif not self._has_made(definition) and not self._is_run_by_recipients(definition):
            self._forcing(lambda: self._machine.calls.call_forced(definition), _identity(definition))

    def _has_made(self, function: Value) -> bool:
        """Whether it is the ``__init__`` that was run when the instance was made that it is bound to."""
        if not isinstance(function, BoundFunction) or not isinstance(function.function, FunctionValue):
            return False
        made, init = next(iter(function.arguments), None), function.function
        if not isinstance(made, Instance) or self._instances.get(made.cls) is not made:
            return False
        return self._machine.attributes.in_classes(made.cls, "__init__") is init

    def _is_run_by_recipients(self, function: Value) -> bool:
        """Whether what a function was handed to calls it, if that is run as well."""
        if isinstance(function, BoundFunction):
            return self._is_run_by_recipients(function.function)
        if not isinstance(function, FunctionValue) or function in self._traced:
            return False
        self._traced.add(function)
        return self._machine.recipients.run(function, self._force)

    def _forcing(self, run: Callable[[], Value], identity: Hashable = None) -> Value:
        """Run something that nothing in view calls, as the module would; each is a way of its own."""
        machine = self._machine
        left = min(FORCED_STEPS, self._steps_left)
        before = machine.steps
        machine.reach = self._reach
        try:
            with (
                machine.entered(machine.module_frame()),
                machine.budget(left),
                machine.link(None, ("forced", identity)),
            ):
                return run()
        except (DeadPath, OutOfBudget):
            return UNBOUND
        finally:
            machine.reach = Reach.BY_PROGRAM
            self._steps_left -= machine.steps - before


def _identity(function: Value) -> Hashable:
    """Of a function, and of the class that its method is called on."""
    if isinstance(function, BoundFunction):
        first = next(iter(function.arguments), None)
        return (id(function.function), id(first.cls) if isinstance(first, Instance) else None)
    return id(function)


def _outwards(node: Definition | None, parents: dict[Definition, Definition | None]) -> list[Definition]:
    """A definition and those around it, innermost first."""
    chain: list[Definition] = []
    while node is not None:
        chain.append(node)
        node = parents.get(node)
    return chain
