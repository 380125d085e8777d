"""Which paths a pattern matches."""

from __future__ import annotations

from pathlib import Path

import pytest

from compile_lint.patterns import Pattern, PatternSet


@pytest.mark.parametrize(
    ("pattern", "matched", "others"),
    [
        ("old", ["old", "old/a.py", "x/old/a.py", "x/old"], ["older/a.py", "bold.py", "a.py"]),
        ("a.py", ["a.py", "x/a.py"], ["b/ba.py"]),
        ("*_pb2.py", ["a_pb2.py", "x/y/a_pb2.py"], ["a.py"]),
        ("tests/**", ["tests/a.py", "tests/x/a.py"], ["x/tests/a.py", "tests.py"]),
        ("**/test_*.py", ["test_a.py", "x/test_a.py"], ["x/atest_a.py"]),
        ("src/gen", ["src/gen/a.py", "src/gen"], ["x/src/gen/a.py", "gen/a.py"]),
        ("/a.py", ["a.py"], ["x/a.py"]),
        ("docs/", ["docs/a.py", "x/docs/a.py"], ["docs"]),
        ("nb/*.ipynb", ["nb/a.ipynb"], ["nb/x/a.ipynb", "a.ipynb"]),
    ],
)
def test_patterns_are_those_of_gitignore(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str, matched: list[str], others: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    here = PatternSet.of([Pattern(pattern)])
    based = PatternSet.of([Pattern(pattern, str(tmp_path / "pkg"))])
    for path in (*matched, *others):
        assert here.matches(path) is (path in matched), path
        assert here.matches(str(tmp_path / path)) is (path in matched), path
        assert based.matches(f"pkg/{path}") is (path in matched), path


def test_outside_its_folder_a_pattern_matches_by_names_alone(tmp_path: Path) -> None:
    base = tmp_path / "pkg"
    outside = str(tmp_path / "other" / "gen" / "a_pb2.py")
    assert PatternSet.of([Pattern("*_pb2.py", str(base))]).matches(outside)
    for text in ("/gen/a_pb2.py", "other/gen", "/other"):
        assert not PatternSet.of([Pattern(text, str(base))]).matches(outside)


def test_a_later_pattern_takes_back_what_an_earlier_one_matches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    patterns = PatternSet.of([Pattern("gen"), Pattern("*.py"), Pattern("!keep.py")])
    assert patterns.matches("gen/a.txt")
    assert patterns.matches("x/drop.py")
    assert not patterns.matches("x/keep.py")


@pytest.mark.parametrize("text", ["", "  ", "!"])
def test_a_pattern_that_means_nothing_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"empty|Invalid"):
        Pattern(text)
