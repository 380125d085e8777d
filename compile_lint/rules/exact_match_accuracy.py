"""`Accuracy()` asks for equal numbers, but the output is probabilities or logits.

Why: the class `Accuracy`, unlike the string "accuracy", compares label and output as numbers. A
probability is almost never exactly 0 or 1, so the metric stays at 0.

Silent: subclasses and wrappers, which may round first; the string; an object that never enters
`compile`.

Fix: the string "accuracy", or the class for the labels at hand.

Safety: unsafe: the reported number changes; its name does not.

Evidence: keras 3.15.1 and tf_keras 2.21: 0.0 on a sigmoid unit and on its logits where the accuracy is
.8625, and on softmax with one-hot labels. With class ids and several units it raises over the shapes on
both.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/metrics/accuracy_metrics/
`keras/src/metrics/accuracy_metrics.py` of keras 3.15.1
`tf_keras/src/metrics/accuracy_metrics.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.metrics import MetricFamily
from compile_lint.model import CompileCall, Head, Known, Output
from compile_lint.rules.because import shows_activation
from compile_lint.rules.heads import CLASSIFYING, heads_to_judge
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import change_metric, unsafe

_BAD = """
import keras
import numpy as np
from keras import layers, metrics

rng = np.random.default_rng(14)
x = rng.normal(size=(100, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([
    layers.Input((5,)),
    layers.Dense(12, activation="relu"),
    layers.Dense(1, activation="sigmoid"),
])
model.compile("adam", "binary_crossentropy", metrics=[metrics.Accuracy()])
model.fit(x, y, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np
from keras import layers, metrics

rng = np.random.default_rng(14)
x = rng.normal(size=(100, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([
    layers.Input((5,)),
    layers.Dense(12, activation="relu"),
    layers.Dense(1, activation="sigmoid"),
])
model.compile("adam", "binary_crossentropy", metrics=[metrics.BinaryAccuracy()])
model.fit(x, y, epochs=2, verbose=0)
"""


@rule(
    code="CL404", name="exact-match-accuracy", since="0.1.0", severity=Severity.WARNING, bad=_BAD, good=_GOOD
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        for slot in head.metrics:
            match slot, head.output:
                case Known(metric), Known(output) if metric.fact.family is MetricFamily.EXACT_ACCURACY:
                    numbers = _what_the_output_is(head, output)
                    if numbers is not None:
                        yield Problem(
                            at=metric.origin,
                            message=f"`{metric.spelled}` counts equal numbers, but the output is {numbers}",
                            because=(shows_activation(output),),
                            head=head,
                            advice='Use "accuracy", or the accuracy class for these labels',
                            remedies=unsafe('Use "accuracy"', change_metric(call, metric, "accuracy")),
                        )


def _what_the_output_is(head: Head, output: Output) -> str | None:
    if output.is_probability:
        return "probabilities"
    match head.loss:
        case Known(loss) if output.is_linear and loss.fact.family in CLASSIFYING:
            return "logits"
    return None
