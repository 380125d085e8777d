"""The table of claims against the rules and the linter; needs no Keras."""

from __future__ import annotations

import pytest

from compile_lint.findings import Severity
from compile_lint.rules import RULES
from compile_lint.run import check_source
from compile_lint.settings import Settings
from oracle.claims import Gives, Raises, Runs, Silent, Warns, everywhere, holds, on
from oracle.entries import ENTRIES
from oracle.programs import programs_of
from oracle.running import Outcome
from oracle.setups import SETUPS

VARIATIONS = [
    pytest.param(rule, program, id=f"{rule.code}-{program.title}")
    for rule in RULES
    if rule.code in ENTRIES
    for program in programs_of(rule, ENTRIES[rule.code])
    if program.title not in {"bad", "good"}
]


def test_only_a_rule_without_examples_has_no_claims():
    for rule in RULES:
        entry = ENTRIES[rule.code]
        assert (entry.bad is None, entry.good is None) == (not rule.bad, not rule.good)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_something_is_claimed_of_every_example(rule):
    for program in programs_of(rule, ENTRIES[rule.code]):
        claims = program.claims
        assert set(claims) == {setup.name for setup in SETUPS}
        assert all(claims.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_above_info_has_an_effect_somewhere(rule):
    entry = ENTRIES[rule.code]
    if rule.severity is Severity.INFO or entry.not_about_keras:
        return
    assert any(not isinstance(claim, Runs | Silent) for group in entry.bad.values() for claim in group)
    assert entry.bad != entry.good


@pytest.mark.parametrize(("rule", "program"), VARIATIONS)
def test_the_linter_says_of_a_variation_what_the_entry_says(rule, program):
    report = check_source(program.job.program.encode(), "example.py", Settings(select=("ALL",)))
    assert report.failures == ()
    assert any(finding.code == rule.code for finding in report.findings) == program.is_bad


def outcome(error=None, warnings=(), output="", **values):
    return Outcome(error, (), warnings, output, values, 0.0)


@pytest.mark.parametrize(
    ("claim", "seen", "is_borne_out"),
    [
        (Raises("rank"), outcome("ValueError: same rank"), True),
        (Raises("rank"), outcome("ValueError: same shape"), False),
        (Raises("rank"), outcome(), False),
        (Runs(), outcome(), True),
        (Runs(), outcome("KeyError: 1"), False),
        (Warns("from_logits"), outcome(warnings=("received `from_logits=True`",)), True),
        (Warns("available"), outcome(output="not available\n"), True),
        (Warns("available"), outcome(), False),
        (Warns("available"), outcome("KeyError: 1", output="not available\n"), False),
        (Silent("available"), outcome(), True),
        (Silent("available"), outcome(output="not available"), False),
        (Silent("available"), outcome("KeyError: 1"), False),
        (Gives("a", 0.9), outcome(a=0.95), True),
        (Gives("a", 0.9), outcome(a=0.85), False),
        (Gives("a", high=0.9), outcome(a=0.95), False),
        (Gives("a", 0.9), outcome(a=float("nan")), False),
        (Gives("a", 0.9), outcome("KeyError: 1"), False),
        (holds("a"), outcome(a=True), True),
        (holds("a"), outcome(a=False), False),
    ],
)
def test_claims(claim, seen, is_borne_out):
    assert (claim.fault(seen) is None) == is_borne_out


def test_a_claim_is_made_of_every_set_up():
    assert everywhere(Runs()) == on(keras3=(Runs(),), tf_keras=(Runs(),))
    with pytest.raises(AssertionError, match="proves nothing"):
        on(tensorflow=(Runs(),), tf_keras=(Runs(),))
