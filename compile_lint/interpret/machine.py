"""The abstract machine: one program's store, log, call stack and budget, and the services of a Host."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace

import libcst as cst

from compile_lint.interpret.attributes import Attributes
from compile_lint.interpret.callers import Callers
from compile_lint.interpret.calls import Calls
from compile_lint.interpret.containers import Containers
from compile_lint.interpret.expressions import Expressions
from compile_lint.interpret.fixtures import Fixtures
from compile_lint.interpret.instances import Instances
from compile_lint.interpret.lookups import Lookups
from compile_lint.interpret.modules import Modules, Surroundings
from compile_lint.interpret.recipients import Recipients
from compile_lint.interpret.registries import Registries
from compile_lint.interpret.statements import Statements
from compile_lint.interpret.subclasses import Subclasses
from compile_lint.knowledge.imbalance import NAME_HINTS
from compile_lint.knowledge.modules import canonical, flavour
from compile_lint.model import Origin, Why
from compile_lint.reach import Reach
from compile_lint.records import dataclass
from compile_lint.sources.units import SourceUnit
from compile_lint.values.conditions import Condition
from compile_lint.values.declared import Declarations
from compile_lint.values.events import (
    CompileEvent,
    Event,
    LayersEvent,
    ReachEvent,
    TrainableEvent,
    UncompiledFitEvent,
)
from compile_lint.values.store import DeadPath, Store, bounded
from compile_lint.values.values import (
    NONE,
    Arguments,
    Choice,
    ClassValue,
    DictObject,
    FunctionValue,
    Instance,
    LibraryName,
    ListObject,
    Object,
    Scope,
    UnknownValue,
    Value,
    choose,
    leaves,
)

MAX_STEPS = 24_000  # statements, calls and forks of one program; beyond it nothing more is followed
# Expressions cost nothing, unless there are many for each step, as in long tables and comprehensions; real
# programs take one or two. What a program does not use of them it has left for later.
EXPRESSIONS_PER_STEP = 10
EXPRESSIONS_AT_START = 100_000
MODULE_STEPS = 12_000  # of one imported module, which are not the program's own
IMPORTED_STEPS = 36_000  # of all of them together
ENOUGH_STEPS = 1_000  # what a call may take without asking for more than half of what is left


# These say that something was not done before, which may stand in what was cut off.
_RESTING_ON_ALL_BEFORE = (LayersEvent, TrainableEvent, UncompiledFitEvent)


class OutOfBudget(Exception):
    """The program is longer than the machine follows; what was found so far stands."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One running function, or the module."""

    scope: Scope
    unit: SourceUnit
    function: FunctionValue | None = None
    receiver: Value | None = None  # the first argument of a method
    owner: ClassValue | None = None  # the class whose body, or whose method, this is


class Machine:
    """Runs one program abstractly. Parts of the work are in ``statements``, ``expressions``, ``calls``,
    ``instances``, ``attributes`` and ``containers``; they share the store and the log that live here."""

    def __init__(
        self,
        unit: SourceUnit,
        surroundings: Surroundings | None = None,
        declarations: Declarations | None = None,
    ) -> None:
        self.name_hints = NAME_HINTS if declarations is None else declarations.name_hints
        self._declarations = declarations if declarations is not None and declarations.by_name else None
        self.store = Store()
        self.loops: tuple[Value, ...] = ()
        self.log: list[Event] = []
        self.frames: list[Frame] = []
        self.functions: dict[cst.CSTNode, list[FunctionValue]] = {}
        self.classes: dict[cst.CSTNode, list[Value]] = {}
        self._reached: set[tuple[str, str, bool]] = set()  # which parts of Keras, through which package
        self._has_tensorflow = False
        self.is_to_fail = False  # running what a test expects to raise or to warn
        self.reach = Reach.BY_PROGRAM  # less, where a definition runs that nothing in view calls
        self.told: set[cst.CSTNode] = set()  # calls of a ``compile`` of which it is known whose they are
        self.own_compiles: set[cst.CSTNode] = set()  # those of a method that the program itself defines
        self.ran: set[FunctionValue] = set()  # functions that were called, or forced
        self.undriven: set[Instance] = set()  # made by force: who calls its methods, and when, is not in view
        self.steps = 0
        self._imported_steps = 0
        self._expressions_left = EXPRESSIONS_AT_START
        self.is_cut = False  # something was too long to be followed to its end
        self.callers: Callers | None = None  # what stands in the program's own file, run or not
        self._limit = MAX_STEPS
        self._links: list[tuple[Origin | None, Hashable]] = []
        self.containers = Containers(self)
        self.attributes = Attributes(self)
        self.lookups = Lookups(self)
        self.registries = Registries(self)
        self.fixtures = Fixtures(self)
        self.recipients = Recipients(self)
        self.subclasses = Subclasses(self)
        self.calls = Calls(self)
        self.instances = Instances(self)
        self.expressions = Expressions(self)
        self.statements = Statements(self)
        self.module = Scope("module", None, unit)
        self.unit = unit
        self.modules = Modules(self, surroundings)

    @property
    def uses_keras(self) -> bool:
        """Whether the program has reached anything of Keras by now, or TensorFlow, which holds it."""
        return bool(self._reached) or self._has_tensorflow

    @property
    def is_forced(self) -> bool:
        """Whether a definition is being run that nothing in view calls."""
        return self.reach is not Reach.BY_PROGRAM

    def has_run(self, definition: cst.CSTNode) -> bool:
        """Whether some function that a ``def`` or ``lambda`` made was called, or forced."""
        return any(function in self.ran for function in self.functions.get(definition, ()))

    def given_by_callers(self, function: FunctionValue) -> frozenset[str]:
        """The parameters of a function of the program's file that whoever calls it there gives."""
        if self.callers is None or function.unit is not self.unit or isinstance(function.node, cst.Lambda):
            return frozenset()
        owner = function.owner
        called = owner.name if owner is not None and function.name == "__init__" else function.name
        is_bound = owner is not None and "builtins.staticmethod" not in function.decorators
        return self.callers.always_give(function.node, called, is_bound=is_bound)

    # --- the present place -------------------------------------------------------------------------

    @property
    def frame(self) -> Frame:
        return self.frames[-1]

    @contextmanager
    def entered(self, frame: Frame) -> Iterator[None]:
        """Run with ``frame`` on top of the stack."""
        self.frames.append(frame)
        try:
            yield
        finally:
            self.frames.pop()

    @contextmanager
    def in_loop_over(self, element: Value) -> Iterator[None]:
        """Run one turn of a loop, in which ``element`` is what it goes through."""
        outside, self.loops = self.loops, (*self.loops, element)
        try:
            yield
        finally:
            self.loops = outside

    @contextmanager
    def expecting_failure(self) -> Iterator[None]:
        """Run what a test expects to raise or to warn."""
        outside, self.is_to_fail = self.is_to_fail, True
        try:
            yield
        finally:
            self.is_to_fail = outside

    def frame_of(self, function: FunctionValue, scope: Scope, receiver: Value | None) -> Frame:
        """The frame that runs ``function``."""
        unit = function.unit
        assert isinstance(unit, SourceUnit)
        return Frame(scope, unit, function, receiver, function.owner)

    def frame_in(self, scope: Scope) -> Frame:
        """The present frame with an inner scope (a comprehension's)."""
        return replace(self.frame, scope=scope)

    @contextmanager
    def link(self, origin: Origin | None, key: Hashable) -> Iterator[None]:
        """Add a link to the chain: a call expression (with its origin), or a turn of a loop (without)."""
        self._links.append((origin, key))
        try:
            yield
        finally:
            self._links.pop()

    @property
    def chain(self) -> tuple[Origin, ...]:
        return tuple(origin for origin, _ in self._links if origin is not None)

    def origin(self, node: cst.CSTNode) -> Origin:
        return Origin(self.frame.unit, node)

    def library(self, dotted: str, origin: Origin | None = None, through: str | None = None) -> LibraryName:
        """A name in a library, reached under ``dotted``; ``through`` tells by which Keras, where known."""
        name = canonical(dotted)
        through = through or flavour(dotted)
        if name == "tensorflow":
            self._has_tensorflow = True
        if through is not None:
            part = ".".join(name.split(".", 2)[:2])
            key = (through, part, self.is_forced or bool(self.store.path))
            if key not in self._reached:
                self._reached.add(key)
                self.record(ReachEvent(origin, through, part))
        return LibraryName(name, through, origin)

    def declared(self, value: Value, origin: Origin | None) -> Value:
        """What the settings declare of a function, class or name in place of the value, or the value."""
        declarations = self._declarations
        if declarations is None:
            return value
        return self.each(value, lambda one: declarations.find(one, origin) or one)

    def step(self) -> None:
        """Count one unit of work; raises ``OutOfBudget`` past the present limit."""
        self.steps += 1
        self._expressions_left += EXPRESSIONS_PER_STEP
        if self.steps > self._limit:
            self.is_cut = True
            raise OutOfBudget

    def count_expression(self) -> None:
        """Count one expression that is evaluated; raises ``OutOfBudget`` as ``step`` does."""
        self._expressions_left -= 1
        if self._expressions_left < 0:
            self.step()

    @contextmanager
    def budget(self, steps: int) -> Iterator[None]:
        """Run something with a limit of its own, which may go beyond the present one."""
        before = self._limit
        self._limit = self.steps + steps
        try:
            yield
        finally:
            self._limit = before

    @contextmanager
    def imported_budget(self) -> Iterator[None]:
        """Run an imported module, which may be cut off, on steps that are not those of the program."""
        before = self.steps
        try:
            with self.budget(min(MODULE_STEPS, IMPORTED_STEPS - self._imported_steps)):
                yield
        except OutOfBudget:
            pass
        finally:
            self._imported_steps += self.steps - before
            self.steps = before

    def bounded(self, run: Callable[[], Value], instead: Callable[[], Value]) -> Value:
        """Run something that may take half of what is left; if it takes longer, the result is ``instead``.

        So a long computation that has nothing to do with models does not use up a program's budget. A call
        deep in others would be left next to nothing, so half is no less than a function mostly needs.
        """
        results: list[Value] = []
        return results[0] if self.takes_half(lambda: results.append(run())) else instead()

    def takes_half(self, run: Callable[[], object]) -> bool:
        """Run something that may take half of the steps that are left; False if it was cut off there."""
        return self._within(max((self._limit - self.steps) // 2, ENOUGH_STEPS), run)

    def _within(self, steps: int, run: Callable[[], object]) -> bool:
        """Run something that may take so many of the steps that are left; False if it was cut off there."""
        try:
            with self.budget(min(steps, max(self._limit - self.steps, 1))):
                run()
        except OutOfBudget:
            if self.steps >= self._limit:
                raise
            return False
        return True

    # --- Host --------------------------------------------------------------------------------------

    def read(self, target: Object, key: str) -> Value:
        return self.store.read(target, key)

    def write(self, target: Object, key: str, value: Value) -> None:
        self.store.write(target, key, value)

    def record(self, event: Event) -> None:
        if self.is_cut and isinstance(event, _RESTING_ON_ALL_BEFORE):
            return
        if isinstance(event, CompileEvent):
            self.attributes.forget_reshaped(event.outputs)
        event.path = self.store.path
        event.chain = self.chain
        event.reach = self.reach
        event.is_to_fail = self.is_to_fail
        event.chain_key = tuple(key for _, key in self._links)
        self.log.append(event)

    def unknown(self, why: Why, detail: str = "", origin: Origin | None = None) -> UnknownValue:
        return UnknownValue(why, detail, origin=origin)

    def each(self, value: Value, run: Callable[[Value], Value]) -> Value:
        value = self.store.settle(value)
        if not isinstance(value, Choice):
            return run(value)
        yes, no = value.yes, value.no
        return self.branch(value.condition, lambda: self.each(yes, run), lambda: self.each(no, run))

    def each_but_none(self, value: Value, run: Callable[[Value], Value]) -> Value:
        """The same for what ``None`` cannot do: its ways end here, as they raise, if others are left."""
        value = self.store.settle(value)
        if not isinstance(value, Choice) or all(leaf == NONE for leaf in leaves(value)):
            return self.each(value, run)

        def run_unless_none(one: Value) -> Value:
            if one == NONE:
                raise DeadPath
            return run(one)

        return self.each(value, run_unless_none)

    def map(self, value: Value, compute: Callable[[Value], Value]) -> Value:
        """``compute`` for every alternative of a Choice; it may neither read nor write the store's cells."""
        value = self.store.settle(value)
        if not isinstance(value, Choice):
            return compute(value)
        self.step()
        return choose(value.condition, self.map(value.yes, compute), self.map(value.no, compute))

    def branch(self, condition: Condition, yes: Callable[[], Value], no: Callable[[], Value]) -> Value:
        """Evaluate either of two expressions, guarded by an undecided condition."""
        self.step()
        return self.store.branch(condition, yes, no, lambda *ways: bounded(choose(*ways)))

    def call(self, function: Value, arguments: Arguments, origin: Origin | None) -> Value:
        return self.calls.call(function, arguments, origin)

    def attribute(self, value: Value, name: str, origin: Origin | None) -> Value:
        return self.attributes.get(value, name, origin)

    def items(self, value: Value) -> tuple[Value, ...] | None:
        return self.containers.items(value)

    def mapping(self, value: Value) -> Mapping[object, Value] | None:
        return self.containers.mapping(value)

    def new_list(self, items: tuple[Value, ...], origin: Origin | None) -> ListObject:
        return self.containers.new_list(items, origin)

    def new_dict(self, entries: Mapping[object, Value], origin: Origin | None) -> DictObject:
        return self.containers.new_dict(entries, origin)

    def object_of(self, value: Value) -> Object:
        return self.attributes.object_of(value)

    def get_item(self, target: Value, index: Value, origin: Origin | None) -> Value:
        return self.containers.get_item(target, index, origin)

    def set_item(self, target: Value, index: Value, value: Value) -> None:
        self.containers.set_item(target, index, value)

    def set_attribute(self, owner: Value, name: str, value: Value) -> None:
        self.attributes.set(owner, name, value)

    def element(self, iterable: Value) -> Value:
        return self.expressions.element(iterable)

    def frozen(self, value: Value) -> Value:
        return self.containers.frozen(value)

    def project_text(self, path: str) -> tuple[str, str] | None:
        return self.modules.text(path)

    def module_named(self, name: str, origin: Origin | None) -> Value:
        return self.statements.imports.by_name(name, origin)

    def named(self, name: str, origin: Origin | None, *, is_global: bool = False) -> Value:
        scope = self.frame.scope
        return self.statements.bindings.named(name, origin, scope.outermost if is_global else scope)

    def imported_unknown(self) -> None:
        self.registries.imported_unknown()

    def add_search_folder(self, path: str) -> None:
        self.modules.add_search_folder(path)

    # --- running -----------------------------------------------------------------------------------

    def rehearse(self, run: Callable[[], object]) -> Mapping[tuple[Object, str], tuple[Value, Value]]:
        """Run, undo the writes and forget the events; tell which cells changed and how."""
        logged = len(self.log)
        try:
            return self.store.rehearse(run)
        finally:
            del self.log[logged:]

    def rehearse_within(self, steps: int, run: Callable[[], object]) -> bool:
        """Rehearse something, unless it takes longer: then what it did is of no use, and the answer False."""
        was_cut = self.is_cut
        is_whole = self._within(steps, lambda: self.rehearse(run))
        if not is_whole:
            self.is_cut = was_cut
        return is_whole

    def module_frame(self, scope: Scope | None = None, unit: SourceUnit | None = None) -> Frame:
        """A frame at the level of a module: the program's own unless another is given."""
        return Frame(scope or self.module, unit or self.unit)

    def run_module(self, module: cst.Module) -> None:
        """Execute the module's statements in order."""
        with self.entered(self.module_frame()), suppress(DeadPath):
            self.statements.block(module.body)
