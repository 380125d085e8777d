"""Accuracy counts equal classes, but the model is a regression.

Why: accuracy asks whether label and output are the same class. Continuous targets are almost never equal
to a prediction, nor 0 or 1, so the number stays near 0 and says nothing about the fit.

Silent: labels known to be classes, whatever the head (linear + mse + {0, 1} counts truly), unless one unit
is fitted to more than two of them; softmax and sigmoid heads; targets that are the inputs; own losses and
metrics.

Fix: `mae`, `RootMeanSquaredError` or `R2Score` in place of accuracy.

Evidence: keras 3.15.1 and tf_keras 2.21: `accuracy`, `acc` and `Accuracy()` are 0.0 on a regression
whose R2Score is .991. Linear + mse on labels 0 and 1 reports .970 and is right. One unit that fits the labels
0 to 4 without an error reports .400, since it is rounded to 0 or 1.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/metrics/accuracy_metrics/
`keras/src/trainers/compile_utils.py` of keras 3.15.1
`tf_keras/src/engine/compile_utils.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.losses import Family
from compile_lint.knowledge.metrics import ROUNDING
from compile_lint.model import (
    Absent,
    Because,
    CompileCall,
    Encoding,
    Head,
    Known,
    Metric,
    Output,
    Unknown,
    Why,
)
from compile_lint.rules.because import (
    encoding_phrase,
    labels_phrase,
    shows_activation,
    shows_labels,
    shows_loss,
)
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.registry import rule

_BAD = """
import numpy as np
from keras.layers import Dense, Input
from keras.models import Sequential

rng = np.random.default_rng(13)
rooms = rng.uniform(size=(80, 4))
price = 1.2 + rooms @ np.array([0.8, 0.3, 0.1, 0.05]) + 0.01 * rng.normal(size=80)

model = Sequential()
model.add(Input((4,)))
model.add(Dense(16, activation="relu"))
model.add(Dense(1))
model.compile(loss="mse", optimizer="adam", metrics=["accuracy"])
model.fit(rooms, price, epochs=2, verbose=0)
"""

_GOOD = """
import numpy as np
from keras.layers import Dense, Input
from keras.models import Sequential

rng = np.random.default_rng(13)
rooms = rng.uniform(size=(80, 4))
price = 1.2 + rooms @ np.array([0.8, 0.3, 0.1, 0.05]) + 0.01 * rng.normal(size=80)

model = Sequential()
model.add(Input((4,)))
model.add(Dense(16, activation="relu"))
model.add(Dense(1))
model.compile(loss="mse", optimizer="adam", metrics=["mae"])
model.fit(rooms, price, epochs=2, verbose=0)
"""


@rule(
    code="CL401",
    name="accuracy-on-regression",
    since="0.1.0",
    severity=Severity.WARNING,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.output, head.loss:
            case Known(output), Known(loss) if loss.fact.family is Family.REGRESSION:
                for metric in (slot.value for slot in head.metrics if isinstance(slot, Known)):
                    reason = _why_meaningless(head, output, metric) if metric.fact.is_accuracy else None
                    if reason is not None:
                        words, shown = reason
                        yield Problem(
                            at=metric.origin,
                            message=f"`{metric.spelled}` {words}",
                            because=(shows_loss(loss), shown),
                            head=head,
                            advice="Use `mae`, `RootMeanSquaredError` or `R2Score`",
                        )


def _why_meaningless(head: Head, output: Output, metric: Metric) -> tuple[str, Because] | None:
    """Return what makes accuracy say nothing, in words and as a place, ``None`` where nothing does."""
    if output.is_probability:
        return None
    expects = "counts equal classes, but"
    match head.labels:
        case Known(labels) if labels.encoding is Encoding.CONTINUOUS:
            return f"{expects} {labels_phrase(labels)} are {encoding_phrase(labels)}", shows_labels(labels)
        case Known(labels) if labels.encoding is Encoding.INTEGER and (labels.classes or 0) > 2:
            if output.units != 1 or metric.fact.family not in ROUNDING:
                return None
            held = f"{labels_phrase(labels)} hold {labels.classes} numbers"
            return f"rounds the output to 0 or 1, but {held}", shows_labels(labels)
        case Unknown(Why.ONE_NUMBER):
            return None  # of a discriminator that is trained elsewhere, say: no regression
        case Unknown() | Absent() if output.activation.name in ("linear", "relu"):
            numbers = "any number" if output.is_linear else "any number from 0 up"
            return f"{expects} the output of `{output.layer}` is {numbers}", shows_activation(output)
    return None
