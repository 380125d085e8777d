"""CL201 to CL205: how labels are encoded, and what loss and output make of them."""

from __future__ import annotations

import pytest
from builders import (
    ABSENT,
    CUSTOM,
    UNKNOWN,
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

SPARSE = loss("sparse_categorical_crossentropy")
CATEGORICAL = loss("categorical_crossentropy")
SOFTMAX = output(10, "softmax")


class TestIntegerLabelsWithCategoricalLoss:
    def test_says_both_halves(self):
        (problem,) = problems("CL201", head(SOFTMAX, CATEGORICAL, ids(10, made_by="mnist.load_data()")))
        assert problem.message == (
            "`categorical_crossentropy` expects a label for each of the 10 units, "
            "but the labels from `mnist.load_data()` are integer class ids"
        )
        assert problem.severity.value == "error"
        assert places(problem) == ["loss", "labels", "units"]

    @pytest.mark.parametrize("spelled", ["bce", "kl_divergence", "mse", "mae", "categorical_hinge", "Huber"])
    def test_holds_for_every_loss_that_compares_element_by_element(self, spelled):
        assert len(said("CL201", head(SOFTMAX, loss(spelled), ids(10)))) == 1

    @pytest.mark.parametrize(
        "known", [ids(), ids(3, columns=0), ids(3, columns=1), labels("binary", columns=0)]
    )
    def test_holds_for_every_single_column(self, known):
        assert len(said("CL201", head(SOFTMAX, CATEGORICAL, known))) == 1

    def test_a_softmax_of_unknown_width_needs_columns_too(self):
        ((severity, message),) = said("CL201", head(output(None, "softmax"), CATEGORICAL, ids(10)))
        assert severity == "error"
        assert "a label for each unit, but" in message

    @pytest.mark.parametrize(
        ("out", "the_loss", "known"),
        [
            (SOFTMAX, SPARSE, ids(10)),
            (SOFTMAX, CATEGORICAL, one_hot(10)),
            (SOFTMAX, CATEGORICAL, labels("multi_hot")),
            (SOFTMAX, CATEGORICAL, labels("same_as_input")),
            (output(3, "linear"), loss("mse"), labels("continuous")),
            (output(3, "linear"), loss("mse"), ids(256, columns=3)),
            (output(3, "linear"), loss("mse"), ids(256, is_scaled=True)),
            (output(1, "sigmoid"), loss("bce"), labels("binary")),
            (SOFTMAX, CATEGORICAL, labels("binary")),  # 0 and 1 of unknown width
            (output(None, "sigmoid"), CATEGORICAL, ids(10)),
            (output(None, "softmax"), loss("bce"), ids(10)),
            (UNKNOWN, CATEGORICAL, ids(10)),
            (CUSTOM, CATEGORICAL, ids(10)),
            (SOFTMAX, CUSTOM, ids(10)),
            (SOFTMAX, UNKNOWN, ids(10)),
            (SOFTMAX, CATEGORICAL, UNKNOWN),
            (SOFTMAX, CATEGORICAL, CUSTOM),
            (SOFTMAX, CATEGORICAL, ABSENT),
        ],
    )
    def test_is_silent(self, out, the_loss, known):
        assert said("CL201", head(out, the_loss, known)) == []


class TestOneHotLabelsWithSparseLoss:
    def test_says_both_halves(self):
        (problem,) = problems("CL202", head(UNKNOWN, SPARSE, one_hot(3, made_by="to_categorical")))
        assert problem.message == (
            "`sparse_categorical_crossentropy` expects class ids, "
            "but the labels from `to_categorical` are one-hot"
        )
        assert problem.severity.value == "error"
        assert places(problem) == ["loss", "labels"]

    @pytest.mark.parametrize("out", [SOFTMAX, UNKNOWN, CUSTOM, output(1, "linear")])
    def test_needs_no_output(self, out):
        assert len(said("CL202", head(out, SPARSE, one_hot()))) == 1

    @pytest.mark.parametrize(
        ("the_loss", "known"),
        [
            (SPARSE, ids(10)),
            (SPARSE, labels("binary")),
            (SPARSE, labels("multi_hot")),
            (SPARSE, one_hot(1)),
            (CATEGORICAL, one_hot(10)),
            (loss("bce"), one_hot(10)),
            (CUSTOM, one_hot(10)),
            (UNKNOWN, one_hot(10)),
            (SPARSE, UNKNOWN),
            (SPARSE, CUSTOM),
        ],
    )
    def test_is_silent(self, the_loss, known):
        assert said("CL202", head(SOFTMAX, the_loss, known)) == []


class TestClassCountMismatch:
    def test_says_both_halves(self):
        (problem,) = problems("CL203", head(SOFTMAX, CATEGORICAL, one_hot(5, made_by="to_categorical")))
        assert problem.message == (
            "the output has 10 units, but the labels from `to_categorical` have 5 one-hot columns"
        )
        assert problem.severity.value == "error"
        assert places(problem) == ["units", "labels"]

    @pytest.mark.parametrize("columns", [2, 9, 11])
    @pytest.mark.parametrize("spelled", ["categorical_crossentropy", "bce", "mse", "kl_divergence"])
    def test_one_hot_columns_have_to_be_as_many_as_units(self, spelled, columns):
        ((severity, _),) = said("CL203", head(SOFTMAX, loss(spelled), one_hot(columns)))
        assert severity == "error"

    @pytest.mark.parametrize(
        ("known", "largest"),
        [
            (ids(100, lowest=0, highest=99), 99),
            (ids(100), 99),
            (ids(highest=99), 99),
            (ids(11, lowest=0, highest=10), 10),
            (ids(3, lowest=0, highest=50), 50),
            (ids(30, lowest=1, highest=30), 30),
        ],
    )
    def test_the_largest_id_needs_a_unit(self, known, largest):
        assert said("CL203", head(SOFTMAX, SPARSE, known)) == [
            ("error", f"the output has 10 units, but the labels hold class ids up to {largest}")
        ]

    @pytest.mark.parametrize("known", [ids(3, lowest=0, highest=2), ids(7), labels("binary", highest=1)])
    def test_units_that_no_id_names_are_only_a_hint(self, known):
        ((severity, _),) = said("CL203", head(SOFTMAX, SPARSE, known))
        assert severity == "info"

    @pytest.mark.parametrize(
        "known",
        [
            ids(10, lowest=1, highest=10),
            ids(4, lowest=7, highest=16),
            ids(10, highest=10),
            ids(9, lowest=1, highest=9),
        ],
    )
    def test_is_silent_on_ids_that_are_only_shifted(self, known):
        assert [bad for bad, _ in said("CL203", head(SOFTMAX, SPARSE, known)) if bad == "error"] == []

    @pytest.mark.parametrize(
        ("out", "the_loss", "known"),
        [
            (SOFTMAX, CATEGORICAL, one_hot(10)),
            (SOFTMAX, CATEGORICAL, one_hot(None)),
            (SOFTMAX, CATEGORICAL, one_hot(1)),
            (SOFTMAX, CATEGORICAL, ids(3)),
            (SOFTMAX, SPARSE, one_hot(3)),
            (SOFTMAX, SPARSE, ids(10, lowest=0, highest=9)),
            (SOFTMAX, SPARSE, ids()),
            (SOFTMAX, SPARSE, ids(256, is_scaled=True)),
            (SOFTMAX, CATEGORICAL, labels("multi_hot", columns=4)),
            (output(1, "sigmoid"), loss("bce"), one_hot(2)),
            (output(1, "sigmoid"), SPARSE, ids(5)),
            (output(None, "softmax"), CATEGORICAL, one_hot(3)),
            (UNKNOWN, CATEGORICAL, one_hot(3)),
            (SOFTMAX, CUSTOM, one_hot(3)),
            (SOFTMAX, UNKNOWN, one_hot(3)),
            (SOFTMAX, CATEGORICAL, UNKNOWN),
        ],
    )
    def test_is_silent(self, out, the_loss, known):
        assert said("CL203", head(out, the_loss, known)) == []


class TestMultiLabelTargetsWithSoftmax:
    TAGS = labels("multi_hot", "MultiLabelBinarizer", columns=3)

    def test_says_both_halves_of_a_softmax_head(self):
        (problem,) = problems("CL204", head(output(3, "softmax"), loss("bce"), self.TAGS))
        assert problem.message == (
            "`softmax` allows one class a row, but the labels from `MultiLabelBinarizer` are multi-hot"
        )
        assert problem.severity.value == "error"
        assert places(problem) == ["activation", "labels", "loss"]

    def test_says_both_halves_of_a_categorical_loss(self):
        (problem,) = problems("CL204", head(output(3, "sigmoid"), CATEGORICAL, self.TAGS))
        assert problem.message == (
            "`categorical_crossentropy` expects one class a row, "
            "but the labels from `MultiLabelBinarizer` are multi-hot"
        )
        assert places(problem) == ["loss", "labels", "activation"]

    @pytest.mark.parametrize("spelled", ["bce", "mse", "categorical_crossentropy", "kl_divergence"])
    def test_a_softmax_head_is_wrong_under_any_loss_and_said_once(self, spelled):
        assert len(said("CL204", head(output(None, "softmax"), loss(spelled), self.TAGS))) == 1

    def test_a_categorical_loss_needs_no_output(self):
        assert len(said("CL204", head(CUSTOM, CATEGORICAL, self.TAGS))) == 1

    @pytest.mark.parametrize(
        ("out", "the_loss", "known"),
        [
            (output(3, "sigmoid"), loss("bce"), TAGS),
            (output(3, "linear"), loss("bce", True), TAGS),
            (output(3, "sigmoid"), loss("mse"), TAGS),
            (output(3, "softmax"), CUSTOM, TAGS),
            (output(3, "softmax"), UNKNOWN, TAGS),
            (UNKNOWN, loss("bce"), TAGS),
            (output(3, "softmax"), loss("bce"), one_hot(3)),
            (output(3, "softmax"), CATEGORICAL, UNKNOWN),
            (output(3, "softmax"), CATEGORICAL, ids(3)),
        ],
    )
    def test_is_silent(self, out, the_loss, known):
        assert said("CL204", head(out, the_loss, known)) == []


class TestOneHotLabelsWithSingleUnit:
    UNIT = output(1, "sigmoid")

    def test_says_both_halves(self):
        (problem,) = problems("CL205", head(self.UNIT, loss("bce"), one_hot(2, made_by="to_categorical")))
        assert problem.message == (
            "the output has 1 unit, but the labels from `to_categorical` have 2 one-hot columns"
        )
        assert problem.severity.value == "error"
        assert places(problem) == ["units", "labels", "loss"]

    def test_needs_no_number_of_columns(self):
        found = said("CL205", head(self.UNIT, loss("bce"), one_hot(None)))
        assert found == [("error", "the output has 1 unit, but the labels are one-hot rows")]

    @pytest.mark.parametrize("spelled", ["mse", "hinge", "categorical_crossentropy", "kl_divergence"])
    def test_holds_for_every_loss_that_compares_element_by_element(self, spelled):
        assert len(said("CL205", head(output(1, "linear"), loss(spelled), one_hot(3)))) == 1

    @pytest.mark.parametrize(
        ("out", "the_loss", "known"),
        [
            (UNIT, loss("bce"), one_hot(1)),
            (UNIT, loss("bce"), labels("binary")),
            (UNIT, loss("bce"), labels("multi_hot", columns=2)),
            (UNIT, SPARSE, one_hot(2)),
            (UNIT, CUSTOM, one_hot(2)),
            (UNIT, UNKNOWN, one_hot(2)),
            (output(2, "softmax"), loss("bce"), one_hot(2)),
            (output(None, "sigmoid"), loss("bce"), one_hot(2)),
            (UNKNOWN, loss("bce"), one_hot(2)),
            (UNIT, loss("bce"), UNKNOWN),
        ],
    )
    def test_is_silent(self, out, the_loss, known):
        assert said("CL205", head(out, the_loss, known)) == []


@pytest.mark.parametrize(
    ("code", "faulty"),
    [
        ("CL201", head(SOFTMAX, CATEGORICAL, ids(10))),
        ("CL202", head(SOFTMAX, SPARSE, one_hot(10))),
        ("CL203", head(SOFTMAX, CATEGORICAL, one_hot(3))),
        ("CL204", head(SOFTMAX, CATEGORICAL, labels("multi_hot"))),
        ("CL205", head(output(1, "sigmoid"), loss("bce"), one_hot(3))),
    ],
)
class TestEveryRule:
    def test_looks_at_every_head_and_names_it(self, code, faulty):
        found = problems(code, head(output(1, "linear"), loss("mse"), labels("continuous")), faulty)
        assert [problem.head for problem in found] == [faulty]

    def test_is_silent_on_a_part_that_only_feeds_another_model(self, code, faulty):
        assert said(code, faulty, feeds_other_model=True) == []
