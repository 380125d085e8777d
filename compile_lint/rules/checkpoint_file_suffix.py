"""The path of a checkpoint ends in a suffix that Keras 3 does not take.

Why: Keras 3 writes whole models to `.keras` (or the old `.h5`) and weights to `.weights.h5`, and raises when
the callback is made with any other path. tf_keras takes every suffix and writes TensorFlow's own format.

Silent: a program that imports tf_keras, and a path that is not known.

Fix: `.keras`, or `.weights.h5` with `save_weights_only=True`.

Safety: unsafe: other code may look for the file under its old name.

Evidence: keras 3.15.1, `ModelCheckpoint("ckpt")`: `The filepath provided must end in .keras (Keras model
format)`; with `save_weights_only=True` and `m2.h5`: `the filepath provided must end in .weights.h5 (Keras
weights format)`. tf_keras 2.21 takes both.

Keras: Keras 3 raises, tf_keras takes every suffix.

References:
https://keras.io/api/callbacks/model_checkpoint/
`keras/src/callbacks/model_checkpoint.py` of keras 3.15.1
`tf_keras/src/callbacks.py` of tf_keras 2.21
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.knowledge.flavours import TF_KERAS
from compile_lint.model import Because, Callback, CompileCall
from compile_lint.rules.monitors import callbacks_of, change_option
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import unsafe

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(76)
x = rng.normal(size=(120, 5))
y = x @ rng.normal(size=5)

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mse")
save = keras.callbacks.ModelCheckpoint("checkpoints/epoch-{epoch:02d}.ckpt", monitor="loss")
model.fit(x, y, epochs=2, callbacks=[save], verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(76)
x = rng.normal(size=(120, 5))
y = x @ rng.normal(size=5)

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mse")
save = keras.callbacks.ModelCheckpoint("checkpoints/epoch-{epoch:02d}.keras", monitor="loss")
model.fit(x, y, epochs=2, callbacks=[save], verbose=0)
"""

_SEPARATORS = re.compile(r"[/\\]")
_MODEL_SUFFIXES = (".keras", ".h5")
_WEIGHTS_SUFFIX = ".weights.h5"
_OLD_SUFFIXES = (".hdf5", ".h5", ".keras", ".ckpt", ".tf", ".pb", ".model")  # that say what the file is


@rule(
    code="CL706",
    name="checkpoint-file-suffix",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    if call.keras == TF_KERAS:
        return
    for callback in callbacks_of(call):
        pieces = callback.text_pieces("filepath") if callback.fact.has_filepath else ()
        weights_only = callback.value("save_weights_only", False)
        if not pieces or weights_only is ...:
            continue
        suffixes = (_WEIGHTS_SUFFIX,) if weights_only else _MODEL_SUFFIXES
        path = pieces[-1]
        if path.endswith(suffixes) or (len(pieces) > 1 and _may_become(path, suffixes)):
            continue
        what = "weights" if weights_only else "models"
        name, taken = _last_part(path), "` or `".join(suffixes)
        yield Problem(
            at=callback.place("filepath"),
            message=f"Keras 3 saves {what} only to `{taken}`, but the path ends in `{name}`",
            because=(Because(callback.origin, f"given to `{callback.name}`"),),
            advice=f"Let the path end in `{suffixes[0]}`",
            subject=id(callback.origin.node),
            remedies=_remedies(call, callback, suffixes[0]),
        )


def _may_become(end: str, suffixes: tuple[str, ...]) -> bool:
    """Whether what stands before the end of a path may make it end in a suffix."""
    return any(suffix.endswith(end) for suffix in suffixes)


def _last_part(path: str) -> str:
    """The name of the file, or what ends that of a folder: folders may be those of one machine."""
    return _SEPARATORS.split(path)[-1] or path[-1:]


def _remedies(call: CompileCall, callback: Callback, suffix: str) -> tuple[Remedy, ...]:
    """Other code may read the file under its old name."""
    path = callback.value("filepath", None)
    if not isinstance(path, str):
        return ()
    start = next((path.removesuffix(old) for old in _OLD_SUFFIXES if path.endswith(old)), path)
    if not start or start.endswith(("/", "\\")):
        return ()
    return unsafe(
        f"Let the path end in `{suffix}`", change_option(call, callback, "filepath", start + suffix)
    )
