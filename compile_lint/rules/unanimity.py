"""Whether a change is right for all that it reaches, not only for the compile call that asks for it.

A loss may be shared by two compile calls, a layer by two models, a builder by two callers. What is written
once may be changed only if everybody who uses it, in every world, wants the same change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, fields, is_dataclass

from compile_lint.findings import Problem, Remedy
from compile_lint.model import CompileCall, Head, Origin, SiteReading
from compile_lint.model.intents import places_of
from compile_lint.records import dataclass
from compile_lint.rules.judge import Judged

_MODEL = Origin.__module__.rpartition(".")[0]  # what lies behind the model says nothing of who uses it


@dataclass(eq=False)
class Unanimity:
    """The compile calls of a program in all their worlds, asked about one change after the other."""

    readings: Sequence[SiteReading]
    _calls: list[CompileCall] = field(default_factory=list)
    _mentions: dict[int, frozenset[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._calls = [
            variant.call
            for reading in self.readings
            for context in reading.contexts
            for variant in context.variants
        ]

    def agreed(self, judged: Judged) -> Iterator[Remedy]:
        """The remedies of a problem that nobody objects to, in their order."""
        for remedy in judged.problem.remedies:
            places = {id(place.node) for intent in remedy.intents for place in places_of(intent)}
            wanted = _key(remedy.intents)
            if all(self._agrees(call, judged, places, wanted) for call in self._calls):
                yield remedy

    def _agrees(self, call: CompileCall, judged: Judged, places: set[int], wanted: object) -> bool:
        if not places & self._nodes(call):
            return True
        check = judged.rule.check
        asking = [
            problem
            for problem in (check(call) if check is not None else ())
            if any(_key(remedy.intents) == wanted for remedy in problem.remedies)
        ]
        if not asking:
            return False
        is_about_heads = all(problem.head is not None for problem in asking)
        return not is_about_heads or all(
            _asks(asking, head) for head in call.heads if places & self._nodes(head)
        )

    def _nodes(self, part: CompileCall | Head) -> frozenset[int]:
        if id(part) not in self._mentions:
            self._mentions[id(part)] = frozenset(_nodes_in(part))
        return self._mentions[id(part)]


def _asks(problems: Iterable[Problem], head: Head) -> bool:
    return any(problem.head is head for problem in problems)


def _nodes_in(part: object) -> Iterator[int]:
    """The syntax nodes that a part of the model names, by identity."""
    stack = [part]
    while stack:
        here = stack.pop()
        if isinstance(here, Origin):
            yield id(here.node)
        elif isinstance(here, tuple):
            stack += here
        elif isinstance(here, Mapping):
            stack += here.values()
        elif is_dataclass(here) and type(here).__module__.startswith(_MODEL):
            stack += [getattr(here, one.name) for one in fields(here)]


def _key(part: object) -> object:
    """What intents change and how, whichever origins they got their places from, and whoever asks."""
    if isinstance(part, Origin):
        return id(part.node)
    if isinstance(part, tuple):
        return tuple(_key(one) for one in part)
    if is_dataclass(part):
        return (
            type(part),
            *(_key(getattr(part, one.name)) for one in fields(part) if one.name != "given_to"),
        )
    return part
