"""Runs the rules over readings: merges worlds and contexts, and decides how sure each problem is."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace

from compile_lint.findings import Certainty, Problem, Severity
from compile_lint.model import Because, CompileCall, Context, Origin, SiteReading, Variant
from compile_lint.reach import Reach
from compile_lint.records import dataclass
from compile_lint.rules.precedence import SILENCES
from compile_lint.rules.registry import Check, Rule

WHOLE_CALL = -1  # stands for the head index of a problem that is about the call as a whole

# The rule's code, the head, and what the problem is about there: one fault, wherever it shows.
FaultKey = tuple[str, int, Hashable]
# The same with the primary place: one line of the report.
PlaceKey = tuple[str, int, Hashable, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """One problem of one compile call, with all worlds and contexts taken into account.

    ``chain`` is the way of calls on which it was found, from the outermost inwards.
    """

    rule: Rule
    problem: Problem
    certainty: Certainty
    site: Origin
    chain: tuple[Origin, ...]
    reach: Reach = Reach.BY_PROGRAM

    @property
    def severity(self) -> Severity:
        """The problem's own severity where it has one, else its rule's."""
        return self.problem.severity or self.rule.severity


@dataclass(frozen=True, slots=True)
class _Fired:
    """A rule that fired in one world."""

    rule: Rule
    problem: Problem
    head: int

    @property
    def fault(self) -> FaultKey:
        return (self.rule.code, self.head, self.problem.subject)

    @property
    def place(self) -> PlaceKey:
        return (*self.fault, id(self.problem.at.node))


class BrokenRule(Exception):
    """A rule of a plugin that fails, or that yields what is no problem."""

    def __init__(self, rule: Rule, error: Exception) -> None:
        super().__init__(rule.code)
        self.rule = rule
        self.error = error


def judge(readings: Iterable[SiteReading], rules: Sequence[Rule]) -> list[Judged]:
    """Judge every compile call with every rule; one entry for one fault, in the order of the sites.

    Raises ``BrokenRule`` if a rule of a plugin fails.
    """
    return [judged for reading in readings for judged in _judge_site(reading, rules)]


def _judge_site(reading: SiteReading, rules: Sequence[Rule]) -> Iterator[Judged]:
    """Keep, of each fault, the first context in which it is certain, or else the first at all.

    Where a test expects a failure, what is wrong is so on purpose.
    """
    contexts = [context for context in reading.contexts if context.variants and not context.is_to_fail]
    verdicts = [_judge_context(context, rules) for context in contexts]
    best: dict[PlaceKey, tuple[Certainty, _Fired, Context]] = {}
    for context, verdict in zip(contexts, verdicts, strict=True):
        for key, (certainty, fired) in verdict.items():
            if key not in best or certainty.rank > best[key][0].rank:
                best[key] = (certainty, fired, context)
    said: set[tuple[object, ...]] = set()
    for certainty, fired, context in best.values():
        text = _what_is_shown(fired)
        if text in said:  # two heads that share their layers and their loss
            continue
        said.add(text)
        quiet = [
            other
            for other, verdict in zip(contexts, verdicts, strict=True)
            if all(found.fault != fired.fault for _, found in verdict.values())
        ]
        problem = _name_the_call(fired.problem, context, quiet)
        yield Judged(fired.rule, problem, certainty, reading.site, context.chain, context.reach)


def _judge_context(context: Context, rules: Sequence[Rule]) -> dict[PlaceKey, tuple[Certainty, _Fired]]:
    """Judge the worlds of one context together.

    A fault is certain if it shows in every world in which the declared defaults hold. Where it shows
    at different places in different worlds, and at none of them in all, every one of these is certain:
    no way leads past the fault.
    """
    by_default = [variant for variant in context.variants if variant.defaults_hold]
    decisive = by_default or list(context.variants)
    others = [variant for variant in context.variants if by_default and not variant.defaults_hold]
    decisive_worlds = [_judge_variant(variant, rules) for variant in decisive]
    everywhere = set.intersection(*({fired.place for fired in world} for world in decisive_worlds))
    inevitable = set.intersection(*({fired.fault for fired in world} for world in decisive_worlds))
    pinned: set[FaultKey] = {(code, head, subject) for code, head, subject, _ in everywhere}

    verdict: dict[PlaceKey, tuple[Certainty, _Fired]] = {}
    for world in decisive_worlds:
        for fired in world:
            shows_always = fired.place in everywhere or fired.fault in inevitable - pinned
            is_certain = shows_always and not fired.problem.is_possible
            certainty = Certainty.CERTAIN if is_certain else Certainty.POSSIBLE
            known = verdict.get(fired.place)
            if known is None or certainty.rank > known[0].rank:
                verdict[fired.place] = (certainty, fired)
    for variant in others:
        for fired in _judge_variant(variant, rules):
            verdict.setdefault(fired.place, (Certainty.POSSIBLE, fired))
    return verdict


def _judge_variant(variant: Variant, rules: Sequence[Rule]) -> list[_Fired]:
    """Run every rule in one world and leave out what a more specific rule says already.

    A problem that is itself left out silences others all the same, so the table needs no closure.
    """
    call = variant.call
    fired = [
        _Fired(rule, problem, _head_index(call, problem))
        for rule in rules
        if rule.check is not None
        for problem in _problems(rule, rule.check, call)
    ]
    return [one for one in fired if not any(_silences(other, one) for other in fired)]


def _problems(rule: Rule, check: Check, call: CompileCall) -> Iterable[Problem]:
    if not rule.plugin:
        return check(call)
    try:
        problems = list(check(call))
        for problem in problems:
            if not (isinstance(problem, Problem) and isinstance(problem.at, Origin)):
                raise TypeError(f"the rule yields {problem!r}, which is no `Problem` with an `Origin`")
    except Exception as error:
        raise BrokenRule(rule, error) from error
    return problems


def _silences(louder: _Fired, other: _Fired) -> bool:
    same_head = louder.head == other.head or WHOLE_CALL in (louder.head, other.head)
    same_subject = louder.problem.subject == other.problem.subject
    return same_head and same_subject and other.rule.code in SILENCES.get(louder.rule.code, ())


def _head_index(call: CompileCall, problem: Problem) -> int:
    """Return the position of the problem's head: names may be unknown or repeat, positions do not."""
    for index, head in enumerate(call.heads):
        if head is problem.head:
            return index
    return WHOLE_CALL


def _what_is_shown(fired: _Fired) -> tuple[object, ...]:
    problem = fired.problem
    reasons = tuple((id(because.origin.node), because.label) for because in problem.because)
    return (fired.rule.code, id(problem.at.node), problem.message, reasons)


def _name_the_call(problem: Problem, context: Context, quiet: Sequence[Context]) -> Problem:
    """Add the call that leads to the fault, where other calls of the same builder are right.

    Contexts may share all their calls and differ in the training call or in a turn of a loop; then no
    call tells them apart.
    """
    chain = context.chain
    prefixes = [_shared_prefix(chain, other.chain) for other in quiet if not _is_same(chain, other.chain)]
    if not chain or not prefixes:
        return problem
    origin = chain[min(max(prefixes), len(chain) - 1)]
    shown = {id(problem.at.node), *(id(because.origin.node) for because in problem.because)}
    if id(origin.node) in shown:
        return problem
    return replace(problem, because=(*problem.because, Because(origin, "on the way from this call")))


def _is_same(chain: Sequence[Origin], other: Sequence[Origin]) -> bool:
    return len(chain) == len(other) == _shared_prefix(chain, other)


def _shared_prefix(chain: Sequence[Origin], other: Sequence[Origin]) -> int:
    """Return how many calls two chains have in common before they part."""
    count = 0
    for mine, theirs in zip(chain, other, strict=False):
        if mine.node is not theirs.node:
            break
        count += 1
    return count
