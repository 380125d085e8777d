"""What every command that reads source takes: what to read, and where the output goes."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from compile_lint.cli.given_settings import SETTINGS_OPTIONS, lookup_of
from compile_lint.cli.option_groups import takes
from compile_lint.cli.output import is_terminal
from compile_lint.records import dataclass

if TYPE_CHECKING:
    from compile_lint.reporters.colors import Painter
    from compile_lint.settings import SettingsLookup

STDIN = "-"
NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """The options that ``takes_source`` adds to a command."""

    paths: tuple[str, ...]
    stdin_filename: str | None
    config: tuple[str, ...]
    isolated: bool
    exclude: tuple[str, ...]
    extension: tuple[str, ...]
    respect_gitignore: bool | None
    force_exclude: bool | None
    target: str | None
    backend: str | None
    output_file: Path | None
    color: str

    def __post_init__(self) -> None:
        if STDIN in self.paths and len(self.paths) > 1:
            raise click.UsageError("`-` cannot be combined with other paths")
        if self.stdin_filename is not None and not self.is_stdin:
            raise click.UsageError("`--stdin-filename` needs `-` as the only path")

    @property
    def is_stdin(self) -> bool:
        return self.paths == (STDIN,)

    def read_stdin(self) -> bytes:
        """Read the source that `-` stands for. Raises ``click.UsageError`` if there is none to be had."""
        if sys.stdin is None:
            raise click.UsageError("`-` reads standard input, which is closed")
        try:
            return sys.stdin.buffer.read()
        except OSError as error:
            raise click.UsageError(f"standard input cannot be read: {error.strerror or error}") from error

    def lookup(self, more: Mapping[str, object] = NOTHING) -> SettingsLookup:
        """Lay the options over the settings files; ``more`` are others, by setting, None where not given.

        Raises ``SettingsError`` and ``click.UsageError``.
        """
        from compile_lint.settings import extensions_of

        given = {
            "exclude": [*self.exclude] or None,
            "extensions": [*extensions_of(self.extension)] or None,
            "respect_gitignore": self.respect_gitignore,
            "force_exclude": self.force_exclude,
            "target": self.target,
            "backend": self.backend,
        }
        return lookup_of(self.config, {**given, **more}, is_isolated=self.isolated)

    def painter(self, file: Path | None, *, to_stderr: bool = False) -> Painter:
        """Decide on colour: the option, then ``NO_COLOR`` and ``FORCE_COLOR``, then whether anybody looks."""
        from compile_lint.reporters.colors import Painter

        if self.color != "auto":
            return Painter(self.color == "always")
        if os.environ.get("NO_COLOR"):
            return Painter(False)
        if os.environ.get("FORCE_COLOR"):
            return Painter(True)
        is_watched = file is None and is_terminal(sys.stderr if to_stderr else sys.stdout)
        return Painter(is_watched and os.environ.get("TERM") != "dumb")


takes_source = takes(
    "source",
    SourceOptions,
    click.argument("paths", nargs=-1, metavar="[PATHS]..."),
    click.option("--stdin-filename", metavar="NAME", help="What to call the source read with `-`."),
    click.option(
        "--extension",
        multiple=True,
        metavar="md,rst",
        help="Also look for Markdown and reStructuredText files, and read the Python code in them.",
    ),
    click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out; may be repeated."),
    click.option(
        "--respect-gitignore/--no-respect-gitignore",
        default=None,
        help="Leave out what .gitignore files leave out.  [default: yes]",
    ),
    click.option(
        "--force-exclude/--no-force-exclude",
        default=None,
        help="Leave out what is excluded even where it is named.  [default: no]",
    ),
    click.option(
        "--target",
        type=click.Choice(["auto", "keras3", "tf_keras"]),
        help="Which Keras to judge by; auto reads imports and the project's requirements.  [default: auto]",
    ),
    click.option(
        "--backend",
        type=click.Choice(["auto", "tensorflow", "jax", "torch"]),
        help="What Keras 3 computes with; auto looks where --target does.  [default: auto]",
    ),
    *SETTINGS_OPTIONS,
    click.option(
        "--output-file",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write there instead of to standard output.",
    ),
    click.option(
        "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True
    ),
)
