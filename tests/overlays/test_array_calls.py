"""What numpy and pandas make of arrays: where less is known of the arguments, less is known of the result."""

from __future__ import annotations

import math

import pytest

from compile_lint.model import Encoding

INTEGER, BINARY, MULTI_HOT = Encoding.INTEGER, Encoding.BINARY, Encoding.MULTI_HOT
ONE_HOT = Encoding.ONE_HOT
SIGNS, FLOAT = Encoding.PLUS_MINUS_ONE, Encoding.CONTINUOUS
INF = math.inf

BEFORE = """
table = pd.DataFrame({'a': [0, 1], 'b': [1, 2]})
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("np.arange(0, 9, 0)", (None, None, None, None, 0)),
        ("np.linspace(0, n, 9)", (FLOAT, None, None, None, 0)),
        ("np.linspace(a, b)", (FLOAT, None, None, None, 0)),
        ("np.where(c, np.array([0, 1]), unknown)", (None, None, None, None, None)),
        ("np.where(unknown > 3, 5, 5)", (None, None, None, None, None)),
        ("np.where(unknown, 2, 4)", (None, None, None, None, None)),
        ("np.digitize(unknown, [0, 1, 2])", (None, None, None, None, None)),
        ("np.digitize(np.random.rand(9), [0.2, 0.5])", (INTEGER, 3, 0, 2, 0)),
        ("np.digitize(np.random.rand(9, 2), [0.2, 0.5])", (None, None, None, None, None)),
        ("np.logical_and(a, b)", None),
        ("np.concatenate([np.array([0, 1, 2]), np.array([0, 1, 2])], axis=-1)", (INTEGER, 3, 0, 2, 0)),
        ("np.concatenate([np.zeros((9, 2)), np.ones((9, 3))], axis=1)", (None, None, None, None, 5)),
        ("np.concatenate([np.zeros((9, 2)), np.ones((9, 3))], axis=-1)", (None, None, None, None, 5)),
        ("np.concatenate([np.zeros((9, 2)), np.ones((9, 3))], axis=2)", (None, None, None, None, None)),
        ("np.concatenate([np.zeros((9, 2)), np.ones((9, 3))], axis=n)", (None, None, None, None, None)),
        ("np.hstack([np.array([0, 1, 2]), np.array([1, 1, 0])])", (INTEGER, 3, 0, 2, 0)),
        ("np.hstack([np.random.rand(9, 2), np.random.rand(9, 1)])", (FLOAT, None, None, None, 3)),
        ("np.hstack([np.array([0, 1, 2]), unknown])", (None, None, None, None, None)),
        ("np.column_stack([np.array([0, 1, 2]), np.array([1, 1, 0])])", (None, None, None, None, 2)),
        ("np.column_stack([np.array([0, 1, 2]), np.random.rand(3, 2, 2)])", (None, None, None, None, None)),
        ("np.column_stack([np.array([0, 1, 2]), unknown])", (None, None, None, None, None)),
        ("np.stack([np.array([0, 1, 2]), np.array([1, 1, 0])])", (None, None, None, None, None)),
        ("np.stack([np.array([0, 1, 2]), np.array([1, 1, 0])], axis=1)", (None, None, None, None, 2)),
        ("np.append(np.array([0, 1]), np.array([2]))", (None, None, None, None, 0)),
        ("np.append(np.array([-1, 1]), np.array([-1, 1]))", (SIGNS, 2, -1, 1, 0)),
        ("np.concatenate([np.array([-1, 1]), np.array([1, -1])])", (SIGNS, 2, -1, 1, 0)),
        ("np.concatenate([np.random.rand(9), np.random.rand(9)])", (FLOAT, None, 0, 1, 0)),
        (
            "np.concatenate([np.array([0, 1, 2]) / 255, np.array([0, 1, 2]) / 255])",
            (None, None, None, None, 0),
        ),
        (
            "a = np.random.randint(0, 256, (9, 4)) / 255\nnp.concatenate([a, a])",
            (FLOAT, None, 0.0, 1.0, 4),
        ),
        ("np.c_[np.array([0, 1, 2]), np.array([1, 1, 0])]", (None, None, None, None, 2)),
        ("np.c_[np.array([0, 1, 2]), np.random.rand(3, 2)]", (None, None, None, None, 3)),
        ("np.c_[np.array([0, 1, 2]), unknown]", (None, None, None, None, None)),
        ("np.r_[np.array([0, 1]), np.array([1, 0])]", (BINARY, 2, 0, 1, 0)),
        ("np.meshgrid([0, 1], [2, 3])", [(None, None, None, None, None), (None, None, None, None, None)]),
        ("np.split(np.array([0, 1, 0, 1]), 2)", [(BINARY, 2, 0, 1, 0), (BINARY, 2, 0, 1, 0)]),
        ("np.array_split(np.random.randint(0, 3, 9), 3)[1]", (INTEGER, 3, 0, 2, 0)),
        ("np.split(np.random.rand(9, 4), 2, axis=1)", None),
        ("np.split(np.random.rand(9, 4), [3])", None),
        ("np.split(np.random.rand(9, 4), n)", None),
        ("np.array([0, 1, 2]).cumsum()", (None, None, None, None, 0)),
        ("np.random.randint(0, 5, 9).argmin()", None),
        ("np.random.rand(9, 3).argmin(axis=1)", (None, None, None, None, None)),
        ("np.random.rand(9).argsort()", (None, None, None, None, 0)),
        ("(np.random.rand(9, 3) > 0.5).any(axis=1)", (BINARY, 2, 0, 1, 0)),
        ("(np.random.rand(9, 3) > 0.5).any(axis=1, keepdims=True)", (None, None, None, None, None)),
        ("(np.random.rand(9, 3) > 0.5).any()", None),
        ("np.array(['a', 'b']) + 1", (None, None, None, None, 0)),
    ],
)
def test_arrays_that_are_joined_split_and_searched(seen, code, expected):
    assert seen(code, BEFORE) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("(np.random.rand(9, 3) > 0.5).all(axis=0)", (None, None, None, None, None)),
        ("np.random.randint(0, 5, 9) // 2", (INTEGER, 3, 0, 2, 0)),
        ("np.random.rand(9) // 2", (None, None, None, None, 0)),
        ("np.random.randint(0, 5, 9) / 2 // 1", (INTEGER, 3, 0.0, 2.0, 0)),
        ("np.random.randint(0, 2, 9) * 3", (INTEGER, 2, 0, 3, 0)),
        ("np.random.randint(0, 2, 9) * n", (None, None, None, None, 0)),
        ("np.random.randint(0, 5, 9) * 3", (INTEGER, 5, 0, 12, 0)),
        ("np.random.randint(0, 5, 9) ** 2", (None, None, None, None, 0)),
        ("np.random.randint(0, 5, 9) ** 20", (None, None, None, None, 0)),
        ("np.random.randint(0, 5, 9) ** -1", (None, None, None, None, 0)),
        ("2 ** np.random.randint(0, 5, 9)", (None, None, None, None, 0)),
        ("np.random.rand(9) ** 2", (FLOAT, None, 0, 1, 0)),
        ("(np.random.rand(9) * 1e300) ** 8", (FLOAT, None, None, None, 0)),
        ("np.random.randn(9) ** 3", (FLOAT, None, -INF, INF, 0)),
        ("np.random.randint(0, 9, 9) % 3", (INTEGER, 3, 0, 2, 0)),
        ("np.random.randint(0, 9, 9) % 1", (None, None, None, None, 0)),
        ("np.random.randint(0, 9, 9) % 2.5", (None, None, None, None, 0)),
        ("np.random.randint(0, 9, 9) % n", (INTEGER, None, 0, None, 0)),
        ("np.random.choice(['a', 'b'], 9) * 2", (None, None, None, None, 0)),
        ("a = np.random.randint(0, 2, 9)\nb = np.random.randint(0, 2, 9)\na * b", (BINARY, 2, 0, 1, 0)),
        ("a = np.array([-1, 1, 1])\nb = np.array([1, 1, -1])\na * b", (SIGNS, 2, -1, 1, 0)),
        ("a = np.random.rand(9)\nb = np.random.rand(9)\na + b", (FLOAT, None, 0, 2, 0)),
        ("a = np.random.rand(9)\na + a", (FLOAT, None, None, None, 0)),
        ("a = np.random.rand(9)\nb = np.random.randn(9)\na + b", (FLOAT, None, -INF, INF, 0)),
        (
            "a = np.random.randint(0, 3, 9)\nb = np.random.randint(0, 3, 9)\na + b",
            (INTEGER, None, None, None, 0),
        ),
        ("a = np.random.rand(9, 3)\nb = np.random.rand(9, 3)\na + b", (FLOAT, None, 0, 2, 3)),
        ("a = np.random.rand(9)\na - a", (FLOAT, None, None, None, 0)),
    ],
)
def test_arithmetic_keeps_what_stays_true(seen, code, expected):
    assert seen(code, BEFORE) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("np.round(np.random.rand(9), 2)", (FLOAT, None, 0, 1, 0)),
        ("np.round(np.random.rand(9))", (BINARY, 2, 0, 1, 0)),
        ("np.round(np.random.rand(9, 3))", (None, None, None, None, 3)),
        ("np.round(np.random.randn(9))", (None, None, None, None, 0)),
        ("np.round(np.random.randint(0, 5, 9))", (INTEGER, 5, 0, 4, 0)),
        ("np.abs(np.random.randn(9))", (FLOAT, None, 0, INF, 0)),
        ("np.abs(np.random.randint(0, 3, 9))", (INTEGER, 3, 0, 2, 0)),
        ("np.abs(np.array([-1, 1]))", (None, None, None, None, 0)),
        ("np.random.randn(9).min()", None),
        ("np.random.randint(0, 5, 9).min()", 0),
        ("np.random.randint(0, 5, (9, 2)).prod(axis=1)", (None, None, None, None, None)),
        ("np.random.rand(9, 3).sum(axis=1)", (FLOAT, None, 0, 3, 0)),
        ("np.random.rand(9, 3).sum(axis=n)", None),
        ("np.random.randint(0, 5, (9, 2)).sum(axis=1)", (None, None, None, None, 0)),
        ("np.random.rand(9).cumsum()", (FLOAT, None, None, None, 0)),
        ("np.random.rand(9).astype('int32')", (INTEGER, None, 0, None, 0)),
        ("(np.random.rand(9) * 5).astype('int')", (INTEGER, None, 0, None, 0)),
        ("np.random.randn(9).astype('int')", (None, None, None, None, 0)),
        ("np.random.rand(9, 3).astype('uint8')", (None, None, None, None, 3)),
        ("np.random.randint(0, 3, 9).view(np.int64)", (INTEGER, 3, 0, 2, 0)),
        ("np.random.randint(0, 3, 9).reshape(3, 3, 1)", (INTEGER, 3, 0, 2, 1)),
        ("np.random.randint(0, 3, 9).reshape(3, 3, 1).squeeze()", (INTEGER, 3, 0, 2, None)),
        ("np.random.randint(0, 3, 9).reshape(3, 3, 1)[..., 0]", (None, None, None, None, None)),
        ("np.random.randint(0, 3, 9).reshape(3, 3, 1).shape", None),
        ("np.random.randint(0, 3, 27).reshape(n, k, k)", (INTEGER, 3, 0, 2, None)),
        ("np.random.randint(0, 3, 27).reshape(n, 3, 3)", (None, None, 0, 2, None)),
        ("(np.random.rand(27) > 0.5).reshape(n, 3, 3, 1)", (BINARY, 2, 0, 1, 1)),
        ("(np.random.rand(27) > 0.5).reshape(n, k, k)", (None, None, None, None, None)),
        ("(np.random.randint(0, 3, 27) / 2).reshape(n, 3, 3)", (None, None, None, None, None)),
        ("np.random.randint(0, 3, 9).reshape(n, 1)", (INTEGER, 3, 0, 2, 1)),
        ("np.random.randint(0, 3, 9).reshape(-1)", (INTEGER, 3, 0, 2, 0)),
        ("(np.random.rand(9, 3) > 0.5).reshape(-1)", (None, None, None, None, 0)),
        ("np.random.choice([0, 1], (9, 3)).reshape(-1)", (None, None, None, None, 0)),
        ("np.random.rand(9, 3).reshape(27, 1)", (FLOAT, None, 0, 1, 1)),
        ("np.random.rand(9).squeeze()", (FLOAT, None, 0, 1, 0)),
        ("np.random.rand(9, 1).squeeze()", (FLOAT, None, 0, 1, 0)),
        ("np.random.randint(0, 3, (9, 1)).squeeze(axis=-1)", (INTEGER, 3, 0, 2, 0)),
        ("np.random.randint(0, 3, 9).T", (INTEGER, 3, 0, 2, 0)),
        ("np.random.rand(9, 3).T", (FLOAT, None, 0, 1, 9)),
        ("np.transpose(np.random.randint(0, 3, 9))", (INTEGER, 3, 0, 2, 0)),
        ("np.expand_dims(np.random.randint(0, 3, 9), 1)", (INTEGER, 3, 0, 2, 1)),
        ("np.expand_dims(np.random.rand(9) > 0.5, -1)", (BINARY, 2, 0, 1, 1)),
        ("np.random.multivariate_normal([0, 0], cov, 9)", (FLOAT, None, -INF, INF, 2)),
        ("np.random.multivariate_normal([0, 0], cov)", (FLOAT, None, -INF, INF, None)),
        ("np.random.dirichlet([1, 1, 1], 9)", None),
        ("np.random.choice([0, 1, 2], (9, n))", (None, None, None, None, None)),
        ("np.random.choice([0, 1, 2], (9, 4, 1))", (INTEGER, 3, 0, 2, None)),
        ("np.random.multinomial(1, [0.5, 0.5], 9)", None),
    ],
)
def test_arrays_of_other_shapes_and_types(seen, code, expected):
    assert seen(code, BEFORE) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("np.random.randint(0, 3, 9)[None]", (None, None, None, None, None)),
        ("np.random.randint(0, 3, 9)[...]", (INTEGER, 3, 0, 2, 0)),
        ("np.random.rand(9, 3)[0, 1]", None),
        ("np.random.rand(9, 3)[0, 1:]", (None, None, None, None, None)),
        ("np.random.rand(9, 3)[:, 1]", (FLOAT, None, 0, 1, 0)),
        ("np.random.rand(9, 3)[:, [0, 1]]", (FLOAT, None, 0, 1, None)),
        ("np.random.rand(9, 3)[:, n]", (FLOAT, None, 0, 1, None)),
        ("np.random.rand(9, 3)[:, 1:]", (FLOAT, None, 0, 1, 2)),
        ("np.random.rand(9, 3)[unknown, 1]", (FLOAT, None, 0, 1, 0)),
        ("np.random.rand(9, 3)[..., 1]", (FLOAT, None, 0, 1, 0)),
        ("np.random.rand(9)[:, 1]", (None, None, None, None, None)),
        ("to_categorical(np.random.randint(0, 3, (9, 4)), 3)[..., 1]", (None, None, 0, 1, None)),
        ("to_categorical(unknown, 3)[..., 0]", (None, None, 0, 1, None)),
        ("np.random.rand(9, 3)[:, None]", (FLOAT, None, 0, 1, None)),
        ("np.random.rand(9, 3)[0]", (None, None, None, None, 0)),
        ("np.random.rand(9, 3)['a']", (None, None, None, None, None)),
    ],
)
def test_parts_of_arrays(seen, code, expected):
    assert seen(code, BEFORE) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("np.random.standard_normal(9)", (FLOAT, None, -INF, INF, 0)),
        ("np.random.standard_normal((9, 3))", (FLOAT, None, -INF, INF, 3)),
        ("np.random.standard_t(3, 9)", (FLOAT, None, -INF, INF, 0)),
        ("np.random.standard_t(3, size=(9, 1))", (FLOAT, None, -INF, INF, 1)),
        ("np.random.gamma(2, size=9)", (FLOAT, None, 0, INF, 0)),
        ("np.random.gamma(2.0, 1.0, 9)", (FLOAT, None, 0, INF, 0)),
        ("np.random.exponential(2, 9)", (FLOAT, None, 0, INF, 0)),
        ("np.random.chisquare(2, 9)", (FLOAT, None, 0, INF, 0)),
        ("np.random.weibull(2, 9)", (FLOAT, None, 0, INF, 0)),
        ("np.random.lognormal(0, 1, 9)", (FLOAT, None, 0, INF, 0)),
        ("np.random.beta(2, 3, 9)", (FLOAT, None, 0, 1, 0)),
        ("np.random.beta(2, 3, (9, 2))", (FLOAT, None, 0, 1, 2)),
        ("np.random.multivariate_normal(mean, cov, 9)", (FLOAT, None, -INF, INF, None)),
        ("np.random.binomial(1, 0.5)", None),
        ("np.random.binomial(n, 0.5, 9)", None),
        ("np.random.binomial(1, 0.5, (9, 3))", (MULTI_HOT, 3, 0, 1, 3)),
        ("np.random.standard_normal()", None),
        ("np.random.laplace(0, 1, 9)", (FLOAT, None, -INF, INF, 0)),
        ("np.random.triangular(0, 1, 2, 9)", None),
        ("np.random.uniform(n, n, (9, 2))", (FLOAT, None, None, None, 2)),
    ],
)
def test_numbers_that_are_drawn(seen, code, expected):
    assert seen(code, BEFORE) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("pd.Series([0, 1, 1]).to_frame()", (BINARY, 2, 0, 1, 1)),
        ("table.loc[mask]", (None, None, None, None, 2)),
        ("table.iloc[:, [0]]", (BINARY, 2, 0, 1, 1)),
        ("table.iloc[:, [0, 9]]", (None, None, None, None, None)),
        ("table.iloc[:, n]", (None, None, None, None, None)),
        ("table.iloc[:, 1]", (INTEGER, 2, 1, 2, 0)),
        ("table.loc[:, 'b']", (INTEGER, 2, 1, 2, 0)),
        ("table[['b']]", (INTEGER, 2, 1, 2, 1)),
        ("table[mask]['a']", (None, None, None, None, None)),
        ("table.at[0, 'a']", None),
        ("df = table.copy()\ndf.loc[mask, 'a'] = 2\ndf['a']", (None, None, None, None, 0)),
        ("df = table.copy()\ndf.loc[:, 'a'] = 2\ndf['a']", (None, None, None, None, 0)),
        (
            "df = pd.DataFrame({'a': [0, 1]})\ndf['a'] = df['a'].map({0: 'x', 1: 'y'})\ndf['a']",
            (None, None, None, None, 0),
        ),
        ("df = pd.read_csv('a.csv')\ndf['a'] = (df['b'] > 3).astype(int)\ndf['a']", (BINARY, 2, 0, 1, 0)),
        ("df = pd.read_csv('a.csv')\ndf.iloc[:, :-1]", (None, None, None, None, None)),
        ("df = pd.read_csv('a.csv')\ndf.iloc[:, -1].values", (None, None, None, None, 0)),
        ("df = pd.read_csv('a.csv')\ndf.columns = ['a', 'b']\ndf.a", (None, None, None, None, 0)),
        ("df = pd.DataFrame({'a': [0, 1]})\ndf.columns = ['c']\ndf['c']", (None, None, None, None, 0)),
        ("df = pd.DataFrame({'a': [0, 1]})\ndf.a = [1, 2]\ndf['a']", (INTEGER, 2, 1, 2, 0)),
        ("df = pd.DataFrame({'a': [0, 1]})\ndf.label = [1, 2]\ndf['a']", (BINARY, 2, 0, 1, 0)),
    ],
)
def test_parts_of_frames(seen, code, expected):
    assert seen(code, BEFORE) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("np.tile(np.array([0, 1, 2]), 3)", (INTEGER, 3, 0, 2, 0)),
        ("np.tile(np.array([0, 1, 2]), (3, 1))", (None, None, None, None, None)),
        ("np.array([0, 1, 2]).item()", None),
        ("len(pd.read_csv('a.csv')['a'])", None),
        ("len(table.columns)", 2),
        ("table.columns", (None, None, None, None, 0)),
        ("pd.DataFrame({'a': ['x', 'y']})['a'].astype('category').cat.codes", (BINARY, 2, 0, 1, 0)),
        ("pd.Series(np.random.rand(9, 2)).cat.codes", (INTEGER, None, 0, None, 0)),
        ("-np.array([0, 1, 2])", (INTEGER, 3, -2, 0, 0)),
        ("+np.array([0, 1, 2])", (INTEGER, 3, 0, 2, 0)),
        ("~np.array([0, 1, 2])", (None, None, None, None, 0)),
        ("np.array([0, 1, 2]) == np.array([0, 1, 1])", (BINARY, 2, 0, 1, 0)),
        ("np.array([[0.5, 'a'], [1, 2]])", (None, None, None, None, 2)),
        ("np.array([np.array([0, 1]), np.array([1, 0])])", (None, None, None, None, 2)),
        ("np.array([np.random.rand(3), np.random.rand(3)])", (FLOAT, None, None, None, 3)),
        ("np.array([np.random.rand(3), np.random.rand(4)])", (FLOAT, None, None, None, None)),
        ("np.array([0, 1]).reshape(2, 1) * np.zeros((2, 3))", (None, None, None, None, 3)),
        ("np.array(np.random.rand(9, 3)).clip(0, 1)", (FLOAT, None, 0, 1, 3)),
        ("np.clip(np.random.randn(9), 0, 1)", (FLOAT, None, 0, 1, 0)),
        ("np.full(9, 3)", (None, None, 3, 3, 0)),
        ("np.full((9, 2), n)", (None, None, None, None, 2)),
        ("np.zeros(9)", (BINARY, 2, 0, 0, 0)),
        ("np.eye(3)[np.array([0, 1, 2])]", (ONE_HOT, 3, 0, 1, 3)),
        ("np.eye(4)[unknown]", (ONE_HOT, 4, 0, 1, None)),
        ("np.identity(4)[np.random.randint(0, 4, 9)]", (ONE_HOT, 4, 0, 1, 4)),
        ("np.unique(np.array([0, 1, 2, 1]))", (None, None, None, None, 0)),
        ("len(np.unique(np.array([0, 1, 2, 1])))", 3),
        ("np.max(np.array([0, 1, 2])) + 1", 3),
        ("np.argmax(to_categorical(np.array([0, 1, 2])), axis=1)", (INTEGER, 3, 0, 2, 0)),
        ("np.argmax(np.random.rand(9, 4), axis=1)", (INTEGER, 4, 0, 3, 0)),
        ("np.flip(np.array([0, 1, 2]))", (INTEGER, 3, 0, 2, 0)),
        ("np.vstack([np.zeros((9, 2)), np.ones((9, 2))])", (None, None, None, None, 2)),
        ("np.delete(np.array([0, 1, 2]), 0)", (INTEGER, None, None, None, 0)),
        ("np.take(np.array([0, 1, 2]), [0, 1])", None),
        ("np.ravel(np.random.randint(0, 3, (9, 1)))", (INTEGER, 3, 0, 2, 0)),
        ("np.atleast_2d(np.array([0, 1, 2]))", None),
        ("np.repeat(np.array([0, 1, 2]), 3)", (INTEGER, 3, 0, 2, 0)),
        ("np.nan_to_num(np.random.rand(9))", (FLOAT, None, 0, 1, 0)),
        ("np.sign(np.random.randn(9))", (SIGNS, 2, -1, 1, 0)),
        ("np.sqrt(np.random.rand(9))", (FLOAT, None, 0.0, 1.0, 0)),
        ("np.floor(np.random.rand(9) * 3)", None),
        ("np.squeeze(np.random.randint(0, 3, (9, 1)))", (INTEGER, 3, 0, 2, 0)),
        ("np.random.shuffle(np.array([0, 1, 2]))", None),
        ("df = table.copy()\ndf.reset_index(drop=True)['a']", (BINARY, 2, 0, 1, 0)),
        ("df = table.copy()\ndf.rename({'a': 'c'}, axis=1)['c']", (BINARY, 2, 0, 1, 0)),
        ("df = table.copy()\ndf.rename({'a': 'c'}, axis='columns')['c']", (BINARY, 2, 0, 1, 0)),
        ("df = table.copy()\ndf['a'].apply(unknown)", (None, None, None, None, None)),
        ("df = table.copy()\ndf['a'].apply(lambda v: v + 1)", (None, None, None, None, None)),
        ("df = table.copy()\ndf.pop('b')", (INTEGER, 2, 1, 2, 0)),
        ("df = table.copy()\ndf.drop(columns=['b'])", (BINARY, 2, 0, 1, 1)),
        ("df = table.copy()\ndf.drop('b', axis=1)['a']", (BINARY, 2, 0, 1, 0)),
        ("df = table.copy()\ndf.drop(columns=unknown)['a']", (BINARY, 2, 0, 1, 0)),
        ("pd.concat([unknown, pd.DataFrame({'b': [1, 2]})], axis=1)['b']", (INTEGER, 2, 1, 2, 0)),
        ("pd.concat([])", (None, None, None, None, None)),
        ("pd.get_dummies(pd.Series(['a', 'b', 'c']))", (ONE_HOT, 3, 0, 1, 3)),
    ],
)
def test_arrays_of_every_kind(seen, code, expected):
    assert seen(code, BEFORE) == expected
