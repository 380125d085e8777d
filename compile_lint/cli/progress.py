"""What is said on standard error while a run takes its time."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from compile_lint.cli.output import is_terminal, printable
from compile_lint.process import say

AFTER = 1.0  # seconds in which nobody asks what the program is doing
EVERY = 0.1  # seconds between two signs of life
_USUAL = 80  # columns


class Progress:
    """One line that says which file the run is at; it goes when the run ends.

    ``names_all`` writes a line for each file that is read as a program, and keeps it.
    """

    def __init__(self, *, is_shown: bool, names_all: bool) -> None:
        self._is_shown = is_shown
        self._names_all = names_all
        self._begun = self._last = time.monotonic()
        self._files = 0
        self._width = 0

    def __call__(self, path: str, *, is_parsed: bool) -> None:
        """Take note of the next file."""
        self._files += not is_parsed
        if self._names_all and is_parsed:
            self.clear()
            say(f"compile-lint: reading {printable(path)}")
        if not self._is_shown:
            return
        now = time.monotonic()
        if now - self._begun > AFTER and now - self._last > EVERY:
            self._last = now
            self._draw(f"{self._files} files, at {printable(path)}")

    def clear(self) -> None:
        """Take the line away."""
        if self._width:
            self._draw("")
            self._width = 0

    def _draw(self, text: str) -> None:
        columns = os.get_terminal_size(sys.stderr.fileno()).columns if is_terminal(sys.stderr) else 0
        columns = columns or _USUAL  # a terminal may not know how wide it is
        text = text[: max(columns - 1, 1)]
        say(f"\r{text:<{self._width}}", end="" if text else "\r")
        self._width = len(text)

    @property
    def seconds(self) -> float:
        """How long the run has taken so far."""
        return time.monotonic() - self._begun


@contextmanager
def progress(*, is_quiet: bool, is_verbose: bool) -> Iterator[Progress]:
    """Show progress meanwhile: on a terminal, and all files if the run is to be ``is_verbose``."""
    is_watched = is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"
    shown = Progress(is_shown=is_watched and not is_quiet, names_all=is_verbose)
    try:
        yield shown
    finally:
        shown.clear()
