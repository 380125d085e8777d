"""A threshold of 0 calls every probability positive.

Why: 0 is the border between the classes for logits. Probabilities are all above 0, so that each row counts
as positive and the metric is that of a constant answer.

Silent: heads without an activation; other thresholds, lists of several, and values that are not known.

Fix: leave the threshold at .5.

Evidence: keras 3.15.1 and tf_keras 2.21, sigmoid: BinaryAccuracy(threshold=0) .461 for .992 and .5525 for
.8625, which is the share of positives; Precision(thresholds=0) .5525 for .8547, Recall 1.0 for .905;
BinaryIoU(threshold=0) .276 for .755.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/metrics/accuracy_metrics/
https://keras.io/api/metrics/classification_metrics/
`keras/src/metrics/accuracy_metrics.py` of keras 3.15.1
`keras/src/metrics/metrics_utils.py` of keras 3.15.1
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.model import CompileCall, Known, Metric, Option
from compile_lint.rules.because import shows_activation
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(46)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([
    keras.Input((5,)),
    keras.layers.Dense(10, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile("adam", "binary_crossentropy", metrics=[keras.metrics.BinaryAccuracy(threshold=0.0)])
model.fit(x, y, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(46)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([
    keras.Input((5,)),
    keras.layers.Dense(10, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile("adam", "binary_crossentropy", metrics=[keras.metrics.BinaryAccuracy()])
model.fit(x, y, epochs=2, verbose=0)
"""

_NEVER_ZERO = frozenset({"f1_score", "fbeta_score"})  # these raise on a threshold of 0


@rule(
    code="CL410",
    name="zero-threshold-on-probabilities",
    since="0.1.0",
    severity=Severity.WARNING,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        for slot in head.metrics:
            match slot, head.output:
                case Known(metric), Known(output) if output.is_probability:
                    option = _zero_threshold(metric)
                    if option is not None:
                        yield Problem(
                            at=option.origin,
                            message=(
                                f"`{metric.spelled}` calls everything above 0 positive, "
                                f"but `{output.activation.name}` yields only numbers above 0"
                            ),
                            because=(shows_activation(output),),
                            head=head,
                            advice=f"Leave out `{metric.fact.threshold_parameter}=0`",
                        )


def _zero_threshold(metric: Metric) -> Option | None:
    """Return the option that sets the only threshold to 0."""
    parameter = metric.fact.threshold_parameter
    if parameter is None or metric.fact.name in _NEVER_ZERO:
        return None
    option = metric.options.get(parameter)
    return option if option is not None and option.value in (0, [0], (0,)) else None
