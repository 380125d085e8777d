"""The commands: ``check``, ``inspect``, ``explain`` and ``rules``.

Exit status: 0 nothing found, 1 findings, 2 usage errors, unusable settings or paths, internal errors.
What a command needs is imported when it runs, so that ``--version`` and ``--help`` stay quick.
"""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from compile_lint import __version__

if TYPE_CHECKING:
    from compile_lint.findings import Failure, Finding, Report
    from compile_lint.inspection import Inspection
    from compile_lint.reporters.colors import Painter

CLEAN, FOUND, FAILED = 0, 1, 2
STDIN = "-"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="compile-lint", message="%(prog)s %(version)s")
def main() -> None:
    """Find contradictions in Keras `model.compile(...)` set-ups."""


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """What every command that reads source takes: what to read, and where the output goes."""

    paths: tuple[str, ...]
    stdin_filename: str | None
    exclude: tuple[str, ...]
    extension: tuple[str, ...]
    respect_gitignore: bool
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

    @property
    def painter(self) -> Painter:
        """Decide on colour: the option, then ``NO_COLOR`` and ``FORCE_COLOR``, then whether anybody looks."""
        from compile_lint.reporters.colors import Painter

        if self.color != "auto":
            return Painter(self.color == "always")
        if os.environ.get("NO_COLOR"):
            return Painter(False)
        if os.environ.get("FORCE_COLOR"):
            return Painter(True)
        is_watched = self.output_file is None and sys.stdout.isatty()
        return Painter(is_watched and os.environ.get("TERM") != "dumb")


def _takes_source(command: Callable[..., None]) -> Callable[..., None]:
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


@main.command()
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option(
    "--output-format", type=click.Choice(["text", "concise", "json"]), default="text", show_default=True
)
@click.option(
    "--min-severity",
    type=click.Choice(["info", "warning", "error"]),
    help="Report nothing milder.  [default: warning; info for what is selected by name or by ALL]",
)
@click.option(
    "--min-certainty", type=click.Choice(["certain", "possible"]), default="certain", show_default=True
)
@click.option("--ignore", multiple=True, metavar="CODES", help="Codes, prefixes or names to leave out.")
@click.option("--select", multiple=True, metavar="CODES", help="Codes, prefixes (CL3), names, or ALL.")
@_takes_source
def check(
    source: SourceOptions,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    min_certainty: str,
    min_severity: str | None,
    output_format: str,
    exit_zero: bool,
) -> None:
    """Report contradictions in the compile calls of files and folders.

    PATHS are .py, .ipynb, .md and .rst files and folders (default: the current folder), or `-` for standard
    input.
    """
    from compile_lint.findings import Certainty, Severity
    from compile_lint.run import check_paths, check_source
    from compile_lint.settings import Settings, SettingsError, extensions_of, split_at_commas

    try:
        settings = Settings(
            select=split_at_commas(select),
            ignore=split_at_commas(ignore),
            min_certainty=Certainty(min_certainty),
            min_severity=None if min_severity is None else Severity(min_severity),
            exclude=source.exclude,
            respect_gitignore=source.respect_gitignore,
            extensions=extensions_of(source.extension),
        )
        if source.is_stdin:
            report = check_source(_read_stdin(), source.stdin_filename or STDIN, settings)
        else:
            report = check_paths(source.paths or (".",), settings)
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    _write(_render_report(report, output_format, source.painter), source.output_file)
    _complain(report.failures)
    status = _status(report.findings, report.failures)
    raise SystemExit(CLEAN if exit_zero and status == FOUND else status)


@main.command()
@click.option("--statistics", is_flag=True, help="Print only how many calls are understood, and why not all.")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_takes_source
def inspect(
    source: SourceOptions,
    output_format: str,
    statistics: bool,
) -> None:
    """Show each compile call as understood: outputs, loss, labels and metrics, and what is not known.

    PATHS are as for `check`.
    """
    from compile_lint.findings import Failure
    from compile_lint.run import inspect_paths, inspect_source
    from compile_lint.settings import Settings, SettingsError, extensions_of

    try:
        settings = Settings(
            exclude=source.exclude,
            respect_gitignore=source.respect_gitignore,
            extensions=extensions_of(source.extension),
        )
        if source.is_stdin:
            inspection = inspect_source(_read_stdin(), source.stdin_filename or STDIN)
        else:
            inspection = inspect_paths(source.paths or (".",), settings)
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    text = _render_inspection(inspection, output_format, statistics, source.painter)
    _write(text, source.output_file)
    _complain(inspection.failures)
    _complain(Failure(str(finding.span), finding.message) for finding in inspection.findings)
    raise SystemExit(_status(inspection.findings, inspection.failures))


@main.command()
@click.argument("rule", metavar="CODE|NAME")
def explain(rule: str) -> None:
    """Explain one rule, with a bad and a good example."""
    from compile_lint.reporters import rule_pages
    from compile_lint.rules import RULES
    from compile_lint.rules.selection import resolve_rule
    from compile_lint.settings import SettingsError

    try:
        found = resolve_rule(rule, RULES)
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    _write(rule_pages.render_page(found), None)


@main.command()
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def rules(output_format: str) -> None:
    """List all rules."""
    from compile_lint.reporters import rule_pages
    from compile_lint.rules import RULES

    render = rule_pages.render_json if output_format == "json" else rule_pages.render_table
    _write(render(RULES), None)


def _read_stdin() -> bytes:
    return sys.stdin.buffer.read()


def _render_report(report: Report, output_format: str, painter: Painter) -> str:
    if output_format == "json":
        from compile_lint.reporters import json_report

        return json_report.render(report)
    if output_format == "concise":
        from compile_lint.reporters import concise

        return concise.render(report, painter)
    from compile_lint.reporters import text

    return text.render(report, painter)


def _render_inspection(inspection: Inspection, output_format: str, statistics: bool, painter: Painter) -> str:
    from compile_lint.reporters import inspect_json, inspect_text

    if output_format == "json":
        return inspect_json.render(inspection)
    if statistics:
        return inspect_text.render_statistics(inspection)
    return inspect_text.render(inspection, painter)


def _write(text: str, output_file: Path | None) -> None:
    """Write bytes, so that a terminal or pipe that is not UTF-8 gets escapes and not an exception."""
    if output_file is None:
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        click.echo(text.encode(encoding, "backslashreplace"), nl=False)
        return
    try:
        output_file.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise click.UsageError(f"cannot write `{output_file}`: {error.strerror}") from error


def _complain(failures: Iterable[Failure]) -> None:
    from compile_lint.reporters.display import escaped

    for failure in failures:
        click.echo(f"compile-lint: {escaped(failure.path)}: {escaped(failure.message)}", err=True)


def _status(findings: tuple[Finding, ...], failures: tuple[Failure, ...]) -> int:
    from compile_lint.run import INTERNAL_ERROR

    if failures or any(finding.code == INTERNAL_ERROR for finding in findings):
        return FAILED
    return FOUND if findings else CLEAN
