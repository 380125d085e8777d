"""Calls: project functions are run, library calls go to their overlay."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.interpret.arguments import merged
from compile_lint.interpret.completions import returned
from compile_lint.interpret.definitions import is_enumeration
from compile_lint.knowledge.modules import is_known_library
from compile_lint.model import Origin, Why
from compile_lint.overlays.class_reports import note_report
from compile_lint.overlays.keras_models import OUTPUTS
from compile_lint.overlays.pandas_columns import forget
from compile_lint.overlays.registry import Entry, LibraryCall, find_function, find_handler
from compile_lint.settings.declarations import KnownLayer
from compile_lint.syntax.hooks import is_hook
from compile_lint.syntax.names import bound_names, parameters
from compile_lint.values.cells import COMPILED, HANDED_OUT, ITEMS, KEYS
from compile_lint.values.conditions import Condition, ConditionKind, is_option_default
from compile_lint.values.declared import WRAPPER, DeclaredObject
from compile_lint.values.joining import joined
from compile_lint.values.kinds import (
    PICKED,
    is_configuration,
    is_data,
    is_history,
    is_layer,
    is_model,
    kind_of,
    kinds_of_class,
)
from compile_lint.values.unfollowed import unfollowed_attribute, why_unfollowed
from compile_lint.values.values import (
    NO_ARGUMENTS,
    NONE,
    TRUE,
    UNBOUND,
    Arguments,
    BoundFunction,
    Choice,
    ClassValue,
    Const,
    Dataset,
    DictObject,
    FrameObject,
    FunctionValue,
    Instance,
    LibraryName,
    LibraryObject,
    ListObject,
    Method,
    ModelObject,
    ModuleValue,
    Object,
    Scope,
    SuperValue,
    Tensor,
    TupleValue,
    UnknownValue,
    Value,
    choose,
    leaves,
    one_of,
)

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine

# What these packages are given they leave as it is, save where an overlay says otherwise.
_OWN_BUSINESS = frozenset(
    {*sys.stdlib_module_names, "keras", "tensorflow", "numpy", "pandas", "sklearn", "matplotlib"}
)

MAX_CALL_DEPTH = 20
MAX_RECURSION = 2  # how often one function may be on the stack
MAX_COUNTED_RECURSION = 10  # the same where each call gets another number, such as the depth that is left
MAX_SPLIT = 4  # Choice arguments of one library call; more of them are unknown


class Calls:
    """Calls any value with evaluated arguments."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._generators: list[tuple[list[Value], ListObject]] = []  # running: what each has yielded

    def call(self, function: Value, arguments: Arguments, origin: Origin | None) -> Value:
        return self._machine.each_but_none(function, lambda one: self._call(one, arguments, origin))

    def _call(self, function: Value, arguments: Arguments, origin: Origin | None) -> Value:
        machine = self._machine
        machine.step()
        if isinstance(function, FunctionValue):
            return self.run(function, arguments, origin)
        if isinstance(function, BoundFunction):
            return self.call(function.function, merged(function.arguments, arguments), origin)
        if isinstance(function, ClassValue):
            return machine.instances.make(function, arguments, origin)
        if isinstance(function, LibraryName):
            return self._library(function, arguments, origin)
        if isinstance(function, DeclaredObject) and not function.is_made:
            return self._declared(function, arguments, origin)
        if isinstance(function, Method):
            return self.library_method(function.receiver, function.name, arguments, origin)
        if isinstance(function, UnknownValue):
            machine.lookups.may_fail()
            self._hand_out(arguments, origin)
            note_report(machine, function.detail, function.why, arguments, origin)
            if function.why is not Why.UNKNOWN_NAME:  # such as a notebook's ``display``
                self._forget_frames(arguments)
            return UnknownValue(function.why, function.detail and f"{function.detail}(...)", origin=origin)
        return self.invoke(function, "__call__", arguments, origin)

    def _declared(self, function: DeclaredObject, arguments: Arguments, origin: Origin | None) -> Value:
        """What the settings say that a call gives, without a look at the code that is called."""
        if function.declaration is WRAPPER:
            self._give_away(arguments)
            wrapped = next((one for one in arguments if _may_end_a_model(one)), None)
            return wrapped or self._machine.unknown(Why.DYNAMIC, f"{function.name}(...)", origin)
        if isinstance(function.declaration, KnownLayer) and _has_tensor(arguments):
            made = function.made(arguments, origin)
            return Tensor(made, _first(arguments), origin, arguments=arguments)
        return function.made(arguments, origin)

    # --- methods -----------------------------------------------------------------------------------

    def invoke(self, receiver: Value, name: str, arguments: Arguments, origin: Origin | None) -> Value:
        """``receiver.name(arguments)``."""
        return self._machine.each(receiver, lambda one: self._invoke(one, name, arguments, origin))

    def _invoke(self, receiver: Value, name: str, arguments: Arguments, origin: Origin | None) -> Value:
        machine = self._machine
        if isinstance(receiver, ClassValue) and name == "__subclasses__":
            return machine.subclasses.of(receiver, origin)
        if isinstance(receiver, Instance | ClassValue | SuperValue | ModuleValue | LibraryName):
            if name == "__call__" and isinstance(receiver, Instance):
                return self._call_instance(receiver, arguments, origin)
            found = machine.declared(machine.attribute(receiver, name, origin), origin)
            return self.call(found, arguments, origin)
        if isinstance(receiver, Method):  # an attribute of a library object, of which nothing is known
            receiver = unfollowed_attribute(receiver)
        if isinstance(receiver, Object):
            written = machine.read(receiver, name)
            if written != UNBOUND:
                return self.call(written, arguments, origin)
        return self.library_method(receiver, name, arguments, origin)

    def _call_instance(self, receiver: Instance, arguments: Arguments, origin: Origin | None) -> Value:
        """An instance that is called: its own ``__call__``, or what its library base makes of it."""
        for cls in receiver.cls.mro():
            found = self._machine.read(cls, "__call__")
            if found != UNBOUND:
                return self.call(found, merged(Arguments((receiver,)), arguments), origin)
        return self.library_method(receiver, "__call__", arguments, origin)

    def method(self, receiver: Instance, name: str) -> Value:
        """Call a method without arguments."""
        return self.invoke(receiver, name, NO_ARGUMENTS, receiver.origin)

    def library_method(
        self, receiver: Value, name: str, arguments: Arguments, origin: Origin | None
    ) -> Value:
        self._machine.registries.before_reading(receiver)
        kinds = list(kind_of(receiver))
        made = self._handled_as(kinds, receiver, name, arguments, origin)
        if made is not None:
            return made
        if name == "__call__" and _has_tensor(arguments) and isinstance(receiver, Object):
            return Tensor(receiver, _first(arguments), origin, arguments=arguments)
        self._machine.lookups.may_fail()
        self._give_away(arguments)
        called = f"{kinds[-1]}.{name}" if kinds else name
        why = receiver.why if isinstance(receiver, UnknownValue) else Why.NOT_SUPPORTED_YET
        if isinstance(receiver, LibraryObject):
            why, called = why_unfollowed(receiver.name), f"{receiver.name}.{name}"
        note_report(self._machine, called, why, arguments, origin)
        return self._machine.unknown(why, f"{called}(...)", origin)

    def _handled_as(
        self,
        kinds: Sequence[str],
        receiver: Value,
        name: str,
        arguments: Arguments,
        origin: Origin | None,
    ) -> Value | None:
        """What the first handler for a method of one of these kinds makes of a call; None without one."""
        for kind in kinds:
            entry = find_handler(f"{kind}.{name}")
            if entry is not None:
                call = LibraryCall(f"{kind}.{name}", arguments, origin, self._machine, receiver)
                return self._handle(entry, call)
        return None

    def item(self, container: Value, index: Value, origin: Origin | None) -> Value:
        """``container[index]`` of anything but arrays and unknowns."""
        if isinstance(container, DictObject | ListObject | TupleValue | Const):
            return self._machine.containers.get_item(container, index, origin)
        if isinstance(container, LibraryName):
            entry = find_function(f"{container.name}.__getitem__")
            if entry is not None:
                name = f"{container.name}.__getitem__"
                call = LibraryCall(name, Arguments((index,)), origin, self._machine, container)
                return self._handle(entry, call)
            is_class = container.name.rpartition(".")[2][:1].isupper()
            return container if is_class else self._machine.unknown(Why.DYNAMIC, container.name, origin)
        if isinstance(container, ClassValue):
            if is_enumeration(container) and isinstance(index, Const) and isinstance(index.value, str):
                return self._machine.attribute(container, index.value, origin)
            return container  # Generic[T]
        if isinstance(container, Tensor) and (isinstance(index, TupleValue) or is_data(container)):
            return Tensor(PICKED, container, origin, Arguments((index,)))  # others may be lists of them
        return self._invoke(container, "__getitem__", Arguments((index,)), origin)

    # --- libraries ---------------------------------------------------------------------------------

    def _library(self, function: LibraryName, arguments: Arguments, origin: Origin | None) -> Value:
        name = function.name
        module, _, last = name.rpartition(".")
        made = self._unbound(module, last, arguments, origin)
        if made is not None:
            return made
        entry = find_function(name) or find_function(f"{module}.*")
        if entry is not None:
            call = LibraryCall(name, arguments, origin, self._machine, None, function.flavour, called_as=name)
            return self._handle(entry, call)
        note_report(self._machine, name, why_unfollowed(name), arguments, origin)
        if last[:1].isupper():
            return LibraryObject(name, arguments, origin, function.flavour)
        if _has_tensor(arguments):
            return Tensor(name, _first(arguments), origin, arguments=arguments)
        self._machine.lookups.may_fail()
        if name.partition(".")[0] not in _OWN_BUSINESS:
            self._hand_out(arguments, origin)
        if not is_known_library(name):
            self._forget_frames(arguments)
        return self._machine.unknown(why_unfollowed(name), f"{name}(...)", origin)

    def _unbound(self, owner: str, name: str, arguments: Arguments, origin: Origin | None) -> Value | None:
        """``Class.method(object, ...)``, where the object is one of that class; None otherwise."""
        first, *others = arguments.positional or (None,)
        if not isinstance(first, LibraryObject | Instance) or owner not in kind_of(first):
            return None
        rest = replace(arguments, positional=tuple(others))
        if isinstance(first, LibraryObject):
            return self.library_method(first, name, rest, origin)
        return self._handled_as(kinds_of_class(owner), first, name, rest, origin)  # of its bases this alone

    def _hand_out(self, arguments: Arguments, origin: Origin | None) -> None:
        """Forget the heads of unfinished stacks of layers that go to code which is not in view."""
        machine = self._machine
        self._give_away(arguments)
        for value in arguments:
            unknown = machine.unknown(Why.OTHER_FILE, "layers added by a function not in view", origin)
            if isinstance(value, ModelObject) and value.kind == "sequential":
                if machine.read(value, COMPILED) == UNBOUND:
                    machine.write(value, OUTPUTS, unknown)
            elif isinstance(value, ListObject):
                items = machine.items(value)
                if items and all(isinstance(item, LibraryObject) for item in items):
                    machine.write(value, ITEMS, unknown)

    def _give_away(self, arguments: Arguments) -> None:
        """Remember which models go to code that is not followed: it may compile them.

        The configuration of a model it may change, and what training logged.
        """
        for value in arguments:
            for one in leaves(value):
                if isinstance(one, Object) and (is_model(one) or is_configuration(one) or is_history(one)):
                    self._machine.write(one, HANDED_OUT, TRUE)

    def _forget_frames(self, arguments: Arguments) -> None:
        """Code which is not in view may set any column of the frames that it is given."""
        for value in arguments:
            for one in leaves(value):
                if isinstance(one, FrameObject):
                    forget(one, self._machine)

    def _handle(self, entry: Entry, call: LibraryCall) -> Value:
        """Give a call to its handler, once for each alternative of its Choice arguments."""
        self._machine.lookups.called(call)
        if entry.takes_choices:
            return entry.handler(call)
        settled = self._settled(call.arguments)
        choices = sum(isinstance(value, Choice) for value in settled)
        if choices > MAX_SPLIT:
            return self._machine.unknown(Why.TOO_MANY_PATHS, f"{call.name}(...)", call.origin)
        return self._split(entry, replace(call, arguments=settled))

    def _settled(self, arguments: Arguments) -> Arguments:
        settle = self._machine.store.settle
        return replace(
            arguments,
            positional=tuple(joined(settle(value)) for value in arguments.positional),
            keywords={name: joined(settle(value)) for name, value in arguments.keywords.items()},
        )

    def _split(self, entry: Entry, call: LibraryCall) -> Value:
        arguments = call.arguments
        for index, value in enumerate(arguments.positional):
            if isinstance(value, Choice):
                return self._machine.each(value, partial(self._split_at, entry, call, index))
        for name, value in arguments.keywords.items():
            if isinstance(value, Choice):
                return self._machine.each(value, partial(self._split_by, entry, call, name))
        return entry.handler(call)

    def _split_at(self, entry: Entry, call: LibraryCall, index: int, one: Value) -> Value:
        positional = call.arguments.positional
        chosen = (*positional[:index], one, *positional[index + 1 :])
        return self._split(entry, replace(call, arguments=replace(call.arguments, positional=chosen)))

    def _split_by(self, entry: Entry, call: LibraryCall, name: str, one: Value) -> Value:
        chosen = {**call.arguments.keywords, name: one}
        return self._split(entry, replace(call, arguments=replace(call.arguments, keywords=chosen)))

    # --- project functions -------------------------------------------------------------------------

    def run(
        self,
        function: FunctionValue,
        arguments: Arguments,
        origin: Origin | None,
        *,
        is_forced: bool = False,
    ) -> Value:
        """Run a project function with its arguments; its result, or a Dataset of what it yields."""
        machine = self._machine
        running = [frame for frame in machine.frames if frame.function is not None]
        again = [frame for frame in running if frame.function and frame.function.node is function.node]
        if len(running) >= MAX_CALL_DEPTH or len(again) >= MAX_COUNTED_RECURSION:
            return self._cut_off(function, arguments, origin)
        scope = self._scope(function)
        first = self._bind(function, scope, arguments, is_forced)
        machine.recipients.called(scope, first)
        if len(again) >= MAX_RECURSION and not self._counts(function, scope, again[-1].scope):
            return self._cut_off(function, arguments, origin)
        machine.ran.add(function)
        if isinstance(first, Instance) and first in machine.undriven and is_hook(function.node):
            # What the subclass does that it is meant for is not in view.
            return machine.unknown(Why.PARAMETER, function.name, origin)
        frame = machine.frame_of(function, scope, first)
        with machine.entered(frame), machine.link(origin, id(origin.node) if origin else None):
            return machine.bounded(
                lambda: self._body(function, origin),
                lambda: self._cut_off(function, arguments, origin),
            )

    def _counts(self, function: FunctionValue, scope: Scope, before: Scope) -> bool:
        """Whether a call of a function by itself gets a number that is another than that before."""
        machine = self._machine
        for parameter in parameters(function.node.params):
            name = parameter.name.value
            now, then = machine.read(scope, name), machine.read(before, name)
            if (
                isinstance(now, Const)
                and isinstance(then, Const)
                and isinstance(now.value, int)
                and now != then
            ):
                return True
        return False

    def _cut_off(self, function: FunctionValue, arguments: Arguments, origin: Origin | None) -> UnknownValue:
        self._machine.lookups.may_fail()
        self._give_away(arguments)
        return self._machine.unknown(Why.TOO_DEEP, f"{function.name}(...)", origin)

    def _body(self, function: FunctionValue, origin: Origin | None) -> Value:
        if bound_names(function.node).has_yield:
            return self._generate(function, origin)
        if isinstance(function.node, cst.Lambda):
            return self._machine.expressions.evaluate(function.node.body)
        return returned(self._machine.statements.block(function.node.body))

    def call_forced(self, method: Value) -> Value:
        """Run a function that nothing in view calls: its parameters are unknown, or their defaults."""
        function, arguments = method, NO_ARGUMENTS
        if isinstance(method, BoundFunction):
            function, arguments = method.function, method.arguments
        if not isinstance(function, FunctionValue):
            return self._machine.unknown(Why.PARAMETER)
        if self._machine.fixtures.is_injected(function):
            self._machine.fixtures.run(function, arguments)
            return NONE
        return self.run(function, arguments, None, is_forced=True)

    def _generate(self, function: FunctionValue, origin: Origin | None) -> Value:
        self._generators.append(([], self._machine.new_list((), origin)))
        try:
            assert isinstance(function.node, cst.FunctionDef)
            self._machine.statements.block(function.node.body)
        finally:
            values, produced = self._generators.pop()
        if not values:
            return self._machine.unknown(Why.DYNAMIC, f"what {function.name} yields", origin)
        return Dataset(one_of(values), origin, produced)

    def yielded(self, value: Value, *, is_delegated: bool = False) -> None:
        """A ``yield`` in the generator that is running; a delegated one yields what ``value`` holds."""
        if not self._generators:
            return
        values, produced = self._generators[-1]
        values.append(self._machine.element(value) if is_delegated else value)
        method = "extend" if is_delegated else "append"
        self.invoke(produced, method, Arguments((value,)), value.origin)

    def _scope(self, function: FunctionValue) -> Scope:
        names = bound_names(function.node)
        scope = Scope("function", function.scope, function.unit)
        scope.locals = names.local
        scope.declared_global = names.declared_global
        return scope

    def _bind(
        self, function: FunctionValue, scope: Scope, arguments: Arguments, is_forced: bool
    ) -> Value | None:
        """Write the arguments into the scope; returns the first argument (``self`` of a method)."""
        machine = self._machine
        params = function.node.params
        positional = [*params.posonly_params, *params.params]
        keywords = dict(arguments.keywords)
        first: Value | None = None
        for index, parameter in enumerate(positional):
            name = parameter.name.value
            if index < len(arguments.positional):
                value = arguments.positional[index]
            elif name in keywords:
                value = keywords.pop(name)
            else:
                value = self._default(function, parameter, arguments, is_forced)
            machine.write(scope, name, value)
            first = value if index == 0 else first
        if isinstance(params.star_arg, cst.Param):
            rest = TupleValue(arguments.positional[len(positional) :])
            value = machine.unknown(Why.PARAMETER) if arguments.is_open_positional or is_forced else rest
            machine.write(scope, params.star_arg.name.value, value)
        for parameter in params.kwonly_params:
            name = parameter.name.value
            value = (
                keywords.pop(name)
                if name in keywords
                else self._default(function, parameter, arguments, is_forced)
            )
            machine.write(scope, name, value)
        if params.star_kwarg is not None:
            made = machine.new_dict(dict(keywords.items()), None)
            if arguments.is_open_keyword or is_forced:
                machine.write(made, KEYS, machine.unknown(Why.PARAMETER))
            machine.write(scope, params.star_kwarg.name.value, made)
        return first

    def _default(
        self, function: FunctionValue, parameter: cst.Param, arguments: Arguments, is_forced: bool
    ) -> Value:
        name = parameter.name.value
        origin = Origin(function.unit, parameter)
        default = function.defaults.get(name)
        unknown = UnknownValue(Why.PARAMETER, name, ("parameter", id(function), name), origin=origin)
        if default is None:
            return unknown
        if isinstance(default, Choice) and is_option_default(default.condition):
            return default  # declared for a command line, and the function is its command
        if is_forced and name in self._machine.given_by_callers(function):
            return unknown
        if is_forced or arguments.is_open_positional or arguments.is_open_keyword:
            unfilled = Condition(("default of", id(function), name), ConditionKind.UNFILLED)
            return choose(unfilled, default, unknown)
        return default


def _has_tensor(arguments: Arguments) -> bool:
    return any(isinstance(value, Tensor) for value in arguments) or any(
        isinstance(item, Tensor)
        for value in arguments
        if isinstance(value, TupleValue)
        for item in value.items
    )


def _first(arguments: Arguments) -> Value:
    return next(iter(arguments), NONE)


def _may_end_a_model(value: Value) -> bool:
    """Whether a value is a model, a layer or a tensor, on some path at least."""
    return any(
        isinstance(one, Tensor | LibraryObject) or is_model(one) or is_layer(one) for one in leaves(value)
    )
