"""Every format through the real command: places in notebooks, and how calls were understood."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from compile_lint.cli import main
from compile_lint.reporters import FORMATS

BUILD = 'import keras\nmodel = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, "sigmoid")])\n'
COMPILE = 'model.compile("adam",\n    "categorical_crossentropy")\n'

pytestmark = pytest.mark.usefixtures("project")


def check(*arguments: str, stdin: bytes = b"") -> Result:
    result = CliRunner().invoke(main, ["check", *arguments], stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def write_notebook(indent: int | None = 1) -> list[str]:
    """Write a notebook with a fault over two cells; return the lines of the file."""
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# \u00fc"]},
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": BUILD.splitlines(keepends=True)},
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": COMPILE.splitlines(keepends=True)},
    ]
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=indent)
    Path("tour.ipynb").write_text(text, encoding="utf-8")
    return text.split("\n")


def stretch(lines: list[str], region: dict[str, int]) -> str:
    assert region["startLine"] == region["endLine"]
    return lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]


@pytest.mark.parametrize("indent", [1, None])
def test_formats_that_point_into_files_find_a_cell_in_the_json_of_its_notebook(indent: int | None) -> None:
    lines = write_notebook(indent)
    (result,) = json.loads(check("--output-format", "sarif", "tour.ipynb").stdout)["runs"][0]["results"]
    (location,) = result["locations"]
    assert stretch(lines, location["physicalLocation"]["region"]) == '\\"categorical_crossentropy\\"'
    assert location["logicalLocations"][0]["name"] == "cell 3"
    (related,) = result["relatedLocations"]
    assert stretch(lines, related["physicalLocation"]["region"]) == '\\"sigmoid\\"'

    line = location["physicalLocation"]["region"]["startLine"]
    assert f"file=tour.ipynb,line={line},endLine={line}," in check("--output-format", "github").stdout
    assert check("--output-format", "pylint").stdout.startswith(f"tour.ipynb:{line}:")
    (issue,) = json.loads(check("--output-format", "gitlab").stdout)
    assert issue["location"] == {"path": "tour.ipynb", "lines": {"begin": line, "end": line}}


def test_html_shows_calls_with_and_without_findings() -> None:
    Path("a.py").write_text(BUILD + COMPILE, encoding="utf-8")
    Path("b.py").write_text((BUILD + COMPILE).replace("sigmoid", "softmax"), encoding="utf-8")
    result = check("--output-format", "html=report.html", "--output-format", "concise")
    assert result.exit_code == 1
    assert result.stdout.startswith("a.py:4:5: CL102 ")
    page = Path("report.html").read_text(encoding="utf-8")
    assert page.count('<article class="card"') == 2
    assert page.count('<section class="finding ') == 1
    assert "2 of 2 compile calls understood (100 %)." in page
    assert "    &quot;categorical_crossentropy&quot;)" in page


def test_html_of_standard_input() -> None:
    result = check("--output-format", "html", "-", stdin=(BUILD + COMPILE).encode())
    assert result.stdout.startswith("<!DOCTYPE html>\n")
    assert result.stdout.count('<article class="card"') == 1


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_written_of_nothing(name: str) -> None:
    Path("a.py").write_text("x = 1\n", encoding="utf-8")
    assert check("--output-format", name).exit_code == 0


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_the_same_twice(name: str) -> None:
    write_notebook()
    assert check("--output-format", name).stdout == check("--output-format", name).stdout != ""
