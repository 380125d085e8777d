"""CL602 to CL615: names that Keras does not know, and arguments of compile in the wrong form."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import (
    ABSENT,
    CUSTOM,
    UNKNOWN,
    at,
    head,
    loss,
    metric,
    optimizer,
    options,
    output,
    places,
    problems,
    said,
)

from compile_lint.model import (
    ActivationName,
    Argument,
    Content,
    Entry,
    Fit,
    Form,
    Known,
    OutputName,
    Unidentified,
)

EVERY_KERAS = ("any", "keras3", "tf_keras")
METRIC, NUMBER, NOTHING, SEVERAL, OTHER = Content


def argument(name, form, *contents, position=None, is_open=False):
    entries = tuple(Entry(content, at(f"{name}[{index}]")) for index, content in enumerate(contents))
    return Argument(name, position, Form(form), at(name or "argument"), entries, is_open)


def mapping(name, *keys):
    entries = tuple(Entry(Content.METRIC, at(key), key) for key in keys)
    return Argument(name, None, Form.MAPPING, at(name), entries)


def as_string(slot):
    return Known(replace(slot.value, is_string=True))


def with_option(name, **given):
    return Known(replace(loss(name).value, options=options(**given)))


def as_class(slot):
    return Known(replace(slot.value, is_class=True))


class TestUnknownMetric:
    def test_says_both_halves(self):
        (problem,) = problems("CL602", head(UNKNOWN, UNKNOWN, UNKNOWN, Unidentified("f1", at("f1"))))
        assert problem.message == "`metrics` expects names of metrics, but Keras knows none named `f1`"
        assert problem.severity.value == "error"
        assert places(problem) == ["f1"]

    def test_advises_the_one_close_name(self):
        meant = Unidentified("recal", at("recal"), suggestion="Recall")
        (problem,) = problems("CL602", head(UNKNOWN, UNKNOWN, UNKNOWN, meant))
        assert problem.advice == "Use `Recall`"

    def test_names_of_one_keras_alone_are_unknown_to_the_other(self):
        judged = head(UNKNOWN, UNKNOWN, UNKNOWN, metric("recall"))
        assert [said("CL602", judged, keras=keras) for keras in EVERY_KERAS] == [
            [],
            [],
            [("error", "`metrics` expects names of metrics, but tf_keras knows none named `recall`")],
        ]

    @pytest.mark.parametrize("keras", EVERY_KERAS)
    @pytest.mark.parametrize("given", [metric("mae"), metric("accuracy"), metric("F1Score"), CUSTOM, UNKNOWN])
    def test_is_silent(self, given, keras):
        assert said("CL602", head(UNKNOWN, UNKNOWN, UNKNOWN, given), keras=keras) == []


class TestUnknownOptimizer:
    def test_says_both_halves(self):
        (problem,) = problems("CL603", optimizer=Unidentified("adma", at("adma"), suggestion="adam"))
        assert problem.message == (
            "`optimizer` expects the name of an optimizer, but Keras knows none named `adma`"
        )
        assert problem.advice == "Use `adam`"
        assert places(problem) == ["adma"]

    def test_names_of_keras3_are_unknown_to_tf_keras(self):
        lion = as_string(optimizer("Lion"))
        assert [len(said("CL603", optimizer=lion, keras=keras)) for keras in EVERY_KERAS] == [0, 0, 1]

    @pytest.mark.parametrize("keras", EVERY_KERAS)
    @pytest.mark.parametrize(
        "given", [optimizer("Lion"), as_string(optimizer("Adam")), CUSTOM, UNKNOWN, ABSENT]
    )
    def test_is_silent(self, given, keras):
        assert said("CL603", optimizer=given, keras=keras) == []


def called(*names):
    return tuple(OutputName(name) for name in names)


MADE_UP = (OutputName("dense", is_made_up=True), *called("price"), OutputName("dense", is_made_up=True))


class TestUnknownOutputName:
    def test_says_both_halves(self):
        given = (mapping("loss", "price", "is_sold"),)
        (problem,) = problems("CL606", arguments=given, output_names=called("price", "sold"))
        assert problem.message == (
            "`loss` has an entry for `is_sold`, but the outputs of the model are `price` and `sold`"
        )
        assert problem.severity.value == "error"
        assert places(problem) == ["is_sold"]

    @pytest.mark.parametrize(
        ("name", "keras", "severity"),
        [
            ("loss", "any", "error"),
            ("metrics", "any", "warning"),
            ("metrics", "tf_keras", "error"),
            ("loss_weights", "keras3", "warning"),
        ],
    )
    def test_keras3_overlooks_names_beside_a_single_output(self, name, keras, severity):
        assert said(
            "CL606", arguments=(mapping(name, "wrong"),), output_names=called("out"), keras=keras
        ) == [(severity, f"`{name}` has an entry for `wrong`, but the output of the model is `out`")]

    def test_names_that_keras_makes_up_begin_like_the_layer(self):
        names = "`price` and `dense` with a number or without"
        assert said("CL606", arguments=(mapping("loss", "sold"),), output_names=MADE_UP) == [
            ("error", f"`loss` has an entry for `sold`, but the outputs of the model are {names}")
        ]

    @pytest.mark.parametrize("key", ["dense", "dense_12", "price"])
    def test_a_name_that_keras_may_have_made_up_is_one(self, key):
        assert said("CL606", arguments=(mapping("loss", key),), output_names=MADE_UP) == []

    @pytest.mark.parametrize("key", ["dense_", "dense_a", "price_1", "dense1"])
    def test_a_name_that_only_looks_like_it_is_none(self, key):
        assert len(said("CL606", arguments=(mapping("loss", key),), output_names=MADE_UP)) == 1

    @pytest.mark.parametrize(
        ("given", "more"),
        [
            (mapping("loss", "a"), {"output_names": None}),
            (mapping("loss", "a", "b"), {"output_names": called("a", "b")}),
            (mapping("metrics", "b"), {"output_names": called("a", "b")}),
            (argument("loss", "sequence", METRIC), {"output_names": called("a")}),
            (mapping("loss", "c"), {"output_names": called("a"), "has_own_training": True}),
            (mapping("loss", "c"), {"output_names": called("a"), "feeds_other_model": True}),
        ],
    )
    def test_is_silent(self, given, more):
        assert said("CL606", arguments=(given,), **more) == []


class TestOutputCountMismatch:
    @pytest.mark.parametrize("keras", EVERY_KERAS)
    def test_says_both_halves(self, keras):
        given = argument("loss", "sequence", METRIC, METRIC)
        (problem,) = problems("CL607", arguments=(given,), output_count=1, keras=keras)
        assert problem.message == "`loss` is a list of 2 losses, but the model has 1 output"
        assert places(problem) == ["loss"]

    def test_tf_keras_gives_flat_metrics_to_every_output(self):
        flat = argument("metrics", "sequence", METRIC)
        nested = argument("metrics", "sequence", SEVERAL)
        found = [
            len(said("CL607", arguments=(one,), output_count=2, keras=keras))
            for one in (flat, nested)
            for keras in EVERY_KERAS
        ]
        assert found == [1, 1, 0, 1, 1, 1]

    def test_weights_are_counted_against_losses(self):
        given = (argument("loss", "single", METRIC), argument("loss_weights", "sequence", NUMBER, NUMBER))
        message = (
            "Keras 3 expects a weight for each loss, and there is 1 loss, but `loss_weights` has 2 entries"
        )
        assert said("CL607", arguments=given, output_count=2) == [("error", message)]
        assert said("CL607", arguments=given, output_count=2, keras="tf_keras") == []

    @pytest.mark.parametrize(
        "given",
        [
            (argument("loss", "single", METRIC),),
            (argument("loss", "sequence", METRIC, METRIC),),
            (argument("loss", "sequence", METRIC, is_open=True),),
            (argument("metrics", "sequence"),),
            (argument("metrics", "sequence", SEVERAL, NOTHING),),
            (argument("loss_weights", "sequence", NUMBER),),
            (mapping("loss", "a", "b"), argument("loss_weights", "sequence", NUMBER, NUMBER)),
            (argument(None, "sequence", NUMBER, position=2),),
        ],
    )
    @pytest.mark.parametrize("keras", EVERY_KERAS)
    def test_is_silent(self, given, keras):
        assert said("CL607", arguments=given, output_count=2, keras=keras) == []

    def test_is_silent_where_the_outputs_are_not_known(self):
        assert said("CL607", arguments=(argument("loss", "sequence", METRIC),), output_count=None) == []

    def test_metrics_of_one_output_may_be_many(self):
        given = argument("metrics", "sequence", METRIC, METRIC, METRIC)
        assert said("CL607", arguments=(given,), output_count=1) == []


class TestMissingLoss:
    FIT = Fit(at("fit"), "fit")

    def test_says_both_halves(self):
        (problem,) = problems("CL609", head(UNKNOWN, ABSENT), fit=self.FIT, may_add_losses=False)
        assert problem.message == "`fit` expects a loss to minimise, but `compile` is given none"
        assert places(problem) == ["site", "fit"]

    @pytest.mark.parametrize(
        ("heads", "more"),
        [
            ((head(UNKNOWN, ABSENT),), {"fit": None, "may_add_losses": False}),
            ((head(UNKNOWN, ABSENT),), {"may_add_losses": True}),
            ((head(UNKNOWN, ABSENT),), {"may_add_losses": False, "has_own_training": True}),
            ((head(UNKNOWN, UNKNOWN),), {"may_add_losses": False}),
            ((head(UNKNOWN, loss("mse")), head(UNKNOWN, ABSENT)), {"may_add_losses": False}),
            ((), {"may_add_losses": False}),
        ],
    )
    def test_is_silent(self, heads, more):
        assert said("CL609", *heads, **{"fit": self.FIT, **more}) == []


class TestBareMetrics:
    @pytest.mark.parametrize("name", ["metrics", "weighted_metrics"])
    def test_says_both_halves(self, name):
        (problem,) = problems("CL610", arguments=(argument(name, "single", METRIC),))
        assert problem.message == (
            f"Keras 3 expects a list, tuple or dict as `{name}`, but this is one metric"
        )
        assert places(problem) == [name]

    @pytest.mark.parametrize(
        ("given", "keras"),
        [
            (argument("metrics", "single", METRIC), "tf_keras"),
            (argument("metrics", "single", OTHER), "any"),
            (argument("metrics", "sequence", METRIC), "any"),
            (argument("loss", "single", METRIC), "any"),
            (argument(None, "single", METRIC, position=2), "any"),
        ],
    )
    def test_is_silent(self, given, keras):
        assert said("CL610", arguments=(given,), keras=keras) == []


class TestPositionalMetrics:
    def test_says_both_halves(self):
        (problem,) = problems("CL611", arguments=(argument(None, "sequence", METRIC, position=2),))
        assert problem.message == (
            "argument 3 of `compile` is `loss_weights` in Keras 3, but this looks like `metrics`"
        )
        assert problem.advice == "Write `metrics=`"

    @pytest.mark.parametrize(
        ("content", "position", "expected"),
        [
            (METRIC, 2, [1, 1, 0]),
            (SEVERAL, 2, [1, 1, 0]),
            (METRIC, 3, [0, 0, 1]),
            (METRIC, 4, [0, 0, 0]),
            (NUMBER, 2, [0, 0, 1]),
            (NUMBER, 3, [0, 1, 0]),
            (OTHER, 2, [0, 0, 0]),
            (NOTHING, 2, [0, 0, 0]),
        ],
    )
    def test_depends_on_the_order_of_the_keras_at_hand(self, content, position, expected):
        given = argument(None, "sequence", content, position=position)
        assert [len(said("CL611", arguments=(given,), keras=keras)) for keras in EVERY_KERAS] == expected


class TestUnknownCompileArgument:
    @pytest.mark.parametrize(
        ("name", "advice"),
        [
            ("metric", "Use `metrics`"),
            ("losses", "Use `loss`"),
            ("optimiser", "Use `optimizer`"),
            ("class_weight", "Give `class_weight` to `fit`"),
            ("lr", "Give `learning_rate` to the optimizer"),
            ("verbosity", "Remove `verbosity`"),
        ],
    )
    def test_says_both_halves(self, name, advice):
        (problem,) = problems("CL612", other_arguments=((name, at(name)),))
        assert problem.message == f"`compile` is given `{name}`, but it takes no argument of that name"
        assert problem.advice == advice
        assert places(problem) == [name]

    @pytest.mark.parametrize(
        ("name", "expected"), [("sample_weight_mode", [0, 0, 0]), ("pss_evaluation_shards", [0, 1, 0])]
    )
    def test_leaves_arguments_to_the_keras_that_takes_them(self, name, expected):
        given = ((name, at(name)),)
        assert [len(said("CL612", other_arguments=given, keras=keras)) for keras in EVERY_KERAS] == expected


class TestWrongLossArgument:
    def test_says_both_halves(self):
        judged = head(UNKNOWN, loss("SparseCategoricalCrossentropy", label_smoothing=0.1))
        (problem,) = problems("CL613", judged)
        assert problem.message == (
            "`SparseCategoricalCrossentropy` is given `label_smoothing`, but it has no such option"
        )
        assert places(problem) == ["label_smoothing"]

    def test_a_number_is_no_from_logits(self):
        judged = head(UNKNOWN, with_option("CategoricalCrossentropy", from_logits=0.1))
        assert said("CL613", judged) == [
            ("error", "`CategoricalCrossentropy` reads `0.1` as `from_logits`, which is true or false")
        ]

    def test_a_function_needs_data(self):
        called = Unidentified("binary_crossentropy", at("call"), is_string=False, lacks_data=True)
        assert said("CL613", head(UNKNOWN, called)) == [
            ("error", "`binary_crossentropy` expects labels and predictions, but is called without them")
        ]

    @pytest.mark.parametrize("keras", EVERY_KERAS)
    @pytest.mark.parametrize(
        "given",
        [
            with_option("CategoricalCrossentropy", from_logits=True, label_smoothing=0.1),
            with_option("CategoricalCrossentropy", from_logits=...),
            with_option("BinaryCrossentropy", from_logits=1),
            loss("Huber", delta=2.0, name="robust"),
            loss("mse"),
            Unidentified("rmse", at("loss")),
            CUSTOM,
            UNKNOWN,
            ABSENT,
        ],
    )
    def test_is_silent(self, given, keras):
        assert said("CL613", head(UNKNOWN, given), keras=keras) == []


class TestUnknownActivation:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("rellu", ["Keras", "Keras 3", "tf_keras"]),
            ("ReLU", ["Keras 3", "Keras 3", None]),
            ("hard_swish", [None, None, "tf_keras"]),
            ("relu", [None, None, None]),
        ],
    )
    def test_says_which_keras_does_not_know_it(self, text, expected):
        given = (ActivationName(text, "Dense", at(text)),)
        for keras, who in zip(EVERY_KERAS, expected, strict=True):
            message = f"`Dense` expects the name of an activation, but {who} knows none named `{text}`"
            assert said("CL614", odd_activations=given, keras=keras) == ([("error", message)] if who else [])

    def test_advises_the_one_close_name(self):
        given = (ActivationName("Relu", "Conv2D", at("Relu"), "relu"),)
        (problem,) = problems("CL614", odd_activations=given)
        assert problem.advice == "Use `relu`"


class TestClassInsteadOfInstance:
    @pytest.mark.parametrize("keras", EVERY_KERAS)
    def test_no_keras_calls_an_optimizer_class(self, keras):
        (problem,) = problems("CL615", optimizer=as_class(optimizer("Adam")), keras=keras)
        assert problem.message == "`optimizer` expects an optimizer, but `Adam` is the class, not called"
        assert problem.severity.value == "error"

    @pytest.mark.parametrize(
        "judged",
        [
            head(UNKNOWN, as_class(loss("Huber"))),
            head(UNKNOWN, UNKNOWN, UNKNOWN, as_class(metric("AUC"))),
        ],
    )
    def test_keras3_calls_loss_and_metric_classes(self, judged):
        found = [[severity for severity, _ in said("CL615", judged, keras=keras)] for keras in EVERY_KERAS]
        assert found == [["warning"], [], ["error"]]

    @pytest.mark.parametrize("keras", EVERY_KERAS)
    def test_is_silent(self, keras):
        judged = head(output(1, "linear"), loss("Huber"), UNKNOWN, metric("AUC"), CUSTOM, UNKNOWN)
        assert said("CL615", judged, optimizer=optimizer("Adam"), keras=keras) == []
