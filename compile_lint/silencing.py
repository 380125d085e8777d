"""``--add-noqa``: writes comments that suppress what a run found, in all files or in none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from compile_lint.findings import Edit, Failure, Finding
from compile_lint.fixes.content import NotEditable, patched_content
from compile_lint.fixes.writing import Change, NotWritten, write_together
from compile_lint.records import dataclass
from compile_lint.sources import UnreadableSource, from_bytes
from compile_lint.suppress.insertion import noqa_edits

_ABOUT_THE_RUN = ("CL000", "CL001", "CL002", "CL003")  # a comment cannot say that these are right


@dataclass(frozen=True, slots=True)
class Silenced:
    """How many findings got a comment, in how many files, and what could not be written."""

    findings: int
    files: int
    failures: tuple[Failure, ...] = ()


def add_noqa(findings: Iterable[Finding]) -> Silenced:
    """Write a ``# noqa`` comment for each finding; everything else of a file stays what it is."""
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.code not in _ABOUT_THE_RUN:
            by_file[finding.span.path].append(finding)
    changes: dict[str, Change] = {}
    count = 0
    failures = []
    for path, found in by_file.items():
        try:
            change, done = _commented(path, found)
        except (OSError, UnreadableSource, NotEditable) as error:
            failures.append(Failure(path, f"no comment was written: {error}"))
            continue
        if done:
            changes[path] = change
            count += done
    try:
        write_together(changes)
    except NotWritten as error:
        return Silenced(0, 0, (*failures, Failure(error.path, error.message)))
    return Silenced(count, len(changes), tuple(failures))


def _commented(path: str, findings: list[Finding]) -> tuple[Change, int]:
    """A file with comments for its findings, and for how many of them there is one."""
    data = Path(path).read_bytes()
    edits: list[Edit] = []
    count = 0
    for unit in from_bytes(data, path).units:
        for edit, number in noqa_edits(unit, findings):
            edits.append(edit)
            count += number
    return Change(data, patched_content(data, path, edits)), count
