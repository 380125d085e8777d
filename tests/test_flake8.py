"""The plugin inside the real flake8."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.tools

PROGRAM = """\
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, "sigmoid")])
model.compile("adam", "categorical_crossentropy")
"""
BUILDER = """\
import keras


def build():
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, "sigmoid")])
"""
USER = """\
from nets import build

model = build()
model.compile("adam", "categorical_crossentropy")
"""
FOUND = (
    "4:23: CL102 `categorical_crossentropy` expects one distribution over all units, "
    "but `sigmoid` gives each unit a probability of its own"
)


def flake8(folder, *arguments, stdin=""):
    """Run flake8 without the settings of this machine; return its status and its lines."""
    command = [sys.executable, "-m", "flake8", "--isolated", "--jobs=1", *arguments]
    done = subprocess.run(command, cwd=folder, input=stdin, text=True, capture_output=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def write(folder, **texts):
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")


def test_flake8_knows_the_plugin(tmp_path):
    assert "compile-lint: 0.1.0" in " ".join(flake8(tmp_path, "--version")[1])


def test_findings_appear_under_their_own_codes(tmp_path):
    write(tmp_path, train=PROGRAM, other="x = 1\n")
    assert flake8(tmp_path, ".") == (1, [f"./train.py:{FOUND}"])


def test_select_and_ignore_of_flake8_hold(tmp_path):
    write(tmp_path, train=PROGRAM)
    assert flake8(tmp_path, "--select", "CL3,E", "train.py") == (0, [])
    assert flake8(tmp_path, "--select", "CL1", "train.py") == (1, [f"train.py:{FOUND}"])
    assert flake8(tmp_path, "--extend-ignore", "CL102", "train.py") == (0, [])
    assert flake8(tmp_path, "--per-file-ignores", "train.py:CL", "train.py") == (0, [])


def test_noqa_holds(tmp_path):
    write(tmp_path, train=PROGRAM.replace('entropy")', 'entropy")  # noqa: CL102'))
    assert flake8(tmp_path, "train.py") == (0, [])


def test_standard_input_is_read(tmp_path):
    assert flake8(tmp_path, "-", stdin=PROGRAM) == (1, [f"stdin:{FOUND}"])
    named = flake8(tmp_path, "--stdin-display-name", "a/train.py", "-", stdin=PROGRAM)
    assert named == (1, [f"a/train.py:{FOUND}"])


def test_imports_are_followed(tmp_path):
    write(tmp_path, nets=BUILDER, train=USER)
    assert flake8(tmp_path, "train.py") == (1, [f"train.py:{FOUND}"])


def test_settings_of_compile_lint_hold(tmp_path):
    write(tmp_path, train=PROGRAM)
    (tmp_path / "compile-lint.toml").write_text('ignore = ["CL102"]\n', encoding="utf-8")
    assert flake8(tmp_path, "train.py") == (0, [])


def test_a_syntax_error_is_reported_once_and_by_flake8(tmp_path):
    write(tmp_path, train=PROGRAM + "x = (\n")
    _, lines = flake8(tmp_path, "train.py")
    assert [line.split()[1] for line in lines] == ["E999"]


def test_other_encodings_are_read_as_flake8_reads_them(tmp_path):
    text = "# coding: latin-1\n# ü\n" + PROGRAM
    Path(tmp_path, "train.py").write_bytes(text.encode("latin-1"))
    assert flake8(tmp_path, "train.py") == (1, [f"train.py:6{FOUND[1:]}"])
