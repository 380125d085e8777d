"""Checking with fixes: check, mend in memory, look again, and write what got better.

It joins the pipeline of ``run`` to the rounds of ``fixes``; it knows no output format.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from compile_lint.findings import Applicability, Failure, Finding, Fix
from compile_lint.fixes.content import NotEditable
from compile_lint.fixes.difference import difference
from compile_lint.fixes.rounds import Changed, Mended, Mending
from compile_lint.fixes.writing import Change, NotWritten, write_together
from compile_lint.records import dataclass
from compile_lint.report import Report
from compile_lint.run import NO_MEANS, Means, Watch, check_paths, check_source
from compile_lint.settings import Settings, SettingsLookup
from compile_lint.sources.contents import CHANGED, Contents


@dataclass(frozen=True, slots=True)
class Fixed:
    """What fixing made of a run: the report on what is left, and the files that are other than they were.

    ``made`` are the findings that are gone, ``withdrawn`` those whose fix was not made or did not
    stand the test, each with the reason unless that is a failure of the report.
    ``source`` is the one source that ``fix_source`` was given, mended.
    """

    report: Report
    changes: Mapping[str, Change]
    made: tuple[tuple[Finding, Fix], ...]
    withdrawn: tuple[tuple[Finding, str], ...]
    source: bytes = b""

    def difference(self) -> str:
        """All changes as one unified difference, of notebooks cell by cell."""
        return "".join(line for name, change in self.changes.items() for line in difference(name, change))


def fix_paths(
    paths: Sequence[str],
    settings: Settings | SettingsLookup,
    *,
    unsafe: bool,
    write: bool,
    with_calls: bool = False,
    watch: Watch | None = None,
    means: Means = NO_MEANS,
) -> Fixed:
    """Check files and folders and mend what can be mended; the report is on what is left.

    ``with_calls``, ``watch`` and ``means`` are as for ``check_paths``; what is not written yet is not kept.

    A file that cannot be written keeps its faults and is a failure of the report.
    Raises ``SettingsError`` for settings that mean nothing.
    """
    files = _Files()

    def check(changed: Changed) -> Report:
        contents = files.with_changes(changed)
        return check_paths(
            paths, settings, with_calls=with_calls, watch=watch, contents=contents, means=means
        )

    mended = Mending(check, files.read, _is_wanted(unsafe=unsafe)).mend()
    changes = {name: Change(files.originals[name], new) for name, new in sorted(mended.contents.items())}
    failures = [*files.failures, *(_written(changes, mended) if write else ())]
    unwritten = {failure.path for failure in failures} & changes.keys()
    report = mended.report
    if unwritten:
        changes = {name: change for name, change in changes.items() if name not in unwritten}
        report = check({name: change.new for name, change in changes.items()})
    made = tuple((finding, fix) for finding, fix in mended.made if not unwritten & fix.files)
    report = _with_count(replace(report, failures=(*report.failures, *failures)), len(made))
    withdrawn = tuple((finding, why) for finding, why in mended.withdrawn if why != CHANGED)
    return Fixed(report, changes, made, withdrawn)


def fix_source(
    data: bytes,
    display: str,
    settings: Settings | SettingsLookup,
    *,
    unsafe: bool,
    with_calls: bool = False,
) -> Fixed:
    """Check one source and mend what can be mended; nothing is written."""

    def check(changed: Changed) -> Report:
        return check_source(changed.get(display, data), display, settings, with_calls=with_calls)

    mended = Mending(check, lambda _: data, _is_wanted(unsafe=unsafe)).mend()
    changes = {name: Change(data, new) for name, new in mended.contents.items()}
    report = _with_count(mended.report, len(mended.made))
    return Fixed(report, changes, mended.made, mended.withdrawn, mended.contents.get(display, data))


@dataclass(slots=True)
class _Files:
    """The files as they are, each with the content that it was judged by."""

    originals: dict[str, bytes] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    _seen: dict[str, str] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        """The content of a file. Raises ``NotEditable`` if it is not the one that was judged."""
        if name not in self.originals:
            data = Path(name).read_bytes()
            if not Contents(seen=self._seen).was_seen(name, data):
                self.failures.append(Failure(name, CHANGED))
                raise NotEditable(CHANGED)
            self.originals[name] = data
        return self.originals[name]

    def with_changes(self, changed: Changed) -> Contents:
        """The files as they would be."""
        return Contents({os.path.realpath(name): new for name, new in changed.items()}, self._seen)


def _is_wanted(*, unsafe: bool) -> Callable[[Fix], bool]:
    wanted = {Applicability.SAFE, Applicability.UNSAFE} if unsafe else {Applicability.SAFE}
    return lambda fix: fix.applicability in wanted


def _with_count(report: Report, fixed: int) -> Report:
    return replace(report, summary=replace(report.summary, fixed=fixed))


def _written(changes: Mapping[str, Change], mended: Mended) -> Iterator[Failure]:
    """Write the files; those that share a fix are written together or not at all."""
    for group in _groups(fix.files for _, fix in mended.made):
        yield from _write({name: changes[name] for name in sorted(group)})


def _write(group: Mapping[str, Change]) -> Iterator[Failure]:
    try:
        write_together(group)
    except NotWritten as problem:
        yield Failure(problem.path, problem.message)
        others = [name for name in group if name != problem.path]
        yield from (Failure(name, f"not written either, because of `{problem.path}`") for name in others)


def _groups(sets: Iterable[set[str]]) -> list[set[str]]:
    """Sets that share a member made one."""
    groups: list[set[str]] = []
    for one in sets:
        touching = [group for group in groups if group & one]
        groups = [group for group in groups if not group & one]
        groups.append(one.union(*touching))
    return groups
