"""What registry, file names and documentation say must agree."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from types import ModuleType

import pytest

import compile_lint.rules
from compile_lint.findings import Severity
from compile_lint.rules import RULES
from compile_lint.rules.precedence import SILENCES
from compile_lint.rules.registry import Rule, rule

SECTIONS = ("Why", "Silent", "Fix", "Evidence", "Keras", "References")
REPORTED_BY_THE_TOOL = {"CL000", "CL001", "CL002", "CL003"}


def rules_on_disk():
    """Every rule that a module of the package defines, by the module's name."""
    found = {}
    for module_info in pkgutil.iter_modules(compile_lint.rules.__path__):
        module = importlib.import_module(f"compile_lint.rules.{module_info.name}")
        for value in vars(module).values():
            if isinstance(value, Rule):
                found[module_info.name] = value
    return found


def each_rule():
    return pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def test_the_tuple_holds_every_rule_on_disk():
    assert {rule.code for rule in RULES} == {rule.code for rule in rules_on_disk().values()}
    assert len(RULES) == len(rules_on_disk())


def test_codes_are_unique_and_in_order():
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))


def test_names_are_unique():
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_a_file_is_named_as_its_rule():
    assert {module: rule.name.replace("-", "_") for module, rule in rules_on_disk().items()} == {
        module: module for module in rules_on_disk()
    }


@each_rule()
def test_a_code_is_cl_and_three_digits(rule):
    assert rule.code[:2] == "CL"
    assert len(rule.code) == 5
    assert rule.code[2:].isdigit()


@each_rule()
def test_the_docstring_is_a_summary_and_the_sections_in_order(rule):
    summary, *paragraphs = rule.doc.strip().split("\n\n")
    assert "\n" not in summary
    assert summary.endswith(".")
    names = [paragraph.split(":", 1)[0] for paragraph in paragraphs]
    assert [name for name in names if name != "Safety"] == list(SECTIONS)
    assert "Safety" not in names or names.index("Safety") == names.index("Fix") + 1
    assert all(rule.section(heading) for heading in SECTIONS)


@each_rule()
def test_evidence_names_a_version_of_keras(rule):
    if rule.code not in REPORTED_BY_THE_TOOL:
        assert "keras 3.15.1" in rule.section("Evidence")


@each_rule()
def test_references_are_pages_and_source_files_at_a_version(rule):
    assert rule.references
    for reference in rule.references:
        assert re.fullmatch(r"https://\S+/|https://\S+\.html|`[\w/.]+`,? \S.*", reference), reference
    if rule.check is not None:
        assert any(reference.startswith("https://") for reference in rule.references)


@each_rule()
def test_only_the_tool_itself_has_no_check(rule):
    assert (rule.check is None) is (rule.code in REPORTED_BY_THE_TOOL)


@each_rule()
def test_examples_are_two_different_programs_that_train(rule):
    if rule.check is not None:
        assert rule.bad != rule.good
        for example in (rule.bad, rule.good):
            compile(example, rule.name, "exec")
            assert ".compile(" in example
            assert ".fit(" in example


def test_precedence_names_rules_that_exist():
    codes = {rule.code for rule in RULES}
    assert set(SILENCES) <= codes
    assert frozenset().union(*SILENCES.values()) <= codes


def test_a_rule_without_documentation_is_known_by_its_name(monkeypatch):
    def check(_):
        yield from ()

    monkeypatch.setitem(sys.modules, "bare", ModuleType("bare"))
    check.__module__ = "bare"
    made = rule(code="HSE001", name="house-rule", severity=Severity.INFO)(check)
    assert (made.doc, made.summary, made.references) == ("", "house-rule", ())
