"""Instances of project classes: their constructors run, and the fields of dataclasses are filled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.interpret.arguments import merged
from compile_lint.interpret.definitions import field_name, is_dataclass, is_enumeration, is_field
from compile_lint.model import Origin, Why
from compile_lint.values.kinds import is_layer, is_model
from compile_lint.values.values import (
    NO_ARGUMENTS,
    UNBOUND,
    Arguments,
    ClassValue,
    FunctionValue,
    Instance,
    LibraryName,
    LibraryObject,
    UnknownValue,
    Value,
)

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine


class Instances:
    """Makes instances of the classes that the project defines."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def make(self, cls: ClassValue, arguments: Arguments, origin: Origin | None) -> Value:
        """What calling a class gives: an instance, or the member of an enumeration."""
        machine = self._machine
        if is_enumeration(cls) and len(arguments.positional) == 1:
            return machine.each(arguments.positional[0], lambda value: self._member(cls, value, origin))
        made = Instance(cls, origin)
        for one in cls.mro():
            init = machine.read(one, "__init__")
            if init != UNBOUND:
                machine.calls.call(init, merged(Arguments((made,)), arguments), origin)
                return made
        if is_dataclass(cls):
            self._fill_fields(made, arguments)
        else:
            if any(True for _ in cls.library_bases()):
                machine.calls.library_method(made, "__init__", arguments, origin)
            if not is_model(made) and not is_layer(made):
                # A constructor that is not in view: most of them store what they are given.
                for name, value in arguments.keywords.items():
                    machine.write(made, name, value)
        return made

    def _member(self, cls: ClassValue, value: Value, origin: Origin | None) -> Value:
        """The member of an enumeration that has a value: what stands for it is the value itself."""
        is_there = value in cls.cells.values()
        if is_there or isinstance(value, UnknownValue):
            return value
        return self._machine.unknown(Why.DYNAMIC, f"{cls.name}(...)", origin)

    def make_forced(self, cls: ClassValue) -> Value:
        """An instance of a class that nothing in view makes: constructor parameters unknown."""
        machine = self._machine
        made = Instance(cls, cls.origin)
        machine.undriven.add(made)
        for one in cls.mro():
            init = machine.read(one, "__init__")
            if isinstance(init, FunctionValue):
                machine.calls.run(init, Arguments((made,)), None, is_forced=True)
                return made
        if is_dataclass(cls):
            self._fill_fields(made, NO_ARGUMENTS)
        else:
            machine.calls.library_method(made, "__init__", NO_ARGUMENTS, cls.origin)
        return made

    def _fill_fields(self, made: Instance, arguments: Arguments) -> None:
        machine = self._machine
        for index, (name, default) in enumerate(self.fields_of(made.cls).items()):
            value = arguments.get(name, index)
            if value is None:
                value = self._field_default(name, default)
            machine.write(made, name, value)
        for cls in made.cls.mro():
            post = machine.read(cls, "__post_init__")
            if isinstance(post, FunctionValue):
                machine.calls.run(post, Arguments((made,)), made.origin)
                break

    def fields_of(self, cls: ClassValue) -> Mapping[str, Value]:
        """Annotated names of the class bodies, base classes first, with what they are set to.

        attrs takes names without an annotation as well, if they are set to a field.
        """
        fields: dict[str, Value] = {}
        for one in reversed(cls.mro()):
            for statement in one.node.body.body:
                if not isinstance(statement, cst.SimpleStatementLine):
                    continue
                for small in statement.body:
                    name = field_name(small)
                    value = UNBOUND if name is None else self._machine.read(one, name)
                    if name is not None and (isinstance(small, cst.AnnAssign) or is_field(value)):
                        fields[name] = value
        return fields

    def _field_default(self, name: str, default: Value) -> Value:
        if is_field(default) or isinstance(default, UnknownValue | LibraryName) or default == UNBOUND:
            if isinstance(default, LibraryObject):
                factory = default.arguments.get("default_factory") or default.arguments.get("factory")
                if factory is not None:
                    return self._machine.calls.call(factory, NO_ARGUMENTS, default.origin)
                given = default.arguments.get("default", 0)
                if given is not None:
                    return given
            return UnknownValue(Why.PARAMETER, name)
        return default
