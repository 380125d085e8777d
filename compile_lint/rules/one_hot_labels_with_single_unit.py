"""Labels have a column for each class, but the output has one unit.

Why: the loss compares labels and output element by element; one number cannot be compared with two or
more.

Silent: labels or units not known, one column picked out of the encoding, sparse losses.

Fix: keep the class ids for one `sigmoid` unit, or one `softmax` unit for each column.

Evidence: keras 3.15.1 raises "Arguments `target` and `output` must have the same shape" with
cross-entropies and trains on a broadcast comparison with mse and KL divergence (.46 to .63 where .97 is
right); tf_keras 2.21 broadcasts these in silence too, and binary cross-entropy of a unit that is no
sigmoid (.57 to .65).

Keras: Keras 3 raises, tf_keras trains in silence.

References:
https://keras.io/api/losses/probabilistic_losses/
`keras/src/backend/tensorflow/nn.py` of keras 3.15.1
`tf_keras/src/losses.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.model import CompileCall, Encoding, Known
from compile_lint.rules.because import labels_phrase, shows_labels, shows_loss
from compile_lint.rules.heads import columns_of, heads_to_judge
from compile_lint.rules.registry import rule

_BAD = """
import numpy as np
from keras import Sequential
from keras.layers import Dense, Input
from keras.utils import to_categorical

rng = np.random.default_rng(10)
x = rng.normal(size=(60, 4))
sick = to_categorical((x[:, 0] > 0).astype("int32"), num_classes=2)

model = Sequential()
model.add(Input((4,)))
model.add(Dense(8, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, sick, epochs=1, verbose=0)
"""

_GOOD = """
import numpy as np
from keras import Sequential
from keras.layers import Dense, Input

rng = np.random.default_rng(10)
x = rng.normal(size=(60, 4))
sick = (x[:, 0] > 0).astype("int32")

model = Sequential()
model.add(Input((4,)))
model.add(Dense(8, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, sick, epochs=1, verbose=0)
"""


@rule(
    code="CL205",
    name="one-hot-labels-with-single-unit",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.output, head.loss, head.labels:
            case Known(output), Known(loss), Known(labels) if (
                output.units == 1
                and loss.fact.compares_elementwise
                and labels.encoding is Encoding.ONE_HOT
                and columns_of(labels) != 1
            ):
                columns = columns_of(labels)
                held = "are one-hot rows" if columns is None else f"have {columns} one-hot columns"
                yield Problem(
                    at=output.units_origin or output.origin,
                    message=f"the output has 1 unit, but {labels_phrase(labels)} {held}",
                    because=(shows_labels(labels), shows_loss(loss)),
                    head=head,
                    advice="Keep the class ids, or use one unit for each column",
                )
