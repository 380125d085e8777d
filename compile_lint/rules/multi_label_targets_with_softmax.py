"""Several labels can be on at once, but the output or the loss allows only one class.

Why: softmax and categorical cross-entropy choose one class out of several. Rows of multi-hot labels with
no, two or more ones cannot be met.

Silent: labels not known to be multi-hot; a loss that is not known.

Fix: `sigmoid` units with binary cross-entropy.

Safety: unsafe: the activation, the loss and the accuracy change together.

Evidence: keras 3.15.1 on TensorFlow, 3 labels, element-wise accuracy: softmax with binary cross-entropy
.753 and with categorical .726, sigmoid with categorical .665, against .972 for sigmoid with binary. With
the binary loss the two loss curves are identical (.575 to .085), as TensorFlow trains on the recovered
logits. tf_keras 2.21 and JAX (.710, .701) agree.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/losses/probabilistic_losses/
`keras/src/backend/tensorflow/nn.py` of keras 3.15.1
`tf_keras/src/backend.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.knowledge.losses import Family
from compile_lint.model import CompileCall, Encoding, Head, Known, Loss, Output
from compile_lint.model.intents import Intent
from compile_lint.rules.because import labels_phrase, shows_activation, shows_labels, shows_loss
from compile_lint.rules.heads import EXCLUSIVE, heads_to_judge
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import change_activation, change_loss, metrics_for_units, unsafe

_BAD = """
import numpy as np
from tensorflow import keras

rng = np.random.default_rng(9)
tags = rng.integers(0, 2, size=(80, 3))
x = rng.normal(size=(80, 3)) + 4 * tags

inputs = keras.Input(shape=(3,))
hidden = keras.layers.Dense(12, activation="relu")(inputs)
model = keras.Model(inputs, keras.layers.Dense(3, activation="softmax")(hidden))
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, tags, epochs=2, verbose=0)
"""

_GOOD = """
import numpy as np
from tensorflow import keras

rng = np.random.default_rng(9)
tags = rng.integers(0, 2, size=(80, 3))
x = rng.normal(size=(80, 3)) + 4 * tags

inputs = keras.Input(shape=(3,))
hidden = keras.layers.Dense(12, activation="relu")(inputs)
model = keras.Model(inputs, keras.layers.Dense(3, activation="sigmoid")(hidden))
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, tags, epochs=2, verbose=0)
"""


@rule(
    code="CL204",
    name="multi-label-targets-with-softmax",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.output, head.loss, head.labels:
            case Known(output), Known(loss), Known(labels) if (
                labels.encoding is Encoding.MULTI_HOT and output.is_softmax
            ):
                yield Problem(
                    at=output.because_at,
                    message=f"`softmax` allows one class a row, but {labels_phrase(labels)} are multi-hot",
                    because=(shows_labels(labels), shows_loss(loss)),
                    head=head,
                    advice="Use `sigmoid` and binary cross-entropy",
                    remedies=_remedies(call, head, output, loss),
                )
            case output_slot, Known(loss), Known(labels) if (
                labels.encoding is Encoding.MULTI_HOT and loss.fact.family in EXCLUSIVE
            ):
                known = output_slot.value if isinstance(output_slot, Known) else None
                output_shown = () if known is None else (shows_activation(known),)
                yield Problem(
                    at=loss.origin,
                    message=(
                        f"`{loss.spelled}` expects one class a row, but {labels_phrase(labels)} are multi-hot"
                    ),
                    because=(shows_labels(labels), *output_shown),
                    head=head,
                    advice="Use `sigmoid` and binary cross-entropy",
                    remedies=() if known is None else _remedies(call, head, known, loss),
                )


def _remedies(call: CompileCall, head: Head, output: Output, loss: Loss) -> tuple[Remedy, ...]:
    """Each label by itself: in the activation, in the loss and in the metrics."""
    are_logits = output.is_linear and loss.expects_logits
    intents: list[Intent | None] = [*metrics_for_units(call, head, are_logits=are_logits)]
    if not output.is_sigmoid and not are_logits:
        intents.append(change_activation(output, "sigmoid"))
    if loss.fact.family is not Family.BINARY_CROSSENTROPY:
        intents.append(change_loss(call, loss, "binary_crossentropy"))
    return unsafe("Use `sigmoid` and binary cross-entropy", *intents)
