"""Raw predictions are given to a score that compares class ids.

Why: scikit-learn's accuracy, F1, precision, recall, confusion matrix and classification report compare
labels one by one. Probabilities are no labels, and scikit-learn raises.

Silent: predictions that were cut at a threshold, rounded or put through argmax, and whatever else was
computed from them.

Fix: argmax over the classes, or a threshold.

Evidence: for the predictions of keras 3.15.1 scikit-learn raises `Classification metrics can't handle a mix
of binary and continuous targets` for one unit, and for several `... a mix of multiclass and
continuous-multioutput targets`.

Keras: whatever Keras made the predictions: it is scikit-learn that raises.

References:
https://scikit-learn.org/stable/modules/model_evaluation.html
`sklearn/metrics/_classification.py` of scikit-learn
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.model import CompileCall, UseKind
from compile_lint.rules.because import shows_activation
from compile_lint.rules.predicted import uses_of_output
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np
from sklearn.metrics import accuracy_score

rng = np.random.default_rng(83)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("int32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
print(accuracy_score(y, model.predict(x, verbose=0)))
"""

_GOOD = """
import keras
import numpy as np
from sklearn.metrics import accuracy_score

rng = np.random.default_rng(83)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("int32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
print(accuracy_score(y, model.predict(x, verbose=0) > 0.5))
"""


@rule(
    code="CL803",
    name="scores-passed-as-classes",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for use, output in uses_of_output(call, UseKind.SCORES_AS_CLASSES):
        one_unit = output.units == 1
        yield Problem(
            at=use.origin,
            message=f"`{use.detail}` compares class ids, but it is given the raw predictions of the model",
            because=(shows_activation(output),),
            head=call.heads[0],
            advice="Compare the predictions with a threshold" if one_unit else "Take the argmax of each row",
            is_possible=not use.is_by_default,
            subject=id(use.origin.node),
        )
