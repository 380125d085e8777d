"""``compile-lint explain`` and ``compile-lint rules`` from the outside."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from compile_lint import __version__
from compile_lint.cli import SUMMARIES, main
from compile_lint.findings import Severity
from compile_lint.reporters import rule_pages
from compile_lint.rules import RULES
from compile_lint.rules.precedence import SILENCES
from compile_lint.rules.registry import Rule


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_page_holds_the_documentation_and_the_examples() -> None:
    rule = Rule(
        code="CL999",
        name="bad-thing",
        severity=Severity.WARNING,
        since="0.1.0",
        doc=(
            "A summary.\n\nWhy: it\nis bad.\n\nSilent: else.\n\nFix: do not.\n\nSafety: safe.\n\n"
            "Evidence: seen.\n\nKeras: every one.\n\nReferences:\nhttps://keras.io\na book\n"
        ),
        bad="import keras\n\nbad()",
        good="good()",
        check=None,
    )
    assert rule_pages.render_page(rule) == (
        "CL999 bad-thing (warning, since 0.1.0)\n\n"
        "A summary.\n\n"
        "Why it matters:\n  It is bad.\n\n"
        "What was observed:\n  Seen.\n\n"
        "Bad:\n    import keras\n\n    bad()\n\n"
        "Good:\n    good()\n\n"
        "When it is silent:\n  Else.\n\n"
        "Fix:\n  Do not.\n\n"
        "Safety of the fix:\n  Safe.\n\n"
        "Keras versions:\n  Every one.\n\n"
        "References:\n  - https://keras.io\n  - a book\n"
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_explained_by_code_and_by_name(rule: Rule) -> None:
    by_code = run("explain", rule.code)
    assert by_code.exit_code == 0
    assert by_code.stdout.startswith(f"{rule.code} {rule.name} (")
    assert run("explain", rule.name).stdout == by_code.stdout
    assert run("explain", rule.code.lower()).stdout == by_code.stdout


@pytest.mark.parametrize(
    ("text", "near"),
    [("logits-as-probabilites", "logits-as-probabilities"), ("CL30", "CL30"), ("CL3022", "CL302")],
)
def test_a_typo_gets_the_nearest_rule(text: str, near: str) -> None:
    result = run("explain", text)
    assert result.exit_code == 2
    assert f"no rule has the code or name `{text}`; did you mean `{near}" in " ".join(result.stderr.split())


def test_the_table_has_a_line_for_every_rule() -> None:
    lines = run("rules").stdout.splitlines()
    assert [line.split()[:3] for line in lines] == [
        [rule.code, rule.name, rule.severity.value] for rule in RULES
    ]
    assert all(line.endswith(rule.summary) for line, rule in zip(lines, RULES, strict=True))


def test_the_table_for_programs() -> None:
    document = json.loads(run("rules", "--output-format", "json").stdout)
    assert document["version"] == 1
    assert [rule["code"] for rule in document["rules"]] == [rule.code for rule in RULES]
    assert document["rules"][0] == {
        "code": "CL000",
        "name": "internal-error",
        "severity": "error",
        "since": "0.1.0",
        "summary": "The linter itself failed on this file.",
    }


def test_precedence_is_about_rules_that_exist() -> None:
    codes = {rule.code for rule in RULES}
    assert set(SILENCES) | {code for row in SILENCES.values() for code in row} <= codes


def test_what_help_says_of_a_command_is_what_it_says_itself() -> None:
    said = {name: main.commands[name].get_short_help_str(1000) for name in main.commands}
    assert said == SUMMARIES


def test_version_and_help() -> None:
    assert run("--version").stdout == f"compile-lint {__version__}\n"
    for command in ("check", "inspect", "explain", "rules"):
        assert f"\n  {command} " in run("--help").stdout
        assert run(command, "--help").exit_code == 0
    assert run("unheard-of").exit_code == 2
