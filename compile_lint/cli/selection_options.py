"""Which findings a command reports: options on rules, severity and certainty."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

import click

from compile_lint.cli.option_groups import takes
from compile_lint.records import dataclass


@dataclass(frozen=True, slots=True)
class SelectionOptions:
    """The options that ``takes_selection`` adds to a command."""

    select: tuple[str, ...]
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    min_certainty: str | None
    min_severity: str | None
    no_suppressions: bool

    @property
    def settings(self) -> dict[str, object]:
        """What is given, by setting; None for what is not."""
        from compile_lint.settings import split_at_commas

        return {
            "select": [*split_at_commas(self.select)] or None,
            "extend_select": [*split_at_commas(self.extend_select)] or None,
            "ignore": [*split_at_commas(self.ignore)] or None,
            "min_certainty": self.min_certainty,
            "min_severity": self.min_severity,
            "suppressions": False if self.no_suppressions else None,
        }


takes_selection = takes(
    "selection",
    SelectionOptions,
    click.option("--select", multiple=True, metavar="CODES", help="Codes, prefixes (CL3), names, or ALL."),
    click.option("--extend-select", multiple=True, metavar="CODES", help="Rules to turn on besides."),
    click.option("--ignore", multiple=True, metavar="CODES", help="Codes, prefixes or names to leave out."),
    click.option(
        "--min-certainty",
        type=click.Choice(["certain", "possible"]),
        help="Report nothing less sure.  [default: certain]",
    ),
    click.option(
        "--min-severity",
        type=click.Choice(["info", "warning", "error"]),
        help="Report nothing milder.  [default: warning; info for what is selected by name or by ALL]",
    ),
    click.option("--no-suppressions", is_flag=True, help="Report what comments suppress as well."),
)
