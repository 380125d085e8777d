"""``compile-lint inspect`` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from compile_lint.cli import main

PROGRAM = """\
import keras

model = keras.Sequential([keras.layers.Dense(3)])
model.compile(loss="mse")
model.compile(loss=chosen)
"""

pytestmark = pytest.mark.usefixtures("project")


def run(*arguments: str, stdin: str = "") -> Result:
    result = CliRunner().invoke(main, ["inspect", *arguments], stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def test_one_block_a_compile_call() -> None:
    write("a.py", PROGRAM)
    result = run()
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "a.py:4:1: understood\n"
        "  output: Dense, 3 units, linear: logits  (3:27)\n"
        "    <- loss: mean_squared_error  (4:20)\n"
        "      <- labels: unknown: no training call in view\n"
        "\n"
        "a.py:5:1: not fully understood\n"
        "  output: Dense, 3 units, linear: logits  (3:27)\n"
        "    <- loss: unknown: a name that nothing in view defines: chosen  (5:20)\n"
        "      <- labels: unknown: no training call in view\n"
        "\n"
        "1 of 2 compile calls understood (50.0 %) in 1 file.\n"
    )


def at(line: int, column: int) -> dict[str, object]:
    return {"path": "a.py", "cell": None, "line": line, "column": column}


def test_json_is_one_object() -> None:
    write("a.py", PROGRAM)
    result = run("--output-format", "json", "a.py")
    document = json.loads(result.stdout)
    assert result.exit_code == 0
    assert list(document) == ["version", "compile_calls", "statistics"]
    assert document["statistics"] == {
        "files": 1,
        "compile_calls": 2,
        "understood": 1,
        "own_code": 0,
        "open": 0,
    }
    assert document["compile_calls"][0] == {
        "site": {"path": "a.py", "cell": None, "line": 4, "column": 1},
        "understanding": "full",
        "variants": [
            {
                "heads": [
                    {
                        "name": None,
                        "output": {
                            "state": "known",
                            "why": None,
                            "at": at(3, 27),
                            "layer": "Dense",
                            "units": 3,
                            "activation": "linear",
                            "meaning": "logits",
                        },
                        "loss": {
                            "state": "known",
                            "why": None,
                            "at": at(4, 20),
                            "name": "mean_squared_error",
                            "from_logits": None,
                        },
                        "labels": {
                            "state": "unknown",
                            "why": "no training call in view",
                            "at": None,
                            "encoding": None,
                            "classes": None,
                        },
                        "metrics": [],
                    }
                ],
                "as_written": True,
            }
        ],
    }


def test_calls_come_in_reading_order() -> None:
    write("b.py", PROGRAM)
    write("a.py", PROGRAM)
    calls = json.loads(run("b.py", "a.py", "--output-format", "json").stdout)["compile_calls"]
    places = [(call["site"]["path"], call["site"]["line"]) for call in calls]
    assert places == [("a.py", 4), ("a.py", 5), ("b.py", 4), ("b.py", 5)]


def test_statistics_alone() -> None:
    write("a.py", PROGRAM)
    assert run("--statistics").stdout == (
        "1 of 2 compile calls understood (50.0 %) in 1 file.\n"
        "  2  labels  no training call in view\n"
        "  1  loss    a name that nothing in view defines\n"
    )


def test_standard_input() -> None:
    assert run("-", "--stdin-filename", "x.py", stdin=PROGRAM).stdout.startswith("x.py:4:1: understood\n")


def test_nothing_to_inspect() -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (0, "0 of 0 compile calls understood in 0 files.\n")


def test_what_cannot_be_read_is_said_on_standard_error() -> None:
    write("a.py", PROGRAM)
    write("b.py", f"{PROGRAM}print 'done'\n")
    result = run("a.py", "b.py")
    assert result.exit_code == 1
    assert result.stderr.startswith("compile-lint: b.py:6:1: ")
    assert result.stdout.endswith("1 of 2 compile calls understood (50.0 %) in 2 files.\n")
    result = run("a.py", "nothing.py")
    assert result.exit_code == 2
    assert result.stderr == "compile-lint: nothing.py: no such file or folder\n"


def test_an_internal_error_is_said_on_standard_error(crashing: str) -> None:
    write("a.py", PROGRAM + crashing)
    result = run()
    assert result.exit_code == 2
    assert result.stderr.startswith("compile-lint: a.py:1:1: compile-lint")
