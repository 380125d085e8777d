"""The rule tester: it is silent about a rule that is right, and tells what is wrong with one that is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from compile_lint.findings import Certainty, Severity
from compile_lint.plugins import CompileCall, Known, Problem, Rule, heads_to_judge, rule, shows_loss
from compile_lint.testing import Expected, Invalid, check_rule

GOOD = """
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(10, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
"""
BAD = GOOD.replace("10", "3")
MARKED = BAD.replace('"softmax")])', '"softmax")])  # expect: AB101')


@rule(code="AB101", name="too-few-units", severity=Severity.WARNING, bad=BAD, good=GOOD)
def too_few_units(call: CompileCall) -> Iterator[Problem]:
    """An output has few units."""
    for head in heads_to_judge(call):
        match head.output, head.loss:
            case Known(output), Known(loss) if output.units is not None and output.units < 9:
                yield Problem(output.origin, f"{output.units} units are few", (shows_loss(loss),), head=head)


def complaint(rule: Rule, **cases: list[str | Invalid]) -> list[str]:
    with pytest.raises(AssertionError) as raised:
        check_rule(rule, **cases)  # type: ignore[arg-type]
    return str(raised.value).splitlines()


def test_a_rule_that_is_right_passes() -> None:
    expected = Expected(3, "3 units are few", Severity.WARNING, Certainty.CERTAIN, related=(4,))
    check_rule(
        too_few_units,
        valid=[GOOD, "x = 1", BAD.replace("3", "units")],
        invalid=[MARKED, Invalid(BAD, (expected,)), Invalid(BAD, (Expected(3),))],
    )


def test_a_finding_that_is_not_expected_is_shown_in_place() -> None:
    assert complaint(too_few_units, valid=[GOOD, BAD]) == [
        "AB101 too-few-units: 1 of 4 programs judged otherwise",
        "",
        "valid[1]:",
        "  found in line 3, and not expected: 3 units are few",
        "      1 | import keras",
        "      2 | ",
        f"  >   3 | {BAD.splitlines()[3]}",
        '      4 | model.compile("adam", "categorical_crossentropy")',
    ]


def test_a_finding_that_is_missing_is_shown_in_place() -> None:
    lines = complaint(too_few_units, invalid=[MARKED.replace("(3", "(30").replace("softmax", "sigmoid")])
    assert lines[2:4] == ["invalid[0]:", "  nothing is found in line 3"]
    assert lines[6].startswith("  >   3 | model = ")
    assert lines[-1] == "  other rules find: CL102"


def test_each_of_two_findings_in_a_line_is_asked_for() -> None:
    lines = complaint(too_few_units, invalid=[Invalid(BAD, (Expected(3), Expected(3)))])
    assert lines[3] == "  nothing is found in line 3"


def test_what_differs_is_named() -> None:
    expected = Expected(3, "few", Severity.ERROR, Certainty.POSSIBLE, related=())
    lines = complaint(too_few_units, invalid=[Invalid(BAD, (expected,))])
    assert lines[3:] == [
        "  line 3: the message differs",
        "    expected: few",
        "    found:    3 units are few",
        "  line 3: the severity differs",
        "    expected: error",
        "    found:    warning",
        "  line 3: the certainty differs",
        "    expected: possible",
        "    found:    certain",
        "  line 3: the list of related lines differs",
        "    expected: ()",
        "    found:    (4,)",
    ]


def test_a_rule_that_fails_is_told_as_such() -> None:
    def fails(call: CompileCall) -> Iterator[Problem]:
        raise ValueError(len(call.heads))

    lines = complaint(replace(too_few_units, check=fails, bad="", good=""), valid=[GOOD])
    assert lines[2] == "valid[0]:"
    assert lines[3] == (
        "  the rule fails: the rule `AB101` of the plugin `the rule on trial` failed on this file: "
        "`ValueError: 1`"
    )


def test_a_program_that_is_no_python_is_told_as_such() -> None:
    lines = complaint(too_few_units, valid=[GOOD + "print 'x'"])
    assert lines[3].startswith("  the program is no Python: line 5: ")


def test_a_program_in_which_no_call_is_seen_is_told_as_such() -> None:
    lines = complaint(too_few_units, invalid=[MARKED.replace("import keras", "")])
    assert "  no compile call of Keras was seen in this program; does it import keras?" in lines


def test_the_examples_of_the_rule_are_tried() -> None:
    lines = complaint(replace(too_few_units, bad=GOOD, good=BAD))
    assert lines[2:4] == ["the good example:", "  found in line 3, and not expected: 3 units are few"]
    assert lines[-1] == "the bad example: nothing is found in it"


def test_an_invalid_program_has_to_say_what_is_wrong() -> None:
    with pytest.raises(ValueError, match="mark lines with `# expect: AB101`, or use `Invalid`"):
        check_rule(too_few_units, invalid=[BAD])


def test_marks_of_other_rules_are_passed_over() -> None:
    check_rule(too_few_units, invalid=[MARKED.replace("AB101", "CL102, AB101")])
