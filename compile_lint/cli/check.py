"""``compile-lint check``: report contradictions."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

import click

from compile_lint.cli.output import CLEAN, FOUND, complain, exit_status
from compile_lint.cli.report_formats import Destination, destinations, output_format_option, write_report
from compile_lint.cli.source_options import STDIN, SourceOptions, takes_source
from compile_lint.reporters import FORMATS


@click.command(name="check")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@output_format_option
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
@takes_source
def command(
    source: SourceOptions,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    min_certainty: str,
    min_severity: str | None,
    output_formats: tuple[Destination, ...],
    exit_zero: bool,
) -> None:
    """Report contradictions in the compile calls of files and folders.

    PATHS are .py, .ipynb, .md and .rst files and folders (default: the current folder), or `-` for standard
    input.
    """
    from compile_lint.findings import Certainty, Severity
    from compile_lint.run import check_paths, check_source
    from compile_lint.settings import Settings, SettingsError, extensions_of, split_at_commas

    places = destinations(output_formats, source.output_file)
    with_calls = any(FORMATS[place.format].shows_calls for place in places)
    try:
        settings = Settings(
            select=split_at_commas(select),
            ignore=split_at_commas(ignore),
            min_certainty=Certainty(min_certainty),
            min_severity=None if min_severity is None else Severity(min_severity),
            exclude=source.exclude,
            respect_gitignore=source.respect_gitignore,
            extensions=extensions_of(source.extension),
            target=source.target,
            backend=source.backend,
        )
        if source.is_stdin:
            name = source.stdin_filename or STDIN
            report = check_source(source.read_stdin(), name, settings, with_calls=with_calls)
        else:
            report = check_paths(source.paths or (".",), settings, with_calls=with_calls)
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    write_report(report, places, source)
    complain(report.failures)
    status = exit_status(report.findings, report.failures)
    raise SystemExit(CLEAN if exit_zero and status == FOUND else status)
