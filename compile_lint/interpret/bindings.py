"""Names, attributes and items that statements assign, and the scopes where names are sought."""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.interpret.unpacking import parts
from compile_lint.knowledge.modules import EXPORTS, canonical
from compile_lint.model import Origin, Why
from compile_lint.overlays import array_operators
from compile_lint.overlays.derivations import is_one_number
from compile_lint.overlays.registry import is_handled
from compile_lint.syntax.deferred import may_mention
from compile_lint.syntax.names import bound_names
from compile_lint.values.conditions import Condition
from compile_lint.values.values import (
    UNBOUND,
    Arguments,
    Array,
    Choice,
    Const,
    DictObject,
    FrameObject,
    ImportedName,
    LibraryName,
    ListObject,
    ModuleValue,
    Object,
    Scope,
    TupleValue,
    UnknownValue,
    Value,
    choose,
    leaves,
)

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine

_BUILTINS = frozenset(dir(__import__("builtins")))


class Bindings:
    """Reads and writes names, and takes assignment targets apart."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._rebinders: dict[str, list[cst.CSTNode]] = {}  # functions by the names they declare global
        self._known_functions = 0

    # --- names -------------------------------------------------------------------------------------

    def set_name(self, name: str, value: Value) -> None:
        scope = self._machine.frame.scope
        if name in scope.declared_global:
            scope = scope.outermost
        elif scope.kind in ("function", "comprehension") and name not in scope.locals:
            scope = self._owner(scope, name)
        self._machine.write(scope, name, value)

    def _owner(self, scope: Scope, name: str) -> Scope:
        """The enclosing function scope that a nonlocal name or a walrus in a comprehension binds in."""
        outer = scope.parent
        while outer is not None and outer.kind != "module":
            if name in outer.locals or outer.kind == "class":
                return outer
            outer = outer.parent
        return scope if scope.kind == "function" or outer is None else outer

    def name(self, node: cst.Name) -> Value:
        """The value of a name where it stands."""
        machine = self._machine
        return self.named(node.value, machine.origin(node), machine.frame.scope)

    def named(self, name: str, origin: Origin | None, inner: Scope) -> Value:
        """What a name means in a scope."""
        machine = self._machine
        scope: Scope | None = inner
        while scope is not None:
            if scope.kind != "class" or scope is inner:
                found = machine.read(scope, name)
                if found != UNBOUND:
                    if _may_be_imported(found):
                        found = machine.each(found, machine.modules.resolved)
                    return self._perhaps_rebound(scope, name, found)
                starred = self.starred(scope, name)
                if starred is not None:
                    return starred
            scope = scope.parent
        if name == "__name__":  # one of the builtins, too
            return machine.expressions.module_name()
        if name == "__file__" and machine.modules.here() is not None:
            return Const(os.path.abspath(str(machine.modules.here())), origin)
        if name in _BUILTINS:
            return LibraryName(f"builtins.{name}", origin=origin)
        return UnknownValue(Why.UNKNOWN_NAME, name, ("name", name), origin=origin)

    def _perhaps_rebound(self, scope: Scope, name: str, found: Value) -> Value:
        """A module's constant that a function which nobody in view calls may have replaced."""
        machine = self._machine
        if not machine.is_forced or scope.kind != "module" or not isinstance(found, Const):
            return found
        for function in self._rebinding(name):
            if not machine.has_run(function):
                other = UnknownValue(Why.PARAMETER, name, ("rebound", id(scope), name))
                return choose(Condition(("calls", id(function))), found, other)
        return found

    def _rebinding(self, name: str) -> list[cst.CSTNode]:
        """The functions met so far that declare a name global."""
        machine = self._machine
        for function in islice(machine.functions, self._known_functions, None):
            self._known_functions += 1
            assert isinstance(function, cst.FunctionDef | cst.Lambda)
            if not may_mention(function, "global"):
                continue
            for declared in bound_names(function).declared_global:
                self._rebinders.setdefault(declared, []).append(function)
        return self._rebinders.get(name, [])

    def starred(self, scope: Scope, name: str) -> Value | None:
        """What a star import of this scope brings under ``name``."""
        for module in reversed(scope.stars):
            if isinstance(module, ModuleValue):
                found = self._machine.modules.member(module, name)
                if name.startswith("_") or isinstance(found, ModuleValue) or _is_missing(found):
                    continue
                return found
            dotted = f"{module}.{name}"
            if name in EXPORTS.get(canonical(module), ()) or is_handled(canonical(dotted)):
                return self._machine.library(dotted)
        return None

    # --- assignment targets ------------------------------------------------------------------------

    def assign(self, target: cst.BaseExpression, value: Value) -> None:
        machine = self._machine
        if isinstance(target, cst.Name):
            self.set_name(target.value, value)
        elif isinstance(target, cst.Attribute):
            owner = machine.expressions.evaluate(target.value)
            name = target.attr.value
            machine.each(owner, lambda one: self._set_attribute(one, name, value))
        elif isinstance(target, cst.Subscript):
            self._set_item(target, value)
        elif isinstance(target, cst.Tuple | cst.List):
            self._unpack(list(target.elements), value)

    def _set_attribute(self, owner: Value, name: str, value: Value) -> Value:
        self._machine.attributes.set(owner, name, value)
        return owner

    def _set_item(self, target: cst.Subscript, value: Value) -> None:
        machine = self._machine
        container = machine.expressions.evaluate(target.value)
        index = machine.expressions.index(target)
        holder = target.value
        match holder:
            case cst.Subscript(value=cst.Name() | cst.Attribute() as matrix) if isinstance(container, Array):
                outer, row = machine.expressions.evaluate(matrix), machine.expressions.index(holder)
                if isinstance(outer, Array) and is_one_number(row):  # ``y[row][column]``
                    container, index, holder = outer, TupleValue((row, index)), matrix

        def set_one(one: Value) -> Value:
            if isinstance(one, Array):
                changed = array_operators.assigned(one, index, value, machine, machine.origin(target))
                if isinstance(holder, cst.Name | cst.Attribute | cst.Subscript):
                    self.assign(holder, changed)
            elif isinstance(one, Object | LibraryName):
                machine.each(index, lambda at: self._put(one, at, value))
            return one

        machine.each(container, set_one)

    def delete_item(self, target: cst.Subscript) -> None:
        """``del container[index]``: what ``pop`` does."""
        machine = self._machine
        container = machine.expressions.evaluate(target.value)
        arguments = Arguments((machine.expressions.index(target),))

        def delete(one: Value) -> Value:
            if isinstance(one, ListObject | DictObject | FrameObject):
                machine.calls.invoke(one, "pop", arguments, machine.origin(target))
            return one

        machine.each(container, delete)

    def _put(self, container: Object | LibraryName, index: Value, value: Value) -> Value:
        self._machine.containers.set_item(container, index, value)
        return value

    def _unpack(self, elements: list[cst.BaseElement], value: Value) -> None:
        machine = self._machine
        value = machine.store.settle(value)
        items = machine.items(value)
        star = next((i for i, e in enumerate(elements) if isinstance(e, cst.StarredElement)), None)
        if items is None:
            items = parts(machine, value, len(elements))
        if star is None and len(items) == len(elements):
            for element, item in zip(elements, items, strict=True):
                self.assign(element.value, item)
        elif star is not None and len(items) >= len(elements) - 1:
            after = len(elements) - star - 1
            middle = items[star : len(items) - after]
            for element, item in zip(elements[:star], items, strict=False):
                self.assign(element.value, item)
            self.assign(elements[star].value, machine.new_list(middle, value.origin))
            for element, item in zip(elements[star + 1 :], items[len(items) - after :], strict=True):
                self.assign(element.value, item)
        else:
            for element in elements:
                self.assign(element.value, machine.unknown(Why.DYNAMIC, "unpacked", value.origin))


def _may_be_imported(found: Value) -> bool:
    if not isinstance(found, Choice):  # hardly any name stands for one, and this is asked of all
        return isinstance(found, ImportedName)
    return any(isinstance(one, ImportedName) for one in leaves(found))


def _is_missing(found: Value) -> bool:
    return isinstance(found, UnknownValue) and found.why in (Why.OTHER_FILE, Why.UNREADABLE)
