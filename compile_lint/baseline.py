"""Known findings in a file: they pass, new ones do not, and those that are gone are told of."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from compile_lint.findings import Certainty, Finding, Severity
from compile_lint.records import dataclass
from compile_lint.replacing import replace_file
from compile_lint.rules import internal_error
from compile_lint.settings import SettingsError
from compile_lint.spans import Span

VERSION = 1
MAX_BYTES = 50_000_000
EXAMPLES = 3  # of entries that are named where more of them are gone


@dataclass(frozen=True, slots=True)
class Entry:
    """One known finding. ``path`` is seen from the working folder, ``line`` is the entry's own."""

    fingerprint: str
    code: str
    path: str
    severity: Severity
    certainty: Certainty
    line: int


@dataclass(slots=True)
class Baseline:
    """The known findings of a file, and which of them were met again."""

    path: str
    entries: Mapping[str, Entry]
    _met: set[str] = field(default_factory=set)

    @classmethod
    def load(cls, path: Path) -> Baseline:
        """Read a baseline.

        Raises ``SettingsError`` if it cannot be read, or is no baseline.
        """
        shown = _shown(path)
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise SettingsError("the baseline cannot be read: it is no file", shown)
        try:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise SettingsError(f"the baseline cannot be read: {error.strerror or error}", shown) from error
        if len(data) > MAX_BYTES:
            raise SettingsError(f"the baseline is larger than {MAX_BYTES:,} bytes", shown)
        try:
            entries = [*_entries(json.loads(data), data.decode().splitlines(), path.parent)]
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise SettingsError("the file is no baseline of this version of compile-lint", shown) from error
        return cls(shown, {entry.fingerprint: entry for entry in entries})

    def knows(self, finding: Finding) -> bool:
        """Whether a finding is known; it counts as met again. A failure of ours is never known."""
        if finding.fingerprint in self.entries and finding.code != internal_error.RULE.code:
            self._met.add(finding.fingerprint)
            return True
        return False

    def gone(self, paths: Sequence[str], wants: Callable[[Entry], bool]) -> tuple[Span, str] | None:
        """Say in a sentence what was not met again, with the place of the first of it in the baseline.

        Only what the run would have reported counts: in files below ``paths``, as far as it ``wants`` it.
        """
        roots = [Path(os.path.abspath(path)) for path in paths]
        gone = []
        for fingerprint, entry in self.entries.items():
            file = Path(os.path.abspath(entry.path))
            is_looked_at = any(root == file or root in file.parents for root in roots)
            if fingerprint not in self._met and is_looked_at and wants(entry):
                gone.append(entry)
        if not gone:
            return None
        return Span(self.path, None, gone[0].line, 1, gone[0].line, 2), _told_as_gone(gone)


def _told_as_gone(entries: Sequence[Entry]) -> str:
    shown = [f"`{entry.code}` of `{entry.path}`" for entry in entries[:EXAMPLES]]
    if len(entries) == 1:
        return f"{shown[0]} is in the baseline, but not found any more"
    listed = f"{', '.join(shown[:-1])} and {shown[-1]}"
    if len(entries) > EXAMPLES:
        listed = f"{len(entries):,} entries, such as {listed},"
    return f"{listed} are in the baseline, but not found any more"


def write_baseline(path: Path, findings: Iterable[Finding]) -> int:
    """Write findings as the new baseline, in one step: a line each, sorted, so that differences can be read.

    A failure of ours is left out, because it is never passed over. Returns the number of lines.

    Raises ``OSError``.
    """
    lines = sorted(_line(one, path.parent) for one in findings if one.code != internal_error.RULE.code)
    head = f'{{"tool": "compile-lint", "baseline": {VERSION}, "findings": ['
    text = head + ("\n" + ",\n".join(lines) + "\n" if lines else "") + "]}\n"
    replace_file(path, text.encode())
    return len(lines)


def _line(finding: Finding, folder: Path) -> str:
    """One finding; the path first, so that the file is sorted by it. The message is for people alone."""
    document = {
        "path": _relative(finding.span.path, folder),
        "code": finding.code,
        "severity": finding.severity.value,
        "certainty": finding.certainty.value,
        "message": finding.message,
        "fingerprint": finding.fingerprint,
    }
    return json.dumps(document)


def _entries(document: Any, lines: Sequence[str], folder: Path) -> Iterator[Entry]:  # noqa: ANN401 - JSON
    if document["baseline"] != VERSION:
        raise ValueError
    line_of = {}
    for number, line in enumerate(lines, 1):
        _, _, after = line.partition('"fingerprint": "')
        line_of[after.partition('"')[0]] = number
    for found in document["findings"]:
        fingerprint, path = str(found["fingerprint"]), os.path.relpath(folder / found["path"])
        yield Entry(
            fingerprint,
            str(found["code"]),
            path.replace(os.sep, "/"),
            Severity(found["severity"]),
            Certainty(found["certainty"]),
            line_of.get(fingerprint, 1),
        )


def _relative(path: str, folder: Path) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")


def _shown(path: Path) -> str:
    whole = Path(os.path.abspath(path))
    here = Path.cwd()
    return (whole.relative_to(here) if here in whole.parents else whole).as_posix()
