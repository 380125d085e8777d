"""What a training call is given besides its data: callbacks, validation data, class weights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from compile_lint.knowledge.callbacks import CALLBACKS_AT, TUNERS, find_callback
from compile_lint.meaning.arguments import options_of, positions, settled_argument
from compile_lint.meaning.worlds import World
from compile_lint.model import Callback, ClassWeight, Custom, Fit, Known, Option, Origin, Slot, Unknown, Why
from compile_lint.overlays.array_facts import axes_of
from compile_lint.values.cells import CHANGED, HANDED_OUT
from compile_lint.values.events import SEARCH, CompileEvent, FitEvent
from compile_lint.values.kinds import is_model
from compile_lint.values.values import (
    NONE,
    Array,
    Const,
    DictValue,
    Instance,
    LibraryObject,
    TupleValue,
    UnknownValue,
    Value,
)

# Where the arguments stand in each method: observed on tf_keras 2.21 and keras 3.15.1.
_POSITIONS = {
    "fit": {
        "x": 0,
        "callbacks": CALLBACKS_AT["fit"],
        "validation_split": 6,
        "validation_data": 7,
        "class_weight": 9,
        "sample_weight": 10,
    },
    "fit_generator": {"callbacks": CALLBACKS_AT["fit_generator"], "validation_data": 5, "class_weight": 8},
    "train_on_batch": {"x": 0, "sample_weight": 2, "class_weight": 3},
}
# Methods of a model class by which what is logged gets into its own hands.
_OWN_LOGS = frozenset(
    {
        "compile",
        "compute_metrics",
        "evaluate",
        "fit",
        "make_test_function",
        "make_train_function",
        "metrics",
        "test_step",
        "train_step",
    }
)


def resolve_fit(event: FitEvent, world: World) -> Fit | None:
    """The training call in one world; None if nothing tells where it stands."""
    if event.origin is None:
        return None
    given = _given_callbacks(event, world)
    slots = [_callback(value, event.origin, world) for value in given]
    callbacks = [slot for slot in slots if slot is not None]
    is_changed = not event.logs.cells.keys().isdisjoint({CHANGED, HANDED_OUT})
    followed = set() if is_changed else event.followed
    return Fit(
        event.origin,
        "search" if SEARCH in event.arguments.keywords else event.method,
        (*callbacks, *_objectives(event, event.origin, world)),
        _validates(event, world),
        may_log_more=_writes_own_logs(event.compiled)
        or any(
            _may_write_logs(slot)
            for slot, value in zip(slots, given, strict=True)
            if slot is not None and value not in followed
        ),
        class_weight=_class_weight(event, event.origin, world),
    )


def input_axes(event: FitEvent, world: World) -> int | None:
    """How many axes the input has that a model is trained with; Keras gives a row of one number a second."""
    given = _argument(event, "x", world)
    axes = axes_of(given) if isinstance(given, Array) else None
    return None if axes is None else max(axes, 2)


def given_argument(event: FitEvent, name: str, world: World) -> Value | None:
    """One argument of a training call, by its name or its place; None if it is not seen to be given."""
    return settled_argument(event.arguments, name, _POSITIONS.get(event.method, {}), world)


def _argument(event: FitEvent, name: str, world: World) -> Value | None:
    """One argument; an unknown value where it may stand among arguments that are not in view."""
    found = given_argument(event, name, world)
    if found is None and event.arguments.may_hold(name):
        return UnknownValue(Why.DYNAMIC, f"arguments of {event.method}", origin=event.origin)
    return found


# --- callbacks ---------------------------------------------------------------------------------------


def _given_callbacks(event: FitEvent, world: World) -> tuple[Value, ...]:
    if event.method == "train_on_batch":
        return ()
    given = _argument(event, "callbacks", world)
    if given is None or given == NONE:
        return ()
    items = given.items if isinstance(given, TupleValue) else (given,)
    return tuple(map(world.settle, items))


def _objectives(event: FitEvent, call: Origin, world: World) -> Iterator[Slot[Callback]]:
    """What a tuner compares its trials by, where it trains the model."""
    tuner = world.settle(event.arguments.keywords.get(SEARCH, NONE))
    if not isinstance(tuner, LibraryObject):
        return
    fact, made, position = TUNERS[tuner.class_name], tuner.arguments, 1
    if tuner.class_name == "Tuner":
        oracle = settled_argument(made, "oracle", {"oracle": 0}, world)
        if not isinstance(oracle, LibraryObject):
            return
        made, position = oracle.arguments, 0
    given = settled_argument(made, "objective", {"objective": position}, world)
    items = given.items if isinstance(given, TupleValue) else (given or NONE,)
    for item in map(world.settle, items):
        origin = item.origin or call
        if isinstance(item, Const) and isinstance(item.value, str):
            yield Known(Callback(fact, tuner.origin or call, {"monitor": Option(item.value, origin)}))
        elif isinstance(item, LibraryObject) and item.name == "keras_tuner.Objective":
            options = options_of(item.arguments, {"monitor": 0, "mode": 1}, world, origin)
            names = {"name": "monitor", "direction": "mode"}
            yield Known(Callback(fact, origin, {names.get(key, key): one for key, one in options.items()}))


def _callback(value: Value, call: Origin, world: World) -> Slot[Callback] | None:
    origin = value.origin or call
    if value == NONE:
        return None
    if isinstance(value, TupleValue):
        return Unknown(Why.NOT_SUPPORTED_YET, "a list of callbacks in a list", origin)
    if isinstance(value, LibraryObject):
        fact = find_callback(value.class_name) if value.name.startswith("keras.callbacks.") else None
        if fact is None:
            return Unknown(Why.OTHER_FILE, value.name, origin)
        table = positions(fact.keras3_parameters, fact.tf_keras_parameters)
        options = options_of(value.arguments, table, world, origin)
        changed = {name: Option(..., origin) for name in value.cells if name in options or name == "monitor"}
        is_open = value.arguments.is_open_positional or value.arguments.is_open_keyword
        is_tried = world.is_tried or world.is_after_failure
        return Known(Callback(fact, origin, {**options, **changed}, is_open, is_tried))
    if isinstance(value, Instance):
        return Custom(value.cls.name, origin)
    if isinstance(value, UnknownValue):
        return Unknown(value.why, value.detail, origin)
    return Unknown(Why.NOT_SUPPORTED_YET, "a callback", origin)


def _may_write_logs(slot: Slot[Callback]) -> bool:
    return not isinstance(slot, Known) or slot.value.fact.runs_project_code


def _writes_own_logs(compiled: CompileEvent) -> bool:
    """Whether the model may log numbers of its own: its class does, or is not in view."""
    model = compiled.model
    if compiled.has_own_training or not is_model(model):
        return True
    if not isinstance(model, Instance):
        return False
    return any(name in cls.cells for cls in model.cls.mro() for name in _OWN_LOGS)


# --- validation data and weights ---------------------------------------------------------------------


def _validates(event: FitEvent, world: World) -> bool | None:
    if event.method == "train_on_batch":
        return False
    data = _argument(event, "validation_data", world)
    split = _argument(event, "validation_split", world) if event.method == "fit" else None
    for given in (data, split):
        if given is None or given == NONE or (isinstance(given, Const) and not given.value):
            continue
        return None if isinstance(given, UnknownValue) else True
    return False


def _class_weight(event: FitEvent, call: Origin, world: World) -> ClassWeight | None:
    given = _argument(event, "class_weight", world)
    if given is None or given == NONE:
        return None
    weight = ClassWeight(given.origin or call)
    if isinstance(given, Const) and isinstance(given.value, str):
        return replace(weight, word=given.value)
    if isinstance(given, DictValue):
        return replace(weight, keys=tuple(key for key, _ in given.entries))
    if isinstance(given, Array):  # made of labels, it may still say where these come from
        return ClassWeight(event.arguments.written.get("class_weight") or weight.origin, is_sequence=True)
    return replace(weight, is_sequence=isinstance(given, TupleValue))
