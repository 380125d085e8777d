"""Classes are given to a score that ranks rows by how sure the model is.

Why: ROC curve, average precision and log loss need the probabilities. Of 0 and 1 they see a single
threshold, so the curve has one corner and the number is that of one operating point, not of the model.

Silent: raw predictions, and whatever else was computed from them.

Fix: pass the predictions as they are.

Evidence: scikit-learn gives a number without a warning. One model of keras 3.15.1: roc_auc_score .79 from
classes and .88 from probabilities, average_precision_score .71 and .87, log_loss 7.6 and .50.

Keras: whatever Keras made the predictions: the number is that of scikit-learn.

References:
https://scikit-learn.org/stable/modules/model_evaluation.html
`sklearn/metrics/_ranking.py` of scikit-learn
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
from sklearn.metrics import roc_auc_score

rng = np.random.default_rng(84)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("int32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
classes = (model.predict(x, verbose=0) > 0.5).astype("int32")
print(roc_auc_score(y, classes))
"""

_GOOD = """
import keras
import numpy as np
from sklearn.metrics import roc_auc_score

rng = np.random.default_rng(84)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("int32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
scores = model.predict(x, verbose=0)
print(roc_auc_score(y, scores))
"""


@rule(
    code="CL804",
    name="classes-passed-as-scores",
    since="0.1.0",
    severity=Severity.WARNING,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for use, output in uses_of_output(call, UseKind.CLASSES_AS_SCORES):
        yield Problem(
            at=use.origin,
            message=f"`{use.detail}` needs scores, but it is given classes made of the predictions",
            because=(shows_activation(output),),
            head=call.heads[0],
            advice="Pass the predictions as they are",
            is_possible=not use.is_by_default,
            subject=id(use.origin.node),
        )
