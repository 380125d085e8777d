"""``--watch`` as a process of its own, with real changes of files and a real interrupt."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from compile_lint.cli import main

PROGRAM = """\
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, "sigmoid")])
model.compile("adam", "categorical_crossentropy")
"""
GOOD = PROGRAM.replace("sigmoid", "softmax")
SECONDS = 30


class Watching:
    """A running ``check --watch``, whose lines can be waited for."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "compile_lint", "check", "--watch", "--output-format", "concise"]
        self.process = subprocess.Popen(
            [*command, *arguments],
            cwd=folder,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until_it_waits(self) -> list[str]:
        lines = []
        while not lines or not lines[-1].startswith("Watching"):
            lines.append(self._lines.get(timeout=SECONDS))
        return [line for line in lines[:-1] if line]


@pytest.mark.tools
def test_it_checks_again_when_a_file_changes(tmp_path: Path) -> None:
    train = tmp_path / "train.py"
    train.write_text(PROGRAM, encoding="utf-8")
    watching = Watching(tmp_path)
    try:
        first = watching.until_it_waits()
        assert first[0].startswith("train.py:4:23: CL102 ")
        train.write_text(GOOD, encoding="utf-8")
        (tmp_path / "data.bin").write_text("not looked at", encoding="utf-8")
        second = watching.until_it_waits()
        assert second == ["Changed: train.py", "All good: no problems in 1 file; 1 compile call read."]
        (tmp_path / "compile-lint.toml").write_text("no-such-key = 1\n", encoding="utf-8")
        third = watching.until_it_waits()
        assert third[0] == "Changed: compile-lint.toml"
        assert "no-such-key" in third[1]
        watching.process.send_signal(signal.SIGINT)
        assert watching.process.wait(SECONDS) == 130
    finally:
        watching.process.kill()


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    result = CliRunner().invoke(main, ["check", "--watch"])
    assert result.exit_code == 2
    assert "pip install 'compile-lint[watch]'" in result.stderr


@pytest.mark.tools
def test_a_path_that_is_not_there_cannot_be_watched() -> None:
    result = CliRunner().invoke(main, ["check", "--watch", "no/such/folder"])
    assert result.exit_code == 2
    assert "`no/such/folder` is no file or folder" in result.stderr
