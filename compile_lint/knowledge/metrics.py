"""Metrics: families, accepted strings, thresholds and parameters.

Strings are those that ``compile(metrics=[...])`` takes, read from keras 3.15.1 and tf_keras 2.21.0 and
confirmed by trying about 650 spellings in each; case matters, save for the strings that are resolved
by shape: ``accuracy`` and ``acc`` on both, ``crossentropy`` and ``ce`` as metrics on tf_keras only.
tf_keras takes a loss function's name as a metric; Keras 3 takes only metrics and their snake names.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from compile_lint.knowledge.closeness import closest, fold
from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.knowledge.signatures import Parameters, parameters_of
from compile_lint.records import dataclass


class MetricFamily(Enum):
    """What kind of comparison a metric makes."""

    ACCURACY_BY_SHAPE = "accuracy_by_shape"  # the string: Keras chooses by the shapes
    BINARY_ACCURACY = "binary_accuracy"
    CATEGORICAL_ACCURACY = "categorical_accuracy"
    SPARSE_CATEGORICAL_ACCURACY = "sparse_categorical_accuracy"
    EXACT_ACCURACY = "exact_accuracy"  # the class Accuracy: label and output must be equal numbers
    TOP_K = "top_k"
    SPARSE_TOP_K = "sparse_top_k"
    THRESHOLDED = "thresholded"
    RANKING = "ranking"
    IOU = "iou"
    CROSSENTROPY = "crossentropy"
    REGRESSION = "regression"
    HINGE = "hinge"
    COSINE = "cosine"
    OTHER = "other"


# What rounds the output of one unit to 0 or 1, unless told otherwise.
ROUNDING: Final = frozenset([MetricFamily.ACCURACY_BY_SHAPE, MetricFamily.BINARY_ACCURACY])

_ACCURACIES: Final = frozenset(
    [
        MetricFamily.ACCURACY_BY_SHAPE,
        MetricFamily.BINARY_ACCURACY,
        MetricFamily.CATEGORICAL_ACCURACY,
        MetricFamily.SPARSE_CATEGORICAL_ACCURACY,
        MetricFamily.EXACT_ACCURACY,
        MetricFamily.TOP_K,
        MetricFamily.SPARSE_TOP_K,
    ]
)

_MODE_OF_FAMILY: Final[Mapping[MetricFamily, str]] = MappingProxyType(
    {
        **dict.fromkeys(_ACCURACIES, "max"),
        MetricFamily.THRESHOLDED: "max",
        MetricFamily.RANKING: "max",
        MetricFamily.IOU: "max",
        MetricFamily.COSINE: "max",
        MetricFamily.CROSSENTROPY: "min",
        MetricFamily.REGRESSION: "min",
        MetricFamily.HINGE: "min",
    }
)
_LARGER_IS_BETTER: Final = frozenset(["concordance_correlation", "pearson_correlation", "r2_score"])
_SMALLER_IS_BETTER: Final = frozenset(["dice", "false_negatives", "false_positives", "tversky"])
# Observed on keras 3.15.1: mode "auto" raises on them.
_WITHOUT_DIRECTION: Final = frozenset(
    ["false_negatives", "false_positives", "true_negatives", "true_positives"]
)


@dataclass(frozen=True, slots=True)
class MetricFact:
    """One metric of Keras.

    ``class_name`` is ``None`` for a metric that exists as a string or function only. ``functions`` are
    its names as a function in ``keras.metrics`` or ``keras.losses``. ``same_as_loss`` is the canonical
    name of the loss that computes the same number.
    """

    name: str
    class_name: str | None
    family: MetricFamily
    functions: frozenset[str] = frozenset()
    keras3_strings: frozenset[str] = frozenset()
    tf_keras_strings: frozenset[str] = frozenset()
    same_as_loss: str | None = None
    threshold_parameter: str | None = None
    reports_imbalance: bool = False  # tells the classes apart, so a useless model cannot score well
    has_from_logits: bool = False
    is_declared: bool = False  # no metric of Keras: settings say which of its metrics is like it

    @property
    def is_accuracy(self) -> bool:
        """Whether it is a share of right answers, which a frequent class dominates."""
        return self.family in _ACCURACIES

    @property
    def best_mode(self) -> str | None:
        """The ``mode`` of a callback that prefers better values: "max", "min", None where it depends."""
        if self.name in _LARGER_IS_BETTER:
            return "max"
        if self.name in _SMALLER_IS_BETTER:
            return "min"
        return _MODE_OF_FAMILY.get(self.family)

    @property
    def is_guessed_by_keras3(self) -> bool:
        """Whether mode "auto" of Keras 3.15 knows the direction: it has none for the four counts."""
        return self.best_mode is not None and self.name not in _WITHOUT_DIRECTION

    def log_name(self, flavour: str) -> str | None:
        """The name under which an instance without ``name=`` logs, None if there is no such class."""
        parameters = self.keras3_parameters if flavour == KERAS3 else self.tf_keras_parameters
        if parameters is None:
            return None
        default = dict(parameters).get("name")
        return default if isinstance(default, str) else self.name

    @property
    def is_numbered(self) -> bool:
        """Whether later instances of one process are told apart by `_1`, `_2`: without a default name."""
        return self.class_name is not None and dict(self.keras3_parameters or ()).get("name", "") is None

    @property
    def aliases(self) -> frozenset[str]:
        """All strings and function names that mean this metric."""
        return self.functions | self.keras3_strings | self.tf_keras_strings

    @property
    def preferred_string(self) -> str | None:
        """The string to suggest: one that both flavours accept, if there is one; snake case first."""
        in_both = self.keras3_strings & self.tf_keras_strings
        for strings in (in_both, self.keras3_strings | self.tf_keras_strings):
            if self.name in strings:
                return self.name
            if self.class_name in strings:
                return self.class_name
        return None

    @property
    def keras3_parameters(self) -> Parameters | None:
        """Constructor parameters in Keras 3, ``None`` if it has no such class."""
        return parameters_of(KERAS3, f"metrics.{self.class_name}")

    @property
    def tf_keras_parameters(self) -> Parameters | None:
        """Constructor parameters in tf_keras, ``None`` if it has no such class."""
        return parameters_of(TF_KERAS, f"metrics.{self.class_name}")


def _metric(
    class_name: str,
    family: MetricFamily,
    name: str,
    *,
    keras3: str = "",
    tf_keras: str = "",
    functions: str = "",
    same_as_loss: str | None = None,
    threshold_parameter: str | None = None,
    reports_imbalance: bool = False,
    has_from_logits: bool = False,
) -> MetricFact:
    """Make a row; ``keras3`` and ``tf_keras`` list the strings, a dot standing for the class name."""
    return MetricFact(
        name=name,
        class_name=class_name,
        family=family,
        functions=frozenset(functions.split()),
        keras3_strings=frozenset(keras3.replace(".", class_name).split()),
        tf_keras_strings=frozenset(tf_keras.replace(".", class_name).split()),
        same_as_loss=same_as_loss,
        threshold_parameter=threshold_parameter,
        reports_imbalance=reports_imbalance,
        has_from_logits=has_from_logits,
    )


_BY_SHAPE: Final = (
    MetricFact(
        "accuracy",
        None,
        MetricFamily.ACCURACY_BY_SHAPE,
        keras3_strings=frozenset(["accuracy", "acc"]),
        tf_keras_strings=frozenset(["accuracy", "acc"]),
    ),
    MetricFact(
        "crossentropy", None, MetricFamily.CROSSENTROPY, tf_keras_strings=frozenset(["crossentropy", "ce"])
    ),
)

_ACCURACY_ROWS: Final = (
    # Its strings are those of the row above; only the class means this.
    _metric("Accuracy", MetricFamily.EXACT_ACCURACY, "exact_accuracy"),
    _metric(
        "BinaryAccuracy",
        MetricFamily.BINARY_ACCURACY,
        "binary_accuracy",
        keras3=". binary_accuracy",
        tf_keras=". binary_accuracy",
        functions="binary_accuracy",
        threshold_parameter="threshold",
    ),
    _metric(
        "CategoricalAccuracy",
        MetricFamily.CATEGORICAL_ACCURACY,
        "categorical_accuracy",
        keras3=". categorical_accuracy",
        tf_keras=". categorical_accuracy",
        functions="categorical_accuracy",
    ),
    _metric(
        "SparseCategoricalAccuracy",
        MetricFamily.SPARSE_CATEGORICAL_ACCURACY,
        "sparse_categorical_accuracy",
        keras3=". sparse_categorical_accuracy",
        tf_keras=". sparse_categorical_accuracy",
        functions="sparse_categorical_accuracy",
    ),
    _metric(
        "TopKCategoricalAccuracy",
        MetricFamily.TOP_K,
        "top_k_categorical_accuracy",
        keras3=". top_k_categorical_accuracy",
        tf_keras=". top_k_categorical_accuracy",
        functions="top_k_categorical_accuracy",
    ),
    _metric(
        "SparseTopKCategoricalAccuracy",
        MetricFamily.SPARSE_TOP_K,
        "sparse_top_k_categorical_accuracy",
        keras3=". sparse_top_k_categorical_accuracy",
        tf_keras=". sparse_top_k_categorical_accuracy",
        functions="sparse_top_k_categorical_accuracy",
    ),
)


def _counts(class_name: str, name: str) -> MetricFact:
    """Make a row of precision, recall or one of the four counts."""
    return _metric(
        class_name,
        MetricFamily.THRESHOLDED,
        name,
        keras3=f". {name}",
        tf_keras=".",
        threshold_parameter="thresholds",
        reports_imbalance=True,
    )


_IMBALANCE_ROWS: Final = (
    _counts("Precision", "precision"),
    _counts("Recall", "recall"),
    _counts("TruePositives", "true_positives"),
    _counts("TrueNegatives", "true_negatives"),
    _counts("FalsePositives", "false_positives"),
    _counts("FalseNegatives", "false_negatives"),
    _metric(
        "F1Score",
        MetricFamily.THRESHOLDED,
        "f1_score",
        keras3=". f1_score",
        tf_keras=".",
        threshold_parameter="threshold",
        reports_imbalance=True,
    ),
    _metric(
        "FBetaScore",
        MetricFamily.THRESHOLDED,
        "fbeta_score",
        keras3=". f_beta_score",
        tf_keras=".",
        threshold_parameter="threshold",
        reports_imbalance=True,
    ),
    # These four have a required argument, so their names fail as strings.
    _metric("PrecisionAtRecall", MetricFamily.THRESHOLDED, "precision_at_recall", reports_imbalance=True),
    _metric("RecallAtPrecision", MetricFamily.THRESHOLDED, "recall_at_precision", reports_imbalance=True),
    _metric(
        "SensitivityAtSpecificity",
        MetricFamily.THRESHOLDED,
        "sensitivity_at_specificity",
        reports_imbalance=True,
    ),
    _metric(
        "SpecificityAtSensitivity",
        MetricFamily.THRESHOLDED,
        "specificity_at_sensitivity",
        reports_imbalance=True,
    ),
    _metric(
        "AUC",
        MetricFamily.RANKING,
        "auc",
        keras3=". auc",
        tf_keras=".",
        reports_imbalance=True,
        has_from_logits=True,
    ),
    _metric(
        "BinaryIoU",
        MetricFamily.IOU,
        "binary_io_u",
        keras3=". binary_io_u",
        tf_keras=".",
        threshold_parameter="threshold",
        reports_imbalance=True,
    ),
    _metric("IoU", MetricFamily.IOU, "io_u", reports_imbalance=True),
    _metric("MeanIoU", MetricFamily.IOU, "mean_io_u", reports_imbalance=True),
    _metric("OneHotIoU", MetricFamily.IOU, "one_hot_io_u", reports_imbalance=True),
    _metric("OneHotMeanIoU", MetricFamily.IOU, "one_hot_mean_io_u", reports_imbalance=True),
)


def _of_loss(
    class_name: str,
    family: MetricFamily,
    name: str,
    *,
    aliases: str = "",
    functions: str = "",
    has_from_logits: bool = False,
) -> MetricFact:
    """Make a row of a metric that repeats a loss of the same name; both flavours take its snake name."""
    strings = f". {name} {aliases}"
    return _metric(
        class_name,
        family,
        name,
        keras3=strings,
        tf_keras=strings,
        same_as_loss=name,
        functions=f"{name} {aliases} {functions}",
        has_from_logits=has_from_logits,
    )


_LOSS_ROWS: Final = (
    # Keras 3 takes "bce" for the metric, tf_keras for the loss only.
    _metric(
        "BinaryCrossentropy",
        MetricFamily.CROSSENTROPY,
        "binary_crossentropy",
        keras3=". binary_crossentropy bce BCE",
        tf_keras=". binary_crossentropy",
        functions="binary_crossentropy bce BCE",
        same_as_loss="binary_crossentropy",
        has_from_logits=True,
    ),
    _of_loss(
        "CategoricalCrossentropy", MetricFamily.CROSSENTROPY, "categorical_crossentropy", has_from_logits=True
    ),
    _of_loss(
        "SparseCategoricalCrossentropy",
        MetricFamily.CROSSENTROPY,
        "sparse_categorical_crossentropy",
        has_from_logits=True,
    ),
    _metric(
        "KLDivergence",
        MetricFamily.CROSSENTROPY,
        "kl_divergence",
        keras3=". kl_divergence",
        tf_keras=". kullback_leibler_divergence",
        same_as_loss="kl_divergence",
        functions="kl_divergence kld KLD kullback_leibler_divergence",
    ),
    _of_loss("MeanSquaredError", MetricFamily.REGRESSION, "mean_squared_error", aliases="mse MSE"),
    _of_loss("MeanAbsoluteError", MetricFamily.REGRESSION, "mean_absolute_error", aliases="mae MAE"),
    _of_loss(
        "MeanAbsolutePercentageError",
        MetricFamily.REGRESSION,
        "mean_absolute_percentage_error",
        aliases="mape MAPE",
    ),
    _of_loss(
        "MeanSquaredLogarithmicError",
        MetricFamily.REGRESSION,
        "mean_squared_logarithmic_error",
        aliases="msle MSLE",
    ),
    _metric(
        "LogCoshError",
        MetricFamily.REGRESSION,
        "log_cosh_error",
        keras3=". log_cosh_error",
        tf_keras=". log_cosh logcosh",
        functions="log_cosh logcosh",
        same_as_loss="log_cosh",
    ),
    _of_loss("Poisson", MetricFamily.REGRESSION, "poisson"),
    _of_loss("Hinge", MetricFamily.HINGE, "hinge"),
    _of_loss("SquaredHinge", MetricFamily.HINGE, "squared_hinge"),
    _of_loss("CategoricalHinge", MetricFamily.HINGE, "categorical_hinge"),
    # The metric is the negative of the loss, so it repeats none.
    _metric(
        "CosineSimilarity",
        MetricFamily.COSINE,
        "cosine_similarity",
        keras3=". cosine_similarity",
        tf_keras=". cosine_similarity cosine_proximity",
        functions="cosine_similarity cosine_proximity",
    ),
)


def _function(
    name: str,
    family: MetricFamily = MetricFamily.OTHER,
    *,
    has_from_logits: bool = False,
    reports_imbalance: bool = False,
) -> MetricFact:
    """Make a row of a loss function that has no metric class, for its use as a metric."""
    return MetricFact(
        name,
        None,
        family,
        functions=frozenset([name]),
        same_as_loss=name,
        has_from_logits=has_from_logits,
        reports_imbalance=reports_imbalance,
    )


_OTHER_ROWS: Final = (
    _metric(
        "RootMeanSquaredError",
        MetricFamily.REGRESSION,
        "root_mean_squared_error",
        keras3=". root_mean_squared_error",
        tf_keras=".",
    ),
    _metric("R2Score", MetricFamily.REGRESSION, "r2_score", keras3=". r2_score", tf_keras="."),
    _metric("MeanRelativeError", MetricFamily.REGRESSION, "mean_relative_error"),
    _metric(
        "ConcordanceCorrelation",
        MetricFamily.REGRESSION,
        "concordance_correlation",
        keras3=". concordance_correlation",
        functions="concordance_correlation",
    ),
    _metric(
        "PearsonCorrelation",
        MetricFamily.REGRESSION,
        "pearson_correlation",
        keras3=". pearson_correlation",
        functions="pearson_correlation",
    ),
    _metric("Mean", MetricFamily.OTHER, "mean", keras3=". mean", tf_keras="."),
    _metric("Sum", MetricFamily.OTHER, "sum", keras3=". sum", tf_keras="."),
    _metric("MeanTensor", MetricFamily.OTHER, "mean_tensor", tf_keras="."),
    _metric("MeanMetricWrapper", MetricFamily.OTHER, "mean_metric_wrapper"),
    _function("huber", MetricFamily.REGRESSION),
    _function("binary_focal_crossentropy", MetricFamily.CROSSENTROPY, has_from_logits=True),
    _function("categorical_focal_crossentropy", MetricFamily.CROSSENTROPY, has_from_logits=True),
    _function("categorical_generalized_cross_entropy", MetricFamily.CROSSENTROPY),
    _function("dice", reports_imbalance=True),
    _function("tversky", reports_imbalance=True),
    _function("circle"),
    _function("ctc"),
)

_ROWS: Final = (*_BY_SHAPE, *_ACCURACY_ROWS, *_IMBALANCE_ROWS, *_LOSS_ROWS, *_OTHER_ROWS)

# Names of metrics in other libraries and in old Keras, and the one metric that they mean.
_MISNOMERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "f1": "f1_score",
        "f1_measure": "f1_score",
        "fmeasure": "f1_score",
        "rmse": "root_mean_squared_error",
        "r2": "r2_score",
        "r_square": "r2_score",
        "roc_auc": "auc",
        "auroc": "auc",
        "top_k_accuracy": "top_k_categorical_accuracy",
        "tp": "true_positives",
        "tn": "true_negatives",
        "fp": "false_positives",
        "fn": "false_negatives",
    }
)

METRICS: Final[Mapping[str, MetricFact]] = MappingProxyType({row.name: row for row in _ROWS})
_BY_STRING: Final = {text: row for row in _ROWS for text in row.keras3_strings | row.tf_keras_strings}
_BY_CLASS: Final = {row.class_name: row for row in _ROWS if row.class_name}
_BY_FUNCTION: Final = {function: row for row in _ROWS for function in row.functions}
_BY_LOSS: Final = {row.same_as_loss: row for row in _ROWS if row.same_as_loss}


def _spellings() -> dict[str, str]:
    """Return what each folded spelling suggests; rows that no string names suggest nothing."""
    found = {fold(text): METRICS[name].preferred_string for text, name in _MISNOMERS.items()}
    found |= {fold(text): row.preferred_string for row in _ROWS for text in (row.name, *row.aliases)}
    return {spelling: string for spelling, string in found.items() if string}


_SPELLINGS: Final = _spellings()


def _as_looked_up(text: str) -> str:
    """Return the string as Keras looks it up: the shape-resolved ones are compared in lower case."""
    lowered = text.lower()
    return lowered if lowered in ("accuracy", "acc", "crossentropy", "ce") else text


def metric_by_string(text: str) -> MetricFact | None:
    """Return the metric that either flavour makes of a string in ``compile``."""
    return _BY_STRING.get(_as_looked_up(text))


def accepted_by(text: str) -> frozenset[str]:
    """Return the Keras flavours that take ``text`` as a metric string in ``compile``."""
    looked_up = _as_looked_up(text)
    row = _BY_STRING.get(looked_up)
    if row is None:
        return frozenset()
    flavours = ((KERAS3, row.keras3_strings), (TF_KERAS, row.tf_keras_strings))
    return frozenset(flavour for flavour, strings in flavours if looked_up in strings)


def metric_by_class(name: str) -> MetricFact | None:
    """Return the metric of a class name such as ``BinaryAccuracy``."""
    return _BY_CLASS.get(name)


def metric_by_function(name: str) -> MetricFact | None:
    """Return the metric of a function of ``keras.metrics`` or ``keras.losses`` that is used as one."""
    return _BY_FUNCTION.get(name)


def metric_of_loss(name: str) -> MetricFact | None:
    """Return the metric that repeats the loss of this canonical name."""
    return _BY_LOSS.get(name)


def close_metric_names(text: str) -> tuple[str, ...]:
    """Return the accepted string that a rejected one clearly means, or nothing."""
    return closest(text, _SPELLINGS)
