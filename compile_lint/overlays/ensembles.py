"""Predictions of several models, or of several runs or batches of one, that are made into one array.

Like the predictions that they are made of, sums and means have one value for each unit, the values of logits
lie around zero, and none are class ids. So they count as raw predictions of all these models; as do the rows
of one batch below those of another.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from compile_lint.model import Origin
from compile_lint.overlays.array_facts import (
    DerivedToken,
    derived_token,
    gathered_evidence,
    number,
    predictors,
)
from compile_lint.overlays.predictions import Form, form_of, is_one_row
from compile_lint.values.cells import COMPILED
from compile_lint.values.events import CompileEvent
from compile_lint.values.host import Host
from compile_lint.values.values import Array, Const, Value

_STACKED = "stacked"  # the first word of the step that puts predictions behind each other, on a new axis


def stacked(parts: Sequence[Array]) -> Hashable | None:
    """The identity of raw predictions on a new first axis; None if some part is anything else."""
    if not parts or not all(form_of(part) is Form.RAW and not is_one_row(part) for part in parts):
        return None
    widths = {part.columns for part in parts}
    width = widths.pop() if len(widths) == 1 else None
    return derived_token(parts[0].token, (_STACKED, width, *(part.token for part in parts[1:])))


def over_models(array: Array | None, made: str, origin: Origin | None) -> Array | None:
    """What is made of a stack of predictions along its first axis; None for any other array.

    ``made`` is the first word of the step: ``"summed"``, ``"averaged"``, or ``"batches"`` for all rows.
    """
    token = None if array is None else array.token
    if array is None or not isinstance(token, DerivedToken) or not _is_step(token.step, _STACKED):
        return None
    assert isinstance(token.step, tuple)
    one = replace(array, columns=token.step[1])
    return _made(derived_token(token.parent, (made, token.step)), (one,), origin)


def added(left: Value, right: Value, host: Host, origin: Origin | None) -> Array | None:
    """``left + right`` of predictions, or of shares of them, that models of one compile call gave.

    Models of other calls may have another number of units: a sum of one column and several has several.
    A running sum may begin with zeros.
    """
    for zeros, other in ((left, right), (right, left)):
        if isinstance(zeros, Array) and (zeros.lowest, zeros.highest) == (0, 0) and isinstance(other, Array):
            raw = _raw(other)
            return None if raw is None else _made(derived_token(raw, ("summed", None)), (other,), origin)
    if not isinstance(left, Array) or not isinstance(right, Array):
        return None
    tokens = _raw(left), _raw(right)
    if tokens[0] is None or tokens[1] is None or not _are_of_one_call(left, right, host):
        return None
    return _made(derived_token(tokens[0], ("summed", tokens[1])), (left, right), origin)


def divided(sign: str, array: Array, other: Value, origin: Origin | None) -> Array | None:
    """A sum of predictions divided by how many they are, which need not be known, or times a share."""
    token = array.token
    if not isinstance(token, DerivedToken) or not _is_step(token.step, "summed"):
        return None
    if sign != "/" and not (sign == "*" and _is_share(other)):
        return None
    return _made(derived_token(token.parent, ("averaged", token.step)), (array,), origin)


def _raw(array: Array) -> Hashable | None:
    """The identity of raw predictions; of ``0.3 * predictions`` that of the predictions."""
    token = array.token
    if isinstance(token, DerivedToken) and _is_step(token.step, "*") and isinstance(token.step, tuple):
        array, token = replace(array, token=token.parent), token.parent if _is_share(token.step[1]) else None
    return token if form_of(array) is Form.RAW and not is_one_row(array) else None


def _is_share(value: object) -> bool:
    amount = number(value) if isinstance(value, Const) else None
    return amount is not None and 0 < amount < 1


def _are_of_one_call(left: Array, right: Array, host: Host) -> bool:
    """Whether the models behind two predictions are the same, or were compiled by the same words."""
    models = predictors(left, right)
    compiled = [host.read(model, COMPILED) for model in models]
    places = {one.origin.node for one in compiled if isinstance(one, CompileEvent) and one.origin}
    return len(models) == 1 or (all(isinstance(one, CompileEvent) for one in compiled) and len(places) == 1)


def _is_step(step: Hashable, word: str) -> bool:
    return isinstance(step, tuple) and step[:1] == (word,)


def _made(token: Hashable, sources: Sequence[Array], origin: Origin | None) -> Array:
    return Array(
        made_by=sources[0].made_by,
        token=token,
        columns=sources[0].columns if len({source.columns for source in sources}) == 1 else None,
        evidence=gathered_evidence(*sources),
        predicted_by=predictors(*sources),
        origin=origin,
    )
