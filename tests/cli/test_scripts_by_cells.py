"""Scripts that are run cell by cell, as a user sees them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from compile_lint.cli import main

SCRIPT = """\
# %%
!pip install keras
import keras

# %%
def broken()
    pass

# %% [markdown]
A model:

# %%
model = keras.Sequential([keras.layers.Dense(1, activation="softmax")])
model.compile(loss="binary_crossentropy")
"""

pytestmark = pytest.mark.usefixtures("project")


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["check", *arguments, "a.py"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def found(*arguments: str) -> list[str]:
    output = run("--output-format", "concise", *arguments).stdout
    return [line.split(" [")[0] for line in output.splitlines()[:-1]]


def test_a_broken_cell_leaves_the_others() -> None:
    Path("a.py").write_text(SCRIPT, encoding="utf-8")
    assert found() == ["a.py:6:13: CL001", "a.py:13:60: CL101"]
    assert "def broken()" in run().stdout


def test_a_script_without_marks_is_read_as_a_whole() -> None:
    Path("a.py").write_text(SCRIPT.replace("# %%", "#"), encoding="utf-8")
    assert found() == ["a.py:2:1: CL001"]


def test_comments_count_and_fixes_are_made() -> None:
    Path("a.py").write_text(SCRIPT.replace('"softmax")])', '"softmax")])  # noqa: CL101'), encoding="utf-8")
    assert found() == ["a.py:6:13: CL001"]
    Path("a.py").write_text(SCRIPT, encoding="utf-8")
    assert found("--fix") == ["a.py:6:13: CL001"]
    assert Path("a.py").read_text(encoding="utf-8") == SCRIPT.replace("softmax", "sigmoid")
