"""The programs that are rewritten, and which of them the default run takes."""

from __future__ import annotations

import ast
import functools
import zlib
from pathlib import Path

from markdown_cases import all_cases
from rewriting import Rewriting

from compile_lint.suppress.comments import MARK

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
