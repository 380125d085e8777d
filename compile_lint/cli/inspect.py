"""``compile-lint inspect``: show how compile calls were understood."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from compile_lint.cli.given_settings import settings_errors
from compile_lint.cli.internal_errors import show_traceback_option, show_tracebacks
from compile_lint.cli.output import complain, exit_status, write
from compile_lint.cli.progress import progress
from compile_lint.cli.source_options import STDIN, SourceOptions, takes_source
from compile_lint.collector import collector_of_ours

if TYPE_CHECKING:
    from compile_lint.inspection import Inspection
    from compile_lint.reporters.colors import Painter


@click.command(name="inspect")
@takes_source
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--statistics", is_flag=True, help="Print only how many calls are understood, and why not all.")
@show_traceback_option
def command(
    source: SourceOptions,
    output_format: str,
    statistics: bool,
) -> None:
    """Show each compile call as understood: outputs, loss, labels and metrics, and what is not known.

    PATHS are as for `check`.
    """
    from compile_lint.findings import Failure
    from compile_lint.run import inspect_paths, inspect_source

    with settings_errors(), collector_of_ours(), progress(is_quiet=False, is_verbose=False) as watch:
        lookup = source.lookup()
        if source.is_stdin:
            inspection = inspect_source(source.read_stdin(), source.stdin_filename or STDIN, lookup)
        else:
            inspection = inspect_paths(source.paths or (".",), lookup, watch=watch)
    text = _render(inspection, output_format, statistics, source.painter(source.output_file))
    write(text, source.output_file)
    complain(inspection.failures)
    show_tracebacks(inspection.tracebacks)
    complain(Failure(str(finding.span), finding.message) for finding in inspection.findings)
    raise SystemExit(exit_status(inspection.findings, inspection.failures))


def _render(inspection: Inspection, output_format: str, statistics: bool, painter: Painter) -> str:
    from compile_lint.reporters import inspect_json, inspect_text

    if output_format == "json":
        return inspect_json.render(inspection)
    if statistics:
        return inspect_text.render_statistics(inspection)
    return inspect_text.render(inspection, painter)
