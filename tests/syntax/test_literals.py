"""Literals have the values that Python gives them, without its warnings."""

from __future__ import annotations

import warnings

import libcst as cst
import pytest

from compile_lint.syntax.literals import key_node, literal_value


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("1e-3", 1e-3), ("'a'", "a"), ("b'a'", b"a"), (r"'a\n'", "a\n"), (r"'C:\data'", "C:\\data")],
)
def test_values(text, value):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert literal_value(text) == value


@pytest.mark.parametrize("text", ["9" * 9999, r"'\N{no such name}'"])
def test_what_python_does_not_take(text):
    with pytest.raises((ValueError, SyntaxError)):
        literal_value(text)


@pytest.mark.parametrize("key", ["a", "bc", 3])
def test_the_node_of_a_key(key):
    node = cst.parse_expression("{'a': 1, 'b' 'c': 2, 3: 4, x: 5, 'd' f'{y}': 6}")
    assert key_node(node, key) in {element.key for element in node.elements[:3]}
    assert key_node(node, "d") is None
