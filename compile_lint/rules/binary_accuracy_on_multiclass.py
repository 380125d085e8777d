"""Binary accuracy is asked of a softmax over several classes.

Why: binary accuracy counts every unit by itself. Of N classes, N - 1 labels of each row are 0, and a
softmax puts most units below .5, so even a useless model scores about (N - 2) / N and more.

Silent: multi-hot labels; two units, where both accuracies agree; sigmoid heads.

Fix: `accuracy`, which Keras resolves by the shapes, or the categorical accuracy for the labels.

Safety: unsafe: the reported number changes, and its name in the logs.

Evidence: keras 3.15.1 and tf_keras 2.21, 10 classes, one-hot: BinaryAccuracy reports .8965 where .225 of
the classes are right. With class ids of shape (N,) it raises over the shapes on Keras 3.

Keras: Keras 3 and tf_keras alike; with class ids of shape (N,) Keras 3 raises.

References:
https://keras.io/api/metrics/accuracy_metrics/
`keras/src/metrics/accuracy_metrics.py` of keras 3.15.1
`tf_keras/src/metrics/accuracy_metrics.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.metrics import MetricFamily
from compile_lint.model import CompileCall, Encoding, Head, Known
from compile_lint.rules.because import shows_activation, shows_units
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import change_metric, unsafe

_BAD = """
import numpy as np
from keras import Input, Sequential
from keras.layers import Dense
from keras.utils import to_categorical

rng = np.random.default_rng(43)
x = rng.normal(size=(120, 6))
y = to_categorical(np.arange(120) % 10, 10)

model = Sequential([Input((6,)), Dense(16, activation="relu"), Dense(10, activation="softmax")])
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["binary_accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""

_GOOD = """
import numpy as np
from keras import Input, Sequential
from keras.layers import Dense
from keras.utils import to_categorical

rng = np.random.default_rng(43)
x = rng.normal(size=(120, 6))
y = to_categorical(np.arange(120) % 10, 10)

model = Sequential([Input((6,)), Dense(16, activation="relu"), Dense(10, activation="softmax")])
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""

# Labels that are no exclusive classes: what a softmax is for there is another question.
_OTHER_LABELS = frozenset({Encoding.MULTI_HOT, Encoding.CONTINUOUS, Encoding.SAME_AS_INPUT})


@rule(
    code="CL407",
    name="binary-accuracy-on-multiclass",
    since="0.1.0",
    severity=Severity.WARNING,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        for slot in head.metrics:
            match slot, head.output:
                case Known(metric), Known(output) if (
                    metric.fact.family is MetricFamily.BINARY_ACCURACY
                    and output.is_softmax
                    and output.units is not None
                    and output.units > 2
                    and not _has_other_labels(head)
                ):
                    yield Problem(
                        at=metric.origin,
                        message=(
                            f"`{metric.spelled}` counts each unit by itself, "
                            f"but the output is a softmax over {output.units} classes"
                        ),
                        because=(shows_activation(output), shows_units(output)),
                        head=head,
                        advice='Use "accuracy"',
                        remedies=unsafe('Use "accuracy"', change_metric(call, metric, "accuracy")),
                    )


def _has_other_labels(head: Head) -> bool:
    return isinstance(head.labels, Known) and head.labels.value.encoding in _OTHER_LABELS
