"""``--fix`` and its kin: what is to be mended, and what to say about it."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from compile_lint.cli.option_groups import takes
from compile_lint.cli.output import CLEAN, FOUND, complain, is_terminal, printable
from compile_lint.cli.source_options import STDIN, SourceOptions
from compile_lint.process import FAILED, emit, say
from compile_lint.records import dataclass

if TYPE_CHECKING:
    from compile_lint.cli.progress import Progress
    from compile_lint.fixing import Fixed
    from compile_lint.run.jobs import Means
    from compile_lint.settings import SettingsLookup


@dataclass(frozen=True, slots=True)
class FixOptions:
    """The options that ``takes_fixes`` adds to a command."""

    fix: bool
    unsafe_fixes: bool
    diff: bool
    fix_only: bool

    @property
    def is_asked_for(self) -> bool:
        """Whether anything is to be mended, in files or in a difference."""
        return self.fix or self.diff or self.fix_only

    @property
    def has_report(self) -> bool:
        """Whether what is left is reported."""
        return not (self.diff or self.fix_only)


takes_fixes = takes(
    "fixing",
    FixOptions,
    click.option("--fix", is_flag=True, help="Mend what can be mended safely, in place."),
    click.option(
        "--unsafe-fixes",
        is_flag=True,
        help="Also make fixes that change what the program does, as most likely meant.",
    ),
    click.option("--diff", is_flag=True, help="Show what would be mended, and write nothing."),
    click.option("--fix-only", is_flag=True, help="Mend as with --fix, and do not report what is left."),
)


def check_and_fix(
    source: SourceOptions,
    lookup: SettingsLookup,
    options: FixOptions,
    means: Means,
    *,
    with_calls: bool,
    watch: Progress,
) -> Fixed:
    """Check and mend; raises ``SettingsError`` as the checks do. ``with_calls`` is as for ``check_paths``."""
    from compile_lint.fixing import fix_paths, fix_source

    unsafe = options.unsafe_fixes
    if source.is_stdin:
        name = source.stdin_filename or STDIN
        return fix_source(source.read_stdin(), name, lookup, unsafe=unsafe, with_calls=with_calls)
    paths, writes = source.paths or (".",), not options.diff
    return fix_paths(
        paths, lookup, unsafe=unsafe, write=writes, with_calls=with_calls, watch=watch, means=means
    )


def show_fixing(fixed: Fixed, source: SourceOptions, options: FixOptions) -> None:
    """Write what was mended: a difference, or the mended source where that came from standard input."""
    from compile_lint.reporters.totals import counted

    if options.diff:
        _show_difference(fixed.difference())
    elif source.is_stdin:
        emit(fixed.source)
    if not options.has_report:
        number, files = len(fixed.made), len(fixed.changes)
        done = "Would fix" if options.diff else "Fixed"
        what = f"{counted(number, 'problem')} in {counted(files, 'file')}" if number else "nothing"
        say(f"{done} {what}.")
        complain(fixed.report.failures)
    for finding, why in fixed.withdrawn:
        place = printable(str(finding.span))
        say(f"compile-lint: {place}: {finding.code} was not fixed: {printable(why)}")


def _show_difference(text: str) -> None:
    """Write a difference byte for byte, so that it can be applied; on a terminal, so that it can be read."""
    if is_terminal(sys.stdout):
        from compile_lint.reporters.display import escaped

        lines = text.removesuffix("\n").split("\n")
        text = "".join(f"{escaped(line.removesuffix(chr(13)))}\n" for line in lines)
    emit(text.encode("utf-8", "backslashreplace"))


def status_of_fixing(fixed: Fixed, options: FixOptions) -> int:
    """The exit status where what is left is not reported: of a difference, whether there is one."""
    if fixed.report.failures:
        return FAILED
    return FOUND if options.diff and fixed.changes else CLEAN
