"""What ``--select``, ``--ignore`` and ``--min-severity`` turn on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from compile_lint.findings import Problem, Severity
from compile_lint.model import CompileCall
from compile_lint.rules.registry import Rule
from compile_lint.rules.selection import resolve_rule, resolve_selection
from compile_lint.settings import Settings, SettingsError, split_at_commas


def no_check(call: CompileCall) -> Iterator[Problem]:
    yield from (Problem(call.site, "") for _ in ())


def rule(code: str, name: str, severity: Severity = Severity.ERROR, *, is_ours: bool = False) -> Rule:
    return Rule(code, name, severity, "0.1.0", "Doc.", "", "", None if is_ours else no_check, is_ours)


RULES = (
    rule("CL001", "syntax-error", is_ours=True),
    rule("CL101", "single-unit-softmax"),
    rule("CL108", "softmax-with-regression-loss", Severity.INFO),
    rule("CL301", "probabilities-as-logits", Severity.WARNING),
    rule("CL302", "logits-as-probabilities"),
    rule("CL406", "metric-repeats-loss", Severity.INFO),
)
SEVERE = "CL001 CL101 CL301 CL302"


def reported(select: str = "", ignore: str = "", min_severity: Severity | None = None) -> str:
    """The codes of rules whose findings, at the rule's own severity, would be reported."""
    settings = Settings(
        select=split_at_commas([select] if select else []),
        ignore=split_at_commas([ignore] if ignore else []),
        min_severity=min_severity,
    )
    selection = resolve_selection(settings, RULES)
    return " ".join(rule.code for rule in RULES if selection.wants(rule.code, rule.severity))


@pytest.mark.parametrize(
    ("select", "ignore", "codes"),
    [
        ("", "", SEVERE),
        ("ALL", "", "CL001 CL101 CL108 CL301 CL302 CL406"),
        ("all", "", "CL001 CL101 CL108 CL301 CL302 CL406"),
        ("CL", "", SEVERE),
        ("CL3", "", "CL001 CL301 CL302"),
        ("CL1,CL302", "", "CL001 CL101 CL302"),
        ("cl302", "", "CL001 CL302"),
        ("logits-as-probabilities", "", "CL001 CL302"),
        ("Logits-As-Probabilities", "", "CL001 CL302"),
        ("CL108", "", "CL001 CL108"),
        ("metric-repeats-loss", "", "CL001 CL406"),
        ("CL4", "", "CL001"),
        ("CL4,CL406", "", "CL001 CL406"),
        ("", "CL3", "CL001 CL101"),
        ("", "ALL", ""),
        ("", "CL001", "CL101 CL301 CL302"),
        ("CL101", "CL0", "CL101"),
        ("CL3", "CL302", "CL001 CL301"),
        ("CL302", "CL3", "CL001 CL302"),
        ("CL302", "CL302", "CL001"),
        ("CL302", "logits-as-probabilities", "CL001"),
        ("ALL", "CL1", "CL001 CL301 CL302 CL406"),
        ("CL1", "ALL", "CL101"),
        ("CL001", "ALL", "CL001"),
    ],
)
def test_the_narrower_selector_wins(select: str, ignore: str, codes: str) -> None:
    assert reported(select, ignore) == codes


@pytest.mark.parametrize(
    ("select", "min_severity", "codes"),
    [
        ("", Severity.INFO, "CL001 CL101 CL108 CL301 CL302 CL406"),
        ("", Severity.ERROR, "CL001 CL101 CL302"),
        ("ALL", Severity.WARNING, SEVERE),
        ("CL108", Severity.WARNING, "CL001"),
        ("CL4", Severity.INFO, "CL001 CL406"),
    ],
)
def test_a_severity_that_is_given_holds_for_all(select: str, min_severity: Severity, codes: str) -> None:
    assert reported(select, min_severity=min_severity) == codes


def test_the_severity_of_the_finding_counts_not_that_of_its_rule() -> None:
    selection = resolve_selection(Settings(), RULES)
    assert not selection.wants("CL301", Severity.INFO)
    assert selection.wants("CL108", Severity.WARNING)


def test_a_code_that_is_no_rule_is_not_wanted() -> None:
    assert not resolve_selection(Settings(select=("ALL",)), RULES).wants("CL999", Severity.ERROR)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("CL303", "no rule has the code or name `CL303`; did you mean `CL302`?"),
        ("logits-as", "no rule has the code or name `logits-as`; did you mean `logits-as-probabilities`?"),
        ("ALLL", "no rule has the code or name `ALLL`; did you mean `ALL`?"),
        ("CL9999", "no rule has the code or name `CL9999`"),
        ("E501", "no rule has the code or name `E501`"),
        ("?", "no rule has the code or name `?`"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("option", ["select", "ignore"])
def test_a_selector_that_names_nothing_is_an_error(option: str, text: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        resolve_selection(Settings(**{option: (text,)}), RULES)  # type: ignore[arg-type]
    assert str(caught.value) == message


@pytest.mark.parametrize("text", ["", ",", "CL302,", " , CL3"])
def test_an_empty_selector_is_an_error(text: str) -> None:
    with pytest.raises(SettingsError, match="`select` holds an empty value"):
        Settings(select=split_at_commas([text]))


def test_options_may_be_repeated_and_hold_commas_and_spaces() -> None:
    assert split_at_commas(["CL1, CL2", "CL3"]) == ("CL1", "CL2", "CL3")


@pytest.mark.parametrize("text", ["CL302", "cl302", "logits-as-probabilities", "Logits-as-probabilities"])
def test_a_rule_is_found_by_code_and_by_name(text: str) -> None:
    assert resolve_rule(text, RULES).code == "CL302"


@pytest.mark.parametrize("text", ["CL3", "ALL", "", "nothing-like-it-at-all-xyz"])
def test_a_prefix_is_not_a_rule(text: str) -> None:
    with pytest.raises(SettingsError, match="no rule has the code or name"):
        resolve_rule(text, RULES)
