"""Look-ups of losses: strings, classes, functions, and what a misspelt name means."""

from __future__ import annotations

import pytest

from compile_lint.knowledge import losses
from compile_lint.knowledge.losses import Family
from compile_lint.knowledge.signatures import REQUIRED

BOTH = frozenset(["keras3", "tf_keras"])


@pytest.mark.parametrize(
    ("text", "name", "flavours"),
    [
        ("mse", "mean_squared_error", BOTH),
        ("MSE", "mean_squared_error", BOTH),
        ("MeanSquaredError", "mean_squared_error", BOTH),
        ("bce", "binary_crossentropy", BOTH),
        ("kld", "kl_divergence", BOTH),
        ("kullback_leibler_divergence", "kl_divergence", {"tf_keras"}),
        ("logcosh", "log_cosh", {"tf_keras"}),
        ("huber_loss", "huber", {"tf_keras"}),
        ("dice", "dice", {"keras3"}),
        ("crossentropy", "crossentropy", {"keras3"}),
        ("CE", "crossentropy", {"keras3"}),
    ],
)
def test_an_accepted_string_names_its_loss(text: str, name: str, flavours: frozenset[str]) -> None:
    row = losses.loss_by_string(text)
    assert row is not None
    assert row.name == name
    assert losses.accepted_by(text) == flavours


@pytest.mark.parametrize(
    "text",
    [
        "rmse",
        "Mse",
        "binary_cross_entropy",
        "BinaryCrossEntropy",
        "binary_crossentropy ",
        "nll",
        "f1",
        "accuracy",
        "cosine_proximity",
        "sparse_crossentropy",
        "",
        "get",
        "categorical_generalized_cross_entropy",
    ],
)
def test_a_rejected_string_names_none(text: str) -> None:
    assert losses.loss_by_string(text) is None
    assert losses.accepted_by(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("binary_cross_entropy", ("binary_crossentropy",)),
        ("BinaryCrossEntropy", ("binary_crossentropy",)),
        ("binary_crossentropy ", ("binary_crossentropy",)),
        ("mean_square_error", ("mean_squared_error",)),
        ("mean_squared_eror", ("mean_squared_error",)),
        ("sparse_crossentropy", ("sparse_categorical_crossentropy",)),
        ("rmse", ()),
        ("cross_entropy", ()),
        ("log_loss", ()),
        ("my_loss", ()),
        ("accuracy", ()),
        ("", ()),
    ],
)
def test_only_a_clear_misspelling_is_suggested(text: str, meant: tuple[str, ...]) -> None:
    assert losses.close_loss_names(text) == meant


def test_every_string_and_function_belongs_to_one_row() -> None:
    for names in ("functions", "aliases"):
        owners: dict[str, str] = {}
        for row in losses.LOSSES.values():
            for name in getattr(row, names):
                assert owners.setdefault(name, row.name) == row.name


def test_a_row_is_found_by_each_of_its_names() -> None:
    for row in losses.LOSSES.values():
        if row.class_name:
            assert losses.loss_by_class(row.class_name) is row
        for function in row.functions:
            assert losses.loss_by_function(function) is row


def test_from_logits_is_where_each_form_has_it() -> None:
    row = losses.LOSSES["binary_focal_crossentropy"]
    assert row.keras3_parameters is not None
    assert [name for name, _ in row.keras3_parameters].index("from_logits") == 3
    assert row.keras3_function_parameters is not None
    assert row.keras3_function_parameters[:2] == (("y_true", REQUIRED), ("y_pred", REQUIRED))
    sparse = losses.LOSSES["sparse_categorical_crossentropy"]
    assert dict(sparse.tf_keras_parameters or ())["from_logits"] is False
    assert losses.LOSSES["dice"].tf_keras_parameters is None


def test_only_the_crossentropies_take_from_logits() -> None:
    with_option = {row.name for row in losses.LOSSES.values() if row.has_from_logits}
    assert with_option == {
        "binary_crossentropy",
        "binary_focal_crossentropy",
        "categorical_crossentropy",
        "categorical_focal_crossentropy",
        "sparse_categorical_crossentropy",
    }
    for row in losses.LOSSES.values():
        for parameters in (row.keras3_parameters, row.tf_keras_parameters):
            if parameters is not None:
                assert ("from_logits" in dict(parameters)) is row.has_from_logits


def test_sparse_losses_do_not_compare_elementwise() -> None:
    assert not losses.LOSSES["sparse_categorical_crossentropy"].compares_elementwise
    assert losses.LOSSES["kl_divergence"].compares_elementwise
    assert losses.LOSSES["hinge"].family is Family.HINGE
