"""What every command that reads source takes: what to read, and where the output goes."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from compile_lint.reporters.colors import Painter

STDIN = "-"


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """The options that ``takes_source`` adds to a command."""

    paths: tuple[str, ...]
    stdin_filename: str | None
    exclude: tuple[str, ...]
    extension: tuple[str, ...]
    respect_gitignore: bool
    target: str
    backend: str
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
        """Read the source that `-` stands for."""
        return sys.stdin.buffer.read()

    def painter(self, file: Path | None) -> Painter:
        """Decide on colour: the option, then ``NO_COLOR`` and ``FORCE_COLOR``, then whether anybody looks."""
        from compile_lint.reporters.colors import Painter

        if self.color != "auto":
            return Painter(self.color == "always")
        if os.environ.get("NO_COLOR"):
            return Painter(False)
        if os.environ.get("FORCE_COLOR"):
            return Painter(True)
        is_watched = file is None and sys.stdout.isatty()
        return Painter(is_watched and os.environ.get("TERM") != "dumb")


def takes_source(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of ``SourceOptions``; the command gets them as its first argument."""

    @functools.wraps(command)
    def with_source(**given: Any) -> None:  # noqa: ANN401 - click passes options by name
        source = SourceOptions(**{option.name: given.pop(option.name) for option in fields(SourceOptions)})
        command(source, **given)

    decorated: Callable[..., None] = with_source
    for decorate in (
        click.option(
            "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True
        ),
        click.option(
            "--output-file",
            type=click.Path(dir_okay=False, path_type=Path),
            help="Write there instead of to standard output.",
        ),
        click.option(
            "--respect-gitignore/--no-respect-gitignore",
            default=True,
            show_default=True,
            help="Leave out what .gitignore files leave out.",
        ),
        click.option(
            "--backend",
            type=click.Choice(["auto", "tensorflow", "jax", "torch"]),
            default="auto",
            show_default=True,
            help="What Keras 3 computes with; auto looks where --target does.",
        ),
        click.option(
            "--target",
            type=click.Choice(["auto", "keras3", "tf_keras"]),
            default="auto",
            show_default=True,
            help="Which Keras to judge by; auto reads imports and the project's requirements.",
        ),
        click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out; may be repeated."),
        click.option(
            "--extension",
            multiple=True,
            metavar="md,rst",
            help="Also look for Markdown and reStructuredText files, and read the Python code in them.",
        ),
        click.option("--stdin-filename", metavar="NAME", help="What to call the source read with `-`."),
        click.argument("paths", nargs=-1, metavar="[PATHS]..."),
    ):
        decorated = decorate(decorated)
    return decorated
