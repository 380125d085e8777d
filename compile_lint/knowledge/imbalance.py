"""Signs that the classes of a data set are not equally frequent, and what speaks of it already.

The kinds are named as ``model.EvidenceKind`` names them; tests assert that the two lists agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from compile_lint.records import dataclass


@dataclass(frozen=True, slots=True)
class EvidenceFact:
    """One kind of evidence.

    ``weight`` of 1.0 suffices for a certain finding; less makes it *possible* only. ``reason`` says
    what the sign means, to be read behind "because".
    """

    kind: str
    weight: float
    reason: str

    @property
    def is_certain(self) -> bool:
        return self.weight >= 1.0


EVIDENCE: Final[Mapping[str, EvidenceFact]] = MappingProxyType(
    {
        row.kind: row
        for row in (
            EvidenceFact("class_weight", 1.0, "classes are weighted in training"),
            EvidenceFact("sample_weight", 1.0, "rows are weighted in training"),
            EvidenceFact("computed_weights", 1.0, "weights are computed from class frequencies"),
            EvidenceFact("resampling", 1.0, "the training data are resampled to balance the classes"),
            EvidenceFact("focal_loss", 1.0, "a focal loss is made for rare classes"),
            EvidenceFact("initial_bias", 1.0, "the output bias starts at the log odds of a rare class"),
            EvidenceFact("skewed_generation", 1.0, "the data are generated with unequal class frequencies"),
            EvidenceFact("class_counts", 1.0, "the ratio of the class counts is computed"),
            EvidenceFact("known_data", 1.0, "the data set is known for its unequal classes"),
            EvidenceFact("name", 0.5, "a name suggests data with a rare class"),
        )
    }
)

# Words that name a rare event. Each is a sequence of word parts of an identifier, file name or column
# ("creditcard_fraud.csv" has the parts creditcard, fraud, csv), in lower case.
NameHints: TypeAlias = frozenset[tuple[str, ...]]

MAX_WORDS: Final = 3  # of one hint

NAME_HINTS: Final[NameHints] = frozenset(
    [
        ("anomalies",),
        ("anomaly",),
        ("attrition",),
        ("bankrupt",),
        ("bankruptcy",),
        ("card", "default"),
        ("churn",),
        ("churned",),
        ("credit", "card", "default"),
        ("creditcard",),
        ("defaulter",),
        ("defaulters",),
        ("delinquency",),
        ("exoplanet",),
        ("fraud",),
        ("frauds",),
        ("fraudulent",),
        ("imbalance",),
        ("imbalanced",),
        ("intrusion",),
        ("loan", "default"),
        ("minority",),
        ("outlier",),
        ("outliers",),
        ("rare",),
        ("stroke",),
        ("unbalanced",),
    ]
)

# File and data set names of well-known data with a rare class, lower case, without suffix.
KNOWN_DATA: Final = frozenset(
    [
        "churn_modelling",
        "creditcard",
        "creditcardfraud",
        "default of credit card clients",
        "healthcare-dataset-stroke-data",
        "ieee-fraud-detection",
        "kddcup.data",
        "kddcup99",
        "kdd_cup_1999",
        "nsl-kdd",
        "telco-customer-churn",
        "wa_fn-usec_-telco-customer-churn",
    ]
)

# Public classes of imbalanced-learn 0.13 that change class frequencies; all are used by fit_resample.
OVER_SAMPLERS: Final = frozenset(
    "ADASYN BorderlineSMOTE KMeansSMOTE RandomOverSampler SMOTE SMOTEN SMOTENC SVMSMOTE".split()
)
UNDER_SAMPLERS: Final = frozenset(
    "AllKNN ClusterCentroids CondensedNearestNeighbour EditedNearestNeighbours InstanceHardnessThreshold "
    "NearMiss NeighbourhoodCleaningRule OneSidedSelection RandomUnderSampler "
    "RepeatedEditedNearestNeighbours TomekLinks".split()
)
COMBINED_SAMPLERS: Final = frozenset(["SMOTEENN", "SMOTETomek"])
RESAMPLERS: Final = OVER_SAMPLERS | UNDER_SAMPLERS | COMBINED_SAMPLERS

# Functions that compute class or row weights from frequencies.
WEIGHT_FUNCTIONS: Final = frozenset(["compute_class_weight", "compute_sample_weight"])

# Functions that report on classes one by one or on ranking; whoever calls one on this model's
# predictions does not rely on accuracy alone. From sklearn.metrics 1.7 and imblearn.metrics 0.13.
REPORT_FUNCTIONS: Final = frozenset(
    "auc average_precision_score balanced_accuracy_score brier_score_loss class_likelihood_ratios "
    "classification_report classification_report_imbalanced cohen_kappa_score confusion_matrix "
    "det_curve f1_score fbeta_score geometric_mean_score jaccard_score matthews_corrcoef "
    "multilabel_confusion_matrix precision_recall_curve precision_recall_fscore_support precision_score "
    "recall_score roc_auc_score roc_curve sensitivity_score sensitivity_specificity_support "
    "specificity_score".split()
)
# How other libraries and projects call such reports: pandas.crosstab, RocCurveDisplay, plot_confusion_matrix,
# torchmetrics.F1Score, keras.metrics.Recall.
_REPORT_NAME: Final = re.compile(
    "balanced_acc|classification_report|confusion|crosstab|geometric_mean|matthews|per_class|precision"
    "|recall|sensitivity|specificity"
    "|(?<![a-z])(auc|auroc|det_curve|dice|f1|f_?beta|gini|iou|jaccard|kappa|mcc|pr_curve|prc|roc)(?![a-z])"
)
_HUMP: Final = re.compile(r"(?<=[a-z\d])(?=[A-Z])")


_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")  # the parts of snake_case and camelCase names


def words_in(name: str) -> tuple[str, ...]:
    """Return the word parts of an identifier, file or column name, in lower case."""
    return tuple(part.lower() for part in _WORD.findall(name))


def names_report(name: str) -> bool:
    """Whether a dotted name tells of a report on classes one by one or on ranking."""
    return _REPORT_NAME.search(_HUMP.sub("_", name).lower()) is not None


def hint_in(name: str, hints: NameHints = NAME_HINTS) -> str | None:
    """Return the hint that the parts of an identifier, file or column name spell, or ``None``."""
    return name_hint(words_in(name), hints)


def name_hint(parts: Iterable[str], hints: NameHints = NAME_HINTS) -> str | None:
    """Return the hint that consecutive word parts spell, in words, or ``None``."""
    lowered = [part.lower() for part in parts]
    for start in range(len(lowered)):
        for length in range(MAX_WORDS, 0, -1):
            if tuple(lowered[start : start + length]) in hints:
                return " ".join(lowered[start : start + length])
    return None


def hints_with(names: Iterable[str]) -> NameHints:
    """Return the hints of the table together with those that some names are made of."""
    return NAME_HINTS | {words_in(name) for name in names}


def is_known_data(stem: str) -> bool:
    """Whether a file or data set name without suffix is that of well-known imbalanced data."""
    return stem.lower() in KNOWN_DATA
