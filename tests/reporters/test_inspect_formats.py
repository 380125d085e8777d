"""Compile calls as understood: the view, its text and its JSON."""

from __future__ import annotations

import json
from inspect import cleandoc

from compile_lint.inspection import CallView, Inspection, Understanding, origins_to_show, view_call
from compile_lint.knowledge.activations import ACTIVATIONS
from compile_lint.knowledge.losses import LOSSES
from compile_lint.knowledge.metrics import METRICS
from compile_lint.model import (
    Absent,
    CompileCall,
    Context,
    Custom,
    Encoding,
    Head,
    Known,
    Labels,
    Loss,
    Metric,
    Origin,
    Output,
    SiteReading,
    Unidentified,
    Unknown,
    Variant,
    Why,
)
from compile_lint.reporters import inspect_json, inspect_text
from compile_lint.spans import Span

SITE_SPAN = Span("a/train.py", None, 9, 1, 12, 2)


def origin() -> Origin:
    return Origin(unit=None, node=object())


LAYER, LOSS, LABELS, METRIC, NAME, SITE = (origin() for _ in range(6))
PLACES = {
    id(LAYER.node): Span("a/train.py", None, 4, 5, 4, 40),
    id(LOSS.node): Span("a/train.py", None, 10, 10, 10, 20),
    id(LABELS.node): Span("a/data.py", None, 2, 5, 2, 40),
    id(METRIC.node): Span("a/train.py", None, 11, 14, 11, 24),
    id(NAME.node): Span("a/train.py", None, 10, 10, 10, 14),
}


def at(path: str, line: int, column: int) -> dict[str, object]:
    return {"path": path, "cell": None, "line": line, "column": column}


SOFTMAX = Known(Output("Dense", 3, ACTIVATIONS["softmax"], (), LAYER))
SPARSE = Known(Loss(LOSSES["sparse_categorical_crossentropy"], "scce", LOSS, from_logits=False))
INTEGER = Known(Labels(Encoding.INTEGER, LABELS, made_by="mnist.load_data()", classes=10))
ACCURACY = Known(
    Metric(
        METRICS["accuracy"], "acc", METRIC, resolves_to=METRICS["sparse_categorical_accuracy"], is_string=True
    )
)
UNDERSTOOD = Head(None, SOFTMAX, SPARSE, INTEGER, (ACCURACY,))


def view(*worlds: tuple[Head, ...]) -> CallView:
    site = origin()
    contexts = tuple(Context((), (Variant(CompileCall(site, heads)),)) for heads in worlds)
    reading = SiteReading(site, contexts)
    asked = {id(wanted.node) for wanted in origins_to_show(reading)}

    def locate(wanted: Origin) -> Span | None:
        assert id(wanted.node) in asked
        return PLACES.get(id(wanted.node))

    return view_call(reading, SITE_SPAN, locate)


def shown(*worlds: tuple[Head, ...]) -> str:
    """The block of one call, without the total."""
    return inspect_text.render(Inspection((view(*worlds),), files=1)).rpartition("\n\n")[0]


def as_json(*worlds: tuple[Head, ...]) -> list[object]:
    rendered = inspect_json.render(Inspection((view(*worlds),), files=1))
    (call,) = json.loads(rendered)["compile_calls"]
    variants: list[object] = call["variants"]
    return variants


KNOWN_JSON = {
    "name": None,
    "output": {
        "state": "known",
        "why": None,
        "at": at("a/train.py", 4, 5),
        "layer": "Dense",
        "units": 3,
        "activation": "softmax",
        "meaning": "probabilities",
    },
    "loss": {
        "state": "known",
        "why": None,
        "at": at("a/train.py", 10, 10),
        "name": "sparse_categorical_crossentropy",
        "from_logits": False,
    },
    "labels": {
        "state": "known",
        "why": None,
        "at": at("a/data.py", 2, 5),
        "encoding": "integer",
        "classes": 10,
    },
    "metrics": [
        {
            "state": "known",
            "why": None,
            "at": at("a/train.py", 11, 14),
            "name": "accuracy",
            "resolves_to": "sparse_categorical_accuracy",
        }
    ],
}


def test_an_understood_call() -> None:
    assert shown((UNDERSTOOD,)) == cleandoc(
        """
        a/train.py:9:1: understood
          output: Dense, 3 units, softmax: probabilities  (4:5)
            <- loss: sparse_categorical_crossentropy, from_logits=False  (10:10)
              <- labels: integer, 10 classes, from mnist.load_data()  (a/data.py:2:5)
            metric: accuracy, which is sparse_categorical_accuracy here  (11:14)
        """
    )
    assert as_json((UNDERSTOOD,)) == [{"heads": [KNOWN_JSON], "as_written": True}]


def test_what_is_not_known_says_why() -> None:
    head = Head(
        None,
        Unknown(Why.UNKNOWN_NAME, "`base`", NAME),
        Custom("my_loss", LOSS),
        Absent(),
        (Unknown(Why.DYNAMIC), Custom("MyMetric"), Unidentified("acuracy", METRIC)),
    )
    assert shown((head,)) == cleandoc(
        """
        a/train.py:9:1: not fully understood
          output: unknown: a name that nothing in view defines: `base`  (10:10)
            <- loss: custom `my_loss`: made by the project's own code  (10:10)
              <- labels: unknown: no training call in view
            metric: unknown: computed at run time
            metric: custom `MyMetric`: made by the project's own code
            metric: unknown: no Keras accepts it here: `acuracy`  (11:14)
        """
    )
    custom = "made by the project's own code"
    assert as_json((head,)) == [
        {
            "heads": [
                {
                    "name": None,
                    "output": {
                        "state": "unknown",
                        "why": "a name that nothing in view defines: `base`",
                        "at": at("a/train.py", 10, 10),
                        "layer": None,
                        "units": None,
                        "activation": None,
                        "meaning": None,
                    },
                    "loss": {
                        "state": "custom",
                        "why": custom,
                        "at": at("a/train.py", 10, 10),
                        "name": "my_loss",
                        "from_logits": None,
                    },
                    "labels": {
                        "state": "unknown",
                        "why": "no training call in view",
                        "at": None,
                        "encoding": None,
                        "classes": None,
                    },
                    "metrics": [
                        {
                            "state": "unknown",
                            "why": "computed at run time",
                            "at": None,
                            "name": None,
                            "resolves_to": None,
                        },
                        {
                            "state": "custom",
                            "why": custom,
                            "at": None,
                            "name": "MyMetric",
                            "resolves_to": None,
                        },
                        {
                            "state": "unknown",
                            "why": "no Keras accepts it here: `acuracy`",
                            "at": at("a/train.py", 11, 14),
                            "name": None,
                            "resolves_to": None,
                        },
                    ],
                }
            ],
            "as_written": True,
        }
    ]


def test_that_there_is_no_loss_is_known() -> None:
    head = Head(None, SOFTMAX, Absent(LOSS), Absent())
    assert view((head,)).is_understood
    assert "    <- loss: none  (10:10)" in shown((head,)).splitlines()
    (variant,) = as_json((head,))
    assert variant["heads"][0]["loss"] == {  # type: ignore[index]
        "state": "known",
        "why": None,
        "at": at("a/train.py", 10, 10),
        "name": None,
        "from_logits": None,
    }


def test_heads_are_told_apart_by_name() -> None:
    named = Head("age", SOFTMAX, SPARSE, INTEGER)
    assert shown((named, UNDERSTOOD)) == cleandoc(
        """
        a/train.py:9:1: understood
          output age: Dense, 3 units, softmax: probabilities  (4:5)
            <- loss: sparse_categorical_crossentropy, from_logits=False  (10:10)
              <- labels: integer, 10 classes, from mnist.load_data()  (a/data.py:2:5)
          output: Dense, 3 units, softmax: probabilities  (4:5)
            <- loss: sparse_categorical_crossentropy, from_logits=False  (10:10)
              <- labels: integer, 10 classes, from mnist.load_data()  (a/data.py:2:5)
            metric: accuracy, which is sparse_categorical_accuracy here  (11:14)
        """
    )


def test_variants_that_read_alike_are_one() -> None:
    elsewhere = Known(Loss(LOSSES["sparse_categorical_crossentropy"], "x", origin(), from_logits=False))
    assert view((UNDERSTOOD,), (Head(None, SOFTMAX, elsewhere, INTEGER, (ACCURACY,)),)) == view((UNDERSTOOD,))


def test_variants_that_differ_are_all_shown() -> None:
    other = Head(None, SOFTMAX, Unknown(Why.PARAMETER), Absent())
    assert shown((UNDERSTOOD,), (other,)) == cleandoc(
        """
        a/train.py:9:1: left open to callers that are not in view
          variant 1 of 2
            output: Dense, 3 units, softmax: probabilities  (4:5)
              <- loss: sparse_categorical_crossentropy, from_logits=False  (10:10)
                <- labels: integer, 10 classes, from mnist.load_data()  (a/data.py:2:5)
              metric: accuracy, which is sparse_categorical_accuracy here  (11:14)
          variant 2 of 2
            output: Dense, 3 units, softmax: probabilities  (4:5)
              <- loss: unknown: a parameter that no call in view fills
                <- labels: unknown: no training call in view
        """
    )


def test_a_parameter_that_nobody_fills_has_its_default() -> None:
    other = Head(None, SOFTMAX, Unknown(Why.PARAMETER, "loss"), INTEGER)
    variants = (Variant(CompileCall(SITE, (UNDERSTOOD,))), Variant(CompileCall(SITE, (other,)), True, False))
    call = view_call(SiteReading(SITE, (Context((), variants),)), SITE_SPAN, lambda _: None)
    assert call.understanding is Understanding.FULL
    text = inspect_text.render(Inspection((call,), files=1))
    assert "\n  variant 2 of 2, if a caller that is not in view says otherwise\n" in text
    (document,) = json.loads(inspect_json.render(Inspection((call,), files=1)))["compile_calls"]
    assert [variant["as_written"] for variant in document["variants"]] == [True, False]


def test_variants_that_differ_in_labels_only_are_shown_as_one() -> None:
    assert shown((UNDERSTOOD,), (Head(None, SOFTMAX, SPARSE, Absent()),)) == cleandoc(
        """
        a/train.py:9:1: understood
          output: Dense, 3 units, softmax: probabilities  (4:5)
            <- loss: sparse_categorical_crossentropy, from_logits=False  (10:10)
              <- labels: integer, 10 classes, from mnist.load_data()  (a/data.py:2:5)
              or labels: unknown: no training call in view
            metric: accuracy, which is sparse_categorical_accuracy here  (11:14)
        """
    )


def test_a_call_that_nothing_reaches_is_not_understood() -> None:
    assert not view().is_understood
    assert not view(()).is_understood
    assert not view((UNDERSTOOD,), ()).is_understood


def test_statistics_count_each_hindrance_once_a_call() -> None:
    unknown = Unknown(Why.PARAMETER, "`n`")
    calls = (
        view((UNDERSTOOD,)),
        view((Head(None, unknown, SPARSE, Absent()), Head(None, unknown, SPARSE, Absent()))),
        view((Head(None, unknown, Custom("f"), INTEGER),)),
        view((Head(None, SOFTMAX, Custom("f"), INTEGER),)),
        view(),
    )
    inspection = Inspection(calls, files=7)
    assert inspect_text.render_statistics(inspection) == (
        "1 of 5 compile calls understood (20.0 %) in 7 files.\n"
        "1 more but for losses and layers of the project's own: 2 (40.0 %).\n"
        "2 more but for what only callers that are not in view can give: 4 (80.0 %).\n"
        "  2  loss    made by the project's own code\n"
        "  2  output  a parameter that no call in view fills\n"
        "  1  labels  no training call in view\n"
        "  1  output  no way leads to this call\n"
    )
    assert json.loads(inspect_json.render(inspection))["statistics"] == {
        "files": 7,
        "compile_calls": 5,
        "understood": 1,
        "own_code": 1,
        "open": 2,
    }


def test_nothing_to_inspect() -> None:
    assert inspect_text.render(Inspection((), files=1)) == "0 of 0 compile calls understood in 1 file.\n"
    assert json.loads(inspect_json.render(Inspection((), files=0))) == {
        "version": 1,
        "compile_calls": [],
        "statistics": {"files": 0, "compile_calls": 0, "understood": 0, "own_code": 0, "open": 0},
    }
