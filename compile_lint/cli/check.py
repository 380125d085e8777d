"""``compile-lint check``: report contradictions."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from compile_lint.cli.end_options import EndOptions, takes_end
from compile_lint.cli.fix_options import FixOptions, check_and_fix, show_fixing, status_of_fixing, takes_fixes
from compile_lint.cli.given_settings import settings_errors
from compile_lint.cli.internal_errors import show_traceback_option, show_tracebacks
from compile_lint.cli.output import complain, exit_status, write
from compile_lint.cli.progress import Progress, progress
from compile_lint.cli.report_formats import (
    Destination,
    default_format,
    destinations,
    output_format_option,
    write_report,
    write_statistics,
)
from compile_lint.cli.run_options import RunOptions, takes_run, worker_errors
from compile_lint.cli.selection_options import SelectionOptions, takes_selection
from compile_lint.cli.shown_options import ShownOptions, takes_shown
from compile_lint.cli.silencing_options import SilencingOptions, takes_silencing
from compile_lint.cli.source_options import STDIN, SourceOptions, takes_source
from compile_lint.cli.watch import run_again
from compile_lint.collector import collector_of_ours
from compile_lint.process import say
from compile_lint.reporters import FORMATS

if TYPE_CHECKING:
    from compile_lint.report import Report
    from compile_lint.run.jobs import Means
    from compile_lint.settings import SettingsLookup
    from compile_lint.sources.contents import Contents


@click.command(name="check")
@takes_source
@takes_selection
@takes_fixes
@output_format_option
@takes_silencing
@takes_shown
@takes_run
@takes_end
@show_traceback_option
def command(  # noqa: PLR0913, PLR0917 - a group of options each
    source: SourceOptions,
    selection: SelectionOptions,
    fixing: FixOptions,
    output_formats: tuple[Destination, ...],
    silencing: SilencingOptions,
    shown: ShownOptions,
    run: RunOptions,
    end: EndOptions,
) -> None:
    """Report contradictions in the compile calls of files and folders.

    PATHS are .py, .ipynb, .md and .rst files and folders (default: the current folder), or `-` for standard
    input.
    """
    if end.is_watching:
        run_again(click.get_current_context())
    if silencing.is_asked_for and source.is_stdin:
        raise click.UsageError(f"`{silencing.option}` needs files, not `-`")
    if silencing.is_asked_for and fixing.is_asked_for:
        raise click.UsageError(f"`{silencing.option}` writes down what is there: mend in a run of its own")
    watching = progress(is_quiet=shown.quiet, is_verbose=shown.verbose)
    with settings_errors(), worker_errors(), collector_of_ours(), watching as watch:
        lookup = source.lookup({**selection.settings, **run.settings, "baseline": silencing.baseline})
        if shown.show_files:
            raise SystemExit(_show_files(source, lookup))
        places = destinations(output_formats or default_format(lookup.here()), source.output_file)
        with_calls = any(FORMATS[place.format].shows_calls for place in places)
        only_reports = not (fixing.is_asked_for or silencing.is_asked_for)
        means = run.means(lookup.here(), click.get_current_context().obj if only_reports else None)
        if fixing.is_asked_for:
            fixed = check_and_fix(source, lookup, fixing, means, with_calls=with_calls, watch=watch)
            report = fixed.report
        else:
            contents = silencing.contents()
            report = _report(source, lookup, means, contents, silencing, watch, with_calls=with_calls)
    if fixing.is_asked_for:
        show_fixing(fixed, source, fixing)
        if not fixing.has_report:
            raise SystemExit(end.status(status_of_fixing(fixed, fixing)))
    if silencing.is_asked_for:
        raise SystemExit(silencing.silence(report, contents, source.paths or (".",)))
    if shown.statistics:
        said = write_statistics(report, places)
    else:
        to_stderr = source.is_stdin and fixing.fix
        said = write_report(report, places, source, with_total=not shown.quiet, to_stderr=to_stderr)
    complain(report.failures)
    show_tracebacks(report.tracebacks)
    if shown.verbose:
        for remark in report.remarks:
            say(f"compile-lint: {remark}")
        say(f"compile-lint: took {watch.seconds:.2f} s")
    status = end.status(exit_status(report.findings, report.failures))
    if means.recording is not None and not shown.verbose and all(place.file is None for place in places):
        means.recording.keep(said, status)
    raise SystemExit(status)


def _report(
    source: SourceOptions,
    lookup: SettingsLookup,
    means: Means,
    contents: Contents,
    silencing: SilencingOptions,
    watch: Progress,
    *,
    with_calls: bool,
) -> Report:
    from compile_lint.run import check_paths, check_source

    if source.is_stdin:
        name = source.stdin_filename or STDIN
        return check_source(source.read_stdin(), name, lookup, with_calls=with_calls)
    return check_paths(
        source.paths or (".",),
        lookup,
        with_calls=with_calls,
        uses_baseline=silencing.write_baseline is None,
        watch=watch,
        contents=contents,
        means=means,
    )


def _show_files(source: SourceOptions, lookup: SettingsLookup) -> int:
    """Print the files that a run would look at, and return the exit status."""
    from compile_lint.discovery import Found, discover
    from compile_lint.reporters.display import as_line

    if source.is_stdin:
        raise click.UsageError("`--show-files` needs files, not `-`")
    found = [*discover(source.paths or (".",), lookup)]
    write("".join(f"{as_line(one.display)}\n" for one in found if isinstance(one, Found)), source.output_file)
    failures = tuple(one for one in found if not isinstance(one, Found))
    complain(failures)
    return exit_status((), failures)
