"""Runs a program on a set-up and tells what became of it.

Needs a Python with Keras: the one that runs the tests, or the one that ``COMPILE_LINT_ORACLE_PYTHON``
names. Importing Keras takes seconds, so each set-up has one process that runs many programs.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oracle.setups import SINGLE_THREADED, Setup

WORKER = Path(__file__).with_name("worker.py")
SECONDS_TO_START = 600  # a busy machine, its disk cold
SECONDS_TO_RUN = 600


class OracleError(Exception):
    """The Python at hand cannot run Keras, or a program did not come to an end."""


@dataclass(frozen=True, slots=True)
class Job:
    """A program to run.

    ``before`` is run first in the same namespace and ``after`` last; ``measures`` are expressions
    evaluated at the end, in which ``history`` is the list of the logs of every ``fit``. ``epochs``
    and ``learning_rate`` stand in for those of each ``fit``: examples are too short to show what is learnt,
    and an epoch costs more than what is done in it.
    """

    program: str
    before: str = ""
    after: str = ""
    measures: tuple[str, ...] = ()
    epochs: int | None = None
    learning_rate: float | None = None
    seed: int = 1729


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a program.

    ``error`` is the type and the text of what it raised, ``None`` if it ran to the end; ``history`` holds
    the logs of each ``fit`` that ended, ``output`` what was printed or logged, ``values`` the measures,
    ``seconds`` the processor time.
    """

    error: str | None
    history: tuple[dict[str, list[Any]], ...]
    warnings: tuple[str, ...]
    output: str
    values: dict[str, Any]
    seconds: float


class Oracle:
    """Runs programs on the set-ups, each in a process of its own that starts when it is first needed."""

    def __init__(self) -> None:
        self._queues: dict[str, ThreadPoolExecutor] = {}
        self._workers: dict[str, _Worker] = {}
        self._answers: dict[tuple[str, Job], Future[Outcome]] = {}

    def run(self, program: str, setup: Setup, **options: Any) -> Outcome:
        """Run a program, with the other fields of ``Job`` as options.

        Raises OracleError if Keras cannot be imported or the program does not end in time.
        """
        return self.outcome(Job(program, **options), setup)

    def outcome(self, job: Job, setup: Setup) -> Outcome:
        """Return what became of a job, and run it unless it was run or ordered before."""
        return self.order(job, setup).result()

    def order(self, job: Job, setup: Setup) -> Future[Outcome]:
        """Queue a job, so that it may run while the outcomes of others are looked at."""
        key = (setup.name, job)
        if key not in self._answers:
            queue = self._queues.setdefault(setup.name, ThreadPoolExecutor(max_workers=1))
            self._answers[key] = queue.submit(self._ask, job, setup)
        return self._answers[key]

    def close(self) -> None:
        """Stop the processes; jobs that have not begun are dropped."""
        for queue in self._queues.values():
            queue.shutdown(cancel_futures=True)
        for worker in self._workers.values():
            worker.stop()

    def _ask(self, job: Job, setup: Setup) -> Outcome:
        worker = self._workers.get(setup.name)
        if worker is None:
            worker = self._workers[setup.name] = _Worker(setup)
        try:
            return worker.ask(job)
        except OracleError:
            # The next job gets a fresh process.
            self._workers.pop(setup.name).stop()
            raise


class _Worker:
    """A process that runs programs on one set-up."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as the process lives)
        python = os.environ.get("COMPILE_LINT_ORACLE_PYTHON", sys.executable)
        from_setups = {**SINGLE_THREADED, **setup.environment}
        self._process = subprocess.Popen(
            [python, str(WORKER), setup.package],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env={**os.environ, **from_setups},
        )
        try:
            self._read(SECONDS_TO_START, "importing Keras")
        except OracleError:
            self.stop()
            raise

    def ask(self, job: Job) -> Outcome:
        request = {
            "program": self._setup.program(job.program),
            "before": job.before,
            "after": self._setup.program(job.after),
            "measures": job.measures,
            "epochs": job.epochs,
            "learning_rate": job.learning_rate,
            "seed": job.seed,
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        reply = self._read(SECONDS_TO_RUN, "a program")
        return Outcome(
            error=reply["error"],
            history=tuple(reply["history"]),
            warnings=tuple(reply["warnings"]),
            output=reply["output"],
            values=reply["values"],
            seconds=reply["seconds"],
        )

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()
        self._log.close()

    def _read(self, seconds: int, what: str) -> dict[str, Any]:
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], seconds)
        line = self._process.stdout.readline() if ready else ""
        if not line:
            self._log.seek(0)
            said = self._log.read().decode(errors="replace")[-2000:]
            how = "ended" if ready else f"took over {seconds} seconds and was ended"
            raise OracleError(f"{self._setup.name}: the process {how} while {what}; it said:\n{said}")
        reply: dict[str, Any] = json.loads(line)
        return reply
