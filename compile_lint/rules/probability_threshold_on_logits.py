"""Logits are cut at one half, as if they were probabilities.

Why: a logit of 0 is a probability of .5; a logit of .5 is one of .62. Rows in between get the wrong class.

Silent: predictions that went through sigmoid or softmax first, a threshold other than .5, and linear
outputs that are trained as something else than logits.

Fix: compare with 0, or apply the sigmoid first.

Evidence: keras 3.15.1, logits cut at .5 (as `accuracy` and `BinaryAccuracy` do): .835, cut at 0: .8625;
recall .769 instead of .905.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/losses/probabilistic_losses/
`keras/src/metrics/accuracy_metrics.py` of keras 3.15.1
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.model import CompileCall, Known, UseKind
from compile_lint.rules.because import shows_activation, shows_from_logits
from compile_lint.rules.predicted import uses_of_output
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(82)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(x, y, epochs=2, verbose=0)
classes = model.predict(x, verbose=0) > 0.5
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(82)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(x, y, epochs=2, verbose=0)
classes = model.predict(x, verbose=0) > 0
"""


@rule(
    code="CL802",
    name="probability-threshold-on-logits",
    since="0.1.0",
    severity=Severity.WARNING,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for use, output in uses_of_output(call, UseKind.HALF):
        head = call.heads[0]
        match head.loss:
            case Known(loss) if loss.expects_logits and output.is_linear:
                yield Problem(
                    at=use.origin,
                    message="0.5 divides probabilities, but the model predicts logits, which 0 divides",
                    because=(shows_activation(output), shows_from_logits(loss)),
                    head=head,
                    advice="Compare with 0, or apply the sigmoid first",
                    is_possible=not use.is_by_default,
                    subject=id(use.origin.node),
                )
