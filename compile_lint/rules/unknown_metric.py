"""The metric string is one that no Keras accepts.

Why: Keras looks the string up in a fixed table, and not before training starts.

Silent: strings that Keras 3 or tf_keras takes, as long as it is open which of them runs the program;
programs that register names of their own; functions and objects.

Fix: the name that Keras knows, or the metric itself in place of a string. What training logs anyway, such as
`val_accuracy` beside `accuracy` or `rmse` beside a `RootMeanSquaredError()`, is removed.

Safety: safe where one name is close, or the class does what the string was to do, as the program
stopped before; unsafe for F1 of one unit on labels that may not be floats in one column.

Evidence: keras 3.15.1 raises "Could not interpret metric identifier: f1" at `fit`, tf_keras 2.21
"TypeError: 'str' object is not callable"; likewise `rmse` and the empty string. Keras 3 takes `precision`,
`recall`, `auc`, `f1_score` and `r2_score`, which raise on tf_keras. `accuracy` twice is logged twice by
Keras 3; tf_keras raises "Found two metrics with the same name".

Keras: both raise; Keras 3 takes class names in snake case that tf_keras does not.

References:
https://keras.io/api/metrics/
`keras/src/metrics/__init__.py` of keras 3.15.1
`tf_keras/src/metrics/__init__.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.knowledge.metrics import MetricFamily, accepted_by, metric_by_class, metric_by_string
from compile_lint.model import CompileCall, Head, Known, Metric, Origin, Unidentified
from compile_lint.model.intents import DropMetric, ReplaceWord, UseMetric
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.keras_at_hand import keras_phrase, rejecting
from compile_lint.rules.logits_metrics import ARGMAX_BY_DEFAULT
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import change_metric, metrics_of, safe, unsafe

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(30)
x = rng.normal(size=(70, 6))
y = (x[:, 0] > x[:, 1]).astype("float32").reshape(-1, 1)

spam = keras.Sequential([keras.Input((6,)), keras.layers.Dense(1, activation="sigmoid")])
spam.compile(optimizer="adam", loss="binary_crossentropy", metrics=["f1"])
spam.fit(x, y, epochs=1, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(30)
x = rng.normal(size=(70, 6))
y = (x[:, 0] > x[:, 1]).astype("float32").reshape(-1, 1)

spam = keras.Sequential([keras.Input((6,)), keras.layers.Dense(1, activation="sigmoid")])
spam.compile(optimizer="adam", loss="binary_crossentropy", metrics=[keras.metrics.F1Score(threshold=0.5)])
spam.fit(x, y, epochs=1, verbose=0)
"""


_OF_VALIDATION = "val_"
_LOOKS = frozenset({"name", "dtype"})  # options of a metric that leave what it measures as it is
_ONE_NUMBER = frozenset({MetricFamily.RANKING, MetricFamily.THRESHOLDED})


@rule(code="CL602", name="unknown-metric", since="0.1.0", severity=Severity.ERROR, bad=_BAD, good=_GOOD)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        for metric in head.metrics:
            match metric:
                case Unidentified(is_string=True, text=text, origin=origin, suggestion=suggestion):
                    problem = _problem(head, text, origin, suggestion, rejecting(frozenset(), "any"))
                    logged = _logged_anyway(head, text, suggestion)
                    if logged is None:
                        yield replace(problem, remedies=_reworded(call, head, origin, suggestion))
                    else:
                        removed = safe(f"Remove `{text}`", DropMetric(origin, call.site))
                        yield replace(problem, advice=f"Remove it: {logged}", remedies=removed)
                case Known(found) if found.is_string and call.keras != "any":
                    refusing = rejecting(accepted_by(found.spelled), call.keras)
                    if refusing:
                        name = found.fact.class_name
                        problem = _problem(head, found.spelled, found.origin, name, refusing)
                        yield replace(problem, remedies=_as_object(call, found))


def _problem(
    head: Head, text: str, origin: Origin, suggestion: str | None, refusing: frozenset[str]
) -> Problem:
    return Problem(
        at=origin,
        message=f"`metrics` expects names of metrics, but {keras_phrase(refusing)} knows none named `{text}`",
        head=head,
        advice=_advice(head, suggestion),
    )


def _advice(head: Head, suggestion: str | None) -> str:
    if suggestion is None:
        return "Use a metric that Keras knows, or the metric itself"
    on = ", on float labels in one column" if _is_of_one_unit(head, suggestion) else ""
    return f"Use `{suggestion}`{on}"


def _logged_anyway(head: Head, text: str, suggestion: str | None) -> str | None:
    """Why what is meant is in the logs without this metric, where it is."""
    logged = _logged_as(head, text.removeprefix(_OF_VALIDATION), suggestion)
    if logged is None:
        return None
    if text.startswith(_OF_VALIDATION):
        return f"`{_OF_VALIDATION}{logged}` is logged wherever training has validation data"
    return "training logs `loss` anyway" if text == "loss" else f"`{logged}` is among the metrics already"


def _logged_as(head: Head, name: str, suggestion: str | None) -> str | None:
    """The name under which what is meant is logged: that very name, or that of an object of its kind."""
    metrics = metrics_of(head)
    names = {"loss", *map(_log_name, metrics)}
    found = next((one for one in (name, suggestion) if one in names), None)
    if found is not None or suggestion is None:
        return found
    meant = metric_by_string(suggestion)
    return next((_log_name(one) for one in metrics if one.fact is meant and _is_plain_object(one)), None)


def _log_name(metric: Metric) -> str | None:
    """The name that a metric logs under, if the program wrote it or it stands for a plain metric."""
    if metric.is_string:
        return metric.spelled
    named = metric.options.get("name")
    if named is not None:
        return named.value if isinstance(named.value, str) else None
    return metric.fact.log_name(KERAS3) if _is_plain_object(metric) else None


def _is_plain_object(metric: Metric) -> bool:
    """Whether a metric is an object that measures what its string would."""
    is_object = not metric.is_string and metric.spelled == metric.fact.class_name and not metric.is_class
    return is_object and metric.options.keys() <= _LOOKS


def _is_of_one_unit(head: Head, suggestion: str) -> bool:
    """Whether the metric would be F1 of a single unit: Keras 3 raises on labels of shape (N,), tf_keras on
    whole numbers."""
    fact = metric_by_string(suggestion) or metric_by_class(suggestion)
    is_single = isinstance(head.output, Known) and head.output.value.units == 1
    return is_single and fact is not None and fact.name in ARGMAX_BY_DEFAULT


def _has_one_column(call: CompileCall, head: Head) -> bool:
    """Whether the labels stand in one column, which is all that Keras 3 asks for."""
    if call.keras == TF_KERAS or not isinstance(head.labels, Known):
        return False
    return head.labels.value.columns == 1 and head.labels.value.is_one_number_a_row


def _reworded(call: CompileCall, head: Head, origin: Origin, suggestion: str | None) -> tuple[Remedy, ...]:
    """The name that is meant. F1 goes by the largest unit without a threshold, which a sigmoid needs."""
    fact = None if suggestion is None else metric_by_string(suggestion)
    if suggestion is None or fact is None:
        return ()
    if fact.name in ARGMAX_BY_DEFAULT:
        match head.output:
            case Known(output) if output.is_sigmoid:
                with_threshold = UseMetric(origin, suggestion, call.site, (("threshold", 0.5),))
                is_safe = not _is_of_one_unit(head, suggestion) or _has_one_column(call, head)
                remedy = safe if is_safe else unsafe
                return remedy(f"Use `{fact.class_name}(threshold=0.5)`", with_threshold)
        return ()
    return safe(f"Use `{suggestion}`", ReplaceWord(origin, suggestion, call.site))


def _as_object(call: CompileCall, metric: Metric) -> tuple[Remedy, ...]:
    """A metric that one Keras knows by its class alone; those that yield an array each class are left."""
    fact = metric.fact
    if fact.class_name is None or fact.family not in _ONE_NUMBER or fact.name in ARGMAX_BY_DEFAULT:
        return ()
    return safe(f"Use `{metric.fact.class_name}()`", change_metric(call, metric, metric.spelled, ()))
