"""What a command shows beside the findings, or in place of them."""

from __future__ import annotations

import click

from compile_lint.cli.option_groups import takes
from compile_lint.records import dataclass


@dataclass(frozen=True, slots=True)
class ShownOptions:
    """The options that ``takes_shown`` adds to a command."""

    quiet: bool
    verbose: bool
    statistics: bool
    show_files: bool

    def __post_init__(self) -> None:
        if self.quiet and self.verbose:
            raise click.UsageError("`--quiet` and `--verbose` contradict each other")
        if self.statistics and self.show_files:
            raise click.UsageError("`--statistics` and `--show-files` cannot both be shown")


takes_shown = takes(
    "shown",
    ShownOptions,
    click.option("--quiet", "-q", is_flag=True, help="Print findings and failures, and nothing else."),
    click.option("--verbose", "-v", is_flag=True, help="Say which files are read, and how long it took."),
    click.option("--statistics", is_flag=True, help="Print how often each rule fired, not the findings."),
    click.option("--show-files", is_flag=True, help="Print the files that would be checked, and check none."),
)
