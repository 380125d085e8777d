"""``compile-lint explain``: the page of one rule."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

import click

from compile_lint.cli.given_settings import SETTINGS_OPTIONS, rules_of, settings_errors
from compile_lint.cli.output import write


@click.command(name="explain")
@SETTINGS_OPTIONS[0]
@SETTINGS_OPTIONS[1]
@click.argument("rule", metavar="CODE|NAME")
def command(rule: str, config: tuple[str, ...], isolated: bool) -> None:
    """Explain one rule, with a bad and a good example."""
    from compile_lint.reporters import rule_pages
    from compile_lint.rules.selection import resolve_rule

    with settings_errors():
        found = resolve_rule(rule, rules_of(config, is_isolated=isolated))
    write(rule_pages.render_page(found))
