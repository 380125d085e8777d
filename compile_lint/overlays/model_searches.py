"""Talos and Hyperas: searches that call a function of the project, which builds and trains a model.

Talos gives it the data and one value of each parameter: `talos/scan/Scan.py` of talos 1.4 and 2.0. Hyperas
gives it what another function returns: `hyperas/optim.py` of hyperas 0.4.1.
"""

from __future__ import annotations

from compile_lint.model import Why
from compile_lint.overlays.configuration import other_than
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import (
    NO_ARGUMENTS,
    NONE,
    Arguments,
    BoundFunction,
    FunctionValue,
    ListObject,
    UnknownValue,
    Value,
)


@handles("talos.Scan", "talos.scan.Scan.Scan")
def scan(call: LibraryCall) -> Value:
    """Each parameter has any of the values in its list; a tuple is a range."""
    x, y = call.argument("x", 0), call.argument("y", 1)
    given, model = call.argument("params", 2), call.argument("model", 3)
    entries = None if given is None else call.host.mapping(given)
    if x is None or y is None or entries is None or not isinstance(model, FunctionValue | BoundFunction):
        return call.unknown()
    chosen = call.host.new_dict(
        {str(name): _one_of(call, str(name), values) for name, values in entries.items()}, call.origin
    )
    held_out = [call.argument(name, place) for name, place in (("x_val", 5), ("y_val", 6))]
    validation = (
        other if other not in (None, NONE) else own for other, own in zip(held_out, (x, y), strict=True)
    )
    call.host.call(model, Arguments((x, y, *validation, chosen)), call.origin)
    return call.unknown()


def _one_of(call: LibraryCall, name: str, values: Value) -> Value:
    token = ("searched", call.origin, name)
    unknown = UnknownValue(Why.PARAMETER, f"searched {name!r}", token, origin=values.origin)
    return other_than(call.host, unknown, values) if isinstance(values, ListObject) else unknown


@handles("hyperas.optim.minimize", "hyperas.optim.best_models", "hyperas.optim.best_ensemble")
def minimize(call: LibraryCall) -> Value:
    """The function finds what the other one returns under the names of its own parameters."""
    place = 0 if call.name.endswith("minimize") else 1
    model, data = call.argument("model", place), call.argument("data", place + 1)
    if isinstance(model, FunctionValue | BoundFunction) and isinstance(data, FunctionValue | BoundFunction):
        made = call.host.call(data, NO_ARGUMENTS, call.origin)
        parts = call.host.items(made)
        call.host.call(model, Arguments(parts if parts is not None else (made,)), call.origin)
    return call.unknown()
