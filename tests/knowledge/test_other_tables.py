"""Look-ups of layers, optimizers, callbacks, applications, data sets and signs of imbalance."""

from __future__ import annotations

import pytest

from compile_lint.knowledge import imbalance, optimizers
from compile_lint.knowledge.activations import ACTIVATIONS
from compile_lint.knowledge.applications import APPLICATIONS, find_application
from compile_lint.knowledge.callbacks import CALLBACKS, find_callback
from compile_lint.knowledge.datasets import CIFAR100_COARSE, TargetKind, keras_dataset, sklearn_dataset
from compile_lint.knowledge.layers import LAYERS, LayerRole, find_layer, old_arguments
from compile_lint.knowledge.modules import EXPORTS
from compile_lint.knowledge.removals import Effect
from compile_lint.model import EvidenceKind


@pytest.mark.parametrize(
    ("name", "role", "units", "activation"),
    [
        ("Dense", LayerRole.WEIGHTS, "units", "linear"),
        ("Conv2D", LayerRole.WEIGHTS, "filters", "linear"),
        ("LSTM", LayerRole.WEIGHTS, "units", "tanh"),
        ("Embedding", LayerRole.WEIGHTS, "output_dim", None),
        ("Dropout", LayerRole.DROPOUT, None, None),
        ("Reshape", LayerRole.PASSTHROUGH, None, None),
        ("Lambda", LayerRole.CUSTOM_CODE, None, None),
        ("TimeDistributed", LayerRole.WRAPPER, None, None),
        ("concatenate", LayerRole.MERGE, None, None),
    ],
)
def test_layers(name: str, role: LayerRole, units: str | None, activation: str | None) -> None:
    row = find_layer(name)
    assert row is not None
    assert (row.role, row.units_parameter, row.default_activation) == (role, units, activation)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Convolution2D", "Conv2D"),
        ("CuDNNLSTM", "LSTM"),
        ("MaxPool2D", "MaxPooling2D"),
        ("Deconvolution2D", "Conv2DTranspose"),
    ],
)
def test_old_layer_names_map_to_the_new(old: str, new: str) -> None:
    assert find_layer(old) is LAYERS[new]


def test_layer_names_belong_to_one_row() -> None:
    owners: dict[str, str] = {}
    for row in LAYERS.values():
        for name in (row.name, *row.aliases):
            assert owners.setdefault(name, row.name) == row.name


def test_layer_facts_agree_with_each_other() -> None:
    for row in LAYERS.values():
        assert row.default_activation is None or row.default_activation in ACTIVATIONS
        assert row.activation_function is None or row.activation_function in ACTIVATIONS
        assert (row.role is LayerRole.ACTIVATION) == (
            row.activation_function is not None or row.name == "Activation"
        )
        for parameters in (row.keras3_parameters, row.tf_keras_parameters):
            if parameters is not None and row.units_parameter is not None:
                assert row.units_parameter in dict(parameters)


def test_dense_parameters_are_in_order() -> None:
    parameters = LAYERS["Dense"].keras3_parameters
    assert parameters is not None
    assert [name for name, _ in parameters[:3]] == ["units", "activation", "use_bias"]
    assert old_arguments(LAYERS["Dense"])["output_dim"] == "units"
    assert old_arguments(LAYERS["Flatten"]) == {}


def test_optimizer_strings_ignore_case() -> None:
    for text in ("adam", "Adam", "ADAM", "AdaM"):
        row = optimizers.optimizer_by_string(text)
        assert row is not None
        assert row.name == "Adam"
    assert optimizers.accepted_by("lion") == {"keras3"}
    assert optimizers.accepted_by("sgd") == {"keras3", "tf_keras"}


@pytest.mark.parametrize("text", ["adamm", "rms_prop", "momentum", "adam_w", "adam_v2", "lamb", ""])
def test_rejected_optimizer_strings(text: str) -> None:
    assert optimizers.optimizer_by_string(text) is None
    assert optimizers.accepted_by(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "meant"),
    [("rms_prop", ("rmsprop",)), ("adam_w", ("adamw",)), ("momentum", ()), ("lamb", ()), ("ranger", ())],
)
def test_only_a_clear_misspelling_of_an_optimizer_is_suggested(text: str, meant: tuple[str, ...]) -> None:
    assert optimizers.close_optimizer_names(text) == meant


def test_removed_arguments() -> None:
    lr = optimizers.REMOVED_ARGUMENTS["lr"]
    assert (lr.replacement, lr.keras3, lr.tf_keras) == ("learning_rate", Effect.RAISES, Effect.IGNORED)
    decay = optimizers.REMOVED_ARGUMENTS["decay"]
    assert (decay.replacement, decay.keras3, decay.tf_keras) == (None, Effect.IGNORED, Effect.RAISES)
    for row in optimizers.OPTIMIZERS.values():
        for parameters in (row.keras3_parameters, row.tf_keras_parameters):
            assert not set(dict(parameters or ())) & set(optimizers.REMOVED_ARGUMENTS)
    legacy = optimizers.OPTIMIZERS["Adam"].legacy_parameters
    assert legacy is not None
    assert legacy[0] == ("learning_rate", 0.001)


def test_callbacks() -> None:
    stopping = find_callback("EarlyStopping")
    assert stopping is not None
    assert stopping.default_monitor == "val_loss"
    assert find_callback("MyCallback") is None
    for row in CALLBACKS.values():
        for parameters in (row.keras3_parameters, row.tf_keras_parameters):
            if parameters is not None:
                assert dict(parameters).get("monitor") == row.default_monitor


def test_applications() -> None:
    vgg = find_application("VGG16")
    assert vgg is not None
    assert (vgg.module, vgg.classes, vgg.classifier_activation) == ("vgg16", 1000, "softmax")
    assert find_application("MyNet") is None
    for row in APPLICATIONS.values():
        assert row.takes_classifier_activation, row.name
        assert row.name in EXPORTS["keras.applications"]


def test_data_sets() -> None:
    cifar = keras_dataset("cifar10")
    assert cifar is not None
    assert (cifar.classes, cifar.lowest, cifar.highest, cifar.columns) == (10, 0, 9, 1)
    covtype = sklearn_dataset("fetch_covtype")
    assert covtype is not None
    assert (covtype.classes, covtype.lowest, covtype.highest) == (7, 1, 7)
    boston = keras_dataset("boston_housing")
    assert boston is not None
    assert (boston.kind, boston.classes, boston.lowest, boston.highest) == (
        TargetKind.CONTINUOUS,
        None,
        5.0,
        50.0,
    )
    cancer = sklearn_dataset("load_breast_cancer")
    assert cancer is not None
    assert cancer.kind is TargetKind.BINARY
    assert CIFAR100_COARSE.classes == 20
    assert keras_dataset("other") is None
    assert sklearn_dataset("make_classification") is None


def test_every_kind_of_evidence_has_a_row() -> None:
    assert set(imbalance.EVIDENCE) == {kind.value for kind in EvidenceKind}
    assert [row.kind for row in imbalance.EVIDENCE.values() if not row.is_certain] == ["name"]


@pytest.mark.parametrize(
    ("parts", "hint"),
    [
        (["fraud", "model"], "fraud"),
        (["Churn", "csv"], "churn"),
        (["credit", "card", "default", "csv"], "credit card default"),
        (["default"], None),
        (["defaultdict"], None),
        (["rarely"], None),
        (["library"], None),
        ([], None),
    ],
)
def test_name_hints_are_whole_words(parts: list[str], hint: str | None) -> None:
    assert imbalance.name_hint(parts) == hint


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("bank_churn.csv", "churn"),
        ("isFraud", "fraud"),
        ("Attrition", "attrition"),
        ("loan-default-2019.csv", "loan default"),
        ("attribution", None),
        ("default_value", None),
        ("", None),
    ],
)
def test_name_hints_are_found_in_names_of_any_spelling(name: str, hint: str | None) -> None:
    assert imbalance.hint_in(name) == hint
