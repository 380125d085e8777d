"""A metric stands where the loss belongs.

Why: accuracy, AUC, precision and their kin count, and counts have no gradient; Keras keeps them in a table
of their own, so their names are no losses, and metric objects give the optimizer nothing to follow.

Silent: names and functions that are both loss and metric (`mse`), own functions that compute a soft F1
or the like.

Fix: a loss that follows the metric, cross-entropy for accuracy and AUC; keep the metric in `metrics`.

Evidence: keras 3.15.1: the strings "accuracy" and "auc" raise "Could not interpret loss identifier" at
`fit`; the objects `AUC()`, `BinaryAccuracy()` and even `MeanSquaredError()`, and the function
`binary_accuracy`, raise "No gradients provided for any variable". tf_keras 2.21 raises on the string, the
object and the function alike. On JAX objects and functions raise nothing, and the weights stay what they
were.

Keras: Keras 3 on TensorFlow and tf_keras raise alike; on JAX only strings raise.

References:
https://keras.io/api/losses/
`keras/src/losses/__init__.py` of keras 3.15.1
`keras/src/optimizers/base_optimizer.py` of keras 3.15.1
`tf_keras/src/losses.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.model import CompileCall, Unidentified
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(19)
x = rng.normal(size=(80, 5))
y = (x[:, 0] * x[:, 1] > 0).astype("float32")

inputs = keras.Input((5,))
hidden = keras.layers.Dense(9, activation="relu")(inputs)
model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid")(hidden))
model.compile(optimizer="adam", loss="accuracy", metrics=["accuracy"])
model.fit(x, y, epochs=1, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(19)
x = rng.normal(size=(80, 5))
y = (x[:, 0] * x[:, 1] > 0).astype("float32")

inputs = keras.Input((5,))
hidden = keras.layers.Dense(9, activation="relu")(inputs)
model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid")(hidden))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=1, verbose=0)
"""


@rule(code="CL604", name="metric-as-loss", since="0.1.0", severity=Severity.ERROR, bad=_BAD, good=_GOOD)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.loss:
            case Unidentified(is_metric=True) as loss:
                kind = "the name of a metric" if loss.is_string else "a metric, without gradients"
                yield Problem(
                    at=loss.origin,
                    message=f"`loss` expects a function to minimise, but `{loss.text}` is {kind}",
                    head=head,
                    advice="Use a loss such as cross-entropy, and keep the metric in `metrics`",
                )
