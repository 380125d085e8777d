"""What numpy makes of labels. A row without an encoding is data, or nothing that may accuse anybody."""

from __future__ import annotations

import math

import pytest

from compile_lint.interpret.machine import Machine
from compile_lint.model import Encoding
from compile_lint.overlays import array_operators
from compile_lint.sources.units import SourceUnit
from compile_lint.values.values import Array, Const, TupleValue

INTEGER, BINARY, ONE_HOT = Encoding.INTEGER, Encoding.BINARY, Encoding.ONE_HOT
MULTI_HOT, SIGNS, FLOAT = Encoding.MULTI_HOT, Encoding.PLUS_MINUS_ONE, Encoding.CONTINUOUS
INF = math.inf


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("np.random.randint(0, 10, 100)", (INTEGER, 10, 0, 9, 0)),
        ("np.random.randint(10, size=100)", (INTEGER, 10, 0, 9, 0)),
        ("np.random.randint(0, 4, size=(120,))", (INTEGER, 4, 0, 3, 0)),
        ("np.random.randint(0, 4, size=(120, 1))", (INTEGER, 4, 0, 3, 1)),
        ("np.random.randint(1, 6, size=150)", (INTEGER, 5, 1, 5, 0)),
        ("np.random.randint(18, 90, size=150)", (INTEGER, None, 18, 89, 0)),
        ("np.random.randint(0, 2, size=90)", (BINARY, 2, 0, 1, 0)),
        ("np.random.randint(0, 2, size=(120, 5))", (MULTI_HOT, 5, 0, 1, 5)),
        ("np.random.randint(0, n, size=90)", (INTEGER, None, 0, None, 0)),
        ("np.random.randint(0, 3, len(rows))", (INTEGER, 3, 0, 2, 0)),
        ("np.random.default_rng(1).integers(0, 3, size=9)", (INTEGER, 3, 0, 2, 0)),
        ("np.random.default_rng(1).integers(1, 3, size=9, endpoint=True)", (INTEGER, 3, 1, 3, 0)),
        ("np.random.RandomState(1).randint(0, 3, 9)", (INTEGER, 3, 0, 2, 0)),
        # Silent: several columns of more than zeros and ones, images, shapes that are not known.
        ("np.random.randint(0, 50, (120, 15))", (None, None, 0, 49, 15)),
        ("np.random.randint(0, 256, size=(100, 6, 6))", (None, None, 0, 255, None)),
        ("np.random.randint(0, 3, size)", (None, None, 0, 2, None)),
        ("np.random.randint(0, 2, (9, n))", (None, None, 0, 1, None)),
        ("np.random.randint(0, 2, (9, 4, 4))", (None, None, 0, 1, None)),
        ("np.random.choice([0, 1, 2], size=130)", (INTEGER, 3, 0, 2, 0)),
        ("np.random.choice(5, 30)", (INTEGER, 5, 0, 4, 0)),
        ("np.random.choice([0, 1], size=(30, 4))", (MULTI_HOT, 4, 0, 1, 4)),
        ("np.random.choice(['sun', 'rain'], 160)", (None, 2, None, None, 0)),
        ("np.random.choice(rows, 160)", None),
        ("np.random.rand(90)", (FLOAT, None, 0, 1, 0)),
        ("np.random.sample((90, 2))", (FLOAT, None, 0, 1, 2)),
        ("np.random.rand(90, 5)", (FLOAT, None, 0, 1, 5)),
        ("np.random.randn(90, 1)", (FLOAT, None, -INF, INF, 1)),
        ("np.random.normal(size=(90, 3, 3))", (FLOAT, None, -INF, INF, None)),
        ("np.random.uniform(-1, 1, (128, 2))", (FLOAT, None, -1, 1, 2)),
        ("np.random.uniform(a, 1, 128)", (FLOAT, None, None, None, 0)),
        ("np.random.default_rng(3).random((48, 6))", (FLOAT, None, 0, 1, 6)),
        ("np.random.poisson(2.5, (100,))", (FLOAT, None, 0, INF, 0)),
        ("np.random.permutation(50)", (None, None, 0, 49, 0)),
        ("np.random.permutation(np.random.randint(0, 3, 9))", (INTEGER, 3, 0, 2, 0)),
        ("np.random.binomial(1, 0.5, 9)", (BINARY, 2, 0, 1, 0)),
        ("np.random.binomial(10, 0.5, 9)", (None, None, 0, 10, 0)),
    ],
)
def test_random_draws(facts, code, expected):
    assert facts(f"y = {code}") == expected


@pytest.mark.parametrize(
    "code", ["np.random.randint(0, 3)", "np.random.rand()", "np.random.choice([1, 2])", "f(3)"]
)
def test_single_numbers_are_no_arrays(facts, code):
    assert facts(f"y = {code}") is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("np.array([0, 1, 1, 0])", (BINARY, 2, 0, 1, 0)),
        ("np.array([0., 1., 1., 0.])", (BINARY, 2, 0, 1, 0)),
        ("np.array([0, 1, 2, 1])", (INTEGER, 3, 0, 2, 0)),
        ("np.array([-1, 1, 1])", (SIGNS, 2, -1, 1, 0)),
        ("np.array([[0], [1], [1], [0]])", (BINARY, 2, 0, 1, 1)),
        ("np.array([[1, 0, 0], [0, 0, 1]])", (ONE_HOT, 3, 0, 1, 3)),
        ("np.array([[1, 0, 1], [0, 0, 1]])", (MULTI_HOT, 3, 0, 1, 3)),
        ("np.array([[0.1, 2.5], [3.5, 1.0]])", (FLOAT, None, 0.1, 3.5, 2)),
        ("np.array([0.5, 2.5])", (FLOAT, None, 0.5, 2.5, 0)),
        # Silent: numbers that may be counts, prices or anything, rows of probabilities, mixed content.
        ("np.array([2, 4, 6, 8])", (None, None, 2, 8, 0)),
        ("np.array([1.0, 2.0, 3.0])", (None, None, 1, 3, 0)),
        ("np.array([[0.2, 0.8], [0.5, 0.5]])", (None, None, None, None, 2)),
        ("np.array([0, 1, n])", (None, None, None, None, None)),
        ("np.array([[1, 2], [3, 4]])", (None, None, 1, 4, 2)),
        ("np.array([[[0, 1]], [[1, 0]]])", (None, None, None, None, None)),
        ("np.array(rows)", None),
        ("np.array([x_i for x_i in rows])", None),
        ("np.eye(4)", (ONE_HOT, 4, 0, 1, 4)),
        ("np.eye(4)[np.random.randint(0, 4, 9)]", (ONE_HOT, 4, 0, 1, 4)),
        ("np.eye(n)[np.random.randint(0, 4, 9)]", (ONE_HOT, None, 0, 1, None)),
        ("np.identity(5)[rows]", (ONE_HOT, 5, 0, 1, None)),
        ("np.eye(5)[np.random.randint(0, 5, (9, 1))]", (ONE_HOT, 5, 0, 1, None)),
        ("np.arange(40) % 3", (INTEGER, 3, 0, 2, 0)),
        ("np.arange(40) % 2", (BINARY, 2, 0, 1, 0)),
        ("np.arange(rows) % n", (INTEGER, None, 0, None, 0)),
        ("np.arange(40)", (None, None, 0, 39, 0)),
        ("np.linspace(0, 6, 100) % 3", (None, None, None, None, 0)),
        ("np.zeros((9, 1))", (BINARY, 2, 0, 0, 1)),
        ("np.ones(9)", (BINARY, 2, 1, 1, 0)),
        ("np.full((9, 1), 0.9)", (None, None, None, None, 1)),
        ("np.zeros((9, 3))", (None, None, 0, 0, 3)),
        ("np.zeros((9, 3, 3))", (None, None, 0, 0, None)),
        ("np.repeat([0, 1, 2], 20)", (INTEGER, 3, 0, 2, 0)),
        ("np.repeat(np.arange(1, 4), 20)", (INTEGER, 3, 1, 3, 0)),
        ("np.repeat(np.arange(0, 40, 10), 20)", (None, None, 0, 30, 0)),
        ("np.repeat(np.random.permutation(90)[:10], 20)", (None, None, 0, 89, 0)),
        ("np.array([np.random.rand(9)[i] for i in rows])", (FLOAT, None, 0, 1, None)),
        ("np.array([np.random.rand(9, 2)[i] for i in rows])", (FLOAT, None, 0, 1, None)),
        ("np.array([to_categorical(i, 3) for i in rows])", (ONE_HOT, 3, 0, 1, None)),
        ("np.array([np.random.randint(0, 3, 9)[i] for i in rows])", (None, None, None, None, None)),
        ("np.load('a.npy')", (None, None, None, None, None)),
        ("np.concatenate([np.ones(9), np.zeros(9)])", (BINARY, 2, 0, 1, 0)),
        ("np.r_[np.ones(9), np.zeros(9)]", (BINARY, 2, 0, 1, 0)),
        ("np.concatenate([np.random.randint(0, 3, 9), rows])", (None, None, None, None, None)),
        ("np.vstack([np.eye(3), np.eye(3)])", (ONE_HOT, 3, 0, 1, 3)),
        ("np.hstack([np.ones((9, 1)), np.random.rand(9, 1)])", (None, None, None, None, 2)),
        ("np.stack([np.array([0, 1]), np.array([1, 1])], axis=1)", (MULTI_HOT, 2, 0, 1, 2)),
        ("np.digitize(np.random.randn(9), [-0.4, 0.4])", (INTEGER, 3, 0, 2, 0)),
        ("np.digitize(np.random.randn(9), edges)", (INTEGER, None, 0, None, 0)),
        ("np.argmax(rows, axis=1)", (INTEGER, None, 0, None, None)),
        ("np.argmax(np.eye(4)[np.random.randint(0, 4, 9)], axis=1)", (INTEGER, 4, 0, 3, 0)),
        ("np.argmax(np.random.rand(9, 3), axis=-1)", (INTEGER, 3, 0, 2, 0)),
        ("np.argmax(np.random.rand(9, 3), axis=0)", None),
        ("np.argmax(rows)", None),
    ],
)
def test_made_arrays(facts, code, expected):
    assert facts(f"y = {code}") == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("np.column_stack([x[:, 0] > 1, x[:, 1] > 1])", (MULTI_HOT, 2, 0, 1, 2)),
        ("np.column_stack([x[:, 0] > 1, x[:, 0] <= 1])", (None, None, None, None, 2)),
        ("np.column_stack([x[:, 0] > 1, ~(x[:, 0] > 1)])", (None, None, None, None, 2)),
        ("np.where(x[:, 0] > x[:, 1], 1, 0)", (BINARY, 2, 0, 1, 0)),
        ("np.where(x[:, 0] > 0, 1, -1)", (SIGNS, 2, -1, 1, 0)),
        ("np.where(x[:, 0] > 1, 2, np.where(x[:, 1] > 0, 1, 0))", (INTEGER, 3, 0, 2, 0)),
        ("np.where(rows > 1, 1, 0)", (BINARY, 2, 0, 1, None)),
        ("np.where(rows > 1, 2, 1)", (None, None, None, None, None)),
        ("np.where(rows > 1, rows, 0)", (None, None, None, None, None)),
        ("np.where(x[:, 0] > 1, 'a', 'b')", (None, 2, None, None, 0)),
        ("np.select([x[:, 0] > 1, x[:, 1] > 0], [2, 1])", (INTEGER, 3, 0, 2, 0)),
        ("np.select([x[:, 0] > 1, x[:, 1] > 0], [1, 2], default=3)", (INTEGER, 3, 1, 3, 0)),
        ("np.select([x[:, 0] > 1], ['a'], 'b')", (None, 2, None, None, 0)),
        ("np.select([x > 1, x > 0], [2, 1])", (None, None, 0, 2, 4)),
        ("np.select([rows > 1], [2])", (None, None, None, None, None)),
        ("np.select([x[:, 0] > 1], [x[:, 1]], 0)", (None, None, None, None, 0)),
        ("np.select(conditions, choices)", (None, None, None, None, None)),
        ("np.where(x > 0.5, x, -x)", (FLOAT, None, None, None, 4)),
        ("np.sign(x[:, 0])", (SIGNS, 2, -1, 1, 0)),
        ("np.sign(rows)", None),
        ("x[:, 0] > 0", (BINARY, 2, 0, 1, 0)),
        ("(x[:, 0] > 0).astype(int)", (BINARY, 2, 0, 1, 0)),
        ("(x[:, 1:2] > 0).astype('float32')", (BINARY, 2, 0, 1, 1)),
        ("(x > 0.5).astype('float32')", (MULTI_HOT, 4, 0, 1, 4)),
        ("(np.random.rand(9, 6) > 0.5)", (MULTI_HOT, 6, 0, 1, 6)),
        ("x[:, 0] + x[:, 1] > 0", (BINARY, 2, 0, 1, 0)),
        ("x.sum(axis=1) > 2.5", (BINARY, 2, 0, 1, 0)),
        ("x.mean(axis=1) > 0", (BINARY, 2, 0, 1, 0)),
        ("x @ np.random.rand(4) > 0.3", (BINARY, 2, 0, 1, 0)),
        ("np.hypot(x[:, 0], x[:, 1]) < 0.7", (BINARY, 2, 0, 1, 0)),
        ("(x[:, 0] > 0) & (x[:, 1] > 0)", (BINARY, 2, 0, 1, 0)),
        ("~(x[:, 0] > 0)", (BINARY, 2, 0, 1, 0)),
        ("np.logical_or(x[:, 0] > 0, x[:, 1] > 0)", (BINARY, 2, 0, 1, 0)),
        # Masks and other comparisons of data with unknown columns may be one label or many.
        ("np.load('a.npy') > 0", (BINARY, 2, 0, 1, None)),
        ("np.random.rand(9, 8, 8, 1) > 0.5", (BINARY, 2, 0, 1, None)),
        ("(np.random.rand(9, 8, 8) > 0.5).reshape(9, 64)", (None, None, None, None, 64)),
        ("(np.load('a.npy') > 0).reshape(-1)", (BINARY, 2, 0, 1, 0)),
        ("(x[:, 0] > 0).astype(int) + (x[:, 1] > 0)", (INTEGER, None, None, None, 0)),
        ("1 - (x[:, 0] > 0)", (BINARY, 2, 0, 1, 0)),
        ("2 * (x[:, 0] > 0) - 1", (SIGNS, 2, -1, 1, 0)),
        ("(np.sign(x[:, 0]) + 1) // 2", (BINARY, 2, 0, 1, 0)),
        ("(np.sign(x[:, 0]) + 1) / 2", (BINARY, 2, 0, 1, 0)),
        ("(x[:, 0] > 0) * 255", (INTEGER, 2, 0, 255, 0)),
        ("(x[:, 0] > 0) * 255 / 255", (BINARY, 2, 0, 1, 0)),
        ("(x[:, 0] > 0) * 0.9", (None, None, None, None, 0)),
    ],
)
def test_conditions(facts, code, expected):
    assert facts(f"x = np.random.randn(50, 4)\ny = {code}") == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ids - 1", (INTEGER, 5, -1, 3, 0)),
        ("ids + 1", (INTEGER, 5, 1, 5, 0)),
        ("(ids + 1) - 1", (INTEGER, 5, 0, 4, 0)),
        ("ids % 2", (BINARY, 2, 0, 1, 0)),
        ("ids % 7", (INTEGER, 5, 0, 4, 0)),
        ("ids // 2", (INTEGER, 3, 0, 2, 0)),
        ("ids == 3", (BINARY, 2, 0, 1, 0)),
        ("ids.astype('float32')", (INTEGER, 5, 0, 4, 0)),
        ("ids.astype(bool)", (BINARY, 2, 0, 1, 0)),
        ("ids.reshape(-1, 1)", (INTEGER, 5, 0, 4, 1)),
        ("ids.reshape((-1, 1)).ravel()", (INTEGER, 5, 0, 4, 0)),
        ("ids[:, None]", (INTEGER, 5, 0, 4, 1)),
        ("ids[:, np.newaxis]", (INTEGER, 5, 0, 4, 1)),
        ("np.expand_dims(ids, -1)", (INTEGER, 5, 0, 4, 1)),
        ("np.squeeze(ids.reshape(-1, 1))", (INTEGER, 5, 0, 4, 0)),
        ("ids[:50]", (INTEGER, 5, 0, 4, 0)),
        ("ids[np.random.permutation(100)]", (INTEGER, 5, 0, 4, 0)),
        ("ids[np.random.permutation(len(ids))]", (INTEGER, 5, 0, 4, 0)),
        ("ids[np.arange(0, 100, 2)]", (INTEGER, 5, 0, 4, 0)),
        ("np.eye(5)[ids]", (ONE_HOT, 5, 0, 1, 5)),
        ("np.eye(5)[ids][:, 1]", (BINARY, 2, 0, 1, 0)),
        ("np.eye(5)[ids][:, :2]", (None, None, None, None, 2)),
        ("np.eye(5)[ids][:, :5]", (ONE_HOT, 5, 0, 1, 5)),
        ("np.clip(ids, 0, 10)", (INTEGER, 5, 0, 4, 0)),
        # A choice that may have gone by class leaves ids, but which is not known.
        ("ids[rows]", (INTEGER, None, None, None, None)),
        ("ids[ids > 2]", (INTEGER, None, None, None, 0)),
        ("ids[np.where(ids > 2)[0]]", (INTEGER, None, None, None, 0)),
        ("ids[(ids == 2) | (ids == 4)]", (INTEGER, None, None, None, 0)),
        ("np.delete(ids, np.where(ids > 2))", (INTEGER, None, None, None, 0)),
        ("np.where(ids > 2, 0, ids)", (None, None, None, None, 0)),
        # Silent: what may be anything.
        ("np.clip(ids, 0, 2)", (None, None, None, None, 0)),
        ("ids * n", (None, None, None, None, 0)),
        ("ids.reshape(20, 5)", (None, None, 0, 4, 5)),
        ("ids.reshape(rows)", (None, None, None, None, None)),
        ("ids[3]", None),
        ("ids.mean()", None),
        ("ids ** 2", (None, None, None, None, 0)),
    ],
)
def test_class_ids(facts, code, expected):
    assert facts(f"ids = np.random.randint(0, 5, 100)\ny = {code}") == expected


@pytest.mark.parametrize(
    ("code", "scaled"),
    [
        ("ids / 255", True),
        ("ids / 4.0", True),
        ("ids * 0.1", True),
        ("(ids - ids.mean()) / ids.std()", True),
        ("(ids - np.mean(ids)) / np.std(ids)", True),
        ("(ids / 255)[:10]", True),
        ("(ids > 2) / 1", False),
        ("ids / n", False),
        ("ids.reshape(20, 5) / 5", False),
        ("np.random.randint(0, 256, (9, 28, 28)) / 255", False),
        ("np.random.randint(0, 256, (9, 28, 28, 1)) / 255", False),
        ("ids // 2", False),
        ("ids + 0.5", False),
    ],
)
def test_scaled_ids(value, code, scaled):
    found = value(f"ids = np.random.randint(0, 5, 100)\ny = {code}")
    assert isinstance(found, Array)
    assert found.is_scaled is scaled
    assert (found.scaled_origin is not None) is scaled


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("10 * x[:, 0] - 4 * x[:, 1] + np.random.normal(size=100)", (-INF, INF)),
        ("15.0 + 12.0 * np.sin(x[:, 0]) + np.random.normal(scale=1.5, size=100)", (-INF, INF)),
        ("x[:, :1] * 5", (0, 5)),
        ("x[:, 0] - 0.5", (-0.5, 0.5)),
        ("1 - x[:, 0]", (0, 1)),
        ("-x[:, 0]", (-1, 0)),
        ("np.sin(np.linspace(0, 20, 100))", (-1, 1)),
        ("(np.sin(np.linspace(0, 20, 100)) + 1) / 2", (0, 1)),
        ("np.tanh(np.random.randn(9))", (-1, 1)),
        ("1 / (1 + np.exp(-np.random.randn(9)))", (0, 1)),
        ("np.exp(-np.random.randn(9) ** 2)", (0, 1)),
        ("np.clip(np.random.randn(9), 0, 1)", (0, 1)),
        ("np.abs(np.random.randn(9))", (0, INF)),
        ("np.cumsum(np.random.randn(300)) + 50", (-INF, INF)),
        ("x.sum(axis=1)", (0, 4)),
        # Silent: ranges that depend on the data, or on each other.
        ("np.sin(x[:, 0])", (None, None)),
        ("x[:, 0] - x[:, 0] ** 2", (None, None)),
        ("x[:, 0] * (1 - x[:, 0])", (None, None)),
        ("x[:, 0] / x[:, 1]", (None, None)),
        ("x / x.max()", (None, None)),
        ("x[:, 0] - x.mean()", (None, None)),
        ("x @ np.array([1.5, 2, 3, 4])", (None, None)),
        ("x[:, 0] * n", (None, None)),
    ],
)
def test_ranges_of_continuous_data(facts, code, expected):
    found = facts(f"x = np.random.rand(100, 4)\ny = {code}")
    assert found is not None
    assert found[0] is FLOAT
    assert found[2:4] == pytest.approx(expected) if None not in expected else found[2:4] == expected


def test_standardised_data_leave_the_unit_interval(facts):
    assert facts("p = np.random.rand(9) * 90\ny = (p - p.mean()) / p.std()") == (FLOAT, None, -INF, INF, 0)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("np.random.rand(90, 5).shape[1]", 5),
        ("np.random.rand(90, 5)[:, 1:].shape[1]", 4),
        ("np.random.rand(90, 5).shape[0]", 90),
        ("len(np.unique(np.random.randint(0, 4, 90)))", 4),
        ("np.max(np.random.randint(0, 4, 90)) + 1", 4),
        ("np.random.randint(0, 4, 90).max() + 1", 4),
        ("np.eye(3)[np.random.randint(0, 3, 90)].shape[1]", 3),
        ("np.eye(3)[np.random.randint(0, 3, 90)].shape[-1]", 3),
        ("len(set(['a', 'b']))", 2),
    ],
)
def test_sizes_that_programs_ask_for(value, code, expected):
    assert value(f"y = {code}") == Const(expected)


@pytest.mark.parametrize(
    "code",
    [
        "np.load('a.npy').shape[1]",
        "np.random.rand(9, 8, 8).shape[-1]",
        "np.load('a.npy').max() + 1",
        "np.random.rand(90).max()",
        "len(np.unique(np.random.rand(90)))",
        "len(np.unique(np.zeros(90)))",
        "np.random.rand(90, n).shape[1]",
    ],
)
def test_sizes_that_are_not_known(value, code):
    assert not isinstance(value(f"y = {code}"), Const)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("x", "x", True),
        ("x", "x.astype('float32')", True),
        ("x", "x.reshape(50, 2, 2)", True),
        ("x", "np.asarray(x)", True),
        ("x[:10]", "x[:10]", True),
        ("x / 255", "x / 255", True),
        ("x[:10]", "x[10:]", False),
        ("x", "x / 255", False),
        ("x", "x + np.random.randn(50, 4)", False),
        ("x + np.random.randn(50, 4)", "x + np.random.randn(50, 4)", False),
        ("np.random.rand(9)", "np.random.rand(9)", False),
        ("x[:, 0]", "x[:, 1]", False),
        ("x[:, 0]", "x[:, True]", False),
    ],
)
def test_identity_of_data(value, first, second, same):
    code = f"x = np.random.rand(50, 4)\na = {first}\nb = {second}"
    a, b = value(f"{code}\ny = (a, b)").items
    assert (a.token == b.token) is same


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("np.random.choice([0, 1], 90, p=[0.95, 0.05])", 1),
        ("np.random.choice([0, 1], 90, p=[0.5, 0.5])", 0),
        ("np.random.choice([0, 1], 90)", 0),
        ("np.random.binomial(1, 0.03, 90)", 1),
        ("np.random.binomial(1, 0.5, 90)", 0),
        ("np.random.binomial(1, p, 90)", 0),
        ("np.random.choice([0, 1], 90, p=[0.95, 0.05]).reshape(-1, 1)[:50]", 1),
    ],
)
def test_skewed_draws_are_evidence(value, code, count):
    found = value(f"y = {code}")
    assert isinstance(found, Array)
    assert len(found.evidence) == count


def test_where_without_branches_gives_positions(value):
    found = value("y = np.where(np.random.rand(9) > 1)")
    assert isinstance(found, TupleValue)
    assert [item.encoding for item in found.items] == [None]


@pytest.mark.parametrize(
    ("made", "index", "item", "encoding"),
    [
        ("np.zeros(9)", "x > 3", "1", BINARY),
        ("np.zeros((9, 1))", "3", "1", BINARY),
        ("np.zeros((9, 3))", "(np.arange(9), np.random.randint(0, 3, 9))", "1", ONE_HOT),
        ("np.zeros((9, 3))", "(2, 1)", "1", None),
        ("np.zeros((9, 3))", "(np.arange(9), x)", "1", None),
        ("np.zeros((9, 3))", "(np.arange(9), np.random.randint(0, 3, 9))", "2", None),
        ("np.zeros(9)", "3", "7", None),
        ("np.zeros(9)", "3", "x", None),
        ("np.random.randint(0, 3, 9)", "3", "1", None),
        ("np.eye(3)", "(2, 1)", "1", None),
    ],
)
def test_arrays_after_an_item_was_set(value, made, index, item, encoding):
    parts = value(f"y = ({made}, {index}, {item})").items
    changed = array_operators.assigned(*parts, host=Machine(SourceUnit("p.py", "")), origin=None)
    assert changed.encoding is encoding
    assert changed.token != parts[0].token


@pytest.mark.parametrize(
    "code",
    [
        "np.arange(10 ** 25)",
        "np.zeros((10 ** 25, 10 ** 25))",
        "np.random.randint(0, 10 ** 25, 5) ** 2",
        "np.random.uniform(0, 1e300, 5) ** 3 * 1e300",
        "np.array([1e400, 2.0]) * 2",
        "np.array([10 ** 25, 5]) / 10 ** 25",
        "np.random.rand(5) / 0",
        "0 / np.random.rand(5)",
        "np.random.rand(5)[::0]",
        "np.exp(np.random.uniform(0, 1e9, 5))",
        "np.log(np.random.rand(5) - 5)",
        "np.eye(-3)[np.array([])]",
        "np.array([[]])",
        "np.random.randint()",
        "np.where()",
        "to_categorical()",
        "np.concatenate()",
        "np.reshape()",
        "np.array([0, 1]).reshape()",
        "np.eye('a')",
        "np.random.choice([], 5)",
        "np.random.randint(5, 3, 9)",
    ],
)
def test_odd_programs_are_read_without_harm(value, code):
    value(f"y = {code}")
