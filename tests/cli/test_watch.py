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
SECONDS = 120  # a machine that is busy takes its time to start an interpreter


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
            # Ignored where tests run in the background.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
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

    def after_change_of(self, name: str) -> list[str]:
        """What was said after the next change of a file; systems may tell of one change twice."""
        while True:
            lines = self.until_it_waits()
            if lines[0] == f"Changed: {name}":
                return lines[1:]


def replace(file: Path, text: str) -> None:
    """Give a file another content at once, as editors do."""
    new = file.with_name("new.txt")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


@pytest.mark.tools
def test_it_checks_again_when_a_file_changes(tmp_path: Path) -> None:
    train = tmp_path / "train.py"
    train.write_text(PROGRAM, encoding="utf-8")
    watching = Watching(tmp_path)
    try:
        first = watching.until_it_waits()
        assert first[0].startswith("train.py:4:23: CL102 ")
        (tmp_path / "data.bin").write_text("not looked at", encoding="utf-8")
        replace(train, GOOD)
        assert watching.after_change_of("train.py") == [
            "All good: no problems in 1 file; 1 compile call read."
        ]
        replace(tmp_path / "compile-lint.toml", "no-such-key = 1\n")
        (complaint,) = watching.after_change_of("compile-lint.toml")
        assert "no-such-key" in complaint
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
