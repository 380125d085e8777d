"""What a run says beside its findings, and how it ends when somebody stops it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import click.testing
import pytest

from compile_lint.cli import main
from compile_lint.cli.progress import Progress
from compile_lint.sources.contents import Contents

FAULTY = """\
import keras
model = keras.Sequential([keras.layers.Dense(3)])
model.compile(loss="categorical_crossentropy")
"""

pytestmark = pytest.mark.usefixtures("project")


def write(**texts: str) -> None:
    for name, text in texts.items():
        Path(f"{name}.py").write_text(text, encoding="utf-8")


def run(*arguments: str) -> click.testing.Result:
    result = click.testing.CliRunner().invoke(main, ["check", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_quiet_prints_findings_alone() -> None:
    write(a=FAULTY, b="x = 1\n")
    for name in ("text", "concise"):
        loud = run("--output-format", name).stdout
        assert run("-q", "--output-format", name).stdout == "".join(loud.splitlines(keepends=True)[:-1])
    clean = run("--quiet", "b.py")
    assert (clean.exit_code, clean.stdout, clean.stderr) == (0, "", "")
    assert run("--quiet", "c.py").stderr == "compile-lint: c.py: no such file or folder\n"
    assert json.loads(run("--quiet", "--output-format", "json").stdout)["summary"]["files"] == 2


def test_verbose_names_the_files_that_are_read_as_programs() -> None:
    write(a=FAULTY, b="x = 1\n", c=FAULTY)
    result = run("--verbose", "--exit-zero")
    *lines, last = result.stderr.splitlines()
    assert lines == ["compile-lint: reading a.py", "compile-lint: reading c.py"]
    assert last.startswith("compile-lint: took ")
    assert result.stdout == run("--exit-zero").stdout
    assert run("--exit-zero").stderr == ""


def test_statistics_count_findings_by_rule() -> None:
    single = FAULTY.replace("Dense(3)", 'Dense(1, activation="softmax")')
    write(a=FAULTY, b=FAULTY, c=single)
    result = run("--statistics")
    assert result.exit_code == 1
    assert result.stdout == "2  CL302  logits-as-probabilities\n1  CL101  single-unit-softmax\n"
    document = json.loads(run("--statistics", "--output-format", "json").stdout)
    assert document["rules"][0] == {"code": "CL302", "name": "logits-as-probabilities", "count": 2}
    assert run("--statistics", "--ignore", "ALL").stdout == ""
    assert run("--statistics", "--output-format", "sarif").exit_code == 2


def test_the_files_that_would_be_checked_can_be_shown() -> None:
    write(b="no Python at all (", a=FAULTY)
    write(left_out="")
    Path("sub").mkdir()
    Path("sub/c.ipynb").touch()
    result = run("--show-files", "--exclude", "left_out.py")
    assert (result.exit_code, result.stdout) == (0, "a.py\nb.py\nsub/c.ipynb\n")
    missing = run("--show-files", "nothing.py", "a.py")
    assert (missing.exit_code, missing.stdout) == (2, "a.py\n")
    assert "nothing.py: no such file or folder" in missing.stderr


@pytest.mark.parametrize(
    "options", [["-q", "-v"], ["--statistics", "--show-files"], ["--show-files", "-"]], ids=" ".join
)
def test_options_that_contradict_each_other(options: list[str]) -> None:
    assert run(*options).exit_code == 2


class TestProgress:
    @pytest.fixture
    def clock(self, monkeypatch: pytest.MonkeyPatch) -> list[float]:
        now = [100.0]
        monkeypatch.setattr(time, "monotonic", lambda: now[0])
        return now

    def test_a_short_run_shows_nothing(self, clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
        progress = Progress(is_shown=True, names_all=False)
        for _ in range(9):
            clock[0] += 0.1
            progress("a.py", is_parsed=False)
        progress.clear()
        assert capsys.readouterr().err == ""

    def test_a_long_run_shows_where_it_is_and_cleans_up(
        self, clock: list[float], capsys: pytest.CaptureFixture[str]
    ) -> None:
        progress = Progress(is_shown=True, names_all=False)
        progress("a.py", is_parsed=False)
        clock[0] += 1.5
        progress("folder/b\n.py", is_parsed=False)
        shown = "2 files, at folder/b\\x0a.py"
        assert capsys.readouterr().err == f"\r{shown}"
        clock[0] += 0.05
        progress("c.py", is_parsed=False)  # too soon to be read
        assert capsys.readouterr().err == ""
        progress.clear()
        assert capsys.readouterr().err == f"\r{' ' * len(shown)}\r"

    def test_nobody_looks_at_what_is_no_terminal(self) -> None:
        write(a=FAULTY)
        assert run().stderr == ""


def test_an_interrupted_run_ends_with_its_own_status(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> bytes:
        raise KeyboardInterrupt

    write(a=FAULTY)
    monkeypatch.setattr(Contents, "read", interrupt)
    result = run("--output-format", "json=out.json", "--output-format", "text")
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr == "\ncompile-lint: interrupted\n"
    assert not Path("out.json").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no signals of this kind")
def test_a_signal_from_outside_interrupts_without_a_traceback() -> None:
    write(a=FAULTY)
    code = (
        "import os, signal, compile_lint.programs as programs\n"
        # What is started in the background by a shell may have been told to pass the signal over.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "programs.Programs.read = lambda *_, **__: os.kill(os.getpid(), signal.SIGINT)\n"
        "from compile_lint.cli import main; main(['check', 'a.py'])"
    )
    root = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": root}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "\ncompile-lint: interrupted\n")
