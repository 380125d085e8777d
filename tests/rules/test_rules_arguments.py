"""CL601 to CL608: arguments that Keras does not take."""

from __future__ import annotations

import pytest
from builders import ABSENT, CUSTOM, UNKNOWN, at, head, loss, optimizer, output, places, problems, said

from compile_lint.model import Unidentified


def unidentified(text, **more):
    return Unidentified(text, at("loss"), **more)


class TestUnknownLoss:
    def test_says_both_halves(self):
        (problem,) = problems("CL601", head(UNKNOWN, unidentified("rmse")))
        assert problem.message == "`loss` expects the name of a loss, but Keras knows none named `rmse`"
        assert problem.severity.value == "error"
        assert problem.advice == "Use a loss that Keras knows"
        assert places(problem) == ["loss"]

    def test_advises_the_one_close_name(self):
        meant = unidentified("binary_cross_entropy", suggestion="binary_crossentropy")
        (problem,) = problems("CL601", head(UNKNOWN, meant))
        assert problem.advice == "Use `binary_crossentropy`"

    @pytest.mark.parametrize(
        "the_loss",
        [
            unidentified("accuracy", is_metric=True),
            unidentified("Dense", is_string=False),
            loss("mse"),
            CUSTOM,
            UNKNOWN,
            ABSENT,
        ],
    )
    def test_is_silent(self, the_loss):
        assert said("CL601", head(output(1, "linear"), the_loss)) == []

    def test_is_silent_on_a_part_that_is_never_fit(self):
        assert said("CL601", head(UNKNOWN, unidentified("rmse")), feeds_other_model=True) == []


class TestMetricAsLoss:
    def test_says_both_halves_of_a_name(self):
        (problem,) = problems("CL604", head(UNKNOWN, unidentified("accuracy", is_metric=True)))
        assert problem.message == (
            "`loss` expects a function to minimise, but `accuracy` is the name of a metric"
        )
        assert problem.severity.value == "error"
        assert places(problem) == ["loss"]

    def test_says_both_halves_of_an_object(self):
        judged = head(UNKNOWN, unidentified("AUC", is_metric=True, is_string=False))
        assert said("CL604", judged) == [
            ("error", "`loss` expects a function to minimise, but `AUC` is a metric, without gradients")
        ]

    @pytest.mark.parametrize(
        "the_loss",
        [unidentified("rmse"), unidentified("Dense", is_string=False), loss("mse"), CUSTOM, UNKNOWN, ABSENT],
    )
    def test_is_silent(self, the_loss):
        assert said("CL604", head(output(1, "linear"), the_loss)) == []


class TestRemovedArgument:
    def test_says_both_halves(self):
        (problem,) = problems("CL608", optimizer=optimizer("Adam", lr=0.003))
        assert problem.message == "`Adam` is given `lr`, but Keras 3 raises on it and tf_keras ignores it"
        assert problem.severity.value == "error"
        assert problem.advice == "Use `learning_rate`"
        assert places(problem) == ["lr"]

    @pytest.mark.parametrize(
        ("keras", "argument", "effect"),
        [
            ("keras3", "lr", "Keras 3 raises on it"),
            ("tf_keras", "lr", "tf_keras ignores it"),
            ("any", "decay", "Keras 3 ignores it and tf_keras raises on it"),
            ("keras3", "decay", "Keras 3 ignores it"),
            ("tf_keras", "decay", "tf_keras raises on it"),
        ],
    )
    def test_says_what_the_keras_at_hand_does(self, keras, argument, effect):
        given = optimizer("SGD", learning_rate=0.1, **{argument: ...})
        assert said("CL608", optimizer=given, keras=keras) == [
            ("error", f"`SGD` is given `{argument}`, but {effect}")
        ]

    def test_every_argument_is_named(self):
        given = optimizer("SGD", lr=0.1, momentum=0.9, decay=1e-6)
        assert [problem.at.node for problem in problems("CL608", optimizer=given)] == ["lr", "decay"]

    @pytest.mark.parametrize("keras", ["any", "keras3"])
    def test_legacy_optimizers_are_gone(self, keras):
        assert said("CL608", optimizer=optimizer("Adam", is_legacy=True, lr=0.1), keras=keras) == [
            ("error", "`Adam` here is a legacy optimizer, but Keras 3 takes none of these")
        ]

    def test_compile_has_removed_arguments_too(self):
        given = (("sample_weight_mode", at("mode")), ("class_weight", at("weight")))
        (problem,) = problems("CL608", other_arguments=given)
        assert problem.message == (
            "`compile` is given `sample_weight_mode`, but Keras 3 raises on it and tf_keras ignores it"
        )
        assert places(problem) == ["mode"]

    @pytest.mark.parametrize(
        ("keras", "severity", "effect"),
        [("keras3", "error", "Keras 3 raises on it"), ("tf_keras", "warning", "tf_keras ignores it")],
    )
    def test_what_compile_ignores_does_no_harm(self, keras, severity, effect):
        given = (("sample_weight_mode", at("mode")),)
        assert said("CL608", other_arguments=given, keras=keras) == [
            (severity, f"`compile` is given `sample_weight_mode`, but {effect}")
        ]

    @pytest.mark.parametrize(
        "given",
        [
            optimizer("Adam", learning_rate=0.1, weight_decay=0.01, beta_1=0.8),
            optimizer("SGD", momentum=0.9, nesterov=True),
            optimizer("Adam"),
            ABSENT,
            CUSTOM,
            UNKNOWN,
        ],
    )
    @pytest.mark.parametrize("keras", ["any", "keras3", "tf_keras"])
    def test_is_silent(self, given, keras):
        assert said("CL608", optimizer=given, keras=keras) == []

    def test_is_silent_on_what_tf_keras_still_takes(self):
        legacy = optimizer("Adam", is_legacy=True, lr=0.1, decay=1e-6)
        assert said("CL608", optimizer=legacy, keras="tf_keras") == []
