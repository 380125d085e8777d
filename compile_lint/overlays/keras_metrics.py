"""Metrics of Keras that classes of the project derive from."""

from __future__ import annotations

from compile_lint.knowledge.metrics import METRICS, metric_by_class
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import NONE, Object, Value

_CLASSES = sorted({fact.class_name for fact in METRICS.values() if fact.class_name is not None})


@handles(*(f"keras.metrics.{name}.__init__" for name in ("Metric", *_CLASSES)), takes_choices=True)
def _metric_init(call: LibraryCall) -> Value:
    """``super().__init__(name="f1")``: the name under which the metric logs."""
    fact = metric_by_class(call.name.split(".")[2])
    parameters = [name for name, _ in (fact.keras3_parameters if fact else None) or ()]
    position = parameters.index("name") if "name" in parameters else None
    name = call.argument("name", position)
    if isinstance(call.receiver, Object):
        is_open = call.arguments.may_hold("name")
        given = call.unknown() if name is None and is_open else name or NONE
        call.host.write(call.receiver, "name", given)
    return NONE
