"""Class ids that get another value in places, and other steps that make class ids of data."""

from __future__ import annotations

import math

import pytest

from compile_lint.model import Encoding

INTEGER, BINARY, SIGNS = Encoding.INTEGER, Encoding.BINARY, Encoding.PLUS_MINUS_ONE
FLOAT = Encoding.CONTINUOUS
TWO, THREE = "y = np.random.randint(0, 2, 90)\n", "y = np.random.randint(0, 3, 90)\n"
TEN = "y = np.random.randint(1, 11, 90)\n"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (f"{TWO}y[y == 0] = -1", (SIGNS, 2, -1, 1, 0)),
        (f"{TWO}y[y == 1] = 2", (INTEGER, 2, 0, 2, 0)),
        (f"{TWO}y[y == 1] = 0", (None, None, None, None, 0)),  # one class is no task
        ("y = np.random.choice([-1, 1], 90)\ny[y == -1] = 0", (BINARY, 2, 0, 1, 0)),
        (f"{TEN}y[y == 10] = 0", (INTEGER, 10, 0, 9, 0)),
        (f"{THREE}y[y == 0] = 3", (INTEGER, 3, 1, 3, 0)),
        (f"{THREE}y[y == 2] = 1", (BINARY, 2, 0, 1, 0)),
        (f"{THREE}y[y == 2] = -1", (INTEGER, 3, -1, 1, 0)),
        # Silent: gaps, other masks, masks of other data, values that are not known.
        (f"{THREE}y[y == 1] = 7", (None, None, None, None, 0)),
        (f"{THREE}y[y == 2] = 9", (None, None, None, None, 0)),
        (f"{THREE}y[y > 1] = 1", (None, None, None, None, 0)),
        (f"{THREE}y[z == 2] = 1", (None, None, None, None, 0)),
        (f"{THREE}y[y == 2] = n", (None, None, None, None, 0)),
        (f"{THREE}y[y == 2] = 0.5", (None, None, None, None, 0)),
        ("y = np.load('y.npy')\ny[y == 10] = 0", (None, None, None, None, None)),
        ("y = np.random.rand(90)\ny[y == 1] = 0", (None, None, None, None, 0)),
        ("y = np.zeros(90)\ny[30:] = 1", (BINARY, 2, 0, 1, 0)),
        ("y = np.zeros(90)\ny[30:60] = 1\ny[60:] = 2", (INTEGER, 3, 0, 2, 0)),
        ("y = np.ones(90)\ny[30:] = -1", (SIGNS, 2, -1, 1, 0)),
        ("y = np.zeros(90)\ny[30:60] = 1\ny[60:] = 4", (None, None, None, None, 0)),
        ("y = -np.ones(90)\ny[some] = 0\ny[others] = 1", (None, None, None, None, 0)),
        (f"{TWO}y[60:] = 2", (None, None, None, None, 0)),
    ],
)
def test_ids_that_get_another_value(facts, code, expected):
    assert facts(code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("y = np.unique(['a', 'b', 'c'], return_inverse=True)[1]", (INTEGER, 3, 0, 2, 0)),
        ("_, first, y = np.unique(z, True, True)", None),
        ("y = np.unique(np.load('z.npy'), return_inverse=True)[1]", (INTEGER, None, 0, None, None)),
        ("y = np.unique(names, return_inverse=True)[1]", (INTEGER, None, 0, None, None)),
        ("y = np.unique(names)", None),
        ("y = pd.read_csv('z.csv')['a'].replace(['s', 'm', 'l'], [0, 1, 2])", (INTEGER, 3, 0, 2, 0)),
        ("y = pd.read_csv('z.csv')['a'].replace(['s', 'm', 'l'], [0, 1, 4])", (None, None, None, None, 0)),
        ("y = pd.read_csv('z.csv')['a'].replace(['s', 'm', 'l'], 0)", (None, None, None, None, 0)),
        ("y = pd.read_csv('z.csv')['a'].replace(['s', 'm'], [0, 1, 2])", (None, None, None, None, 0)),
        ("y = pd.read_csv('z.csv')['a'].replace([1, 2, 3], [0, 1, 2])", (None, None, None, None, 0)),
        ("y = pd.read_csv('z.csv')['a'].replace('sm', [0, 1])", (None, None, None, None, 0)),
        ("y = pd.read_csv('z.csv')['a'].replace(names, [0, 1])", (None, None, None, None, 0)),
        ("y = np.array([['cat', 'dog', 'fox'].index(name) for name in names])", (INTEGER, 3, 0, 2, 0)),
        ("y = np.array([kinds.index(name) for name in names])", (INTEGER, None, None, None, 0)),
        ("y = np.array([list('abcdefgh').index(name) for name in names])", (INTEGER, None, None, None, 0)),
        ("y = pd.cut(pd.read_csv('z.csv')['a'], 4, labels=[0, 1, 2, 3])", (INTEGER, 4, 0, 3, 0)),
        ("y = pd.cut(pd.read_csv('z.csv')['a'], 3, labels=['s', 'm', 'l'])", (None, 3, None, None, 0)),
        ("y = datasets.load_wine(as_frame=True).frame['target']", (INTEGER, 3, 0, 2, 0)),
        ("y = datasets.load_wine().frame", None),
        ("y = np.unique(np.load('z.npy'), return_counts=True)[1]", (None, None, None, None, 0)),
        ("y = tf.where(np.load('z.npy') > 0, 1.0, 0.0)", (BINARY, 2, 0, 1, None)),
        ("y = np.where(np.load('z.npy') > 0, 3, 5)", (None, None, None, None, None)),
        ("y = np.log1p(np.load('z.npy'))", (None, None, None, None, None)),
        ("y = np.sqrt(np.load('z.npy'))", (None, None, None, None, None)),
        ("y = np.log(np.random.randint(0, 3, 9))", (None, None, None, None, 0)),
        ("y = np.log2(np.random.rand(9))", (FLOAT, None, -math.inf, 0, 0)),
        ("y = pd.read_csv('z.csv')['close'].diff()", (None, None, None, None, 0)),
        ("y = (pd.read_csv('z.csv')['close'].pct_change() > 0).astype(int)", (BINARY, 2, 0, 1, 0)),
    ],
)
def test_steps_that_make_labels(facts, code, expected):
    assert facts(code) == expected
