"""``--output-format FORMAT[=FILE]``: which formats a report is written in, and where each goes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compile_lint.cli.output import write
from compile_lint.process import say
from compile_lint.records import dataclass
from compile_lint.reporters import FORMATS, render

if TYPE_CHECKING:
    from compile_lint.cli.source_options import SourceOptions
    from compile_lint.report import Report
    from compile_lint.settings import Settings


@dataclass(frozen=True, slots=True)
class Destination:
    """One format, and the file that it goes to; None stands for standard output."""

    format: str
    file: Path | None = None


def _parse(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[Destination, ...]:
    parsed = []
    for value in values:
        name, equals, file = value.partition("=")
        if equals and not file:
            raise click.BadParameter(f"`{value}` names no file", ctx, param)
        chosen = click.Choice([*FORMATS]).convert(name, param, ctx)
        parsed.append(Destination(chosen, Path(file) if file else None))
    return tuple(parsed)


output_format_option = click.option(
    "--output-format",
    "output_formats",
    multiple=True,
    callback=_parse,
    shell_complete=lambda _ctx, _param, typed: [name for name in FORMATS if name.startswith(typed)],
    metavar=f"[{'|'.join(FORMATS)}][=FILE]",
    help="How findings look; may be repeated, where all but one go to files.  [default: text]",
)


def default_format(settings: Settings) -> tuple[Destination, ...]:
    """Return where a report goes by the settings; raises ``SettingsError`` for a format that there is not."""
    from compile_lint.settings import SettingsError, nearest  # noqa: PLC0415 - not for ``--help``

    if settings.output_format not in FORMATS:
        problem = f"`output-format`: there is no format `{settings.output_format}`"
        hint = nearest(settings.output_format, FORMATS)
        raise SettingsError(problem + hint, settings.place_of("output_format"))
    return (Destination(settings.output_format),)


def destinations(given: Sequence[Destination], output_file: Path | None) -> tuple[Destination, ...]:
    """Return where to write which format; ``--output-file`` is for the one that names no file itself.

    Raises ``click.UsageError`` if two formats go to the same place, or ``--output-file`` has no format.
    """
    chosen = tuple(given)
    if output_file is not None and all(one.file is not None for one in chosen):
        raise click.UsageError("every `--output-format` names its file: `--output-file` has nothing to write")
    placed = tuple(Destination(one.format, one.file or output_file) for one in chosen)
    for index, one in enumerate(placed):
        if one.file in [other.file for other in placed[:index]]:
            place = "standard output" if one.file is None else f"`{one.file}`"
            raise click.UsageError(
                f"two formats go to {place}: give one of them a file, as in `--output-format json=FILE`"
            )
    return placed


def write_report(
    report: Report,
    places: Sequence[Destination],
    source: SourceOptions,
    *,
    with_total: bool = True,
    to_stderr: bool = False,
) -> bytes:
    """Write a report in every format that was asked for, and return what went to standard output.

    ``to_stderr`` is for a run that has something else to write to standard output.
    """
    said = b""
    for place in places:
        painter = source.painter(place.file, to_stderr=to_stderr)
        text = render(report, place.format, painter, with_total=with_total)
        if to_stderr and place.file is None:
            say(text, end="")
        else:
            said += write(text, place.file, is_utf8=FORMATS[place.format].is_utf8)
    return said


def write_statistics(report: Report, places: Sequence[Destination]) -> bytes:
    """Write how often each rule fired, and return what went to standard output.

    Raises ``click.UsageError`` for formats that cannot show that.
    """
    from compile_lint.reporters import statistics  # noqa: PLC0415 - few ask for them

    said = b""
    for place in places:
        if place.format not in ("text", "concise", "json"):
            raise click.UsageError(f"`--statistics` has no format `{place.format}`; it has `text` and `json`")
        is_json = place.format == "json"
        said += write(
            statistics.render_json(report) if is_json else statistics.render_text(report), place.file
        )
    return said
