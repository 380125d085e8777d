"""What earlier runs found out about files, and whether it still holds.

Of each file it is known whether the prefilter wants it, as long as size, times and inode stay; of each
program its outcome, as long as its content stays, and all that it asked of the files around it would be
answered alike.
"""
# ruff: noqa: PTH116, PTH119, PTH120, PTH208 - paths are strings here, as in discovery

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from compile_lint.programs import Programs
from compile_lint.records import dataclass
from compile_lint.run.cache_file import CacheFile
from compile_lint.run.jobs import JobOutcome
from compile_lint.run.outcome import Outcome
from compile_lint.signs import COARSEST, NOWHERE, Sign, digest, sign_of
from compile_lint.sources.contents import size_of
from compile_lint.sources.prefilter import PossibleImport
from compile_lint.sources.questions import Answer, Question

_FOLDERS = 64  # whose rows are held at once; rows of a tree come folder by folder

_OF_CONTENT = ("source", "text")  # questions whose answer is the content of a file in short


@dataclass(slots=True)
class _Row:
    """What is known of a file while its sign stays.

    ``digest`` is its content in short. ``imports`` are plain data, because hardly any are looked at.
    """

    sign: Sign
    is_of_interest: bool | None = None
    digest: str | None = None
    imports: list[Any] | None = None

    def to_plain(self) -> list[Any]:
        return [*self.sign, self.is_of_interest, self.digest, self.imports]

    @classmethod
    def from_plain(cls, data: Any) -> _Row:  # noqa: ANN401 - of a file that anybody may have written
        size, changed, touched, inode, is_of_interest, content, imports = data
        wanted = None if is_of_interest is None else bool(is_of_interest)
        known = None if content is None else str(content)
        return cls((size, changed, touched, inode), wanted, known, imports)


@dataclass(slots=True)
class _Folder:
    rows: dict[str, _Row] = field(default_factory=dict)
    is_changed: bool = False


class Cache:
    """What is known of the files of one run, from a file and for it.

    ``begun`` is when the run began, in nanoseconds.
    """

    def __init__(self, file: CacheFile, programs: Programs, begun: int) -> None:
        self._file = file
        self._programs = programs
        self._sights = programs.lookup.sights
        self._begun = begun
        self._folders: OrderedDict[str, _Folder] = OrderedDict()
        self._looked_at: tuple[str, Sign] = ("", NOWHERE)  # last, and before it was read
        self._last: tuple[str | None, _Folder] = (None, _Folder())  # that was asked for
        self._answers: dict[Question, Answer] = {}
        self.is_steady = True  # everything is as the programs saw it that were read meanwhile

    # --- files -------------------------------------------------------------------------------------

    def verdict(self, path: str) -> bool | None:
        """Whether the prefilter wants a file; None if that is not known."""
        row = self._row(path)
        if self._looked_at[0] == path:
            self._sights.walk_to(*self._looked_at)
        return None if row is None else row.is_of_interest

    def keep_verdict(self, path: str, data: bytes, *, is_of_interest: bool) -> None:
        """Keep what the prefilter says of a file that was read since ``verdict`` was asked for it."""
        content = digest(data) if is_of_interest else None
        self._keep(path, is_of_interest=is_of_interest, digest=content)

    def imports(self, path: str) -> Sequence[PossibleImport] | None:
        """What a file seems to import of its project; None if that is not known."""
        row = self._row(path)
        if row is None or row.imports is None:
            return None
        try:
            return [PossibleImport(int(level), str(module), tuple(map(str, names)))
                    for level, module, names in row.imports]  # fmt: skip
        except (TypeError, ValueError):  # a file that we did not write
            return None

    def keep_imports(self, path: str, imports: Iterable[PossibleImport]) -> None:
        """Keep what a file seems to import that was read since ``imports`` was asked for it."""
        plain = [[one.level, one.module, [*one.names]] for one in imports]
        self._keep(path, is_of_interest=False, imports=plain)

    def _row(self, path: str) -> _Row | None:
        """What is known of a file as it is now."""
        try:
            status = os.stat(path)
        except OSError:
            return None
        sign = sign_of(status)
        self._looked_at = (path, sign)
        folder, _, name = path.rpartition(os.sep)
        if folder != self._last[0]:
            self._last = (folder, self._folder(folder))
        row = self._last[1].rows.get(name)
        return row if row is not None and row.sign == sign else None

    def _keep(self, path: str, **known: Any) -> None:  # noqa: ANN401 - fields of a row
        looked_at, sign = self._looked_at
        if looked_at != path or max(sign[1:3]) >= self._begun - COARSEST:
            return
        name = os.path.basename(path)
        folder = self._folder(os.path.dirname(path))
        row = folder.rows.get(name)
        if row is None or row.sign != sign:
            folder.rows[name] = row = _Row(sign)
        for one, value in known.items():
            if value is not None and getattr(row, one) != value:
                setattr(row, one, value)
                folder.is_changed = True

    def _folder(self, folder: str) -> _Folder:
        whole = os.path.abspath(folder)
        if whole in self._folders:
            self._folders.move_to_end(whole)
            return self._folders[whole]
        made = _Folder()
        try:
            rows = self._file.read("folder", whole)
            if rows is not None:
                made.rows = {str(name): _Row.from_plain(row) for name, row in rows.items()}
        except (TypeError, ValueError, AttributeError):
            made.rows = {}
        self._folders[whole] = made
        if len(self._folders) > _FOLDERS:
            self._put_away(*self._folders.popitem(last=False))
            self._last = (None, made)
        return made

    def _put_away(self, path: str, folder: _Folder) -> None:
        if not folder.is_changed:
            return
        try:
            there = set(os.listdir(path))
        except OSError:
            there = set()
        rows = {name: row.to_plain() for name, row in folder.rows.items() if name in there}
        self._file.write("folder", path, rows)

    # --- outcomes ----------------------------------------------------------------------------------

    def outcome(self, path: str, display: str) -> Outcome | None:
        """What reading a program gave, if it would give the same again."""
        from compile_lint.run.remembered import from_plain  # noqa: PLC0415 - most runs read no program

        content = self._content(path)
        try:
            known = self._file.read("program", _key(path, display))
            if known is None or content is None or known["content"] != content:
                return None
            if not all(self._holds(_question(asked), answer) for asked, answer in known["asked"]):
                return None
            outcome = from_plain(known["outcome"])
            self._see(path, content, known["asked"])
            return outcome
        except (LookupError, TypeError, ValueError, ArithmeticError, RecursionError, OSError):
            return None  # a file that we did not write

    def _see(self, path: str, content: str, asked: Iterable[tuple[Question, Answer]]) -> None:
        """Tell what the program and all that it imports were found to hold."""
        contents = self._programs.contents
        if contents.seen is not None:
            contents.see(path, content)
            for question, answer in asked:
                if question[0] == "source" and answer is not None:
                    contents.see(question[-1], answer)

    def keep_outcome(self, done: JobOutcome) -> None:
        """Keep what reading a program gave."""
        from compile_lint.run.remembered import to_plain  # noqa: PLC0415 - as above

        if done.content and done.outcome.is_sound:
            self._look_again(done.asked)
            known = {
                "content": done.content,
                "asked": [*done.asked.items()],
                "outcome": to_plain(done.outcome),
            }
            self._file.write("program", _key(done.job.path, done.job.display), known)

    def _look_again(self, asked: dict[Question, Answer]) -> None:
        """See ourselves what a program saw, which another process may have read."""
        for question, answer in asked.items():
            if not self._holds(question, answer):
                self.is_steady = False

    def _content(self, path: str) -> str | None:
        """The content of a file in short; None if it cannot be read."""
        row = self._row(path)
        if row is not None and row.digest is not None:
            return row.digest
        try:
            size_of(path)
            content = digest(self._programs.contents.read(path))
        except OSError:
            return None
        self._keep(path, digest=content)
        return content

    def _holds(self, question: Question, answer: Answer) -> bool:
        if question not in self._answers:
            self._answers[question] = self._answer(question, answer)
        return self._answers[question] == answer

    def _answer(self, question: Question, before: Answer) -> Answer:
        """The answer as it is now. A content that is the same gives the same answer."""
        if question[0] in _OF_CONTENT:
            self._sights.content(question[-1])
        if question[0] in _OF_CONTENT and before is not None and self._content(question[-1]) == before:
            return before
        return self._programs.answer(question)

    # --- the end -----------------------------------------------------------------------------------

    @property
    def trouble(self) -> str:
        """Why nothing could be written down; empty if it could, or nothing was new."""
        return self._file.trouble

    def save(self) -> None:
        """Write down what is new, if anything is."""
        self._last = (None, _Folder())
        while self._folders:
            self._put_away(*self._folders.popitem())
        self._file.save()


def _question(asked: Any) -> Question:  # noqa: ANN401 - of a file that anybody may have written
    if not all(isinstance(part, str) for part in asked):
        raise TypeError
    return tuple(asked)


def _key(path: str | Path, display: str) -> str:
    return f"{os.path.abspath(path)}\0{display}"
