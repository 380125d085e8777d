"""A dict of losses, metrics or loss weights has a key that is the name of no output.

Why: Keras finds what belongs to an output by the output's name, which is the name of the layer that makes
it, or its key where the model gives a dict.

Silent: names that Keras may make up for the layers at hand (`dense_1`), models of which not every name is
known, renamed layers.

Fix: the name of the output, or `name=` on the layer.

Evidence: `loss={"wrong": ...}`: keras 3.15.1 raises "Expected keys ['out'] in loss dict", tf_keras 2.21
"Found unexpected losses or metrics that do not correspond to any Model output". Likewise `metrics` of
several outputs. A wrong name in `metrics` or `loss_weights` of a single output raises on tf_keras and goes
unnoticed on Keras 3; one in `loss_weights` beside a dict of losses is a KeyError.

Keras: both raise, save for `metrics` and `loss_weights` of a single output, on which only tf_keras does.

References:
https://keras.io/api/models/model_training_apis/
`keras/src/trainers/compile_utils.py` of keras 3.15.1
`tf_keras/src/engine/compile_utils.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.flavours import TF_KERAS
from compile_lint.model import Argument, CompileCall, Form, OutputName
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(31)
x = rng.normal(size=(60, 4))
price, sold = x[:, :1] * 3, (x[:, 1:2] > 0).astype("float32")

inputs = keras.Input((4,))
hidden = keras.layers.Dense(8, activation="relu")(inputs)
outputs = [
    keras.layers.Dense(1, name="price")(hidden),
    keras.layers.Dense(1, activation="sigmoid", name="sold")(hidden),
]
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss={"price": "mse", "is_sold": "binary_crossentropy"})
model.fit(x, [price, sold], epochs=1, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(31)
x = rng.normal(size=(60, 4))
price, sold = x[:, :1] * 3, (x[:, 1:2] > 0).astype("float32")

inputs = keras.Input((4,))
hidden = keras.layers.Dense(8, activation="relu")(inputs)
outputs = [
    keras.layers.Dense(1, name="price")(hidden),
    keras.layers.Dense(1, activation="sigmoid", name="sold")(hidden),
]
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss={"price": "mse", "sold": "binary_crossentropy"})
model.fit(x, [price, sold], epochs=1, verbose=0)
"""


@rule(code="CL606", name="unknown-output-name", since="0.1.0", severity=Severity.ERROR, bad=_BAD, good=_GOOD)
def check(call: CompileCall) -> Iterator[Problem]:
    names = call.output_names
    if not names or call.has_own_training or call.feeds_other_model:
        return
    for argument in call.arguments:
        if argument.form is not Form.MAPPING or argument.name is None:
            continue
        for entry in argument.entries:
            if not any(name.may_be(str(entry.key)) for name in names):
                yield Problem(
                    at=entry.origin,
                    message=f"`{argument.name}` has an entry for `{entry.key}`, but {_listed(names)}",
                    severity=_severity(argument, names, call.keras),
                    advice=_advice(names),
                )


def _listed(names: tuple[OutputName, ...]) -> str:
    quoted = [f"`{name.text}`" for name in names if not name.is_made_up]
    stems = dict.fromkeys(f"`{name.text}`" for name in names if name.is_made_up)
    quoted += [f"{stem} with a number or without" for stem in stems]
    if len(names) == 1:
        return f"the output of the model is {quoted[0]}"
    return f"the outputs of the model are {_enumerated(quoted)}"


def _enumerated(phrases: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(phrases[:-1]), phrases[-1]]))


def _advice(names: tuple[OutputName, ...]) -> str:
    if any(name.is_made_up for name in names):
        return "Give the layers that make the outputs these names by `name=`"
    return f"Use {' or '.join(f'`{name.text}`' for name in names)}"


def _severity(argument: Argument, names: tuple[OutputName, ...], keras: str) -> Severity | None:
    """Keras 3 does not look at the name where there is one output, save in ``loss``."""
    is_unnoticed = len(names) == 1 and argument.name != "loss" and keras != TF_KERAS
    return Severity.WARNING if is_unnoticed else None
