"""Calls of the command in this process, through the entry point of the program."""

from __future__ import annotations

import io
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from compile_lint import __main__

CACHE = Path(".compile_lint_cache")
Said = namedtuple("Said", "status out err")
runs = []  # one for each call that was not replayed


class Stream(io.TextIOWrapper):
    """Standard output or standard error, as the command finds it."""

    def __init__(self, encoding="utf-8", *, is_terminal=False):
        super().__init__(io.BytesIO(), encoding)
        self.is_terminal = is_terminal

    def isatty(self):
        return self.is_terminal


def call(*arguments, stdin=b"", **stream):
    """What ``check`` says with these arguments through the entry point of the program."""
    out, err = Stream(**stream), Stream()
    with pytest.MonkeyPatch.context() as meanwhile:
        meanwhile.setattr(sys, "argv", ["compile-lint", "check", *arguments])
        meanwhile.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        meanwhile.setattr(sys, "stdout", out)
        meanwhile.setattr(sys, "stderr", err)
        with pytest.raises(SystemExit) as end:
            __main__.main()
    return Said(end.value.code, out.buffer.getvalue(), err.buffer.getvalue())


def is_replayed(*arguments, **stream):
    """Whether a call is answered without a run; what it says is what a run without the cache says."""
    expected = call("--no-cache", *(one for one in arguments if "cache" not in one), **stream)
    before = len(runs)
    assert call(*arguments, **stream) == expected
    return len(runs) == before


def records(folder=CACHE):
    return sorted(folder.glob("*.run"))
