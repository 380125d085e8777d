"""A pool of processes that read programs, for runs that have much to read.

libcst holds the interpreter's lock while it parses, so threads would not help. Processes are started only
once so much is waiting that they pay; until then, and where it never comes to that, this process does it.
"""
# ruff: noqa: PLC0415 - multiprocessing is imported only when there is a pool

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import field
from typing import TYPE_CHECKING

from compile_lint.collector import collector_of_ours
from compile_lint.process import hear_signals_as_child, signals_waiting
from compile_lint.records import dataclass
from compile_lint.run.jobs import Job, JobOutcome, Work, WorkerLost, done
from compile_lint.run.reading import Reader

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, SpawnContext
    from multiprocessing.process import BaseProcess

PAYS_FROM = 100_000
"""Bytes of programs that are waiting; with what they import they take some tenths of a second, and starting
processes one."""

_AT_ONCE = 4  # jobs that a process gets together: neighbours, that often import the same files

# Files that are walked to between two looks at the pipes, each of which is a system call.
_FILES_PER_LOOK = 16

MakeReader = Callable[[], Reader]


@dataclass(frozen=True, slots=True)
class Pool:
    """Does jobs in up to ``size`` processes; each makes a reader of its own.

    ``make_reader`` and what it holds can be pickled. Where a process is lost, ``WorkerLost`` is raised.
    """

    size: int
    make_reader: MakeReader

    @contextmanager
    def at_work(self, reader: Reader) -> Iterator[Work]:
        """Be ready to do jobs; ``reader`` does them as long as no process is started."""
        work = _Pooled(self, reader)
        try:
            yield work
        finally:
            work.end()


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    busy: int = 0  # jobs that it has not done yet


@dataclass(slots=True)
class _Pooled:
    _pool: Pool
    _reader: Reader
    _waiting: deque[Job] = field(default_factory=deque)
    _bytes: int = 0
    _workers: list[_Worker] = field(default_factory=list)
    _asked: int = 0  # how often, what has been done

    def read(self, job: Job) -> None:
        self._waiting.append(job)
        if self._workers:
            return
        with suppress(OSError):  # reading it will tell
            self._bytes += os.stat(job.path).st_size  # noqa: PTH116 - asked for each file
        if self._bytes >= PAYS_FROM:
            self._start()

    def done(self) -> list[JobOutcome]:
        self._asked += 1
        return self._collect(0) if self._workers and self._asked % _FILES_PER_LOOK == 0 else []

    def finished(self) -> list[JobOutcome]:
        came: list[JobOutcome] = []
        while self._waiting and not self._workers:
            came.append(done(self._waiting.popleft(), self._reader))
        while self._waiting or any(worker.busy for worker in self._workers):
            came += self._collect(None)
        self._bytes = 0
        return came

    def end(self) -> None:
        """Let the processes go; those that are still at work are stopped."""
        for worker in self._workers:
            worker.connection.close()
            if worker.busy:
                worker.process.kill()
        for worker in self._workers:
            worker.process.join()
        self._workers = []

    def _start(self) -> None:
        import multiprocessing

        # Forked processes have everything imported, but a fork in a program with threads may lock up, and
        # macOS forbids it.
        can_fork = sys.platform == "linux" and threading.active_count() == 1
        context: ForkContext | SpawnContext
        context = multiprocessing.get_context("fork") if can_fork else multiprocessing.get_context("spawn")
        if can_fork:
            _import_all()
        ours: list[Connection] = []
        # No process may be started that nobody knows of.
        with signals_waiting():
            for _ in range(self._pool.size):
                connection, theirs = context.Pipe()
                ours.append(connection)
                inherited = tuple(ours) if can_fork else ()
                process = context.Process(
                    target=_work, args=(theirs, self._pool.make_reader, inherited), daemon=True
                )
                process.start()
                theirs.close()
                self._workers.append(_Worker(process, connection))
        self._hand_out()

    def _collect(self, timeout: float | None) -> list[JobOutcome]:
        """Take what has come, waiting for something to come for so many seconds, and hand out more."""
        from multiprocessing.connection import wait

        self._hand_out()
        by_connection = {worker.connection: worker for worker in self._workers if worker.busy}
        came: list[JobOutcome] = []
        for ready in wait([*by_connection], timeout):
            worker = by_connection[ready]  # type: ignore[index]  # only ours are waited for
            try:
                came.append(worker.connection.recv())
            except (EOFError, OSError):
                raise WorkerLost(_account_of(worker)) from None
            worker.busy -= 1
        self._hand_out()
        return came

    def _hand_out(self) -> None:
        for worker in self._workers:
            if worker.busy == 0 and self._waiting:
                count = min(_AT_ONCE, max(len(self._waiting) // len(self._workers), 1))
                jobs = [self._waiting.popleft() for _ in range(count)]
                try:
                    worker.connection.send(jobs)
                except OSError:
                    raise WorkerLost(_account_of(worker)) from None
                worker.busy = count


def _account_of(worker: _Worker) -> str:
    worker.process.join(1)
    code = worker.process.exitcode
    how = f"was killed by signal {-code}" if code is not None and code < 0 else f"ended with status {code}"
    return f"a process that was reading files {how}; `--jobs 1` does without such processes"


def _import_all() -> None:
    """Import what reading takes, once for all processes that are forked."""
    import compile_lint.syntax  # before all others, which see libcst imported

    # isort: split
    import compile_lint.fixes.offers
    import compile_lint.interpret
    import compile_lint.meaning
    import compile_lint.overlays

    compile_lint.overlays.load_all()


def _work(connection: Connection, make_reader: MakeReader, inherited: Sequence[Connection]) -> None:
    """Do jobs until there are none: the other side closes its end, or is gone."""
    hear_signals_as_child()
    for one in inherited:
        one.close()  # held by us, these ends would keep other processes waiting when the first one is gone
    reader = make_reader()
    with suppress(EOFError, OSError), collector_of_ours():
        while True:
            for job in connection.recv():
                connection.send(done(job, reader))
