"""MeanIoU reads the output as class ids, but the output is probabilities.

Why: `MeanIoU` and `IoU` turn every number into a whole one. A probability below 1 becomes class 0, so the
metric compares the labels with a picture that is all background.

Silent: `sparse_y_pred=False`; the classes that handle probabilities, `OneHotMeanIoU`, `OneHotIoU` and
`BinaryIoU`; subclasses and wrappers, which may take the argmax first; heads without an activation.

Fix: `BinaryIoU` for a sigmoid, `OneHotMeanIoU` for a softmax with one-hot labels,
`MeanIoU(sparse_y_pred=False)` for a softmax with class ids.

Evidence: keras 3.15.1 and tf_keras 2.21, sigmoid: MeanIoU(num_classes=2) .22 where the masks overlap by
.75; softmax over 3 classes, one-hot: .333 where OneHotMeanIoU says .755; with class ids it raises.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/metrics/segmentation_metrics/
`keras/src/metrics/iou_metrics.py` of keras 3.15.1
`tf_keras/src/metrics/iou_metrics.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.model import CompileCall, Known, Metric
from compile_lint.rules.because import shows_activation
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.iou_metrics import READ_CLASS_IDS, metric_of_scores
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np
from keras import layers

rng = np.random.default_rng(45)
scans = rng.uniform(size=(20, 16, 16, 1))
masks = (scans > 0.6).astype("float32")

inputs = keras.Input((16, 16, 1))
hidden = layers.Conv2D(4, 3, padding="same", activation="relu")(inputs)
model = keras.Model(inputs, layers.Conv2D(1, 1, activation="sigmoid")(hidden))
model.compile("adam", "binary_crossentropy", metrics=[keras.metrics.MeanIoU(num_classes=2)])
model.fit(scans, masks, epochs=1, verbose=0)
"""

_GOOD = """
import keras
import numpy as np
from keras import layers

rng = np.random.default_rng(45)
scans = rng.uniform(size=(20, 16, 16, 1))
masks = (scans > 0.6).astype("float32")

inputs = keras.Input((16, 16, 1))
hidden = layers.Conv2D(4, 3, padding="same", activation="relu")(inputs)
model = keras.Model(inputs, layers.Conv2D(1, 1, activation="sigmoid")(hidden))
model.compile("adam", "binary_crossentropy", metrics=[keras.metrics.BinaryIoU(target_class_ids=[1])])
model.fit(scans, masks, epochs=1, verbose=0)
"""


@rule(
    code="CL409",
    name="mean-iou-on-probabilities",
    since="0.1.0",
    severity=Severity.WARNING,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        for slot in head.metrics:
            match slot, head.output:
                case Known(metric), Known(output) if _reads_class_ids(metric) and output.is_probability:
                    yield Problem(
                        at=metric.origin,
                        message=f"`{metric.spelled}` expects class ids, but the output is probabilities",
                        because=(shows_activation(output),),
                        head=head,
                        advice=metric_of_scores(metric, head, output),
                    )


def _reads_class_ids(metric: Metric) -> bool:
    option = metric.options.get("sparse_y_pred")
    return metric.fact.name in READ_CLASS_IDS and (option is None or option.value is True)
