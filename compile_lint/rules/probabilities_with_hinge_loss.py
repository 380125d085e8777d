"""A hinge loss expects outputs on both sides of 0, but the single unit yields a probability.

Why: hinge losses push outputs beyond +1 for one class and below -1 for the other. A sigmoid cannot fall
below 0, so every output ends on the positive side and the sign says nothing.

Silent: a single unit without activation, or with tanh or relu; several units; own losses.

Fix: `tanh`, or no activation at all.

Safety: unsafe: the outputs lie between -1 and 1. To leave the activation out is the alternative.

Evidence: keras 3.15.1 and tf_keras 2.21, sign of the output: sigmoid .511 with hinge and squared hinge,
with labels of 0 and 1 or -1 and 1 alike; linear and tanh .972.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/losses/hinge_losses/
`keras/src/losses/losses.py` of keras 3.15.1
`tf_keras/src/losses.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.losses import Family
from compile_lint.model import CompileCall, Known
from compile_lint.rules.because import shows_activation
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import change_activation, unsafe

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(23)
x = rng.normal(size=(120, 4))
side = np.where(x[:, 0] + x[:, 1] > 0, 1, -1)

model = keras.Sequential([
    keras.Input((4,)),
    keras.layers.Dense(12, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="hinge")
model.fit(x, side, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(23)
x = rng.normal(size=(120, 4))
side = np.where(x[:, 0] + x[:, 1] > 0, 1, -1)

model = keras.Sequential([
    keras.Input((4,)),
    keras.layers.Dense(12, activation="relu"),
    keras.layers.Dense(1, activation="tanh"),
])
model.compile(optimizer="adam", loss="hinge")
model.fit(x, side, epochs=2, verbose=0)
"""


@rule(
    code="CL109",
    name="probabilities-with-hinge-loss",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.output, head.loss:
            case Known(output), Known(loss) if (
                loss.fact.family is Family.HINGE and output.units == 1 and output.is_probability
            ):
                yield Problem(
                    at=loss.origin,
                    message=(
                        f"`{loss.spelled}` expects outputs on both sides of 0, "
                        f"but `{output.activation.name}` yields numbers from 0 to 1"
                    ),
                    because=(shows_activation(output),),
                    head=head,
                    advice="Use `tanh`, or remove the output activation",
                    remedies=(
                        *unsafe("Use `tanh`", change_activation(output, "tanh")),
                        *unsafe("Remove the output activation", change_activation(output, None)),
                    ),
                )
