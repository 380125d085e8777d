"""Sigmoid gives every unit a probability of its own, but the loss expects one distribution over all units.

Why: categorical and sparse categorical cross-entropy score one class out of several, so the outputs have
to sum to one. Sigmoid outputs do not: what the model trains on and what it predicts differ.

Silent: labels known to be multi-hot (see multi-label-targets-with-softmax), and heads that are not known
to have two or more units.

Fix: `softmax` instead of `sigmoid` for exclusive classes; binary cross-entropy for independent labels.

Safety: unsafe: the outputs become one distribution. If the labels are independent, the loss is what is
wrong.

Evidence: keras 3.15.1 and tf_keras 2.21 on TensorFlow recover the logits behind the sigmoid and train
them as softmax, so accuracy is that of a softmax head (.98) but the numbers predicted are wrong
probabilities. JAX trains on the sigmoid outputs themselves (10 classes, sparse: .9635 with loss .28
against .9609 with .31). With multi-hot labels the element-wise accuracy is .665 on TensorFlow.

Keras: Keras 3 and tf_keras on TensorFlow alike; JAX, which does not look behind the sigmoid, trains
differently.

References:
https://keras.io/api/losses/probabilistic_losses/
`keras/src/backend/tensorflow/nn.py` of keras 3.15.1
`keras/src/backend/jax/nn.py` of keras 3.15.1
`tf_keras/src/backend.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.model import CompileCall, Encoding, Known, Labels
from compile_lint.rules.because import shows_activation
from compile_lint.rules.heads import EXCLUSIVE, has_several_units, heads_to_judge
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import change_activation, unsafe

_BAD = """
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

rng = np.random.default_rng(1)
species = np.arange(90) % 3
x = rng.normal(size=(90, 5)) + 3 * np.eye(3, 5)[species]

model = keras.Sequential()
model.add(keras.Input(shape=(5,)))
model.add(layers.Dense(12, activation="relu"))
model.add(layers.Dense(3, activation="sigmoid"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, species, epochs=2, verbose=0)
"""

_GOOD = """
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

rng = np.random.default_rng(1)
species = np.arange(90) % 3
x = rng.normal(size=(90, 5)) + 3 * np.eye(3, 5)[species]

model = keras.Sequential()
model.add(keras.Input(shape=(5,)))
model.add(layers.Dense(12, activation="relu"))
model.add(layers.Dense(3, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, species, epochs=2, verbose=0)
"""


@rule(
    code="CL102",
    name="sigmoid-with-categorical-loss",
    since="0.1.0",
    severity=Severity.WARNING,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.output, head.loss, head.labels:
            case _, _, Known(Labels(encoding=Encoding.MULTI_HOT)):
                continue
            case Known(output), Known(loss), _ if (
                output.is_sigmoid and loss.fact.family in EXCLUSIVE and has_several_units(head, output)
            ):
                yield Problem(
                    at=loss.origin,
                    message=(
                        f"`{loss.spelled}` expects one distribution over all units, "
                        "but `sigmoid` gives each unit a probability of its own"
                    ),
                    because=(shows_activation(output),),
                    head=head,
                    advice="Use `softmax`, or binary cross-entropy for independent labels",
                    remedies=unsafe("Use `softmax`", change_activation(output, "softmax")),
                )
