"""Programs that are made to take for ever end, after a number of operations that does not grow with them."""

from __future__ import annotations

import cProfile

import pytest
from fuzz.judging import EVERYTHING
from hostile_programs import PROGRAMS, SITE

from compile_lint import api

MOST_CALLS = 40_000_000  # of functions, built-in ones too: the same number on every machine
SMALL, LARGE = 1_000, 30_000  # bytes
CHEAP = [name for name in PROGRAMS if not name.startswith("exponential")]


def judged(text: str) -> tuple[int, api.Report]:
    """The number of calls that it took to check a program, and the report."""
    profile = cProfile.Profile()
    with profile:
        report = api.check_source(text.encode(), filename="a.py", settings=EVERYTHING, with_calls=True)
    return sum(entry.callcount for entry in profile.getstats()), report


def is_told(report: api.Report, line: int) -> bool:
    """Whether the fault in the last line is found, or it is said why it is not."""
    if any(finding.code == "CL001" for finding in report.findings):
        return True
    if any(finding.code == "CL103" and finding.site.line == line for finding in report.findings):
        return True
    (call,) = (call for call in report.calls if call.site.line == line)
    reasons = {part.reason for heads in call.variants for head in heads for part in (head.output, head.loss)}
    return not call.variants or any(reason is not None for reason in reasons)


def check(name: str, size: int) -> None:
    text = PROGRAMS[name](size)
    calls, report = judged(text)
    assert report.failures == ()
    assert "CL000" not in {finding.code for finding in report.findings}
    assert calls < MOST_CALLS
    assert is_told(report, text.count("\n") - (SITE.count("\n") - 2))


@pytest.mark.parametrize("name", CHEAP[::6])
def test_some_small_ones(name: str) -> None:
    check(name, SMALL)


@pytest.mark.fuzz
@pytest.mark.parametrize("name", PROGRAMS)
def test_all_of_them(name: str) -> None:
    check(name, LARGE)
