"""Accuracy rounds the output to 0 or 1, but the labels are -1 and 1.

Why: for a single unit "accuracy" is binary accuracy. It compares the label with 1 where the output is above
.5 and with 0 elsewhere, so that no label of -1 ever counts as right.

Silent: labels not known to be -1 and 1; several units; own metrics.

Fix: labels of 0 and 1, which the hinge losses of Keras take as well, or a metric that compares signs.

Evidence: keras 3.15.1 and tf_keras 2.21: hinge with labels of -1 and 1 reports an accuracy of .41 to .50
while .97 of the signs are right; with labels of 0 and 1 it reports .979.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/losses/hinge_losses/
https://keras.io/api/metrics/accuracy_metrics/
`keras/src/trainers/compile_utils.py` of keras 3.15.1
`tf_keras/src/engine/compile_utils.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.metrics import ROUNDING
from compile_lint.model import CompileCall, Encoding, Known, Labels, Output
from compile_lint.rules.because import labels_phrase, shows_labels
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(47)
x = rng.normal(size=(120, 4))
side = np.where(x[:, 0] + x[:, 1] > 0, 1, -1)

model = keras.Sequential([
    keras.Input((4,)),
    keras.layers.Dense(12, activation="relu"),
    keras.layers.Dense(1, activation="tanh"),
])
model.compile(optimizer="adam", loss="hinge", metrics=["accuracy"])
model.fit(x, side, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(47)
x = rng.normal(size=(120, 4))
side = np.where(x[:, 0] + x[:, 1] > 0, 1, 0)

model = keras.Sequential([
    keras.Input((4,)),
    keras.layers.Dense(12, activation="relu"),
    keras.layers.Dense(1, activation="tanh"),
])
model.compile(optimizer="adam", loss="hinge", metrics=["accuracy"])
model.fit(x, side, epochs=2, verbose=0)
"""


@rule(
    code="CL411",
    name="accuracy-on-plus-minus-one-labels",
    since="0.1.0",
    severity=Severity.WARNING,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        for slot in head.metrics:
            match slot, head.output, head.labels:
                case Known(metric), Known(output), Known(labels) if (
                    metric.fact.family in ROUNDING
                    and labels.encoding is Encoding.PLUS_MINUS_ONE
                    and _is_single(output, labels)
                ):
                    yield Problem(
                        at=metric.origin,
                        message=(
                            f"`{metric.spelled}` rounds the output to 0 or 1, "
                            f"but {labels_phrase(labels)} are -1 and 1"
                        ),
                        because=(shows_labels(labels),),
                        head=head,
                        advice="Use labels of 0 and 1, or a metric that compares signs",
                    )


def _is_single(output: Output, labels: Labels) -> bool:
    return output.units == 1 or (output.units is None and labels.columns in (0, 1))
