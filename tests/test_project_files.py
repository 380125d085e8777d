"""What must agree is asserted to agree: documents, packaging, hooks, commands and the registry of rules."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import tomli
from click.testing import CliRunner

import compile_lint
from compile_lint.cli import main
from compile_lint.rules import RULES

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RULE_TABLE = re.compile(r"(?<=<!-- rules -->\n).*?(?=<!-- /rules -->)", re.DOTALL)


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def fences(language, text):
    return [body for found, body in FENCE.findall(text) if found == language]


def project():
    return tomli.loads(text_of("pyproject.toml"))


def rule_table():
    rows = [f"| {rule.code} | `{rule.name}` | {rule.severity.value} | {rule.summary} |\n" for rule in RULES]
    return "| code | name | severity | what is wrong |\n|---|---|---|---|\n" + "".join(rows)


@pytest.fixture
def regenerate(request):
    return request.config.getoption("--regenerate")


def test_ci_runs_exactly_the_two_commands_of_the_readme():
    commands = fences("sh", text_of("README.md"))[:2]
    assert ["compile-lint check fixtures/flawed" in commands[0], "pytest" in commands[1]] == [True, True]
    script = text_of(".ci/run").splitlines()
    for command in commands:
        assert script.count(command.strip()) == 1


def test_readme_shows_what_the_command_really_prints(monkeypatch, regenerate):
    monkeypatch.chdir(ROOT)
    text = text_of("README.md")
    for shown in fences("console", text):
        # The command, then what it prints.
        call = shown.splitlines()[0].removeprefix("$ ")
        program, *arguments = shlex.split(call)
        assert program == "compile-lint"
        actual = f"$ {call}\n{CliRunner().invoke(main, arguments).output}"
        if regenerate:
            text = text.replace(f"```console\n{shown}```", f"```console\n{actual}```")
            README.write_text(text, encoding="utf-8")
        assert actual in text


def test_readme_lists_the_rules_as_the_registry_does(regenerate):
    text = text_of("README.md")
    if regenerate:
        text = RULE_TABLE.sub(lambda _: rule_table(), text)
        README.write_text(text, encoding="utf-8")
    assert RULE_TABLE.search(text).group() == rule_table()


def test_readme_names_every_option_of_check():
    options = {
        name for option in main.commands["check"].params for name in option.opts + option.secondary_opts
    }
    table = text_of("README.md").partition("| option of `check` |")[2].partition("| exit status |")[0]
    assert set(re.findall(r"--[a-z][a-z-]+", table)) == {name for name in options if name.startswith("--")}


def test_changelog_names_every_rule_and_the_version():
    changelog = text_of("CHANGELOG.md")
    assert {rule.code for rule in RULES} == set(re.findall(r"CL\d{3}", changelog))
    is_released = f"## [{compile_lint.__version__}]" in changelog
    assert is_released or "## [Unreleased]" in changelog


def test_version_stands_in_one_place():
    settings = project()
    assert "version" in settings["project"]["dynamic"]
    assert settings["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "compile_lint.__version__"}
    assert CliRunner().invoke(main, ["--version"]).output == f"compile-lint {compile_lint.__version__}\n"


def test_hook_runs_the_installed_command():
    hooks = text_of(".pre-commit-hooks.yaml")
    assert project()["project"]["scripts"] == {"compile-lint": "compile_lint.__main__:main"}
    assert "- id: compile-lint\n" in hooks
    assert "  entry: compile-lint check --force-exclude\n" in hooks
    assert "  types_or: [python, jupyter]\n" in hooks


def test_every_marker_has_its_command_in_contributing():
    contributing = text_of("CONTRIBUTING.md")
    for marker in project()["tool"]["pytest"]["ini_options"]["markers"]:
        name = marker.partition(":")[0]
        assert f"`python -m pytest -m {name}`" in contributing


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "fixtures/README.md"]
)
def test_links_between_files_lead_somewhere(name):
    links = re.findall(r"\]\(([^)#:]+)\)", text_of(name))
    assert links
    for link in links:
        assert ((ROOT / name).parent / link).exists(), link


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_files_that_documents_name_exist(name):
    for path in re.findall(
        r"`((?:compile_lint|scripts|tests|benchmarks|fixtures|docs)/[\w./-]+)`", text_of(name)
    ):
        assert (ROOT / path).exists(), path


def test_architecture_page_describes_every_package():
    page = text_of("docs/architecture.md")
    packages = {path.parent.name for path in (ROOT / "compile_lint").glob("*/__init__.py")}
    assert {f"`{name}/`" for name in packages} <= set(re.findall(r"`\w+/`", page))


def test_reasons_are_given_for_every_lint_exception():
    for line in (
        text_of("pyproject.toml")
        .partition("[tool.ruff.lint]")[2]
        .partition("[tool.ruff.lint.mccabe]")[0]
        .splitlines()
    ):
        is_exception = re.match(r'    "[A-Z]+\d+', line) is not None
        assert not is_exception or "#" in line, line
