"""CL101 to CL107: what the output yields, and what the loss expects."""

from __future__ import annotations

import pytest
from builders import (
    ABSENT,
    CUSTOM,
    UNKNOWN,
    applied,
    dropout,
    head,
    ids,
    labels,
    loss,
    normalization,
    one_hot,
    output,
    places,
    problems,
    reshaped,
    said,
    weights,
)

CATEGORICAL = ("categorical_crossentropy", "sparse_categorical_crossentropy", "CategoricalFocalCrossentropy")
BINARY = ("binary_crossentropy", "bce", "BinaryFocalCrossentropy")


class TestSingleUnitSoftmax:
    def test_says_both_halves_and_where_they_stand(self):
        (problem,) = problems("CL101", head(output(1, "softmax"), loss("bce")))
        assert problem.message == "`softmax` along an axis of size 1 is always 1, but `bce` needs it to vary"
        assert problem.severity.value == "error"
        assert places(problem) == ["activation", "units", "loss"]

    @pytest.mark.parametrize("the_loss", [UNKNOWN, CUSTOM, ABSENT, loss("mse"), loss("hinge")])
    def test_needs_no_loss(self, the_loss):
        assert len(said("CL101", head(output(1, "softmax"), the_loss))) == 1

    @pytest.mark.parametrize(("the_loss", "advice"), [("mse", "Remove the output"), ("bce", "Use `sigmoid`")])
    def test_advises_what_the_loss_calls_for(self, the_loss, advice):
        (problem,) = problems("CL101", head(output(1, "softmax"), loss(the_loss)))
        assert problem.advice.startswith(advice)

    def test_is_not_hidden_by_what_follows(self):
        assert len(said("CL101", head(output(1, "softmax", after=(reshaped(),)), loss("bce")))) == 1

    @pytest.mark.parametrize(
        "out",
        [
            output(1, "sigmoid"),
            output(1, "linear"),
            output(2, "softmax"),
            output(None, "softmax"),
            output(1, "softmax", axis_size=None),
            output(1, "softmax", axis_size=24),
            UNKNOWN,
            CUSTOM,
        ],
    )
    def test_is_silent(self, out):
        assert said("CL101", head(out, loss("bce"))) == []


class TestSigmoidWithCategoricalLoss:
    def test_says_both_halves(self):
        (problem,) = problems("CL102", head(output(3, "sigmoid"), loss("categorical_crossentropy")))
        assert problem.message == (
            "`categorical_crossentropy` expects one distribution over all units, "
            "but `sigmoid` gives each unit a probability of its own"
        )
        assert problem.severity.value == "warning"
        assert places(problem) == ["loss", "activation"]

    @pytest.mark.parametrize("spelled", CATEGORICAL)
    @pytest.mark.parametrize("from_logits", [True, False, None])
    def test_holds_whatever_the_loss_makes_of_the_numbers(self, spelled, from_logits):
        assert len(said("CL102", head(output(2, "sigmoid"), loss(spelled, from_logits)))) == 1

    @pytest.mark.parametrize("known", [one_hot(2), one_hot(None), ids(3)])
    def test_labels_tell_that_there_are_several_units(self, known):
        assert len(said("CL102", head(output(None, "sigmoid"), loss("categorical_crossentropy"), known))) == 1

    @pytest.mark.parametrize("known", [UNKNOWN, ABSENT, one_hot(1), ids(2), ids(None), labels("binary")])
    def test_is_silent_where_there_may_be_one_unit(self, known):
        assert said("CL102", head(output(None, "sigmoid"), loss("categorical_crossentropy"), known)) == []

    @pytest.mark.parametrize(
        ("out", "the_loss"),
        [
            (output(1, "sigmoid"), loss("categorical_crossentropy")),
            (output(3, "softmax"), loss("categorical_crossentropy")),
            (output(3, "linear"), loss("categorical_crossentropy")),
            (output(3, "sigmoid"), loss("binary_crossentropy")),
            (output(3, "sigmoid"), loss("kl_divergence")),
            (output(3, "sigmoid"), loss("mse")),
            (output(3, "sigmoid"), UNKNOWN),
            (output(3, "sigmoid"), CUSTOM),
            (UNKNOWN, loss("categorical_crossentropy")),
        ],
    )
    def test_is_silent(self, out, the_loss):
        assert said("CL102", head(out, the_loss)) == []

    def test_is_silent_on_multi_hot_labels(self):
        assert said("CL102", head(output(3, "sigmoid"), loss(CATEGORICAL[0]), labels("multi_hot"))) == []


class TestSoftmaxWithBinaryLoss:
    def test_says_both_halves(self):
        (problem,) = problems("CL103", head(output(3, "softmax"), loss("binary_crossentropy")))
        assert problem.message == (
            "`binary_crossentropy` scores every unit by itself, but `softmax` makes them one distribution"
        )
        assert problem.severity.value == "warning"
        assert places(problem) == ["loss", "activation"]

    @pytest.mark.parametrize("spelled", BINARY)
    def test_takes_every_binary_loss(self, spelled):
        assert len(said("CL103", head(output(2, "softmax"), loss(spelled), one_hot(2)))) == 1

    @pytest.mark.parametrize(
        ("out", "the_loss"),
        [
            (output(1, "softmax"), loss("bce")),
            (output(None, "softmax"), loss("bce")),
            (output(3, "sigmoid"), loss("bce")),
            (output(3, "linear"), loss("bce")),
            (output(3, "softmax"), loss("categorical_crossentropy")),
            (output(3, "softmax"), loss("mse")),
            (output(3, "softmax"), UNKNOWN),
            (output(3, "softmax"), CUSTOM),
        ],
    )
    def test_is_silent(self, out, the_loss):
        assert said("CL103", head(out, the_loss)) == []

    def test_is_silent_on_multi_hot_labels(self):
        assert said("CL103", head(output(3, "softmax"), loss("bce"), labels("multi_hot"))) == []


class TestWrongRangeForCrossEntropy:
    def test_says_both_halves(self):
        (problem,) = problems("CL104", head(output(3, "relu"), loss("categorical_crossentropy")))
        assert problem.message == (
            "`categorical_crossentropy` expects probabilities, but `relu` yields numbers from 0 upwards"
        )
        assert problem.severity.value == "error"
        assert places(problem) == ["activation", "loss"]

    @pytest.mark.parametrize(
        ("activation", "numbers"),
        [
            ("tanh", "numbers from -1 to 1"),
            ("relu6", "numbers from 0 to 6"),
            ("log_softmax", "numbers up to 0"),
            ("leaky_relu", "numbers of any size and sign"),
            ("elu", "numbers from -1 upwards"),
            ("softplus", "numbers from 0 upwards"),
        ],
    )
    def test_names_the_range(self, activation, numbers):
        assert said("CL104", head(output(1, activation), loss("bce"))) == [
            ("error", f"`bce` expects probabilities, but `{activation}` yields {numbers}")
        ]

    @pytest.mark.parametrize("activation", ["relu", "tanh", "softplus", "relu6", "hard_sigmoid"])
    def test_logits_that_are_cut_are_a_warning(self, activation):
        ((severity, message),) = said("CL104", head(output(5, activation), loss(CATEGORICAL[1], True)))
        assert severity == "warning"
        assert message.startswith(
            f"`{CATEGORICAL[1]}` expects logits of any size and sign, but `{activation}`"
        )

    @pytest.mark.parametrize("activation", ["softmax", "sigmoid", "linear", "hard_sigmoid", "sparsemax"])
    def test_is_silent_on_probabilities_and_on_bare_heads(self, activation):
        assert said("CL104", head(output(3, activation), loss("categorical_crossentropy"))) == []

    @pytest.mark.parametrize(
        "activation",
        ["linear", "log_softmax", "log_sigmoid", "leaky_relu", "elu", "gelu", "softmax", "sigmoid"],
    )
    def test_is_silent_on_logits_that_can_rule_a_class_out(self, activation):
        assert said("CL104", head(output(3, activation), loss("categorical_crossentropy", True))) == []

    @pytest.mark.parametrize(
        "the_loss",
        [
            loss("mse"),
            loss("poisson"),
            loss("hinge"),
            loss("bce", None),
            UNKNOWN,
            CUSTOM,
            ABSENT,
        ],
    )
    def test_is_silent_on_other_losses(self, the_loss):
        assert said("CL104", head(output(3, "relu"), the_loss)) == []

    @pytest.mark.parametrize(
        ("units", "activation", "severities"),
        [
            (3, "log_softmax", ["error"]),
            (3, "relu", ["warning"]),
            (None, "tanh", ["warning"]),
            (1, "relu", []),
            (3, "softmax", []),
            (3, "sigmoid", []),
        ],
    )
    def test_kl_divergence_learns_in_part_from_positive_numbers(self, units, activation, severities):
        found = said("CL104", head(output(units, activation), loss("kl_divergence")))
        assert [severity for severity, _ in found] == severities

    def test_is_silent_where_relu_meets_probabilities(self):
        out = output(3, "relu", applied("softmax"))
        assert said("CL104", head(out, loss("categorical_crossentropy"))) == []


class TestSingleUnitWithCategoricalLoss:
    def test_says_both_halves(self):
        (problem,) = problems("CL105", head(output(1, "sigmoid"), loss("categorical_crossentropy")))
        assert problem.message == (
            "`categorical_crossentropy` expects one unit for each class, but the output has 1 unit"
        )
        assert problem.severity.value == "error"
        assert places(problem) == ["loss", "units"]

    @pytest.mark.parametrize("activation", ["sigmoid", "linear", "relu", "tanh"])
    @pytest.mark.parametrize("spelled", CATEGORICAL)
    def test_holds_for_every_activation_but_softmax(self, spelled, activation):
        assert len(said("CL105", head(output(1, activation), loss(spelled)))) == 1

    @pytest.mark.parametrize("activation", ["sigmoid", "linear", "relu"])
    def test_holds_for_kl_divergence(self, activation):
        assert len(said("CL105", head(output(1, activation), loss("kl_divergence")))) == 1

    @pytest.mark.parametrize(
        ("out", "the_loss"),
        [
            (output(1, "softmax"), loss("categorical_crossentropy")),
            (output(1, "softmax", axis_size=9), loss("categorical_crossentropy")),
            (output(2, "sigmoid"), loss("categorical_crossentropy")),
            (output(None, "sigmoid"), loss("categorical_crossentropy")),
            (output(1, "sigmoid"), loss("bce")),
            (output(1, "softmax", axis_size=9), loss("kl_divergence")),
            (output(2, "sigmoid"), loss("kl_divergence")),
            (output(1, "linear"), loss("categorical_hinge")),
            (output(1, "sigmoid"), UNKNOWN),
            (output(1, "sigmoid"), CUSTOM),
            (CUSTOM, loss("categorical_crossentropy")),
        ],
    )
    def test_is_silent(self, out, the_loss):
        assert said("CL105", head(out, the_loss)) == []


class TestStackedActivations:
    def test_says_both_halves(self):
        (problem,) = problems("CL107", head(output(3, "softmax", applied("relu")), loss("bce")))
        assert problem.message == "`softmax` expects logits, but its input has passed `relu`"
        assert problem.severity.value == "error"
        assert places(problem) == ["softmax", "relu"]

    @pytest.mark.parametrize("outer", ["softmax", "sigmoid"])
    @pytest.mark.parametrize("inner", ["softmax", "sigmoid", "relu", "relu6"])
    @pytest.mark.parametrize("between", [(), (reshaped(),), (applied("linear"), reshaped())])
    def test_one_on_top_of_another(self, inner, outer, between):
        assert said("CL107", head(output(3, outer, applied(inner), *between), UNKNOWN)) == [
            ("error", f"`{outer}` expects logits, but its input has passed `{inner}`")
        ]

    @pytest.mark.parametrize("between", [(dropout(),), (reshaped(), dropout("SpatialDropout1D"))])
    def test_dropout_between_logits_and_their_activation(self, between):
        assert said("CL107", head(output(3, "softmax", *between), UNKNOWN)) == [
            ("error", f"`softmax` expects logits, but `{between[-1].layer}` sets some of them to zero")
        ]

    @pytest.mark.parametrize("after", [dropout(), normalization()])
    def test_a_layer_that_changes_probabilities(self, after):
        out = output(3, "softmax", after=(reshaped(), after))
        assert said("CL107", head(out, loss("categorical_crossentropy"))) == [
            ("error", f"the loss expects what `softmax` yields, but `{after.layer}` changes it")
        ]

    def test_one_output_has_one_such_fault(self):
        out = output(3, "softmax", applied("relu"), dropout(), after=(dropout(),))
        assert len(said("CL107", head(out, loss("categorical_crossentropy")))) == 1

    @pytest.mark.parametrize(
        "out",
        [
            output(3, "softmax"),
            output(3, "sigmoid", reshaped()),
            output(3, "softmax", applied("tanh")),
            output(3, "softmax", applied("leaky_relu")),
            output(3, "softmax", applied("gelu"), reshaped()),
            output(3, "softmax", normalization()),
            output(3, "softmax", applied("relu"), weights("GlobalAveragePooling2D")),
            output(3, "softmax", applied("relu"), normalization()),
            output(3, "softmax", dropout(), weights()),
            output(3, "softmax", dropout("GaussianNoise")),
            output(3, "softmax", after=(applied("linear"), reshaped())),
            output(3, "softmax", after=(dropout("GaussianNoise"),)),
            output(3, "softmax", applied("softmax", axis=1)),
            output(3, "relu", applied("relu")),
            output(3, "tanh", dropout()),
            output(3, "linear", dropout()),
            UNKNOWN,
            CUSTOM,
        ],
    )
    def test_is_silent(self, out):
        assert said("CL107", head(out, loss("categorical_crossentropy"))) == []

    @pytest.mark.parametrize("the_loss", [UNKNOWN, CUSTOM, ABSENT])
    def test_what_a_loss_of_their_own_expects_is_not_known(self, the_loss):
        assert said("CL107", head(output(3, "sigmoid", after=(dropout(),)), the_loss)) == []


@pytest.mark.parametrize(
    ("code", "faulty"),
    [
        ("CL101", head(output(1, "softmax"), loss("bce"))),
        ("CL102", head(output(3, "sigmoid"), loss("categorical_crossentropy"))),
        ("CL103", head(output(3, "softmax"), loss("bce"))),
        ("CL104", head(output(3, "relu"), loss("bce"))),
        ("CL105", head(output(1, "sigmoid"), loss("categorical_crossentropy"))),
        ("CL107", head(output(3, "softmax", applied("relu")), loss("bce"))),
    ],
)
class TestEveryRule:
    def test_looks_at_every_head_and_names_it(self, code, faulty):
        found = problems(code, head(output(1, "linear"), loss("mse")), faulty)
        assert [problem.head for problem in found] == [faulty]

    def test_is_silent_on_a_part_that_only_feeds_another_model(self, code, faulty):
        assert said(code, faulty, feeds_other_model=True) == []
