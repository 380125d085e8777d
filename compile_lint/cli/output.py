"""How a command speaks and ends: text to standard output or a file, complaints, exit status."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from compile_lint.process import FAILED, emit, say

if TYPE_CHECKING:
    from compile_lint.findings import Failure, Finding

CLEAN, FOUND = 0, 1
_MAX_LENGTH = 2000  # of a message on standard error; settings can hold values of a megabyte


def write(text: str, file: Path | None = None, *, is_utf8: bool = False) -> bytes:
    """Write text to a file, in one step, or else to standard output, and return what went there.

    Bytes are written, so that a terminal or pipe that is not UTF-8 gets escapes and not an exception.
    ``is_utf8`` is for text that is read as UTF-8 wherever it comes from, as a file always is.

    Raises ``OutputLost``, and ``UnwritableFile``.
    """
    if file is None:
        encoding = None if is_utf8 else getattr(sys.stdout, "encoding", None)
        data = text.encode(encoding or "utf-8", "backslashreplace")
        emit(data)
        return data
    from compile_lint.replacing import replace_file

    with writing_errors(file):
        replace_file(file, text.encode("utf-8", "backslashreplace"))
    return b""


class UnwritableFile(click.ClickException):
    """A file that cannot be written; how the command is called has nothing to do with it."""

    exit_code = FAILED


@contextmanager
def writing_errors(file: Path) -> Iterator[None]:
    """Let a file that cannot be written end the command, with a message that says why."""
    try:
        yield
    except OSError as error:
        raise UnwritableFile(f"cannot write `{file}`: {error.strerror or error}") from error


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody looks at a stream, which is None if it is closed."""
    return stream is not None and stream.isatty()


def printable(text: str) -> str:
    """Return text as one line that is safe to print, and no longer than anybody reads."""
    from compile_lint.reporters.display import escaped

    half = _MAX_LENGTH // 2
    return escaped(text if len(text) <= _MAX_LENGTH else f"{text[:half]} ... {text[-half:]}")


def complain(failures: Iterable[Failure]) -> None:
    """Say on standard error what could not be used, a line each."""
    for failure in failures:
        say(f"compile-lint: {printable(failure.path)}: {printable(failure.message)}")


def exit_status(findings: tuple[Finding, ...], failures: tuple[Failure, ...]) -> int:
    """Return the exit status of a run that reports this."""
    from compile_lint.run import INTERNAL_ERROR

    if failures or any(finding.code == INTERNAL_ERROR for finding in findings):
        return FAILED
    return FOUND if findings else CLEAN
