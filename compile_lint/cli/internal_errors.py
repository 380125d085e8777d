"""What is said where the program itself fails: what to report, and a traceback for those who ask."""
# ruff: noqa: PLC0415 - most runs do not fail

from __future__ import annotations

from collections.abc import Iterable

import click

from compile_lint import __version__
from compile_lint.cli.output import printable
from compile_lint.process import FAILED, say

_ASKED = f"{__name__}.asked"


def _remember(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001
    ctx.meta[_ASKED] = value


show_traceback_option = click.option(
    "--show-traceback",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_remember,
    help="Where the program itself fails, print the traceback that a report of the fault needs.",
)


def show_tracebacks(tracebacks: Iterable[str]) -> None:
    """Print the tracebacks of faults on standard error, if somebody has asked for them."""
    if click.get_current_context().meta.get(_ASKED):
        for text in tracebacks:
            say("\n".join(map(printable, text.splitlines())))


class InternalError(click.ClickException):
    """The program failed, and not on one file alone."""

    exit_code = FAILED

    def __init__(self, error: Exception) -> None:
        import platform

        from compile_lint.run.faults import account_of_fault, traceback_of

        system = f"Python {platform.python_version()} on {platform.system()}"
        super().__init__(
            f"compile-lint {__version__} failed ({system}): {printable(account_of_fault(error))}; "
            "report this message, with what `--show-traceback` prints"
        )
        show_tracebacks([traceback_of(error)])
