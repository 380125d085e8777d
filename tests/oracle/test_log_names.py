"""The names that the linter says training logs are those that each Keras puts into ``history``.

The set-ups are made by chance, from a seed that stays: outputs, metrics in every form, names of the program's
own, validation or not. Many run in one process, and without graphs, on which no name depends.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from compile_lint.findings import Certainty, Problem, Severity
from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.model import CompileCall, LogName
from compile_lint.rules.registry import Rule
from compile_lint.run import check_source
from compile_lint.settings import Settings
from oracle import setups

COUNT = 100  # set-ups for each Keras
AT_ONCE = 20
RATES = {"learning_rate", "lr"}  # logged by callbacks only

HEADER = """
import keras
import numpy as np

x = np.zeros((4, 3), "float32")
inputs = keras.Input((3,))


def own_score(y_true, y_pred):
    return keras.losses.mean_absolute_error(y_true, y_pred)


class OwnMean(keras.metrics.Mean):
    def update_state(self, y_true, y_pred, sample_weight=None):
        return super().update_state(y_pred)


"""


@dataclass(frozen=True)
class Task:
    """One kind of output: its layer, its labels, and what may be lost and measured there."""

    layer: str
    labels: str
    losses: tuple[str, ...]
    metrics: tuple[str, ...]


ANYWHERE = (
    "own_score",
    "lambda y_true, y_pred: 0.5 * y_pred",
    "OwnMean(name='own_mean')",
    "keras.metrics.MeanMetricWrapper(own_score, name='wrapped')",
    "'mae'",
    "'MeanSquaredError'",
    "'mean_absolute_error'",
    "keras.losses.mean_squared_error",
    "keras.metrics.MeanSquaredError()",
    "keras.metrics.RootMeanSquaredError(name='rmse')",
)
BINARY = Task(
    "1, activation='sigmoid'",
    "np.ones((4, 1), 'float32')",
    ("'binary_crossentropy'", "keras.losses.BinaryCrossentropy()", "'mse'"),
    (
        "'accuracy'",
        "'acc'",
        "'binary_accuracy'",
        "'BinaryAccuracy'",
        "keras.metrics.BinaryAccuracy()",
        "keras.metrics.BinaryAccuracy(name='right')",
        "keras.metrics.AUC()",
        "keras.metrics.AUC(curve='PR')",
        "keras.metrics.AUC(name='pr_auc', curve='PR')",
        "keras.metrics.Precision()",
        "keras.metrics.Recall(thresholds=0.3)",
        "'AUC'",
        "'Precision'",
        "keras.metrics.binary_accuracy",
        *ANYWHERE,
    ),
)
CLASSES = Task(
    "3, activation='softmax'",
    "np.ones((4, 1), 'int32')",
    ("'sparse_categorical_crossentropy'", "keras.losses.SparseCategoricalCrossentropy()"),
    (
        "'accuracy'",
        "'acc'",
        "'sparse_categorical_accuracy'",
        "keras.metrics.SparseCategoricalAccuracy()",
        "keras.metrics.SparseCategoricalAccuracy('hits')",
        "keras.metrics.SparseTopKCategoricalAccuracy(k=2)",
        "keras.metrics.SparseCategoricalCrossentropy()",
        "keras.metrics.sparse_categorical_accuracy",
        "own_score",
        "OwnMean(name='own_mean')",
    ),
)
NUMBER = Task(
    "1",
    "np.ones((4, 1), 'float32')",
    ("'mse'", "'mae'", "keras.losses.Huber()"),
    ("keras.metrics.MeanAbsoluteError(name='error')", "'mape'", "'cosine_similarity'", *ANYWHERE),
)
TASKS = (BINARY, CLASSES, NUMBER)


def program(seed: int) -> str:
    """One set-up as a program whose last statement binds ``trained`` to what ``fit`` returns."""
    rng = random.Random(seed)  # noqa: S311 - programs to be tried, no secrets
    tasks = [rng.choice(TASKS) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
    has_names = rng.random() < 0.8
    names = [f"out{number}" if has_names else None for number in range(len(tasks))]
    lines = [
        f"o{number} = keras.layers.Dense({task.layer}{f', name={name!r}' if name else ''})(inputs)"
        for number, (task, name) in enumerate(zip(tasks, names, strict=True))
    ]
    outputs = ", ".join(f"o{number}" for number in range(len(tasks)))
    labels = [task.labels for task in tasks]
    losses = [rng.choice(task.losses) for task in tasks]
    if len(tasks) == 1:
        lines.append(f"model = keras.Model(inputs, {outputs})")
        targets, loss, metrics = labels[0], losses[0], _one(rng, tasks[0])
    else:
        lines.append(f"model = keras.Model(inputs, [{outputs}])")
        targets, loss = f"[{', '.join(labels)}]", f"[{', '.join(losses)}]"
        each = [_one(rng, task) if rng.random() < 0.8 else "[]" for task in tasks]
        metrics = f"[{', '.join(each)}]"
        if has_names and rng.random() < 0.5:
            metrics = _dict(rng, names, each)
            if rng.random() < 0.5:
                loss = f"{{{', '.join(f'{name!r}: {one}' for name, one in zip(names, losses, strict=True))}}}"
    given = [f"loss={loss}"]
    if rng.random() < 0.85:
        given.append(f"metrics={metrics}")
    if len(tasks) == 1 and rng.random() < 0.25:
        given.append(f"weighted_metrics={_one(rng, tasks[0])}")
    lines.append(f"model.compile('sgd', {', '.join(given)})")
    validation = f", validation_data=(x, {targets})" if rng.random() < 0.4 else ""
    lines.append(f"trained = model.fit(x, {targets}, epochs=1, verbose=0{validation})")
    return HEADER + "\n".join(lines) + "\n"


def _one(rng: random.Random, task: Task) -> str:
    """Up to three metrics of one output; now and then the same class twice."""
    chosen = rng.sample(task.metrics, rng.choice((1, 1, 2, 3)))
    return f"[{', '.join(chosen)}]"


def _dict(rng: random.Random, names: list[str | None], each: list[str]) -> str:
    """Metrics by output, of which some may have none."""
    kept = [pair for pair in zip(names, each, strict=True) if pair[1] != "[]" or rng.random() < 0.5]
    return f"{{{', '.join(f'{name!r}: {one}' for name, one in kept)}}}"


@dataclass(frozen=True)
class Said:
    """What the linter says of one set-up: the names that are logged, and whether these are all."""

    names: tuple[LogName, ...]
    is_complete: bool

    def faults(self, logged: set[str]) -> Iterator[str]:
        """Say where the names that were really logged differ."""
        plain = {name.removeprefix("val_") for name in logged}
        # One metric may be known under several names, of which it has one: weighted or not, for a lambda.
        alike: dict[object, list[LogName]] = {}
        for one in self.names:
            alike.setdefault(one.text if one.origin is None else id(one.origin.node), []).append(one)
        for names in alike.values():
            if names[0].text not in RATES and not any(one.is_called(text) for one in names for text in plain):
                yield f"`{names[0].text}` is not logged"
        for text in plain if self.is_complete else ():
            if not any(one.is_called(text) for one in self.names):
                yield f"`{text}` is logged"


def said(text: str, keras: str) -> Said:
    calls: list[CompileCall] = []

    def look(call: CompileCall) -> Iterator[Problem]:
        calls.append(call)
        yield from ()

    rule = Rule("XX001", "looks", Severity.WARNING, "0", "Looks.", "", "", look, plugin="looks")
    settings = Settings(target="keras3" if keras == KERAS3 else "tf_keras", min_certainty=Certainty.POSSIBLE)
    report = check_source(text.encode(), "train.py", settings, rules=(rule,))
    assert not report.failures
    (call,) = calls
    return Said(call.logs.names(keras), call.logs.is_complete)


def together(texts: list[str]) -> str:
    """A program that runs others, each in a namespace of its own, and keeps the names that they log."""
    return f"""
import json
import keras
import tensorflow as tf

logged = []
for text in {texts!r}:
    keras.backend.clear_session()
    tf.config.run_functions_eagerly(True)
    namespace = {{"__name__": "__main__"}}
    try:
        exec(text, namespace)
    except Exception as error:
        logged.append(f"{{type(error).__name__}}: {{error}}")
    else:
        logged.append(sorted(namespace["trained"].history))
    finally:
        tf.config.run_functions_eagerly(False)
"""


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("setup", "keras"), [(setups.TENSORFLOW, KERAS3), (setups.TF_KERAS, TF_KERAS)], ids=["keras3", "tf_keras"]
)
def test_what_is_said_to_be_logged_is_logged(oracle, setup, keras):
    texts = [setup.program(program(seed)) for seed in range(COUNT)]
    logged: list[object] = []
    for start in range(0, COUNT, AT_ONCE):
        outcome = oracle.run(
            together(texts[start : start + AT_ONCE]), setup, measures=("json.dumps(logged)",)
        )
        assert outcome.error is None
        logged += json.loads(str(outcome.values["json.dumps(logged)"]))
    trained = {number: set(names) for number, names in enumerate(logged) if isinstance(names, list)}
    told = {number: said(texts[number], keras) for number in trained}
    faults = {number: sorted(told[number].faults(names)) for number, names in trained.items()}
    assert {f"{texts[n]}{logged[n]}": found for n, found in faults.items() if found} == {}
    # Nothing would be shown by set-ups that do not train, or of which nothing is claimed.
    assert len(trained) >= 0.9 * COUNT, [names for names in logged if isinstance(names, str)]
    assert sum(one.is_complete for one in told.values()) >= 0.6 * len(trained)
