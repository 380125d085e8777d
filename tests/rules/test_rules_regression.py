"""CL106, CL108 to CL111: losses that are no cross-entropy, and outputs that do not suit them."""

from __future__ import annotations

from math import inf

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
    reshaped,
    said,
)

STANDARDISED = labels("continuous", "StandardScaler", lowest=-inf, highest=inf)


def targets(lowest=None, highest=None):
    return labels("continuous", lowest=lowest, highest=highest)


class TestSquashedOutputForRegression:
    def test_says_both_halves_and_where_they_stand(self):
        (problem,) = problems("CL106", head(output(1, "sigmoid"), loss("mse"), STANDARDISED))
        assert problem.message == (
            "`sigmoid` yields numbers from 0 to 1, "
            "but the labels from `StandardScaler` lie on both sides of 0 without a bound"
        )
        assert problem.severity.value == "warning"
        assert places(problem) == ["activation", "labels", "loss"]

    @pytest.mark.parametrize(
        ("lowest", "highest", "words"),
        [
            (5, 50, "the labels reach from 5 to 50"),
            (0, inf, "the labels reach from 0 upwards"),
            (-inf, 0, "the labels reach up to 0, and as far down as may be"),
            (-inf, inf, "the labels lie on both sides of 0 without a bound"),
        ],
    )
    def test_names_the_range(self, lowest, highest, words):
        ((_, message),) = said("CL106", head(output(1, "tanh"), loss("mae"), targets(lowest, highest)))
        assert message == f"`tanh` yields numbers from -1 to 1, but {words}"

    @pytest.mark.parametrize(
        ("activation", "known"),
        [
            ("relu", STANDARDISED),
            ("relu", targets(-1, 1)),
            ("softplus", targets(-3)),
            ("gelu", STANDARDISED),
            ("hard_sigmoid", targets(0, 1.5)),
            ("tanh", targets(highest=30)),
            ("sigmoid", targets(lowest=-0.5)),
        ],
    )
    def test_fires_beyond_either_end(self, activation, known):
        assert len(said("CL106", head(output(1, activation), loss("huber"), known))) == 1

    def test_leaves_a_softmax_of_one_unit_to_its_own_rule(self):
        assert len(said("CL106", head(output(3, "softmax"), loss("huber"), targets(0, 3)))) == 1
        assert said("CL106", head(output(1, "softmax"), loss("huber"), targets(0, 3))) == []

    @pytest.mark.parametrize(
        ("out", "the_loss", "known"),
        [
            (output(1, "sigmoid"), loss("mse"), targets(0, 1)),
            (output(1, "sigmoid"), loss("mse"), targets(0.1, 0.9)),
            (output(1, "sigmoid"), loss("mse"), targets()),
            (output(1, "tanh"), loss("mse"), targets(-1, 1)),
            (output(1, "relu"), loss("mse"), targets(0, inf)),
            (output(1, "relu"), loss("mse"), targets(highest=50)),
            (output(1, "elu"), loss("mse"), STANDARDISED),
            (output(1, "selu"), loss("mse"), STANDARDISED),
            (output(1, "linear"), loss("mse"), STANDARDISED),
            (output(1, "leaky_relu"), loss("mse"), STANDARDISED),
            (output(64, "sigmoid"), loss("mse"), labels("same_as_input")),
            (output(1, "sigmoid"), loss("mse"), labels("binary", highest=1)),
            (output(1, "sigmoid"), loss("mse"), UNKNOWN),
            (output(1, "sigmoid"), loss("mse"), ABSENT),
            (output(1, "sigmoid"), loss("bce"), STANDARDISED),
            (output(1, "tanh"), loss("hinge"), STANDARDISED),
            (output(1, "sigmoid"), CUSTOM, STANDARDISED),
            (CUSTOM, loss("mse"), STANDARDISED),
            (UNKNOWN, loss("mse"), STANDARDISED),
        ],
    )
    def test_is_silent(self, out, the_loss, known):
        assert said("CL106", head(out, the_loss, known)) == []


class TestSoftmaxWithRegressionLoss:
    def test_says_both_halves_and_where_they_stand(self):
        (problem,) = problems("CL108", head(output(4, "softmax"), loss("mae"), one_hot(4, made_by="eye")))
        assert problem.message == (
            "`mae` measures distances between numbers, "
            "but `softmax` and the labels from `eye` are about classes"
        )
        assert places(problem) == ["loss", "activation", "labels"]

    @pytest.mark.parametrize(
        ("spelled", "severity"),
        [("mse", "info"), ("huber", "info"), ("log_cosh", "info"), ("mae", "warning"), ("mape", "warning")],
    )
    @pytest.mark.parametrize("activation", ["softmax", "sigmoid"])
    def test_the_absolute_error_is_worse(self, activation, spelled, severity):
        found = said("CL108", head(output(3, activation), loss(spelled), one_hot(3)))
        assert [level for level, _ in found] == [severity]

    def test_class_ids_under_a_softmax_of_unknown_width(self):
        (problem,) = problems("CL108", head(output(None, "softmax"), loss("mse"), ids(5)))
        assert problem.advice == "Use `sparse_categorical_crossentropy`"

    @pytest.mark.parametrize(
        ("out", "the_loss", "known"),
        [
            (output(3, "softmax"), loss("mse"), UNKNOWN),
            (output(3, "softmax"), loss("mae"), labels("continuous")),
            (output(64, "sigmoid"), loss("mae"), labels("same_as_input")),
            (output(5, "sigmoid"), loss("mae"), labels("multi_hot", classes=5)),
            (output(1, "sigmoid"), loss("mae"), labels("binary", columns=0)),
            (output(3, "linear"), loss("mae"), one_hot(3)),
            (output(3, "softmax"), loss("categorical_crossentropy"), one_hot(3)),
            (output(3, "softmax"), loss("kl_divergence"), one_hot(3)),
            (output(3, "softmax"), CUSTOM, one_hot(3)),
            (CUSTOM, loss("mae"), one_hot(3)),
        ],
    )
    def test_is_silent(self, out, the_loss, known):
        assert said("CL108", head(out, the_loss, known)) == []


class TestProbabilitiesWithHingeLoss:
    @pytest.mark.parametrize("spelled", ["hinge", "squared_hinge", "SquaredHinge"])
    def test_says_both_halves_and_where_they_stand(self, spelled):
        (problem,) = problems("CL109", head(output(1, "sigmoid"), loss(spelled)))
        assert problem.message == (
            f"`{spelled}` expects outputs on both sides of 0, but `sigmoid` yields numbers from 0 to 1"
        )
        assert problem.severity.value == "error"
        assert places(problem) == ["loss", "activation"]

    @pytest.mark.parametrize("known", [labels("binary"), labels("plus_minus_one"), ABSENT])
    def test_holds_for_all_labels(self, known):
        assert len(said("CL109", head(output(1, "sigmoid"), loss("hinge"), known))) == 1

    @pytest.mark.parametrize(
        ("out", "the_loss"),
        [
            (output(1, "linear"), loss("hinge")),
            (output(1, "tanh"), loss("squared_hinge")),
            (output(1, "relu"), loss("hinge")),
            (output(3, "softmax"), loss("hinge")),
            (output(3, "softmax"), loss("categorical_hinge")),
            (output(3, "sigmoid"), loss("hinge")),
            (output(None, "sigmoid"), loss("hinge")),
            (output(1, "sigmoid"), loss("bce")),
            (output(1, "sigmoid"), CUSTOM),
            (CUSTOM, loss("hinge")),
            (UNKNOWN, loss("hinge")),
        ],
    )
    def test_is_silent(self, out, the_loss):
        assert said("CL109", head(out, the_loss)) == []


class TestUnboundedOutputWithPoissonLoss:
    def test_says_both_halves_and_where_they_stand(self):
        (problem,) = problems("CL110", head(output(1, "linear"), loss("poisson")))
        assert problem.message == (
            "`poisson` takes the logarithm of the output and can become NaN, "
            "but `Dense` without an activation yields negative numbers too"
        )
        assert problem.severity.value == "error"
        assert places(problem) == ["loss", "layer"]

    @pytest.mark.parametrize("activation", ["tanh", "elu", "leaky_relu", "log_softmax"])
    def test_names_an_activation_that_can_fall_below_0(self, activation):
        ((_, message),) = said("CL110", head(output(2, activation), loss("Poisson")))
        assert message.endswith(f"but `{activation}` yields negative numbers too")

    @pytest.mark.parametrize(
        ("out", "the_loss"),
        [
            (output(1, "exponential"), loss("poisson")),
            (output(1, "softplus"), loss("poisson")),
            (output(1, "relu"), loss("poisson")),
            (output(1, "sigmoid"), loss("poisson")),
            (output(3, "softmax"), loss("poisson")),
            (output(1, "linear"), loss("mse")),
            (output(1, "linear"), CUSTOM),
            (CUSTOM, loss("poisson")),
            (UNKNOWN, loss("poisson")),
        ],
    )
    def test_is_silent(self, out, the_loss):
        assert said("CL110", head(out, the_loss)) == []

    def test_is_silent_on_the_metric(self):
        assert said("CL110", head(output(1, "linear"), loss("mse"), UNKNOWN, metric("poisson"))) == []


class TestLimitedOutputForRegression:
    def test_says_both_halves_and_where_they_stand(self):
        (problem,) = problems("CL111", head(output(1, "relu"), loss("mse"), UNKNOWN))
        assert problem.message == (
            "`relu` yields only numbers from 0 upwards, but `mse` fits targets of any size"
        )
        assert problem.severity.value == "info"
        assert places(problem) == ["activation", "loss"]

    @pytest.mark.parametrize(
        "out", [output(1, "sigmoid"), output(1, "tanh"), output(3, "softmax"), output(1, "relu")]
    )
    @pytest.mark.parametrize("known", [UNKNOWN, ABSENT])
    def test_fires_on_the_usual_activations(self, known, out):
        assert len(said("CL111", head(out, loss("mae"), known, metric("mse")))) == 1

    @pytest.mark.parametrize(
        ("out", "the_loss", "known", "the_metric"),
        [
            (output(1, "relu"), loss("mse"), labels("continuous"), metric("mae")),
            (output(1, "sigmoid"), loss("mse"), labels("binary"), metric("mae")),
            (output(1, "sigmoid"), loss("mse"), UNKNOWN, metric("accuracy")),
            (output(3, "softmax"), loss("mse"), UNKNOWN, metric("acc")),
            (output(784, "sigmoid"), loss("mse"), UNKNOWN, metric("mae")),
            (output(6, "tanh"), loss("mse"), UNKNOWN, metric("mae")),
            (output(None, "tanh"), loss("mse"), UNKNOWN, metric("mae")),
            (output(1, "sigmoid", after=(reshaped(),)), loss("mse"), UNKNOWN, metric("mae")),
            (output(1, "linear"), loss("mse"), UNKNOWN, metric("mae")),
            (output(1, "softplus"), loss("mse"), UNKNOWN, metric("mae")),
            (output(1, "exponential"), loss("mse"), UNKNOWN, metric("mae")),
            (output(1, "softmax", axis_size=24), loss("mse"), UNKNOWN, metric("mae")),
            (output(1, "sigmoid"), loss("bce"), UNKNOWN, metric("mae")),
            (output(1, "sigmoid"), CUSTOM, UNKNOWN, metric("mae")),
            (CUSTOM, loss("mse"), UNKNOWN, metric("mae")),
        ],
    )
    def test_is_silent(self, out, the_loss, known, the_metric):
        assert said("CL111", head(out, the_loss, known, the_metric)) == []

    def test_is_silent_on_parts_of_other_models(self):
        judged = head(output(1, "sigmoid"), loss("mse"), ABSENT)
        assert said("CL111", judged, feeds_other_model=True) == []
