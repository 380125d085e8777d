"""Each rule's bad example after fixing: clean, and written as the good example where there is one way."""

from __future__ import annotations

import pytest

from compile_lint.findings import Applicability
from compile_lint.fixing import fix_source
from compile_lint.rules import RULES
from compile_lint.run import check_source
from compile_lint.settings import Settings

EVERYTHING = Settings(select=("ALL",))

SAFE = (
    "CL002 CL101 CL107 CL601 CL602 CL603 CL608 CL610 CL611 CL612 CL701 CL703 CL705 CL707 CL708 CL805".split()
)
UNSAFE = (
    "CL102 CL103 CL104 CL105 CL106 CL108 CL109 CL110 CL201 CL202 CL204 CL301 CL302 "
    "CL402 CL403 CL404 CL406 CL407 CL408 CL706"
).split()
# The example shows another of several good ways, or spells it in another way.
OTHERWISE = "CL002 CL301 CL302 CL402 CL404 CL406 CL602 CL705 CL805".split()
BY_CODE = {rule.code: rule for rule in RULES}


def finding_of(rule):
    report = check_source(rule.bad.encode(), "example.py", EVERYTHING)
    return next(finding for finding in report.findings if finding.code == rule.code)


def fixed(program, *, unsafe=True):
    return fix_source(program.encode(), "example.py", EVERYTHING, unsafe=unsafe)


def text_of(result, program):
    return result.changes["example.py"].new.decode() if result.changes else program


@pytest.mark.parametrize("code", [rule.code for rule in RULES if rule.bad])
def test_offers_a_fix_of_the_kind_that_is_documented(code):
    kinds = {Applicability.SAFE: SAFE, Applicability.UNSAFE: UNSAFE}
    fix = finding_of(BY_CODE[code]).fix
    expected = next((kind for kind, codes in kinds.items() if code in codes), None)
    assert (fix and fix.applicability) == expected


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_page_of_a_rule_says_how_safe_its_fix_is(rule):
    kinds = {"safe": SAFE, "unsafe": UNSAFE}
    documented = next((kind for kind in kinds if rule.section("Safety").startswith(kind)), None)
    assert documented == next((kind for kind, codes in kinds.items() if rule.code in codes), None)


@pytest.mark.parametrize("code", SAFE + UNSAFE)
class TestFixedExamples:
    def test_are_clean(self, code):
        result = fixed(BY_CODE[code].bad)
        assert result.report.findings == ()
        assert [finding.code for finding, _ in result.made] == [code]
        assert result.withdrawn == ()

    def test_do_not_change_again(self, code):
        program = text_of(fixed(BY_CODE[code].bad), "")
        assert fixed(program).changes == {}

    def test_are_the_good_example_where_there_is_one_way(self, code):
        rule = BY_CODE[code]
        is_same = text_of(fixed(rule.bad), "").strip() == rule.good.strip()
        assert is_same != (code in OTHERWISE)


@pytest.mark.parametrize("code", UNSAFE)
def test_unsafe_fixes_are_not_made_unasked(code):
    assert fixed(BY_CODE[code].bad, unsafe=False).changes == {}


@pytest.mark.parametrize("code", [rule.code for rule in RULES if rule.good])
def test_good_examples_stay_as_they_are(code):
    assert fixed(BY_CODE[code].good).changes == {}


class TestLogitsAsProbabilities:
    def test_offers_both_ways(self):
        finding = finding_of(BY_CODE["CL302"])
        titles = [finding.fix.title, *(fix.title for fix in finding.alternatives)]
        assert titles == ["Pass `from_logits=True` to the loss", "Use `softmax` on the output layer"]
        assert {fix.applicability for fix in (finding.fix, *finding.alternatives)} == {Applicability.UNSAFE}
