"""``value.name``: instance attributes, methods, properties, and what libraries' objects have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.knowledge.layers import find_layer, looks_untrained
from compile_lint.model import Origin, Why
from compile_lint.overlays.keras_graphs import forget_activation, forget_activations, takes_part
from compile_lint.overlays.named_dicts import named, named_entry
from compile_lint.overlays.pandas_subscripts import column_attribute, set_attribute
from compile_lint.overlays.python_containers import update_dict
from compile_lint.overlays.python_objects import NAMESPACES, own_attributes
from compile_lint.overlays.registry import LibraryCall, find_function, find_handler
from compile_lint.syntax.deferred import may_assign_attribute
from compile_lint.syntax.names import assigned_attributes
from compile_lint.values.cells import ITEMS, KEYS, NAMED
from compile_lint.values.conditions import Condition, ConditionKind
from compile_lint.values.events import SOME_LAYERS, CompileEvent, NamedLayer, TrainableEvent
from compile_lint.values.kinds import is_layer, is_model, kind_of
from compile_lint.values.values import (
    NO_ARGUMENTS,
    NONE,
    UNBOUND,
    Arguments,
    BoundFunction,
    ClassValue,
    Const,
    DictObject,
    FrameObject,
    FunctionValue,
    Instance,
    LayerToken,
    LibraryName,
    LibraryObject,
    ListObject,
    Method,
    ModuleValue,
    Object,
    SuperValue,
    UnknownValue,
    Value,
    choose,
)

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine


class Attributes:
    """Reads and writes attributes."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._shadows: dict[object, Object] = {}  # attributes written on unknown objects, by token
        self._providing: set[tuple[int, str]] = set()
        self._reshaped: list[Object] = []  # layers given another activation after compile

    def get(self, value: Value, name: str, origin: Origin | None) -> Value:
        """The attribute of one value; a Choice is split."""
        return self._machine.each(value, lambda one: self._get(one, name, origin))

    def _get(self, value: Value, name: str, origin: Origin | None) -> Value:
        machine = self._machine
        if isinstance(value, Instance):
            return self._of_instance(value, name, origin)
        if isinstance(value, ClassValue):
            return self._of_class(value, name, origin)
        if isinstance(value, SuperValue):
            return self._of_super(value, name, origin)
        if isinstance(value, ModuleValue):
            return machine.modules.member(value, name)
        if isinstance(value, LibraryName):
            if name == "__name__":
                return Const(value.name.rpartition(".")[2], origin)
            if find_function(f"{value.name}.@{name}") is not None:
                return self._handled(f"{value.name}.@{name}", value, origin)
            return machine.library(f"{value.name}.{name}", origin, value.flavour)
        if isinstance(value, UnknownValue):
            return self._of_unknown(value, name, origin)
        if isinstance(value, Const) and name == "value":  # no constant has a value but an Enum's member
            return value
        if isinstance(value, FunctionValue) and name == "__name__":
            return Const(value.name, origin)
        if isinstance(value, DictObject) and NAMED in value.cells:
            entry = named_entry(machine, value, name, origin)
            if entry is not None:
                return entry
        if isinstance(value, Object):
            written = machine.read(value, name)
            if written != UNBOUND and not isinstance(value, FunctionValue):
                return written
        return self._of_library(value, name, origin)

    def _of_library(self, value: Value, name: str, origin: Origin | None) -> Value:
        if name == "__class__":
            return self._machine.call(LibraryName("builtins.type"), Arguments((value,)), origin)
        if isinstance(value, FrameObject):
            column = column_attribute(value, name, self._machine, origin)
            if column is not None:
                return column
        for kind in kind_of(value):
            if find_handler(f"{kind}.@{name}") is not None:
                return self._handled(f"{kind}.@{name}", value, origin)
        if isinstance(value, LibraryObject) and value.name in NAMESPACES:
            token = ("attribute", value, name)
            return UnknownValue(Why.PARAMETER, name, token, origin=origin)
        return Method(value, name, origin)

    def _handled(self, key: str, receiver: Value, origin: Origin | None) -> Value:
        entry = find_handler(key)
        assert entry is not None
        return entry.handler(LibraryCall(key, NO_ARGUMENTS, origin, self._machine, receiver))

    def _of_unknown(self, value: UnknownValue, name: str, origin: Origin | None) -> Value:
        shadow = self._shadows.get(value.token)
        if shadow is not None:
            written = self._machine.read(shadow, name)
            if written != UNBOUND:
                return written
        detail = value.detail and f"{value.detail}.{name}"
        return UnknownValue(value.why, detail, ("attribute", value.token, name), origin=origin)

    # --- instances and classes ---------------------------------------------------------------------

    def _of_instance(self, instance: Instance, name: str, origin: Origin | None) -> Value:
        machine = self._machine
        written = machine.read(instance, name)
        if written != UNBOUND:
            return self._perhaps_rebound(instance, name, written)
        if name == "__class__":
            return instance.cls
        if name == "__dict__":
            return own_attributes(machine, instance, origin)
        for cls in instance.cls.mro():
            found = machine.read(cls, name)
            if found != UNBOUND:
                return self._perhaps_rebound(instance, name, self.bound(found, instance, cls))
        provided = self._provided(instance, name)
        if provided is not None:
            return provided
        is_special = name.startswith("__")
        if any(not is_special or find_handler(f"{base}.{name}") for base in instance.cls.library_bases()):
            return self._of_library(instance, name, origin)
        return self._made_on_demand(instance, name, origin) or self._not_in(instance.cls, name, origin)

    def _made_on_demand(self, instance: Instance, name: str, origin: Origin | None) -> Value | None:
        """What ``__getattr__`` gives, which Python asks where nothing else has the attribute."""
        maker = self.in_classes(instance.cls, "__getattr__")
        asked = (id(instance), f"__getattr__ {name}")
        if not isinstance(maker, FunctionValue) or name.startswith("__") or asked in self._providing:
            return None
        self._providing.add(asked)
        try:
            return self._machine.call(
                self.bound(maker, instance, instance.cls), Arguments((Const(name),)), origin
            )
        finally:
            self._providing.discard(asked)

    def bound(self, found: Value, receiver: Value, cls: ClassValue) -> Value:
        """A class attribute as seen through an instance: methods bound, properties evaluated."""
        if not isinstance(found, FunctionValue):
            return found
        if "builtins.staticmethod" in found.decorators:
            return found
        if "builtins.classmethod" in found.decorators:
            return BoundFunction(found, Arguments((cls,)))
        method = BoundFunction(found, Arguments((receiver,)))
        if found.decorators & _PROPERTIES:
            made = self._machine.call(method, NO_ARGUMENTS, found.origin)
            if "functools.cached_property" in found.decorators and isinstance(receiver, Instance):
                self._machine.write(receiver, found.name, made)
            return made
        return method

    def in_classes(self, cls: ClassValue, name: str) -> Value:
        """What a class, or the first above it that does, binds a name to, as it stands there; or UNBOUND."""
        bound = (self._machine.read(one, name) for one in cls.mro())
        return next((one for one in bound if one != UNBOUND), UNBOUND)

    def _of_class(self, cls: ClassValue, name: str, origin: Origin | None) -> Value:
        machine = self._machine
        for one in cls.mro():
            found = machine.read(one, name)
            if found != UNBOUND:
                if isinstance(found, FunctionValue) and "builtins.classmethod" in found.decorators:
                    return BoundFunction(found, Arguments((cls,)))
                return found
        if name == "__name__":
            return Const(cls.name, origin)
        base = next(iter(cls.library_bases()), None)
        if base is not None:
            return LibraryName(f"{base}.{name}", None, origin)
        return self._not_in(cls, name, origin)

    def _not_in(self, cls: ClassValue, name: str, origin: Origin | None) -> Value:
        """An attribute that no class in view has; one that is out of view may have it."""
        out_of_view = (base.why for one in cls.mro() for base in one.bases if isinstance(base, UnknownValue))
        return self._machine.unknown(next(out_of_view, Why.NOT_WRITTEN), f"{cls.name}.{name}", origin)

    def _of_super(self, value: SuperValue, name: str, origin: Origin | None) -> Value:
        machine = self._machine
        receiver = value.instance
        behind = receiver.cls.mro() if isinstance(receiver, Instance) else value.cls.mro()
        if value.cls in behind:
            behind = behind[behind.index(value.cls) + 1 :]
        for cls in behind:
            found = machine.read(cls, name)
            if found != UNBOUND:
                return self.bound(found, receiver, cls)
        return self._of_library(receiver, name, origin)

    def _perhaps_rebound(self, instance: Instance, name: str, written: Value) -> Value:
        """The value of an attribute that methods which nobody in view calls may have replaced.

        ``None`` is taken for a place kept free, and the method that fills it is run.
        """
        machine = self._machine
        if instance not in machine.undriven or not isinstance(written, Const):
            return written
        if written == NONE:
            return self._provided(instance, name) or written
        for cls in instance.cls.mro():
            for method in cls.cells.values():
                if not isinstance(method, FunctionValue) or machine.has_run(method.node):
                    continue
                if self._assigns(method.node, name):
                    other = UnknownValue(Why.PARAMETER, name, ("rebound", id(instance), name))
                    key = ("calls", id(instance), id(method.node))
                    return choose(Condition(key, ConditionKind.UNFILLED), written, other)
        return written

    def _provided(self, instance: Instance, name: str) -> Value | None:
        """An attribute that only a method nobody in view has called assigns: run that method.

        Code that builds in one method and compiles in another is often driven from elsewhere.
        """
        machine = self._machine
        if not machine.is_forced or (id(instance), name) in self._providing:
            return None
        running = {frame.function.node for frame in machine.frames if frame.function is not None}
        for cls in instance.cls.mro():
            for method in cls.cells.values():
                if not isinstance(method, FunctionValue) or method.node in running:
                    continue
                if method.name == "__init__":  # it was run when the instance was made
                    continue
                if not self._assigns(method.node, name):
                    continue
                self._providing.add((id(instance), name))
                try:
                    machine.calls.call_forced(BoundFunction(method, Arguments((instance,))))
                finally:
                    self._providing.discard((id(instance), name))
                written = machine.read(instance, name)
                if written not in (UNBOUND, NONE):
                    return written
        return None

    def _assigns(self, function: cst.FunctionDef | cst.Lambda, name: str) -> bool:
        """Whether a function assigns an attribute of that name, on whatever object."""
        if not may_assign_attribute(function, name):
            return False
        return name in assigned_attributes(function)

    def loosen(self, instance: Instance) -> None:
        """Make an instance that nothing in view uses look as it may look between two method calls.

        A container that ``__init__`` leaves empty may have been filled; what methods assign is seen to
        when it is read (``_perhaps_rebound``).
        """
        machine = self._machine
        for name in list(instance.cells):
            value = machine.read(instance, name)
            if isinstance(value, ListObject | DictObject) and not machine.items(value):
                cell = ITEMS if isinstance(value, ListObject) else KEYS
                machine.write(value, cell, machine.unknown(Why.DYNAMIC, f"what {name} holds", value.origin))

    # --- writing -----------------------------------------------------------------------------------

    def object_of(self, value: Value) -> Object:
        """The object whose cells are the value's attributes."""
        if isinstance(value, UnknownValue):
            return self._shadows.setdefault(value.token, Object())
        return value if isinstance(value, Object) else Object()

    def _set_in_layers(self, token: LayerToken, name: str, value: Value) -> None:
        """``layer.name = value`` of a layer that is one of several, as in a loop over them."""
        machine = self._machine
        named = token.part.name if isinstance(token.part, NamedLayer) else None
        if name == "trainable" and not (named is not None and looks_untrained(named)):
            part = SOME_LAYERS if machine.store.is_picked and named is None else token.part
            machine.record(TrainableEvent(value.origin, token.model, value, part))
        elif name == "activation":
            forget_activations(token, machine)

    def set(self, owner: Value, name: str, value: Value) -> None:
        """``owner.name = value``."""
        machine = self._machine
        if name == "trainable" and isinstance(owner, Object) and _has_weights(owner):
            machine.record(TrainableEvent(value.origin, owner, value))
        if isinstance(owner, UnknownValue) and isinstance(owner.token, LayerToken):
            self._set_in_layers(owner.token, name, value)
        if isinstance(owner, UnknownValue):
            machine.write(self.object_of(owner), name, value)
        elif isinstance(owner, ModuleValue):
            if owner.scope is not None:
                machine.write(owner.scope, name, value)
        elif isinstance(owner, Instance) and name == "__dict__":
            if value is not owner:  # ``self.__dict__ = self`` of a dict, whose entries are its attributes
                update_dict(machine, own_attributes(machine, owner, value.origin), value)
        elif isinstance(owner, Instance):
            for cls in owner.cls.mro():
                found = machine.read(cls, name)
                if isinstance(found, FunctionValue) and found.decorators & _PROPERTIES:
                    if found.setter is not None:
                        machine.call(found.setter, Arguments((owner, value)), value.origin)
                    return
            machine.write(owner, name, value)
        elif isinstance(owner, DictObject) and NAMED in owner.cells:
            machine.containers.set_item(owner, Const(name), named(machine, value, owner))
        elif isinstance(owner, FrameObject):
            set_attribute(owner, name, value, machine)
        elif isinstance(owner, Object):
            self._set_in_object(owner, name, value)

    def _set_in_object(self, owner: Object, name: str, value: Value) -> None:
        is_activation = isinstance(owner, LibraryObject) and name == "activation"
        if is_activation and self._is_compiled(owner):
            self._reshaped.append(owner)  # what was compiled, and mostly trained, had the one before
        else:
            self._machine.write(owner, name, value)

    def _is_compiled(self, layer: Object) -> bool:
        """Whether a layer is part of a model that was compiled as it is by now."""
        machine = self._machine
        compiled = [event.outputs for event in machine.log if isinstance(event, CompileEvent)]
        return any(takes_part(layer, outputs, machine) for outputs in compiled)

    def forget_reshaped(self, outputs: Value) -> None:
        """Layers that two compile calls know with another activation each are told of by neither."""
        machine = self._machine
        for layer in self._reshaped:
            if takes_part(layer, outputs, machine):
                forget_activation(layer, machine)


def _has_weights(owner: Object) -> bool:
    if isinstance(owner, LibraryObject) and owner.name.startswith("keras.layers."):
        fact = find_layer(owner.class_name)
        return fact is None or fact.may_be_trained
    return is_model(owner) or is_layer(owner)


_PROPERTIES = frozenset({"builtins.property", "functools.cached_property", "abc.abstractproperty"})
