"""compile-lint for other programs: typed functions whose results are frozen, and no state between calls.

What stands in ``__all__`` keeps its meaning from one minor version to the next. Nothing is printed, nothing
is written, and neither the code that is read nor Keras is imported; rules of plugins are run.
"""

from __future__ import annotations

import io
import os
import tokenize
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from compile_lint import reporters
from compile_lint.findings import (
    Applicability,
    Certainty,
    Edit,
    Failure,
    Finding,
    Fix,
    Related,
    Severity,
)
from compile_lint.inspection import (
    CallView,
    HeadView,
    Inspection,
    LabelsPart,
    LossPart,
    MetricPart,
    OutputPart,
    State,
)
from compile_lint.report import Report, Summary
from compile_lint.reporters.colors import Painter
from compile_lint.run import check_paths as run_on_paths
from compile_lint.run import check_source as run_on_source
from compile_lint.run import inspect_paths as look_at_paths
from compile_lint.run import inspect_source as look_at_source
from compile_lint.settings import Settings, SettingsError, SettingsLookup
from compile_lint.spans import Span

__all__ = [
    "Applicability",
    "CallView",
    "Certainty",
    "Edit",
    "Failure",
    "Finding",
    "Fix",
    "HeadView",
    "Inspection",
    "LabelsPart",
    "LossPart",
    "MetricPart",
    "OutputPart",
    "Related",
    "Report",
    "Settings",
    "SettingsError",
    "Severity",
    "Span",
    "State",
    "Summary",
    "check_paths",
    "check_source",
    "inspect_paths",
    "inspect_source",
    "render",
]

_NAMELESS = "-"


def check_source(
    source: str | bytes,
    *,
    filename: str | os.PathLike[str] | None = None,
    settings: Settings | None = None,
    with_calls: bool = False,
) -> Report:
    """Check one program, notebook or document that is given as text.

    The suffix of ``filename`` says what it is (without one it is Python), and if there is such a file, what
    the program imports is followed from there. ``settings`` are all that hold; without them the settings
    files do that hold for ``filename``. ``with_calls`` adds how each compile call was understood.

    Raises ``SettingsError`` for settings that mean nothing. What cannot be read or parsed is part of the
    report, and so is an error of the tool itself.
    """
    name, path = _place(filename)
    return _frozen(run_on_source(_bytes(source), name, _lookup(settings), path=path, with_calls=with_calls))


def check_paths(
    paths: Iterable[str | os.PathLike[str]], *, settings: Settings | None = None, with_calls: bool = False
) -> Report:
    """Check files and folders, as ``compile-lint check`` does; the arguments are those of ``check_source``.

    Raises ``SettingsError`` for settings that mean nothing.
    """
    return _frozen(run_on_paths(_given(paths), _lookup(settings), with_calls=with_calls))


def inspect_source(
    source: str | bytes,
    *,
    filename: str | os.PathLike[str] | None = None,
    settings: Settings | None = None,
) -> Inspection:
    """Say how every compile call in one source is understood; the arguments are those of ``check_source``.

    Raises ``SettingsError`` for settings that mean nothing.
    """
    name, path = _place(filename)
    return look_at_source(_bytes(source), name, _lookup(settings), path=path)


def inspect_paths(paths: Iterable[str | os.PathLike[str]], *, settings: Settings | None = None) -> Inspection:
    """Say how every compile call in files and folders is understood.

    Raises ``SettingsError`` for settings that mean nothing.
    """
    return look_at_paths(_given(paths), _lookup(settings))


def render(report: Report, output_format: str) -> str:
    """Return a report in one of the formats of ``compile-lint check --output-format``, without colours.

    Raises ``ValueError`` for a format that does not exist.
    """
    if output_format not in reporters.FORMATS:
        known = ", ".join(f"`{name}`" for name in reporters.FORMATS)
        raise ValueError(f"there is no format `{output_format}`; there are {known}")
    return reporters.render(report, output_format, Painter())


def _lookup(settings: Settings | None) -> SettingsLookup:
    return SettingsLookup() if settings is None else SettingsLookup.fixed(settings)


def _bytes(source: str | bytes) -> bytes:
    """Text as a file would hold it: in the encoding that a comment in it names."""
    if isinstance(source, bytes):
        return source
    plain = source.encode("utf-8", "surrogatepass")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(plain).readline)
        return source.encode(encoding)
    except (SyntaxError, UnicodeEncodeError):  # it is told in the report
        return plain


def _place(filename: str | os.PathLike[str] | None) -> tuple[str, Path | None]:
    if filename is None:
        return _NAMELESS, None
    path = Path(filename)
    return os.fspath(filename), path if path.is_file() else None


def _given(paths: Iterable[str | os.PathLike[str]]) -> list[str]:
    if isinstance(paths, str | bytes):
        raise TypeError("`paths` are several: give a list, even of one")
    return [os.fspath(path) for path in paths]


def _frozen(report: Report) -> Report:
    return replace(report, sources=MappingProxyType(report.sources), in_file=MappingProxyType(report.in_file))
