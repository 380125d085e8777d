"""Softmax or sigmoid stands on something that spoils it, or something after it spoils the probabilities.

Why: softmax and sigmoid expect logits. Probabilities put through them again shrink to a narrow range, a relu
before them cuts every negative logit to zero, and dropout between them and the logits or the loss feeds
zeros where a number is meant. Normalising probabilities makes them numbers of any size and sign.

Silent: `Activation("linear")`, casts and reshapes in between; pooling in between, which makes new
values; normalisation before the activation; two softmaxes along different axes.

Fix: keep one activation, on the layer that makes the logits; put dropout before that layer.

Safety: safe where the first of two activations can be left out, as no parameter of the model depends on
it. For dropout and normalisation in between nothing is offered.

Evidence: keras 3.15.1 on TensorFlow, 10 classes, accuracy .958 if right: softmax twice .747, relu before
softmax .768 (6 classes on JAX, 4 seeds: .34 to .97, as classes die or live), Dropout after softmax .570,
BatchNormalization after softmax .398; sigmoid twice on one unit leaves .513, as all outputs lie between .5
and .731. None of them raises or warns. On JAX dropout after softmax makes the loss NaN.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/layers/activations/
`keras/src/backend/tensorflow/nn.py` of keras 3.15.1
`keras/src/layers/regularization/dropout.py` of keras 3.15.1
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.model import Because, CompileCall, Head, Known, Output, Role, Stage
from compile_lint.model.intents import UseActivation
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import safe

_BAD = """
import keras
import numpy as np
from keras import layers

rng = np.random.default_rng(5)
y = np.arange(96) % 4
x = rng.normal(size=(96, 6)) + 3 * np.eye(4, 6)[y]

inputs = keras.Input((6,))
hidden = layers.Dense(16, activation="relu")(inputs)
scores = layers.Dense(4, activation="softmax")(hidden)
model = keras.Model(inputs, layers.Softmax()(scores))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np
from keras import layers

rng = np.random.default_rng(5)
y = np.arange(96) % 4
x = rng.normal(size=(96, 6)) + 3 * np.eye(4, 6)[y]

inputs = keras.Input((6,))
hidden = layers.Dense(16, activation="relu")(inputs)
scores = layers.Dense(4)(hidden)
model = keras.Model(inputs, layers.Softmax()(scores))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""


@rule(code="CL107", name="stacked-activations", since="0.1.0", severity=Severity.ERROR, bad=_BAD, good=_GOOD)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.output:
            case Known(output):
                yield from _check_output(head, output)


def _check_output(head: Head, output: Output) -> Iterator[Problem]:
    """Report the contradiction nearest to the loss; those before it are mended by the same change."""
    stages = output.stages
    last = max((index for index, stage in enumerate(stages) if _is_squashing(stage)), default=None)
    if last is None:
        return
    squashing = stages[last]
    for stage in stages[last + 1 :]:
        if isinstance(head.loss, Known) and (_is_dropout(stage) or stage.role is Role.NORMALIZATION):
            message = f"the loss expects what `{_name(squashing)}` yields, but `{stage.layer}` changes it"
            yield _problem(head, stage, message, squashing, f"Move `{stage.layer}` before the last weights")
            return
    for stage in reversed(stages[:last]):
        if _is_dropout(stage):
            message = f"`{_name(squashing)}` expects logits, but `{stage.layer}` sets some of them to zero"
            yield _problem(head, squashing, message, stage, f"Move `{stage.layer}` before the last weights")
            return
        if stage.activation is not None and not stage.activation.is_identity:
            if _spoils_logits(stage, squashing):
                message = f"`{_name(squashing)}` expects logits, but its input has passed `{_name(stage)}`"
                problem = _problem(head, squashing, message, stage, "Keep only one of the two activations")
                yield replace(problem, remedies=_remedies(stage))
            return
        if stage.role in (Role.WEIGHTS, Role.NORMALIZATION):
            return


def _is_squashing(stage: Stage) -> bool:
    return stage.activation is not None and stage.activation.is_probability


def _is_dropout(stage: Stage) -> bool:
    """Whether a stage zeroes values; added noise keeps what they mean, and is used to harden codes."""
    return stage.role is Role.DROPOUT and stage.layer != "GaussianNoise"


def _spoils_logits(stage: Stage, squashing: Stage) -> bool:
    inner, outer = stage.activation, squashing.activation
    if inner is None or outer is None:
        return False
    if inner.name == outer.name == "softmax" and stage.axis != squashing.axis:
        return False
    return inner.is_probability or inner.is_rectified


def _name(stage: Stage) -> str:
    return stage.activation.name if stage.activation is not None else stage.layer


def _problem(head: Head, stage: Stage, message: str, other: Stage, advice: str) -> Problem:
    at = stage.activation_origin or stage.origin
    because = Because(other.activation_origin or other.origin, f"`{_name(other)}` stands here")
    return Problem(at=at, message=message, because=(because,), head=head, advice=advice)


def _remedies(inner: Stage) -> tuple[Remedy, ...]:
    """Leave out the first of two activations: no parameter of the model depends on it."""
    title = f"Remove the first activation, `{_name(inner)}`"
    return safe(title, UseActivation(inner.origin, inner.activation_origin, None))
