"""CL801 to CL805 and CL901 to CL904: uses of predictions, and the order of events."""

from __future__ import annotations

import pytest
from builders import CUSTOM, UNKNOWN, at, head, loss, output, places, problems, said

from compile_lint.model import ClassWeight, Fit, LayerChange, TrainableChange, Use, UseKind

SIGMOID = head(output(1, "sigmoid"), loss("binary_crossentropy"))
SOFTMAX = head(output(3, "softmax"), loss("sparse_categorical_crossentropy"))
LOGIT = head(output(1, "linear"), loss("BinaryCrossentropy", True))
FIT = Fit(at("fit"), "fit")


def use(kind, detail="", **more):
    return (Use(kind, at("use"), detail, **more),)


class TestUses:
    @pytest.mark.parametrize(
        ("code", "judged", "kind", "detail", "message"),
        [
            (
                "CL801",
                SIGMOID,
                UseKind.ARGMAX_LAST,
                "",
                "`argmax` picks the largest of several values, but the model predicts only one",
            ),
            (
                "CL802",
                LOGIT,
                UseKind.HALF,
                "",
                "0.5 divides probabilities, but the model predicts logits, which 0 divides",
            ),
            (
                "CL803",
                SOFTMAX,
                UseKind.SCORES_AS_CLASSES,
                "f1_score",
                "`f1_score` compares class ids, but it is given the raw predictions of the model",
            ),
            (
                "CL804",
                SIGMOID,
                UseKind.CLASSES_AS_SCORES,
                "roc_auc_score",
                "`roc_auc_score` needs scores, but it is given classes made of the predictions",
            ),
            (
                "CL805",
                SIGMOID,
                UseKind.REMOVED_METHOD,
                "predict_classes",
                "`predict_classes` is called on a Keras model, but models lost it with TensorFlow 2.6",
            ),
        ],
    )
    def test_says_both_halves(self, code, judged, kind, detail, message):
        (problem,) = problems(code, judged, uses=use(kind, detail))
        assert problem.message == message
        assert problem.at.node == "use"
        assert len(problem.because) >= 1
        (problem,) = problems(code, judged, uses=use(kind, detail, is_by_default=False))
        assert problem.is_possible

    @pytest.mark.parametrize(
        ("code", "heads", "kind"),
        [
            ("CL801", (SOFTMAX,), UseKind.ARGMAX_LAST),
            ("CL801", (SIGMOID, SIGMOID), UseKind.ARGMAX_LAST),
            ("CL801", (SIGMOID,), UseKind.ARGMAX_SECOND),
            ("CL801", (head(output(None, "sigmoid")),), UseKind.ARGMAX_LAST),
            ("CL802", (SIGMOID,), UseKind.HALF),
            ("CL802", (head(output(1, "linear"), loss("mse")),), UseKind.HALF),
            ("CL802", (head(output(1, "linear"), UNKNOWN),), UseKind.HALF),
            ("CL803", (head(CUSTOM, UNKNOWN),), UseKind.SCORES_AS_CLASSES),
            ("CL803", (head(UNKNOWN, UNKNOWN),), UseKind.SCORES_AS_CLASSES),
            ("CL804", (head(UNKNOWN, UNKNOWN),), UseKind.CLASSES_AS_SCORES),
            ("CL804", (SIGMOID,), UseKind.HALF),
        ],
    )
    def test_is_silent(self, code, heads, kind):
        assert said(code, *heads, uses=use(kind)) == []

    def test_axis_1_is_the_last_one_of_rows(self):
        second = use(UseKind.ARGMAX_SECOND)
        assert len(said("CL801", SIGMOID, uses=second, output_axes=2)) == 1
        assert said("CL801", SIGMOID, uses=second, output_axes=3) == []


class TestTrainableChanged:
    def found(self, *, is_after_training, **more):
        change = TrainableChange(at("write"), True, is_after_training)
        return problems("CL901", SIGMOID, fit=FIT, trainable_changes=(change,), **more)

    def test_says_both_halves(self):
        (problem,) = self.found(is_after_training=True)
        assert problem.message == (
            "`trainable` becomes True after `compile`, without effect until the next `compile` "
            "(on JAX an error), but `fit` follows"
        )
        assert problem.severity.value == "warning"
        assert places(problem) == ["write", "site", "fit"]

    @pytest.mark.parametrize(
        ("at_hand", "effect"),
        [
            ({"keras": "tf_keras"}, "`, without effect until the next `compile`, but"),
            ({"keras": "keras3", "backend": "tensorflow"}, "`, without effect until the next `compile`, but"),
            ({"keras": "keras3", "backend": "jax"}, "`, which raises on JAX until the next `compile`, but"),
        ],
    )
    def test_says_what_the_keras_at_hand_does(self, at_hand, effect):
        (problem,) = self.found(is_after_training=True, **at_hand)
        assert effect in problem.message

    def test_before_the_first_step_it_is_a_matter_of_tf_keras(self):
        (problem,) = self.found(is_after_training=False)
        assert "until the next `compile` in tf_keras" in problem.message
        assert self.found(is_after_training=False, keras="keras3") == []
        assert len(self.found(is_after_training=False, keras="tf_keras")) == 1

    def test_is_silent(self):
        assert said("CL901", SIGMOID, fit=FIT) == []


class TestFitWithoutCompile:
    def test_says_both_halves(self):
        (problem,) = problems("CL902", fit=FIT, is_compiled=False, model_origin=at("model"))
        assert problem.message == "`fit` needs a compiled model, but this one was never compiled"
        assert places(problem) == ["fit", "model"]

    def test_is_silent(self):
        assert said("CL902", SIGMOID, fit=FIT) == []
        assert said("CL902", SIGMOID) == []


class TestLayerAddedAfterTraining:
    @pytest.mark.parametrize(("method", "words"), [("add", "added to"), ("pop", "taken from")])
    def test_says_both_halves(self, method, words):
        change = LayerChange(at(method), method, at("first fit"))
        (problem,) = problems("CL903", SIGMOID, fit=FIT, layer_changes=(change,))
        assert problem.message == (
            f"A layer is {words} a model that is trained already, but `fit` follows without compiling again"
        )
        assert places(problem) == [method, "first fit", "fit"]

    def test_several_changes_are_one_fault(self):
        changes = tuple(LayerChange(at(method), method, at("first fit")) for method in ("pop", "add"))
        assert len(said("CL903", SIGMOID, fit=FIT, layer_changes=changes)) == 1

    def test_is_silent(self):
        assert said("CL903", SIGMOID, fit=FIT) == []


class TestClassWeightMisuse:
    def given(self, *heads, keras="any", **weight):
        fit = Fit(at("fit"), "fit", class_weight=ClassWeight(at("class_weight"), **weight))
        return [message for _, message in said("CL904", *(heads or (SIGMOID,)), fit=fit, keras=keras)]

    @pytest.mark.parametrize(
        ("weight", "ending"),
        [
            ({"word": "balanced"}, 'but "balanced" is a word'),
            ({"is_sequence": True}, "but a sequence is given"),
            ({"keys": ("0", "1")}, "text: Keras 3 then ignores the weights and tf_keras raises"),
        ],
    )
    def test_says_both_halves(self, weight, ending):
        (message,) = self.given(**weight)
        assert message.startswith("`class_weight` must be a dict from class ids to weights, ")
        assert message.endswith(ending)

    def test_takes_one_output_only(self):
        (message,) = self.given(SIGMOID, SIGMOID, keys=(0, 1))
        assert message == "`class_weight` is for a model with one output, but this one has 2"

    @pytest.mark.parametrize("weight", [{"keys": (0, 1)}, {"keys": ()}, {"keys": (0, "other")}, {}])
    def test_is_silent(self, weight):
        assert self.given(**weight) == []

    def test_is_silent_without_weights(self):
        assert said("CL904", SIGMOID, fit=FIT) == []
