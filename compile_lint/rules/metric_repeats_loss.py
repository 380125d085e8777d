"""A metric computes the same number as the loss.

Why: Keras logs the loss anyway, so the metric costs time and tells nothing new.

Silent: regularisers, class or row weights, which a data set may bring, a weight of the only loss, and options
that differ, such as label smoothing, reduction or `from_logits`: then the two numbers differ; own training
steps and penalties added by `add_loss`; a metric whose name a callback of the training call reads.

Fix: remove the metric.

Safety: unsafe: the number is no longer in the logs, where other code may look for it.

Evidence: keras 3.15.1 and tf_keras 2.21 log the same value for loss and metric under both spellings: a
loss of `mse` with the metric `mean_squared_error` or `MeanSquaredError()`.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/models/model_training_apis/
https://keras.io/api/metrics/
`keras/src/trainers/compile_utils.py` of keras 3.15.1
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compile_lint.findings import Problem, Severity
from compile_lint.model import CompileCall, Known, Loss, Metric, Option, Origin
from compile_lint.model.intents import DropMetric
from compile_lint.rules.because import shows_loss
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.monitors import callbacks_of, monitors_of, placeholders
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import unsafe

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(16)
x = rng.uniform(size=(60, 3))
y = 10 * x[:, 0] - 4 * x[:, 2] + rng.normal(size=60)

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mean_squared_error", metrics=["mse"])
model.fit(x, y, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(16)
x = rng.uniform(size=(60, 3))
y = 10 * x[:, 0] - 4 * x[:, 2] + rng.normal(size=60)

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mean_squared_error", metrics=["mae"])
model.fit(x, y, epochs=2, verbose=0)
"""

_ONLY_NAMES = frozenset({"name", "dtype"})
# What leaving an option out means; an option not listed here is compared as written.
_DEFAULTS: Mapping[str, object] = {"from_logits": False, "label_smoothing": 0, "axis": -1}


@rule(code="CL406", name="metric-repeats-loss", since="0.1.0", severity=Severity.INFO, bad=_BAD, good=_GOOD)
def check(call: CompileCall) -> Iterator[Problem]:
    if call.may_weigh_rows or call.has_regularizers or call.has_own_training:
        return
    if call.may_weigh_losses and len(call.heads) == 1:  # of several, each loss is logged without its weight
        return
    for head in heads_to_judge(call):
        for slot in head.metrics:
            match slot, head.loss:
                case Known(metric), Known(loss) if _repeats(metric, loss) and not _is_read(metric, call):
                    yield Problem(
                        at=_place(metric, loss, call),
                        message=f"a metric should add a number, but `{metric.spelled}` is the loss again",
                        because=(shows_loss(loss),),
                        head=head,
                        advice="Remove the metric",
                        remedies=unsafe("Remove the metric", DropMetric(metric.origin, call.site)),
                    )


def _place(metric: Metric, loss: Loss, call: CompileCall) -> Origin:
    """Where the metric is given; where its name is written, unless that is the name of the loss as well."""
    argument = call.argument("metrics")
    is_shared = metric.origin.node is loss.origin.node
    return argument.origin if is_shared and argument is not None else metric.origin


def _repeats(metric: Metric, loss: Loss) -> bool:
    if metric.fact.same_as_loss != loss.name or metric.is_weighted:
        return False
    if loss.fact.has_from_logits and loss.from_logits is None:
        return False
    of_loss = _values(loss.options) | ({"from_logits": True} if loss.expects_logits else {})
    of_metric = _values(metric.options)
    return ... not in (*of_loss.values(), *of_metric.values()) and of_loss == of_metric


def _is_read(metric: Metric, call: CompileCall) -> bool:
    """Whether a callback looks the metric up by its name, which the loss does not have."""
    names = [monitor.name for monitor in monitors_of(call)]
    names += [name for callback in callbacks_of(call) for name in placeholders(callback)]
    logged = [call.logs.find(name.removeprefix("val_"), call.keras) for name in names]
    origins = (name.origin for name in logged if name is not None and name.origin is not None)
    return any(origin.node is metric.origin.node for origin in origins)


def _values(options: Mapping[str, Option]) -> dict[str, object]:
    """Return the options that change the number, without those given as their default."""
    return {
        name: option.value
        for name, option in options.items()
        if name not in _ONLY_NAMES and not (name in _DEFAULTS and option.value == _DEFAULTS[name])
    }
