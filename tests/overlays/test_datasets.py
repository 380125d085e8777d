"""tf.data pipelines, directories and generators: what their labels are."""

from __future__ import annotations

import pytest

from compile_lint.model import Encoding
from compile_lint.values.values import Array, Const, Dataset, TupleValue, UnknownValue

INTEGER, BINARY, ONE_HOT = Encoding.INTEGER, Encoding.BINARY, Encoding.ONE_HOT

PAIRS = "ds = tf.data.Dataset.from_tensor_slices((np.random.rand(9, 4), np.random.randint(0, 3, 9)))\n"
ZIPPED = """
a = tf.data.Dataset.from_tensor_slices(np.random.rand(9))
b = tf.data.Dataset.from_tensor_slices([0, 1, 2])
ds = tf.data.Dataset.zip((a, b))
"""
YIELDED = """
def pairs():
    yield np.random.rand(9, 2), np.eye(4)[np.random.randint(0, 4, 9)]
ds = tf.data.Dataset.from_generator(pairs, types)
"""
NAMED = "named = {'class_names': ['a', 'b']}\n"
TFDS = "import tensorflow_datasets as tfds\n"
TO_PAIRS = ".map(lambda d: (d['image'], d['label']))"
BOTH = "as_supervised=True, with_info=True)"
GENERATOR = "g = keras.preprocessing.image.ImageDataGenerator()\n"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (PAIRS, (INTEGER, 3)),
        (PAIRS + "ds = ds.shuffle(9).batch(3).repeat().prefetch(1).cache().take(2)", (INTEGER, 3)),
        (PAIRS + "ds = ds.map(lambda x, y: (x, tf.one_hot(y, 3)))", (ONE_HOT, 3)),
        (PAIRS + "ds = ds.map(lambda x, y: (x / 255., y), num_parallel_calls=4)", (INTEGER, 3)),
        (PAIRS + "def f(x, y):\n    return x, to_categorical(y, 5)\nds = ds.map(f).batch(2)", (ONE_HOT, 5)),
        (PAIRS + "ds = ds.map(lambda x, y: (x, unknown(y)))", None),
        ("ds = unknown.map(lambda x, y: (x, tf.one_hot(y, 3)))", (ONE_HOT, 3)),
        ("ds = unknown.map(lambda x, y: (x, y))", None),
        ("ds = tf.data.Dataset.zip((unknown, unknown))", None),
        (ZIPPED, (INTEGER, 3)),
        (YIELDED, (ONE_HOT, 4)),
        (TFDS + "ds = tfds.load('mnist', split='train', as_supervised=True)", (INTEGER, 10)),
        (TFDS + "(ds, b), i = tfds.load('imdb_reviews', split=['a', 'b'], **both)", None),
        (TFDS + "(ds, b), i = tfds.load('imdb_reviews', split=['a', 'b'], " + BOTH, (BINARY, 2)),
        (TFDS + "d = tfds.load('cifar10', as_supervised=True)\nds = d['train']", (INTEGER, 10)),
        (TFDS + "ds = tfds.load('beans', split='train', as_supervised=True)", None),
        (TFDS + "ds = tfds.load('mnist', split='train')", None),
        (TFDS + "ds = tfds.load('tf_flowers', split='train[:80%]')" + TO_PAIRS, (INTEGER, 5)),
        (TFDS + "ds = tfds.load('tf_flowers', split='train', as_supervised=flag)" + TO_PAIRS, None),
        (TFDS + "ds = tfds.load('tf_flowers', split='train', **options)" + TO_PAIRS, None),
        (TFDS + "ds = tfds.load('glue/sst2', split='train', as_supervised=True)", None),
        ("ds = keras.utils.image_dataset_from_directory('d')", (INTEGER, None)),
        ("ds = keras.utils.image_dataset_from_directory('d', label_mode='categorical')", (ONE_HOT, None)),
        ("ds = keras.utils.image_dataset_from_directory('d', label_mode='binary')", (BINARY, 2)),
        ("ds = keras.utils.image_dataset_from_directory('d', class_names=['a', 'b', 'c'])", (INTEGER, 3)),
        ("ds = keras.utils.image_dataset_from_directory('d', label_mode=mode)", None),
        ("ds = keras.utils.image_dataset_from_directory('d', **options)", None),
        ("ds, v = keras.utils.image_dataset_from_directory('d', subset='both')", (INTEGER, None)),
        ("ds = keras.utils.text_dataset_from_directory('d')", (INTEGER, None)),
        (GENERATOR + "ds = g.flow_from_directory('d')", (ONE_HOT, None)),
        (GENERATOR + "ds = g.flow_from_directory('d', class_mode='sparse')", (INTEGER, None)),
        (GENERATOR + "ds = g.flow_from_directory('d', class_mode='binary')", (INTEGER, None)),
        (GENERATOR + "ds = g.flow_from_directory('d', class_mode='binary', classes=['a', 'b'])", (BINARY, 2)),
        (GENERATOR + "ds = g.flow_from_dataframe(f, 'd', 'x', 'y', class_mode='binary')", (BINARY, 2)),
        (GENERATOR + "ds = g.flow_from_directory('d', classes=['a', 'b', 'c'])", (ONE_HOT, 3)),
        (GENERATOR + "ds = g.flow_from_directory('d', class_mode=mode)", None),
        (GENERATOR + "ds = g.flow_from_dataframe(f, 'd', 'x', 'y')", (ONE_HOT, None)),
        (GENERATOR + "ds = g.flow_from_dataframe(f, y_col='y', class_mode='raw')", None),
        (GENERATOR + "ds = g.flow_from_dataframe(f, y_col=['a', 'b'])", None),
        (
            GENERATOR + "ds = g.flow(np.random.rand(9, 2), np.eye(3)[np.random.randint(0, 3, 9)])",
            (ONE_HOT, 3),
        ),
        (GENERATOR + "ds = g.flow(x, y)", None),
    ],
)
def test_labels_of_datasets(labels, code, expected):
    found = labels(code)
    if expected is None:
        assert not isinstance(found, Array) or found.encoding is None
    else:
        assert isinstance(found, Array)
        assert (found.encoding, found.classes) == expected


@pytest.mark.parametrize(
    "code",
    [
        "ds = keras.utils.image_dataset_from_directory('d', label_mode=None)",
        "ds = keras.utils.image_dataset_from_directory('d', labels=None)",
        GENERATOR + "ds = g.flow_from_directory('d', class_mode=None)",
        GENERATOR + "ds = g.flow(np.random.rand(9, 2))",
        "ds = tf.data.Dataset.from_tensor_slices(np.random.rand(9, 2))",
        "ds = tf.data.TFRecordDataset('f')",
        "ds = tf.data.TFRecordDataset('f').map(lambda r: decode(r))",
        "ds = tf.data.Dataset.range(9)",
        "ds = tf.data.Dataset.from_generator(unknown, types)",
    ],
)
def test_datasets_without_labels(value, code):
    made = value(code, "ds")
    assert isinstance(made, Dataset)
    assert not isinstance(made.element, TupleValue)


def test_targets_that_are_the_input(value):
    pair = value(GENERATOR + "y = g.flow_from_directory('d', class_mode='input')").element
    assert pair.items[0].token == pair.items[1].token


@pytest.mark.parametrize(
    ("code", "known"),
    [
        (NAMED + "y = len(keras.utils.image_dataset_from_directory('d', **named).class_names)", Const(2)),
        (GENERATOR + "y = g.flow_from_directory('d', classes=['a', 'b', 'c']).num_classes", Const(3)),
        (
            TFDS + "d, i = tfds.load('food101', with_info=True)\ny = i.features['label'].num_classes",
            Const(101),
        ),
    ],
)
def test_number_of_classes_of_a_directory(value, code, known):
    assert value(code) == known


@pytest.mark.parametrize(
    "code",
    [
        "y = len(keras.utils.image_dataset_from_directory('d').class_names)",
        GENERATOR + "y = g.flow_from_directory('d').num_classes",
        GENERATOR + "y = len(g.flow_from_directory('d').class_indices)",
    ],
)
def test_number_of_classes_that_only_the_disk_knows(value, code):
    assert isinstance(value(code), UnknownValue)
