"""``case`` patterns: whether a subject fits, and what they capture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.model import Why
from compile_lint.syntax.names import dotted_name, pattern_names
from compile_lint.values.values import FALSE, TRUE, Const, LibraryName, Value

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine

_BUILTIN_TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool, "bytes": bytes}


class Patterns:
    """Matches subjects against patterns, as far as values are known."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def fits(self, pattern: cst.MatchPattern, subject: Value) -> Value:
        """TRUE, FALSE or an undecided value."""
        machine = self._machine
        if isinstance(pattern, cst.MatchAs):
            return TRUE if pattern.pattern is None else self.fits(pattern.pattern, subject)
        if isinstance(pattern, cst.MatchValue):
            wanted = machine.expressions.evaluate(pattern.value)
            return machine.expressions.compare("Equal", subject, wanted, None)
        if isinstance(pattern, cst.MatchSingleton):
            wanted = machine.expressions.evaluate(pattern.value)
            return machine.expressions.compare("Is", subject, wanted, None)
        if isinstance(pattern, cst.MatchOr):
            answers = [self.fits(element.pattern, subject) for element in pattern.patterns]
            if TRUE in answers:
                return TRUE
            return FALSE if all(answer == FALSE for answer in answers) else machine.unknown(Why.DYNAMIC)
        if isinstance(pattern, cst.MatchClass) and isinstance(subject, Const):
            kind = _BUILTIN_TYPES.get(dotted_name(pattern.cls))
            if kind is not None and not pattern.patterns and not pattern.kwds:
                return TRUE if isinstance(subject.value, kind) else FALSE
        if isinstance(pattern, cst.MatchSequence) and isinstance(subject, Const | LibraryName):
            return FALSE
        return machine.unknown(Why.DYNAMIC, "a pattern")

    def bind(self, pattern: cst.MatchPattern, subject: Value) -> None:
        """Bind what the pattern captures; parts of the subject are not followed."""
        bindings = self._machine.statements.bindings
        whole = pattern.name.value if isinstance(pattern, cst.MatchAs) and pattern.name else None
        for name in pattern_names(pattern):
            value = subject if name == whole else self._machine.unknown(Why.DYNAMIC, "a captured part")
            bindings.set_name(name, value)
