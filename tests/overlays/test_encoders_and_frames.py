"""Labels by Keras, scikit-learn, imbalanced-learn and pandas."""

from __future__ import annotations

import math

import pytest

from compile_lint.model import Encoding
from compile_lint.model.call import EvidenceKind
from compile_lint.values.values import Array, Const, TupleValue, UnknownValue

INTEGER, BINARY, ONE_HOT = Encoding.INTEGER, Encoding.BINARY, Encoding.ONE_HOT
MULTI_HOT, FLOAT = Encoding.MULTI_HOT, Encoding.CONTINUOUS
INF = math.inf


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("to_categorical(ids)", (ONE_HOT, 5, 0, 1, 5)),
        ("to_categorical(ids, 7)", (ONE_HOT, 7, 0, 1, 7)),
        ("to_categorical(ids, num_classes=7)", (ONE_HOT, 7, 0, 1, 7)),
        ("to_categorical(ids, num_classes=n)", (ONE_HOT, None, 0, 1, None)),
        ("to_categorical(ids + 1)", (ONE_HOT, 6, 0, 1, 6)),
        ("to_categorical(ids > 2)", (ONE_HOT, 2, 0, 1, 2)),
        ("to_categorical(unknown)", (ONE_HOT, None, 0, 1, None)),
        ("to_categorical(unknown, 3)", (ONE_HOT, 3, 0, 1, None)),
        ("to_categorical(np.zeros(9))", (ONE_HOT, None, 0, 1, None)),
        ("to_categorical(ids, **options)", (ONE_HOT, None, 0, 1, None)),
        ("to_categorical(np.random.randint(0, 3, (9, 8, 8)), 3)", (ONE_HOT, 3, 0, 1, None)),
        ("keras.utils.np_utils.to_categorical(ids, nb_classes=5)", (ONE_HOT, 5, 0, 1, 5)),
        ("to_categorical(ids)[:50]", (ONE_HOT, 5, 0, 1, 5)),
        ("to_categorical(ids)[unknown]", (ONE_HOT, 5, 0, 1, None)),
        ("to_categorical(ids).reshape(-1, 5)", (ONE_HOT, 5, 0, 1, 5)),
        ("to_categorical(unknown, 3).reshape(8, 8, 3)", (ONE_HOT, 3, 0, 1, None)),
        ("to_categorical(ids).reshape(-1)", (None, None, None, None, 0)),
        ("to_categorical(ids) * 0.9 + 0.02", (None, None, None, None, 5)),
        ("to_categorical(unknown, 3)[:, 1:]", (None, None, None, None, None)),
        ("to_categorical(unknown, 3)[:, 1]", (None, None, None, None, None)),
        ("tf.one_hot(ids, 5)", (ONE_HOT, 5, 0, 1, 5)),
        ("tf.one_hot(ids, depth=n)", (ONE_HOT, None, 0, 1, None)),
        ("tf.one_hot(unknown, depth=4)", (ONE_HOT, 4, 0, 1, None)),
        ("tf.one_hot(ids, 5, on_value=0.9)", (None, None, None, None, None)),
        ("tf.one_hot(ids, 5, axis=0)", (None, None, None, None, None)),
        ("tf.cast(tf.one_hot(ids, 5), tf.float32)", (ONE_HOT, 5, 0, 1, 5)),
        ("keras.ops.one_hot(ids, 5)", (ONE_HOT, 5, 0, 1, 5)),
        ("tf.argmax(tf.one_hot(ids, 5), axis=-1)", (INTEGER, 5, 0, 4, 0)),
        ("tf.convert_to_tensor(ids)", (INTEGER, 5, 0, 4, 0)),
        ("tf.constant([0, 1, 1])", (BINARY, 2, 0, 1, 0)),
    ],
)
def test_one_hot_encoders(facts, code, expected):
    assert facts(f"ids = np.random.randint(0, 5, 100)\ny = {code}") == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("(_, y), _ = keras.datasets.mnist.load_data()", (INTEGER, 10, 0, 9, 0)),
        ("(_, y), (_, _) = tf.keras.datasets.cifar10.load_data()", (INTEGER, 10, 0, 9, 1)),
        ("(_, y), _ = keras.datasets.cifar100.load_data()", (INTEGER, 100, 0, 99, 1)),
        ("(_, y), _ = keras.datasets.cifar100.load_data(label_mode='coarse')", (INTEGER, 20, 0, 19, 1)),
        ("(_, y), _ = keras.datasets.cifar100.load_data(mode)", (INTEGER, None, 0, None, 1)),
        ("(_, y), _ = keras.datasets.imdb.load_data(num_words=99)", (BINARY, 2, 0, 1, 0)),
        ("(_, y), _ = keras.datasets.reuters.load_data()", (INTEGER, 46, 0, 45, 0)),
        ("(_, y), _ = keras.datasets.boston_housing.load_data()", (FLOAT, None, 5, 50, 0)),
        ("_, (_, y) = keras.datasets.mnist.load_data()\ny = y.astype('float32')", (INTEGER, 10, 0, 9, 0)),
        ("(y, _), _ = keras.datasets.mnist.load_data()", (None, None, None, None, None)),
        ("(y, _), _ = keras.datasets.mnist.load_data()\ny = y / 255.", (None, None, None, None, None)),
        ("_, y = datasets.load_iris(return_X_y=True)", (INTEGER, 3, 0, 2, 0)),
        ("y = datasets.load_iris().target", (INTEGER, 3, 0, 2, 0)),
        ("y = datasets.load_iris()['target']", (INTEGER, 3, 0, 2, 0)),
        ("y = datasets.load_breast_cancer().target", (BINARY, 2, 0, 1, 0)),
        ("y = datasets.load_diabetes().target", (FLOAT, None, 25, 346, 0)),
        ("y = datasets.load_iris().data", (None, None, None, None, None)),
        ("y = datasets.load_digits(n_class=4).target", (INTEGER, None, 0, None, 0)),
        ("_, y = datasets.make_classification(n_samples=9)", (BINARY, 2, 0, 1, 0)),
        ("_, y = datasets.make_classification(n_classes=4)", (INTEGER, 4, 0, 3, 0)),
        ("_, y = datasets.make_classification(n_classes=n)", (INTEGER, None, 0, None, 0)),
        ("_, y = datasets.make_classification(**kw)", (INTEGER, None, 0, None, 0)),
        ("_, y = datasets.make_blobs(centers=4)", (INTEGER, 4, 0, 3, 0)),
        ("_, y = datasets.make_blobs()", (INTEGER, 3, 0, 2, 0)),
        ("_, y = datasets.make_moons(99)", (BINARY, 2, 0, 1, 0)),
        ("_, y = datasets.make_regression(99)", (FLOAT, None, -INF, INF, 0)),
        ("_, y = datasets.make_regression(n_targets=3)", (FLOAT, None, -INF, INF, 3)),
        ("_, y = datasets.make_multilabel_classification(n_classes=6)", (MULTI_HOT, 6, 0, 1, 6)),
        ("y = datasets.fetch_openml('mnist_784').target", None),
    ],
)
def test_shipped_and_generated_data(facts, code, expected):
    assert facts(code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("preprocessing.LabelEncoder().fit_transform(names)", (INTEGER, 4, 0, 3, 0)),
        ("preprocessing.LabelEncoder().fit(names).transform(names)", (INTEGER, 4, 0, 3, 0)),
        ("preprocessing.LabelEncoder().fit_transform(np.random.randint(1, 6, 9))", (INTEGER, 5, 0, 4, 0)),
        ("preprocessing.LabelEncoder().fit_transform(['a', 'b', 'a'])", (BINARY, 2, 0, 1, 0)),
        ("preprocessing.LabelEncoder().fit_transform(unknown)", (INTEGER, None, 0, None, 0)),
        ("preprocessing.LabelEncoder().transform(unknown)", (INTEGER, None, 0, None, 0)),
        ("preprocessing.LabelBinarizer().fit_transform(names)", (ONE_HOT, 4, 0, 1, 4)),
        ("preprocessing.LabelBinarizer().fit_transform(names > 'c')", (BINARY, 2, 0, 1, 1)),
        ("preprocessing.label_binarize(names, classes=['a', 'b', 'c'])", (ONE_HOT, 3, 0, 1, 3)),
        ("preprocessing.label_binarize(names, classes=[0, 1])", (BINARY, 2, 0, 1, 1)),
        (
            "preprocessing.OneHotEncoder().fit_transform(names.reshape(-1, 1)).toarray()",
            (ONE_HOT, 4, 0, 1, 4),
        ),
        ("preprocessing.OneHotEncoder().fit_transform(frame[['a']])", (ONE_HOT, None, 0, 1, None)),
        ("preprocessing.MultiLabelBinarizer().fit_transform(unknown)", (MULTI_HOT, None, 0, 1, None)),
        ("preprocessing.MultiLabelBinarizer().fit_transform([('a', 'b'), ('c',)])", (MULTI_HOT, 3, 0, 1, 3)),
        ("preprocessing.MultiLabelBinarizer(classes=['a', 'b']).fit_transform(u)", (MULTI_HOT, 2, 0, 1, 2)),
        ("preprocessing.MinMaxScaler().fit_transform(np.random.randn(9, 1))", (FLOAT, None, 0, 1, 1)),
        ("preprocessing.MinMaxScaler((-1, 1)).fit_transform(np.random.randn(9, 1))", (FLOAT, None, -1, 1, 1)),
        ("preprocessing.StandardScaler().fit_transform(np.random.rand(9, 1))", (FLOAT, None, -INF, INF, 1)),
        # Silent: one column or several, and whatever is not counted.
        ("preprocessing.LabelBinarizer().fit_transform(unknown)", (None, None, None, None, None)),
        ("preprocessing.LabelBinarizer().fit_transform(frame['kind'])", (None, None, None, None, None)),
        ("preprocessing.LabelBinarizer(neg_label=-1).fit_transform(names)", (None, None, None, None, None)),
        ("preprocessing.label_binarize(unknown, classes=[0, 1, 2])", (None, None, None, None, None)),
        ("preprocessing.OneHotEncoder().fit_transform(unknown)", (None, None, None, None, None)),
        ("preprocessing.OneHotEncoder().fit_transform(frame[['a', 'b']])", (None, None, None, None, None)),
        (
            "preprocessing.OneHotEncoder(drop='first').fit_transform(frame[['a']])",
            (None, None, None, None, None),
        ),
        ("preprocessing.StandardScaler().fit_transform(unknown)", (None, None, None, None, None)),
        ("preprocessing.Other().fit_transform(names)", None),
    ],
)
def test_encoders(facts, code, expected):
    prepared = (
        "names = np.array(['a', 'b', 'c', 'd'])[np.random.randint(0, 4, 99)]\nframe = pd.read_csv(path)\n"
    )
    assert facts(f"{prepared}y = {code}") == expected


def test_length_of_the_classes_of_an_encoder(value):
    code = "e = preprocessing.LabelEncoder()\ni = e.fit_transform(['a', 'b', 'c'])\ny = len(e.classes_)"
    assert value(code) == Const(3)


def test_number_of_columns_of_a_frame(value):
    assert value("y = len(pd.DataFrame({'a': [1], 'b': [2]}).columns)") == Const(2)


def test_number_of_columns_of_a_file(value):
    assert isinstance(value("y = len(pd.read_csv('f.csv').columns)"), UnknownValue)


def test_length_of_classes_that_are_not_known(value):
    code = "e = preprocessing.LabelEncoder()\ni = e.fit_transform(rows)\ny = len(e.classes_)"
    assert isinstance(value(code), UnknownValue)


def test_ids_through_a_scaler_are_scaled(value):
    found = value("y = preprocessing.StandardScaler().fit_transform(np.random.randint(0, 9, (99, 1)))")
    assert (found.encoding, found.is_scaled) == (INTEGER, True)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("a, b, y, t = train_test_split(x, ids, test_size=0.2)", (INTEGER, 5, 0, 4, 0)),
        ("a, b, t, y = train_test_split(x, to_categorical(ids))", (ONE_HOT, 5, 0, 1, 5)),
        ("a, b, y, t = train_test_split(unknown, ids)", (INTEGER, 5, 0, 4, 0)),
        ("y, t = train_test_split(ids)", (INTEGER, 5, 0, 4, 0)),
        ("a, y = sklearn.utils.shuffle(x, ids)", (INTEGER, 5, 0, 4, 0)),
        ("for a, b in sklearn.model_selection.KFold(3).split(x):\n    y = ids[a]", (INTEGER, 5, 0, 4, 0)),
        ("a, b, y, t = train_test_split(x, unknown)", None),
        ("a, b, y, t = train_test_split(*parts)", None),
        ("y, a, b, t = train_test_split(x, ids)", (FLOAT, None, 0, 1, 5)),
    ],
)
def test_splits(facts, code, expected):
    assert facts(f"x = np.random.rand(100, 5)\nids = np.random.randint(0, 5, 100)\n{code}") == expected


def test_parts_of_a_split_are_different_data(value):
    a, b = value("x = np.random.rand(9)\ny = train_test_split(x)").items
    assert a.token != b.token


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("pd.get_dummies(frame['kind'])", (ONE_HOT, None, 0, 1, None)),
        ("pd.get_dummies(frame['kind']).values", (ONE_HOT, None, 0, 1, None)),
        ("pd.get_dummies(frame.pop('kind')).to_numpy().astype('float32')", (ONE_HOT, None, 0, 1, None)),
        ("pd.get_dummies(frame['kind']).as_matrix()", (ONE_HOT, None, 0, 1, None)),
        ("pd.get_dummies(frame['kind']).as_matrix(None)", (ONE_HOT, None, 0, 1, None)),
        ("pd.get_dummies(frame['kind']).as_matrix(columns=['a'])", (None, None, None, None, None)),
        ("pd.get_dummies(frame['kind']).get_values()", (ONE_HOT, None, 0, 1, None)),
        ("pd.get_dummies(np.array(['a', 'b', 'c']))", (ONE_HOT, 3, 0, 1, 3)),
        ("pd.get_dummies(pd.Series(['a', 'b', 'c']))", (ONE_HOT, 3, 0, 1, 3)),
        ("frame['kind'].astype('category').cat.codes", (INTEGER, None, 0, None, 0)),
        ("frame['kind'].map({'no': 0, 'yes': 1})", (BINARY, 2, 0, 1, 0)),
        ("frame['kind'].map({'a': 0, 'b': 1, 'c': 2}).values", (INTEGER, 3, 0, 2, 0)),
        ("frame['kind'].replace({'no': 0, 'yes': 1})", (BINARY, 2, 0, 1, 0)),
        ("(frame['price'] > 9).astype(int)", (BINARY, 2, 0, 1, 0)),
        ("frame['kind'].isin(['a', 'b'])", (BINARY, 2, 0, 1, 0)),
        ("frame['kind'] == 'yes'", (BINARY, 2, 0, 1, 0)),
        ("(frame[['a', 'b']].values > 0.5)", (MULTI_HOT, 2, 0, 1, 2)),
        ("pd.factorize(frame['kind'])[0]", (INTEGER, None, 0, None, 0)),
        ("pd.cut(frame['price'], bins=4, labels=False)", (INTEGER, 4, 0, 3, 0)),
        ("pd.Series([0, 1, 2])", (INTEGER, 3, 0, 2, 0)),
        # Silent: content that no code shows.
        ("frame['kind']", (None, None, None, None, 0)),
        ("frame['kind'].values", (None, None, None, None, 0)),
        ("frame.iloc[:, 8]", (None, None, None, None, 0)),
        ("frame.iloc[:, -1].values", (None, None, None, None, 0)),
        ("frame.iloc[:, 1:]", (None, None, None, None, None)),
        ("frame.drop('kind', axis=1)", (None, None, None, None, None)),
        ("frame.values > 0", (BINARY, 2, 0, 1, None)),
        ("pd.get_dummies(frame)", (None, None, None, None, None)),
        ("pd.get_dummies(frame['kind'], drop_first=True)", (None, None, None, None, None)),
        ("pd.get_dummies(frame[['a', 'b']])", (None, None, None, None, None)),
        ("frame['kind'].map(names)", (None, None, None, None, 0)),
        ("frame['kind'].map({'a': 'x', 'b': 'y'})", (None, None, None, None, 0)),
        ("frame['kind'].replace({3: 0, 4: 1})", (None, None, None, None, 0)),
        ("frame['kind'].map({'a': 10, 'b': 200, 'c': 3})", (None, None, None, None, 0)),
        ("frame['kind'].apply(lambda v: v)", (None, None, None, None, None)),
        ("pd.cut(frame['price'], bins=4)", (None, 4, None, None, 0)),
        ("frame['a'] / frame['b']", (None, None, None, None, 0)),
    ],
)
def test_frames(facts, code, expected):
    assert facts(f"frame = pd.read_csv(path)\ny = {code}") == expected


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("y = pd.read_csv('data/creditcard.csv')['Class']", ["KNOWN_DATA"]),
        ("y = pd.read_csv('data/creditcard.csv').drop('Class', axis=1).values[:9]", ["KNOWN_DATA"]),
        ("_, y = datasets.make_classification(weights=[0.96, 0.04])", ["SKEWED_GENERATION"]),
        ("_, y = datasets.make_classification(weights=[0.9])", ["SKEWED_GENERATION"]),
        ("_, y = imblearn.over_sampling.SMOTE().fit_resample(x, ids)", ["RESAMPLING"]),
        ("_, y = imblearn.over_sampling.SMOTE().fit_resample(u, v)", ["RESAMPLING"]),
        (
            "y = sklearn.utils.class_weight.compute_class_weight('balanced', classes=c, y=ids)",
            ["COMPUTED_WEIGHTS"],
        ),
        ("_, y = datasets.make_classification(weights=[0.5, 0.5])", []),
        ("_, y = datasets.make_classification(weights=w)", []),
        ("_, y = datasets.make_classification()", []),
        ("y = pd.read_csv('data/houses.csv')['Class']", []),
        ("y = pd.read_csv(path)['Class']", []),
        ("a, b, c, y = train_test_split(x, ids)", []),
    ],
)
def test_evidence(value, code, kinds):
    prepared = "import imblearn.over_sampling\nx, ids = np.random.rand(9, 2), np.random.randint(0, 2, 9)\n"
    found = value(prepared + code)
    assert isinstance(found, Array)
    assert [sign.kind for sign in found.evidence] == [EvidenceKind[kind] for kind in kinds]


def test_resampled_labels_keep_their_encoding(facts):
    code = "import imblearn.over_sampling as o\n_, y = o.SMOTE().fit_resample(x, np.random.randint(0, 3, 9))"
    assert facts(code) == (INTEGER, 3, 0, 2, 0)


def test_split_of_something_unknown_gives_the_same_unknown_each_time(value):
    made = value("y = train_test_split(a, b)")
    assert isinstance(made, TupleValue)
    assert len({item.token for item in made.items}) == 4
