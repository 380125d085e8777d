"""Lets compile-lint work on the files of one case, and says what is wrong with how it ends."""

from __future__ import annotations

import hashlib
import shutil
import signal
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from compile_lint import api
from compile_lint.fixing import fix_source
from compile_lint.reporters import FORMATS

EVERYTHING = api.Settings(
    select=("ALL",), min_certainty=api.Certainty.POSSIBLE, min_severity=api.Severity.INFO
)
MOST_SECONDS = 20.0  # of processor time that one case may take; most take less than a tenth of one
REPEATED, RENDERED, MENDED = 10, 5, 4  # one case in so many is judged twice, shown in all formats, mended


@dataclass(frozen=True, slots=True)
class Case:
    """The files of one case by their paths; ``name`` is what repeats it."""

    name: str
    number: int
    files: Mapping[str, bytes]
    is_python: bool = False  # by construction: then no file of it may be reported as broken


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a case: all that was printed, in short, the number of findings, and what was wrong."""

    digest: str
    findings: int = 0
    fault: str | None = None


class TookTooLong(BaseException):
    """A case took more than its time; no ``Exception``, so that nothing that is tested catches it."""


def judge(case: Case, folder: Path) -> Verdict:
    """Check the files of a case in every way, and look for what must never happen.

    Several files are written to ``folder``, which is printed and so must be the same for the same result.
    """
    try:
        with _time_limit(MOST_SECONDS), _laid_out(case, folder) as check:
            report = check()
            printed = [_printed(report)]
            if case.number % REPEATED == 0 and _printed(check()) != printed[0]:
                return Verdict("", fault="a second run in the same process gives another result")
            if case.number % RENDERED == 0:
                printed += [api.render(report, name) for name in FORMATS]
            if case.number % MENDED == 0 and any(finding.fixes for finding in report.findings):
                printed += [_mended(name, data) for name, data in case.files.items()]
    except TookTooLong:
        return Verdict("", fault=f"took more than {MOST_SECONDS:.0f} seconds of processor time")
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        return Verdict("", fault=traceback.format_exc())
    digest = hashlib.sha256("\0".join(printed).encode("utf-8", "surrogatepass")).hexdigest()
    return Verdict(digest, len(report.findings), fault_in(report, is_python=case.is_python))


def _printed(report: api.Report) -> str:
    return api.render(report, "json") + repr(report.calls)


def _mended(name: str, data: bytes) -> str:
    if not name.endswith((".py", ".ipynb")):
        return ""
    fixed = fix_source(data, name, EVERYTHING, unsafe=True)
    assert not fixed.report.failures, fixed.report.failures
    return fixed.difference()


def fault_in(report: api.Report, *, is_python: bool = False) -> str | None:
    """What a report says that it must never say; of what should be Python also that it is none."""
    for finding in report.findings:
        if finding.code == "CL000" or (is_python and finding.code == "CL001"):
            span = finding.span
            return f"{finding.code} at {span.path}:{span.cell}:{span.line}: {finding.message}"
    if is_python and report.failures:
        return f"{report.failures[0].path}: {report.failures[0].message}"
    return None


@contextmanager
def _laid_out(case: Case, folder: Path) -> Iterator[Callable[[], api.Report]]:
    """How to check a case: one file as a text, several in a folder of theirs."""
    if len(case.files) == 1:
        ((name, data),) = case.files.items()
        yield lambda: api.check_source(data, filename=name, settings=EVERYTHING, with_calls=True)
        return
    try:
        for name, data in case.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        yield lambda: api.check_paths([folder], settings=EVERYTHING, with_calls=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise ``TookTooLong`` after so much processor time, where the system has a clock for it."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
