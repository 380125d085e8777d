"""CL206 to CL208: which numbers the labels are."""

from __future__ import annotations

from math import inf

import pytest
from builders import (
    ABSENT,
    CUSTOM,
    UNKNOWN,
    at,
    head,
    ids,
    labels,
    loss,
    one_hot,
    output,
    places,
    problems,
    said,
)

SIGMOID = output(1, "sigmoid")
SPARSE = loss("sparse_categorical_crossentropy")


def scaled(**known):
    return ids(is_scaled=True, scaled_origin=at("scaled"), **known)


class TestLabelsOutsideUnitInterval:
    def test_says_both_halves_and_where_they_stand(self):
        known = labels("integer", "randint", classes=3, lowest=0, highest=2)
        (problem,) = problems("CL206", head(SIGMOID, loss("bce"), known))
        assert problem.message == "`bce` expects labels from 0 to 1, but the labels from `randint` go up to 2"
        assert problem.severity.value == "error"
        assert places(problem) == ["loss", "labels"]

    @pytest.mark.parametrize(
        ("known", "words"),
        [
            (labels("plus_minus_one"), "are -1 and 1"),
            (ids(2, lowest=1, highest=2), "go up to 2"),
            (ids(2, lowest=0, highest=255), "go up to 255"),
            (ids(3, lowest=-1, highest=1), "go down to -1"),
            (ids(5), "hold 5 classes"),
            (labels("continuous", lowest=5, highest=50), "go up to 50"),
            (labels("continuous", lowest=-inf, highest=inf), "have no lower bound"),
            (labels("continuous", lowest=0, highest=inf), "have no upper bound"),
        ],
    )
    @pytest.mark.parametrize("the_loss", [loss("binary_crossentropy"), loss("BinaryFocalCrossentropy", True)])
    def test_names_what_lies_outside(self, the_loss, known, words):
        ((_, message),) = said("CL206", head(SIGMOID, the_loss, known))
        assert message.endswith(f"but the labels {words}")

    def test_needs_no_known_output(self):
        assert len(said("CL206", head(CUSTOM, loss("bce"), ids(4)))) == 1

    @pytest.mark.parametrize(
        "known",
        [
            labels("binary", classes=2, lowest=0, highest=1),
            labels("binary"),
            ids(2),
            ids(),
            ids(1, lowest=0, highest=0),
            labels("multi_hot", classes=5, lowest=0, highest=1),
            one_hot(4),
            labels("same_as_input"),
            labels("continuous"),
            labels("continuous", lowest=0, highest=1),
            labels("continuous", lowest=0.7, highest=1.2),
            labels("continuous", lowest=-0.3, highest=0.3),
            scaled(classes=5, lowest=0, highest=1),
            UNKNOWN,
            CUSTOM,
            ABSENT,
        ],
    )
    def test_is_silent_on_labels_that_fit_or_are_not_known(self, known):
        assert said("CL206", head(SIGMOID, loss("bce"), known)) == []

    @pytest.mark.parametrize("the_loss", [loss("mse"), loss("hinge"), SPARSE, CUSTOM, UNKNOWN, ABSENT])
    def test_is_silent_on_other_losses(self, the_loss):
        assert said("CL206", head(SIGMOID, the_loss, ids(3, lowest=0, highest=2))) == []


class TestScaledClassLabels:
    def test_says_both_halves_and_where_they_stand(self):
        known = labels("integer", "mnist.load_data()", classes=10, is_scaled=True, scaled_origin=at("scaled"))
        (problem,) = problems("CL207", head(output(10, "softmax"), SPARSE, known))
        assert problem.message == (
            "`sparse_categorical_crossentropy` expects class labels, "
            "but the labels from `mnist.load_data()` are scaled here"
        )
        assert problem.severity.value == "error"
        assert places(problem) == ["scaled", "labels", "loss"]

    @pytest.mark.parametrize(
        "the_loss", [SPARSE, loss("categorical_crossentropy"), loss("kl_divergence"), loss("hinge")]
    )
    def test_holds_for_classification(self, the_loss):
        assert len(said("CL207", head(output(5, "softmax"), the_loss, scaled(classes=5)))) == 1

    def test_binary_crossentropy_beyond_its_interval(self):
        assert len(said("CL207", head(SIGMOID, loss("bce"), scaled(classes=9, lowest=0, highest=4)))) == 1

    @pytest.mark.parametrize(
        ("the_loss", "known"),
        [
            (SPARSE, ids(10)),
            (SPARSE, labels("binary")),
            (SPARSE, UNKNOWN),
            (loss("mse"), scaled(classes=10)),
            (loss("huber"), scaled(classes=10)),
            (loss("poisson"), scaled(classes=10)),
            (loss("bce"), scaled(classes=5, lowest=0, highest=1)),
            (loss("bce"), scaled(classes=5)),
            (CUSTOM, scaled(classes=10)),
            (UNKNOWN, scaled(classes=10)),
        ],
    )
    def test_is_silent(self, the_loss, known):
        assert said("CL207", head(output(10, "softmax"), the_loss, known)) == []


class TestSparseLabelOutOfRange:
    def test_says_both_halves_and_where_they_stand(self):
        known = labels("integer", "randint", classes=5, lowest=1, highest=5)
        (problem,) = problems("CL208", head(output(5, "softmax"), SPARSE, known))
        assert problem.message == (
            "`sparse_categorical_crossentropy` counts the 5 units from 0, "
            "but the labels from `randint` hold class ids from 1 to 5"
        )
        assert problem.severity.value == "error"
        assert places(problem) == ["loss", "labels", "units"]

    @pytest.mark.parametrize(
        ("units", "known", "words"),
        [
            (7, ids(7, lowest=1, highest=7), "hold class ids from 1 to 7"),
            (3, ids(2, lowest=2, highest=3), "hold class ids from 2 to 3"),
            (3, ids(4, lowest=-1, highest=2), "hold negative class ids, from -1"),
            (2, labels("plus_minus_one"), "are -1 and 1"),
        ],
    )
    def test_names_the_ids(self, units, known, words):
        ((_, message),) = said("CL208", head(output(units, "linear"), SPARSE, known))
        assert message.endswith(f"but the labels {words}")

    @pytest.mark.parametrize(
        ("out", "the_loss", "known"),
        [
            (output(5, "softmax"), SPARSE, ids(5, lowest=0, highest=4)),
            (output(6, "softmax"), SPARSE, ids(5, lowest=1, highest=5)),
            (output(5, "softmax"), SPARSE, ids(5)),
            (output(5, "softmax"), SPARSE, ids()),
            (output(5, "softmax"), SPARSE, ids(10, lowest=0, highest=9)),
            (output(5, "softmax"), SPARSE, scaled(classes=5, lowest=1, highest=5)),
            (output(5, "softmax"), SPARSE, UNKNOWN),
            (output(None, "softmax"), SPARSE, ids(5, lowest=1, highest=5)),
            (output(1, "sigmoid"), SPARSE, ids(2, lowest=1, highest=2)),
            (output(5, "softmax"), loss("categorical_crossentropy"), ids(5, lowest=1, highest=5)),
            (output(5, "softmax"), loss("mse"), ids(5, lowest=1, highest=5)),
            (output(5, "softmax"), CUSTOM, ids(5, lowest=1, highest=5)),
            (CUSTOM, SPARSE, ids(5, lowest=1, highest=5)),
            (
                output(5, "softmax"),
                loss("SparseCategoricalCrossentropy", False, ignore_class=-1),
                ids(6, lowest=-1, highest=4),
            ),
        ],
    )
    def test_is_silent(self, out, the_loss, known):
        assert said("CL208", head(out, the_loss, known)) == []
