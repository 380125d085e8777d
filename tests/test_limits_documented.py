"""Every limit on how far programs are followed stands in ``docs/limits.md``, and is reached by a test."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLLOWING = ("interpret", "meaning", "overlays", "values")
LIMIT = re.compile(r"MAX_\w+|\w+_(LIMIT|STEPS)|CALLERS_RUN|EXPRESSIONS_\w+")
ROW = re.compile(r"^\| `([\w./]+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def limits_in_code() -> Iterator[tuple[str, str]]:
    """The name of each with its file, and its figure as it is written there."""
    package = ROOT / "compile_lint"
    for path in sorted(path for name in FOLLOWING for path in (package / name).rglob("*.py")):
        module = path.relative_to(package).with_suffix("").as_posix()
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            match statement:
                case ast.Assign(targets=[ast.Name(name)], value=value) if LIMIT.fullmatch(name):
                    yield f"{module}.{name}", ast.unparse(value)


def test_every_limit_is_documented_with_its_figure() -> None:
    text = (ROOT / "docs/limits.md").read_text(encoding="utf-8")
    documented = {name: figure.replace(",", "") for name, figure, _ in ROW.findall(text)}
    in_code = dict(limits_in_code())
    assert len(in_code) > 50
    assert documented == in_code


def test_every_limit_is_named_by_a_test_that_reaches_it() -> None:
    tests = sorted((ROOT / "tests").glob("*/test_limits*.py"))
    text = "".join(path.read_text(encoding="utf-8") for path in tests)
    reached = set(
        re.findall(r"\b([a-z_]+)(?:\.|, \")([A-Z_]+)\b", text)
    )  # also `setattr(machine, "MAX_STEPS", …)`
    limits = {tuple(name.rpartition("/")[2].split(".")) for name, _ in limits_in_code()}
    assert limits - reached == set()
