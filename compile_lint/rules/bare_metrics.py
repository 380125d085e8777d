"""One metric stands where Keras 3 expects a list of metrics.

Why: Keras 3 takes a list, tuple or dict only, even for one metric.

Silent: tf_keras, which takes a single metric; lists, tuples and dicts; values that are not known.

Fix: brackets around the metric.

Safety: safe: the program stopped before, and tf_keras computes the same.

Evidence: `metrics="accuracy"`, `metrics=AUC()` and a function without brackets: keras 3.15.1 raises
"Expected `metrics` argument to be a list, tuple, or dict" at `compile`, and likewise for
`weighted_metrics`; tf_keras 2.21 computes the metric.

Keras: Keras 3 raises, tf_keras does not.

References:
https://keras.io/api/models/model_training_apis/
`keras/src/trainers/compile_utils.py` of keras 3.15.1
`tf_keras/src/engine/compile_utils.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.flavours import TF_KERAS
from compile_lint.model import CompileCall, Content, Form
from compile_lint.model.intents import BracketKeyword
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import safe

_BAD = """
import numpy as np
import tensorflow as tf

x = np.random.default_rng(34).normal(size=(64, 8)).astype("float32")
y = np.arange(64) % 3

model = tf.keras.Sequential([tf.keras.Input((8,)), tf.keras.layers.Dense(3, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics="accuracy")
model.fit(x, y, epochs=1, verbose=0)
"""

_GOOD = """
import numpy as np
import tensorflow as tf

x = np.random.default_rng(34).normal(size=(64, 8)).astype("float32")
y = np.arange(64) % 3

model = tf.keras.Sequential([tf.keras.Input((8,)), tf.keras.layers.Dense(3, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=1, verbose=0)
"""


@rule(code="CL610", name="bare-metrics", since="0.1.0", severity=Severity.ERROR, bad=_BAD, good=_GOOD)
def check(call: CompileCall) -> Iterator[Problem]:
    if call.keras == TF_KERAS:
        return
    for argument in call.arguments:
        if argument.name not in ("metrics", "weighted_metrics"):
            continue
        if argument.form is Form.SINGLE and argument.entries[0].content is Content.METRIC:
            yield Problem(
                at=argument.origin,
                message=f"Keras 3 expects a list, tuple or dict as `{argument.name}`, but this is one metric",
                advice="Put the metric in brackets",
                remedies=safe("Put the metric in brackets", BracketKeyword(call.site, argument.name)),
            )
