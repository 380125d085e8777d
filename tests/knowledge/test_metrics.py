"""Look-ups of metrics: strings, classes, functions, and what a misspelt name means."""

from __future__ import annotations

import pytest

from compile_lint.knowledge import metrics
from compile_lint.knowledge.losses import LOSSES
from compile_lint.knowledge.metrics import MetricFamily

BOTH = frozenset(["keras3", "tf_keras"])


@pytest.mark.parametrize(
    ("text", "name", "flavours"),
    [
        ("accuracy", "accuracy", BOTH),
        ("Accuracy", "accuracy", BOTH),
        ("ACC", "accuracy", BOTH),
        ("binary_accuracy", "binary_accuracy", BOTH),
        ("mae", "mean_absolute_error", BOTH),
        ("AUC", "auc", BOTH),
        ("auc", "auc", {"keras3"}),
        ("precision", "precision", {"keras3"}),
        ("Precision", "precision", BOTH),
        ("f_beta_score", "fbeta_score", {"keras3"}),
        ("bce", "binary_crossentropy", {"keras3"}),
        ("crossentropy", "crossentropy", {"tf_keras"}),
        ("cosine_proximity", "cosine_similarity", {"tf_keras"}),
        ("logcosh", "log_cosh_error", {"tf_keras"}),
    ],
)
def test_an_accepted_string_names_its_metric(text: str, name: str, flavours: frozenset[str]) -> None:
    row = metrics.metric_by_string(text)
    assert row is not None
    assert row.name == name
    assert metrics.accepted_by(text) == flavours


@pytest.mark.parametrize(
    "text", ["f1", "rmse", "Mae", "acuracy", "mean_iou", "PRECISION", "kld", "huber", ""]
)
def test_a_rejected_string_names_none(text: str) -> None:
    assert metrics.metric_by_string(text) is None
    assert metrics.accepted_by(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("acuracy", ("accuracy",)),
        ("f1", ("F1Score",)),
        ("rmse", ("RootMeanSquaredError",)),
        ("roc_auc", ("AUC",)),
        ("recal", ("Recall",)),
        ("Binary_Accuracy", ("binary_accuracy",)),
        ("my_metric", ()),
        ("mean_iou", ()),
        ("specificity", ()),
        ("val_acc", ()),
    ],
)
def test_only_a_clear_misspelling_is_suggested(text: str, meant: tuple[str, ...]) -> None:
    assert metrics.close_metric_names(text) == meant


def test_a_suggestion_is_accepted() -> None:
    for text in ("f1", "rmse", "roc_auc", "tp", "r2", "recal"):
        (meant,) = metrics.close_metric_names(text)
        assert metrics.accepted_by(meant) == BOTH


def test_the_class_accuracy_is_not_the_string() -> None:
    row = metrics.metric_by_class("Accuracy")
    assert row is not None
    assert row.family is MetricFamily.EXACT_ACCURACY
    assert row is not metrics.metric_by_string("Accuracy")


def test_every_string_and_function_belongs_to_one_row() -> None:
    owners: dict[str, str] = {}
    for row in metrics.METRICS.values():
        for name in row.aliases:
            assert owners.setdefault(name, row.name) == row.name


def test_each_loss_is_repeated_by_one_metric() -> None:
    repeated = [row.same_as_loss for row in metrics.METRICS.values() if row.same_as_loss]
    assert len(repeated) == len(set(repeated))
    assert set(repeated) == set(LOSSES) - {"cosine_similarity", "crossentropy"}
    for loss in repeated:
        row = metrics.metric_of_loss(loss)
        assert row is not None
        assert row.same_as_loss == loss


def test_every_loss_function_can_be_used_as_a_metric() -> None:
    for loss in LOSSES.values():
        if loss.class_name:
            assert metrics.metric_by_function(loss.name) is not None, loss.name


def test_accuracies_do_not_report_imbalance() -> None:
    for row in metrics.METRICS.values():
        assert not (row.is_accuracy and row.reports_imbalance), row.name
    assert {name for name, row in metrics.METRICS.items() if row.is_accuracy} == {
        "accuracy",
        "binary_accuracy",
        "categorical_accuracy",
        "exact_accuracy",
        "sparse_categorical_accuracy",
        "sparse_top_k_categorical_accuracy",
        "top_k_categorical_accuracy",
    }


def test_stated_parameters_exist() -> None:
    for row in metrics.METRICS.values():
        for parameters in (row.keras3_parameters, row.tf_keras_parameters):
            if parameters is not None:
                names = dict(parameters)
                assert ("from_logits" in names) is row.has_from_logits, row.name
                assert row.threshold_parameter is None or row.threshold_parameter in names, row.name
