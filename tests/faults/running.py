"""How the program is started, stopped at odd moments, and looked at afterwards.

A forked process has everything imported, so that a run takes hundredths of a second and a moment that is
chosen at random falls into its work. What depends on how a process begins, is started afresh.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import compile_lint.__main__
import compile_lint.cli.check
import compile_lint.fixing
import compile_lint.replay.recording
import compile_lint.reporters.html_report
import compile_lint.reporters.json_report
import compile_lint.run.cache
import compile_lint.run.pool
import compile_lint.silencing
from compile_lint.run.views import take_views  # noqa: F401 - as those above, for processes that are forked

compile_lint.run.pool._import_all()

TIMES = int(os.environ.get("COMPILE_LINT_FAULTS_TIMES", "1"))
"""How many times as often as usual to try what is tried at random."""

SEED = int(os.environ.get("COMPILE_LINT_FAULTS_SEED", "0"))

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # what people and shells end a program with

COMMAND = [sys.executable, "-m", "compile_lint"]
ROOT = Path(__file__).resolve().parents[2]

MEND = ("import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\n"
        "model.compile('adam', 'mse', ['mae'])\n")  # fmt: skip
MENDED = MEND.replace("['mae']", "metrics=['mae']")


def chance(name: str) -> random.Random:
    """Chance of a test's own, the same each time."""
    return random.Random(f"{SEED} {name}")  # noqa: S311 - nothing is kept secret


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended. ``status`` is as in subprocess: less than zero for a signal."""

    status: int
    out: bytes
    err: str

    def assert_quiet(self) -> None:
        """Nothing in it is Python's own."""
        assert "Traceback" not in self.err, self.err
        assert "Exception ignored" not in self.err, self.err


def trusting() -> None:
    """Files count as old at once, as they would be after two seconds; to be called in a forked process."""
    for module in (compile_lint.run.cache, compile_lint.replay.recording):
        module.COARSEST = -3_600_000_000_000  # type: ignore[attr-defined]


def ended(command: Sequence[str], env: Mapping[str, str], timeout: float = 120) -> Ended:
    """How any command ends, with an environment in which nothing else is set."""
    around = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **env}
    done = subprocess.run(command, capture_output=True, check=False, timeout=timeout, env=around)
    return Ended(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


def started(*arguments: str, env: Mapping[str, str] | None = None) -> Ended:
    """A run that is started afresh, with an environment in which nothing else is set."""
    return ended([*COMMAND, *arguments], env or {})


class Forked:
    """A run in a forked process that leads a group of its own. ``prepare`` is called there first."""

    def __init__(self, *arguments: str, prepare: Callable[[], object] = lambda: None) -> None:
        self._files = [os.memfd_create(name) for name in ("out", "err")]
        before = signal.pthread_sigmask(
            signal.SIG_BLOCK, STOPPING
        )  # none meets what this process does on them
        self.pid = os.fork()
        if not self.pid:
            try:
                self._run(arguments, prepare, before)
            finally:
                os._exit(99)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _run(
        self, arguments: Sequence[str], prepare: Callable[[], object], mask: Iterable[signal.Signals | int]
    ) -> None:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for number, file in enumerate(self._files, 1):
            os.dup2(file, number)
        sys.stdout, sys.stderr = (open(n, "w", encoding="utf-8", closefd=False) for n in (1, 2))  # noqa: SIM115
        for number in STOPPING:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        sys.argv = ["compile-lint", *arguments]
        warnings.simplefilter("ignore", ResourceWarning)  # as it is in a process that is none of pytest's
        prepare()
        try:
            compile_lint.__main__.main()
        except SystemExit as end:
            sys.stdout.flush()
            os._exit(end.code if isinstance(end.code, int) else 98)
        except BaseException:  # noqa: BLE001 - as Python itself would
            sys.excepthook(*sys.exc_info())

    def kill(self, number: int = signal.SIGKILL, *, group: bool = False) -> None:
        """Send a signal, unless it has ended."""
        (os.killpg if group else os.kill)(self.pid, number)

    def has_ended(self) -> bool:
        """Whether it has ended; ``end`` can still be called."""
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def wait_until_it_writes(self) -> None:
        """Wait, without a rest, until a file is there that is not finished, or until it has ended."""
        while not (left_over() or self.has_ended()):
            pass

    def end(self) -> Ended:
        """Wait until it has ended, and all processes that it has started."""
        _, code = os.waitpid(self.pid, 0)
        status = os.waitstatus_to_exitcode(code)
        self._wait_for_group()
        out, err = (self._text(file) for file in self._files)
        return Ended(status, out, err.decode("utf-8", "replace"))

    def _wait_for_group(self) -> None:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                os.killpg(self.pid, 0)
            except ProcessLookupError:
                return
            time.sleep(0.005)
        os.killpg(self.pid, signal.SIGKILL)
        raise AssertionError("a process has stayed behind")

    @staticmethod
    def _text(file: int) -> bytes:
        with os.fdopen(file, "rb") as opened:
            opened.seek(0)
            return opened.read()


def forked(*arguments: str, prepare: Callable[[], object] = lambda: None) -> Ended:
    """A run in a forked process, waited for."""
    return Forked(*arguments, prepare=prepare).end()


def seconds_of(*arguments: str, prepare: Callable[[], object] = lambda: None) -> float:
    """How long a run takes that nobody disturbs."""
    begun = time.monotonic()
    forked(*arguments, prepare=prepare)
    return time.monotonic() - begun


def fill(disk: Path, free: int = 0) -> None:
    """Leave so many bytes free on a file system."""
    with (disk / "filler").open("wb", buffering=0) as filler:
        with suppress(OSError):
            while True:
                filler.write(bytes(4096))
        filler.truncate(max(filler.tell() - free, 0))


def left_over(folder: Path = Path()) -> list[Path]:
    """What killed processes have left."""
    return [path for path in folder.rglob(".compile-lint-*.tmp") if path.is_file()]


def remove_left_over() -> None:
    """Take away what killed processes have left."""
    for path in left_over():
        path.unlink()


def wait_for(condition: Callable[[], object], seconds: float = 20) -> None:
    """Look again and again until something is so."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come to that"
        time.sleep(0.0005)


def snapshot(*folders: Path) -> dict[Path, tuple[object, ...]]:
    """All that is in folders, with content and times of change."""
    return {path: _state(path) for folder in folders for path in folder.rglob("*")}


def _state(path: Path) -> tuple[object, ...]:
    status = path.lstat()
    content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    times = () if path.is_dir() else (status.st_mtime_ns, status.st_ino)
    return (status.st_mode, status.st_uid, status.st_gid, *times, content)
