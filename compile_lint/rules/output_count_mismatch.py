"""A list of losses, metrics or loss weights is not as long as the model has outputs.

Why: entry after entry is given to output after output; what is left over is dropped or raises, and an
output without a loss is not trained.

Silent: one loss for all outputs; flat metrics of a single output; lists or outputs whose number is not
known; tf_keras given a flat list of metrics, which it computes for each output.

Fix: one entry for each output, or a dict by the names of the outputs.

Evidence: `loss=["mae", "mse"]` on one output: keras 3.15.1 and tf_keras 2.21 train with the first only.
`loss=["mse"]` on two outputs: both train the first output only ("Gradients do not exist for variables").
Three losses on two outputs: keras 3.15.1 raises KeyError, tf_keras drops the third.
`metrics=["accuracy"]` on two outputs: keras 3.15.1 raises "tuple arity mismatch".
One loss for two outputs with two `loss_weights`: keras 3.15.1 raises "got 1 losses and 2 weights".

Keras: which lists raise and which lose entries differs: see above.

References:
https://keras.io/api/models/model_training_apis/
`keras/src/trainers/compile_utils.py` of keras 3.15.1
`tf_keras/src/engine/compile_utils.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.flavours import TF_KERAS
from compile_lint.model import Argument, CompileCall, Form
from compile_lint.rules.because import count
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(32)
x = rng.normal(size=(60, 5))
width, height = x[:, :1] + x[:, 1:2], x[:, 2:3] * 2

inputs = keras.Input((5,))
hidden = keras.layers.Dense(8, activation="relu")(inputs)
model = keras.Model(inputs, [keras.layers.Dense(1)(hidden), keras.layers.Dense(1)(hidden)])
model.compile(optimizer="adam", loss=["mse"])
model.fit(x, [width, height], epochs=1, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(32)
x = rng.normal(size=(60, 5))
width, height = x[:, :1] + x[:, 1:2], x[:, 2:3] * 2

inputs = keras.Input((5,))
hidden = keras.layers.Dense(8, activation="relu")(inputs)
model = keras.Model(inputs, [keras.layers.Dense(1)(hidden), keras.layers.Dense(1)(hidden)])
model.compile(optimizer="adam", loss=["mse", "mse"])
model.fit(x, [width, height], epochs=1, verbose=0)
"""


@rule(
    code="CL607", name="output-count-mismatch", since="0.1.0", severity=Severity.ERROR, bad=_BAD, good=_GOOD
)
def check(call: CompileCall) -> Iterator[Problem]:
    outputs = call.output_count
    if outputs is None or call.has_own_training or call.feeds_other_model:
        return
    for argument in call.arguments:
        size = len(argument.entries)
        if argument.is_open or size == 0:
            continue
        if argument.name == "loss_weights":
            yield from _check_weights(argument, call.argument("loss"), outputs, call.keras)
        elif argument.form is Form.SEQUENCE and size != outputs and _counts(argument, outputs, call.keras):
            yield Problem(
                at=argument.origin,
                message=_message(argument, size, outputs),
                advice="Give one entry for each output" if outputs > 1 else "Give one loss",
            )


def _message(argument: Argument, size: int, outputs: int) -> str:
    model = f"the model has {count(outputs, 'output')}"
    if argument.name == "loss" or argument.is_nested:
        what = "loss" if argument.name == "loss" else "entry"
        return f"`{argument.name}` is a list of {_plural(size, what)}, but {model}"
    given = f"`{argument.name}` is a list of {size}"
    return f"{model}, for each of which Keras 3 expects an entry, but {given}"


def _counts(argument: Argument, outputs: int, keras: str) -> bool:
    """Whether the length of the list must be the number of outputs."""
    if argument.name == "loss":
        return True
    is_metrics = argument.name in ("metrics", "weighted_metrics") and outputs > 1
    return is_metrics and (keras != TF_KERAS or argument.is_nested)


def _check_weights(weights: Argument, losses: Argument | None, outputs: int, keras: str) -> Iterator[Problem]:
    """Keras 3 counts the losses that were given, tf_keras the outputs."""
    size = len(weights.entries)
    if weights.form is Form.SINGLE or losses is None or losses.is_open:
        return
    given = f"`loss_weights` has {_plural(size, 'entry')}"
    if keras == TF_KERAS:
        message = f"{given}, but there {_verb(outputs)} {count(outputs, 'output')}"
        is_wrong = weights.form is Form.SEQUENCE and outputs > 1 and size != outputs
    else:
        counted = 1 if losses.form is Form.SINGLE else len(losses.entries)
        there = f"there {_verb(counted)} {_plural(counted, 'loss')}"
        message = f"Keras 3 expects a weight for each loss, and {there}, but {given}"
        is_wrong = size != counted and (weights.form is Form.SEQUENCE or losses.form is Form.SINGLE)
    if is_wrong:
        yield Problem(
            at=weights.origin,
            message=message,
            advice="Give one weight for each loss, and one loss for each output",
        )


def _verb(number: int) -> str:
    return "is" if number == 1 else "are"


_PLURALS = {"loss": "losses", "entry": "entries"}


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else _PLURALS[noun]}"
