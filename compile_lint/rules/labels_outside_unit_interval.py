"""Binary cross-entropy expects labels from 0 to 1, but the labels lie outside.

Why: the loss reads a label as the probability of the positive class. A label of 2, -1 or 255 turns one of
its two terms negative, so that the loss falls below 0 for ever as the output runs to one end.

Silent: ranges that are not known; soft labels that leave [0, 1] by less than a half, as for GANs; class
ids over several units, which is integer-labels-with-categorical-loss.

Fix: labels of 0 and 1; more than two classes need softmax and a categorical loss, other numbers a
regression loss.

Evidence: keras 3.15.1 and tf_keras 2.21: three classes .635 to .669 with a loss of -32, labels 1 and 2
.461 to .521, masks of 0 and 255 .557, continuous targets R2 .414 with a loss of -31. Labels of -1 and 1:
loss -89, and the reported accuracy .469.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/losses/probabilistic_losses/
`keras/src/backend/tensorflow/nn.py` of keras 3.15.1
`tf_keras/src/backend.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.losses import Family
from compile_lint.model import CompileCall, Encoding, Known, Labels
from compile_lint.rules.because import labels_phrase, shows_labels
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(25)
level = rng.integers(0, 3, size=120)
x = rng.normal(size=(120, 5)) + 3 * np.eye(3, 5)[level]

model = keras.Sequential([
    keras.Input((5,)),
    keras.layers.Dense(12, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, level, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(25)
level = rng.integers(0, 3, size=120)
x = rng.normal(size=(120, 5)) + 3 * np.eye(3, 5)[level]

model = keras.Sequential([
    keras.Input((5,)),
    keras.layers.Dense(12, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, level, epochs=2, verbose=0)
"""

_NOISE = 0.5  # how far soft labels may leave the interval on purpose: .7 to 1.2 is a usual choice
_IDS = frozenset({Encoding.INTEGER, Encoding.BINARY, Encoding.PLUS_MINUS_ONE})


@rule(
    code="CL206",
    name="labels-outside-unit-interval",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.loss, head.labels:
            case Known(loss), Known(labels) if loss.fact.family is Family.BINARY_CROSSENTROPY:
                held = _what_lies_outside(labels)
                if held is not None:
                    yield Problem(
                        at=loss.origin,
                        message=(
                            f"`{loss.spelled}` expects labels from 0 to 1, but {labels_phrase(labels)} {held}"
                        ),
                        because=(shows_labels(labels),),
                        head=head,
                        advice="Recode the labels to 0 and 1, or use the loss that belongs to them",
                    )


def _what_lies_outside(labels: Labels) -> str | None:
    """Return what the labels hold beside 0 to 1, ``None`` where they fit or that is not known."""
    low, high = labels.lowest, labels.highest
    if labels.encoding is Encoding.PLUS_MINUS_ONE:
        return "are -1 and 1"
    slack = _NOISE if labels.encoding is Encoding.CONTINUOUS else 0
    if labels.encoding is Encoding.CONTINUOUS or labels.encoding in _IDS:
        if low is not None and low < -slack:
            return "have no lower bound" if low == float("-inf") else f"go down to {low:g}"
        if high is not None and high > 1 + slack:
            return "have no upper bound" if high == float("inf") else f"go up to {high:g}"
    if labels.encoding is Encoding.INTEGER and not labels.is_scaled and (labels.classes or 0) > 2:
        return f"hold {labels.classes} classes"
    return None
