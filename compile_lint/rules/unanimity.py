"""Whether a change is right for all that it reaches, not only for the compile call that asks for it.

A loss may be shared by two compile calls, a layer by two models, a builder by two callers. What is written
once may be changed only if everybody who uses it, in every world, wants the same change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, fields, is_dataclass
from functools import cached_property

from compile_lint.findings import Problem, Remedy
from compile_lint.model import CompileCall, Head, Origin, SiteReading
from compile_lint.model.intents import places_of
from compile_lint.records import dataclass
from compile_lint.rules.judge import Judged
from compile_lint.rules.registry import Rule

MAX_REACHED = 500  # compile calls, world by world; a change that reaches more of them is not offered
_MODEL = Origin.__module__.rpartition(".")[0]  # what lies behind the model says nothing of who uses it


@dataclass(eq=False)
class Unanimity:
    """The compile calls of a program in all their worlds, asked about one change after the other."""

    readings: Sequence[SiteReading]
    _calls: list[CompileCall] = field(default_factory=list)
    _mentions: dict[int, frozenset[int]] = field(default_factory=dict)
    _wishes: dict[tuple[int, str], list[tuple[Problem, set[object]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._calls = [
            variant.call
            for reading in self.readings
            for context in reading.contexts
            for variant in context.variants
        ]

    @cached_property
    def _by_node(self) -> dict[int, list[CompileCall]]:
        """The calls that name a syntax node."""
        found: dict[int, list[CompileCall]] = {}
        for call in self._calls:
            for node in self._nodes(call):
                found.setdefault(node, []).append(call)
        return found

    def agreed(self, judged: Judged) -> Iterator[Remedy]:
        """The remedies of a problem that nobody objects to, in their order."""
        for remedy in judged.problem.remedies:
            places = {id(place.node) for intent in remedy.intents for place in places_of(intent)}
            reached = {id(call): call for place in places for call in self._by_node.get(place, ())}
            wanted = _key(remedy.intents)
            if len(reached) <= MAX_REACHED and all(
                self._agrees(call, judged, places, wanted) for call in reached.values()
            ):
                yield remedy

    def _agrees(self, call: CompileCall, judged: Judged, places: set[int], wanted: object) -> bool:
        asking = [problem for problem, wishes in self._wishes_of(call, judged.rule) if wanted in wishes]
        if not asking:
            return False
        is_about_heads = all(problem.head is not None for problem in asking)
        return not is_about_heads or all(
            _asks(asking, head) for head in call.heads if places & self._nodes(head)
        )

    def _wishes_of(self, call: CompileCall, rule: Rule) -> list[tuple[Problem, set[object]]]:
        """The problems that a rule finds in a call, each with what its remedies would change."""
        key = (id(call), rule.code)
        if key not in self._wishes:
            problems = rule.check(call) if rule.check is not None else ()
            self._wishes[key] = [
                (problem, {_key(remedy.intents) for remedy in problem.remedies}) for problem in problems
            ]
        return self._wishes[key]

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
