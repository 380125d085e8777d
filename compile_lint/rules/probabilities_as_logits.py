"""The output is already probabilities, but the loss was told to expect logits.

Why: with `from_logits=True` the loss applies softmax or sigmoid itself, so it is applied twice: the
values that are scored lie in a narrow range, and the gradients shrink.

Silent: `log_softmax`, which is as good as logits; heads without activation; an unknown value of
`from_logits`.

Fix: remove `from_logits=True`, or the output activation.

Safety: unsafe: the model trains to other weights, save where TensorFlow repaired it. To leave out the
activation is the alternative.

Evidence: keras 3.15.1 and tf_keras 2.21 on TensorFlow look behind the output, find the logits and warn
"received `from_logits=True`, but the `output` argument was produced by a Softmax activation": the
accuracy is that of the right model. A Reshape after the softmax hides the logits, in silence: .747
against .958 on keras 3.15.1; so does half precision (`mixed_float16`, `mixed_bfloat16`), unless the layer
is given `dtype="float32"`: loss 1.112, which is that of two softmaxes, against 1.316. JAX never looks: .84
and .90 against .96. The focal losses of Keras 3 never look on any backend and never warn (loss .0314
against .0050 after the same training); those of tf_keras do.

Keras: Keras 3 and tf_keras on TensorFlow repair it with a warning where they find the logits; Keras 3 on
JAX does not, and its focal losses do so nowhere.

References:
https://keras.io/api/losses/probabilistic_losses/
`keras/src/backend/tensorflow/nn.py` of keras 3.15.1
`keras/src/backend/jax/nn.py` of keras 3.15.1
`tf_keras/src/backend.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.flavours import JAX, KERAS3, TENSORFLOW, TF_KERAS, TORCH
from compile_lint.model import CompileCall, Known, Loss, Output, Role
from compile_lint.rules.because import shows_activation
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import change_activation, change_loss, unsafe

_BAD = """
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(11)
y = np.arange(100) % 10
x = rng.normal(size=(100, 10)) + 3 * np.eye(10)[y]

model = tf.keras.models.Sequential([
    tf.keras.layers.Input((10,)),
    tf.keras.layers.Dense(32, activation="relu"),
    tf.keras.layers.Dense(10, activation="softmax"),
])
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer="adam", loss=loss_fn, metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""

_GOOD = """
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(11)
y = np.arange(100) % 10
x = rng.normal(size=(100, 10)) + 3 * np.eye(10)[y]

model = tf.keras.models.Sequential([
    tf.keras.layers.Input((10,)),
    tf.keras.layers.Dense(32, activation="relu"),
    tf.keras.layers.Dense(10),
])
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer="adam", loss=loss_fn, metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""


_BACKEND_WORDS = {JAX: "JAX", TORCH: "PyTorch"}


@rule(
    code="CL301",
    name="probabilities-as-logits",
    since="0.1.0",
    severity=Severity.WARNING,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.output, head.loss:
            case Known(output), Known(loss) if loss.expects_logits and output.is_probability:
                is_never_repaired = not loss.fact.is_declared and (
                    call.backend in (JAX, TORCH) or (loss.fact.is_focal and call.keras == KERAS3)
                )
                yield Problem(
                    at=loss.from_logits_origin or loss.origin,
                    message=(
                        f"`{loss.spelled}` expects logits, but `{output.activation.name}` already yields "
                        f"probabilities{_what_happens(call, loss, output)}"
                    ),
                    because=(shows_activation(output),),
                    head=head,
                    severity=Severity.ERROR if is_never_repaired else None,
                    advice=_advice(loss),
                    remedies=(
                        *unsafe("Remove `from_logits=True`", change_loss(call, loss, loss.name, False)),
                        *unsafe("Remove the output activation", change_activation(output, None)),
                    ),
                )


def _advice(loss: Loss) -> str:
    if loss.fact.is_declared:
        return "Remove the output activation"
    return "Remove `from_logits=True`, or the output activation"


def _what_happens(call: CompileCall, loss: Loss, output: Output) -> str:
    """Return what the Keras at hand makes of it, as a clause about the contradiction."""
    if loss.fact.is_declared:
        return ""
    if loss.fact.is_focal and call.keras != TF_KERAS:
        return ", which the focal losses of Keras 3 never repair"
    if call.backend in (JAX, TORCH):
        return f", which Keras on {_BACKEND_WORDS[call.backend]} does not repair"
    hidden_by = _layer_after_activation(output)
    if hidden_by is not None:
        return f", and `{hidden_by}` after it keeps TensorFlow from finding the logits"
    if call.backend == TENSORFLOW:
        return ", which TensorFlow repairs with a warning where it can"
    return ", which TensorFlow repairs with a warning where it can, and JAX does not"


def _layer_after_activation(output: Output) -> str | None:
    """Return the first layer that stands between the activation and the loss."""
    after: str | None = None
    for stage in reversed(output.stages):
        if stage.activation is not None and not stage.activation.is_identity:
            break
        if stage.role is Role.PASSTHROUGH:
            after = stage.layer
    return after
