"""The commands, one a module, each loaded when it is used; so ``--version`` and ``--help`` stay quick.

Exit status: 0 nothing found, 1 findings, 2 usage errors, unusable settings or paths, internal errors, output
that cannot be written; 130 interrupted, 143 terminated, 141 nobody reads what is written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from compile_lint import __version__
from compile_lint.cli.loading import CommandsOnDemand
from compile_lint.process import OutputLost, end_if_told, ending_properly, is_from_click

__all__ = ["main"]

# What ``--help`` says of each command, without importing it: the first sentence of its own help.
SUMMARIES = {
    "check": "Report contradictions in the compile calls of files and folders.",
    "config": "Show the settings in force for a file or folder, and where each comes from.",
    "explain": "Explain one rule, with a bad and a good example.",
    "inspect": (
        "Show each compile call as understood: outputs, loss, labels and metrics, and what is not known."
    ),
    "rules": "List all rules, those of plugins as well.",
}
COMMANDS = {name: f"compile_lint.cli.{name}" for name in SUMMARIES}


class _Program(click.Group):
    """A group that ends as other programs do when it is interrupted, or nobody takes its output."""

    def main(self, *args: Any, **more: Any) -> Any:  # noqa: ANN401 - as click has it
        with ending_properly():  # what click itself complains of may find nobody either
            return super().main(*args, **more)

    def make_context(self, *args: Any, **more: Any) -> click.Context:  # noqa: ANN401
        with ending_properly():
            return super().make_context(*args, **more)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([*SUMMARIES.items()])

    def invoke(self, ctx: click.Context) -> object:
        with ending_properly(), _faults_told_of():
            if not _has_working_folder():
                raise click.UsageError("the working folder is gone or cannot be entered: change to another")
            return super().invoke(ctx)


@contextmanager
def _faults_told_of() -> Iterator[None]:
    """Let a fault of our own end the command with a message that asks for a report."""
    try:
        yield
    except click.ClickException as error:
        from compile_lint.cli.output import printable  # noqa: PLC0415 - most runs say nothing

        # It may say what a settings file or the name of a file holds; click lets nobody assign to it.
        vars(error)["message"] = printable(error.message)
        raise
    except (click.Abort, click.exceptions.Exit, OutputLost):
        raise
    except Exception as error:
        end_if_told()
        if is_from_click(error):
            raise
        from compile_lint.cli.internal_errors import InternalError  # noqa: PLC0415 - most runs do not fail

        raise InternalError(error) from error


def _has_working_folder() -> bool:
    try:
        return bool(os.getcwd())  # noqa: PTH109 - pathlib need not be there yet
    except OSError:
        return False


@click.group(
    cls=_Program,
    commands=CommandsOnDemand(COMMANDS),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="compile-lint", message="%(prog)s %(version)s")
def main() -> None:
    """Find contradictions in Keras `model.compile(...)` set-ups."""
