"""What is not to be reported any more: ``--baseline``, ``--write-baseline`` and ``--add-noqa``."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compile_lint.cli.option_groups import takes
from compile_lint.cli.output import CLEAN, FOUND, complain, exit_status, write, writing_errors
from compile_lint.process import FAILED
from compile_lint.records import dataclass

if TYPE_CHECKING:
    from compile_lint.report import Report
    from compile_lint.sources.contents import Contents


@dataclass(frozen=True, slots=True)
class SilencingOptions:
    """The options that ``takes_silencing`` adds to a command."""

    baseline: str | None
    write_baseline: Path | None
    add_noqa: bool

    def __post_init__(self) -> None:
        if self.add_noqa and self.write_baseline is not None:
            raise click.UsageError("`--add-noqa` and `--write-baseline` silence the same findings twice")

    @property
    def is_asked_for(self) -> bool:
        """Whether what is found is to be silenced, and not reported."""
        return self.add_noqa or self.write_baseline is not None

    def contents(self) -> Contents:
        """The contents that a run is to judge: if they are to change, it is noted what they were."""
        from compile_lint.sources.contents import ON_DISK, Contents

        return Contents(seen={}) if self.add_noqa else ON_DISK

    @property
    def option(self) -> str:
        """The option that asks for it."""
        return "--add-noqa" if self.add_noqa else "--write-baseline"

    def silence(self, report: Report, contents: Contents, paths: Sequence[str]) -> int:
        """Write down that nobody wants to hear of what was found, and return the exit status.

        ``contents`` and ``paths`` are those of the run.
        """
        complain(report.failures)
        if self.add_noqa:
            failed = not self._add_noqa(report, contents, paths)
        else:
            failed = not self._write_baseline(report)
        status = exit_status(report.findings, report.failures)
        if failed:
            return FAILED
        return CLEAN if status == FOUND else status

    def _write_baseline(self, report: Report) -> bool:
        from compile_lint.baseline import write_baseline
        from compile_lint.reporters.totals import counted

        file = self.write_baseline
        assert file is not None, "somebody asked for it"
        with writing_errors(file):
            written = write_baseline(file, report.findings)
        write(f"Wrote {counted(written, 'known problem')} to `{file}`.\n")
        return True

    def _add_noqa(self, report: Report, contents: Contents, paths: Sequence[str]) -> bool:
        from compile_lint.reporters.totals import counted
        from compile_lint.silencing import add_noqa

        done = add_noqa(report.findings, contents, paths)
        write(f"Suppressed {counted(done.findings, 'problem')} in {counted(done.files, 'file')}.\n")
        complain(done.failures)
        return not done.failures


takes_silencing = takes(
    "silencing",
    SilencingOptions,
    click.option("--baseline", type=click.Path(dir_okay=False), help="A file of known findings, which pass."),
    click.option(
        "--write-baseline",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Write all findings there as the baseline, and report none.",
    ),
    click.option("--add-noqa", is_flag=True, help="Suppress all findings by comments in the source."),
)
