"""What happens to a model between compile and training: frozen and thawed layers, layers added late."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence, Set

from compile_lint.meaning.graph import tensors_behind
from compile_lint.meaning.worlds import World
from compile_lint.model import LayerChange, Origin, TrainableChange, Use, UseKind
from compile_lint.overlays.keras_models import OUTPUTS
from compile_lint.records import dataclass
from compile_lint.values.conditions import ConditionKind, Test
from compile_lint.values.events import (
    SOME_LAYERS,
    CompileEvent,
    Event,
    FitEvent,
    LayersEvent,
    NamedLayer,
    TrainableEvent,
    UncompiledUseEvent,
    UseEvent,
)
from compile_lint.values.values import (
    Const,
    DictValue,
    Instance,
    LibraryObject,
    ModelObject,
    Object,
    Tensor,
    TupleValue,
    UnknownValue,
    Value,
    leaves,
)


@dataclass(frozen=True, slots=True)
class History:
    """The events of one run in order, with the place of each in it, and which kinds of them there are."""

    events: Sequence[Event]
    places: Mapping[Event, int]
    kinds: Set[type[Event]]

    @classmethod
    def of(cls, events: Sequence[Event]) -> History:
        places = {event: index for index, event in enumerate(events)}
        return cls(events, places, {type(event) for event in events})

    def between(self, first: Event, last: Event, world: World) -> Iterator[Event]:
        """What happens after the first and before the last event, on the paths of this world."""
        for event in self.events[self.places[first] + 1 : self.places[last]]:
            if _may_happen(event, world):
                yield event

    def before(self, last: Event, world: World) -> Iterator[Event]:
        for event in self.events[: self.places[last]]:
            if _may_happen(event, world):
                yield event


def _may_happen(event: Event, world: World) -> bool:
    """Whether an event is on a path of this world, in which every loop has something to go through."""
    return all(
        world.decided.get(condition, condition.kind is ConditionKind.RUNS or answer) == answer
        for condition, answer in event.path.items()
    )


def _is_by_default(event: Event) -> bool:
    """Whether every declared default holds on the way to it."""
    return all(answer for condition, answer in event.path.items() if condition.kind is ConditionKind.DEFAULT)


def uses_of(events: Sequence[UseEvent], fit: FitEvent | None, world: World) -> tuple[Use, ...]:
    """The uses of predictions, and of the logs of a training call, on the paths of this world.

    Each place counts once for each thing that is done there.
    """
    found: dict[tuple[UseKind, str, int], Use] = {}
    for event in events:
        if event.origin is None or event.fit not in (None, fit):
            continue
        if not _may_happen(event, world) or is_tried(event):
            continue
        by_default = _is_by_default(event)
        use = Use(event.kind, event.origin, event.detail, by_default, event.read)
        key = (event.kind, event.detail, id(event.origin.node))
        if key not in found or by_default:
            found[key] = use
    return tuple(found.values())


_TRIED = frozenset({UseKind.REMOVED_METHOD, UseKind.LOG, UseKind.EPOCH_LOG, UseKind.EPOCH_LOG_COMPARED})


def is_tried(event: UseEvent | UncompiledUseEvent) -> bool:
    """Whether the program is ready for a method that models have no more, or a name that is not logged.

    Or has asked for the shape of the predictions before, which tells what can be done with them.
    """
    subject = event.subject if isinstance(event, UseEvent) else None
    return any(
        (condition.kind is ConditionKind.SMOOTH and event.kind in _TRIED) or _is_about(condition.key, subject)
        for condition in event.path
    )


def _is_about(key: Hashable, subject: Hashable) -> bool:
    """Whether a question is about a value, or about something that was made of it."""
    if subject is None:
        return False
    if isinstance(key, Test):
        return _is_about(key.subject, subject)
    return key == subject or (isinstance(key, tuple) and any(_is_about(part, subject) for part in key))


def layer_changes(
    history: History, compiled: CompileEvent, fit: FitEvent, world: World
) -> tuple[LayerChange, ...]:
    """Layers added to, or taken from, a compiled model that has been trained already."""
    if LayersEvent not in history.kinds:  # of thousands of training calls each looks at all
        return ()
    trained: Origin | None = None
    found: dict[int, LayerChange] = {}
    for event in history.between(compiled, fit, world):
        if isinstance(event, FitEvent) and event.compiled is compiled:
            trained = trained or event.origin
        is_change = isinstance(event, LayersEvent) and event.model is compiled.model
        if is_change and trained is not None and event.origin is not None:
            assert isinstance(event, LayersEvent)
            found.setdefault(id(event.origin.node), LayerChange(event.origin, event.method, trained))
    return tuple(found.values())


def trainable_changes(
    history: History, compiled: CompileEvent, fit: FitEvent, world: World
) -> tuple[TrainableChange, ...]:
    """Values of ``trainable`` that differ, when training starts, from those at compile time.

    What another compiled model shares is left out: such models are frozen and thawed for each other.
    """
    if TrainableEvent not in history.kinds:
        return ()
    if not any(isinstance(event, TrainableEvent) for event in history.between(compiled, fit, world)):
        return ()
    before = _Before.of(history.before(compiled, world), world)
    last: dict[tuple[int, Hashable], tuple[TrainableEvent, TrainableChange | None]] = {}
    is_trained = False
    for event in history.between(compiled, fit, world):
        if isinstance(event, FitEvent) and event.compiled is compiled:
            is_trained = True
        if isinstance(event, TrainableEvent) and event.origin is not None:
            if event.is_of_all:
                last = {key: one for key, one in last.items() if key[0] != id(event.owner)}
            last[id(event.owner), event.part] = (event, _changed(event, before, is_trained, world))
    members = _members(compiled.model, compiled.outputs)
    found: dict[int, TrainableChange] = {}
    for event, change in last.values():
        if change is None or not _is_part(event.owner, compiled.model, members):
            continue
        if not _is_shared(event, compiled, history):
            found.setdefault(id(change.origin.node), change)
    return tuple(found.values())


def _changed(
    event: TrainableEvent, before: _Before, is_trained: bool, world: World
) -> TrainableChange | None:
    """What a write of ``trainable`` changes against the time of compile, None if nothing for sure."""
    value = world.settle(event.value)
    if event.origin is None or not isinstance(value, Const) or not isinstance(value.value, bool):
        return None
    if before.value_of(event, world) in (value.value, None):
        return None
    return TrainableChange(event.origin, value.value, is_trained, _is_by_default(event))


@dataclass(frozen=True, slots=True)
class _Before:
    """What ``trainable`` was last set to before compile, of objects and of parts of their layers.

    None where the value is not known.
    """

    values: Mapping[tuple[int, Hashable], object]

    @classmethod
    def of(cls, events: Iterator[Event], world: World) -> _Before:
        found: dict[tuple[int, Hashable], object] = {}
        for event in events:
            if isinstance(event, TrainableEvent):
                value = world.settle(event.value)
                if event.is_of_all:
                    found = {key: one for key, one in found.items() if key[0] != id(event.owner)}
                part = None if event.is_of_all else event.part
                found[id(event.owner), part] = value.value if isinstance(value, Const) else None
        return cls(found)

    def value_of(self, event: TrainableEvent, world: World) -> object:
        """What was set of that which a later write sets; None where other writes may have reached it."""
        owner = id(event.owner)
        of_all = self.values.get((owner, None), _at_first(event.owner, world))
        if event.part is None:
            return of_all
        if event.part == SOME_LAYERS or self.values.keys() - {(owner, None), (owner, event.part)}:
            return None
        if _has_layers_out_of_view(event.owner):
            return None
        return self.values.get((owner, event.part), of_all)


def _has_layers_out_of_view(owner: Object) -> bool:
    """Whether layers are in a model that the program may have frozen before, where that is not seen."""
    outputs = owner.cells.get(OUTPUTS)
    return outputs is not None and any(isinstance(one, UnknownValue) for one in tensors_behind(outputs))


def _at_first(owner: Object, world: World) -> object:
    """Layers are trainable unless they were made otherwise."""
    if not isinstance(owner, LibraryObject):
        return True
    given = owner.arguments.get("trainable")
    settled = None if given is None else world.settle(given)
    return settled.value if isinstance(settled, Const) else True


def _members(model: Value, outputs: Value) -> frozenset[int]:
    """The identities of a model, of its layers, of the models in it, and of all their tensors."""
    found = {id(model)}
    if isinstance(model, Instance):
        found.update(id(part) for cell in model.cells.values() for part in leaves(cell))
    for tensor in tensors_behind(outputs):
        found.add(id(tensor))
        if isinstance(tensor, Tensor) and isinstance(tensor.producer, Value):
            found.update(id(producer) for producer in leaves(tensor.producer))
    return frozenset(found)


def _is_part(owner: Object, model: Value, members: frozenset[int]) -> bool:
    """Whether an object is in a graph, or is a model whose own outputs are."""
    if owner is model or id(owner) in members:
        return True
    if not isinstance(owner, ModelObject):
        return False
    return any(id(tensor) in members for tensor in _outputs(owner.cells.get(OUTPUTS)))


def _outputs(value: Value | None) -> Iterator[Value]:
    for one in () if value is None else leaves(value):
        if isinstance(one, TupleValue):
            yield from one.items
        elif isinstance(one, DictValue):
            yield from (entry for _, entry in one.entries)
        else:
            yield one


def _is_shared(change: TrainableEvent, compiled: CompileEvent, history: History) -> bool:
    """Whether another compiled model has this object, too, or this whole model.

    Of a layer that is known by its name alone that may be so if the models have anything in common.
    """
    own = _members(compiled.model, compiled.outputs) if isinstance(change.part, NamedLayer) else frozenset()
    for event in history.events:
        if not isinstance(event, CompileEvent) or event.model is compiled.model:
            continue
        members = _members(event.model, event.outputs)
        if _is_part(change.owner, event.model, members) or id(compiled.model) in members or own & members:
            return True
    return False
