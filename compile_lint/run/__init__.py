"""The pipeline from paths to a report: find, read, parse, interpret, judge, locate.

It knows the order of the steps and what becomes of a file on which one of them fails; it knows no
output format. libcst and the interpreter are imported only when a file passes the prefilter.
"""
# ruff: noqa: PLC0415 - see the last sentence above

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from compile_lint.report import Report
from compile_lint.rules import RULES
from compile_lint.rules.registry import Rule
from compile_lint.run.checking import Checking, reader_of
from compile_lint.run.inspecting import Inspecting
from compile_lint.run.jobs import NO_MEANS, Jobs, Means
from compile_lint.run.outcome import INTERNAL_ERROR
from compile_lint.run.walking import Watch
from compile_lint.settings import Settings, SettingsLookup
from compile_lint.sources.contents import ON_DISK, Contents

if TYPE_CHECKING:
    from compile_lint.inspection import Inspection
    from compile_lint.run.reading import Reader

__all__ = [
    "INTERNAL_ERROR",
    "NO_MEANS",
    "Means",
    "Watch",
    "check_paths",
    "check_source",
    "inspect_paths",
    "inspect_source",
]


def check_paths(
    paths: Sequence[str],
    settings: Settings | SettingsLookup,
    *,
    with_calls: bool = False,
    uses_baseline: bool = True,
    watch: Watch | None = None,
    contents: Contents = ON_DISK,
    means: Means = NO_MEANS,
) -> Report:
    """Judge every compile call in files and folders, with the settings of each file.

    ``with_calls`` reports how each call was understood, too. ``uses_baseline`` tells whether the findings of
    the baseline that the settings name are left out. ``watch`` is told of each file.
    ``means`` make it quicker, and change nothing in what it reports.

    Raises ``SettingsError`` for settings that mean nothing, and ``WorkerLost`` if one of these processes is
    ended from outside.
    """
    given = SettingsLookup.around(settings)
    folder = means.cache_folder if contents.is_on_disk else None
    recording = None if folder is None else means.recording
    lookup = given if recording is None else given.seen_by(recording.sights)
    checking = Checking(lookup, with_calls=with_calls, uses_baseline=uses_baseline)
    walk = checking.walk
    walk.watch = watch
    walk.reader.programs.contents = contents
    if folder is not None and not _has_plugins(checking.rules):
        from compile_lint.run.caching import Memory

        walk.memory = Memory(folder, paths, "calls" if with_calls else "", recording)
    if means.jobs > 1 and contents is ON_DISK and (len(paths) > 1 or os.path.isdir(paths[0])):  # noqa: PTH112
        make_reader = partial(reader_of, given, tuple(paths), with_calls=with_calls)
        walk.make_jobs = partial(_pool, means.jobs, make_reader)
    walk.read_paths(paths, lookup)
    return checking.report()


def _has_plugins(rules: Sequence[Rule]) -> bool:
    """Whether there are rules that may read anything, so that nobody can tell what they depend on."""
    return rules is not RULES and any(rule.plugin for rule in rules)


def _pool(jobs: int, make_reader: Callable[[], Reader]) -> Jobs:
    from compile_lint.run.pool import Pool

    return Pool(jobs, make_reader)


def check_source(
    data: bytes,
    display: str,
    settings: Settings | SettingsLookup,
    *,
    path: Path | None = None,
    with_calls: bool = False,
    rules: Sequence[Rule] | None = None,
) -> Report:
    """Judge every compile call in one source, given as bytes (standard input) and the name to call it.

    ``path`` is the file that it is the text of, from which imports are followed; ``rules`` are those to
    apply, in place of all that there are.

    Raises ``SettingsError`` for settings that mean nothing.
    """
    from compile_lint.discovery import is_forced_out

    lookup = SettingsLookup.around(settings)
    checking = Checking(lookup, with_calls=with_calls, rules=rules)
    if not is_forced_out(display, lookup.of_file(display)):
        checking.walk.read_bytes(data, display, path, is_stdin=path is None)
    return checking.report()


def inspect_paths(
    paths: Sequence[str], settings: Settings | SettingsLookup, *, watch: Watch | None = None
) -> Inspection:
    """Say how every compile call in files and folders was understood; ``watch`` is told of each file.

    Raises ``SettingsError`` for settings that mean nothing.
    """
    lookup = SettingsLookup.around(settings)
    inspecting = Inspecting(lookup)
    inspecting.walk.watch = watch
    inspecting.walk.read_paths(paths, lookup)
    return inspecting.inspection()


def inspect_source(
    data: bytes,
    display: str,
    settings: Settings | SettingsLookup | None = None,
    *,
    path: Path | None = None,
) -> Inspection:
    """Say how every compile call in one source was understood; ``path`` is as for ``check_source``.

    Raises ``SettingsError`` for settings that mean nothing.
    """
    inspecting = Inspecting(SettingsLookup.around(settings or Settings()))
    inspecting.walk.read_bytes(data, display, path, is_stdin=path is None)
    return inspecting.inspection()
