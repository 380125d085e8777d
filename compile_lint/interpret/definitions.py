"""Function and class definitions become values."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.model import Why
from compile_lint.overlays.python_objects import FIELD_MAKERS
from compile_lint.overlays.registry import find_handler
from compile_lint.overlays.tests_of_programs import TABLE_MAKERS
from compile_lint.syntax.names import parameters
from compile_lint.values.values import (
    Arguments,
    BoundFunction,
    Choice,
    ClassValue,
    FunctionValue,
    LibraryName,
    LibraryObject,
    Method,
    Scope,
    UnknownValue,
    Value,
)

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine

# What they decorate is only run for arguments that no other function is registered for.
_DISPATCHERS = frozenset({"functools.singledispatch", "functools.singledispatchmethod"})
MAX_ANCESTORS = 100  # of one class; one with more has a base that is unknown


class Definitions:
    """Evaluates ``def``, ``lambda`` and ``class``."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def function(self, node: cst.FunctionDef) -> Value:
        machine = self._machine
        made = self.closure(node, node.name.value)
        value: Value = made
        marks: set[str] = set()
        for decorator in reversed(node.decorators):
            wrapper = machine.expressions.evaluate(decorator.decorator)
            if isinstance(wrapper, Method) and isinstance(wrapper.receiver, FunctionValue):
                if wrapper.name == "setter":
                    wrapper.receiver.setter = made
                if wrapper.name in ("setter", "deleter"):
                    return wrapper.receiver  # the property keeps its name
            if _is_project_code(wrapper) or _is_handled_decorator(wrapper):
                value = machine.call(wrapper, Arguments((value,)), machine.origin(decorator.decorator))
            elif isinstance(wrapper, LibraryName):
                marks.add(wrapper.name)
        made.decorators = frozenset(marks)
        if marks & _DISPATCHERS:
            return machine.unknown(
                Why.NOT_SUPPORTED_YET, f"which `{made.name}` is meant", machine.origin(node)
            )
        # A decorator that could not be followed is taken to pass the function through: most register,
        # time or cache, and a wrapped builder still builds.
        return made if isinstance(value, UnknownValue | LibraryObject) else value

    def closure(self, node: cst.FunctionDef | cst.Lambda, name: str) -> FunctionValue:
        """The function value of a ``def`` or ``lambda``, with its defaults evaluated now."""
        machine = self._machine
        defaults = {
            parameter.name.value: machine.expressions.evaluate(parameter.default)
            for parameter in parameters(node.params)
            if parameter.default is not None
        }
        frame = machine.frame
        owner = frame.owner if frame.scope.kind == "class" else None
        made = FunctionValue(node, frame.scope, defaults, frame.unit, name, owner)
        machine.functions.setdefault(node, []).append(made)
        machine.recipients.made(made)
        return made

    def define_class(self, node: cst.ClassDef) -> Value:
        machine = self._machine
        bases = tuple(machine.expressions.evaluate(base.value) for base in node.bases if not base.star)
        bases = tuple(base if not isinstance(base, Choice) else base.yes for base in bases)
        if sum(len(base.mro()) for base in bases if isinstance(base, ClassValue)) > MAX_ANCESTORS:
            bases = (machine.unknown(Why.TOO_DEEP, f"the bases of {node.name.value}", machine.origin(node)),)
        made = ClassValue(node, node.name.value, bases, machine.frame.unit)
        scope = Scope("class", machine.frame.scope, machine.frame.unit)
        scope.cells = made.cells  # the class's attributes are the names its body binds
        with machine.entered(replace(machine.frame, scope=scope, owner=made)):
            machine.statements.block(node.body)
        machine.classes.setdefault(node, []).append(made)
        given = {
            one.keyword.value: machine.expressions.evaluate(one.value)
            for one in node.keywords
            if one.keyword is not None and one.keyword.value != "metaclass"
        }
        machine.subclasses.defined(made, given)
        for decorator in reversed(node.decorators):
            self._decorate(made, decorator.decorator)
        return made

    def _decorate(self, cls: ClassValue, decorator: cst.BaseExpression) -> None:
        """Run what a decorator does with a class, such as registering it; it is taken to give it back."""
        machine = self._machine
        called = decorator.func if isinstance(decorator, cst.Call) else decorator  # @dataclass(frozen=True)
        wrapper = machine.store.settle(machine.expressions.evaluate(called))
        is_table = isinstance(wrapper, LibraryName) and wrapper.name in TABLE_MAKERS
        if isinstance(wrapper, LibraryName):
            machine.write(cls, f"@{wrapper.name}", LibraryName(wrapper.name))
        if called is not decorator and (is_table or not isinstance(wrapper, LibraryName)):
            wrapper = machine.expressions.evaluate(decorator)
        if is_table or _is_project_code(wrapper):
            machine.call(wrapper, Arguments((cls,)), machine.origin(decorator))


def _is_project_code(wrapper: Value) -> bool:
    made_of = wrapper.function if isinstance(wrapper, BoundFunction) else wrapper
    return isinstance(made_of, FunctionValue)


def _is_handled_decorator(wrapper: Value) -> bool:
    return isinstance(wrapper, LibraryObject) and find_handler(f"{wrapper.name}.__call__") is not None


def is_dataclass(cls: ClassValue) -> bool:
    """Whether the class gets an ``__init__`` from its annotated fields."""
    for one in cls.mro():
        if any(mark in one.cells for mark in _DATACLASS_MARKS):
            return True
        if any(isinstance(base, LibraryName) and base.name in _FIELD_BASES for base in one.bases):
            return True
    return False


def is_enumeration(cls: ClassValue) -> bool:
    """Whether calling the class looks up one of its members."""
    return any(base.startswith("enum.") for base in cls.library_bases())


def field_name(statement: cst.BaseSmallStatement) -> str | None:
    """The name that a statement of a class body sets, or only annotates."""
    if isinstance(statement, cst.AnnAssign):
        target: cst.BaseExpression = statement.target
    elif isinstance(statement, cst.Assign) and len(statement.targets) == 1:
        target = statement.targets[0].target
    else:
        return None
    return target.value if isinstance(target, cst.Name) else None


def is_field(value: Value) -> bool:
    """Whether a value is what ``dataclasses.field`` or one like it makes."""
    return isinstance(value, LibraryObject) and value.name in FIELD_MAKERS


_DATACLASS_MARKS = (
    "@dataclasses.dataclass",
    "@attr.s",
    "@attr.attrs",
    "@attr.dataclass",
    "@attr.define",
    "@attrs.define",
    "@attrs.frozen",
    "@attr.frozen",
    "@pydantic.dataclasses.dataclass",
)
_FIELD_BASES = frozenset({"typing.NamedTuple", "pydantic.BaseModel", "pydantic.BaseSettings"})
