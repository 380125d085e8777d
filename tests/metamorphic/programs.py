"""The programs that are rewritten, and the tests that compare something of them before and after."""

from __future__ import annotations

import ast
import functools
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest
from markdown_cases import all_cases
from rewriting import REWRITINGS, Rewriting

from compile_lint.suppress.comments import MARK

MANY = 3  # one pair in so many takes about six minutes of one processor, for findings and readings
ROOT = Path(__file__).resolve().parent.parent.parent


@functools.cache
def programs() -> dict[str, str]:
    """The text of every program by its name.

    Left out are those that this Python cannot parse, and those in which comments have a meaning.
    """
    found = {}
    for folder in ("tests/cases", "fixtures/clean", "fixtures/flawed"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not path.name.startswith("test_"):
                found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
    found.update({case.name: case.code for case in all_cases()})
    return {
        name: text.replace("\r\n", "\n")
        for name, text in found.items()
        if is_python(text) and not MARK.search(text)
    }


def is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def is_sampled(name: str, rewriting: Rewriting, share: int) -> bool:
    """Whether a pair is the one in ``share`` that the default run takes, the same each time."""
    return zlib.crc32(f"{name} {rewriting.__name__}".encode()) % share == 0


def name_of(rewriting: Rewriting) -> str:
    return rewriting.__name__


each_rewriting = pytest.mark.parametrize("rewriting", REWRITINGS, ids=name_of)


class StaysAlike:
    """Tests that something of a program stays as it is; what that is, a subclass says.

    The default run takes one pair of a program and a rewriting in ``share``, the same each time; ``-m slow``
    takes one in ``MANY``, and all of them.
    """

    share: int

    def difference(self, name: str, rewriting: Rewriting, folder: Path) -> str | None:
        """How a program differs after it was rewritten, for people; ``None`` if it does not."""
        raise NotImplementedError

    @each_rewriting
    def test_some_programs(self, rewriting: Rewriting, tmp_path: Path) -> None:
        names = [name for name in programs() if is_sampled(name, rewriting, self.share)]
        assert self._differences(rewriting, names, tmp_path) == []

    @pytest.mark.slow
    @each_rewriting
    def test_many_programs(self, rewriting: Rewriting, tmp_path: Path) -> None:
        names = [name for name in programs() if is_sampled(name, rewriting, MANY)]
        assert self._differences(rewriting, names, tmp_path) == []

    @pytest.mark.slow
    @each_rewriting
    def test_all_programs(self, rewriting: Rewriting, tmp_path: Path) -> None:
        assert self._differences(rewriting, programs(), tmp_path) == []

    def _differences(self, rewriting: Rewriting, names: Iterable[str], tmp_path: Path) -> list[str]:
        found = []
        for number, name in enumerate(names):
            folder = tmp_path / str(number)
            folder.mkdir()
            different = self.difference(name, rewriting, folder)
            if different is not None:
                found.append(different)
        return found
