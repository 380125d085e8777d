"""Accuracy is the only metric, but the classes are not equally frequent.

Why: where one class holds most of the rows, a model that always answers with it scores that share.
Accuracy then says nothing about the rare class, which is the one that matters.

Silent: any metric that tells the classes apart (precision, recall, AUC, F1, IoU ...), a metric that is
not known, `weighted_metrics`, no metrics at all, a report on this model's predictions later in the
program, and weights for a data set of Keras whose classes are all as frequent, as those of `mnist` are.

Fix: add `Precision()` and `Recall()`, or `AUC(curve="PR")`, to one unit; to several with one row of labels
each, `F1Score(average="macro")`. What compares class ids is none of Keras's metrics but accuracies: report
on the predictions.

Evidence: follows from the definition: with 5 % positives the constant model has an accuracy of .95, a
recall of 0. `F1Score()` is no help on one unit: without a threshold it calls every row positive there
(.2906 on 400 rows of 17 % positives, which is the score of that; keras 3.15.1 on TensorFlow and JAX, and
tf_keras 2.21). On keras 3.15.1 and tf_keras 2.21 `accuracy` in `metrics=` is computed without
`class_weight`, the same accuracy in `weighted_metrics=` with it. What counts as evidence is named in the
finding; a name alone makes it *possible*.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/examples/structured_data/imbalanced_classification/
https://keras.io/api/metrics/classification_metrics/
`keras/src/trainers/compile_utils.py` of keras 3.15.1
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.imbalance import EVIDENCE
from compile_lint.knowledge.losses import Family
from compile_lint.model import Because, CompileCall, Head, Known, Metric
from compile_lint.rules.heads import CLASSIFYING, heads_to_judge
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(17)
x = rng.normal(size=(200, 5))
y = (x[:, 0] > 1.5).astype("float32")

model = keras.Sequential([
    keras.Input((5,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, class_weight={0: 1.0, 1: 14.0}, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(17)
x = rng.normal(size=(200, 5))
y = (x[:, 0] > 1.5).astype("float32")

model = keras.Sequential([
    keras.Input((5,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
scores = ["accuracy", keras.metrics.Precision(), keras.metrics.Recall()]
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=scores)
model.fit(x, y, class_weight={0: 1.0, 1: 14.0}, epochs=2, verbose=0)
"""

_SIGNS = tuple(
    f"{fact.kind.replace('_', ' ')}: {fact.reason} ({'certain' if fact.is_certain else 'possible'})"
    for fact in EVIDENCE.values()
)

_ONE_HOT = Family.CATEGORICAL_CROSSENTROPY  # the loss that takes one row of labels for each row of data


@rule(
    code="CL501",
    name="accuracy-only-on-imbalanced-data",
    since="0.1.0",
    severity=Severity.WARNING,
    bad=_BAD,
    good=_GOOD,
    lists=(("What counts as evidence", _SIGNS),),
)
def check(call: CompileCall) -> Iterator[Problem]:
    if not call.evidence or call.reported_by:
        return
    heads = heads_to_judge(call)
    accuracies = [(head, metric) for head in heads if (metric := _only_accuracy(head)) is not None]
    # Evidence is about the data as a whole, so another head that watches the classes answers for it.
    if not accuracies or any(_only_accuracy(head) is None and head.metrics for head in heads):
        return
    head, metric = accuracies[0]
    strongest = sorted(call.evidence, key=lambda evidence: -EVIDENCE[evidence.kind.value].weight)
    yield Problem(
        at=metric.origin,
        message=f"{_only_metrics(head)}, but {strongest[0].text} says that a class is rare",
        because=tuple(Because(evidence.origin, evidence.text) for evidence in strongest),
        head=head,
        advice=_advice(head),
        is_possible=not EVIDENCE[strongest[0].kind.value].is_certain,
    )


def _only_metrics(head: Head) -> str:
    """Return what there is beside nothing else: one metric, or several that are all accuracies."""
    *others, last = (f"`{slot.value.spelled}`" for slot in head.metrics if isinstance(slot, Known))
    return f"{', '.join(others)} and {last} are the only metrics" if others else f"{last} is the only metric"


def _advice(head: Head) -> str:
    """Return which metrics tell the classes apart, of those that this head and its labels can have."""
    match head.output, head.loss:
        case Known(output), _ if output.units == 1 and output.is_linear:
            return 'Add `Recall(thresholds=0)`, or `AUC(curve="PR", from_logits=True)`'
        case Known(output), _ if output.units == 1:
            return 'Add `Precision()` and `Recall()`, or `AUC(curve="PR")`'
        case Known(output), Known(loss) if output.is_softmax and loss.fact.family is _ONE_HOT:
            return 'Add `F1Score(average="macro")`, or `Recall(class_id=...)` of the rare class'
        case Known(output), _ if output.is_sigmoid and output.units is not None:
            return 'Add `F1Score(threshold=0.5)`, or `AUC(curve="PR", multi_label=True)`'
        case _, Known(loss) if loss.fact.family is Family.SPARSE_CROSSENTROPY:
            return "Look at each class, as `classification_report` of scikit-learn does with the predictions"
    return "Add what tells the classes apart, such as precision and recall"


def _only_accuracy(head: Head) -> Metric | None:
    """Return the first metric of a classifying head if all of them are plain accuracies."""
    known = [slot.value for slot in head.metrics if isinstance(slot, Known)]
    if not known or len(known) < len(head.metrics) or not _is_classification(head):
        return None
    if all(metric.fact.is_accuracy and not metric.is_weighted for metric in known):
        return known[0]
    return None


def _is_classification(head: Head) -> bool:
    match head.output, head.loss:
        case Known(output), _ if output.is_probability:
            return True
        case _, Known(loss):
            return loss.fact.family in CLASSIFYING
    return False
