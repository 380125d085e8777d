"""Each rule's bad and good example, and variations of the bad one, do on real Keras what the rule claims."""

from __future__ import annotations

import pytest

from compile_lint.rules import RULES
from oracle.entries import ENTRIES
from oracle.programs import programs_of
from oracle.setups import SETUPS

ON_EVERY_SETUP = [
    pytest.param(
        (program.job, setup), program.claims[setup.name], id=f"{rule.code}-{program.title}-{setup.name}"
    )
    for rule in RULES
    if rule.code in ENTRIES  # test_entries.py tells which are missing
    for program in programs_of(rule, ENTRIES[rule.code])
    for setup in SETUPS
]


@pytest.mark.oracle
@pytest.mark.parametrize(("ordered", "claims"), ON_EVERY_SETUP)
def test_keras_does_what_the_rule_claims(oracle, ordered, claims):
    outcome = oracle.outcome(*ordered)
    faults = [fault for claim in claims if (fault := claim.fault(outcome)) is not None]
    assert faults == []
