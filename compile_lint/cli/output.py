"""How a command speaks and ends: text to standard output or a file, complaints, exit status."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from compile_lint.findings import Failure, Finding

CLEAN, FOUND, FAILED = 0, 1, 2
_MAX_LENGTH = 2000  # of a message on standard error; settings can hold values of a megabyte


def write(text: str, file: Path | None = None) -> None:
    """Write text to a file, or else to standard output.

    Bytes are written, so that a terminal or pipe that is not UTF-8 gets escapes and not an exception.
    """
    if file is None:
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        click.echo(text.encode(encoding, "backslashreplace"), nl=False)
        return
    try:
        file.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise click.UsageError(f"cannot write `{file}`: {error.strerror}") from error


def printable(text: str) -> str:
    """Return text as one line that is safe to print, and no longer than anybody reads."""
    from compile_lint.reporters.display import escaped

    half = _MAX_LENGTH // 2
    return escaped(text if len(text) <= _MAX_LENGTH else f"{text[:half]} ... {text[-half:]}")


def complain(failures: Iterable[Failure]) -> None:
    """Say on standard error what could not be used, a line each."""
    for failure in failures:
        click.echo(f"compile-lint: {printable(failure.path)}: {printable(failure.message)}", err=True)


def exit_status(findings: tuple[Finding, ...], failures: tuple[Failure, ...]) -> int:
    """Return the exit status of a run that reports this."""
    from compile_lint.run import INTERNAL_ERROR

    if failures or any(finding.code == INTERNAL_ERROR for finding in findings):
        return FAILED
    return FOUND if findings else CLEAN
