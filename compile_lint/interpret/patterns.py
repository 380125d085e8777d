"""``case`` patterns: whether a subject fits, and what they capture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from compile_lint.interpret.definitions import is_dataclass
from compile_lint.model import Why
from compile_lint.syntax.names import pattern_names
from compile_lint.values.values import (
    FALSE,
    TRUE,
    UNBOUND,
    Arguments,
    ClassValue,
    Const,
    DictObject,
    LibraryName,
    ListObject,
    TupleValue,
    Value,
)

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine

# Classes of which `case int(n)` captures the subject itself.
_OF_ITSELF = frozenset(
    f"builtins.{name}" for name in "bool bytearray bytes dict float frozenset int list set str tuple".split()
)

_Part: TypeAlias = tuple[cst.MatchPattern, Value]  # a pattern inside another, and what it meets


class Patterns:
    """Matches subjects against patterns, as far as values are known."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def fits(self, pattern: cst.MatchPattern, subject: Value) -> Value:
        """TRUE, FALSE or an undecided value."""
        return self._machine.each(subject, lambda one: self._fits(pattern, one))

    def _fits(self, pattern: cst.MatchPattern, subject: Value) -> Value:
        machine = self._machine
        if isinstance(pattern, cst.MatchAs):
            return TRUE if pattern.pattern is None else self._fits(pattern.pattern, subject)
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
        return self._all_fit(self._is_of_kind(pattern, subject), pattern, subject)

    def _constant(self, pattern: cst.MatchPattern) -> Const | None:
        value = (
            self._machine.expressions.evaluate(pattern.value) if isinstance(pattern, cst.MatchValue) else None
        )
        return value if isinstance(value, Const) else None

    def _all_fit(self, is_of_kind: Value, pattern: cst.MatchPattern, subject: Value) -> Value:
        """Whether a subject of the right kind fits in all its parts."""
        if is_of_kind == FALSE:
            return FALSE
        parts = self._parts(pattern, subject)
        answers = [is_of_kind, *(self.fits(part, value) for part, value in parts)]
        if FALSE in answers:
            return FALSE
        undecided = [answer for answer in answers if answer != TRUE]
        if not undecided:
            return TRUE
        return undecided[0] if len(undecided) == 1 else self._machine.unknown(Why.DYNAMIC, "a pattern")

    def _is_of_kind(self, pattern: cst.MatchPattern, subject: Value) -> Value:
        """Whether the subject is an instance of the class, or has the keys or the length, of a pattern."""
        machine = self._machine
        if isinstance(pattern, cst.MatchClass):
            return self._is_a(subject, machine.expressions.evaluate(pattern.cls), pattern)
        if isinstance(pattern, cst.MatchMapping):
            if self._is_a(subject, LibraryName("collections.abc.Mapping"), pattern) == FALSE:
                return FALSE
            entries = self._entries(subject)
            if all(self._key(one) in entries for one in pattern.elements):
                return TRUE
            if machine.mapping(subject) is not None:
                return FALSE
        if isinstance(pattern, cst.MatchSequence):
            if isinstance(subject, Const | LibraryName | DictObject):  # a string is no sequence here
                return FALSE
            items = machine.items(subject) if isinstance(subject, ListObject | TupleValue) else None
            if items is not None:
                return FALSE if _aligned(pattern, items) is None else TRUE
        return machine.unknown(Why.DYNAMIC, "a pattern")

    def _is_a(self, subject: Value, cls: Value, pattern: cst.MatchPattern) -> Value:
        given = Arguments((subject, cls))
        return self._machine.call(LibraryName("builtins.isinstance"), given, self._machine.origin(pattern))

    def _entries(self, subject: Value) -> Mapping[object, Value]:
        known = self._machine.mapping(subject)
        return self._machine.containers.sure_entries(subject) if known is None else known

    def _key(self, element: cst.MatchMappingElement) -> object:
        key = self._machine.expressions.evaluate(element.key)
        return key.value if isinstance(key, Const) else key

    def _parts(self, pattern: cst.MatchPattern, subject: Value) -> Sequence[_Part]:
        """What stands inside a pattern, with what it meets in a subject of the right kind."""
        machine = self._machine
        if isinstance(pattern, cst.MatchSequence):
            items = machine.items(subject) if isinstance(subject, ListObject | TupleValue) else None
            aligned = None if items is None else _aligned(pattern, items)
            if aligned is not None:
                return aligned
            elements = [one.value for one in pattern.patterns if isinstance(one, cst.MatchSequenceElement)]
            return [(one, machine.unknown(Why.DYNAMIC, "a captured part")) for one in elements]
        if isinstance(pattern, cst.MatchMapping):
            entries = self._entries(subject)
            unknown = machine.unknown(Why.DYNAMIC, "a captured part")
            return [(one.pattern, entries.get(self._key(one), unknown)) for one in pattern.elements]
        if isinstance(pattern, cst.MatchClass):
            return self._parts_of_class(pattern, subject)
        return ()

    def _parts_of_class(self, pattern: cst.MatchClass, subject: Value) -> list[_Part]:
        machine = self._machine
        cls = machine.expressions.evaluate(pattern.cls)
        by_position = [one.value for one in pattern.patterns]
        if isinstance(cls, LibraryName) and cls.name in _OF_ITSELF:
            return [(one, subject) for one in by_position]
        names = self._names_by_position(cls)
        named = [
            *zip(names, by_position, strict=False),
            *((one.key.value, one.pattern) for one in pattern.kwds),
        ]
        unknown = machine.unknown(Why.DYNAMIC, "a captured part")
        beyond = [(one, unknown) for one in by_position[len(names) :]]
        return [*((one, machine.attribute(subject, name, None)) for name, one in named), *beyond]

    def _names_by_position(self, cls: Value) -> list[str]:
        """The attributes that the positions in a pattern of a class of the project mean."""
        machine = self._machine
        if not isinstance(cls, ClassValue):
            return []
        written = machine.attributes.in_classes(cls, "__match_args__")
        if written != UNBOUND:
            items = machine.items(written) or ()
            return [str(one.value) for one in items if isinstance(one, Const)]
        return list(machine.instances.fields_of(cls)) if is_dataclass(cls) else []

    def bind(self, pattern: cst.MatchPattern, subject: Value) -> None:
        """Bind what the pattern captures of a subject that it fits."""
        bindings = self._machine.statements.bindings
        subject = self._machine.store.settle(subject)
        match pattern:
            case cst.MatchAs(pattern=inner, name=name):
                if name is not None:
                    bindings.set_name(name.value, subject)
                if inner is not None:
                    self.bind(inner, subject)
            case cst.MatchOr():
                answers = [(one.pattern, self.fits(one.pattern, subject)) for one in pattern.patterns]
                possible = [(one, answer) for one, answer in answers if answer != FALSE]
                if possible and (possible[0][1] == TRUE or len(possible) == 1):
                    self.bind(possible[0][0], subject)
                else:
                    self._bind_unknown(pattern)
            case cst.MatchSequence() | cst.MatchMapping() | cst.MatchClass():
                self._bind_unknown(pattern)
                for part, value in self._parts(pattern, subject):
                    self.bind(part, value)

    def _bind_unknown(self, pattern: cst.MatchPattern) -> None:
        for name in pattern_names(pattern):
            unknown = self._machine.unknown(Why.DYNAMIC, "a captured part")
            self._machine.statements.bindings.set_name(name, unknown)


def _aligned(pattern: cst.MatchSequence, items: tuple[Value, ...]) -> list[_Part] | None:
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
