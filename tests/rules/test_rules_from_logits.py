"""CL301 and CL302: what the output yields, and what `from_logits` says it yields."""

from __future__ import annotations

import pytest
from builders import (
    ABSENT,
    CUSTOM,
    UNKNOWN,
    applied,
    head,
    ids,
    loss,
    one_hot,
    output,
    places,
    problems,
    reshaped,
    said,
)

from compile_lint.run import check_source
from compile_lint.settings import Settings

SPARSE = "SparseCategoricalCrossentropy"
FOCAL = loss("BinaryFocalCrossentropy", True)
STEPS = """
import tensorflow as tf
from keras import Sequential, layers, losses

model = Sequential([layers.LSTM(8, return_sequences=True), layers.{last}])
model.compile("adam", losses.SparseCategoricalCrossentropy(from_logits=True))
"""


def findings_of(last):
    """What is found in a model of sequences that ends in this layer."""
    return check_source(STEPS.format(last=last).encode(), "steps.py", Settings()).findings


class TestProbabilitiesAsLogits:
    def test_says_both_halves(self):
        (problem,) = problems("CL301", head(output(10, "softmax"), loss(SPARSE, True)))
        assert problem.message == (
            "`SparseCategoricalCrossentropy` expects logits, but `softmax` already yields probabilities, "
            "which TensorFlow repairs with a warning where it can, and JAX does not"
        )
        assert problem.severity.value == "warning"
        assert places(problem) == ["from_logits", "activation"]

    @pytest.mark.parametrize("activation", ["sigmoid", "softmax"])
    @pytest.mark.parametrize("spelled", ["BinaryCrossentropy", "CategoricalCrossentropy", SPARSE])
    def test_holds_for_every_cross_entropy(self, spelled, activation):
        assert len(said("CL301", head(output(None, activation), loss(spelled, True)))) == 1

    @pytest.mark.parametrize(
        ("keras", "severity", "ending"),
        [
            ("keras3", "error", "which the focal losses of Keras 3 never repair"),
            ("any", "warning", "which the focal losses of Keras 3 never repair"),
            ("tf_keras", "warning", "which TensorFlow repairs with a warning where it can, and JAX does not"),
        ],
    )
    def test_focal_losses_of_keras_3_never_recover(self, keras, severity, ending):
        ((found, message),) = said("CL301", head(output(1, "sigmoid"), FOCAL), keras=keras)
        assert found == severity
        assert message.endswith(ending)

    def test_a_reshape_hides_the_logits(self):
        out = output(1, "sigmoid", after=(applied("linear"), reshaped()))
        ((severity, message),) = said("CL301", head(out, loss("BinaryCrossentropy", True)))
        assert severity == "warning"
        assert message.endswith("and `Reshape` after it keeps TensorFlow from finding the logits")

    @pytest.mark.parametrize("dense", ["Dense(3, 'softmax')", "Dense(3, tf.nn.softmax)"])
    def test_what_puts_the_steps_together_hides_them_too(self, dense):
        (finding,) = findings_of(f"TimeDistributed(layers.{dense})")
        assert finding.message.endswith("`TimeDistributed` after it keeps TensorFlow from finding the logits")

    def test_a_layer_that_is_applied_to_all_steps_at_once_hides_nothing(self):
        (finding,) = findings_of("Dense(3, activation='softmax')")
        assert finding.message.endswith(
            "which TensorFlow repairs with a warning where it can, and JAX does not"
        )

    def test_steps_of_logits_are_logits(self):
        assert findings_of("TimeDistributed(layers.Dense(3))") == ()

    def test_a_linear_activation_after_it_hides_nothing(self):
        out = output(3, "softmax", after=(applied("linear"),))
        ((_, message),) = said("CL301", head(out, loss(SPARSE, True)))
        assert message.endswith("which TensorFlow repairs with a warning where it can, and JAX does not")

    @pytest.mark.parametrize(
        ("out", "the_loss"),
        [
            (output(3, "linear"), loss(SPARSE, True)),
            (output(3, "log_softmax"), loss(SPARSE, True)),
            (output(3, "hard_sigmoid"), loss(SPARSE, True)),
            (output(3, "relu"), loss(SPARSE, True)),
            (output(3, "softmax"), loss(SPARSE, False)),
            (output(3, "softmax"), loss(SPARSE, None)),
            (output(3, "softmax"), loss("kl_divergence")),
            (output(3, "softmax"), CUSTOM),
            (output(3, "softmax"), UNKNOWN),
            (output(3, "softmax"), ABSENT),
            (UNKNOWN, loss(SPARSE, True)),
            (CUSTOM, loss(SPARSE, True)),
        ],
    )
    def test_is_silent(self, out, the_loss):
        assert said("CL301", head(out, the_loss)) == []


class TestLogitsAsProbabilities:
    def test_says_both_halves(self):
        (problem,) = problems("CL302", head(output(3, "linear"), loss("sparse_categorical_crossentropy")))
        assert problem.message == (
            "`sparse_categorical_crossentropy` expects probabilities, "
            "but the output of `Dense` is logits, without an activation"
        )
        assert problem.severity.value == "error"
        assert places(problem) == ["loss", "layer"]

    def test_shows_the_argument_that_says_so(self):
        (problem,) = problems("CL302", head(output(3, "linear"), loss(SPARSE, False)))
        assert places(problem) == ["loss", "layer", "from_logits"]

    @pytest.mark.parametrize(
        ("units", "spelled", "known", "severity"),
        [
            (3, "categorical_crossentropy", UNKNOWN, "error"),
            (3, "CategoricalFocalCrossentropy", UNKNOWN, "error"),
            (3, "binary_crossentropy", UNKNOWN, "error"),
            (None, "categorical_crossentropy", UNKNOWN, "error"),
            (None, "binary_crossentropy", one_hot(3), "error"),
            (1, "binary_crossentropy", UNKNOWN, "warning"),
            (None, "binary_crossentropy", UNKNOWN, "warning"),
            (None, "binary_crossentropy", ids(2), "warning"),
            (1, "BinaryFocalCrossentropy", UNKNOWN, "warning"),
            (3, "kl_divergence", one_hot(3), "warning"),
        ],
    )
    def test_one_unit_and_kl_divergence_are_warnings(self, units, spelled, known, severity):
        assert [bad for bad, _ in said("CL302", head(output(units, "linear"), loss(spelled), known))] == [
            severity
        ]

    @pytest.mark.parametrize(
        ("spelled", "advice"),
        [
            (
                "binary_crossentropy",
                "Use `BinaryCrossentropy(from_logits=True)`, or give the output layer an activation",
            ),
            (SPARSE, "Pass `from_logits=True` to the loss, or give the output layer an activation"),
            ("kl_divergence", "Give the output layer an activation"),
        ],
    )
    def test_the_advice_fits_the_loss(self, spelled, advice):
        (problem,) = problems("CL302", head(output(3, "linear"), loss(spelled)))
        assert problem.advice == advice

    @pytest.mark.parametrize(
        ("out", "the_loss"),
        [
            (output(3, "linear"), loss(SPARSE, True)),
            (output(3, "linear"), loss(SPARSE, None)),
            (output(3, "linear"), loss("mse")),
            (output(3, "linear"), loss("hinge")),
            (output(3, "linear"), loss("poisson")),
            (output(3, "linear"), CUSTOM),
            (output(3, "linear"), UNKNOWN),
            (output(3, "linear"), ABSENT),
            (output(3, "softmax"), loss(SPARSE)),
            (output(3, "softmax", after=(applied("linear"),)), loss(SPARSE)),
            (output(3, "relu"), loss(SPARSE)),
            (UNKNOWN, loss(SPARSE)),
            (CUSTOM, loss("binary_crossentropy")),
        ],
    )
    def test_is_silent(self, out, the_loss):
        assert said("CL302", head(out, the_loss)) == []


@pytest.mark.parametrize(
    ("code", "faulty"),
    [
        ("CL301", head(output(3, "softmax"), loss(SPARSE, True))),
        ("CL302", head(output(3, "linear"), loss(SPARSE))),
    ],
)
class TestEveryRule:
    def test_looks_at_every_head_and_names_it(self, code, faulty):
        found = problems(code, head(output(1, "linear"), loss("mse")), faulty)
        assert [problem.head for problem in found] == [faulty]

    def test_is_silent_on_a_part_that_only_feeds_another_model(self, code, faulty):
        assert said(code, faulty, feeds_other_model=True) == []


@pytest.mark.parametrize(
    ("layer", "shown"),
    [("Dense(3)", "`Dense` has no activation"), ("Dense(3, activation='linear')", "the output is `linear`")],
)
def test_an_activation_that_is_written_is_shown(layer, shown):
    program = (
        "from keras import Sequential, layers\n"
        f"model = Sequential([layers.{layer}])\nmodel.compile('adam', 'categorical_crossentropy')\n"
    )
    (finding,) = check_source(program.encode(), "a.py", Settings(select=("CL302",))).findings
    assert shown in [one.message for one in finding.related]


@pytest.mark.parametrize(
    ("given", "start"),
    [
        ("'categorical_crossentropy'", "Use `CategoricalCrossentropy(from_logits=True)`, or "),
        ("losses.CategoricalCrossentropy()", "Pass `from_logits=True` to the loss, or "),
    ],
)
def test_the_advice_is_for_the_loss_as_it_is_written(given, start):
    program = (
        "from keras import Sequential, layers, losses\n"
        f"model = Sequential([layers.Dense(3)])\nmodel.compile('adam', {given})\n"
    )
    (finding,) = check_source(program.encode(), "a.py", Settings(select=("CL302",))).findings
    assert finding.advice.startswith(start)
