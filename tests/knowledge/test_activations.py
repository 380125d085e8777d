"""Look-ups of activations: strings, ranges and meanings."""

from __future__ import annotations

import pytest

from compile_lint.knowledge import activations
from compile_lint.knowledge.activations import ACTIVATIONS, LINEAR, SIGMOID, SOFTMAX, Meaning, find_activation

BOTH = frozenset(["keras3", "tf_keras"])


def test_only_softmax_and_sigmoid_are_probabilities() -> None:
    assert {row.name for row in ACTIVATIONS.values() if row.is_probability} == {"softmax", "sigmoid"}
    assert ACTIVATIONS["hard_sigmoid"].meaning == "unit_interval"


def test_the_named_constants_are_rows() -> None:
    assert ACTIVATIONS["linear"] is LINEAR
    assert LINEAR.meaning == "logits"
    assert SOFTMAX.meaning == "probabilities"
    assert SIGMOID.meaning == "independent_probabilities"


@pytest.mark.parametrize(
    ("text", "name", "flavours"),
    [
        ("relu", "relu", BOTH),
        ("swish", "silu", BOTH),
        ("hard_swish", "hard_silu", {"keras3"}),
        ("celu", "celu", {"keras3"}),
        ("relu6", "relu6", BOTH),
        ("ReLU", "relu", {"tf_keras"}),
        ("Softmax", "softmax", {"tf_keras"}),
        ("PReLU", "prelu", {"tf_keras"}),
        ("exp", "exponential", frozenset()),
        ("crelu", "crelu", frozenset()),
    ],
)
def test_a_name_finds_its_row(text: str, name: str, flavours: frozenset[str]) -> None:
    row = find_activation(text)
    assert row is not None
    assert row.name == name
    assert activations.accepted_by(text) == flavours


@pytest.mark.parametrize("text", ["Sigmoid", "lrelu", "None", "none", "", "Relu", "identity", "softmax "])
def test_other_spellings_find_nothing(text: str) -> None:
    assert find_activation(text) is None
    assert activations.accepted_by(text) == frozenset()


def test_every_name_belongs_to_one_row() -> None:
    owners: dict[str, str] = {}
    for row in ACTIVATIONS.values():
        assert row.keras3_strings | row.tf_keras_strings <= row.aliases | {row.name}
        for name in (row.name, *row.aliases):
            assert owners.setdefault(name, row.name) == row.name


def test_ranges_agree_with_meanings() -> None:
    for row in ACTIVATIONS.values():
        assert row.low < row.high
        if row.is_probability or row.purpose is Meaning.UNIT_INTERVAL:
            assert (row.low, row.high) == (0.0, 1.0)
        if row.purpose is Meaning.NON_NEGATIVE or row.is_rectified:
            assert row.low == 0.0
        if row.purpose is Meaning.LIMITED:
            assert row.is_limited
        if row.purpose is Meaning.LOG_PROBABILITIES:
            assert row.high == 0.0


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Sigmoid", ("sigmoid",)),
        ("sofmax", ("softmax",)),
        ("LeakyRelu", ("leaky_relu",)),
        ("None", ()),
        ("x", ()),
    ],
)
def test_only_a_clear_misspelling_is_suggested(text: str, meant: tuple[str, ...]) -> None:
    assert activations.close_activation_names(text) == meant
