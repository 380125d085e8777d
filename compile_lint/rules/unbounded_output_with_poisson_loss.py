"""The Poisson loss takes the logarithm of the output, but the output can be negative.

Why: the loss is `y_pred - y_true * log(y_pred)`. The logarithm of a negative number is NaN, and one NaN
spoils all weights for good.

Silent: activations that stay at or above 0, such as exponential, softplus, relu and sigmoid; own losses;
Poisson as a metric.

Fix: `exponential` or `softplus` on the output layer.

Safety: unsafe: the outputs become positive. `softplus` is the alternative to `exponential`.

Evidence: keras 3.15.1 and tf_keras 2.21: a unit without activation ends in NaN in 6 of 8 seeds, as soon
as one output of a batch is negative; with exponential it learns (loss .93, smallest output .30).

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/losses/probabilistic_losses/
`keras/src/losses/losses.py` of keras 3.15.1
`tf_keras/src/losses.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.losses import Family
from compile_lint.model import CompileCall, Known, Output
from compile_lint.rules.because import shows_activation
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import change_activation, unsafe

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(24)
x = rng.normal(size=(120, 3))
visits = rng.poisson(2.0, size=120)

model = keras.Sequential([
    keras.Input((3,)),
    keras.layers.Dense(12, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="poisson")
model.fit(x, visits, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(24)
x = rng.normal(size=(120, 3))
visits = rng.poisson(2.0, size=120)

model = keras.Sequential([
    keras.Input((3,)),
    keras.layers.Dense(12, activation="relu"),
    keras.layers.Dense(1, activation="exponential"),
])
model.compile(optimizer="adam", loss="poisson")
model.fit(x, visits, epochs=2, verbose=0)
"""


@rule(
    code="CL110",
    name="unbounded-output-with-poisson-loss",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.output, head.loss:
            case Known(output), Known(loss) if (
                loss.fact.family is Family.POISSON and output.activation.low < 0
            ):
                yield Problem(
                    at=loss.origin,
                    message=(
                        f"`{loss.spelled}` takes the logarithm of the output and can become NaN, "
                        f"but {_source(output)} yields negative numbers too"
                    ),
                    because=(shows_activation(output),),
                    head=head,
                    advice="Use `exponential` or `softplus` on the output layer",
                    remedies=(
                        *unsafe("Use `exponential`", change_activation(output, "exponential")),
                        *unsafe("Use `softplus`", change_activation(output, "softplus")),
                    ),
                )


def _source(output: Output) -> str:
    return f"`{output.layer}` without an activation" if output.is_linear else f"`{output.activation.name}`"
