"""What is said of a rule in several places agrees: registry, documents, examples, cases."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

import pytest
from markdown_cases import RULES_FOLDER, all_cases, cases_in
from oracle.entries import ENTRIES

from compile_lint.reporters.rule_documents import render_documents
from compile_lint.rules import RULES
from compile_lint.run import check_source
from compile_lint.settings import Settings

DOCUMENTS = Path(__file__).resolve().parent.parent / "docs" / "rules"
SOURCE = re.compile(r"`((?:keras|tf_keras|sklearn)/[\w/.]+)`")

WITHOUT_CASES = {"CL000"}  # a fault of the linter itself: a program that caused it would be mended, not kept
# A small change of the program mends these, where the one right value is known.
MENDED = (
    "CL002 CL101 CL102 CL103 CL104 CL105 CL107 CL201 CL202 CL204 CL301 CL302 CL402 CL403 CL404 CL405 "
    "CL406 CL407 CL408 CL601 CL602 CL603 CL608 CL610 CL611 CL612 CL701 CL703 CL705 CL706 CL805"
).split()
LEAST_LOUD = 3
LEAST_SILENT = 5


def with_case_file():
    rules = [rule for rule in RULES if (RULES_FOLDER / f"{rule.name}.md").exists()]
    return pytest.mark.parametrize("rule", rules, ids=lambda rule: rule.code)


def test_every_rule_has_an_entry_in_the_oracle():
    assert list(ENTRIES) == [rule.code for rule in RULES]


def test_every_case_file_is_named_as_a_rule():
    assert {path.stem for path in RULES_FOLDER.glob("*")} <= {rule.name for rule in RULES}


def test_every_rule_has_a_case_file():
    """Asked of each family of which there is a file at all, such as CL3."""
    with_file = {rule.code for rule in RULES if (RULES_FOLDER / f"{rule.name}.md").exists()}
    families = {code[:3] for code in with_file}
    assert {rule.code for rule in RULES if rule.code[:3] in families} - with_file == WITHOUT_CASES


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


def test_documents_are_what_the_rules_say(request):
    rendered = render_documents(RULES)
    if request.config.getoption("--regenerate"):
        DOCUMENTS.mkdir(exist_ok=True)
        for path in set(DOCUMENTS.iterdir()) - {DOCUMENTS / name for name in rendered}:
            path.unlink()
        for name, text in rendered.items():
            (DOCUMENTS / name).write_text(text, encoding="utf-8")
    written = {path.name: path.read_text(encoding="utf-8") for path in DOCUMENTS.iterdir()}
    stale = {name for name in written.keys() | rendered.keys() if written.get(name) != rendered.get(name)}
    assert not stale, "they differ from what the rules say: write them anew with `pytest --regenerate`"


def test_links_between_documents_lead_somewhere():
    rendered = render_documents(RULES)
    for text in rendered.values():
        assert set(re.findall(r"\]\(([^):]+)\)", text)) <= set(rendered)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.bad], ids=lambda rule: rule.code)
def test_a_page_says_how_safe_the_offered_edit_is(rule):
    report = check_source(rule.bad.encode(), "example.py", Settings(select=(rule.code,)))
    offered = {
        fix.applicability.value
        for finding in report.findings
        for fix in (finding.fix, *finding.alternatives)
        if fix is not None
    }
    said = re.match(r"\w*", rule.section("Safety")).group()
    assert said in offered if offered else said == ""


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.code in MENDED], ids=lambda rule: rule.code)
def test_a_rule_that_could_be_mended_offers_an_edit_or_says_why_not(rule):
    report = check_source(rule.bad.encode(), "example.py", Settings(select=("ALL",)))
    is_mended = any(finding.fix for finding in report.findings if finding.code == rule.code)
    assert is_mended != ("No edit is offered: " in rule.section("Fix"))


@pytest.mark.oracle
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_source_files_that_a_rule_refers_to_exist(rule):
    for reference in rule.references:
        for path in SOURCE.findall(reference):
            package = {"sklearn": "scikit-learn"}.get(path.partition("/")[0], path.partition("/")[0])
            assert Path(importlib.metadata.distribution(package).locate_file(path)).is_file(), reference
