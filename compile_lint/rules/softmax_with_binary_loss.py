"""Softmax makes the units compete, but binary cross-entropy scores every unit by itself.

Why: binary cross-entropy asks of each unit whether its label is on, and averages the answers. With softmax
the units cannot be on together, and the many zeros of one-hot labels drown the one that counts.

Silent: labels known to be multi-hot (see multi-label-targets-with-softmax), and heads that are not known
to have two or more units.

Fix: categorical cross-entropy for one-hot labels, `sigmoid` for labels that can be on together.

Safety: unsafe: the loss becomes categorical cross-entropy, or the sparse one where the labels are class
ids. `sigmoid` is the alternative.

Evidence: keras 3.15.1 and tf_keras 2.21 on TensorFlow with one-hot labels: the same accuracy with 3 classes
(.980), slower with 10 (.883 against .953 after the same training; as fast on JAX, which does not recover the
logits). An explicit `binary_accuracy` counts the zeros as right: .8965 where the accuracy is .225. With
multi-hot labels .753 against .972, although the loss ends at the same .085.

Keras: Keras 3 and tf_keras on TensorFlow alike; on JAX multi-hot labels alone suffer.

References:
https://keras.io/api/losses/probabilistic_losses/
`keras/src/backend/tensorflow/nn.py` of keras 3.15.1
`tf_keras/src/backend.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.knowledge.losses import Family
from compile_lint.model import CompileCall, Encoding, Head, Known, Labels, Loss, Output
from compile_lint.rules.because import shows_activation
from compile_lint.rules.heads import has_several_units, heads_to_judge
from compile_lint.rules.label_form import are_class_ids
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import change_activation, change_loss, unsafe

_BAD = """
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(2)
y = tf.keras.utils.to_categorical(np.arange(120) % 10, num_classes=10)
x = rng.normal(size=(120, 10)).astype("float32") + 4 * y

inputs = tf.keras.Input(shape=(10,))
hidden = tf.keras.layers.Dense(16, activation="relu")(inputs)
outputs = tf.keras.layers.Dense(10, activation="softmax")(hidden)
model = tf.keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""

_GOOD = """
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(2)
y = tf.keras.utils.to_categorical(np.arange(120) % 10, num_classes=10)
x = rng.normal(size=(120, 10)).astype("float32") + 4 * y

inputs = tf.keras.Input(shape=(10,))
hidden = tf.keras.layers.Dense(16, activation="relu")(inputs)
outputs = tf.keras.layers.Dense(10, activation="softmax")(hidden)
model = tf.keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""


@rule(
    code="CL103",
    name="softmax-with-binary-loss",
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
                output.is_softmax
                and loss.fact.family is Family.BINARY_CROSSENTROPY
                and has_several_units(head, output)
            ):
                yield Problem(
                    at=loss.origin,
                    message=(
                        f"`{loss.spelled}` scores every unit by itself, "
                        "but `softmax` makes them one distribution"
                    ),
                    because=(shows_activation(output),),
                    head=head,
                    advice="Use categorical cross-entropy for one-hot labels, `sigmoid` for multi-hot",
                    remedies=_remedies(call, head, output, loss),
                )


def _remedies(call: CompileCall, head: Head, output: Output, loss: Loss) -> tuple[Remedy, ...]:
    """The loss of one class a row comes first: labels known to be multi-hot have a rule of their own."""
    match head.labels:
        case Known(labels) if are_class_ids(labels):
            name = "sparse_categorical_crossentropy"
            return unsafe(f"Use `{name}`", change_loss(call, loss, name))
    name = "categorical_crossentropy"
    return (
        *unsafe(f"Use `{name}`", change_loss(call, loss, name)),
        *unsafe("Use `sigmoid`", change_activation(output, "sigmoid")),
    )
