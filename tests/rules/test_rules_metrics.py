"""CL401 to CL501: what metrics count, and what the output and the data are."""

from __future__ import annotations

import pytest
from builders import (
    ABSENT,
    CUSTOM,
    UNKNOWN,
    at,
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

from compile_lint.model import Evidence, EvidenceKind

NUMBER = output(1, "linear")
LOGITS = loss("BinaryCrossentropy", True)
CONTINUOUS = labels("continuous", "make_regression")


class TestAccuracyOnRegression:
    def test_says_both_halves_of_continuous_labels(self):
        (problem,) = problems("CL401", head(NUMBER, loss("mse"), CONTINUOUS, metric("accuracy")))
        assert problem.message == (
            "`accuracy` counts equal classes, but the labels from `make_regression` are numbers, not classes"
        )
        assert problem.severity.value == "warning"
        assert places(problem) == ["accuracy", "loss", "labels"]

    def test_says_both_halves_of_an_unbounded_head(self):
        (problem,) = problems("CL401", head(NUMBER, loss("mae"), UNKNOWN, metric("acc")))
        assert problem.message == "`acc` counts equal classes, but the output of `Dense` is any number"
        assert places(problem) == ["acc", "loss", "layer"]

    @pytest.mark.parametrize("counted", ["accuracy", "Accuracy", "BinaryAccuracy", "categorical_accuracy"])
    @pytest.mark.parametrize("spelled", ["mse", "huber", "LogCosh", "mean_absolute_percentage_error"])
    def test_holds_for_every_accuracy_and_regression_loss(self, spelled, counted):
        assert len(said("CL401", head(NUMBER, loss(spelled), ABSENT, metric(counted)))) == 1

    @pytest.mark.parametrize("activation", ["tanh", "softplus", "exponential"])
    def test_known_continuous_labels_suffice(self, activation):
        assert len(said("CL401", head(output(1, activation), loss("mse"), CONTINUOUS, metric("acc")))) == 1

    @pytest.mark.parametrize("spelled", ["acc", "BinaryAccuracy"])
    def test_says_that_one_unit_is_rounded_to_two_of_several_numbers(self, spelled):
        (problem,) = problems("CL401", head(NUMBER, loss("mse"), ids(5), metric(spelled)))
        assert problem.message == f"`{spelled}` rounds the output to 0 or 1, but the labels hold 5 numbers"
        assert places(problem) == [spelled, "loss", "labels"]

    def test_every_accuracy_is_named(self):
        judged = head(
            NUMBER, loss("mse"), CONTINUOUS, metric("accuracy"), CUSTOM, metric("mae"), metric("acc")
        )
        assert [problem.at.node for problem in problems("CL401", judged)] == ["accuracy", "acc"]

    @pytest.mark.parametrize(
        ("out", "the_loss", "known", "the_metric"),
        [
            (NUMBER, loss("mse"), labels("binary"), metric("accuracy")),
            (NUMBER, loss("mse"), ids(2), metric("accuracy")),
            (NUMBER, loss("mse"), ids(3), metric("Accuracy")),
            (output(3, "linear"), loss("mse"), ids(3), metric("accuracy")),
            (output(None, "linear"), loss("mse"), ids(3), metric("accuracy")),
            (output(1, "sigmoid"), loss("mse"), ids(3), metric("accuracy")),
            (output(3, "linear"), loss("mse"), one_hot(3), metric("accuracy")),
            (NUMBER, loss("mse"), labels("plus_minus_one"), metric("accuracy")),
            (NUMBER, loss("mse"), labels("same_as_input"), metric("accuracy")),
            (NUMBER, loss("mse"), CUSTOM, metric("accuracy")),
            (output(3, "softmax"), loss("mse"), UNKNOWN, metric("accuracy")),
            (output(1, "sigmoid"), loss("mse"), UNKNOWN, metric("accuracy")),
            (output(1, "sigmoid"), loss("mse"), CONTINUOUS, metric("accuracy")),
            (output(1, "tanh"), loss("mse"), UNKNOWN, metric("accuracy")),
            (NUMBER, loss("mse"), CONTINUOUS, metric("mae")),
            (NUMBER, loss("mse"), CONTINUOUS, metric("R2Score")),
            (NUMBER, loss("mse"), CONTINUOUS, CUSTOM),
            (NUMBER, loss("mse"), CONTINUOUS, UNKNOWN),
            (NUMBER, loss("bce"), CONTINUOUS, metric("accuracy")),
            (NUMBER, loss("hinge"), UNKNOWN, metric("accuracy")),
            (NUMBER, CUSTOM, CONTINUOUS, metric("accuracy")),
            (NUMBER, UNKNOWN, CONTINUOUS, metric("accuracy")),
            (CUSTOM, loss("mse"), UNKNOWN, metric("accuracy")),
            (UNKNOWN, loss("mse"), UNKNOWN, metric("accuracy")),
        ],
    )
    def test_is_silent(self, out, the_loss, known, the_metric):
        assert said("CL401", head(out, the_loss, known, the_metric)) == []


class TestProbabilityMetricOnLogits:
    def test_says_both_halves(self):
        (problem,) = problems("CL402", head(NUMBER, LOGITS, UNKNOWN, metric("accuracy")))
        assert problem.message == (
            "`accuracy` expects probabilities on either side of 0.5, but the output is logits"
        )
        assert problem.severity.value == "warning"
        assert places(problem) == ["accuracy", "layer", "from_logits"]

    @pytest.mark.parametrize(
        ("the_metric", "expected"),
        [
            (metric("acc", "binary_accuracy"), "probabilities on either side of 0.5"),
            (metric("BinaryAccuracy"), "probabilities on either side of 0.5"),
            (metric("BinaryAccuracy", threshold=0.5), "probabilities on either side of 0.5"),
            (metric("Precision"), "probabilities on either side of 0.5"),
            (metric("Recall", thresholds=[0.5]), "probabilities on either side of 0.5"),
            (metric("Recall", thresholds=None), "probabilities on either side of 0.5"),
            (metric("F1Score"), "probabilities on either side of 0.5"),
            (metric("F1Score", threshold=0.5), "probabilities on either side of 0.5"),
            (metric("BinaryIoU"), "probabilities on either side of 0.5"),
            (metric("MeanIoU", num_classes=2), "class ids"),
            (metric("AUC"), "probabilities from 0 to 1"),
            (metric("AUC", from_logits=False, curve="PR"), "probabilities from 0 to 1"),
            (metric("SensitivityAtSpecificity", specificity=0.5), "probabilities from 0 to 1"),
            (metric("binary_crossentropy"), "probabilities"),
            (metric("BinaryCrossentropy", from_logits=False), "probabilities"),
        ],
    )
    def test_on_one_unit(self, the_metric, expected):
        assert said("CL402", head(NUMBER, LOGITS, UNKNOWN, the_metric)) == [
            ("warning", f"`{the_metric.value.spelled}` expects {expected}, but the output is logits")
        ]

    @pytest.mark.parametrize(
        "the_metric",
        [metric("binary_accuracy"), metric("Precision"), metric("AUC"), metric("F1Score", threshold=0.5)],
    )
    def test_on_several_units(self, the_metric):
        assert len(said("CL402", head(output(3, "linear"), LOGITS, UNKNOWN, the_metric))) == 1

    def test_every_metric_is_judged_by_itself(self):
        judged = head(
            NUMBER,
            LOGITS,
            UNKNOWN,
            metric("Precision"),
            CUSTOM,
            metric("AUC", from_logits=True),
            metric("Recall"),
        )
        assert [problem.at.node for problem in problems("CL402", judged)] == ["Precision", "Recall"]

    @pytest.mark.parametrize(
        ("the_metric", "advice"),
        [
            (metric("accuracy"), "Use `BinaryAccuracy(threshold=0)`"),
            (metric("Recall"), "Use `Recall(thresholds=0)`"),
            (metric("AUC"), "Use `AUC` with `from_logits=True`"),
            (metric("binary_crossentropy"), "Use `BinaryCrossentropy` with `from_logits=True`"),
            (metric("F1Score"), "Give the output layer an activation and leave out `from_logits=True`"),
        ],
    )
    def test_the_advice_fits_the_metric(self, the_metric, advice):
        (problem,) = problems("CL402", head(NUMBER, LOGITS, UNKNOWN, the_metric))
        assert problem.advice == advice

    @pytest.mark.parametrize(
        "the_metric",
        [
            metric("BinaryAccuracy", threshold=0),
            metric("BinaryAccuracy", threshold=0.0),
            metric("BinaryAccuracy", threshold=...),
            metric("Precision", thresholds=0),
            metric("Precision", thresholds=[0, 0.5]),
            metric("Precision", thresholds=...),
            metric("Recall", thresholds=-1.5),
            metric("Precision", top_k=2),
            metric("F1Score", threshold=1e-9),
            metric("AUC", from_logits=True),
            metric("AUC", from_logits=...),
            metric("AUC", thresholds=[-1.0, 0.0, 1.0]),
            metric("MeanIoU", sparse_y_pred=False),
            metric("OneHotMeanIoU"),
            metric("BinaryCrossentropy", from_logits=True),
            metric("categorical_accuracy"),
            metric("TopKCategoricalAccuracy"),
            metric("mse"),
            metric("Accuracy"),
            CUSTOM,
            UNKNOWN,
        ],
    )
    def test_is_silent_on_metrics_that_logits_suit(self, the_metric):
        assert said("CL402", head(NUMBER, LOGITS, UNKNOWN, the_metric)) == []

    @pytest.mark.parametrize(
        "the_metric", [metric("accuracy"), metric("acc", "categorical_accuracy"), metric("F1Score")]
    )
    @pytest.mark.parametrize("units", [3, None])
    def test_is_silent_where_the_largest_of_several_units_counts(self, units, the_metric):
        the_loss = loss("CategoricalCrossentropy", True)
        assert said("CL402", head(output(units, "linear"), the_loss, UNKNOWN, the_metric)) == []

    @pytest.mark.parametrize(
        ("out", "the_loss"),
        [
            (output(1, "sigmoid"), LOGITS),
            (output(1, "relu"), LOGITS),
            (NUMBER, loss("BinaryCrossentropy", False)),
            (NUMBER, loss("BinaryCrossentropy", None)),
            (NUMBER, loss("hinge")),
            (NUMBER, loss("mse")),
            (NUMBER, CUSTOM),
            (NUMBER, UNKNOWN),
            (UNKNOWN, LOGITS),
            (CUSTOM, LOGITS),
        ],
    )
    def test_is_silent(self, out, the_loss):
        assert said("CL402", head(out, the_loss, UNKNOWN, metric("Precision"), metric("accuracy"))) == []


class TestExactMatchAccuracy:
    def test_says_both_halves(self):
        (problem,) = problems("CL404", head(output(1, "sigmoid"), loss("bce"), UNKNOWN, metric("Accuracy")))
        assert problem.message == "`Accuracy` counts equal numbers, but the output is probabilities"
        assert problem.severity.value == "warning"
        assert places(problem) == ["Accuracy", "activation"]

    @pytest.mark.parametrize("the_loss", [loss("bce"), LOGITS, loss("hinge")])
    def test_logits_are_no_classes_either(self, the_loss):
        assert said("CL404", head(NUMBER, the_loss, UNKNOWN, metric("Accuracy"))) == [
            ("warning", "`Accuracy` counts equal numbers, but the output is logits")
        ]

    @pytest.mark.parametrize("the_loss", [UNKNOWN, CUSTOM, loss("mse")])
    def test_probabilities_are_so_under_any_loss(self, the_loss):
        assert len(said("CL404", head(output(3, "softmax"), the_loss, UNKNOWN, metric("Accuracy")))) == 1

    @pytest.mark.parametrize(
        ("out", "the_loss", "the_metric"),
        [
            (output(1, "sigmoid"), loss("bce"), metric("accuracy")),
            (output(1, "sigmoid"), loss("bce"), metric("acc", "binary_accuracy")),
            (output(1, "sigmoid"), loss("bce"), metric("BinaryAccuracy")),
            (output(1, "sigmoid"), loss("bce"), CUSTOM),
            (NUMBER, loss("mse"), metric("Accuracy")),
            (NUMBER, CUSTOM, metric("Accuracy")),
            (NUMBER, UNKNOWN, metric("Accuracy")),
            (output(1, "relu"), loss("bce"), metric("Accuracy")),
            (UNKNOWN, loss("bce"), metric("Accuracy")),
            (CUSTOM, loss("bce"), metric("Accuracy")),
        ],
    )
    def test_is_silent(self, out, the_loss, the_metric):
        assert said("CL404", head(out, the_loss, UNKNOWN, the_metric)) == []


def evidence(kind, text="`class_weight=` in fit"):
    return Evidence(EvidenceKind(kind), text, at(kind))


class TestMetricRepeatsLoss:
    def test_says_both_halves(self):
        (problem,) = problems("CL406", head(NUMBER, loss("mse"), UNKNOWN, metric("MeanSquaredError")))
        assert problem.message == "a metric should add a number, but `MeanSquaredError` is the loss again"
        assert problem.severity.value == "info"
        assert places(problem) == ["MeanSquaredError", "loss"]

    @pytest.mark.parametrize(
        ("the_loss", "the_metric"),
        [
            (loss("mean_absolute_error"), metric("mae")),
            (loss("bce"), metric("binary_crossentropy")),
            (LOGITS, metric("BinaryCrossentropy", from_logits=True)),
            (loss("BinaryCrossentropy", False), metric("BinaryCrossentropy", name="again")),
            (
                loss("CategoricalCrossentropy", label_smoothing=0.1),
                metric("CategoricalCrossentropy", label_smoothing=0.1),
            ),
            (loss("CategoricalCrossentropy", label_smoothing=0), metric("categorical_crossentropy")),
        ],
    )
    def test_the_same_number_under_two_spellings(self, the_loss, the_metric):
        assert len(said("CL406", head(UNKNOWN, the_loss, UNKNOWN, the_metric))) == 1

    @pytest.mark.parametrize(
        ("the_loss", "the_metric"),
        [
            (loss("mse"), metric("mae")),
            (loss("mse"), metric("RootMeanSquaredError")),
            (loss("mse"), metric("mse", is_weighted=True)),
            (loss("cosine_similarity"), metric("CosineSimilarity")),
            (LOGITS, metric("BinaryCrossentropy")),
            (loss("BinaryCrossentropy", None), metric("BinaryCrossentropy")),
            (loss("CategoricalCrossentropy", label_smoothing=0.1), metric("CategoricalCrossentropy")),
            (loss("CategoricalCrossentropy", label_smoothing=...), metric("CategoricalCrossentropy")),
            (
                loss("CategoricalCrossentropy", label_smoothing=...),
                metric("CategoricalCrossentropy", label_smoothing=...),
            ),
            (loss("MeanSquaredError", reduction="sum"), metric("mse")),
            (loss("mse"), CUSTOM),
            (CUSTOM, metric("mse")),
            (UNKNOWN, metric("mse")),
        ],
    )
    def test_is_silent(self, the_loss, the_metric):
        assert said("CL406", head(UNKNOWN, the_loss, UNKNOWN, the_metric)) == []

    @pytest.mark.parametrize(
        "more",
        [
            {"has_regularizers": True},
            {"has_own_training": True},
            {"may_weigh_rows": True},
        ],
    )
    def test_is_silent_where_the_loss_is_more_than_the_metric(self, more):
        assert said("CL406", head(NUMBER, loss("mse"), UNKNOWN, metric("mse")), **more) == []


WEIGHTED = (evidence("class_weight"),)
CLASSIFIER = (output(1, "sigmoid"), loss("bce"), UNKNOWN)


class TestAccuracyOnlyOnImbalancedData:
    def test_says_both_halves(self):
        (problem,) = problems("CL501", head(*CLASSIFIER, metric("accuracy")), evidence=WEIGHTED)
        assert problem.message == (
            "`accuracy` is the only metric, but `class_weight=` in fit says that a class is rare"
        )
        assert problem.severity.value == "warning"
        assert not problem.is_possible
        assert places(problem) == ["accuracy", "class_weight"]

    def test_several_accuracies_are_all_named(self):
        metrics = (metric("acc"), metric("binary_accuracy"), metric("top_k_categorical_accuracy"))
        (problem,) = problems("CL501", head(*CLASSIFIER, *metrics), evidence=WEIGHTED)
        assert problem.message == (
            "`acc`, `binary_accuracy` and `top_k_categorical_accuracy` are the only metrics, "
            "but `class_weight=` in fit says that a class is rare"
        )

    @pytest.mark.parametrize("kind", [kind for kind in EvidenceKind if kind is not EvidenceKind.NAME])
    def test_every_kind_but_a_name_is_certain(self, kind):
        (problem,) = problems("CL501", head(*CLASSIFIER, metric("acc")), evidence=(evidence(kind.value),))
        assert not problem.is_possible

    def test_a_name_alone_is_possible(self):
        name = evidence("name", "the name `churn`")
        (problem,) = problems("CL501", head(*CLASSIFIER, metric("acc")), evidence=(name,))
        assert problem.message == "`acc` is the only metric, but the name `churn` says that a class is rare"
        assert problem.is_possible

    def test_the_strongest_evidence_is_named_and_all_of_it_shown(self):
        found = (evidence("name", "the name `churn`"), *WEIGHTED)
        (problem,) = problems("CL501", head(*CLASSIFIER, metric("acc")), evidence=found)
        assert "`class_weight=` in fit" in problem.message
        assert not problem.is_possible
        assert places(problem) == ["acc", "class_weight", "name"]

    @pytest.mark.parametrize(
        ("out", "the_loss"),
        [
            (output(3, "softmax"), CUSTOM),
            (output(3, "softmax"), UNKNOWN),
            (UNKNOWN, loss("bce")),
            (CUSTOM, loss("sparse_categorical_crossentropy")),
            (NUMBER, LOGITS),
            (NUMBER, loss("hinge")),
        ],
    )
    def test_output_or_loss_tell_that_it_is_a_classification(self, out, the_loss):
        judged = head(out, the_loss, UNKNOWN, metric("accuracy"), metric("TopKCategoricalAccuracy"))
        assert len(said("CL501", judged, evidence=WEIGHTED)) == 1

    @pytest.mark.parametrize(
        "metrics",
        [
            (),
            (metric("accuracy"), metric("Precision")),
            (metric("accuracy"), metric("AUC")),
            (metric("accuracy"), metric("MeanIoU")),
            (metric("accuracy"), metric("mse")),
            (metric("accuracy"), CUSTOM),
            (metric("accuracy"), UNKNOWN),
            (CUSTOM,),
            (UNKNOWN,),
            (metric("Recall"),),
            (metric("accuracy", is_weighted=True),),
            (metric("accuracy"), metric("accuracy", is_weighted=True)),
        ],
    )
    def test_is_silent_on_other_metrics(self, metrics):
        assert said("CL501", head(*CLASSIFIER, *metrics), evidence=WEIGHTED) == []

    @pytest.mark.parametrize(
        "more",
        [
            {},
            {"evidence": WEIGHTED, "reported_by": frozenset(["classification_report"])},
            {"evidence": WEIGHTED, "reported_by": frozenset(["from_predictions", "roc_auc_score"])},
            {"evidence": WEIGHTED, "reported_by": frozenset(["judge"])},
            {"evidence": WEIGHTED, "feeds_other_model": True},
        ],
    )
    def test_is_silent(self, more):
        assert said("CL501", head(*CLASSIFIER, metric("accuracy")), **more) == []

    @pytest.mark.parametrize("the_loss", [loss("mse"), CUSTOM, UNKNOWN])
    def test_is_silent_on_what_is_no_classification(self, the_loss):
        assert said("CL501", head(NUMBER, the_loss, UNKNOWN, metric("accuracy")), evidence=WEIGHTED) == []

    def test_another_head_that_watches_the_classes_answers_for_the_data(self):
        plain = head(*CLASSIFIER, metric("accuracy"))
        watched = head(*CLASSIFIER, metric("accuracy"), metric("Recall"))
        assert said("CL501", plain, watched, evidence=WEIGHTED) == []
        assert len(said("CL501", plain, plain, evidence=WEIGHTED)) == 1
