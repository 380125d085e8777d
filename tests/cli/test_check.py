"""``compile-lint check`` from the outside: what it prints, where, and how it exits."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

import click.testing
import pytest

from compile_lint import __version__
from compile_lint.cli import main

FAULTY = """\
from tensorflow import keras

model = keras.Sequential([
    keras.layers.Dense(3),
])
model.compile(
    loss="categorical_crossentropy",
)
"""
CLEAN = FAULTY.replace("categorical_crossentropy", "mse")
UNPARSABLE = FAULTY + "print 'done'\n"
NO_COMPILE = "import keras\nthis is no Python\n"
MESSAGE = (
    "`categorical_crossentropy` expects probabilities, "
    "but the output of `Dense` is logits, without an activation"
)
ADVICE = "Use `CategoricalCrossentropy(from_logits=True)`, or give the output layer an activation"

pytestmark = pytest.mark.usefixtures("project")


def run(*arguments: str | Path, stdin: str | bytes = "", **environment: str) -> click.testing.Result:
    """Run the program as a user does; anything but an orderly end is a fault."""
    result = click.testing.CliRunner().invoke(main, [str(one) for one in arguments], stdin, environment)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def write(**files: str | bytes) -> None:
    """Write files into the working folder; ``a__b`` stands for ``a/b`` and every name gets ``.py``."""
    for name, content in files.items():
        path = Path(name.replace("__", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def notebook(*cells: str) -> str:
    """A notebook that begins with a cell of prose."""
    made: list[dict[str, Any]] = [{"cell_type": "markdown", "metadata": {}, "source": "# Title"}]
    made += [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": cell}
        for cell in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def concise(*arguments: str | Path, **more: Any) -> tuple[int, list[str]]:
    """Exit status and output lines in the concise format, with messages cut off."""
    result = run("check", "--output-format", "concise", *arguments, **more)
    *lines, total = result.stdout.splitlines()
    return result.exit_code, [*(line.split(" [")[0] for line in lines), total]


ALL_GOOD = "All good: no problems in 1 file; 1 compile call read."
FIXABLE = "Fixable: [~] 1 with `--fix --unsafe-fixes`."
ONE = f"Found 1 problem (1 error) in 1 of 1 file; 1 compile call read. {FIXABLE}"


def test_a_finding_shows_both_places() -> None:
    write(a=FAULTY)
    result = run("check", "a.py")
    assert result.exit_code == 1
    assert result.stderr == ""
    assert result.stdout == (
        f"CL302 [logits-as-probabilities] error: {MESSAGE} [~]\n"
        " --> a.py:7:10\n"
        "  |\n"
        "4 |     keras.layers.Dense(3),\n"
        "  |     --------------------- `Dense` has no activation\n"
        "5 | ])\n"
        "6 | model.compile(\n"
        '7 |     loss="categorical_crossentropy",\n'
        "  |          ^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "  |\n"
        f"  = help: {ADVICE}\n"
        "\n"
        f"{ONE}\n"
    )


def test_a_clean_file() -> None:
    write(a=CLEAN)
    result = run("check", "a.py")
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{ALL_GOOD}\n", "")


def test_the_current_folder_is_the_default_and_findings_are_sorted_by_path() -> None:
    write(b=FAULTY, a=FAULTY, pkg__c=FAULTY, pkg__d=CLEAN, e=NO_COMPILE)
    total = (
        "Found 3 problems (3 errors) in 3 of 5 files; 4 compile calls read. "
        "Fixable: [~] 3 with `--fix --unsafe-fixes`."
    )
    assert concise() == (1, ["a.py:7:10: CL302", "b.py:7:10: CL302", "pkg/c.py:7:10: CL302", total])
    assert concise(".") == concise()
    assert concise("pkg", "b.py", "./a.py")[1][:-1] == concise()[1][:-1]


def test_an_absolute_path_stays_one(project: Path) -> None:
    write(a=FAULTY)
    assert concise(project / "a.py") == (1, [f"{project.as_posix()}/a.py:7:10: CL302", ONE])


def test_an_empty_folder() -> None:
    assert concise() == (0, ["No files to check."])


def test_json_is_one_object() -> None:
    write(a=FAULTY, b=NO_COMPILE)
    result = run("check", "--output-format", "json")
    assert result.exit_code == 1
    document = json.loads(result.stdout)
    assert len(document["findings"][0].pop("fingerprint")) == 32
    assert document == {
        "version": 1,
        "findings": [
            {
                "code": "CL302",
                "name": "logits-as-probabilities",
                "severity": "error",
                "certainty": "certain",
                "message": MESSAGE,
                "path": "a.py",
                "cell": None,
                "line": 7,
                "column": 10,
                "end_line": 7,
                "end_column": 36,
                "site": {"path": "a.py", "cell": None, "line": 6, "column": 1},
                "related": [
                    {
                        "path": "a.py",
                        "cell": None,
                        "line": 4,
                        "column": 5,
                        "end_line": 4,
                        "end_column": 26,
                        "message": "`Dense` has no activation",
                    }
                ],
                "advice": ADVICE,
                "fix": {
                    "title": "Pass `from_logits=True` to the loss",
                    "applicability": "unsafe",
                    "edits": [
                        {
                            "path": "a.py",
                            "cell": None,
                            "line": 7,
                            "column": 10,
                            "end_line": 7,
                            "end_column": 36,
                            "text": "keras.losses.CategoricalCrossentropy(from_logits=True)",
                        }
                    ],
                },
                "alternatives": [
                    {
                        "title": "Use `softmax` on the output layer",
                        "applicability": "unsafe",
                        "edits": [
                            {
                                "path": "a.py",
                                "cell": None,
                                "line": 4,
                                "column": 25,
                                "end_line": 4,
                                "end_column": 25,
                                "text": ', activation="softmax"',
                            }
                        ],
                    }
                ],
            }
        ],
        "failures": [],
        "summary": {
            "files": 2,
            "files_parsed": 1,
            "compile_calls": 1,
            "findings": 1,
            "fixed": 0,
            "fixable": {"safe": 0, "unsafe": 1},
        },
    }


def test_a_notebook_names_the_cell() -> None:
    head, _, tail = FAULTY.partition("model.compile")
    Path("a.ipynb").write_text(notebook(head, "%time x = 1", f"model.compile{tail}"), encoding="utf-8")
    result = run("check", "a.ipynb")
    assert result.stdout.splitlines()[1:11] == [
        " --> a.ipynb:cell 4:2:10",
        "  |",
        '2 |     loss="categorical_crossentropy",',
        "  |          ^^^^^^^^^^^^^^^^^^^^^^^^^^",
        " ::: a.ipynb:cell 2:4:5",
        "  |",
        "4 |     keras.layers.Dense(3),",
        "  |     --------------------- `Dense` has no activation",
        "  |",
        "  = note: in the compile call at a.ipynb:cell 4:1:1",
    ]
    (finding,) = json.loads(run("check", "--output-format", "json", "a.ipynb").stdout)["findings"]
    assert (finding["cell"], finding["line"], finding["related"][0]["cell"]) == (4, 2, 2)
    assert finding["site"] == {"path": "a.ipynb", "cell": 4, "line": 1, "column": 1}


class TestStandardInput:
    def test_is_read_for_a_dash(self) -> None:
        assert concise("-", stdin=FAULTY) == (1, ["-:7:10: CL302", ONE])
        assert concise("-", stdin=CLEAN) == (0, [ALL_GOOD])
        assert concise("-", stdin="")[0] == 0

    def test_may_have_a_name(self) -> None:
        assert concise("-", "--stdin-filename", "pkg/x.py", stdin=FAULTY) == (
            1,
            ["pkg/x.py:7:10: CL302", ONE],
        )

    def test_may_be_a_notebook(self) -> None:
        lines = concise("-", "--stdin-filename", "x.ipynb", stdin=notebook(FAULTY))
        assert lines == (1, ["x.ipynb:cell 2:7:10: CL302", ONE])

    def test_may_be_bytes_in_another_encoding(self) -> None:
        source = f"# coding: latin-1\n# \xfc\n{FAULTY}".encode("latin-1")
        assert concise("-", stdin=source) == (1, ["-:9:10: CL302", ONE])

    @pytest.mark.parametrize("arguments", [["-", "a.py"], ["--stdin-filename", "x.py"], ["-", "-"]])
    def test_does_not_mix_with_paths(self, arguments: list[str]) -> None:
        assert run("check", *arguments).exit_code == 2


class TestWhatCannotBeChecked:
    def test_a_missing_path(self) -> None:
        write(a=FAULTY)
        result = run("check", "--output-format", "concise", "nothing.py", "a.py")
        assert result.exit_code == 2
        assert result.stderr == "compile-lint: nothing.py: no such file or folder\n"
        assert result.stdout.splitlines()[0].startswith("a.py:7:10: CL302")

    def test_a_missing_path_beside_a_clean_file(self) -> None:
        write(a=CLEAN)
        result = run("check", "nothing.py", "a.py")
        assert result.exit_code == 2
        assert (
            result.stdout == "No problems in 1 file, but 1 path could not be checked; 1 compile call read.\n"
        )

    def test_an_unreadable_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(path: Path) -> bytes:
            raise PermissionError(13, "Permission denied", str(path))

        write(a=FAULTY)
        monkeypatch.setattr("compile_lint.sources.contents.content_of", refuse)
        result = run("check", "a.py")
        assert result.exit_code == 2
        assert result.stderr == "compile-lint: a.py: the file cannot be read: Permission denied\n"

    @pytest.mark.parametrize("content", [b"\0\1\2", f"{FAULTY}\0".encode()])
    def test_a_binary_file_that_is_named(self, content: bytes) -> None:
        write(a=content)
        result = run("check", "a.py")
        assert result.exit_code == 2
        assert result.stderr == "compile-lint: a.py: the file is binary: it contains NUL bytes\n"

    def test_a_binary_file_on_the_way_that_is_of_no_interest(self) -> None:
        write(a=b"\0\1\2", b=CLEAN)
        assert concise()[0] == 0

    def test_a_notebook_that_is_none(self) -> None:
        Path("a.ipynb").write_text('["keras", "model.compile()"]', encoding="utf-8")
        result = run("check", "a.ipynb")
        assert result.exit_code == 2
        assert result.stderr.startswith("compile-lint: a.ipynb: the file is JSON, but not a notebook")

    def test_a_syntax_error_is_a_finding(self) -> None:
        write(a=UNPARSABLE, b=FAULTY)
        status, lines = concise()
        assert status == 1
        assert lines[:-1] == ["a.py:9:1: CL001", "b.py:7:10: CL302"]
        assert run("check", "a.py").stdout.splitlines()[1:5] == [
            " --> a.py:9:1",
            "  |",
            "9 | print 'done'",
            "  | ^",
        ]

    def test_a_syntax_error_in_a_cell_leaves_the_other_cells(self) -> None:
        Path("a.ipynb").write_text(notebook("x = (", FAULTY), encoding="utf-8")
        assert concise()[1][:-1] == ["a.ipynb:cell 2:1:5: CL001", "a.ipynb:cell 3:7:10: CL302"]

    def test_a_wrong_encoding_is_a_syntax_error_as_in_python(self) -> None:
        write(a=f"# coding: utf-8\n{FAULTY}# ".encode() + b"\xff\n", b=f"# coding: klingon\n{FAULTY}")
        assert concise()[1][:-1] == ["a.py:10:1: CL001", "b.py:1:1: CL001"]

    def test_the_syntax_of_a_file_without_compile_calls_is_not_judged(self) -> None:
        write(a=NO_COMPILE)
        assert concise()[0] == 0

    def test_syntax_errors_can_be_left_out(self) -> None:
        write(a=UNPARSABLE)
        assert concise("--ignore", "CL001") == (0, ["All good: no problems in 1 file; 0 compile calls read."])
        assert concise("--ignore", "syntax-error")[0] == 0
        assert concise("--select", "CL302")[0] == 1


class TestInternalErrors:
    def test_are_findings_and_the_run_goes_on(self, crashing: str) -> None:
        write(a=FAULTY + crashing, b=FAULTY)
        status, lines = concise()
        assert status == 2
        assert lines[:-1] == ["a.py:1:1: CL000", "b.py:7:10: CL302"]

    def test_say_what_failed_and_what_to_do(self, crashing: str) -> None:
        write(a=FAULTY + crashing)
        result = run("check")
        assert result.stdout.startswith(
            f"CL000 [internal-error] error: compile-lint {__version__} failed on this file: "
            "`ZeroDivisionError: division by zero` at `programs.py:"
        )
        assert "= help: Report this message" in result.stdout
        assert "Traceback" not in result.output

    @pytest.mark.parametrize("command", ["check", "inspect"])
    def test_show_the_traceback_to_those_who_ask(self, command: str, crashing: str) -> None:
        write(a=FAULTY + crashing)
        result = run(command, "--show-traceback")
        assert result.exit_code == 2
        assert "Traceback (most recent call last):\n" in result.stderr
        assert "\nZeroDivisionError: division by zero\n" in result.stderr

    def test_of_the_run_itself_end_in_a_message(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object, **__: object) -> None:
            raise ZeroDivisionError("no \x1b[31m way\n::error::x")

        monkeypatch.setattr("compile_lint.run.check_paths", fail)
        result = run("check")
        assert result.exit_code == 2
        assert result.stderr.startswith(
            f"Error: compile-lint {__version__} failed (Python {platform.python_version()} on "
        )
        assert "): `ZeroDivisionError: no \\x1b[31m way\\x0a::error::x`" in result.stderr
        assert result.stderr.endswith("report this message, with what `--show-traceback` prints\n")
        assert result.stderr.count("\n") == 1
        shown = run("check", "--show-traceback").stderr
        assert shown.startswith("Traceback (most recent call last):\n")
        assert "\nZeroDivisionError: no \\x1b[31m way\n" in shown

    @pytest.mark.parametrize("option", ["--ignore", "--select"])
    def test_are_never_passed_over(self, option: str, crashing: str) -> None:
        write(a=FAULTY + crashing)
        status, lines = concise(option, "CL000")
        assert status == 2
        assert lines[-1].startswith(
            "No problems in 1 file, but" if option == "--ignore" else "Found 1 problem"
        )

    def test_are_said_on_standard_error_where_the_finding_is_left_out(self, crashing: str) -> None:
        write(a=FAULTY + crashing)
        result = run("check", "--ignore", "CL0", "--exit-zero")
        assert result.exit_code == 2
        assert result.stderr.startswith("compile-lint: a.py: compile-lint")


class TestOptions:
    @pytest.mark.parametrize(
        ("options", "status"),
        [
            (["--select", "CL3"], 1),
            (["--select", "CL1,CL302"], 1),
            (["--select", "CL1", "--select", "logits-as-probabilities"], 1),
            (["--select", "CL1"], 0),
            (["--ignore", "CL302"], 0),
            (["--ignore", "CL3", "--select", "CL302"], 1),
            (["--min-severity", "error"], 1),
            (["--min-certainty", "possible"], 1),
            (["--exit-zero"], 0),
            (["--exclude", "a.py"], 0),
            (["--exclude", "b.py"], 1),
        ],
    )
    def test_decide_what_is_reported(self, options: list[str], status: int) -> None:
        write(a=FAULTY)
        assert run("check", *options).exit_code == status

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            (["--select", "CL3022"], "no rule has the code or name `CL3022`; did you mean `CL302`?"),
            (["--ignore", "logits-as-probability"], "did you mean `logits-as-probabilities`?"),
            (["--select", ""], "`select` holds an empty value"),
            (["--exclude", ""], "`exclude` holds an empty value"),
            (["--min-severity", "fatal"], "'fatal' is not one of 'info', 'warning', 'error'"),
            (["--output-format", "xml"], "'xml' is not one of 'text', 'concise', 'json'"),
            (["--selekt", "CL302"], "No such option"),
            (["--output-file", "no/such/folder/out.txt"], "cannot write `no/such/folder/out.txt`"),
        ],
    )
    def test_that_mean_nothing_are_usage_errors(self, options: list[str], message: str) -> None:
        write(a=FAULTY)
        result = run("check", *options)
        assert result.exit_code == 2
        assert message in " ".join(result.stderr.split())

    def test_gitignore_is_honoured_unless_told_otherwise(self) -> None:
        write(a=FAULTY)
        Path(".git").mkdir()
        Path(".gitignore").write_text("a.py\n", encoding="utf-8")
        assert run("check").exit_code == 0
        assert run("check", "--no-respect-gitignore").exit_code == 1
        assert run("check", "a.py").exit_code == 1

    def test_the_output_can_go_to_a_file(self) -> None:
        write(a=FAULTY)
        result = run("check", "--output-format", "json", "--output-file", "out.json")
        assert (result.exit_code, result.stdout) == (1, "")
        assert json.loads(Path("out.json").read_text(encoding="utf-8"))["summary"]["findings"] == 1

    def test_several_formats_can_be_written_in_one_run(self) -> None:
        write(a=FAULTY)
        formats = ["--output-format", "concise", "--output-format", "json=out.json"]
        result = run("check", *formats, "--output-format", "text=out.txt")
        assert result.exit_code == 1
        assert result.stdout == run("check", "--output-format", "concise").stdout
        assert Path("out.json").read_text() == run("check", "--output-format", "json").stdout
        assert Path("out.txt").read_text() == run("check").stdout

    def test_the_output_file_is_for_the_format_without_one(self) -> None:
        write(a=FAULTY)
        result = run(
            "check", "--output-format=concise", "--output-format=json=a.json", "--output-file=out.txt"
        )
        assert result.stdout == ""
        assert Path("out.txt").read_text() == run("check", "--output-format", "concise").stdout
        assert json.loads(Path("a.json").read_text())["summary"]["findings"] == 1

    @pytest.mark.parametrize(
        ("formats", "message"),
        [
            (["text", "json"], "two formats go to standard output"),
            (["text=a.txt", "json=a.txt"], "two formats go to `a.txt`"),
            (["json="], "`json=` names no file"),
            (["xml=a.xml"], "'xml' is not one of"),
        ],
    )
    def test_formats_that_do_not_fit_together_are_usage_errors(
        self, formats: list[str], message: str
    ) -> None:
        write(a=FAULTY)
        result = run("check", *(f"--output-format={one}" for one in formats))
        assert (result.exit_code, result.stdout) == (2, "")
        assert message in " ".join(result.stderr.split())
        assert not Path("a.txt").exists()

    def test_an_output_file_needs_a_format_to_take(self) -> None:
        result = run("check", "--output-format", "json=a.json", "--output-file", "b.json")
        assert result.exit_code == 2
        assert "`--output-file` has nothing to write" in " ".join(result.stderr.split())

    @pytest.mark.parametrize(
        ("options", "environment", "is_coloured"),
        [
            ([], {}, False),
            (["--color", "always"], {}, True),
            (["--color", "never"], {"FORCE_COLOR": "1"}, False),
            ([], {"FORCE_COLOR": "1"}, True),
            ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
            ([], {"FORCE_COLOR": ""}, False),
            (["--color", "always"], {"NO_COLOR": "1"}, True),
        ],
    )
    def test_colour(self, options: list[str], environment: dict[str, str], is_coloured: bool) -> None:
        write(a=FAULTY)
        assert ("\x1b[" in run("check", *options, **environment).stdout) is is_coloured


ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
COMMAND = (sys.executable, "-m", "compile_lint")


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the real program, in a process of its own."""
    return subprocess.run(arguments, capture_output=True, check=False, env={**ENVIRONMENT, **environment})


def test_the_module_is_the_command() -> None:
    done = start(*COMMAND, "--version")
    assert (done.returncode, done.stdout.decode().strip()) == (0, f"compile-lint {__version__}")


def test_a_command_is_loaded_when_it_is_used() -> None:
    code = (
        "import sys; from compile_lint.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: print({'compile_lint.cli.check', 'compile_lint.run'} & set(sys.modules))"
    )
    for arguments, loaded in (
        (["--version"], "set()"),
        (["--help"], "set()"),
        (["check", "-h"], "{'compile_lint.cli.check'}"),
    ):
        assert start(sys.executable, "-c", code, *arguments).stdout.decode().splitlines()[-1] == loaded


def test_a_command_that_is_misspelt_gets_help() -> None:
    result = run("chek", ".")
    assert result.exit_code == 2
    assert "No such command 'chek'" in result.stderr


def test_a_file_without_compile_calls_costs_no_parser() -> None:
    write(a=NO_COMPILE)
    code = (
        "import sys; from compile_lint.cli import main\n"
        "try: main(['check', '.'])\n"
        "except SystemExit as end: print(end.code, 'libcst' in sys.modules)"
    )
    done = start(sys.executable, "-c", code)
    assert done.stdout.decode().splitlines()[-1] == "0 False", done.stderr


def test_an_output_that_is_not_utf_8_gets_escapes() -> None:
    Path("naïve.py").write_bytes(b"x = model.compile(loss=\xe2\n")
    done = start(*COMMAND, "check", ".", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert b"na\\xefve.py:1:1" in done.stdout
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes of this kind")
def test_a_reader_that_stops_early_ends_the_program_quietly() -> None:
    write(**{f"a{number}": b"x = model.compile(loss=\xe2\n" for number in range(40)})
    program = subprocess.Popen(
        [*COMMAND, "check", "."], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    assert program.stdout is not None
    program.stdout.close()
    _, errors = program.communicate()
    assert errors == b""
