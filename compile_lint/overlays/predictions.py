"""What becomes of the predictions of a model: how data were derived from them, and where they are used.

The identity of data remembers the steps by which they were made (see ``array_facts.DerivedToken``); these
are read here.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from enum import Enum

from compile_lint.model import Origin, UseKind
from compile_lint.overlays.array_facts import DerivedToken, unknown_shape
from compile_lint.values.cells import COMPILED
from compile_lint.values.events import CompileEvent, UseEvent
from compile_lint.values.host import Host
from compile_lint.values.values import Array, Object, RowToken, Value

COMPARISONS = frozenset({">", ">=", "<", "<="})
_EQUALITIES = frozenset({"==", "!="})
# First words of the steps that leave every value as it is: picking cells, other shapes, other types. Sums and
# means over models, and the rows of batches, are what one model would give (see ``ensembles``).
_KEEPING = frozenset(
    {
        "averaged",
        "batches",
        "bool",
        "cells",
        "column",
        "flatten",
        "float",
        "int",
        "item",
        "newaxis",
        "picked",
        "ravel",
        "reshape",
        "slice",
        "squeeze",
        "summed",
        "transposed",
        "values",
        "~",
    }
)

_DROPPING = frozenset({"cells", "column", "squeeze"})  # first words of steps that may leave one axis fewer


class Predictions:
    """The identity of what one call of ``predict`` gives."""

    __slots__ = ()


class Form(Enum):
    """How data were made from predictions."""

    RAW = "raw"  # perhaps in another shape
    CLASSES = "classes"  # the index of the largest value of each row
    DECISIONS = "decisions"  # compared with a threshold, or rounded
    OTHER = "other"


def form_of(array: Array) -> Form:
    """How an array was made from the predictions of its model."""
    if not array.predicted_by:
        return Form.OTHER
    token: Hashable = array.token
    form = Form.RAW
    is_one_class = False  # compared with a constant: of classes a decision, of scores nothing known
    while isinstance(token, DerivedToken | RowToken):
        if isinstance(token, RowToken):
            token = token.array.token
            continue
        step = token.step
        word = step[0] if isinstance(step, tuple) and step else step
        made = _made_by(word)
        if made is not None:
            form = Form.DECISIONS if is_one_class else made
        elif form is Form.RAW and word in _EQUALITIES:
            is_one_class = True
        elif form is Form.RAW and word not in _KEEPING and not _keeps(word):
            return Form.OTHER
        token = token.parent
    if is_one_class and form is Form.RAW:
        return Form.OTHER
    return form if isinstance(token, Predictions) else Form.OTHER


def is_one_row(array: Array) -> bool:
    """Whether an array is one row of predictions, as a loop over them or an index of it picks it."""
    token = array.token
    if isinstance(token, RowToken):
        return isinstance(token.array.token, Predictions)
    if not isinstance(token, DerivedToken) or not isinstance(token.step, tuple):
        return False
    return token.step[0] == "item" and isinstance(token.parent, Predictions)


def may_lack_units(array: Array) -> bool:
    """Whether the axis of the units may be gone: a column was picked, or axes of length 1 were taken away."""
    token: Hashable = array.token
    while isinstance(token, DerivedToken):
        word = token.step[0] if isinstance(token.step, tuple) and token.step else token.step
        if word in _DROPPING:
            return True
        token = token.parent
    return False


def shape_behind(array: Array) -> Hashable:
    """What names the shape of the predictions that an array was made from."""
    token: Hashable = array.token
    while isinstance(token, DerivedToken | RowToken):
        token = token.parent if isinstance(token, DerivedToken) else token.array.token
    return unknown_shape(replace(array, token=token), None).token


def predictions_of(model: Object, origin: Origin | None) -> Array:
    """What a model gives for data."""
    return Array(made_by="predictions of a model", predicted_by=(model,), token=Predictions(), origin=origin)


def _made_by(word: object) -> Form | None:
    if word == "argmax":
        return Form.CLASSES
    return Form.DECISIONS if word == "rounded" or word in COMPARISONS else None


def _keeps(word: object) -> bool:
    return isinstance(word, str) and word.rpartition(".")[2] in _KEEPING


def record_use(
    host: Host,
    kind: UseKind,
    models: tuple[Object, ...],
    origin: Origin | None,
    detail: str = "",
    subject: Hashable = None,
) -> None:
    """Put a use of predictions of models into the log, under the compile call in force of each.

    A program that has tested ``subject`` before is ready for what is used.
    """

    def attach(compiled: Value) -> Value:
        if isinstance(compiled, CompileEvent):
            host.record(UseEvent(origin, compiled, kind, detail, subject=subject))
        return compiled

    for model in models:
        host.each(host.read(model, COMPILED), attach)
