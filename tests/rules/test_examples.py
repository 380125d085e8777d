"""The linter reports each rule's bad example with that rule alone, and its good example not at all."""

from __future__ import annotations

import pytest

from compile_lint.findings import Severity
from compile_lint.rules import RULES
from compile_lint.run import check_source
from compile_lint.settings import Settings

EVERYTHING = Settings(select=("ALL",))


def codes_in(program, settings=EVERYTHING, *, at_least=Severity.INFO):
    report = check_source(program.encode(), "example.py", settings)
    assert report.failures == ()
    return [finding.code for finding in report.findings if finding.severity.rank >= at_least.rank]


def with_example():
    rules = [rule for rule in RULES if rule.bad]
    return pytest.mark.parametrize("rule", rules, ids=lambda rule: rule.code)


@with_example()
def test_the_bad_example_has_this_fault(rule):
    assert codes_in(rule.bad).count(rule.code) == 1


@with_example()
def test_the_bad_example_has_no_other_fault(rule):
    others = codes_in(rule.bad, at_least=Severity.WARNING)
    assert [code for code in others if code != rule.code] == []


@with_example()
def test_the_good_example_is_clean(rule):
    assert codes_in(rule.good) == []
