"""Subclasses in view as ways into the methods that they inherit: a base class may leave the model to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.syntax.called import calls_one_of, compile_calls_in
from compile_lint.syntax.hooks import asks_for_another, is_hook
from compile_lint.syntax.walk import walk
from compile_lint.values.cells import SUBCLASSES
from compile_lint.values.values import UNBOUND, ClassValue, FunctionValue, Value

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine

MAX_HEIRS = 6  # of one class that are made to see what they do; others do likewise


class Heirs:
    """Knows which classes a method may be called on, and which methods a class has from other files."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def owners(self, method: FunctionValue) -> list[ClassValue]:
        """The classes whose instances stand for those that have a method: its own, and those derived from it.

        A class that leaves something to its subclasses is not among them, if one of these does it.
        """
        owner = method.owner
        if owner is None:
            return []
        heirs = [one for one in self._below(owner) if self._found(one, method.name) is method]
        whole = [one for one in heirs if not self._lacks_something(one)][:MAX_HEIRS]
        is_left_open = any(self.fills(one, owner) for one in whole)
        return whole if is_left_open else [owner]

    def inherited(self, cls: ClassValue) -> list[FunctionValue]:
        """The methods from other files by which an instance gets to a compile call of theirs.

        Of those that lead to each other these are the first.
        """
        if self._lacks_something(cls):
            return []
        methods = self._methods(cls)
        leading = [one for one in methods if one.unit is not cls.unit and compile_calls_in(one.node)]
        sought = {one.name for one in leading}
        while sought:
            others = [one for one in methods if one not in leading]
            found = [one for one in others if calls_one_of(sought, one.node)]
            leading += found
            sought = {one.name for one in found}
        return [
            one
            for one in leading
            if not any(calls_one_of({one.name}, by.node) for by in leading if by is not one)
        ]

    def _below(self, cls: ClassValue) -> Iterator[ClassValue]:
        waiting, seen = [cls], {cls}
        while waiting:
            known = self._machine.read(waiting.pop(0), SUBCLASSES)
            for one in () if known == UNBOUND else self._machine.items(known) or ():
                if isinstance(one, ClassValue) and one not in seen:
                    seen.add(one)
                    waiting.append(one)
                    yield one

    def _methods(self, cls: ClassValue) -> list[FunctionValue]:
        """The methods of a class, inherited ones included and overridden ones not."""
        names = dict.fromkeys(name for one in cls.mro() for name in one.cells)
        found = (self._found(cls, name) for name in names)
        return [one for one in found if isinstance(one, FunctionValue) and one.owner is not None]

    def _found(self, cls: ClassValue, name: str) -> Value:
        return self._machine.attributes.in_classes(cls, name)

    def _lacks_something(self, cls: ClassValue) -> bool:
        """Whether a method of a class is left to its subclasses."""
        return any(_is_left_to_others(one) for one in self._methods(cls))

    def fills(self, heir: ClassValue, owner: ClassValue) -> bool:
        """Whether a class does what another one leaves to it: a method that is not there, or does nothing."""
        there = self._methods(owner)
        for one in there:
            if self._found(heir, one.name) is not one and is_hook(one.node):
                if _is_left_to_others(one):
                    return True
                if any(_uses_result_of(one.name, by.node) for by in there):
                    return True
        new = {one.name for one in self._methods(heir)} - {one.name for one in there}
        return bool(new) and any(calls_one_of(new, one.node) for one in there)


def _is_left_to_others(method: FunctionValue) -> bool:
    return "abc.abstractmethod" in method.decorators or asks_for_another(method.node)


def _uses_result_of(name: str, code: cst.CSTNode) -> bool:
    """Whether something is done with what ``self.name()`` gives: then it is not there to be called only."""
    unused: set[cst.CSTNode] = set()
    for node in walk(code, mentioning=(name,)):
        if isinstance(node, cst.Expr):
            unused.add(node.value)
        match node:
            case cst.Call(func=cst.Attribute(attr=cst.Name(value=called))) if called == name:
                if node not in unused:
                    return True
    return False
