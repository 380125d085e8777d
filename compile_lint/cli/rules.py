"""``compile-lint rules``: the list of all rules."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

import click

from compile_lint.cli.given_settings import SETTINGS_OPTIONS, rules_of, settings_errors
from compile_lint.cli.output import write


@click.command(name="rules")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@SETTINGS_OPTIONS[0]
@SETTINGS_OPTIONS[1]
def command(output_format: str, config: tuple[str, ...], isolated: bool) -> None:
    """List all rules, those of plugins as well."""
    from compile_lint.reporters import rule_pages

    with settings_errors():
        known = rules_of(config, is_isolated=isolated)
    render = rule_pages.render_json if output_format == "json" else rule_pages.render_table
    write(render(known))
