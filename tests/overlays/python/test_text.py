"""Methods of strings: exact for constants, bounded in size, unknown otherwise."""

from __future__ import annotations

import pytest

from compile_lint.overlays.text_formats import interpolated

KNOWN = [
    "'ReLU'.lower()",
    "'relu'.upper()",
    "' a '.strip()",
    "'xax'.strip('x')",
    "'a b'.split()",
    "'a,b,c'.split(',', 1)",
    "'a,b'.rsplit(',', maxsplit=1)",
    "'a.b'.partition('.')",
    "'mse'.startswith('m')",
    "'mse'.endswith(('a', 'e'))",
    "'a_b'.replace('_', '-')",
    "'a b'.title()",
    "'abc'.capitalize()",
    "'7'.zfill(3)",
    "'abc'.find('c')",
    "'12'.isdigit()",
    "'-'.join(['a', 'b'])",
    "', '.join(str(n) for n in range(3))",
    "'{}-{}'.format('a', 1)",
    "'{loss:>5}'.format(loss='mse')",
    "'{a}'.format_map({'a': 1})",
    "str.lower('A')",
    "list(map(str.upper, ['a', 'b']))",
    "(5).bit_length()",
    "'sparse_categorical_crossentropy'.startswith('sparse')",
]


@pytest.mark.parametrize("expression", KNOWN)
def test_what_python_says_is_said(evaluate, expression):
    found = evaluate(f"found = {expression}\n")("found")
    expected = eval(expression)  # noqa: S307 - the table above
    assert (type(found), found) == (type(expected), expected)


UNKNOWN = [
    "'a'.zfill(10 ** 9)",
    "'a'.center(n)",
    "('a' * 900).replace('a', 'b' * 900)",
    "'{:1000000000}'.format(1)",
    "'{:{}}'.format(1, 10 ** 9)",
    "'{0.__class__}'.format(1)",
    "'{x}'.format(y=1)",
    "'{'.format(1)",
    "'a'.join(n)",
    "'a'.join(['b', n])",
    "'a'.join([1])",
    "'{}'.format(n)",
    "'{}'.format([1])",
    "'abc'.index('z')",
    "'a'.startswith(n)",
    "n.lower()",
    "n.strip()",
    "'a'.no_such_method()",
    "'a'.split(*n)",
]


@pytest.mark.parametrize("expression", UNKNOWN)
def test_what_is_not_known_or_too_long_stays_unknown(evaluate, is_unsure, expression):
    assert is_unsure(evaluate(f"found = {expression}\n")("found"))


def test_the_same_method_of_the_same_unknown_is_the_same(evaluate, either):
    program = evaluate(
        "found = (1 if n.lower() == 'a' else 2, 1 if n.lower() == 'a' else 2)\n"
        "one = n.lower()\ntwo = n.lower()\nother = n.upper()\nloose = m.lower()\n"
    )
    assert program("one") == program("two")
    assert program("one") != program("other")
    assert program("one") != program("loose")
    assert program("found") == (either(1, 2), either(1, 2))


@pytest.mark.parametrize(
    ("template", "values", "text"),
    [
        ("%s-%d", ("a", 3), "a-3"),
        ("%(loss)s", {"loss": "mse"}, "mse"),
        ("%.2f%%", 1.5, "1.50%"),
        ("top 100000 of %s", "a", "top 100000 of a"),
        ("%5000s", "a", None),
        ("%*d", (10**9, 1), None),
        ("%.100000000f", 1.0, None),
        ("%(n)99999s", {"n": 1}, None),
        ("%d", "a", None),
        ("%s %s", "a", None),
        ("%(x)s", {}, None),
        ("%", (), None),
    ],
)
def test_old_formatting_is_bounded(template, values, text):
    assert interpolated(template, values) == text
