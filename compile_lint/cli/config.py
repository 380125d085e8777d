"""``compile-lint config``: the settings in force."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

from pathlib import Path

import click

from compile_lint.cli.given_settings import SETTINGS_OPTIONS, lookup_of, settings_errors
from compile_lint.cli.output import write


@click.command(name="config")
@click.option("--schema", is_flag=True, help="Print the JSON schema of settings files instead.")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@SETTINGS_OPTIONS[0]
@SETTINGS_OPTIONS[1]
@click.argument("path", default=".", metavar="[PATH]")
def command(path: str, config: tuple[str, ...], isolated: bool, output_format: str, schema: bool) -> None:
    """Show the settings in force for a file or folder, and where each comes from.

    PATH need not exist (default: the current folder).
    """
    from compile_lint.plugin_rules import load_rules
    from compile_lint.reporters import settings_pages
    from compile_lint.rules.policy import Policies
    from compile_lint.settings import SettingsLookup
    from compile_lint.settings.schema import schema_text

    if schema:
        write(schema_text())
        return
    with settings_errors():
        lookup = lookup_of(config, {}, is_isolated=isolated)
        settings = lookup.of_folder(path) if Path(path).is_dir() else lookup.of_file(path)
        rules = load_rules(lookup.here().plugins)
        Policies(SettingsLookup.fixed(settings), rules)  # settings that name no rule are none
    render = settings_pages.render_json if output_format == "json" else settings_pages.render_text
    write(render(settings, path))
