"""Random draws of tf.random and keras.random."""

from __future__ import annotations

import math

import pytest

from compile_lint.model import Encoding
from compile_lint.values.values import Array

INTEGER, BINARY, FLOAT = Encoding.INTEGER, Encoding.BINARY, Encoding.CONTINUOUS


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("tf.random.normal((90, 1))", (FLOAT, -math.inf, math.inf, 1)),
        ("keras.random.normal([90])", (FLOAT, -math.inf, math.inf, 0)),
        ("tf.random.uniform((90,))", (FLOAT, 0, 1, 0)),
        ("tf.random.uniform((90, 3), -1.0, 1.0)", (FLOAT, -1, 1, 3)),
        ("tf.random.uniform([90], maxval=9.5, dtype=tf.float64)", (FLOAT, 0, 9.5, 0)),
        ("tf.random.uniform([90], maxval=3, dtype=tf.int32)", (INTEGER, 0, 2, 0)),
        ("tf.random.uniform([90], 0, 2, 'int64')", (BINARY, 0, 1, 0)),
        ("tf.random.poisson([90], 2.0)", (FLOAT, 0, math.inf, 0)),
        ("keras.random.randint((90,), 1, 4)", (INTEGER, 1, 3, 0)),
        # Silent: bounds that are not known, images, a type that is not known.
        ("tf.random.truncated_normal([90])", (FLOAT, None, None, 0)),
        ("tf.random.uniform([90], maxval=top)", (FLOAT, None, None, 0)),
        ("tf.random.uniform((9, 8, 8, 3), maxval=256, dtype=tf.int32)", (None, 0, 255, None)),
        ("tf.random.normal(shape)", (FLOAT, -math.inf, math.inf, None)),
    ],
)
def test_what_is_drawn(value, code, expected):
    made = value(f"y = {code}")
    assert isinstance(made, Array)
    assert (made.encoding, made.lowest, made.highest, made.columns) == expected


@pytest.mark.parametrize("code", ["tf.random.normal([])", "tf.random.uniform([9], dtype=kind)"])
def test_what_is_no_data_or_not_known(value, code):
    assert not isinstance(value(f"y = {code}"), Array)
