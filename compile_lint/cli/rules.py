"""``compile-lint rules``: the list of all rules."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

import click

from compile_lint.cli.output import write


@click.command(name="rules")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(output_format: str) -> None:
    """List all rules."""
    from compile_lint.reporters import rule_pages
    from compile_lint.rules import RULES

    render = rule_pages.render_json if output_format == "json" else rule_pages.render_table
    write(render(RULES))
