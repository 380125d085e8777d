"""Settings that are given on the command line, and what becomes of those that mean nothing."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from compile_lint.rules.registry import Rule
    from compile_lint.settings import SettingsLookup

SETTINGS_OPTIONS = (
    click.option("--isolated", is_flag=True, help="Read no settings file."),
    click.option(
        "--config",
        multiple=True,
        metavar="FILE|KEY=VALUE",
        help="A settings file to use for everything, or one setting in TOML; may be repeated.",
    ),
)


class UnusableSettings(click.ClickException):
    """A settings file that cannot be used; how the command is called has nothing to do with it."""

    exit_code = 2


@contextmanager
def settings_errors() -> Iterator[None]:
    """Let settings that mean nothing end the command, with a message that says where they stand."""
    from compile_lint.settings import COMMAND_LINE, SettingsError

    try:
        yield
    except SettingsError as error:
        if error.place.startswith(COMMAND_LINE) or not error.place:
            raise click.UsageError(str(error)) from error
        raise UnusableSettings(str(error)) from error


def lookup_of(
    config: Sequence[str], options: Mapping[str, object], *, is_isolated: bool = False
) -> SettingsLookup:
    """Return the settings of every file under what the command line says.

    ``config`` holds the values of ``--config``, ``options`` other settings by their field, None where
    they were not given.

    Raises ``SettingsError`` for settings that mean nothing, ``click.UsageError`` for values of ``--config``.
    """
    from compile_lint.settings import COMMAND_LINE, SettingsLookup, key_of
    from compile_lint.settings.files import inline_layer
    from compile_lint.settings.layers import read_layer

    files, over = [], []
    for value in config:
        if Path(value).is_file():
            files.append(value)
            continue
        layer = inline_layer(value)
        if layer is None or "=" not in value:
            raise click.UsageError(
                f"`--config`: `{value}` is neither a file nor `key = value` in TOML, "
                'as in `min-severity = "error"`'
            )
        over.append(layer)
    if len(files) > 1:
        raise click.UsageError(f"`--config`: `{files[0]}` and `{files[1]}` cannot both hold for everything")
    if files and is_isolated:
        raise click.UsageError(f"`--isolated` reads no settings file, but `--config` names `{files[0]}`")
    given = {key_of(name): value for name, value in options.items() if value is not None}
    over.append(read_layer(given, "", COMMAND_LINE))
    return SettingsLookup(tuple(over), files[0] if files else None, is_isolated)


def rules_of(config: Sequence[str], *, is_isolated: bool = False) -> Sequence[Rule]:
    """Return all rules that there are under the settings of the working folder.

    Raises as ``lookup_of`` does, and ``SettingsError`` for a plugin that cannot be used.
    """
    from compile_lint.plugin_rules import load_rules

    return load_rules(lookup_of(config, {}, is_isolated=is_isolated).here().plugins)
