"""Processes that read files together report what one would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from compile_lint.cli import main
from compile_lint.programs import Programs
from compile_lint.run import Means, check_paths, pool
from compile_lint.run.jobs import Job, WorkerLost
from compile_lint.run.pool import Pool
from compile_lint.run.reading import Reader
from compile_lint.settings import Settings, SettingsLookup

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (
    "import keras\nfrom heads import head\n"
    "model = keras.Sequential([keras.Input((4,)), head({})])\n"
    "model.compile(loss='categorical_crossentropy')  # noqa: CL101\n"
)


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """Files with and without findings, broken ones, and one that cannot be read."""
    monkeypatch.chdir(tmp_path)
    head = "import keras\ndef head(units):\n    return keras.layers.Dense(units, activation='sigmoid')\n"
    Path("heads.py").write_text(head, encoding="utf-8")
    for number in range(9):
        Path(f"train{number}.py").write_text(PROGRAM.format(number), encoding="utf-8")
    Path("broken.py").write_text("x = model.compile(loss=\n", encoding="utf-8")
    Path("odd.py").write_bytes(b"# coding: none\nmodel.compile(loss='mse')\n")
    Path("gone.py").symlink_to("nowhere.py")


@pytest.fixture
def always(monkeypatch):
    """A pool is started for any work at all."""
    monkeypatch.setattr(pool, "PAYS_FROM", 1)


def said(report):
    return report.findings, report.summary, report.failures, report.sources, report.calls, report.tally


def check(jobs, **options):
    return said(check_paths(["."], Settings(select=("ALL",)), means=Means(jobs=jobs), **options))


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize("jobs", [2, 3])
def test_any_number_of_processes_reports_the_same(jobs):
    assert check(jobs) == check(1)
    assert check(jobs, with_calls=True) == check(1, with_calls=True)


@pytest.mark.usefixtures("always")
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are never forked")
def test_a_program_with_threads_is_not_forked(monkeypatch):
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert check(2) == check(1)


def test_little_work_starts_no_process(monkeypatch):
    monkeypatch.setattr("compile_lint.run.pool._Pooled._start", None)
    assert check(2) == check(1)


def reader_that_dies():
    return Reader(
        lambda *_: os.kill(os.getpid(), signal.SIGKILL), lambda *_: None, Programs(SettingsLookup())
    )


@pytest.mark.usefixtures("always")
@pytest.mark.skipif(sys.platform == "win32", reason="no signals of this kind")
def test_a_process_that_is_killed_is_told_of():
    with Pool(2, reader_that_dies).at_work(reader_that_dies()) as work:
        for number in range(9):
            work.read(Job(Path(f"train{number}.py"), f"train{number}.py"))
        with pytest.raises(WorkerLost, match=r"was killed by signal 9; `--jobs 1` does without"):
            work.finished()


@pytest.mark.usefixtures("always")
def test_the_command_ends_with_one_message_when_a_process_is_lost(monkeypatch):
    monkeypatch.setattr("compile_lint.run.reader_of", lambda *_, **__: reader_that_dies())
    result = CliRunner().invoke(main, ["check", "--no-cache", "--jobs", "2", "."])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: a process that was reading files was killed by signal 9")


def slow_reader(mark):
    """A reader that says that it is at work, and is at it for long."""

    def take(*_):
        Path(mark).touch()
        time.sleep(60)

    return Reader(take, lambda *_: None, Programs(SettingsLookup()))


INTERRUPTED = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where tests run in the background
sys.path.insert(0, sys.argv[1])
import compile_lint.run
from compile_lint.cli import main
from compile_lint.run import pool
from test_pool import slow_reader
pool.PAYS_FROM = 1
compile_lint.run.reader_of = lambda *_, **__: slow_reader("begun")
main(["check", "--no-cache", "--jobs", "2", "."])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system for the members of a process group")
def test_an_interruption_ends_all_processes():
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    program = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(Path(__file__).parent)],
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )
    waited = time.monotonic() + 60
    while not Path("begun").exists() and time.monotonic() < waited:
        time.sleep(0.02)
    os.killpg(program.pid, signal.SIGINT)
    try:
        _, errors = program.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        os.killpg(program.pid, signal.SIGKILL)
        raise
    assert (program.returncode, errors.decode().strip()) == (130, "compile-lint: interrupted")
    with pytest.raises(ProcessLookupError):
        os.killpg(program.pid, 0)


@pytest.mark.usefixtures("always")
@pytest.mark.skipif(sys.platform != "linux", reason="asks for the children of this process")
def test_no_process_stays_behind():
    check(2)
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    stats = [Path(f"/proc/{child}/cmdline").read_bytes() for child in children]
    assert not any(b"compile" in one for one in stats)


def test_makers_of_readers_can_be_sent():
    import pickle

    from compile_lint.run.checking import reader_of

    make = partial(reader_of, SettingsLookup(), (".",), with_calls=False)
    made = pickle.loads(pickle.dumps(make))()  # noqa: S301 - made by ourselves a moment ago
    assert made.read(PROGRAM.format(3).encode(), "a.py", None).sites
