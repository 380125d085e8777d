"""Data sets that libraries ship: what their labels are.

Sources: the loaders' own documentation in keras 3.15.1 (``keras.datasets``) and scikit-learn 1.7
(``sklearn.datasets``), and the catalogue of tensorflow_datasets 4.9. Ranges of continuous targets are those
of the shipped data.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from compile_lint.records import dataclass


class TargetKind(Enum):
    """How the labels of a data set are encoded as shipped."""

    INTEGER = "integer"
    BINARY = "binary"
    MULTI_HOT = "multi_hot"
    CONTINUOUS = "continuous"


@dataclass(frozen=True, slots=True)
class DatasetFact:
    """Labels of one data set.

    ``columns`` is the size of the last label axis, 0 for labels of shape ``(N,)``. ``classes`` is
    ``None`` for continuous targets. ``is_imbalanced`` marks data whose classes differ so much in
    frequency that accuracy says little.
    """

    name: str
    kind: TargetKind
    classes: int | None
    lowest: float | None
    highest: float | None
    columns: int = 0
    is_imbalanced: bool = False


def _classes(
    name: str, classes: int, *, start: int = 0, columns: int = 0, is_imbalanced: bool = False
) -> DatasetFact:
    """Make a row of integer class ids that begin at ``start``."""
    kind = TargetKind.BINARY if classes == 2 and start == 0 else TargetKind.INTEGER
    return DatasetFact(name, kind, classes, start, start + classes - 1, columns, is_imbalanced)


def _continuous(name: str, lowest: float | None, highest: float | None, columns: int = 0) -> DatasetFact:
    return DatasetFact(name, TargetKind.CONTINUOUS, None, lowest, highest, columns)


# The module under keras.datasets whose load_data() gives these labels. The two CIFAR sets come as (N, 1).
KERAS_DATASETS: Final[Mapping[str, DatasetFact]] = MappingProxyType(
    {
        row.name: row
        for row in (
            _classes("mnist", 10),
            _classes("fashion_mnist", 10),
            _classes("cifar10", 10, columns=1),
            _classes("cifar100", 100, columns=1),
            _classes("imdb", 2),
            # 46 topics; the two largest hold more than half of the wires.
            _classes("reuters", 46),
            _continuous("boston_housing", 5.0, 50.0),
            # Dollars, not the hundreds of thousands of scikit-learn's copy.
            _continuous("california_housing", 14999.0, 500001.0),
        )
    }
)

# Those whose classes are all about as frequent: 5421 to 6742 rows of each digit, else the very same number.
EVEN_DATASETS: Final = frozenset({"mnist", "fashion_mnist", "cifar10", "cifar100", "imdb"})

# What load_data gives for label_mode "coarse".
CIFAR100_COARSE: Final = _classes("cifar100", 20, columns=1)

SKLEARN_DATASETS: Final[Mapping[str, DatasetFact]] = MappingProxyType(
    {
        row.name: row
        for row in (
            _classes("load_iris", 3),
            _classes("load_digits", 10),
            _classes("load_wine", 3),
            _classes("load_breast_cancer", 2),
            _continuous("load_diabetes", 25.0, 346.0),
            _continuous("load_linnerud", 25.0, 247.0, columns=3),
            _continuous("load_boston", 5.0, 50.0),
            _continuous("fetch_california_housing", 0.14999, 5.00001),
            _classes("fetch_20newsgroups", 20),
            _classes("fetch_20newsgroups_vectorized", 20),
            _classes("fetch_covtype", 7, start=1, is_imbalanced=True),
            _classes("fetch_olivetti_faces", 40),
            DatasetFact("fetch_rcv1", TargetKind.MULTI_HOT, 103, 0, 1, columns=103),
        )
    }
)

# What the column of the targets is called in a frame of a data set of scikit-learn, where it is not "target".
TARGET_COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "fetch_california_housing": "MedHouseVal",  # target_names in sklearn/datasets/_california_housing.py
        "fetch_covtype": "Cover_Type",  # TARGET_NAMES in sklearn/datasets/_covtype.py
    }
)

# Data sets of tensorflow_datasets whose labels are class ids of shape (N,) under the key "label", from its
# catalogue at 4.9; as_supervised gives the pair of "image" (for imdb_reviews "text") and "label".
TFDS_DATASETS: Final[Mapping[str, DatasetFact]] = MappingProxyType(
    {
        row.name: row
        for row in (
            _classes("mnist", 10),
            _classes("fashion_mnist", 10),
            _classes("kmnist", 10),
            _classes("emnist", 62),
            _classes("emnist/byclass", 62),
            _classes("emnist/bymerge", 47),
            _classes("emnist/balanced", 47),
            # The letters are numbered from 1, whatever 37 classes it is described with:
            # https://github.com/tensorflow/datasets/issues/2579
            _classes("emnist/letters", 26, start=1),
            _classes("emnist/digits", 10),
            _classes("emnist/mnist", 10),
            _classes("cifar10", 10),
            _classes("cifar100", 100),
            _classes("svhn_cropped", 10),
            _classes("stl10", 10),
            _classes("imdb_reviews", 2),
            _classes("cats_vs_dogs", 2),
            _classes("horses_or_humans", 2),
            _classes("rock_paper_scissors", 3),
            _classes("tf_flowers", 5),
            _classes("oxford_flowers102", 102),
            _classes("oxford_iiit_pet", 37),
            _classes("stanford_dogs", 120),
            _classes("food101", 101),
            _classes("caltech101", 102),
            _classes("malaria", 2),
            _classes("patch_camelyon", 2),
            _classes("imagenet2012", 1000),
        )
    }
)


def keras_dataset(module: str) -> DatasetFact | None:
    """Return the labels of ``keras.datasets.<module>``; for cifar100 the fine ones, the default."""
    return KERAS_DATASETS.get(module)


def sklearn_dataset(function: str) -> DatasetFact | None:
    """Return the labels of ``sklearn.datasets.<function>``."""
    return SKLEARN_DATASETS.get(function)
