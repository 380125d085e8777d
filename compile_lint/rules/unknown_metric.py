"""The metric string is one that no Keras accepts.

Why: Keras looks the string up in a fixed table, and not before training starts.

Silent: strings that Keras 3 or tf_keras takes, as long as it is open which of them runs the program;
programs that register names of their own; functions and objects.

Fix: the name that Keras knows, or the metric itself in place of a string.

Safety: safe where one name is close, or the class does what the string was to do, as the program
stopped before.

Evidence: keras 3.15.1 raises "Could not interpret metric identifier: f1" at `fit`, tf_keras 2.21
"TypeError: 'str' object is not callable"; likewise `rmse` and the empty string. Keras 3 takes `precision`,
`recall`, `auc`, `f1_score` and `r2_score`, which raise on tf_keras.

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
from compile_lint.knowledge.metrics import MetricFamily, accepted_by
from compile_lint.model import CompileCall, Head, Known, Metric, Origin, Unidentified
from compile_lint.model.intents import ReplaceWord
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.keras_at_hand import keras_phrase, rejecting
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import change_metric, safe

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


_ONE_NUMBER = frozenset({MetricFamily.RANKING, MetricFamily.THRESHOLDED})


@rule(code="CL602", name="unknown-metric", since="0.1.0", severity=Severity.ERROR, bad=_BAD, good=_GOOD)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        for metric in head.metrics:
            match metric:
                case Unidentified(is_string=True, text=text, origin=origin, suggestion=suggestion):
                    problem = _problem(head, text, origin, suggestion, rejecting(frozenset(), "any"))
                    yield replace(problem, remedies=_reworded(call, origin, suggestion))
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
        advice=f"Use `{suggestion}`" if suggestion else "Use a metric that Keras knows, or the metric itself",
    )


def _reworded(call: CompileCall, origin: Origin, suggestion: str | None) -> tuple[Remedy, ...]:
    if suggestion is None:
        return ()
    return safe(f"Use `{suggestion}`", ReplaceWord(origin, suggestion, call.site))


def _as_object(call: CompileCall, metric: Metric) -> tuple[Remedy, ...]:
    """A metric that one Keras knows by its class alone; those that yield an array each class are left."""
    if metric.fact.class_name is None or metric.fact.family not in _ONE_NUMBER:
        return ()
    return safe(f"Use `{metric.fact.class_name}()`", change_metric(call, metric, metric.spelled, ()))
