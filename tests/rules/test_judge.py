"""How worlds and contexts of one compile call become one finding a fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from compile_lint.findings import Certainty, Problem, Severity
from compile_lint.model import (
    Because,
    CompileCall,
    Context,
    Head,
    Origin,
    SiteReading,
    Unknown,
    Variant,
    Why,
)
from compile_lint.rules.judge import Judged, judge
from compile_lint.rules.precedence import SILENCES
from compile_lint.rules.registry import Rule

CERTAIN, POSSIBLE = Certainty.CERTAIN, Certainty.POSSIBLE


def origin() -> Origin:
    return Origin(unit=None, node=object())


def head(name: str | None = None) -> Head:
    unknown = Unknown(Why.DYNAMIC)
    return Head(name, unknown, unknown, unknown)


SITE = origin()
HERE, THERE, CALL_A, CALL_B, MAIN_A, MAIN_B = (origin() for _ in range(6))
HEAD, OTHER_HEAD = head(), head()


@dataclass(eq=False)
class World:
    """One variant, and what the rules see in it: codes to problems."""

    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    defaults_hold: bool = True
    heads: tuple[Head, ...] = (HEAD, OTHER_HEAD)


def problem(at: Origin = HERE, message: str = "wrong", **more: object) -> Problem:
    return Problem(at, message, **more)  # type: ignore[arg-type]


def fires(
    at: Origin = HERE, message: str = "wrong", *, code: str = "CL302", by_default: bool = True
) -> World:
    return World({code: (problem(at, message, head=HEAD),)}, by_default)


def quiet(*, by_default: bool = True) -> World:
    return World({}, by_default)


def run(*contexts: tuple[tuple[Origin, ...], list[World]]) -> list[Judged]:
    """Judge one site; rules are made to measure: each yields what its world says it sees."""
    seen: dict[int, World] = {}
    made = []
    for chain, worlds in contexts:
        variants = []
        for world in worlds:
            call = CompileCall(SITE, world.heads)
            seen[id(call)] = world
            variants.append(Variant(call, world.defaults_hold))
        made.append(Context(chain, tuple(variants)))
    codes = sorted({code for world in seen.values() for code in world.problems})

    def rule_for(code: str) -> Rule:
        def check(call: CompileCall) -> Iterator[Problem]:
            yield from seen[id(call)].problems.get(code, ())

        return Rule(code, code.lower(), Severity.ERROR, "0.1.0", "Doc.", "", "", check)

    rules = [Rule("CL000", "internal", Severity.ERROR, "0.1.0", "Doc.", "", "", None), *map(rule_for, codes)]
    return judge([SiteReading(SITE, tuple(made))], rules)


def brief(judged: list[Judged]) -> list[tuple[str, str, Certainty]]:
    return [(one.rule.code, one.problem.message, one.certainty) for one in judged]


FIRED = ("CL302", "wrong", CERTAIN)
MAYBE = ("CL302", "wrong", POSSIBLE)


class TestCertainty:
    @pytest.mark.parametrize(
        ("worlds", "expected"),
        [
            ([quiet()], []),
            ([quiet(), quiet(by_default=False)], []),
            ([], []),
            ([fires()], [FIRED]),
            ([fires(), fires()], [FIRED]),
            ([fires(), quiet()], [MAYBE]),
            ([quiet(), fires()], [MAYBE]),
            ([fires(), quiet(by_default=False)], [FIRED]),
            ([quiet(), fires(by_default=False)], [MAYBE]),
            ([fires(by_default=False), fires(by_default=False)], [FIRED]),
            ([fires(by_default=False), quiet(by_default=False)], [MAYBE]),
        ],
    )
    def test_worlds_of_one_context_are_judged_together(
        self, worlds: list[World], expected: list[tuple[str, str, Certainty]]
    ) -> None:
        assert brief(run(((), worlds))) == expected

    def test_one_context_with_the_fault_in_every_world_is_enough(self) -> None:
        judged = run(((CALL_A,), [quiet(), fires()]), ((CALL_B,), [fires()]))
        assert brief(judged) == [FIRED]
        assert judged[0].chain == (CALL_B,)

    def test_worlds_of_different_contexts_do_not_add_up(self) -> None:
        assert brief(run(((CALL_A,), [fires(), quiet()]), ((CALL_B,), [quiet(), fires()]))) == [MAYBE]

    def test_a_fault_at_another_place_in_each_world_is_certain_at_each(self) -> None:
        judged = run(((), [fires(HERE, "tanh"), fires(THERE, "relu")]))
        assert brief(judged) == [("CL302", "tanh", CERTAIN), ("CL302", "relu", CERTAIN)]

    def test_a_place_of_some_worlds_is_possible_beside_a_place_of_all(self) -> None:
        both = World({"CL302": (problem(HERE, "always"), problem(THERE, "sometimes"))})
        judged = run(((), [both, World({"CL302": (problem(HERE, "always"),)})]))
        assert brief(judged) == [("CL302", "always", CERTAIN), ("CL302", "sometimes", POSSIBLE)]

    def test_different_heads_in_different_worlds_are_not_one_fault(self) -> None:
        first = World({"CL302": (problem(head=HEAD),)})
        second = World({"CL302": (problem(THERE, head=OTHER_HEAD),)})
        assert [one.certainty for one in run(((), [first, second]))] == [POSSIBLE, POSSIBLE]

    def test_evidence_by_name_alone_is_possible_in_every_world(self) -> None:
        world = World({"CL501": (problem(is_possible=True),)})
        assert brief(run(((), [world]))) == [("CL501", "wrong", POSSIBLE)]


class TestOneFaultOneFinding:
    def test_the_first_certain_context_words_the_finding(self) -> None:
        judged = run(
            ((CALL_A,), [fires(message="maybe sigmoid"), quiet()]),
            ((CALL_B,), [fires(message="tanh")]),
            ((MAIN_A,), [fires(message="sigmoid")]),
        )
        assert brief(judged) == [("CL302", "tanh", CERTAIN)]

    def test_two_problems_of_one_rule_at_two_places_are_two_findings(self) -> None:
        world = World({"CL302": (problem(HERE, "one"), problem(THERE, "two"))})
        assert brief(run(((), [world, world]))) == [("CL302", "one", CERTAIN), ("CL302", "two", CERTAIN)]

    def test_heads_that_share_all_their_places_give_one_finding(self) -> None:
        because = (Because(THERE, "the output is `softmax`"),)
        world = World(
            {"CL302": (problem(because=because, head=HEAD), problem(because=because, head=OTHER_HEAD))}
        )
        assert brief(run(((), [world]))) == [FIRED]

    def test_heads_with_outputs_of_their_own_give_one_finding_each(self) -> None:
        world = World(
            {
                "CL302": (
                    problem(because=(Because(THERE, "the output"),), head=HEAD),
                    problem(because=(Because(CALL_A, "the output"),), head=OTHER_HEAD),
                )
            }
        )
        assert brief(run(((), [world]))) == [FIRED, FIRED]

    def test_sites_keep_their_order(self) -> None:
        def check(call: CompileCall) -> Iterator[Problem]:
            yield Problem(call.site, "wrong")

        rule = Rule("CL302", "n", Severity.ERROR, "0.1.0", "Doc.", "", "", check)
        readings = [
            SiteReading(site, (Context((), (Variant(CompileCall(site, ())),)),)) for site in (HERE, THERE)
        ]
        assert [one.site for one in judge(readings, [rule])] == [HERE, THERE]

    def test_no_reading_no_finding(self) -> None:
        assert run() == []


class TestPrecedence:
    def judge_world(self, world: World) -> list[str]:
        return [one.rule.code for one in run(((), [world]))]

    def test_the_more_specific_rule_speaks(self) -> None:
        world = World({"CL101": (problem(head=HEAD),), "CL105": (problem(THERE, head=HEAD),)})
        assert self.judge_world(world) == ["CL101"]

    def test_another_head_is_not_silenced(self) -> None:
        world = World({"CL101": (problem(head=HEAD),), "CL105": (problem(THERE, head=OTHER_HEAD),)})
        assert self.judge_world(world) == ["CL101", "CL105"]

    @pytest.mark.parametrize(("louder", "other"), [(None, HEAD), (HEAD, None), (None, None)])
    def test_a_problem_of_the_whole_call_belongs_to_every_head(
        self, louder: Head | None, other: Head | None
    ) -> None:
        world = World({"CL604": (problem(head=louder),), "CL601": (problem(THERE, head=other),)})
        assert self.judge_world(world) == ["CL604"]

    def test_another_world_is_not_silenced(self) -> None:
        loud, other = fires(code="CL101"), fires(THERE, code="CL105")
        assert brief(run(((), [loud, other]))) == [("CL101", "wrong", POSSIBLE), ("CL105", "wrong", POSSIBLE)]

    def test_what_is_silenced_silences_too(self) -> None:
        codes = ("CL101", "CL105", "CL302")
        assert self.judge_world(World({code: (problem(head=HEAD),) for code in codes})) == ["CL101"]

    def test_different_contradictions_are_both_said(self) -> None:
        world = World({"CL302": (problem(head=HEAD),), "CL401": (problem(THERE, head=HEAD),)})
        assert self.judge_world(world) == ["CL302", "CL401"]

    def test_the_table_has_no_cycle(self) -> None:
        def reached(code: str) -> set[str]:
            return {code}.union(*(reached(silenced) for silenced in SILENCES.get(code, ())))

        assert all(code not in reached(silenced) for code, row in SILENCES.items() for silenced in row)


class TestTheCallOnTheWay:
    def related(self, *contexts: tuple[tuple[Origin, ...], list[World]]) -> list[tuple[Origin, str]]:
        (judged,) = run(*contexts)
        return [(because.origin, because.label) for because in judged.problem.because]

    def test_is_named_where_another_call_is_right(self) -> None:
        assert self.related(((CALL_A,), [quiet()]), ((CALL_B,), [fires()])) == [
            (CALL_B, "on the way from this call")
        ]

    def test_is_noise_where_every_call_is_wrong(self) -> None:
        assert self.related(((CALL_A,), [fires()]), ((CALL_B,), [fires()])) == []

    def test_is_noise_where_it_is_the_only_call(self) -> None:
        assert self.related(((CALL_A,), [fires()])) == []

    def test_does_not_exist_without_a_chain(self) -> None:
        assert self.related(((), [fires()]), ((CALL_B,), [quiet()])) == []

    def test_is_the_one_where_the_ways_part(self) -> None:
        assert self.related(((MAIN_A, CALL_A), [quiet()]), ((MAIN_A, CALL_B), [fires()])) == [
            (CALL_B, "on the way from this call")
        ]
        assert self.related(((MAIN_A, CALL_A), [quiet()]), ((MAIN_B, CALL_A), [fires()])) == [
            (MAIN_B, "on the way from this call")
        ]

    def test_does_not_tell_contexts_apart_that_share_it(self) -> None:
        assert self.related(((CALL_A,), [quiet()]), ((CALL_A,), [fires()])) == []
        assert self.related(((CALL_A,), [quiet()]), ((CALL_B,), [quiet()]), ((CALL_A,), [fires()])) == [
            (CALL_A, "on the way from this call")
        ]

    def test_is_not_repeated_where_the_problem_shows_it_already(self) -> None:
        assert self.related(((CALL_A,), [quiet()]), ((HERE,), [fires(HERE)])) == []

    def test_of_a_context_that_may_be_wrong_is_not_called_right(self) -> None:
        assert self.related(((CALL_A,), [fires(), quiet()]), ((CALL_B,), [fires()])) == []
