"""A method of prediction is called that Keras models have no more.

Why: `predict_classes` and `predict_proba` went with TensorFlow 2.6; the call raises `AttributeError`.

Silent: methods of the project's own model classes, also of loaded models that may be of such a class, of
scikit-learn estimators and of wrappers; a project whose requirements allow only releases before 2.6.

Fix: `predict`, and for classes the argmax of each row or a threshold.

Safety: safe where the output is known, as the method raised before.

Evidence: keras 3.15.1 and tf_keras 2.21: `'Sequential' object has no attribute 'predict_classes'`.

Keras: Keras 3 and tf_keras alike; TensorFlow had both methods up to 2.5.

References:
https://keras.io/api/models/model_training_apis/
`keras/src/trainers/trainer.py` of keras 3.15.1
`tf_keras/src/engine/sequential.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.model import Because, CompileCall, Known, Use, UseKind
from compile_lint.model.intents import PredictInstead
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import safe

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(85)
x = rng.normal(size=(120, 5))
y = np.arange(120) % 3

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(3, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
classes = model.predict_classes(x)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(85)
x = rng.normal(size=(120, 5))
y = np.arange(120) % 3

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(3, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
classes = model.predict(x, verbose=0).argmax(axis=-1)
"""

_ADVICE = {
    "predict_classes": "Use `predict`, and take the argmax of each row or compare with a threshold",
    "predict_proba": "Use `predict`",
}


@rule(
    code="CL805",
    name="removed-predict-method",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    if call.is_before(2, 6):
        return
    for use in call.uses:
        if use.kind is UseKind.REMOVED_METHOD:
            yield Problem(
                at=use.origin,
                message=f"`{use.detail}` is called on a Keras model, but models lost it with TensorFlow 2.6",
                because=_shows_model(call),
                advice=_ADVICE[use.detail],
                is_possible=not use.is_by_default,
                subject=id(use.origin.node),
                remedies=_remedies(call, use),
            )


def _shows_model(call: CompileCall) -> tuple[Because, ...]:
    if call.is_compiled:
        return (Because(call.site, "the model is compiled here"),)
    return () if call.model_origin is None else (Because(call.model_origin, "the model comes from here"),)


def _remedies(call: CompileCall, use: Use) -> tuple[Remedy, ...]:
    """What TensorFlow's own notice recommended when the methods went, where the output is known."""
    if use.detail == "predict_proba":
        return safe("Use `predict`", PredictInstead(use.origin))
    if len(call.heads) != 1 or call.output_axes != 2:
        return ()
    match call.heads[0].output:
        case Known(output) if output.units == 1 and output.is_sigmoid:
            return safe("Use `predict` and compare with 0.5", PredictInstead(use.origin, "half"))
        case Known(output) if output.units is not None and output.units > 1:
            return safe("Use `predict` and take the argmax of each row", PredictInstead(use.origin, "argmax"))
    return ()
