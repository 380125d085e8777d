"""Each rule's bad example, after each of its fixes, does on real Keras what the good example does.

Most fixed examples are the good example to the letter, as `tests/fixes/test_examples.py` shows, and are not
run a second time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from compile_lint.fixes.apply import patched
from compile_lint.rules import RULES
from compile_lint.rules.registry import Rule
from compile_lint.run import check_source
from compile_lint.settings import Settings
from oracle.claims import Claims, everywhere, holds
from oracle.entries import ENTRIES
from oracle.programs import Program, programs_of
from oracle.setups import SETUPS

# What is claimed where the fix is another good program than the good example.
CLAIMS: dict[str, Claims] = {
    # The metric is gone, and nothing takes its place.
    "CL406": everywhere(holds("list(history[-1]) == ['loss']")),
}

# Alternatives for other labels than those of the example: `sigmoid` is for multi-hot ones.
FOR_OTHER_LABELS = {("CL103", 1)}


def fixed_programs(rule: Rule) -> Iterator[str]:
    """The bad example after its fix, and after each of the alternatives."""
    report = check_source(rule.bad.encode(), "example.py", Settings(select=("ALL",)))
    for finding in report.findings:
        if finding.code == rule.code:
            yield from (patched(rule.bad, fix.edits) for fix in finding.fixes)


def good_program(rule: Rule) -> Program | None:
    """The good example with its claims, if it is about Keras."""
    return next((one for one in programs_of(rule, ENTRIES[rule.code]) if one.title == "good"), None)


def fixed_on_each_set_up() -> Iterator[object]:
    for rule in RULES:
        good = good_program(rule)
        if good is None:
            continue
        claims = CLAIMS.get(rule.code, good.claims)
        measures = sorted(
            {measure for of_setup in claims.values() for one in of_setup for measure in one.measures}
        )
        for number, program in enumerate(fixed_programs(rule)):
            if program.strip() == rule.good.strip() or (rule.code, number) in FOR_OTHER_LABELS:
                continue
            job = replace(good.job, program=program, measures=tuple(measures))
            for setup in SETUPS:
                yield pytest.param((job, setup), claims[setup.name], id=f"{rule.code}-{number}-{setup.name}")


@pytest.mark.oracle
@pytest.mark.parametrize(("ordered", "claims"), list(fixed_on_each_set_up()))
def test_a_fixed_example_does_what_the_good_one_does(oracle, ordered, claims):
    outcome = oracle.outcome(*ordered)
    faults = [fault for claim in claims if (fault := claim.fault(outcome)) is not None]
    assert faults == []
