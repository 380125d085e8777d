"""Accuracy decides which epoch or trial is kept, but the classes are not equally frequent.

Why: where one class holds most of the rows, the epoch with the best accuracy is often the one that finds the
fewest rows of the rare class.

Silent: a monitor that tells the classes apart (precision, recall, AUC ...) or a loss, weighted metrics, a
`ModelCheckpoint` without `save_best_only`, and a report on this model's predictions later in the program.

Fix: monitor `val_auc` of `AUC(curve="PR")`, a recall, or `val_loss`.

Evidence: keras 3.15.1, 4 % positives with class weights, 3 seeds: the epoch with the best accuracy has a
recall of .84, .63 and .85, the one with the best area under the precision-recall curve .84, .83 and .91.
What counts as evidence is named in the finding; a name alone makes it *possible*.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/examples/structured_data/imbalanced_classification/
https://keras.io/api/callbacks/early_stopping/
https://keras.io/api/callbacks/model_checkpoint/
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.imbalance import EVIDENCE
from compile_lint.model import Because, CompileCall
from compile_lint.rules.monitors import monitors_of
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(52)
x = rng.normal(size=(200, 5))
y = (x[:, 0] > 1.2).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
scores = ["accuracy", keras.metrics.AUC(curve="PR", name="prc")]
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=scores)
stop = keras.callbacks.EarlyStopping(monitor="val_accuracy", mode="max", patience=2)
model.fit(x, y, validation_split=0.25, class_weight={0: 1.0, 1: 8.0}, callbacks=[stop], epochs=3, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(52)
x = rng.normal(size=(200, 5))
y = (x[:, 0] > 1.2).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
scores = ["accuracy", keras.metrics.AUC(curve="PR", name="prc")]
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=scores)
stop = keras.callbacks.EarlyStopping(monitor="val_prc", mode="max", patience=2)
model.fit(x, y, validation_split=0.25, class_weight={0: 1.0, 1: 8.0}, callbacks=[stop], epochs=3, verbose=0)
"""


@rule(
    code="CL502",
    name="selection-on-accuracy-with-imbalance",
    since="0.1.0",
    severity=Severity.WARNING,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    if not call.evidence or call.reported_by:
        return
    strongest = sorted(call.evidence, key=lambda evidence: -EVIDENCE[evidence.kind.value].weight)
    for monitor in monitors_of(call):
        found = call.logs.find(monitor.base, call.keras)
        if not monitor.callback.fact.selects or not monitor.is_read:
            continue
        if found is None or not found.is_accuracy:
            continue
        yield Problem(
            at=monitor.origin,
            message=(
                f"`{monitor.callback.name}` selects by `{monitor.name}`, "
                f"but {strongest[0].text} says that a class is rare"
            ),
            because=tuple(Because(evidence.origin, evidence.text) for evidence in strongest),
            advice='Monitor a recall, `AUC(curve="PR")` or the loss',
            is_possible=not EVIDENCE[strongest[0].kind.value].is_certain,
            subject=monitor.subject,
        )
