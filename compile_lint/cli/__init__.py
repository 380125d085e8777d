"""The commands, one a module, each loaded when it is used; so ``--version`` and ``--help`` stay quick.

Exit status: 0 nothing found, 1 findings, 2 usage errors, unusable settings or paths, internal errors,
130 interrupted.
"""

from __future__ import annotations

import click

from compile_lint import __version__
from compile_lint.cli.loading import CommandsOnDemand

__all__ = ["main"]

INTERRUPTED = 130
COMMANDS = {name: f"compile_lint.cli.{name}" for name in ("check", "config", "explain", "inspect", "rules")}


def _printable(text: str) -> str:
    """A message that says what a settings file or the name of a file holds, which may be anything."""
    from compile_lint.cli.output import printable  # noqa: PLC0415 - most runs say nothing

    return printable(text)


class _Program(click.Group):
    """A group that ends as other programs do when it is interrupted."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\ncompile-lint: interrupted", err=True)
            raise SystemExit(INTERRUPTED) from None
        except click.ClickException as error:
            vars(error)["message"] = _printable(error.message)  # click lets nobody assign to it
            raise
        except (click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            from compile_lint.cli.internal_errors import InternalError  # noqa: PLC0415 - most runs do not fail

            raise InternalError(error) from error


@click.group(
    cls=_Program,
    commands=CommandsOnDemand(COMMANDS),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="compile-lint", message="%(prog)s %(version)s")
def main() -> None:
    """Find contradictions in Keras `model.compile(...)` set-ups."""
