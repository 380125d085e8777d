"""A loss, metric or optimizer class is given without being called.

Why: Keras 3 calls a loss or metric class itself, tf_keras takes the class for a function of labels and
predictions; neither calls an optimizer class.

Silent: Keras 3 given a loss or metric class; functions; classes of the project.

Fix: parentheses behind the class.

Evidence: `optimizer=Adam`: keras 3.15.1 and tf_keras 2.21 raise "Could not interpret optimizer identifier"
at `compile`. `loss=BinaryCrossentropy` and `metrics=[AUC]`: keras 3.15.1 trains, tf_keras raises at `fit`.

Keras: an optimizer class raises on both, a loss or metric class on tf_keras only.

References:
https://keras.io/api/models/model_training_apis/
`keras/src/optimizers/__init__.py` of keras 3.15.1
`keras/src/losses/__init__.py` of keras 3.15.1
`tf_keras/src/engine/compile_utils.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.model import CompileCall, Known, Loss, Metric
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.registry import rule

_BAD = """
import numpy as np
from tensorflow.keras import Input, Sequential
from tensorflow.keras.layers import Dense
from tensorflow.keras.optimizers import Adam

x = np.random.default_rng(39).normal(size=(50, 3))
y = x.mean(axis=1, keepdims=True)

model = Sequential([Input((3,)), Dense(8, activation="tanh"), Dense(1)])
model.compile(optimizer=Adam, loss="mse")
model.fit(x, y, epochs=1, verbose=0)
"""

_GOOD = """
import numpy as np
from tensorflow.keras import Input, Sequential
from tensorflow.keras.layers import Dense
from tensorflow.keras.optimizers import Adam

x = np.random.default_rng(39).normal(size=(50, 3))
y = x.mean(axis=1, keepdims=True)

model = Sequential([Input((3,)), Dense(8, activation="tanh"), Dense(1)])
model.compile(optimizer=Adam(), loss="mse")
model.fit(x, y, epochs=1, verbose=0)
"""


@rule(
    code="CL615",
    name="class-instead-of-instance",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    match call.optimizer:
        case Known(optimizer) if optimizer.is_class:
            yield Problem(
                at=optimizer.origin,
                message=f"`optimizer` expects an optimizer, but `{optimizer.name}` is the class, not called",
                advice=f"Use `{optimizer.name}()`",
            )
    if call.keras == KERAS3:
        return
    # Keras 3 is as likely to be at hand where the program does not say, and calls the class.
    severity = None if call.keras == TF_KERAS else Severity.WARNING
    for head in heads_to_judge(call):
        parts: list[Loss | Metric] = [slot.value for slot in head.metrics if isinstance(slot, Known)]
        if isinstance(head.loss, Known):
            parts.append(head.loss.value)
        for part in parts:
            if part.is_class:
                yield Problem(
                    at=part.origin,
                    message=f"tf_keras expects an instance, but `{part.spelled}` is the class, not called",
                    head=head,
                    severity=severity,
                    advice=f"Use `{part.spelled}()`",
                )
