"""What is said of a rule in several places agrees: registry, documents, examples, cases."""

from __future__ import annotations

import pytest
from markdown_cases import RULES_FOLDER, all_cases, cases_in

from compile_lint.rules import RULES

LEAST_LOUD = 3
LEAST_SILENT = 5


def with_case_file():
    rules = [rule for rule in RULES if (RULES_FOLDER / f"{rule.name}.md").exists()]
    return pytest.mark.parametrize("rule", rules, ids=lambda rule: rule.code)


def test_every_case_file_is_named_as_a_rule():
    assert {path.stem for path in RULES_FOLDER.glob("*")} <= {rule.name for rule in RULES}


@with_case_file()
def test_a_case_file_begins_with_its_rule(rule):
    text = (RULES_FOLDER / f"{rule.name}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {rule.name} ({rule.code})\n\n## ")


@with_case_file()
def test_a_case_file_has_enough_loud_and_silent_programs(rule):
    cases = cases_in(RULES_FOLDER / f"{rule.name}.md")
    loud = [
        case
        for case in cases
        if rule.code in {code for _, code in case.codes("error") | case.codes("possible")}
    ]
    silent = [case for case in cases if rule.code not in case.all_codes()]
    assert len(loud) >= LEAST_LOUD
    assert len(silent) >= LEAST_SILENT


def test_every_case_has_a_name_of_its_own():
    names = [case.name for case in all_cases()]
    assert len(names) == len(set(names))
