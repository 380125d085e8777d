"""CL403 to CL411: metrics that expect labels or outputs of another form."""

from __future__ import annotations

import pytest
from builders import (
    ABSENT,
    CUSTOM,
    UNKNOWN,
    head,
    ids,
    labels,
    loss,
    metric,
    one_hot,
    output,
    places,
    problems,
    said,
)

SOFTMAX = output(4, "softmax")
SPARSE = loss("sparse_categorical_crossentropy")
CATEGORICAL = loss("categorical_crossentropy")
TAGS = labels("multi_hot", classes=5, columns=5)
SIDES = labels("plus_minus_one", "where", columns=0)
LOGITS = loss("BinaryCrossentropy", True)


class TestMetricLabelMismatch:
    def test_class_ids_for_a_categorical_metric(self):
        judged = head(SOFTMAX, SPARSE, labels("integer", "randint", classes=4), metric("CategoricalAccuracy"))
        (problem,) = problems("CL403", judged)
        assert problem.message == (
            "`CategoricalAccuracy` expects a label for each unit, "
            "but the labels from `randint` are integer class ids"
        )
        assert problem.severity.value == "warning"
        assert places(problem) == ["CategoricalAccuracy", "labels"]

    def test_one_hot_rows_for_a_sparse_metric(self):
        judged = head(SOFTMAX, CATEGORICAL, one_hot(4), metric("sparse_categorical_accuracy"))
        (problem,) = problems("CL403", judged)
        assert problem.message == (
            "`sparse_categorical_accuracy` expects integer class ids, but the labels are one-hot"
        )
        assert problem.severity.value == "error"

    @pytest.mark.parametrize("known", [UNKNOWN, ABSENT])
    def test_the_loss_tells_where_the_labels_are_not_in_view(self, known):
        (sparse,) = problems("CL403", head(SOFTMAX, SPARSE, known, metric("categorical_accuracy")))
        assert sparse.message.endswith("but `sparse_categorical_crossentropy` needs integer class ids")
        assert places(sparse) == ["categorical_accuracy", "loss"]
        (full,) = problems("CL403", head(SOFTMAX, CATEGORICAL, known, metric("SparseCategoricalAccuracy")))
        assert full.message.endswith("but `categorical_crossentropy` needs a label for each unit")

    @pytest.mark.parametrize(
        ("the_metric", "known", "more", "severity"),
        [
            (metric("TopKCategoricalAccuracy"), ids(4, columns=0), {}, "error"),
            (metric("TopKCategoricalAccuracy"), ids(4, columns=0), {"keras": "tf_keras"}, "warning"),
            (metric("TopKCategoricalAccuracy"), ids(4, columns=1), {}, "warning"),
            (metric("OneHotMeanIoU"), ids(4), {}, "warning"),
            (metric("categorical_crossentropy"), ids(4), {}, "error"),
            (metric("SparseTopKCategoricalAccuracy"), one_hot(4), {}, "error"),
            (metric("sparse_categorical_accuracy"), TAGS, {}, "error"),
        ],
    )
    def test_what_raises_is_an_error(self, the_metric, known, more, severity):
        found = said("CL403", head(SOFTMAX, loss("mse"), known, the_metric), **more)
        assert [level for level, _ in found] == [severity]

    def test_a_single_unit_is_always_the_largest(self):
        judged = head(
            output(1, "sigmoid"), loss("bce"), labels("binary", columns=0), metric("categorical_accuracy")
        )
        assert len(said("CL403", judged)) == 1

    def test_binary_accuracy_over_two_units(self):
        judged = head(output(2, "softmax"), SPARSE, labels("binary", columns=0), metric("BinaryAccuracy"))
        assert [level for level, _ in said("CL403", judged)] == ["error"]

    @pytest.mark.parametrize(
        ("the_loss", "known", "the_metric"),
        [
            (SPARSE, ids(4), metric("accuracy")),
            (SPARSE, ids(4), metric("SparseCategoricalAccuracy")),
            (SPARSE, ids(4), metric("sparse_top_k_categorical_accuracy")),
            (CATEGORICAL, one_hot(4), metric("CategoricalAccuracy")),
            (CATEGORICAL, one_hot(4), metric("OneHotMeanIoU")),
            (CATEGORICAL, ids(4), metric("sparse_categorical_accuracy")),
            (CATEGORICAL, ids(4), metric("categorical_crossentropy")),
            (SPARSE, one_hot(4), metric("sparse_categorical_crossentropy")),
            (SPARSE, UNKNOWN, metric("sparse_categorical_accuracy")),
            (CATEGORICAL, UNKNOWN, metric("categorical_accuracy")),
            (loss("mse"), UNKNOWN, metric("categorical_accuracy")),
            (CUSTOM, UNKNOWN, metric("sparse_categorical_accuracy")),
            (SPARSE, CUSTOM, metric("categorical_accuracy")),
            (CUSTOM, labels("continuous"), metric("categorical_accuracy")),
            (loss("bce"), labels("binary"), metric("categorical_accuracy")),
            (SPARSE, ids(4), metric("BinaryAccuracy")),
            (SPARSE, ids(4), CUSTOM),
            (SPARSE, ids(4), UNKNOWN),
        ],
    )
    def test_is_silent(self, the_loss, known, the_metric):
        assert said("CL403", head(SOFTMAX, the_loss, known, the_metric)) == []


class TestBinaryMetricOnMulticlass:
    def test_says_both_halves_and_where_they_stand(self):
        judged = head(SOFTMAX, SPARSE, labels("integer", "randint", classes=4), metric("Precision"))
        (problem,) = problems("CL405", judged)
        assert problem.message == (
            "`Precision` expects a label for each of the 4 units, "
            "but the labels from `randint` are integer class ids"
        )
        assert problem.severity.value == "error"
        assert places(problem) == ["Precision", "labels", "units"]

    @pytest.mark.parametrize(
        "the_metric",
        [
            metric("Recall", class_id=1),
            metric("AUC"),
            metric("F1Score", average="macro"),
            metric("TruePositives"),
            metric("PrecisionAtRecall", recall=0.5),
        ],
    )
    @pytest.mark.parametrize("known", [ids(4, columns=0), ids(4, columns=1), UNKNOWN, ABSENT])
    def test_holds_for_all_of_them(self, known, the_metric):
        assert len(said("CL405", head(SOFTMAX, SPARSE, known, the_metric))) == 1

    @pytest.mark.parametrize("out", [output(None, "softmax"), output(2, "softmax"), output(3, "linear")])
    def test_holds_for_several_units(self, out):
        assert len(said("CL405", head(out, SPARSE, UNKNOWN, metric("AUC")))) == 1

    @pytest.mark.parametrize(
        ("out", "the_loss", "known", "the_metric"),
        [
            (SOFTMAX, CATEGORICAL, one_hot(4), metric("Precision")),
            (SOFTMAX, CATEGORICAL, one_hot(4), metric("Precision", class_id=1)),
            (SOFTMAX, CATEGORICAL, UNKNOWN, metric("AUC")),
            (SOFTMAX, CUSTOM, UNKNOWN, metric("AUC")),
            (SOFTMAX, SPARSE, ids(4), metric("accuracy")),
            (SOFTMAX, SPARSE, ids(4), metric("MeanIoU")),
            (SOFTMAX, SPARSE, ids(4), CUSTOM),
            (output(5, "sigmoid"), loss("bce"), TAGS, metric("AUC")),
            (output(1, "sigmoid"), loss("bce"), labels("binary", columns=0), metric("Precision")),
            (output(None, "sigmoid"), loss("bce"), labels("binary", columns=0), metric("Precision")),
            (CUSTOM, SPARSE, ids(4), metric("Precision")),
            (UNKNOWN, SPARSE, ids(4), metric("Precision")),
        ],
    )
    def test_is_silent(self, out, the_loss, known, the_metric):
        assert said("CL405", head(out, the_loss, known, the_metric)) == []


class TestBinaryAccuracyOnMulticlass:
    @pytest.mark.parametrize("known", [UNKNOWN, one_hot(4), ids(4)])
    def test_says_both_halves_and_where_they_stand(self, known):
        (problem,) = problems("CL407", head(SOFTMAX, CATEGORICAL, known, metric("binary_accuracy")))
        assert problem.message == (
            "`binary_accuracy` counts each unit by itself, but the output is a softmax over 4 classes"
        )
        assert problem.severity.value == "warning"
        assert places(problem) == ["binary_accuracy", "activation", "units"]

    @pytest.mark.parametrize(
        ("out", "known", "the_metric"),
        [
            (output(2, "softmax"), one_hot(2), metric("BinaryAccuracy")),
            (output(None, "softmax"), one_hot(), metric("BinaryAccuracy")),
            (output(4, "sigmoid"), UNKNOWN, metric("BinaryAccuracy")),
            (output(4, "linear"), UNKNOWN, metric("BinaryAccuracy")),
            (output(1, "sigmoid"), UNKNOWN, metric("BinaryAccuracy")),
            (SOFTMAX, TAGS, metric("BinaryAccuracy")),
            (SOFTMAX, labels("same_as_input"), metric("BinaryAccuracy")),
            (SOFTMAX, one_hot(4), metric("accuracy")),
            (SOFTMAX, one_hot(4), metric("CategoricalAccuracy")),
            (SOFTMAX, one_hot(4), CUSTOM),
            (CUSTOM, one_hot(4), metric("BinaryAccuracy")),
        ],
    )
    def test_is_silent(self, out, known, the_metric):
        assert said("CL407", head(out, CATEGORICAL, known, the_metric)) == []


class TestMultiLabelAccuracy:
    @pytest.mark.parametrize(
        ("out", "the_loss", "advice"),
        [
            (output(5, "sigmoid"), loss("bce"), 'Use "binary_accuracy"'),
            (output(5, "sigmoid"), CUSTOM, 'Use "binary_accuracy"'),
            (output(5, "linear"), LOGITS, "Use `BinaryAccuracy(threshold=0)`"),
        ],
    )
    def test_says_both_halves(self, out, the_loss, advice):
        (problem,) = problems("CL408", head(out, the_loss, TAGS, metric("accuracy", "categorical_accuracy")))
        assert problem.message == "`accuracy` compares one label a row, but the labels are multi-hot"
        assert problem.severity.value == "warning"
        assert problem.advice == advice
        assert problem.at.node == "accuracy"

    @pytest.mark.parametrize(
        ("out", "the_loss", "known", "the_metric"),
        [
            (output(5, "sigmoid"), loss("bce"), TAGS, metric("binary_accuracy")),
            (output(5, "sigmoid"), loss("bce"), TAGS, metric("AUC")),
            (output(5, "sigmoid"), loss("bce"), UNKNOWN, metric("accuracy")),
            (output(5, "sigmoid"), loss("bce"), one_hot(5), metric("accuracy")),
            (output(5, "sigmoid"), loss("bce"), labels("same_as_input"), metric("accuracy")),
            (output(1, "sigmoid"), loss("bce"), TAGS, metric("accuracy")),
            (output(5, "linear"), loss("mse"), TAGS, metric("accuracy")),
            (output(5, "linear"), CUSTOM, TAGS, metric("accuracy")),
            (output(5, "softmax"), loss("bce"), TAGS, metric("accuracy")),
            (CUSTOM, loss("bce"), TAGS, metric("accuracy")),
            (output(5, "sigmoid"), loss("bce"), TAGS, CUSTOM),
        ],
    )
    def test_is_silent(self, out, the_loss, known, the_metric):
        assert said("CL408", head(out, the_loss, known, the_metric)) == []


class TestMeanIoUOnProbabilities:
    @pytest.mark.parametrize(
        ("out", "known", "advice"),
        [
            (output(1, "sigmoid"), UNKNOWN, "Use `BinaryIoU`"),
            (output(3, "softmax"), one_hot(3), "Use `OneHotMeanIoU`"),
            (output(3, "softmax"), ids(3), "Use `MeanIoU` with `sparse_y_pred=False`"),
        ],
    )
    def test_says_both_halves(self, out, known, advice):
        (problem,) = problems("CL409", head(out, UNKNOWN, known, metric("MeanIoU", num_classes=3)))
        assert problem.message == "`MeanIoU` expects class ids, but the output is probabilities"
        assert problem.severity.value == "warning"
        assert problem.advice == advice
        assert places(problem) == ["MeanIoU", "activation"]

    @pytest.mark.parametrize(
        ("out", "the_metric"),
        [
            (SOFTMAX, metric("MeanIoU", sparse_y_pred=False)),
            (SOFTMAX, metric("MeanIoU", sparse_y_pred=...)),
            (SOFTMAX, metric("OneHotMeanIoU")),
            (SOFTMAX, metric("OneHotIoU")),
            (output(1, "sigmoid"), metric("BinaryIoU")),
            (output(3, "linear"), metric("MeanIoU")),
            (output(1, "relu"), metric("MeanIoU")),
            (CUSTOM, metric("MeanIoU")),
            (UNKNOWN, metric("MeanIoU")),
            (SOFTMAX, CUSTOM),
            (SOFTMAX, metric("accuracy")),
        ],
    )
    def test_is_silent(self, out, the_metric):
        assert said("CL409", head(out, UNKNOWN, UNKNOWN, the_metric)) == []


class TestZeroThresholdOnProbabilities:
    @pytest.mark.parametrize(
        ("the_metric", "parameter"),
        [
            (metric("BinaryAccuracy", threshold=0), "threshold"),
            (metric("BinaryAccuracy", threshold=0.0), "threshold"),
            (metric("Precision", thresholds=0), "thresholds"),
            (metric("Recall", thresholds=[0.0]), "thresholds"),
            (metric("BinaryIoU", threshold=0.0), "threshold"),
        ],
    )
    def test_says_both_halves_and_where_they_stand(self, the_metric, parameter):
        (problem,) = problems("CL410", head(output(1, "sigmoid"), UNKNOWN, UNKNOWN, the_metric))
        assert problem.message == (
            f"`{the_metric.value.spelled}` calls everything above 0 positive, "
            "but `sigmoid` yields only numbers above 0"
        )
        assert problem.severity.value == "warning"
        assert problem.advice == f"Leave out `{parameter}=0`"
        assert places(problem) == [parameter, "activation"]

    @pytest.mark.parametrize(
        ("out", "the_metric"),
        [
            (output(1, "linear"), metric("BinaryAccuracy", threshold=0)),
            (output(1, "tanh"), metric("BinaryAccuracy", threshold=0)),
            (output(1, "sigmoid"), metric("BinaryAccuracy")),
            (output(1, "sigmoid"), metric("BinaryAccuracy", threshold=0.01)),
            (output(1, "sigmoid"), metric("BinaryAccuracy", threshold=...)),
            (output(1, "sigmoid"), metric("Precision", thresholds=None)),
            (output(1, "sigmoid"), metric("Precision", thresholds=[0.0, 0.5])),
            (output(1, "sigmoid"), metric("AUC", thresholds=[0.0])),
            (output(1, "sigmoid"), metric("F1Score", threshold=0)),
            (output(1, "sigmoid"), CUSTOM),
            (CUSTOM, metric("BinaryAccuracy", threshold=0)),
            (UNKNOWN, metric("BinaryAccuracy", threshold=0)),
        ],
    )
    def test_is_silent(self, out, the_metric):
        assert said("CL410", head(out, UNKNOWN, UNKNOWN, the_metric)) == []


class TestAccuracyOnPlusMinusOneLabels:
    @pytest.mark.parametrize("the_loss", [loss("hinge"), loss("mse"), CUSTOM])
    @pytest.mark.parametrize("out", [output(1, "tanh"), output(1, "linear"), output(None, "tanh")])
    def test_says_both_halves_and_where_they_stand(self, out, the_loss):
        (problem,) = problems("CL411", head(out, the_loss, SIDES, metric("accuracy", "binary_accuracy")))
        assert problem.message == (
            "`accuracy` rounds the output to 0 or 1, but the labels from `where` are -1 and 1"
        )
        assert problem.severity.value == "warning"
        assert places(problem) == ["accuracy", "labels"]

    @pytest.mark.parametrize(
        ("out", "known", "the_metric"),
        [
            (output(1, "tanh"), labels("binary"), metric("accuracy")),
            (output(1, "tanh"), UNKNOWN, metric("accuracy")),
            (output(1, "tanh"), ABSENT, metric("accuracy")),
            (output(3, "tanh"), SIDES, metric("accuracy")),
            (output(None, "tanh"), labels("plus_minus_one"), metric("accuracy")),
            (output(1, "tanh"), SIDES, metric("hinge")),
            (output(1, "tanh"), SIDES, metric("AUC")),
            (output(1, "tanh"), SIDES, CUSTOM),
            (output(1, "tanh"), labels("continuous", lowest=-1, highest=1), metric("accuracy")),
            (CUSTOM, SIDES, metric("accuracy")),
            (UNKNOWN, SIDES, metric("accuracy")),
        ],
    )
    def test_is_silent(self, out, known, the_metric):
        assert said("CL411", head(out, loss("hinge"), known, the_metric)) == []
