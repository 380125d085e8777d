"""``keras.losses.get`` and its like: what a name, an object or a configuration stands for."""

from __future__ import annotations

from compile_lint.knowledge.generated.exports import EXPORTS
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import NONE, Arguments, Const, DictObject, LibraryName, Value

_AREAS = ("activations", "losses", "metrics", "optimizers")


@handles(*(f"keras.{area}.{name}" for area in _AREAS for name in ("get", "deserialize")))
def _get(call: LibraryCall) -> Value:
    given = next(iter(call.arguments), None)
    if given is None:
        return call.unknown()
    return _configured(call, given) if isinstance(given, DictObject) else given


def _configured(call: LibraryCall, given: DictObject) -> Value:
    """An object by the name of its class and its arguments, if the class is one of Keras."""
    entries = call.host.mapping(given) or {}
    area = call.name.rpartition(".")[0]
    name = entries.get("class_name")
    arguments = call.host.mapping(entries.get("config", call.host.new_dict({}, None)))
    is_class = isinstance(name, Const) and name.value in EXPORTS[area] and str(name.value)[:1].isupper()
    if not is_class or arguments is None or entries.get("registered_name", NONE) != NONE:
        return call.unknown()
    assert isinstance(name, Const)
    keywords = {key: value for key, value in arguments.items() if isinstance(key, str)}
    made = LibraryName(f"{area}.{name.value}", call.flavour, call.origin)
    return call.host.call(made, Arguments((), keywords), call.origin)
