"""What a class knows of its subclasses: ``__init_subclass__`` is told, ``__subclasses__()`` lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from compile_lint.model import Origin, Why
from compile_lint.values.cells import SUBCLASSES
from compile_lint.values.values import (
    NO_ARGUMENTS,
    UNBOUND,
    Arguments,
    ClassValue,
    FunctionValue,
    Value,
)

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine


class Subclasses:
    """Lets base classes know what is derived from them."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def defined(self, cls: ClassValue, keywords: Mapping[str, Value]) -> None:
        """A class has come to be; ``keywords`` stand behind its bases."""
        machine = self._machine
        for base in cls.bases:
            if isinstance(base, ClassValue):
                machine.calls.invoke(self._known_of(base), "append", Arguments((cls,)), cls.origin)
        for one in cls.mro()[1:]:
            hook = machine.read(one, "__init_subclass__")
            if isinstance(hook, FunctionValue):
                machine.call(hook, Arguments((cls,), keywords), cls.origin)
                return

    def of(self, cls: ClassValue, origin: Origin | None) -> Value:
        """``cls.__subclasses__()``: those that other modules derive are there once these have run."""
        machine = self._machine
        is_own = cls.unit is machine.unit
        if machine.modules.is_running:
            is_known = is_own or cls.unit is machine.frame.unit
        else:
            is_known = is_own or machine.registries.all_has_run()
        if not is_known:
            return machine.unknown(Why.DYNAMIC, f"the subclasses of {cls.name}", origin)
        return machine.calls.invoke(self._known_of(cls), "copy", NO_ARGUMENTS, origin)

    def _known_of(self, cls: ClassValue) -> Value:
        known = self._machine.read(cls, SUBCLASSES)
        if known == UNBOUND:
            known = self._machine.new_list((), cls.origin)
            self._machine.write(cls, SUBCLASSES, known)
        return known
