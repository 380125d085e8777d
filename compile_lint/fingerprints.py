"""What a finding is known by when lines move: its rule, its file, and the statement it stands in.

Line breaks, spaces, comments, the kind of quotation marks and trailing commas do not count, so that a
formatter changes no fingerprint; neither does anything outside the statement: see ``sources.outline``.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from compile_lint.findings import Finding
from compile_lint.spans import Line

# A folder that holds one of these is the top of a project, from which the paths of its files are counted.
_TOPS = (".git", "pyproject.toml", "compile-lint.toml", ".compile-lint.toml")

_DIGITS = 32  # of the hash: more than enough to tell findings apart


def with_fingerprints(findings: Iterable[Finding], texts: Mapping[tuple[str, Line], str]) -> list[Finding]:
    """Return findings, which are in reading order, with their fingerprints.

    ``texts`` holds the statements by path and line. Equal findings of one file are counted through.
    """
    import hashlib  # noqa: PLC0415 - most runs find nothing

    counts: Counter[tuple[str, ...]] = Counter()
    tops: dict[Path, Path] = {}
    made = []
    for finding in findings:
        place = finding.span
        parts = (
            finding.code,
            _path_in_project(place.path, tops),
            texts.get((place.path, (place.cell, place.line)), ""),
        )
        digest = hashlib.sha256("\0".join((*parts, str(counts[parts]))).encode("utf-8", "surrogatepass"))
        counts[parts] += 1
        made.append(replace(finding, fingerprint=digest.hexdigest()[:_DIGITS]))
    return made


def _path_in_project(path: str, tops: dict[Path, Path]) -> str:
    whole = Path(os.path.abspath(path))
    if whole.parent not in tops:
        tops[whole.parent] = _top_of(whole.parent) or Path.cwd()
    try:
        return Path(os.path.relpath(whole, tops[whole.parent])).as_posix()
    except ValueError:  # another drive
        return whole.as_posix()


def _top_of(folder: Path) -> Path | None:
    for above in (folder, *folder.parents):
        if any((above / name).exists() for name in _TOPS):
            return above
    return None
