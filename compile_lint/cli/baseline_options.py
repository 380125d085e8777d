"""``--baseline`` and ``--write-baseline``: findings that are known."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compile_lint.cli.option_groups import takes
from compile_lint.cli.output import CLEAN, FOUND, complain, exit_status, write

if TYPE_CHECKING:
    from compile_lint.report import Report


@dataclass(frozen=True, slots=True)
class BaselineOptions:
    """The options that ``takes_baseline`` adds to a command."""

    baseline: str | None
    write_baseline: Path | None

    def write(self, report: Report) -> int:
        """Write what was found as known, and return the exit status."""
        from compile_lint.baseline import write_baseline
        from compile_lint.reporters.totals import counted

        file = self.write_baseline
        assert file is not None, "somebody asked for it"
        try:
            written = write_baseline(file, report.findings)
        except OSError as error:
            raise click.UsageError(f"cannot write `{file}`: {error.strerror}") from error
        write(f"Wrote {counted(written, 'known problem')} to `{file}`.\n")
        complain(report.failures)
        status = exit_status(report.findings, report.failures)
        return CLEAN if status == FOUND else status


takes_baseline = takes(
    "known",
    BaselineOptions,
    click.option("--baseline", type=click.Path(dir_okay=False), help="A file of known findings, which pass."),
    click.option(
        "--write-baseline",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Write all findings there as the baseline, and report none.",
    ),
)
