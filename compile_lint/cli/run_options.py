"""How a run gets its work done: ``--no-cache``, ``--cache-dir`` and ``--jobs``."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from compile_lint.cli.option_groups import takes
from compile_lint.records import dataclass

if TYPE_CHECKING:
    from compile_lint.replay.call import Call
    from compile_lint.run.jobs import Means
    from compile_lint.settings import Settings

AUTO = "auto"


def _number(ctx: click.Context, param: click.Parameter, text: str | None) -> int | None:
    """A number of processes; ``auto`` and 0 leave it to the machine."""
    if text is None or text.isdecimal():
        return None if text is None else int(text)
    if text != AUTO:
        raise click.BadParameter(f"`{text}` is neither a whole number nor `{AUTO}`", ctx, param)
    return 0


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The options that ``takes_run`` adds to a command."""

    no_cache: bool
    cache_dir: str | None
    jobs: int | None

    def __post_init__(self) -> None:
        if self.no_cache and self.cache_dir is not None:
            raise click.UsageError("`--no-cache` and `--cache-dir` contradict each other")

    @property
    def settings(self) -> Mapping[str, object]:
        """The settings that they give, by field; None where an option was not given."""
        return {"cache_dir": self.cache_dir, "jobs": self.jobs or None}

    def means(self, settings: Settings, call: Call | None = None) -> Means:
        """What the run may use, by these options and the settings; ``call`` is how the command was called.

        Raises ``SettingsError`` as ``run.caching.cache_folder`` does.
        """
        from compile_lint.run.caching import cache_folder
        from compile_lint.run.jobs import MAX_JOBS, Means, useful_jobs

        folder = None if self.no_cache else cache_folder(settings)
        chosen = None if self.jobs == 0 else settings.jobs
        jobs = useful_jobs() if chosen is None else min(chosen, MAX_JOBS)
        if call is None or folder is None or os.path.abspath(folder) != call.folder:
            return Means(folder, jobs)
        from compile_lint.replay.recording import Recording

        return Means(folder, jobs, Recording(call))


takes_run = takes(
    "run",
    RunOptions,
    click.option("--no-cache", is_flag=True, help="Neither use nor keep what runs find out."),
    click.option(
        "--cache-dir",
        metavar="DIR",
        help="Keep what runs find out there.  [default: .compile_lint_cache in the project]",
    ),
    click.option(
        "--jobs",
        "-j",
        callback=_number,
        metavar="N|auto",
        help="How many processes may work at once.  [default: auto]",
    ),
)


class LostWorker(click.ClickException):
    """A process that was reading files is gone; how the command is called has nothing to do with it."""

    exit_code = 2


@contextmanager
def worker_errors() -> Iterator[None]:
    """Let the loss of a process end the command, with a message that says how it ended."""
    from compile_lint.run.jobs import WorkerLost

    try:
        yield
    except WorkerLost as error:
        raise LostWorker(str(error)) from error
