"""`class_weight` is given in a form that Keras does not take.

Why: it must be a dict from class ids, as integers, to weights, for a model with one output. The word
"balanced" belongs to scikit-learn; a list or an array raises; text keys match no class.

Silent: a value that is not known.

Fix: `dict(enumerate(weights))`, or `sample_weight` for several outputs.

Evidence: keras 3.15.1 and tf_keras 2.21 raise `'str' object has no attribute 'get'` (or `keys`) for
"balanced", likewise for a list and an array, and `class_weight is only supported for Models with a single
output`. Text keys: keras 3.15.1 trains without any weights, tf_keras raises `Expected class_weight to be a
dict with keys from 0 to one less than the number of classes`.

Keras: Keras 3 ignores text keys, tf_keras raises on them; the other forms raise on both.

References:
https://keras.io/api/models/model_training_apis/
`keras/src/trainers/data_adapters/data_adapter_utils.py` of keras 3.15.1
`tf_keras/src/engine/data_adapter.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.model import Because, ClassWeight, CompileCall
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(94)
x = rng.normal(size=(120, 5))
y = (x[:, 0] > 1.2).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=[keras.metrics.Recall()])
model.fit(x, y, class_weight="balanced", epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(94)
x = rng.normal(size=(120, 5))
y = (x[:, 0] > 1.2).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=[keras.metrics.Recall()])
model.fit(x, y, class_weight={0: 1.0, 1: 8.0}, epochs=2, verbose=0)
"""

_TEXT_KEYS = {
    KERAS3: "Keras 3 then ignores the weights",
    TF_KERAS: "tf_keras raises",
    "any": "Keras 3 then ignores the weights and tf_keras raises",
}


@rule(
    code="CL904",
    name="class-weight-misuse",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    weight = None if call.fit is None else call.fit.class_weight
    if weight is None or call.fit is None or call.has_own_training:
        return
    given_to = Because(call.fit.origin, f"given to `{call.fit.method}`")
    outputs = len(heads_to_judge(call))
    fault = _fault(call, weight)
    if fault is not None:
        yield Problem(
            at=weight.origin,
            message=f"`class_weight` must be a dict from class ids to weights, but {fault}",
            because=(given_to,),
            advice="Pass `dict(enumerate(weights))`",
        )
    elif weight.keys is not None and outputs > 1:
        yield Problem(
            at=weight.origin,
            message=f"`class_weight` is for a model with one output, but this one has {outputs}",
            because=(given_to,),
            advice="Weigh the rows of each output by `sample_weight`",
        )


def _fault(call: CompileCall, weight: ClassWeight) -> str | None:
    if weight.word is not None:
        return f'"{weight.word}" is a word'
    if weight.is_sequence:
        return "a sequence is given"
    if weight.keys and all(isinstance(key, str) for key in weight.keys):
        return f"its keys are text: {_TEXT_KEYS[call.keras]}"
    return None
