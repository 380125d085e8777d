"""The output activation cannot reach the targets of a regression.

Why: sigmoid and softmax stay within [0, 1], tanh within [-1, 1], and relu never falls below 0. Targets
beyond these bounds cannot be met, and the rest of the fit bends towards them.

Silent: targets whose range is not known, or lies within the bounds; targets that are the inputs; elu and
selu, which reach below -1; relu under a loss that takes numbers below 0 for 0; softmax over one unit,
which is single-unit-softmax; own losses.

Fix: remove the output activation, or scale the targets into its range.

Safety: unsafe: the outputs have no bounds any more, which code behind the model may rely on.

Evidence: keras 3.15.1 and tf_keras 2.21, R2 of the same model: standardised targets, sigmoid .427, relu
.519, tanh .826, no activation .997. Targets around 3, sigmoid and tanh -1.75, no activation .916.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/losses/regression_losses/
`keras/src/activations/activations.py` of keras 3.15.1
`keras/src/losses/losses.py` of keras 3.15.1
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.activations import Activation
from compile_lint.knowledge.losses import Family
from compile_lint.model import CompileCall, Encoding, Known, Labels
from compile_lint.rules.because import labels_phrase, range_phrase, shows_labels, shows_loss
from compile_lint.rules.heads import heads_to_judge, reaches_all
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import change_activation, unsafe

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(21)
x = rng.normal(size=(120, 4))
price = 250.0 + 40.0 * x[:, 0] + rng.normal(size=120)
price = (price - price.mean()) / price.std()

model = keras.Sequential([
    keras.Input((4,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="mse", metrics=["mae"])
model.fit(x, price, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(21)
x = rng.normal(size=(120, 4))
price = 250.0 + 40.0 * x[:, 0] + rng.normal(size=120)
price = (price - price.mean()) / price.std()

model = keras.Sequential([
    keras.Input((4,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse", metrics=["mae"])
model.fit(x, price, epochs=2, verbose=0)
"""


@rule(
    code="CL106",
    name="squashed-output-for-regression",
    since="0.1.0",
    severity=Severity.WARNING,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.output, head.loss, head.labels:
            case Known(output), Known(loss), Known(labels) if (
                loss.fact.family is Family.REGRESSION
                and labels.encoding is Encoding.CONTINUOUS
                and _misses(output.activation, labels)
                and not reaches_all(output.activation, loss)
                and not (output.is_softmax and output.softmax_axis_size == 1)  # that is single-unit-softmax
            ):
                yield Problem(
                    at=output.because_at,
                    message=(
                        f"`{output.activation.name}` yields {range_phrase(output.activation)}, "
                        f"but {labels_phrase(labels)} {_span_phrase(labels)}"
                    ),
                    because=(shows_labels(labels), shows_loss(loss)),
                    head=head,
                    advice="Remove the output activation, or scale the targets into its range",
                    remedies=unsafe("Remove the output activation", change_activation(output, None)),
                )


def _misses(activation: Activation, labels: Labels) -> bool:
    low, high = labels.lowest, labels.highest
    # Below -1 there is little to miss: standardised data of one-sided kinds end there too.
    has_low_end = activation.low > -1 or activation.is_limited
    misses_low = has_low_end and low is not None and low < activation.low
    return misses_low or (high is not None and high > activation.high)


def _span_phrase(labels: Labels) -> str:
    low, high = labels.lowest, labels.highest
    ends_low = low is not None and low > float("-inf")
    ends_high = high is not None and high < float("inf")
    if ends_low and ends_high:
        return f"reach from {low:g} to {high:g}"
    if ends_low:
        return f"reach from {low:g} upwards"
    if ends_high:
        return f"reach up to {high:g}, and as far down as may be"
    return "lie on both sides of 0 without a bound"
