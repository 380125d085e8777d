"""The metric expects labels of another form than these labels have.

Why: a categorical metric takes the largest column of each row for the class; class ids have one column, so
every label counts as class 0. A sparse metric takes each number for a class, and one-hot rows do not fit.
A single unit is the largest of its row whatever it says, so that either kind counts nothing there.

Silent: the form of the labels not known, and a loss that does not tell it; the string "accuracy", which
Keras resolves by the shapes; a metric that only repeats the loss, as the loss is then wrong too.

Fix: the metric of the same name with or without `Sparse`; `binary_accuracy` for a single unit.

Safety: unsafe: the reported number changes, and its name in the logs.

Evidence: keras 3.15.1 and tf_keras 2.21: CategoricalAccuracy on class ids .34 for .86, OneHotMeanIoU .11 for
.75, on a single unit 1.0 for .86; sparse metrics on one-hot labels raise over the shapes, as do cross-entropy
metrics on the wrong form. TopKCategoricalAccuracy on ids of shape (N,) raises on Keras 3 and reports .67 for
.98 on tf_keras. On a single unit SparseCategoricalAccuracy is the share of label 0. BinaryAccuracy on ids
with 2 units raises on Keras 3, .50 on tf_keras.

Keras: Keras 3 raises on some pairs over which tf_keras is silent.

References:
https://keras.io/api/metrics/accuracy_metrics/
`keras/src/metrics/accuracy_metrics.py` of keras 3.15.1
`tf_keras/src/metrics/accuracy_metrics.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.knowledge.flavours import TF_KERAS
from compile_lint.knowledge.losses import Family
from compile_lint.knowledge.metrics import MetricFamily
from compile_lint.model import CompileCall, Head, Known, Labels, Metric, Output
from compile_lint.model.intents import Setting
from compile_lint.rules.because import shows_units
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.label_form import class_ids_of, columns_of_labels
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import change_metric, one_hot_name, sparse_name, unsafe

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(41)
y = rng.integers(0, 4, size=120)
x = rng.normal(size=(120, 6)) + 3 * np.eye(4, 6)[y]

model = keras.Sequential([
    keras.Input((6,)),
    keras.layers.Dense(12, activation="relu"),
    keras.layers.Dense(4, activation="softmax"),
])
metrics = [keras.metrics.CategoricalAccuracy()]
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=metrics)
model.fit(x, y, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(41)
y = rng.integers(0, 4, size=120)
x = rng.normal(size=(120, 6)) + 3 * np.eye(4, 6)[y]

model = keras.Sequential([
    keras.Input((6,)),
    keras.layers.Dense(12, activation="relu"),
    keras.layers.Dense(4, activation="softmax"),
])
metrics = [keras.metrics.SparseCategoricalAccuracy()]
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=metrics)
model.fit(x, y, epochs=2, verbose=0)
"""

_TAKE_IDS = frozenset(
    {"sparse_categorical_accuracy", "sparse_top_k_categorical_accuracy", "sparse_categorical_crossentropy"}
)
_TAKE_COLUMNS = frozenset(
    {
        "categorical_accuracy",
        "top_k_categorical_accuracy",
        "one_hot_io_u",
        "one_hot_mean_io_u",
        "categorical_crossentropy",
    }
)

_BY_LARGEST = frozenset(  # what takes the largest columns of the output for the class
    {
        "categorical_accuracy",
        "sparse_categorical_accuracy",
        "sparse_top_k_categorical_accuracy",
        "top_k_categorical_accuracy",
    }
)


@rule(
    code="CL403",
    name="metric-label-mismatch",
    since="0.1.0",
    severity=Severity.WARNING,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        for slot in head.metrics:
            match slot, head.output:
                case Known(metric), Known(output) if not _repeats_loss(metric, head):
                    yield from _check_metric(call, head, output, metric)


def _check_metric(call: CompileCall, head: Head, output: Output, metric: Metric) -> Iterator[Problem]:
    if metric.fact.name in _BY_LARGEST and _is_single(head, output):
        options: tuple[Setting, ...] | None = (("threshold", 0),) if output.is_linear else None
        yield Problem(
            at=metric.origin,
            message=f"`{metric.spelled}` goes by the largest of several units, but the output has only one",
            because=(shows_units(output),),
            head=head,
            advice="Use `binary_accuracy`",
            remedies=unsafe("Use `binary_accuracy`", change_metric(call, metric, "binary_accuracy", options)),
        )
        return
    if metric.fact.name in _TAKE_IDS:
        form, expected, severity = columns_of_labels(head), "integer class ids", Severity.ERROR
        advice = "Use the metric without `Sparse`"
    elif metric.fact.name in _TAKE_COLUMNS or _takes_both_units(metric, output):
        form, expected, severity = class_ids_of(head), "a label for each unit", _severity(call, head, metric)
        advice = "Use the sparse metric of that name, or one-hot labels"
    else:
        return
    if form is not None:
        yield Problem(
            at=metric.origin,
            message=f"`{metric.spelled}` expects {expected}, but {form.words}",
            because=(form.because,),
            head=head,
            severity=severity,
            advice=advice,
            remedies=_remedies(call, metric),
        )


def _is_single(head: Head, output: Output) -> bool:
    """Whether an output has one unit, and a loss for one: of other losses on it other rules tell."""
    is_binary = isinstance(head.loss, Known) and head.loss.value.fact.family is Family.BINARY_CROSSENTROPY
    return output.units == 1 and is_binary and not output.is_softmax


def _takes_both_units(metric: Metric, output: Output) -> bool:
    """Whether each of two units is compared with a label; more units are binary-accuracy-on-multiclass."""
    return metric.fact.family is MetricFamily.BINARY_ACCURACY and output.units == 2


def _repeats_loss(metric: Metric, head: Head) -> bool:
    same = metric.fact.same_as_loss
    return same is not None and isinstance(head.loss, Known) and head.loss.value.name == same


def _severity(call: CompileCall, head: Head, metric: Metric) -> Severity:
    """What raises is an error, what only reports a wrong number a warning."""
    if metric.fact.family is MetricFamily.CROSSENTROPY:
        return Severity.ERROR
    if metric.fact.family not in (MetricFamily.TOP_K, MetricFamily.BINARY_ACCURACY):
        return Severity.WARNING
    match head.labels:
        case Known(Labels(columns=1)):
            return Severity.WARNING
    return Severity.WARNING if call.keras == TF_KERAS else Severity.ERROR


def _remedies(call: CompileCall, metric: Metric) -> tuple[Remedy, ...]:
    name = sparse_name(metric) or one_hot_name(metric)
    if name is None and metric.fact.family is MetricFamily.BINARY_ACCURACY:
        name = "sparse_categorical_accuracy"
    return () if name is None else unsafe(f"Use `{name}`", change_metric(call, metric, name))
