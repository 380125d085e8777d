"""Signals that end the program, at moments that are hard to hit from outside."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")

BEGIN = """
import os, signal
from compile_lint.process import end_if_told, ending_properly, hear_no_more, hear_signals
def be_told():
    os.kill(os.getpid(), signal.SIGTERM)
"""


def ended(program: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + program], capture_output=True, text=True, check=False, timeout=60
    )
    return done.returncode, done.stderr


MAKE_A_CLASS = """
class Field:
    def __set_name__(self, *_):
        be_told()
with ending_properly():
    hear_signals()
    class Made:
        field = Field()
"""
TAKE_IT_FOR_A_FAULT = """
class Field:
    def __set_name__(self, *_):
        be_told()
with ending_properly():
    hear_signals()
    try:
        class Made:
            field = Field()
    except Exception:
        end_if_told()
    print("went on")
"""
BREAK = """
with ending_properly():
    hear_signals()
    raise RuntimeError("broken")
"""


@pytest.mark.parametrize("program", [MAKE_A_CLASS, TAKE_IT_FOR_A_FAULT])
def test_a_signal_while_a_class_is_made(program: str) -> None:
    """Python 3.10 and 3.11 make a RuntimeError of what is raised then."""
    assert ended(program) == (143, "\ncompile-lint: terminated\n")


def test_a_fault_without_a_signal_stays_one() -> None:
    status, errors = ended(BREAK)
    assert status == 1
    assert errors.endswith("RuntimeError: broken\n")


def test_who_is_done_is_not_ended_any_more() -> None:
    assert ended("with ending_properly():\n    hear_signals()\n    hear_no_more()\n    be_told()") == (0, "")
