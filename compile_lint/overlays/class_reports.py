"""Code that is not followed, and what it may say of the predictions it is given: a report on each class."""

from __future__ import annotations

from compile_lint.knowledge.imbalance import names_report
from compile_lint.model import Origin, Why
from compile_lint.overlays.array_facts import predictors
from compile_lint.overlays.array_literals import as_array
from compile_lint.values.events import ReportEvent
from compile_lint.values.host import Host
from compile_lint.values.kinds import is_model
from compile_lint.values.values import Arguments, Array, FrameObject, Object, UnknownValue, Value, leaves


def note_report(host: Host, name: str, why: Why, arguments: Arguments, origin: Origin | None) -> None:
    """Record the report that a call may be, of a function called ``name`` that is not followed for ``why``.

    A name tells of one, such as ``plot_confusion_matrix``. Code that is not in view may be one under any name
    if it is given predictions and what they are compared with.
    """
    is_named = names_report(name)
    if not is_named and why is not Why.OTHER_FILE:
        return
    given = [as_array(one, host) or one for value in arguments for one in leaves(value)]
    predicted_by = predictors(*given)
    models = (*predicted_by, *(one for one in given if isinstance(one, Object) and is_model(one)))
    if not models:
        return
    is_compared = bool(predicted_by) and any(map(_is_other_data, given))
    if is_named or is_compared:
        for model in models:
            host.record(ReportEvent(origin, name.rpartition(".")[2], model))


def _is_other_data(value: Value) -> bool:
    if isinstance(value, Array):
        return not value.predicted_by
    return isinstance(value, FrameObject | UnknownValue)
