"""From the log of a run to site readings: every compile call, with every training call that uses it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from compile_lint.knowledge.flavours import ANY, FIRST_PRESENT_NAMES, KERAS3
from compile_lint.knowledge.imbalance import NAME_HINTS, NameHints
from compile_lint.knowledge.signatures import parameters_of
from compile_lint.meaning.changes import History, is_tried, layer_changes, trainable_changes, uses_of
from compile_lint.meaning.compile_arguments import arguments_by_output, may_weigh_losses
from compile_lint.meaning.graph import has_regularizers, may_add_losses, odd_activations
from compile_lint.meaning.heads import (
    head_names,
    output_count,
    output_names,
    resolve_heads,
    resolve_outputs_and_losses,
)
from compile_lint.meaning.imbalance import evidence_of, weighs_rows
from compile_lint.meaning.keras_at_hand import KerasAtHand, resolve_keras
from compile_lint.meaning.labels import Targets
from compile_lint.meaning.logs import logs_are_plain, logs_of
from compile_lint.meaning.losses import resolve_optimizer
from compile_lint.meaning.shapes import axes_of
from compile_lint.meaning.training import input_axes, resolve_fit
from compile_lint.meaning.worlds import MAX_WORLDS, Reading, World, read_in_worlds
from compile_lint.model import CompileCall, Context, Fit, Origin, SiteReading, Use, Variant
from compile_lint.overlays.keras_training import OWN_LOSS, OWN_TRAINING
from compile_lint.records import dataclass
from compile_lint.values.conditions import IS_KERAS3, Condition
from compile_lint.values.events import (
    CompileEvent,
    EvidenceEvent,
    FitEvent,
    PartEvent,
    RegisterEvent,
    ReportEvent,
    Trace,
    UncompiledFitEvent,
    UncompiledUseEvent,
    UseEvent,
)
from compile_lint.values.kinds import MODEL_BASES, is_model
from compile_lint.values.values import Instance, Object, Value


@dataclass(frozen=True, slots=True)
class Log:
    """The events of one run, sorted by kind."""

    compiles: tuple[CompileEvent, ...]
    fits: Mapping[CompileEvent, tuple[FitEvent, ...]]
    uses: Mapping[CompileEvent, tuple[UseEvent, ...]]
    uncompiled: tuple[UncompiledFitEvent | UncompiledUseEvent, ...]
    history: History
    reports: tuple[ReportEvent, ...]
    evidence: tuple[EvidenceEvent, ...]
    parts: frozenset[object]  # models that are parts of other models
    has_registrations: bool  # the program registers names that strings may then mean
    at_hand: KerasAtHand
    name_hints: NameHints  # words that tell of a rare class

    @classmethod
    def of(cls, trace: Trace, at_hand: KerasAtHand, name_hints: NameHints) -> Log:
        events = trace.events
        fits: dict[CompileEvent, list[FitEvent]] = defaultdict(list)
        uses: dict[CompileEvent, list[UseEvent]] = defaultdict(list)
        for event in events:
            if isinstance(event, FitEvent):
                fits[event.compiled].append(event)
            elif isinstance(event, UseEvent) and not event.is_to_fail:
                uses[event.compiled].append(event)
        return cls(
            tuple(event for event in events if isinstance(event, CompileEvent)),
            {compiled: tuple(found) for compiled, found in fits.items()},
            {compiled: tuple(found) for compiled, found in uses.items()},
            tuple(event for event in events if isinstance(event, UncompiledFitEvent | UncompiledUseEvent)),
            History.of(events),
            tuple(event for event in events if isinstance(event, ReportEvent)),
            tuple(event for event in events if isinstance(event, EvidenceEvent)),
            frozenset(event.model for event in events if isinstance(event, PartEvent)),
            any(isinstance(event, RegisterEvent) for event in events),
            at_hand,
            name_hints,
        )


def read_sites(
    trace: Trace, at_hand: KerasAtHand | None = None, name_hints: NameHints = NAME_HINTS
) -> tuple[SiteReading, ...]:
    """Every compile call of a run, in the order of first reach.

    ``at_hand`` is the Keras that the program runs on, by default what it says itself;
    ``name_hints`` are the words that tell of a rare class.

    Events of one site that share a chain of calls are one context: its worlds are judged together, and
    each training call makes a context of its own.
    """
    log = Log.of(trace, at_hand or resolve_keras(trace.events), name_hints)
    return (*_compile_sites(log), *_uncompiled_sites(log))


def _compile_sites(log: Log) -> Iterator[SiteReading]:
    sites: dict[int, tuple[Origin, dict[Hashable, list[tuple[CompileEvent, FitEvent | None]]]]] = {}
    for compiled in log.compiles:
        assert compiled.origin is not None
        _, contexts = sites.setdefault(id(compiled.origin.node), (compiled.origin, defaultdict(list)))
        fits: tuple[FitEvent | None, ...] = log.fits.get(compiled) or (None,)
        for fit in fits:
            key = (compiled.chain_key, fit and fit.origin and id(fit.origin.node), fit and fit.chain_key)
            contexts[key].append((compiled, fit))
    for origin, contexts in sites.values():
        yield SiteReading(origin, tuple(_context(pairs, log) for pairs in contexts.values()))


def _uncompiled_sites(log: Log) -> Iterator[SiteReading]:
    """Training calls on models that were never compiled, and uses of models with no compile call in view.

    In a function that nothing in view calls, somebody else may have compiled the model before it is trained.
    """
    sites: dict[int, tuple[Origin, list[Context]]] = {}
    for event in log.uncompiled:
        if isinstance(event, UncompiledUseEvent):
            is_unsure = log.has_registrations or is_tried(event)
        else:
            is_unsure = event.is_assumed
        if event.origin is None or is_unsure or event.is_to_fail:
            continue
        call = CompileCall(
            event.origin,
            (),
            fit=Fit(event.origin, event.method) if isinstance(event, UncompiledFitEvent) else None,
            uses=_only_use(event, event.origin),
            keras=log.at_hand.keras,
            backend=log.at_hand.backend,
            below=log.at_hand.below,
            is_compiled=False,
            model_origin=event.model.origin,
        )
        _, contexts = sites.setdefault(id(event.origin.node), (event.origin, []))
        contexts.append(Context(event.chain, (Variant(call),)))
    for origin, found in sites.values():
        yield SiteReading(origin, tuple(found), is_compile=False)


def _only_use(event: UncompiledFitEvent | UncompiledUseEvent, origin: Origin) -> tuple[Use, ...]:
    return (Use(event.kind, origin, event.detail),) if isinstance(event, UncompiledUseEvent) else ()


def _context(pairs: Sequence[tuple[CompileEvent, FitEvent | None]], log: Log) -> Context:
    found: list[Reading[CompileCall]] = []
    for compiled, fit in pairs:
        path = _common_path(compiled, fit, log.at_hand)
        if path is None:
            continue
        for reading in _read_calls(path, compiled, fit, log):
            # Read apart, so that what is undecided about callbacks takes no worlds from the heads.
            add_training = partial(_with_training, reading.result, compiled, fit, log)
            more = read_in_worlds(reading.world.decided, add_training)
            found.extend(more)
    fewest = min((one.world.broken_defaults for one in found), default=0)
    variants = _distinct(
        Variant(one.result, one.world.broken_defaults == fewest, one.world.is_as_written) for one in found
    )
    compiled, fit = pairs[0]
    is_to_fail = compiled.is_to_fail or (fit is not None and fit.is_to_fail)
    return Context(compiled.chain, variants, compiled.reach, is_to_fail)


def _read_calls(
    path: Mapping[Condition, bool], compiled: CompileEvent, fit: FitEvent | None, log: Log
) -> Iterator[Reading[CompileCall]]:
    """Read the call in every world. Outputs and losses come first: what is undecided about labels,
    metrics and the optimizer gets the worlds that they leave."""
    outputs = _outputs_of(compiled, fit)
    is_open = _takes_other_names(compiled, log)
    first = partial(resolve_outputs_and_losses, compiled, outputs, is_open=is_open)
    found = read_in_worlds(path, first)
    rest = max(MAX_WORLDS // max(len(found), 1), MAX_WORLDS // 2)
    for one in found:
        limit = rest if one.world.may_ask else 1
        yield from read_in_worlds(one.world.decided, partial(_read, compiled, fit, log), limit)


def _outputs_of(compiled: CompileEvent, fit: FitEvent | None) -> Value:
    return compiled.outputs if fit is None else fit.outputs


def _takes_other_names(compiled: CompileEvent, log: Log) -> bool:
    """Whether strings may mean losses and metrics that are in no table."""
    return log.has_registrations or not _has_keras_compile(compiled.model)


def _distinct(variants: Iterable[Variant]) -> tuple[Variant, ...]:
    seen: dict[CompileCall, Variant] = {}
    for variant in variants:
        before = seen.setdefault(variant.call, variant)
        seen[variant.call] = Variant(
            variant.call,
            variant.defaults_hold or before.defaults_hold,
            variant.is_as_written or before.is_as_written,
        )
    return tuple(seen.values())


def _common_path(
    compiled: CompileEvent, fit: FitEvent | None, at_hand: KerasAtHand
) -> Mapping[Condition, bool] | None:
    """What is decided where both happen; None if they cannot happen together."""
    path = dict(compiled.path)
    if at_hand.keras != ANY:
        path.setdefault(IS_KERAS3, at_hand.keras == KERAS3)
    if fit is not None:
        for condition, answer in fit.path.items():
            if path.setdefault(condition, answer) != answer:
                return None
    return path


def _read(compiled: CompileEvent, fit: FitEvent | None, log: Log, world: World) -> CompileCall:
    assert compiled.origin is not None
    targets = Targets(fit, world, log.fits.get(compiled, ()))
    outputs = _outputs_of(compiled, fit)
    is_plain = _has_keras_compile(compiled.model)
    is_open = _takes_other_names(compiled, log)
    named = head_names(outputs, world, compiled.model)
    heads = resolve_heads(compiled, targets, named, world, is_open=is_open)
    arguments = compiled.arguments
    optimizer = resolve_optimizer(arguments.get("optimizer", 0), world, compiled.origin, is_open=is_open)
    call = CompileCall(
        compiled.origin,
        heads,
        optimizer,
        reported_by=frozenset(
            report.function for report in log.reports if report.model in (None, compiled.model)
        ),
        has_regularizers=has_regularizers(outputs),
        has_own_training=compiled.has_own_training,
        may_weigh_losses=may_weigh_losses(arguments, world),
        may_weigh_rows=targets.has_sample_weights or (fit is not None and weighs_rows(fit, world)),
        other_arguments=_other_arguments(compiled) if is_plain else (),
        feeds_other_model=fit is None and compiled.model in log.parts,
        is_assumed=compiled.is_assumed,
        odd_activations=() if log.has_registrations else odd_activations(outputs, world),
    )
    if is_plain:
        call = replace(
            call,
            arguments=arguments_by_output(arguments, compiled.origin, world),
            output_count=output_count(outputs, heads, world),
            output_names=output_names(compiled.model, outputs, named, world),
            may_add_losses=_may_train_itself(compiled.model) or may_add_losses(outputs),
        )
    return replace(call, evidence=evidence_of(call, fit, targets, log.evidence, log.name_hints, world))


def _with_training(
    call: CompileCall, compiled: CompileEvent, fit: FitEvent | None, log: Log, world: World
) -> CompileCall:
    """The call together with what its training is given, what it logs then, and the Keras it runs on."""
    parts = (compiled.model, *compiled.arguments, *(fit.arguments if fit is not None else ()))
    at_hand = log.at_hand.where(world.decided, *parts)
    call = replace(call, keras=at_hand.keras, backend=at_hand.backend, below=at_hand.below)
    logs = logs_of(call.heads)
    outputs = _outputs_of(compiled, fit)
    is_complete = (
        logs.is_complete
        and logs_are_plain(compiled.model, outputs, world)
        and not call.is_before(*FIRST_PRESENT_NAMES)
    )
    uses = uses_of(log.uses.get(compiled, ()), fit, world)
    call = replace(call, logs=replace(logs, is_complete=is_complete), uses=uses)
    if uses and len(call.heads) == 1:
        given = None if fit is None else input_axes(fit, world)
        call = replace(call, output_axes=axes_of(outputs, world, given))
    if fit is None:
        return call
    return replace(
        call,
        fit=resolve_fit(fit, world),
        trainable_changes=trainable_changes(log.history, compiled, fit, world),
        layer_changes=layer_changes(log.history, compiled, fit, world),
    )


def _may_train_itself(model: Value) -> bool:
    """Whether a method of training may have been put onto the model, or a loss added to it."""
    return isinstance(model, Object) and not model.cells.keys().isdisjoint({OWN_LOSS, *OWN_TRAINING})


_PARAMETERS = frozenset(name for name, _ in parameters_of(KERAS3, "Model.compile") or ())


def _has_keras_compile(model: Value) -> bool:
    """Whether the model's ``compile`` is surely Keras's own: others take arguments of their own."""
    if not is_model(model):
        return False
    if not isinstance(model, Instance):
        return True
    bases = set(model.cls.library_bases())
    if model.cls.has_unknown_base or not bases <= MODEL_BASES:
        return False
    return not any("compile" in cls.cells for cls in model.cls.mro())


def _other_arguments(compiled: CompileEvent) -> tuple[tuple[str, Origin], ...]:
    """Keywords that are no parameter of Keras 3's compile."""
    assert compiled.origin is not None
    return tuple(
        (name, compiled.arguments.written.get(name) or value.origin or compiled.origin)
        for name, value in compiled.arguments.keywords.items()
        if name not in _PARAMETERS and value.origin is not None
    )
