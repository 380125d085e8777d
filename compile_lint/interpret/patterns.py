"""``case`` patterns: whether a subject fits, and what they capture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.model import Why
from compile_lint.syntax.names import dotted_name, pattern_names
from compile_lint.values.values import FALSE, TRUE, Const, LibraryName, ListObject, TupleValue, Value

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
            constants = [self._constant(element.pattern) for element in pattern.patterns]
            if None not in constants:
                wanted = TupleValue(tuple(value for value in constants if value is not None))
                return machine.expressions.compare("In", subject, wanted, None)
            answers = [self.fits(element.pattern, subject) for element in pattern.patterns]
            if TRUE in answers:
                return TRUE
            return FALSE if all(answer == FALSE for answer in answers) else machine.unknown(Why.DYNAMIC)
        if isinstance(pattern, cst.MatchClass) and isinstance(subject, Const):
            kind = _BUILTIN_TYPES.get(dotted_name(pattern.cls))
            if kind is not None and not pattern.patterns and not pattern.kwds:
                return TRUE if isinstance(subject.value, kind) else FALSE
        if isinstance(pattern, cst.MatchSequence):
            return self._fits_sequence(pattern, subject)
        return machine.unknown(Why.DYNAMIC, "a pattern")

    def _constant(self, pattern: cst.MatchPattern) -> Const | None:
        value = (
            self._machine.expressions.evaluate(pattern.value) if isinstance(pattern, cst.MatchValue) else None
        )
        return value if isinstance(value, Const) else None

    def _fits_sequence(self, pattern: cst.MatchSequence, subject: Value) -> Value:
        if isinstance(subject, Const | LibraryName):  # a string is no sequence here
            return FALSE
        items = self._machine.items(subject) if isinstance(subject, ListObject | TupleValue) else None
        if items is None:
            return self._machine.unknown(Why.DYNAMIC, "a pattern")
        parts = _aligned(pattern, items)
        if parts is None:
            return FALSE
        answers = [self.fits(part, item) for part, item in parts]
        if FALSE in answers:
            return FALSE
        return TRUE if all(answer == TRUE for answer in answers) else self._machine.unknown(Why.DYNAMIC)

    def bind(self, pattern: cst.MatchPattern, subject: Value) -> None:
        """Bind what the pattern captures; only the parts of sequences are followed."""
        if isinstance(pattern, cst.MatchSequence) and isinstance(subject, ListObject | TupleValue):
            parts = _aligned(pattern, self._machine.items(subject) or ())
            if parts is not None and len(parts) == len(pattern.patterns):
                for part, item in parts:
                    self.bind(part, item)
                return
        bindings = self._machine.statements.bindings
        whole = pattern.name.value if isinstance(pattern, cst.MatchAs) and pattern.name else None
        for name in pattern_names(pattern):
            value = subject if name == whole else self._machine.unknown(Why.DYNAMIC, "a captured part")
            bindings.set_name(name, value)


def _aligned(
    pattern: cst.MatchSequence, items: tuple[Value, ...]
) -> list[tuple[cst.MatchPattern, Value]] | None:
    """Which part of a sequence meets which pattern (what a star takes is left out); None: not as long."""
    elements = list(pattern.patterns)
    stars = [index for index, element in enumerate(elements) if isinstance(element, cst.MatchStar)]
    behind = len(elements) - stars[0] - 1 if stars else 0
    if len(items) != len(elements) if not stars else len(items) < len(elements) - 1:
        return None
    pairs = list(zip(elements[: stars[0]] if stars else elements, items, strict=False))
    if behind:
        pairs += zip(elements[-behind:], items[-behind:], strict=True)
    return [(element.value, item) for element, item in pairs if isinstance(element, cst.MatchSequenceElement)]
