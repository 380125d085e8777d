"""All rules on one call: one fault is one finding, and right set-ups have none, hints included."""

from __future__ import annotations

import pytest
from builders import (
    ABSENT,
    CUSTOM,
    UNKNOWN,
    applied,
    call,
    head,
    ids,
    labels,
    loss,
    metric,
    one_hot,
    optimizer,
    output,
    reshaped,
)

from compile_lint.model import Context, SiteReading, Variant
from compile_lint.rules import RULES
from compile_lint.rules.judge import judge

SPARSE = loss("sparse_categorical_crossentropy")
CATEGORICAL = loss("categorical_crossentropy")
ACCURACY = metric("accuracy")


def codes(*heads, **more):
    judged = call(*heads, **more)
    reading = SiteReading(judged.site, (Context((), (Variant(judged),)),))
    return [found.rule.code for found in judge([reading], RULES)]


@pytest.mark.parametrize(
    ("faulty", "expected"),
    [
        (head(output(1, "softmax"), SPARSE, ids(3)), ["CL101"]),
        (head(output(1, "softmax"), CATEGORICAL, one_hot(3)), ["CL101"]),
        (head(output(1, "linear"), CATEGORICAL, ids(3)), ["CL105"]),
        (head(output(1, "linear"), SPARSE, ids(3)), ["CL105"]),
        (head(output(3, "softmax"), loss("bce"), labels("multi_hot")), ["CL204"]),
        (head(output(3, "sigmoid"), CATEGORICAL, labels("multi_hot")), ["CL204"]),
        (head(output(1, "sigmoid"), loss("BinaryCrossentropy", True), labels("binary"), ACCURACY), ["CL301"]),
        (head(output(1, "linear"), loss("BinaryCrossentropy", True), UNKNOWN, metric("bce")), ["CL402"]),
        (head(output(3, "linear"), SPARSE, ids(3), ACCURACY), ["CL302"]),
        (head(output(3, "relu"), CATEGORICAL, one_hot(3), ACCURACY), ["CL104"]),
        (head(output(1, "linear"), loss("mse"), UNKNOWN, metric("Accuracy")), ["CL401"]),
        (head(output(3, "softmax"), loss("mae"), ids(3, columns=0)), ["CL201"]),
        (head(output(3, "sigmoid"), loss("bce"), ids(3, columns=0)), ["CL201"]),
        (head(output(1, "sigmoid"), loss("bce"), ids(9, highest=4, is_scaled=True)), ["CL207"]),
        (head(output(1, "softmax"), SPARSE, ids(2, lowest=1, highest=2)), ["CL101"]),
    ],
)
def test_the_most_specific_rule_speaks(faulty, expected):
    assert codes(faulty) == expected


@pytest.mark.parametrize(
    ("faulty", "expected"),
    [
        (head(output(3, "softmax"), loss("BinaryCrossentropy", True), one_hot(3)), ["CL103", "CL301"]),
        (head(output(5, "softmax"), loss("bce"), ids(5)), ["CL103", "CL201"]),
        (head(output(3, "softmax", applied("relu")), CATEGORICAL, one_hot(4)), ["CL107", "CL203"]),
        (head(output(1, "softmax"), loss("hinge"), labels("plus_minus_one")), ["CL101", "CL109"]),
        (head(output(4, "softmax"), CATEGORICAL, ids(4), metric("categorical_accuracy")), ["CL201", "CL403"]),
        (head(output(1, "sigmoid"), loss("bce"), labels("plus_minus_one"), ACCURACY), ["CL206", "CL411"]),
        (head(output(5, "softmax"), loss("bce"), one_hot(5), metric("binary_accuracy")), ["CL103", "CL407"]),
    ],
)
def test_two_contradictions_are_two_findings(faulty, expected):
    assert sorted(codes(faulty)) == expected


RIGHT = {
    "multi-label": head(output(3, "sigmoid"), loss("bce"), labels("multi_hot"), metric("binary_accuracy")),
    "autoencoder, sigmoid": head(output(64, "sigmoid"), loss("bce"), labels("same_as_input")),
    "autoencoder, mse": head(output(64, "sigmoid"), loss("mse"), labels("same_as_input"), ACCURACY),
    "autoencoder, linear": head(output(64, "linear"), loss("mse"), labels("same_as_input"), ACCURACY),
    "one sigmoid unit": head(output(1, "sigmoid"), loss("bce"), labels("binary", highest=1), ACCURACY),
    "two softmax units": head(output(2, "softmax"), SPARSE, labels("binary", highest=1), ACCURACY),
    "softmax, one-hot": head(output(10, "softmax"), CATEGORICAL, one_hot(10), metric("acc"), metric("AUC")),
    "hinge on 0 and 1": head(output(1, "linear"), loss("hinge"), labels("binary"), ACCURACY),
    "hinge, tanh": head(output(1, "tanh"), loss("squared_hinge"), labels("plus_minus_one")),
    "least squares classifier": head(output(1, "linear"), loss("mse"), labels("binary"), ACCURACY),
    "log_softmax as logits": head(
        output(4, "log_softmax"), loss("SparseCategoricalCrossentropy", True), ids(4)
    ),
    "logits, argmax": head(output(4, "linear"), loss("CategoricalCrossentropy", True), one_hot(4), ACCURACY),
    "threshold zero": head(
        output(1, "linear"), loss("BinaryCrossentropy", True), UNKNOWN, metric("BinaryAccuracy", threshold=0)
    ),
    "cast after softmax": head(output(4, "softmax", after=(applied("linear"),)), SPARSE, ids(4), ACCURACY),
    "reshaped softmax": head(output(4, "softmax", after=(reshaped(),), axis_size=None), SPARSE, ids(4)),
    "action values": head(output(4, "linear"), loss("mse"), UNKNOWN, metric("mae")),
    "softmax over time": head(output(1, "softmax", axis_size=24), loss("mse"), UNKNOWN),
    "identity loss": head(output(1, "linear"), CUSTOM, ABSENT, ACCURACY),
    "added losses": head(output(8, "linear"), ABSENT, ABSENT),
    "layer of their own": head(CUSTOM, CATEGORICAL, ids(10), ACCURACY),
    "nothing known": head(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    "units from outside": head(output(None, "softmax"), CATEGORICAL, UNKNOWN, ACCURACY),
    "regression": head(output(1, "linear"), loss("mse"), labels("continuous"), metric("mae")),
    "positive regression": head(output(1, "softplus"), loss("poisson"), labels("continuous")),
    "soft targets": head(output(3, "softmax"), loss("kl_divergence"), labels("continuous")),
}


@pytest.mark.parametrize("right", RIGHT.values(), ids=RIGHT.keys())
def test_right_set_ups_have_no_finding(right):
    assert codes(right, optimizer=optimizer("Adam", learning_rate=1e-3)) == []


def test_the_brier_score_is_at_most_a_hint():
    assert codes(head(output(3, "softmax"), loss("mse"), one_hot(3), ACCURACY)) == ["CL108"]


def test_a_generator_that_only_feeds_another_model_has_no_finding():
    generator = head(output(64, "tanh"), loss("bce"), ABSENT, ACCURACY)
    assert codes(generator, feeds_other_model=True) == []
