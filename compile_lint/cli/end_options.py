"""When a command ends, and with which status."""

from __future__ import annotations

import click

from compile_lint.cli.option_groups import takes
from compile_lint.cli.output import CLEAN, FOUND
from compile_lint.records import dataclass


@dataclass(frozen=True, slots=True)
class EndOptions:
    """The options that ``takes_end`` adds to a command."""

    is_watching: bool
    exit_zero: bool

    def status(self, status: int) -> int:
        """The exit status where the run itself would end with another."""
        return CLEAN if self.exit_zero and status == FOUND else status


takes_end = takes(
    "end",
    EndOptions,
    click.option(
        "--watch", "is_watching", is_flag=True, help="Check again whenever a file changes, until Ctrl-C."
    ),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings."),
)
