"""Evidence that the classes of a model's data are not equally frequent."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from compile_lint.knowledge.datasets import EVEN_DATASETS, KERAS_DATASETS
from compile_lint.knowledge.imbalance import NameHints, hint_in
from compile_lint.knowledge.layers import find_layer
from compile_lint.meaning.arguments import settled_argument
from compile_lint.meaning.labels import Targets
from compile_lint.meaning.training import given_argument
from compile_lint.meaning.worlds import World
from compile_lint.model import CompileCall, Encoding, Evidence, EvidenceKind, Known, Origin, Role, Why
from compile_lint.overlays.array_facts import DerivedToken, EvenToken
from compile_lint.syntax.names import names_used
from compile_lint.values.conditions import Condition
from compile_lint.values.events import EvidenceEvent, FitEvent
from compile_lint.values.values import (
    NONE,
    Array,
    Const,
    Dataset,
    DictValue,
    LibraryObject,
    TupleValue,
    UnknownValue,
    Value,
)


def evidence_of(
    call: CompileCall,
    fit: FitEvent | None,
    targets: Targets,
    logged: Sequence[EvidenceEvent],
    hints: NameHints,
    world: World,
) -> tuple[Evidence, ...]:
    """All signs of imbalance for this call, each kind once, the strongest first."""
    found: dict[EvidenceKind, Evidence] = {}
    for one in _all(call, fit, targets, logged, hints, world):
        found.setdefault(one.kind, one)
    return tuple(found.values())


def _all(
    call: CompileCall,
    fit: FitEvent | None,
    targets: Targets,
    logged: Sequence[EvidenceEvent],
    hints: NameHints,
    world: World,
) -> Iterator[Evidence]:
    is_even = fit is not None and _is_known_to_be_even(targets.targets, world)
    if fit is not None:
        if not is_even:
            yield from _weights(fit, world)
        for value in (targets.targets, targets.inputs):
            yield from _of_data(value, world)
    for head in call.heads:
        if isinstance(head.loss, Known) and head.loss.value.fact.is_focal and not is_even:
            loss = head.loss.value
            yield Evidence(EvidenceKind.FOCAL_LOSS, f"the focal loss `{loss.spelled}`", loss.origin)
        if isinstance(head.output, Known):
            for stage in head.output.value.stages:
                if stage.role is Role.WEIGHTS and isinstance(stage.owner, LibraryObject):
                    yield from _initial_bias(stage.owner, world)
    for event in logged:
        if _is_on_path(event, world):
            yield event.evidence
    if fit is not None and fit.origin is not None:
        yield from _names(fit.origin, hints)


def _is_known_to_be_even(labels: Value | None, world: World) -> bool:
    """Whether they are a data set's own class ids, each as frequent as another, whatever weights it gets."""
    labels = None if labels is None else world.settle(labels)
    if not isinstance(labels, Array):
        return False
    if labels.encoding is Encoding.ONE_HOT:
        return isinstance(_ids_of(labels.token), EvenToken)
    if labels.encoding not in (Encoding.INTEGER, Encoding.BINARY):
        return False
    fact = KERAS_DATASETS.get(labels.made_by.removesuffix(".load_data()"))
    return fact is not None and fact.name in EVEN_DATASETS and fact.classes == labels.classes


def _ids_of(rows: Hashable) -> Hashable:
    """The class ids that one-hot rows, or the first or last of them, were made of."""
    while isinstance(rows, DerivedToken):
        match rows.step:
            case ("one-hot" | "slice", *_):
                rows = rows.parent
            case ("picked", picked):  # ``np.eye(10)[ids]``
                rows = picked
            case _:
                break
    return rows


_WEIGHTS = (("class_weight", EvidenceKind.CLASS_WEIGHT), ("sample_weight", EvidenceKind.SAMPLE_WEIGHT))


def weighs_rows(fit: FitEvent, world: World) -> bool:
    """Whether a training call is given weights of classes or rows, whatever they are."""
    return any(given_argument(fit, name, world) not in (None, NONE) for name, _ in _WEIGHTS)


def _weights(fit: FitEvent, world: World) -> Iterator[Evidence]:
    for name, kind in _WEIGHTS:
        given = given_argument(fit, name, world)
        if given is None or given == NONE or _is_handed_on(given) or _is_even(given) or _is_mask(given):
            continue
        origin = fit.arguments.written.get(name) or given.origin or fit.origin
        if origin is not None:
            yield Evidence(kind, f"`{name}=` in `{fit.method}`", origin)


def _is_handed_on(value: Value) -> bool:
    """Whether it is a parameter that no call in view fills: a wrapper that takes weights says nothing."""
    return isinstance(value, UnknownValue) and value.why is Why.PARAMETER


def _is_even(value: Value) -> bool:
    """Whether all weights are the same."""
    if isinstance(value, Array):
        return value.lowest is not None and value.lowest == value.highest
    weights = [weight for _, weight in value.entries] if isinstance(value, DictValue) else []
    return bool(weights) and all(isinstance(one, Const) and one == weights[0] for one in weights)


def _is_mask(value: Value) -> bool:
    """Whether weights of 0 and 1 leave out some rows, or places that only fill up a sequence."""
    if isinstance(value, UnknownValue):
        return value.test is not None
    return isinstance(value, Array) and (value.lowest, value.highest) == (0, 1) and value.encoding in _MASKS


_MASKS = (Encoding.BINARY, Encoding.MULTI_HOT)


def _of_data(value: Value | None, world: World) -> Iterator[Evidence]:
    if value is None:
        return
    value = world.settle(value)
    if isinstance(value, Array):
        yield from value.evidence
    elif isinstance(value, Dataset):
        yield from _of_data(value.element, world)
    elif isinstance(value, TupleValue):
        for item in value.items:
            yield from _of_data(item, world)


def _initial_bias(layer: LibraryObject, world: World) -> Iterator[Evidence]:
    """``bias_initializer=Constant(np.log(pos / neg))``: computed, where a plain number says nothing."""
    if find_layer(layer.class_name) is None:
        return
    given = settled_argument(layer.arguments, "bias_initializer", {}, world)
    if isinstance(given, LibraryObject) and given.class_name == "Constant":
        start = settled_argument(given.arguments, "value", {"value": 0}, world)
        if start is not None and not isinstance(start, Const) and given.origin is not None:
            text = "the initial bias computed for the head"
            yield Evidence(EvidenceKind.INITIAL_BIAS, text, given.origin)


def _is_on_path(event: EvidenceEvent, world: World) -> bool:
    conditions: dict[Condition, bool] = dict(event.path)
    return all(world.decided.get(condition, answer) == answer for condition, answer in conditions.items())


def _names(origin: Origin, hints: NameHints) -> Iterator[Evidence]:
    """Names in the training call that speak of rare classes: ``fit(transactions, is_fraud)``."""
    for name, node in names_used(origin.node):
        if hint_in(name, hints) is not None:
            yield Evidence(EvidenceKind.NAME, f"the name `{name}`", Origin(origin.unit, node))
