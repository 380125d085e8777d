"""``--add-noqa``: writes comments that suppress what a run found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from compile_lint.findings import Edit, Failure, Finding
from compile_lint.fixes.content import NotEditable, patched_content
from compile_lint.fixes.writing import Change, NotWritten, write_together
from compile_lint.records import dataclass
from compile_lint.replacing import files_within
from compile_lint.sources import UnreadableSource, from_bytes
from compile_lint.sources.contents import CHANGED, Contents
from compile_lint.suppress.insertion import noqa_edits

_ABOUT_THE_RUN = ("CL000", "CL001", "CL002", "CL003")  # a comment cannot say that these are right


@dataclass(frozen=True, slots=True)
class Silenced:
    """How many findings got a comment, in how many files, and what could not be written."""

    findings: int
    files: int
    failures: tuple[Failure, ...] = ()


def add_noqa(findings: Iterable[Finding], contents: Contents, paths: Sequence[str]) -> Silenced:
    """Write a ``# noqa`` comment for each finding; everything else of a file stays what it is.

    ``contents`` have seen the files that the findings are about, of which only those below ``paths`` change.
    """
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.code not in _ABOUT_THE_RUN:
            by_file[finding.span.path].append(finding)
    within = files_within(by_file, paths)
    files = count = 0
    failures = []
    for path, found in by_file.items():
        try:
            if path not in within:
                raise NotEditable("the file lies elsewhere, a symbolic link leads to it")
            change, done = _commented(path, found, contents)
            if done:
                write_together({path: change})
                files, count = files + 1, count + done
        except NotWritten as error:  # noqa: PERF203 - each file by itself
            failures.append(Failure(path, error.message))
        except (OSError, UnreadableSource, NotEditable) as error:
            failures.append(Failure(path, f"no comment was written: {error}"))
    return Silenced(count, files, tuple(failures))


def _commented(path: str, findings: list[Finding], contents: Contents) -> tuple[Change, int]:
    """A file with comments for its findings, and for how many of them there is one."""
    data = Path(path).read_bytes()
    if not contents.was_seen(path, data):
        raise NotEditable(CHANGED)
    edits: list[Edit] = []
    count = 0
    for unit in from_bytes(data, path).units:
        for edit, number in noqa_edits(unit, findings):
            edits.append(edit)
            count += number
    return Change(data, patched_content(data, path, edits)), count
