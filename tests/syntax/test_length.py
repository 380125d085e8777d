"""Texts that are too long to be parsed, and long displays that are left out of others."""

from __future__ import annotations

import pytest

from compile_lint.run import check_source
from compile_lint.settings import Settings
from compile_lint.syntax.length import MAX_DISPLAY, MAX_TOKENS, is_too_long, without_long_displays

FAULT = (
    'model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])\n'
    'model.compile("adam", "binary_crossentropy")\n'
)
MANY = MAX_DISPLAY // 2 + 10


def found(text: str) -> list[tuple[str, int, int]]:
    """The codes of a program's findings, and where they are."""
    report = check_source(f"import keras\n{text}".encode(), "a.py", Settings())
    return [(finding.code, finding.span.line, finding.span.column) for finding in report.findings]


@pytest.mark.parametrize(
    "text",
    [
        "[" + "0," * MANY + "]",
        "[\n" + "0,\n" * MANY + "]",
        "[\r\n" + "0,\r\n" * MANY + "  ]",
        "(\n" + "'a', # b ] [\n" * MANY + ")",
        "{" + "'a b', " * MANY + "\n}",
        "{" + "1: -2.5, " * MANY + "}",
        "[" + "[1, 2],\n" * (MANY // 2) + "]",
        "dict(a=[" + "None, " * MANY + "], b={" + "'''x\ny''': 1, " * MANY + "})",
        "f(" + "1, " * MANY + ")",
    ],
)
def test_what_follows_a_long_display_keeps_its_place(text: str) -> None:
    short = without_long_displays(f"x = {text}; y = 1\n{FAULT}")
    assert sum(map(short.count, ("0", "1", "a", "'"))) < 200
    lines = text.count("\n")
    assert short.splitlines()[lines].endswith("; y = 1")
    assert len(short.splitlines()[lines]) == len(f"x = {text}; y = 1\n".splitlines()[lines])
    assert found(f"x = {text}; y = 1\n{FAULT}") == [("CL103", lines + 4, 23)]


@pytest.mark.parametrize(
    "text",
    [
        "[" + "a, " * MANY + "]",
        "[" + "0, " * 100 + "]",
        "x[" + "0, " * MANY + "]",
        "(" + "'a'\n" * MANY + ")",
        "f'''" + "[0, 1], " * MANY + "'''",
        "[" + "0, " * MANY,
    ],
)
def test_what_is_no_long_display_of_constants_is_as_it_was(text: str) -> None:
    assert without_long_displays(text) == text


def test_a_text_with_too_many_tokens() -> None:
    assert not is_too_long("a;" * (MAX_TOKENS // 2))
    assert is_too_long("a;" * (MAX_TOKENS // 2) + "a")
    assert is_too_long("f'" + "{a}" * (MAX_TOKENS // 3 + 5) + "'")
    assert found("a;" * MAX_TOKENS + "\n" + FAULT) == [("CL001", 1, 1)]
    (finding,) = check_source(
        f"import keras\n{'a;' * MAX_TOKENS}\n{FAULT}".encode(), "a.py", Settings()
    ).findings
    assert finding.message == (
        "too long to be parsed: it has more than 200,000 tokens; split the file, or exclude it"
    )
