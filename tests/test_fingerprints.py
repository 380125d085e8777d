"""What changes a fingerprint, and what does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compile_lint.run import check_paths, check_source
from compile_lint.settings import Settings
from compile_lint.sources.outline import normal_form

PROGRAM = """\
import keras
base = keras.Sequential([keras.layers.Dense(3)])
base.compile("adam", loss="categorical_crossentropy")
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def prints(source: str, name: str = "a.py") -> list[str]:
    return [finding.fingerprint for finding in check_source(source.encode(), name, Settings()).findings]


@pytest.mark.parametrize(
    "changed",
    [
        "# moved\n\n" + PROGRAM,
        PROGRAM.replace('"', "'"),
        PROGRAM.replace("(3)])", "(\n        3,\n    )\n])"),
        PROGRAM.replace('"adam", ', '\n    "adam",  # the optimizer\n    ').replace(
            'entropy")', 'entropy",\n)'
        ),
        PROGRAM.replace('"adam", ', '"adam",\\\n  '),
        PROGRAM.replace("import keras", "import keras as k\nimport keras"),
        PROGRAM.replace("\n", "\r\n"),
        PROGRAM + "\nother = keras.Sequential()\nother.compile(loss='mse')\n",
        PROGRAM + "base.fit(a, b)\n",
    ],
)
def test_what_a_formatter_or_a_change_elsewhere_does_not_change(changed: str) -> None:
    assert prints(changed) == prints(PROGRAM)
    assert len(prints(PROGRAM)) == 1


@pytest.mark.parametrize(
    "changed",
    [
        PROGRAM.replace('"adam"', '"sgd"'),
        PROGRAM.replace("categorical_crossentropy", "categorical_focal_crossentropy"),
        PROGRAM.replace("base", "model"),
    ],
)
def test_another_statement_is_another_finding(changed: str) -> None:
    assert set(prints(changed)).isdisjoint(prints(PROGRAM))
    assert len(prints(changed)) == 1


def test_equal_statements_are_counted_through() -> None:
    twice = prints(PROGRAM * 2)
    assert len(set(twice)) == 2
    assert twice[0] == prints(PROGRAM)[0]


def test_a_file_is_known_by_its_path_in_the_project(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = folder / "project"
    (project / "pkg").mkdir(parents=True)
    (project / "pyproject.toml").touch()
    (project / "pkg" / "a.py").write_text(PROGRAM, encoding="utf-8")

    def print_of(path: str) -> str:
        (finding,) = check_paths([path], Settings()).findings
        return finding.fingerprint

    seen = {
        print_of("project"),
        print_of(str(project)),
        print_of("project/pkg/a.py"),
        print_of("./project/pkg"),
    }
    monkeypatch.chdir(project)
    seen |= {print_of("."), print_of("pkg/a.py")}
    monkeypatch.chdir(project / "pkg")
    seen |= {print_of("a.py"), print_of("../pkg/a.py")}
    assert len(seen) == 1
    assert prints(PROGRAM, "b.py") != prints(PROGRAM, "a.py")


def test_a_notebook_knows_its_statements_whatever_the_cell() -> None:
    def notebook(*cells: str) -> str:
        made = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": cell} for cell in cells]
        return json.dumps({"cells": made, "metadata": {}, "nbformat": 4})

    one = prints(notebook(PROGRAM), "a.ipynb")
    head, _, tail = PROGRAM.partition("base.compile")
    assert prints(notebook("%pip install keras", head, f"base.compile{tail}"), "a.ipynb") == one
    assert len(one) == 1


@pytest.mark.parametrize(
    ("code", "same"),
    [
        ("f(a, b)", "f(\n    a,  # first\n    b,\n)"),
        ("f('a')", 'f( "a" )'),
        ("x = '''a\n  b'''", 'x = """a\n  b"""'),
        ("a = [1, 2]", "a=[1,2,]"),
    ],
)
def test_the_normal_form(code: str, same: str) -> None:
    assert normal_form(code) == normal_form(same)


@pytest.mark.parametrize(
    ("code", "other"), [("f('a b')", "f('ab')"), ("f('a#b')", "f('a')"), ("(a,)", "(a, b)")]
)
def test_the_normal_form_keeps_what_counts(code: str, other: str) -> None:
    assert normal_form(code) != normal_form(other)
