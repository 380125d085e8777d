"""Labels are one-hot rows, but the sparse loss expects one class id for each.

Why: sparse categorical cross-entropy reads each label as the number of a class; a one-hot row is as many
labels.

Silent: labels not known, or of a single column.

Fix: `categorical_crossentropy` for one-hot labels, or keep the class ids.

Safety: unsafe: the loss and its metrics become those for one-hot labels. If class ids were meant, the
labels are what is wrong.

Evidence: keras 3.15.1 raises "Argument `output` must have rank (ndim) `target.ndim - 1`" (on JAX "must have
the same shape up until the last dimension"), tf_keras 2.21 "`labels.shape` must equal `logits.shape` except
for the last dimension"; both at the first batch.

Keras: Keras 3 and tf_keras raise alike.

References:
https://keras.io/api/losses/probabilistic_losses/
`keras/src/backend/tensorflow/nn.py` of keras 3.15.1
`tf_keras/src/backend.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.losses import Family
from compile_lint.model import CompileCall, Encoding, Known
from compile_lint.rules.because import labels_phrase, shows_labels
from compile_lint.rules.heads import columns_of, heads_to_judge
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import change_loss, metrics_for_one_hot, unsafe

_BAD = """
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(7)
x = rng.normal(size=(64, 5))
y = tf.keras.utils.to_categorical(np.arange(64) % 3, num_classes=3)

model = tf.keras.Sequential([
    tf.keras.layers.Input((5,)),
    tf.keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss=tf.keras.losses.SparseCategoricalCrossentropy())
model.fit(x, y, epochs=1, verbose=0)
"""

_GOOD = """
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(7)
x = rng.normal(size=(64, 5))
y = tf.keras.utils.to_categorical(np.arange(64) % 3, num_classes=3)

model = tf.keras.Sequential([
    tf.keras.layers.Input((5,)),
    tf.keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss=tf.keras.losses.CategoricalCrossentropy())
model.fit(x, y, epochs=1, verbose=0)
"""


@rule(
    code="CL202",
    name="one-hot-labels-with-sparse-loss",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.loss, head.labels:
            case Known(loss), Known(labels) if (
                loss.fact.family is Family.SPARSE_CROSSENTROPY
                and labels.encoding is Encoding.ONE_HOT
                and columns_of(labels) != 1
            ):
                yield Problem(
                    at=loss.origin,
                    message=f"`{loss.spelled}` expects class ids, but {labels_phrase(labels)} are one-hot",
                    because=(shows_labels(labels),),
                    head=head,
                    advice="Use `categorical_crossentropy`, or keep the class ids",
                    remedies=unsafe(
                        "Use `categorical_crossentropy`",
                        change_loss(call, loss, "categorical_crossentropy"),
                        *metrics_for_one_hot(call, head),
                    ),
                )
