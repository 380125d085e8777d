"""Which paths a pattern matches."""

from __future__ import annotations

import random
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from compile_lint.patterns import Pattern, PatternSet
from compile_lint.patterns.globs import MAX_GLOBS, Glob, GlobSet, parse_glob


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


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "an empty pattern matches nothing"),
        ("  ", "an empty pattern matches nothing"),
        ("!", "it names nothing"),
        ("/", "it names nothing"),
        ("# old", "a comment"),
        ("a[bc", "a bracket is never closed"),
        ("a[b-", "a bracket is never closed"),
        ("[[:vowel:]]", "no class of characters is called `vowel`"),
        ("a\\", "it ends in a backslash"),
        ("*" * 5000, "it has more than 4,096 characters"),
    ],
)
def test_a_pattern_that_means_nothing_is_an_error(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        Pattern(text)


# Each row was given to `git check-ignore`; the last part of a path is a file, all before it are folders.
@pytest.mark.parametrize(
    ("lines", "matched", "others"),
    [
        (["*a*b*c*"], ["xaybzc", "abc"], ["acb", "ab"]),
        (["ab*ab"], ["abab", "abxab"], ["ab", "aba"]),
        (["*ab*ab"], ["abab"], ["ab", "bab"]),
        (["a?c"], ["abc"], ["ac", "abbc"]),
        (["[a-c]x", "[!a-c]y", "[^z]w"], ["bx", "dy", "aw"], ["dx", "by", "zw"]),
        (["[]a]", "[!]b]z"], ["]", "a", "az"], ["b", "]z", "bz"]),
        (["[z-a]", "[!z-a]x", "[a-]q", "[\\]]r"], ["bx", "-q", "]r"], ["m", "bq", "ar"]),
        (["[[:digit:][:upper:]]"], ["7", "Q"], ["q", "-"]),
        (["\\*a", "\\#b", "\\!c"], ["*a", "#b", "!c"], ["xa", "b", "c"]),
        (["a  ", "b\\ "], ["a", "b "], ["a ", "b"]),
        (["a**b"], ["ab", "axb"], ["a/b"]),
        (["x/a**b"], ["x/axb"], ["x/a/b"]),
        (["a/**"], ["a/b", "a/b/c"], ["a", "b/a/c"]),
        (["a/**/b"], ["a/b", "a/x/b", "a/x/y/b"], ["x/a/b", "a/xb"]),
        (["**/a/b"], ["a/b", "x/a/b", "x/y/a/b"], ["a/x/b"]),
        (["a/**/b/**/c"], ["a/b/c", "a/x/b/y/c", "a/b/b/c"], ["a/c/b", "a/b/x"]),
        (["**"], ["a", "x/a"], []),
        (["**/"], ["x/a"], ["a"]),
        (["a", "!a", "b", "!b", "b"], ["b"], ["a"]),
        (["a/", "!a/keep"], ["a/keep"], ["a"]),
        (["a/*", "!a/keep"], ["a/drop"], ["a/keep"]),
        (["n", "!n*", "n/"], ["n/a"], ["n"]),
    ],
)
def test_what_git_ignores_is_matched(lines: list[str], matched: list[str], others: list[str]) -> None:
    globs = GlobSet(map(parse_glob, lines))
    for path in (*matched, *others):
        assert bool(globs.verdict_below(path)) is (path in matched), path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("*a*a*a*a*a*a*a*b", "a" * 250),
        ("a**a**a**a**a**a**b", "a" * 250),
        ("a*" * 2000, "a" * 250),
        ("*" * 4000, "a" * 250),
        ("**/a/**/a/**/a/**/a/**/a/**/b", "a/" * 1000 + "c"),
        ("/".join(["**"] * 1000) + "/b", "a/" * 1000 + "c"),
        ("[[:alpha:]]*" * 300, "a" * 250),
    ],
)
def test_no_pattern_takes_long(text: str, path: str) -> None:
    began = time.process_time()
    GlobSet([parse_glob(text)]).verdict(path, is_folder=False)
    assert time.process_time() - began < 0.5  # they take milliseconds; backtracking takes hours


def test_a_set_holds_so_many_patterns_and_any_number_of_names() -> None:
    names = GlobSet(parse_glob(f"name{number}") for number in range(20_000))
    assert names.verdict("name19999", is_folder=False)
    assert not names.verdict("name20000", is_folder=False)
    wild = GlobSet(parse_glob(f"name{number}*") for number in range(MAX_GLOBS + 2))
    assert wild.verdict(f"name{MAX_GLOBS - 1}", is_folder=False)
    assert len(wild) == MAX_GLOBS


@pytest.mark.tools
@pytest.mark.parametrize("seed", range(3))
def test_any_pattern_matches_what_git_says(tmp_path: Path, seed: int) -> None:
    """Random patterns and paths; left out is what puts a `/` into a bracket or behind a backslash."""
    generator = random.Random(seed)  # noqa: S311 - the same patterns every time
    cases = []
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    for number in range(200):
        lines = [_random_pattern(generator) for _ in range(generator.choice([1, 1, 2, 3]))]
        (tmp_path / f"d{number}").mkdir()
        (tmp_path / f"d{number}" / ".gitignore").write_text("\n".join(lines) + "\n", encoding="utf-8")
        cases += [(number, lines, _random_path(generator)) for _ in range(30)]
    answer = subprocess.run(
        ["git", "-C", str(tmp_path), "check-ignore", "--no-index", "--stdin", "-z"],
        input="\0".join(f"d{number}/{path}" for number, _, path in cases),
        capture_output=True,
        text=True,
        check=False,
    )
    ignored = set(answer.stdout.split("\0"))
    assert len(ignored) > 100
    for number, lines, path in cases:
        globs = GlobSet(_readable(lines))
        assert bool(globs.verdict_below(path)) is (f"d{number}/{path}" in ignored), (lines, path)


_PIECES = [
    "a", "b", "ab", "*", "*", "?", "[ab]", "[!a]", "[^b]", "[a-c]", "[]a]", "[!]a]", "[z-a]", "**", "\\*",
    "\\a", "[[:alpha:]]", "[[:digit:]x]", ".py", "#", "!", " ", "\\ ", "[a-]", "[\\]a]", "[-a]", "***",
]  # fmt: skip
_LETTERS = ["a", "b", "ab", "c", "*", ".py", "x", "1", " ", "!", "#", "]", "-"]


def _random_pattern(generator: random.Random) -> str:
    parts = [
        "".join(generator.choices(_PIECES, k=generator.choice([1, 1, 2, 3])))
        for _ in range(generator.choice([1, 1, 2, 3]))
    ]
    start, end = generator.choice(["", "", "", "/", "!", "**/"]), generator.choice(["", "", "", "/", "/**"])
    return start + "/".join(parts) + end


def _random_path(generator: random.Random) -> str:
    return "/".join(
        "".join(generator.choices(_LETTERS, k=generator.choice([1, 1, 2, 3])))
        for _ in range(generator.choice([1, 2, 3, 4]))
    )


def _readable(lines: list[str]) -> Iterator[Glob]:
    for line in lines:
        with suppress(ValueError):
            yield parse_glob(line)
