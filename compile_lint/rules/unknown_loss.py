"""The loss string is one that no Keras accepts.

Why: Keras looks the string up in a fixed table, and not before training starts.

Silent: strings that Keras 3 or tf_keras takes, custom objects registered under the name, names of
metrics (see metric-as-loss), values that are not strings.

Fix: the name that Keras knows, or the loss itself in place of a string.

Safety: safe where one name is close, as the program stopped before.

Evidence: keras 3.15.1 raises "Could not interpret loss identifier: rmse" at `fit`, tf_keras 2.21
"Unknown loss function: 'rmse'"; likewise `binary_cross_entropy`, `log_loss`, `mean_square_error`, `nll`
and a trailing space.

Keras: both raise; each has names that the other does not take.

References:
https://keras.io/api/losses/
`keras/src/losses/__init__.py` of keras 3.15.1
`tf_keras/src/losses.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.model import CompileCall, Unidentified
from compile_lint.model.intents import ReplaceWord
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import safe

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(18)
x = rng.normal(size=(64, 3))
y = (x[:, 2] > 0).astype("float32")

net = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
net.compile(optimizer="sgd", loss="binary_cross_entropy", metrics=["accuracy"])
net.fit(x, y, epochs=1, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(18)
x = rng.normal(size=(64, 3))
y = (x[:, 2] > 0).astype("float32")

net = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
net.compile(optimizer="sgd", loss="binary_crossentropy", metrics=["accuracy"])
net.fit(x, y, epochs=1, verbose=0)
"""


@rule(code="CL601", name="unknown-loss", since="0.1.0", severity=Severity.ERROR, bad=_BAD, good=_GOOD)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.loss:
            case Unidentified(is_string=True, is_metric=False) as loss:
                meant = f"Use `{loss.suggestion}`" if loss.suggestion else "Use a loss that Keras knows"
                yield Problem(
                    at=loss.origin,
                    message=f"`loss` expects the name of a loss, but Keras knows none named `{loss.text}`",
                    head=head,
                    advice=meant,
                    remedies=_remedies(call, loss),
                )


def _remedies(call: CompileCall, loss: Unidentified) -> tuple[Remedy, ...]:
    if loss.suggestion is None:
        return ()
    return safe(f"Use `{loss.suggestion}`", ReplaceWord(loss.origin, loss.suggestion, call.site))
