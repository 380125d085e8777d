"""Reads one file at a time, and says what becomes of a file that cannot be read or judged.

libcst and the interpreter are imported only when a program is read.
"""
# ruff: noqa: PLC0415 - see the sentence above; most runs meet nothing broken

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from compile_lint import __version__
from compile_lint.findings import Failure
from compile_lint.process import end_if_told
from compile_lint.programs import BadSyntax, Programs, ReadProgram
from compile_lint.records import dataclass
from compile_lint.rules import internal_error, syntax_error
from compile_lint.run.outcome import Outcome
from compile_lint.spans import Span

if TYPE_CHECKING:
    from compile_lint.sources import SourceUnit


@dataclass(slots=True)
class Reader:
    """Reads files, one unit at a time.

    ``take`` gets each program of a file, ``take_broken`` each unit that is no Python, with the outcome that
    they add to. If that, or the reading, fails by a fault of ours, the file gets a finding.
    """

    take: Callable[[ReadProgram, Outcome], None]
    take_broken: Callable[[SourceUnit, Outcome], None]
    programs: Programs

    def read(self, data: bytes, display: str, path: Path | None, *, is_stdin: bool = False) -> Outcome:
        """Parse and interpret a file by its content; ``path`` lets it import other files of its project."""
        from compile_lint.sources import UnparsableBody

        try:
            return self._read(data, display, path, is_stdin=is_stdin)
        except UnparsableBody:
            return self._read(data, display, path, is_stdin=is_stdin, parses_whole=True)

    def _read(
        self, data: bytes, display: str, path: Path | None, *, is_stdin: bool, parses_whole: bool = False
    ) -> Outcome:
        from compile_lint.sources import UndecodableSource, UnparsableBody, UnreadableSource

        end_if_told()
        outcome = Outcome()
        top = Span(display, None, 1, 1, 1, 1)
        try:
            for read in self.programs.read(data, display, path, is_stdin=is_stdin, parses_whole=parses_whole):
                if isinstance(read, BadSyntax):
                    from compile_lint.run.excerpts import ExcerptMaker

                    for place, message in read.problems:
                        outcome.report(syntax_error.RULE, place, message)
                    ExcerptMaker().keep(outcome.excerpts, read.unit, *(place for place, _ in read.problems))
                    self.take_broken(read.unit, outcome)
                else:
                    self.take(read, outcome)
                    outcome.may_compile |= read.has_untold or any(map(read.is_led_by, read.readings))
        except UndecodableSource as problem:
            place = replace(top, line=problem.line, end_line=problem.line)
            outcome.report(syntax_error.RULE, place, problem.message)
        except UnreadableSource as problem:
            outcome.failures.append(Failure(display, problem.message))
        except UnparsableBody:
            raise
        except Exception as error:  # noqa: BLE001 - whatever fails in one file, the others are read
            end_if_told()
            _report_fault(outcome, top, error)
        return outcome


def _report_fault(outcome: Outcome, place: Span, error: Exception) -> None:
    """Say what failed and where, and what to do about it, in a sentence each."""
    from compile_lint.run.faults import account_of_fault, traceback_of

    outcome.report(
        internal_error.RULE,
        place,
        f"compile-lint {__version__} failed on this file: {account_of_fault(error)}",
        "Report this message, what `--show-traceback` prints and, if you can, the file",
    )
    outcome.tracebacks.append(traceback_of(error))
