"""Settings as a user meets them: files, ``--config``, and ``compile-lint config``."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import indent

import click.testing
import pytest
import tomli

from compile_lint.cli import main
from compile_lint.settings import key_of
from compile_lint.settings.values import declared

FAULTY = """\
import keras
model = keras.Sequential([keras.layers.Dense(3)])
model.compile(loss="categorical_crossentropy")
"""
HINT = FAULTY.replace("Dense(3)", 'Dense(1, activation="softplus")').replace(
    "categorical_crossentropy", "mae"
)
HINT = HINT.replace('"mae"', '"mae", metrics=["mae"]')

pytestmark = pytest.mark.usefixtures("project")


def write(**texts: str) -> None:
    for name, text in texts.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def run(*arguments: str, stdin: str = "") -> click.testing.Result:
    result = click.testing.CliRunner().invoke(main, arguments, stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def found(*arguments: str, stdin: str = "") -> list[str]:
    """What is reported: file, code and severity."""
    result = run("check", "--output-format", "json", *arguments, stdin=stdin)
    assert result.exit_code in (0, 1), result.stderr
    return [f"{one['path']} {one['code']} {one['severity']}" for one in json.loads(result.stdout)["findings"]]


def test_each_file_is_judged_by_the_settings_nearest_to_it() -> None:
    write(
        **{
            "pyproject.toml": '[tool.compile-lint]\nignore = ["CL3"]\nextend-select = ["CL406"]',
            "a.py": FAULTY,
            "b.py": HINT,
            "sub/compile-lint.toml": 'severity = { CL3 = "warning" }',
            "sub/a.py": FAULTY,
            "sub/b.py": HINT,
        }
    )
    expected = ["b.py CL406 info", "sub/a.py CL302 warning"]
    assert found() == expected
    assert found("sub/a.py", "sub/b.py", "b.py", "a.py") == expected
    assert found("--isolated") == ["a.py CL302 error", "sub/a.py CL302 error"]


def test_a_finding_follows_the_settings_of_the_file_that_it_is_shown_in() -> None:
    write(
        **{
            "train/main.py": "from nets.build import build\nmodel = build()\nmodel.fit(x, y)\n",
            "train/compile-lint.toml": 'ignore = ["ALL"]',
            "nets/__init__.py": "",
            "nets/build.py": f"def build():\n{indent(FAULTY, '    ')}    return model\n",
            "nets/compile-lint.toml": 'severity = { logits-as-probabilities = "warning" }',
        }
    )
    assert found() == ["nets/build.py CL302 warning"]
    write(**{"nets/compile-lint.toml": 'ignore = ["ALL"]'})
    assert found() == []


def test_per_file_ignores_are_relative_to_their_file() -> None:
    ignores = 'per-file-ignores = { "tests/**" = ["CL3"], "*_old.py" = ["ALL"] }'
    write(**{"pkg/compile-lint.toml": ignores, "tests/a.py": FAULTY, "pkg/tests/a.py": FAULTY})
    write(**{"pkg/b_old.py": FAULTY, "pkg/b.py": FAULTY})
    assert found() == ["pkg/b.py CL302 error", "tests/a.py CL302 error"]
    assert found("pkg/tests/a.py", "pkg/b_old.py") == []


def test_the_narrowest_name_decides_the_severity() -> None:
    write(
        **{"a.py": FAULTY, "compile-lint.toml": "severity = { CL3 = 'info', CL302 = 'warning', CL = 'info' }"}
    )
    assert found() == ["a.py CL302 warning"]
    write(**{"compile-lint.toml": "severity = { CL3 = 'info' }"})
    assert found() == []  # a hint now, and hints are off
    assert found("--min-severity", "info") == ["a.py CL302 info"]
    write(**{"b.py": HINT, "compile-lint.toml": "severity = { metric-repeats-loss = 'error' }"})
    assert found("b.py") == ["b.py CL406 error"]


def test_excludes_of_nested_files_are_relative_to_them() -> None:
    write(**{"gen/a.py": FAULTY, "pkg/gen/a.py": FAULTY, "pkg/x/gen/a.py": FAULTY})
    write(**{"pkg/compile-lint.toml": 'extend-exclude = ["/gen"]'})
    assert found() == ["gen/a.py CL302 error", "pkg/x/gen/a.py CL302 error"]


def test_exclude_replaces_the_usual_ones_and_extend_exclude_does_not() -> None:
    write(**{"build/a.py": FAULTY, "out/a.py": FAULTY, "compile-lint.toml": 'extend-exclude = ["out"]'})
    assert found() == []
    write(**{"compile-lint.toml": 'exclude = ["out"]'})
    assert found() == ["build/a.py CL302 error"]
    assert found("--exclude", "build/a.py") == []


def test_include_names_the_files_to_look_for() -> None:
    write(**{"a.py": FAULTY, "tools/train": FAULTY, "tools/other": FAULTY})
    write(**{"compile-lint.toml": 'include = ["tools/train"]'})
    assert found() == ["tools/train CL302 error"]


def test_what_is_named_is_checked_unless_excludes_are_forced() -> None:
    write(**{"gen/a.py": FAULTY, "compile-lint.toml": 'extend-exclude = ["gen"]'})
    assert found("gen/a.py") == found("gen") == ["gen/a.py CL302 error"]
    assert found("--force-exclude", "gen/a.py") == found("--force-exclude", "gen") == []
    write(**{"compile-lint.toml": 'extend-exclude = ["gen"]\nforce-exclude = true'})
    assert found("gen/a.py") == []
    assert found("--no-force-exclude", "gen/a.py") == ["gen/a.py CL302 error"]


def test_gitignore_and_extensions_can_be_set() -> None:
    fence = f"```python\n{FAULTY}```\n"
    write(**{".git/HEAD": "", ".gitignore": "a.py\n", "a.py": FAULTY, "b.md": fence})
    assert found() == []
    write(**{"compile-lint.toml": 'respect-gitignore = false\nextensions = ["md"]'})
    assert found() == ["a.py CL302 error", "b.md CL302 error"]
    assert found("--respect-gitignore") == ["b.md CL302 error"]


def test_standard_input_has_the_settings_of_its_name() -> None:
    write(**{"sub/compile-lint.toml": 'ignore = ["CL3"]'})
    assert found("-", stdin=FAULTY) == ["- CL302 error"]
    assert found("-", "--stdin-filename", "sub/x.py", stdin=FAULTY) == []


def test_standard_input_is_left_out_by_its_name_where_excludes_are_forced() -> None:
    write(**{"compile-lint.toml": 'extend-exclude = ["gen"]'})
    assert found("-", "--stdin-filename", "gen/x.py", stdin=FAULTY) == ["gen/x.py CL302 error"]
    assert found("-", "--stdin-filename", "gen/x.py", "--force-exclude", stdin=FAULTY) == []
    assert found("-", "--stdin-filename", "x.py", "--force-exclude", stdin=FAULTY) == ["x.py CL302 error"]


def test_options_are_nearer_than_config_and_that_is_nearer_than_files() -> None:
    write(**{"a.py": FAULTY, "compile-lint.toml": 'min-severity = "error"\nseverity = { CL3 = "warning" }'})
    assert found() == []
    assert found("--config", 'min-severity = "info"') == ["a.py CL302 warning"]
    assert found("--config", 'min-severity = "info"', "--min-severity", "error") == []
    assert found("--config", "severity = { CL302 = 'error' }") == ["a.py CL302 error"]
    write(**{"other.toml": 'ignore = ["CL302"]'})
    assert found("--config", "other.toml") == []
    assert found("--config", "other.toml", "--config", "ignore = []") == ["a.py CL302 error"]
    assert found("--config", "other.toml", "--select", "CL3") == ["a.py CL302 error"]


def test_suppressions_can_be_shown_and_need_a_reason_where_settings_say_so() -> None:
    write(**{"a.py": FAULTY.rstrip() + "  # compile-lint: ignore[CL302]\n"})
    assert found() == []
    assert found("--no-suppressions") == ["a.py CL302 error"]
    write(**{"compile-lint.toml": "require-reason = true"})
    assert found() == ["a.py CL003 warning"]
    write(**{"compile-lint.toml": "suppressions = false"})
    assert found() == ["a.py CL302 error"]


def test_the_format_can_be_set() -> None:
    write(**{"a.py": FAULTY, "compile-lint.toml": 'output-format = "json"'})
    assert json.loads(run("check").stdout)["summary"]["findings"] == 1
    assert run("check", "--output-format", "concise").stdout.startswith("a.py:3:20: CL302")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("selct = []", "Error: compile-lint.toml:1: there is no setting `selct`; did you mean `select`?"),
        ("select = ['CL3022']", "`select`: no rule has the code or name `CL3022`; did you mean `CL302`?"),
        ("ignore = ['E501']", "`ignore`: no rule has the code or name `E501`"),
        ("extend-ignore = ['E501']", "`extend-ignore`: no rule has the code or name `E501`"),
        ("extend-select = ['E501']", "`extend-select`: no rule has the code or name `E501`"),
        ("per-file-ignores = { 'a.py' = ['CL3022'] }", "`per-file-ignores`: no rule has the code or name"),
        ("severity = { logits-as-probs = 'info' }", "did you mean `logits-as-probabilities`?"),
        ("output-format = 'jsn'", "`output-format`: there is no format `jsn`; did you mean `json`?"),
    ],
)
def test_an_unusable_file_ends_the_run_before_it_begins(text: str, message: str) -> None:
    write(**{"a.py": FAULTY, "compile-lint.toml": text})
    result = run("check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: compile-lint.toml:1: ")
    assert message in result.stderr
    if "format" not in text:
        assert run("config").exit_code == 2
        assert run("config", "--isolated").exit_code == 0


def test_an_unusable_file_below_ends_the_run_too() -> None:
    write(**{"a.py": FAULTY, "sub/b.py": FAULTY, "sub/compile-lint.toml": "jobs = 'many'"})
    result = run("check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "sub/compile-lint.toml:1: `jobs` must be a whole number" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--config", "nothing.toml"], "`nothing.toml` is neither a file nor `key = value` in TOML"),
        (["--config", "min-severity = error"], "is neither a file nor `key = value` in TOML"),
        (["--config", "selct = []"], "command line, `--config`: there is no setting `selct`"),
        (["--config", "a.toml", "--config", "b.toml"], "cannot both hold for everything"),
        (["--config", "a.toml", "--isolated"], "`--isolated` reads no settings file"),
    ],
)
def test_unusable_options_are_usage_errors(arguments: list[str], message: str) -> None:
    write(**{"a.toml": "", "b.toml": ""})
    for command in ("check", "config", "inspect"):
        result = run(command, *arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert message in result.stderr


class TestConfig:
    def test_shows_each_setting_and_where_it_comes_from(self) -> None:
        write(
            **{
                "base.toml": 'extend-exclude = ["old"]',
                "sub/compile-lint.toml": 'extend = "../base.toml"\nextend-exclude = ["new"]\njobs = 2',
            }
        )
        lines = run("config", "sub/any/file.py", "--config", 'ignore = ["CL3"]').stdout.splitlines()
        assert lines[0] == "# settings for sub/any/file.py"
        assert 'extend-exclude = ["old", "new"]  # base.toml and sub/compile-lint.toml' in lines
        assert "jobs = 2  # sub/compile-lint.toml" in lines
        assert 'ignore = ["CL3"]  # command line, `--config`' in lines
        assert "select = []  # default" in lines
        assert "# min-severity is not set" in lines

    def test_is_toml_that_holds_every_setting_once(self) -> None:
        text = run("config").stdout
        keys = {key_of(one.name) for one in declared()}
        shown = [*tomli.loads(text), *(line.split()[1] for line in text.splitlines() if "is not set" in line)]
        assert sorted(shown) == sorted(keys)

    def test_for_programs(self) -> None:
        write(**{"compile-lint.toml": 'min-severity = "error"'})
        document = json.loads(run("config", "--output-format", "json").stdout)
        assert (document["version"], document["path"]) == (1, ".")
        assert document["settings"]["min-severity"] == {"value": "error", "from": ["compile-lint.toml"]}
        assert document["settings"]["jobs"] == {"value": None, "from": ["default"]}

    def test_a_folder_has_its_own_settings(self) -> None:
        write(**{"sub/compile-lint.toml": "jobs = 7"})
        assert "jobs = 7  # sub/compile-lint.toml" in run("config", "sub").stdout
        assert "# jobs is not set" in run("config").stdout
