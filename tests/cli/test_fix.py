"""``compile-lint check --fix`` and its kin from the outside: what is written and printed, and the status."""

from __future__ import annotations

import json
from pathlib import Path

import click.testing
import pytest

from compile_lint.cli import main

pytestmark = pytest.mark.usefixtures("project")

HEAD = "import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\n"
SAFE = HEAD + "model.compile('adam', 'mse', ['mae'])\n"
SAFE_FIXED = SAFE.replace("['mae']", "metrics=['mae']")
UNSAFE = HEAD + "model.compile('adam', 'binary_crossentropy')\n"
UNSAFE_FIXED = UNSAFE.replace("Dense(1)", "Dense(1, activation='sigmoid')")
HOPELESS = HEAD + "model.compile('adam', 'rmse')\n"


def run(*arguments, stdin=""):
    result = click.testing.CliRunner().invoke(main, ["check", *arguments], stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def write(**files):
    for name, content in files.items():
        Path(f"{name}.py").write_text(content)


def texts():
    return {path.stem: path.read_text() for path in Path().glob("*.py")}


class TestFix:
    def test_mends_what_is_safe_and_reports_the_rest(self):
        write(a=SAFE, b=UNSAFE, c=HOPELESS)
        result = run("--fix", "--output-format", "concise")
        assert texts() == {"a": SAFE_FIXED, "b": UNSAFE, "c": HOPELESS}
        lines = result.stdout.splitlines()
        assert [line.split(" [")[0] for line in lines[:-1]] == ["b.py:3:23: CL302", "c.py:3:23: CL601"]
        assert lines[-1] == (
            "Fixed 1 problem. Found 2 problems (1 error, 1 warning) in 2 of 3 files; 3 compile calls read. "
            "Fixable: [~] 1 with `--fix --unsafe-fixes`."
        )
        assert result.exit_code == 1
        assert result.stderr == ""

    def test_ends_with_0_if_nothing_is_left(self):
        write(a=SAFE)
        result = run("--fix")
        assert result.stdout == "Fixed 1 problem. All good: no problems in 1 file; 1 compile call read.\n"
        assert result.exit_code == 0

    def test_makes_unsafe_fixes_if_asked(self):
        write(a=SAFE, b=UNSAFE)
        assert run("--fix", "--unsafe-fixes").exit_code == 0
        assert texts() == {"a": SAFE_FIXED, "b": UNSAFE_FIXED}

    def test_makes_no_fixes_of_rules_that_are_off(self):
        write(a=SAFE)
        assert run("--fix", "--ignore", "CL611").exit_code == 0
        assert texts() == {"a": SAFE}

    def test_makes_no_fixes_of_what_is_suppressed(self):
        program = SAFE.rstrip() + "  # compile-lint: ignore[CL611] for tf_keras\n"
        write(a=program)
        assert run("--fix").exit_code == 0
        assert texts() == {"a": program}

    def test_says_in_json_how_many_were_mended(self):
        write(a=SAFE, b=UNSAFE)
        summary = json.loads(run("--fix", "--output-format", "json").stdout)["summary"]
        assert summary["fixed"] == 1
        assert summary["fixable"] == {"safe": 0, "unsafe": 1}

    def test_cannot_write_a_read_only_file(self):
        write(a=SAFE)
        Path("a.py").chmod(0o444)
        result = run("--fix", "--output-format", "concise")
        assert result.exit_code == 2
        assert result.stderr == "compile-lint: a.py: the file is read-only\n"
        assert result.stdout.splitlines()[-1] == (
            "Found 1 problem (1 error) in 1 of 1 file; 1 compile call read. Fixable: [*] 1 with `--fix`."
        )

    def test_says_that_a_fix_was_taken_back(self):
        layer = "keras.layers.Dense(units, activation='softmax')"
        build = f"import keras\n\ndef build(units):\n    return keras.Sequential([{layer}])\n"
        write(
            build=build,
            one="from build import build\nbuild(1).compile(loss='binary_crossentropy')\n",
            ten="from build import build\nbuild(10).compile(loss='categorical_crossentropy')\n",
        )
        result = run("--fix")
        assert texts()["build"] == build
        assert result.exit_code == 1
        assert result.stderr == (
            "compile-lint: build.py:4:67: CL101 was not fixed: "
            "the change would not have helped, or brought up another problem\n"
        )


class TestFixOnly:
    def test_reports_nothing(self):
        write(a=SAFE, b=UNSAFE)
        result = run("--fix-only")
        assert (result.stdout, result.stderr) == ("", "Fixed 1 problem in 1 file.\n")
        assert result.exit_code == 0
        assert texts() == {"a": SAFE_FIXED, "b": UNSAFE}

    def test_says_so_if_there_is_nothing_to_do(self):
        write(a=SAFE_FIXED)
        result = run("--fix-only")
        assert (result.stdout, result.stderr, result.exit_code) == ("", "Fixed nothing.\n", 0)


class TestDiff:
    def test_shows_the_changes_and_writes_nothing(self):
        write(a=SAFE, b=UNSAFE)
        result = run("--diff")
        assert result.stdout == (
            "--- a.py\n+++ a.py\n@@ -1,3 +1,3 @@\n import keras\n"
            " model = keras.Sequential([keras.layers.Dense(1)])\n"
            "-model.compile('adam', 'mse', ['mae'])\n+model.compile('adam', 'mse', metrics=['mae'])\n"
        )
        assert result.stderr == "Would fix 1 problem in 1 file.\n"
        assert result.exit_code == 1
        assert texts() == {"a": SAFE, "b": UNSAFE}

    def test_is_empty_if_nothing_changes(self):
        write(a=UNSAFE)
        result = run("--diff")
        assert (result.stdout, result.stderr, result.exit_code) == ("", "Would fix nothing.\n", 0)

    def test_is_what_fix_would_write(self):
        write(a=SAFE, b=UNSAFE)
        expected = {"a": SAFE_FIXED, "b": UNSAFE_FIXED}
        difference = run("--diff", "--unsafe-fixes").stdout
        assert difference.count("+++") == 2
        run("--fix-only", "--unsafe-fixes")
        assert texts() == expected

    def test_of_a_notebook_is_that_of_the_source_of_its_cells(self):
        prose = {"cell_type": "markdown", "source": ["# Größe\n"]}
        code = [
            {"cell_type": "code", "outputs": [], "source": source.splitlines(keepends=True)}
            for source in (f"{HEAD}# 1\n# 2\n# 3\n", "", "# ü \\ 'a'\nmodel.compile('adam', 'mse', ['mae'])")
        ]
        notebook = json.dumps({"cells": [prose, *code], "nbformat": 4}, indent=1)
        Path("n.ipynb").write_text(notebook)
        result = run("--diff")
        assert result.stdout == (
            "--- n.ipynb:cell 4\n+++ n.ipynb:cell 4\n@@ -1,2 +1,2 @@\n # ü \\ 'a'\n"
            "-model.compile('adam', 'mse', ['mae'])\n\\ No newline at end of file\n"
            "+model.compile('adam', 'mse', metrics=['mae'])\n\\ No newline at end of file\n"
        )
        assert result.exit_code == 1
        assert Path("n.ipynb").read_text() == notebook
        assert run("--diff", "--stdin-filename", "x.ipynb", "-", stdin=notebook).stdout == (
            result.stdout.replace("n.ipynb", "x.ipynb")
        )


class TestStandardInput:
    def test_gives_the_source_to_standard_output_and_the_report_to_standard_error(self):
        result = run("--fix", "-", stdin=SAFE)
        assert result.stdout == SAFE_FIXED
        assert result.stderr == "Fixed 1 problem. All good: no problems in 1 file; 1 compile call read.\n"
        assert result.exit_code == 0

    def test_comes_back_as_it_was_if_there_is_nothing_to_mend(self):
        result = run("--fix-only", "-", stdin=UNSAFE)
        assert (result.stdout, result.stderr, result.exit_code) == (UNSAFE, "Fixed nothing.\n", 0)

    def test_has_a_difference_too(self):
        result = run("--diff", "--stdin-filename", "x.py", "-", stdin=SAFE)
        assert result.stdout.startswith("--- x.py\n+++ x.py\n")
        assert result.exit_code == 1


@pytest.mark.parametrize(("program", "mark"), [(SAFE, " [*]"), (UNSAFE, " [~]"), (HOPELESS, "")])
def test_findings_are_marked(program, mark):
    write(a=program)
    line = run("--output-format", "concise").stdout.splitlines()[0]
    assert line.removesuffix(mark) != line or not mark
    assert line.endswith((" [*]", " [~]")) == bool(mark)
