"""The output activation does not yield what the cross-entropy expects.

Why: a cross-entropy takes the logarithm of probabilities, or of the softmax or sigmoid of logits.
Numbers outside [0, 1] are clipped, so that nothing is learnt from them, or turn the loss into NaN;
logits that cannot fall below zero, or are squeezed between two bounds, can hardly rule a class out.

Silent: activations that stay within [0, 1]; `log_softmax` where the loss expects logits; a head without
activation, which is logits-as-probabilities. Only possible is `tanh` in a builder of which neither a caller
nor the training is in view: it may end the generator of a GAN, which is trained as a part.

Fix: `softmax` or `sigmoid` for a loss that expects probabilities, no activation for one that expects
logits.

Safety: unsafe: the activation that belongs to the loss takes the place of the wrong one, and before a
loss of logits the activation goes.

Evidence: keras 3.15.1 and tf_keras 2.21 on TensorFlow, 10 classes: relu with categorical cross-entropy
is NaN from the first step (seed 0: .263); tanh .177 and sparse .378, relu sparse .323, against .953; 3
classes, log_softmax .002 against .980. From logits, relu ends at .81 and tanh at .92 against .95. One
unit, default Adam, 8 seeds on JAX: relu .40 to .85, sigmoid .79 to .86 (3 seeds). KL divergence, 3
classes, 3 seeds: with log_softmax the loss never falls, .16 to .48; relu .72 to .85, tanh .57 to .83, right
.98 to 1.0.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/losses/probabilistic_losses/
`keras/src/backend/tensorflow/nn.py` of keras 3.15.1
`tf_keras/src/backend.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.knowledge.activations import Activation
from compile_lint.knowledge.losses import Family
from compile_lint.model import CompileCall, Known, Loss, Output
from compile_lint.rules.because import range_phrase, shows_activation, shows_from_logits
from compile_lint.rules.heads import heads_to_judge, takes_probabilities
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import activation_for, change_activation, unsafe

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(3)
y = keras.utils.to_categorical(np.arange(100) % 5, num_classes=5)
x = rng.normal(size=(100, 5)) + 3 * y


def build(classes):
    return keras.Sequential([
        keras.Input((5,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(classes, activation="relu"),
    ])


model = build(5)
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(3)
y = keras.utils.to_categorical(np.arange(100) % 5, num_classes=5)
x = rng.normal(size=(100, 5)) + 3 * y


def build(classes):
    return keras.Sequential([
        keras.Input((5,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(classes, activation="softmax"),
    ])


model = build(5)
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""


@rule(
    code="CL104",
    name="wrong-range-for-cross-entropy",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.output, head.loss:
            case Known(output), Known(loss) if takes_probabilities(loss) and _leaves_unit_interval(output):
                if _is_divergence(loss) and output.units == 1:
                    continue  # what is learnt depends on more than the range
                yield Problem(
                    at=output.because_at,
                    message=(
                        f"`{loss.spelled}` expects probabilities, "
                        f"but `{output.activation.name}` yields {range_phrase(output.activation)}"
                    ),
                    because=(shows_from_logits(loss),),
                    head=head,
                    severity=Severity.WARNING if _is_learnt_in_part(output, loss) else Severity.ERROR,
                    advice=_advice(output, loss),
                    remedies=_remedies(output, loss),
                    is_possible=_may_end_a_generator(call, output),
                )
            case Known(output), Known(loss) if loss.expects_logits and _cuts_logits(output.activation):
                yield Problem(
                    at=output.because_at,
                    message=(
                        f"`{loss.spelled}` expects logits of any size and sign, "
                        f"but `{output.activation.name}` yields {range_phrase(output.activation)}"
                    ),
                    because=(shows_from_logits(loss), shows_activation(output)),
                    head=head,
                    severity=Severity.WARNING,
                    advice="Remove the output activation",
                    remedies=unsafe("Remove the output activation", change_activation(output, None)),
                )


def _is_divergence(loss: Loss) -> bool:
    return loss.fact.family is Family.KL_DIVERGENCE


def _is_learnt_in_part(output: Output, loss: Loss) -> bool:
    """Whether the loss falls all the same: KL divergence does not mind scores above 1."""
    return _is_divergence(loss) and output.activation.high > 0


def _may_end_a_generator(call: CompileCall, output: Output) -> bool:
    """Whether this may be the half of a GAN that is compiled by custom, but trained only as a part."""
    return call.is_assumed and call.fit is None and output.activation.name == "tanh"


def _leaves_unit_interval(output: Output) -> bool:
    """Whether the outputs can lie outside [0, 1], save for a bare linear head, which has its own rule."""
    activation = output.activation
    was_probability = any(stage.activation and stage.activation.is_probability for stage in output.stages)
    return not (activation.is_identity or was_probability or (activation.low >= 0 and activation.high <= 1))


def _cuts_logits(activation: Activation) -> bool:
    """Whether logits are cut at zero or squeezed between bounds; probabilities have their own rule."""
    return (activation.low >= 0 or activation.is_limited) and not activation.is_probability


def _advice(output: Output, loss: Loss) -> str:
    name = _activation_wanted(output, loss)
    return f"Use `{name}`" if name else "Use the activation that belongs to the loss: `softmax` or `sigmoid`"


def _remedies(output: Output, loss: Loss) -> tuple[Remedy, ...]:
    name = _activation_wanted(output, loss)
    return () if name is None else unsafe(f"Use `{name}`", change_activation(output, name))


def _activation_wanted(output: Output, loss: Loss) -> str | None:
    name = activation_for(loss)
    return None if name == "softmax" and output.units == 1 else name
