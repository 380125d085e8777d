"""Files to be read as programs, and who reads them: this process alone, or a pool."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from compile_lint.findings import Failure
from compile_lint.records import dataclass
from compile_lint.run.outcome import Outcome
from compile_lint.run.reading import Reader
from compile_lint.signs import digest
from compile_lint.sources.questions import Answer, Question

if TYPE_CHECKING:
    from compile_lint.replay.recording import Recording


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be read as a program."""

    path: Path
    display: str


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """What reading a file gave; by which content, and by which answers about the files around it."""

    job: Job
    outcome: Outcome
    content: str  # in short; empty if the file could not be read
    asked: dict[Question, Answer]


@dataclass(frozen=True, slots=True)
class Means:
    """What a run may use: a folder for what runs find out, and so many processes.

    What it sees of the disk goes to ``recording``, and whether a run that sees the same says the same.
    """

    cache_folder: str | None = None
    jobs: int = 1
    recording: Recording | None = None


NO_MEANS = Means()


class WorkerLost(Exception):
    """A process that was reading files ended before its work was done."""


MAX_JOBS = 64
"""No settings start more processes than that: one process has to feed them all."""


def useful_jobs() -> int:
    """How many processes can work at once, of all the processors that we are allowed to use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def done(job: Job, reader: Reader) -> JobOutcome:
    """Read the file of a job."""
    try:
        data = reader.programs.contents.read(job.path)
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        return JobOutcome(job, Outcome(failures=[Failure(job.display, message)]), "", {})
    outcome = reader.read(data, job.display, job.path)
    asked = reader.programs.questions.asked
    reader.programs.questions.begin()
    return JobOutcome(job, outcome, digest(data), asked)


class Work(Protocol):
    """Jobs that are being done."""

    def read(self, job: Job) -> None:
        """Add a job."""

    def done(self) -> list[JobOutcome]:
        """What has come since it was asked last."""

    def finished(self) -> list[JobOutcome]:
        """The same, once all jobs are done."""


class Jobs(Protocol):
    """A way to do jobs."""

    @contextmanager
    def at_work(self, reader: Reader) -> Iterator[Work]:
        """Be ready to do what ``reader`` would."""


@dataclass(slots=True)
class _OneByOne:
    """Does each job at once."""

    _reader: Reader
    _done: list[JobOutcome] = field(default_factory=list)

    def read(self, job: Job) -> None:
        self._done.append(done(job, self._reader))

    def done(self) -> list[JobOutcome]:
        came, self._done = self._done, []
        return came

    def finished(self) -> list[JobOutcome]:
        return self.done()


class _Alone:
    """Does all jobs in this process."""

    @contextmanager
    def at_work(self, reader: Reader) -> Iterator[Work]:
        yield _OneByOne(reader)


ALONE = _Alone()
