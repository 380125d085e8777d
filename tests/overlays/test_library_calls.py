"""What other libraries and Python itself make of values, known ones and others."""

from __future__ import annotations

import math

import pytest

from compile_lint.model import Encoding

INTEGER, BINARY, ONE_HOT = Encoding.INTEGER, Encoding.BINARY, Encoding.ONE_HOT
MULTI_HOT, SIGNS, FLOAT = Encoding.MULTI_HOT, Encoding.PLUS_MINUS_ONE, Encoding.CONTINUOUS
INF = math.inf

BEFORE = """
import argparse
import site
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Pool
from operator import attrgetter
from operator import itemgetter
from pathlib import Path
from dataclasses import dataclass
import itertools
import sys
import types
from easydict import EasyDict
from imblearn.datasets import make_imbalance
from ml_collections import ConfigDict
from munch import munchify
from omegaconf import OmegaConf
from sklearn.utils import resample
from sklearn.utils import shuffle
from sklearn.preprocessing import OrdinalEncoder
from sklearn.model_selection import ParameterGrid
three = tf.data.Dataset.from_tensor_slices(np.array([0, 1, 2]))
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("datasets.make_blobs(90, centers=[[0, 0], [1, 1]])[1]", (BINARY, 2, 0, 1, 0)),
        ("datasets.make_blobs(90, centers=rows)[1]", (INTEGER, None, 0, None, 0)),
        ("datasets.make_hastie_10_2(90)[1]", (SIGNS, 2, -1, 1, 0)),
        ("datasets.make_gaussian_quantiles(n_samples=90, n_classes=4)[1]", (INTEGER, 4, 0, 3, 0)),
        ("datasets.make_gaussian_quantiles(n_samples=90)[1]", (INTEGER, 3, 0, 2, 0)),
        ("len(datasets.make_regression(90, coef=True))", 3),
        ("datasets.make_regression(90, coef=True)[1]", (FLOAT, None, -INF, INF, 0)),
        ("datasets.make_multilabel_classification(90, return_indicator=False)[1]", None),
        ("datasets.make_multilabel_classification(90)[1]", (MULTI_HOT, 5, 0, 1, 5)),
        ("shuffle(*rows)", None),
        ("shuffle(np.array([0, 1, 2]))", (INTEGER, 3, 0, 2, 0)),
        ("resample(np.array([0, 1, 2]), n_samples=2)", (INTEGER, 3, 0, 2, 0)),
        ("resample(pd.DataFrame({'a': [0, 1]}), n_samples=n)", (BINARY, 2, 0, 1, 1)),
        ("shuffle([0, 1, 2], unknown)[0]", (INTEGER, 3, 0, 2, 0)),
        (
            "make_imbalance(np.random.rand(9, 3), np.random.randint(0, 3, 9), sampling_strategy={0: 1})[1]",
            (INTEGER, 3, 0, 2, 0),
        ),
        ("make_imbalance(np.random.rand(9, 3), unknown)[1]", (None, None, None, None, None)),
        ("sklearn.utils.check_array(np.random.randint(0, 3, 9))", (None, None, None, None, None)),
        ("sklearn.utils.check_array(unknown)", None),
        ("sklearn.utils.validation.check_random_state(1)", None),
        ("OrdinalEncoder().fit_transform(np.array([[0], [1], [5]]))", (INTEGER, None, 0, None, 1)),
        ("OrdinalEncoder().fit_transform(np.random.randint(0, 4, (9, 2)))", (None, None, None, None, None)),
        (
            "e = OrdinalEncoder()\na = np.random.randint(0, 4, (9, 1))\ne.fit(a)\ne.transform(a)",
            (INTEGER, 4, 0, 3, 1),
        ),
        ("OrdinalEncoder().transform(unknown)", (None, None, None, None, None)),
        ("preprocessing.LabelBinarizer().transform(np.array([0, 1, 2]))", (None, None, None, None, None)),
        ("preprocessing.LabelEncoder().transform(np.array([0, 1, 2]))", (INTEGER, None, 0, None, 0)),
        ("preprocessing.MultiLabelBinarizer().fit_transform([['a'], ['b', 'c']])", (MULTI_HOT, 3, 0, 1, 3)),
        (
            "preprocessing.MultiLabelBinarizer().fit_transform([['a'], [b, 'c']])",
            (MULTI_HOT, None, 0, 1, None),
        ),
        (
            "preprocessing.MultiLabelBinarizer().fit_transform([['a'], unknown])",
            (MULTI_HOT, None, 0, 1, None),
        ),
        (
            "preprocessing.StandardScaler().fit_transform(np.random.randint(0, 9, (9, 1)))",
            (INTEGER, 9, None, None, 1),
        ),
        (
            "preprocessing.MinMaxScaler((-1, 1)).fit_transform(np.random.randint(0, 9, (9, 1)))",
            (INTEGER, 9, None, None, 1),
        ),
        (
            "preprocessing.MinMaxScaler((0, 1, 2)).fit_transform(np.random.randint(0, 9, (9, 1)))",
            (INTEGER, 9, None, None, 1),
        ),
        (
            "preprocessing.MinMaxScaler(feature_range=n).fit_transform(np.random.rand(9, 2))",
            (FLOAT, None, None, None, 2),
        ),
        ("preprocessing.RobustScaler().fit_transform(np.random.rand(9, 2))", (FLOAT, None, -INF, INF, 2)),
        (
            "preprocessing.QuantileTransformer().fit_transform(np.random.rand(9, 2))",
            (FLOAT, None, None, None, 2),
        ),
        ("preprocessing.PowerTransformer().fit_transform(np.random.rand(9, 2))", (FLOAT, None, -INF, INF, 2)),
        (
            "preprocessing.KBinsDiscretizer(4).fit_transform(np.random.rand(9, 2))",
            (None, None, None, None, None),
        ),
        (
            "preprocessing.KBinsDiscretizer(4).fit_transform(np.random.rand(9, 1))",
            (ONE_HOT, None, 0, 1, None),
        ),
        (
            "preprocessing.KBinsDiscretizer(strategy='uniform').fit_transform(np.random.rand(9, 1))",
            (ONE_HOT, 5, 0, 1, 5),
        ),
        (
            "preprocessing.KBinsDiscretizer(encode=unknown).fit_transform(np.random.rand(9, 1))",
            (None, None, None, None, None),
        ),
        ("preprocessing.MaxAbsScaler().fit_transform(np.random.rand(9, 2))", (FLOAT, None, None, None, 2)),
        ("preprocessing.Normalizer().fit_transform(np.random.rand(9, 2))", (FLOAT, None, None, None, 2)),
        ("preprocessing.normalize(np.random.randint(0, 5, 9))", (INTEGER, 5, None, None, 0)),
        ("preprocessing.normalize(unknown)", None),
        ("preprocessing.minmax_scale(np.random.randint(0, 5, 9))", (INTEGER, 5, None, None, 0)),
        ("preprocessing.scale(np.random.randint(0, 5, 9))", (INTEGER, 5, None, None, 0)),
        ("preprocessing.scale(unknown)", None),
        ("preprocessing.binarize(np.random.rand(9, 2))", None),
        (
            "preprocessing.label_binarize(np.random.randint(0, 3, 9), classes=[0, 1, 2])",
            (ONE_HOT, 3, 0, 1, 3),
        ),
        ("preprocessing.StandardScaler().fit_transform()", (None, None, None, None, None)),
    ],
)
def test_data_that_is_generated_and_encoded(seen, code, expected):
    assert seen(code, BEFORE) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("keras.utils.normalize(np.random.randint(0, 5, 9))", (INTEGER, 5, None, None, 0)),
        ("keras.utils.normalize(np.random.rand(9, 4))", (FLOAT, None, None, None, 4)),
        ("keras.utils.normalize(unknown)", None),
        ("tf.keras.utils.normalize(np.random.randint(0, 2, (9, 1)))", (BINARY, 2, None, None, 1)),
        ("keras.utils.to_categorical(np.array([[0], [1]]))", (ONE_HOT, 2, 0, 1, 2)),
    ],
)
def test_data_of_keras(seen, code, expected):
    assert seen(code, BEFORE) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "keras.utils.timeseries_dataset_from_array(np.random.rand(90, 2), None, 10)",
            {"elements": (None, None, None, None, None)},
        ),
        (
            "a = np.random.rand(90, 2)\nkeras.utils.timeseries_dataset_from_array(a, a, 10)",
            {"elements": [(None, None, None, None, None), (FLOAT, None, 0, 1, 2)]},
        ),
        (
            (
                "a, b = np.random.rand(90, 2), np.random.randint(0, 3, 90)\n"
                "keras.utils.timeseries_dataset_from_array(a, b, 10)"
            ),
            {"elements": [(None, None, None, None, None), (INTEGER, 3, 0, 2, 0)]},
        ),
        (
            "a = np.random.rand(90, 2)\nkeras.utils.timeseries_dataset_from_array(a, unknown, 10)",
            {"elements": [(None, None, None, None, None), None]},
        ),
        ("tf.data.Dataset.zip(unknown)", {"elements": None}),
        ("tf.data.Dataset.zip({'a': unknown})", {"elements": None}),
        ("tf.data.Dataset.from_generator(unknown, output_types=tf.int32)", {"elements": None}),
        ("tf.data.Dataset.from_generator(unknown, args=(1,))", {"elements": None}),
        ("three.get_single_element()", (INTEGER, 3, 0, 2, 0)),
        ("three.enumerate()", {"elements": [None, (INTEGER, 3, 0, 2, 0)]}),
        ("three.cardinality()", None),
        ("three.window(2)", {"elements": {"elements": (INTEGER, 3, 0, 2, 0)}}),
        ("unknown.window(2)", None),
        ("three.interleave(unknown)", {"elements": None}),
        ("three.flat_map(lambda a: tf.data.Dataset.from_tensors(a))", {"elements": (INTEGER, 3, 0, 2, 0)}),
        ("three.flat_map()", {"elements": None}),
        ("three.apply(tf.data.experimental.ignore_errors())", {"elements": (INTEGER, 3, 0, 2, 0)}),
        ("three.apply(lambda ds: ds.batch(2))", {"elements": (INTEGER, 3, 0, 2, 0)}),
        ("three.apply()", None),
        ("three.map()", None),
        (
            (
                "pair = (np.random.rand(9, 3), np.array([0, 1, 2]))\n"
                "ds = tf.data.Dataset.from_tensor_slices(pair)\n"
                "ds.rejection_resample(lambda a, b: b, [0.3, 0.3, 0.4])"
            ),
            {"elements": [None, [(FLOAT, None, 0, 1, 3), (INTEGER, 3, 0, 2, 0)]]},
        ),
        ("three.batch(2).unbatch()", {"elements": (INTEGER, 3, 0, 2, 0)}),
        ("three.as_numpy_iterator()", {"elements": (INTEGER, 3, 0, 2, 0)}),
        ("next(iter(three))", (INTEGER, 3, 0, 2, 0)),
        ("three.reduce(0, lambda a, b: a)", None),
    ],
)
def test_elements_of_datasets(seen, code, expected):
    assert seen(code, BEFORE) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ConfigDict({'a': {'b': 3}}).a.b", 3),
        ("munchify([{'a': 3}])[0].a", 3),
        ("munchify({'a': [{'b': 3}]}).a[0].b", 3),
        ("munchify(unknown)", None),
        ("OmegaConf.load('nowhere.yaml')", None),
        ("OmegaConf.create('a: 3').a", 3),
        ("OmegaConf.create({'a': 3}).b", None),
        ("OmegaConf.merge(unknown, {'a': 4})", None),
        ("OmegaConf.merge(OmegaConf.create({'a': 3}), OmegaConf.create({'a': 4})).a", 4),
        ("OmegaConf.structured(unknown)", None),
        ("@dataclass\nclass C:\n  a: int = 3\nOmegaConf.structured(C).a", 3),
        ("@dataclass\nclass C:\n  a: int = 3\nOmegaConf.structured(C()).a", 3),
        ("OmegaConf.to_container(OmegaConf.create({'a': 3}))['a']", 3),
        ("EasyDict({'a': 3}).copy().a", 3),
        ("EasyDict(unknown).a", None),
        ("EasyDict({'a': 3}).b", None),
        ("ConfigDict({'a': 3}).lock().a", 3),
        ("c = ConfigDict({'a': 3})\nc.freeze().a", 3),
    ],
)
def test_entries_of_dicts_with_attributes(seen, code, expected):
    assert seen(code, BEFORE) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("isinstance(keras.Sequential(), keras.Model)", True),
        ("isinstance(keras.Sequential(), keras.layers.Layer)", True),
        ("isinstance(keras.Sequential(), int)", None),
        ("isinstance(keras.layers.Dense(3), keras.layers.Layer)", True),
        ("isinstance(keras.layers.Dense(3), object)", True),
        ("isinstance(len, object)", True),
        ("isinstance(len, type)", None),
        ("isinstance(np, int)", None),
        ("isinstance({}, dict)", True),
        ("isinstance({}, __import__('collections').OrderedDict)", None),
        ("isinstance([], (list, unknown))", True),
        ("isinstance(unknown, (list, unknown))", None),
        ("isinstance(None, type(None))", True),
        ("isinstance(None, types.NoneType)", True),
        ("isinstance(3, types.FunctionType)", None),
        ("class A: pass\nissubclass(A, object)", True),
        ("class A: pass\nissubclass(A, (int, unknown))", None),
        ("class A: pass\nisinstance(A, A)", False),
        ("class A: pass\nisinstance(A, type)", True),
        ("class A: pass\nisinstance(A(), A)", True),
        ("class A(unknown): pass\nisinstance(A(), int)", None),
        ("callable(keras.layers.Dense(3))", True),
        ("callable(3)", False),
        ("class A: pass\ncallable(A())", False),
        ("type(keras.layers.Dense(3)).__name__", "Dense"),
        ("type(3).__name__", "int"),
        ("type(unknown)", None),
        ("hasattr(keras.Sequential(), 'predict_classes')", False),
        ("hasattr(keras.Sequential(), 'predict')", None),
        ("class A: pass\nhasattr(A(), 'b')", False),
        ("eval('1 + 1')", None),
        ("eval('np.pi')", 3.141592653589793),
        ("sys.modules['keras']", None),
        ("x = 5\ngetattr(sys.modules[__name__], 'x')", 5),
        ("globals()[unknown]", None),
        ("x = 5\nglobals()['x']", 5),
        ("class A:\n  b = 1\nvars(A)", None),
        ("class A:\n  def __init__(self):\n    self.b = 1\nvars(A())['b']", 1),
        ("class A:\n  x = 4\n  @classmethod\n  def f(cls): return cls.x\nA.f()", 4),
        ("class A:\n  x = 4\n  @classmethod\n  def f(cls): return cls.x\nA().f()", 4),
        ("class A:\n  x = 4\n  @staticmethod\n  def f(): return 3\nA.f()", 3),
        ("class A:\n  pass\nA.b", None),
        ("np.__name__", "numpy"),
        ("keras.layers.Dense.__name__", "Dense"),
        ("class A:\n  b = 3\nattrgetter('b')(A())", 3),
    ],
)
def test_what_objects_are_and_have(seen, code, expected):
    assert seen(code, BEFORE) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("attrgetter('b.c')(unknown)", None),
        ("itemgetter(1)([4, 5])", 5),
        ("itemgetter(0, 1)([4, 5])", [4, 5]),
        ("itemgetter(*unknown)([4, 5])", None),
        ("list(itertools.chain([1], [2]))[1]", 2),
        ("list(ParameterGrid({'a': [1, 2]}))[1]['a']", 2),
        ("Path('a', 3).name", None),
        ("Path('a/b.h5').suffix", ".h5"),
        ("Path(unknown).suffix", None),
        ("(Path(unknown) / 'b').name", None),
        ("(Path('a') / 'b').name", "b"),
        ("Path('a/b').parent.name", "a"),
        ("Path(unknown).parent", None),
        ("Path(unknown).with_suffix('.h5')", None),
        ("Path('a.txt').with_suffix('.h5').name", "a.h5"),
        ("str(Path('a.txt'))", "a.txt"),
        ("P = namedtuple('P', 'a b')\nP(1, 2)._replace(a=5).a", 5),
        ("P = namedtuple('P', 'a b')\nP(1, 2)._asdict()['b']", 2),
        ("P = namedtuple('P', unknown)\nP(1, 2).a", None),
        ("P = namedtuple('P', ['a', 'b'], defaults=(7,))\nP(1).b", 7),
        ("P = namedtuple('P', 'a b')\nP(*unknown).a", None),
        ("P = namedtuple('P', 'a b')\nP._make([1, 2]).b", 2),
        ("list(ThreadPoolExecutor().map(lambda a: a + 1, [1, 2]))[1]", 3),
        ("ThreadPoolExecutor().submit(lambda a: a + 1, 4).result()", 5),
        ("Pool().apply(lambda a: a + 1, (4,))", 5),
        ("Pool().apply_async(lambda a: a + 1, (4,)).get()", 5),
        ("Pool().starmap(lambda a, b: a + b, [(4, 1)])[0]", 5),
    ],
)
def test_what_the_standard_library_makes_of_values(seen, code, expected):
    assert seen(code, BEFORE) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("'a' 'b' f'{unknown}'", None),
        ("2 ** -1", 0.5),
        ("0 ** -1", None),
        ("10 ** 30 + 10 ** 30", None),
        ("+3", 3),
        ("+True", 1),
        ("not keras", False),
        ("not np", False),
        ("3 in 5", None),
        ("[] in {1: 2}", None),
        ("x = unknown\nx in ([], 1)", None),
        ("x = unknown\nx == []", None),
        ("(1, 2) < (1, 'a')", None),
        ("(1, 2) < (1, 3)", True),
        ("(1, n) < (1, 3)", None),
        ("(1, 2) + n", None),
        ("[1, 2, 3]['a':2]", None),
        ("[1, 2, 3][::0]", None),
        ("x = [1, 2, 3]\nx[5] = 1\nx[0]", 1),
        ("x = [1, 2, 3]\nx[-1] = 7\nx[2]", 7),
    ],
)
def test_operators_on_odd_operands(seen, code, expected):
    assert seen(code, BEFORE) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("list({'a': 1, 'b': 2})[1]", "b"),
        ("tuple({'a': 1, n: 2})", None),
        ("[*{'a': 1, 'b': 2}][0]", "a"),
        ("for e in three: pass\ne", (INTEGER, 3, 0, 2, 0)),
        ("three[0]", (INTEGER, 3, 0, 2, 0)),
        ("pow(0, -1)", None),
        ("pow(2, 3)", 8),
        ("pow(2, 3, 5)", None),
        ("list(zip([1, 2], [3]))[0]", [1, 3]),
        ("list(map(lambda a, b: a + b, [1, 2], [3]))[0]", 4),
        ("list(map(lambda a, b: a + b, [1, 2], [3, 4]))[1]", 6),
        ("tf.function(lambda a: a + 1)(4)", None),
        ("site.addsitedir('lib')", None),
        ("p = argparse.ArgumentParser()\np.add_argument('--a', action='version')\np.print_help()", None),
        ("class M: pass\nisinstance(M(), object)", True),
        ("class M(keras.Model): pass\nhasattr(M(), 'predict_classes')", False),
        ("hasattr(keras.layers.Dense(3), 'units')", None),
        ("l = keras.layers.Dense(3)\nl.note = 4\nhasattr(l, 'note')", True),
        ("l = keras.layers.Dense(3)\nl.note = 4\nl.note", 4),
        ("f = lambda: (yield)\nf()", None),
    ],
)
def test_builtins_and_objects_of_libraries(seen, code, expected):
    assert seen(code, BEFORE) == expected
