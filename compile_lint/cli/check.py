"""``compile-lint check``: report contradictions."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from compile_lint.cli.given_settings import settings_errors
from compile_lint.cli.output import CLEAN, FOUND, complain, exit_status, write
from compile_lint.cli.report_formats import (
    Destination,
    default_format,
    destinations,
    output_format_option,
    write_report,
)
from compile_lint.cli.selection_options import SelectionOptions, takes_selection
from compile_lint.cli.source_options import STDIN, SourceOptions, takes_source
from compile_lint.reporters import FORMATS

if TYPE_CHECKING:
    from compile_lint.report import Report


@click.command(name="check")
@takes_source
@takes_selection
@output_format_option
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False),
    help="A file of known findings, which pass.",
)
@click.option(
    "--write-baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write all findings there as the baseline, and report none.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
def command(
    source: SourceOptions,
    selection: SelectionOptions,
    output_formats: tuple[Destination, ...],
    baseline: str | None,
    write_baseline: Path | None,
    exit_zero: bool,
) -> None:
    """Report contradictions in the compile calls of files and folders.

    PATHS are .py, .ipynb, .md and .rst files and folders (default: the current folder), or `-` for standard
    input.
    """
    from compile_lint.run import check_paths, check_source

    if write_baseline is not None and source.is_stdin:
        raise click.UsageError("`--write-baseline` needs files, not `-`")
    with settings_errors():
        lookup = source.lookup({**selection.settings, "baseline": baseline})
        places = destinations(output_formats or default_format(lookup.here()), source.output_file)
        with_calls = any(FORMATS[place.format].shows_calls for place in places)
        if source.is_stdin:
            name = source.stdin_filename or STDIN
            report = check_source(source.read_stdin(), name, lookup, with_calls=with_calls)
        else:
            paths = source.paths or (".",)
            uses_baseline = write_baseline is None
            report = check_paths(paths, lookup, with_calls=with_calls, uses_baseline=uses_baseline)
    if write_baseline is not None:
        raise SystemExit(_write_baseline(report, write_baseline))
    write_report(report, places, source)
    complain(report.failures)
    status = exit_status(report.findings, report.failures)
    raise SystemExit(CLEAN if exit_zero and status == FOUND else status)


def _write_baseline(report: Report, file: Path) -> int:
    """Write what was found as known, and return the exit status."""
    from compile_lint.baseline import write_baseline
    from compile_lint.reporters.totals import counted

    try:
        written = write_baseline(file, report.findings)
    except OSError as error:
        raise click.UsageError(f"cannot write `{file}`: {error.strerror}") from error
    write(f"Wrote {counted(written, 'known problem')} to `{file}`.\n")
    complain(report.failures)
    status = exit_status(report.findings, report.failures)
    return CLEAN if status == FOUND else status
