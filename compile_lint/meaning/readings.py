"""From the log of a run to site readings: every compile call, with every training call that uses it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.knowledge.signatures import parameters_of
from compile_lint.meaning.graph import may_add_losses
from compile_lint.meaning.heads import head_names, resolve_heads
from compile_lint.meaning.imbalance import evidence_of
from compile_lint.meaning.labels import Targets
from compile_lint.meaning.losses import resolve_optimizer
from compile_lint.meaning.worlds import World, read_in_worlds
from compile_lint.model import CompileCall, Context, Fit, Origin, SiteReading, Variant
from compile_lint.values.conditions import Condition
from compile_lint.values.events import (
    CompileEvent,
    EvidenceEvent,
    FitEvent,
    PartEvent,
    RegisterEvent,
    ReportEvent,
    Trace,
)
from compile_lint.values.kinds import MODEL_BASES, is_model
from compile_lint.values.values import Instance, Value


@dataclass(frozen=True, slots=True)
class Log:
    """The events of one run, sorted by kind."""

    compiles: tuple[CompileEvent, ...]
    fits: Mapping[CompileEvent, tuple[FitEvent, ...]]
    reports: tuple[ReportEvent, ...]
    evidence: tuple[EvidenceEvent, ...]
    parts: frozenset[object]  # models that are parts of other models
    has_registrations: bool  # the program registers names that strings may then mean
    keras: str  # which Keras the program imports, where that says it

    @classmethod
    def of(cls, trace: Trace) -> Log:
        events = trace.events
        fits: dict[CompileEvent, list[FitEvent]] = defaultdict(list)
        for event in events:
            if isinstance(event, FitEvent):
                fits[event.compiled].append(event)
        return cls(
            tuple(event for event in events if isinstance(event, CompileEvent)),
            {compiled: tuple(found) for compiled, found in fits.items()},
            tuple(event for event in events if isinstance(event, ReportEvent)),
            tuple(event for event in events if isinstance(event, EvidenceEvent)),
            frozenset(event.model for event in events if isinstance(event, PartEvent)),
            any(isinstance(event, RegisterEvent) for event in events),
            # ``import keras`` was Keras 2 for years and is Keras 3 now; only tf_keras says what it is.
            TF_KERAS if trace.flavours == {"tf_keras"} else "any",
        )


def read_sites(trace: Trace) -> tuple[SiteReading, ...]:
    """Every compile call of a run, in the order of first reach.

    Events of one site that share a chain of calls are one context: its worlds are judged together, and
    each training call makes a context of its own.
    """
    log = Log.of(trace)
    sites: dict[int, tuple[Origin, dict[Hashable, list[tuple[CompileEvent, FitEvent | None]]]]] = {}
    for compiled in log.compiles:
        assert compiled.origin is not None
        _, contexts = sites.setdefault(id(compiled.origin.node), (compiled.origin, defaultdict(list)))
        fits: tuple[FitEvent | None, ...] = log.fits.get(compiled) or (None,)
        for fit in fits:
            key = (compiled.chain_key, fit and fit.origin and id(fit.origin.node), fit and fit.chain_key)
            contexts[key].append((compiled, fit))
    return tuple(
        SiteReading(origin, tuple(_context(pairs, log) for pairs in contexts.values()))
        for origin, contexts in sites.values()
    )


def _context(pairs: Sequence[tuple[CompileEvent, FitEvent | None]], log: Log) -> Context:
    found: list[tuple[CompileCall, int]] = []
    for compiled, fit in pairs:
        path = _common_path(compiled, fit)
        if path is None:
            continue
        readings = read_in_worlds(path, partial(_read, compiled, fit, log))
        found.extend((reading.result, reading.world.broken_defaults) for reading in readings)
    fewest = min((broken for _, broken in found), default=0)
    variants = _distinct([Variant(call, broken == fewest) for call, broken in found])
    return Context(pairs[0][0].chain, variants, pairs[0][0].is_assumed)


def _distinct(variants: Sequence[Variant]) -> tuple[Variant, ...]:
    seen: dict[CompileCall, Variant] = {}
    for variant in variants:
        before = seen.get(variant.call)
        if before is None or (variant.defaults_hold and not before.defaults_hold):
            seen[variant.call] = variant
    return tuple(seen.values())


def _common_path(compiled: CompileEvent, fit: FitEvent | None) -> Mapping[Condition, bool] | None:
    """What is decided where both happen; None if they cannot happen together."""
    path = dict(compiled.path)
    if fit is not None:
        for condition, answer in fit.path.items():
            if path.setdefault(condition, answer) != answer:
                return None
    return path


def _read(compiled: CompileEvent, fit: FitEvent | None, log: Log, world: World) -> CompileCall:
    assert compiled.origin is not None
    targets = Targets(fit, world)
    outputs = compiled.outputs if fit is None else fit.outputs
    is_plain = _has_keras_compile(compiled.model)
    is_open = log.has_registrations or not is_plain
    heads = resolve_heads(compiled, targets, head_names(outputs, world), world, is_open=is_open)
    arguments = compiled.arguments
    optimizer = resolve_optimizer(arguments.get("optimizer", 0), world, compiled.origin)
    call = CompileCall(
        compiled.origin,
        heads,
        optimizer,
        None if fit is None or fit.origin is None else Fit(fit.origin, fit.method),
        reported_by=frozenset(
            report.function for report in log.reports if report.model in (None, compiled.model)
        ),
        keras=log.keras,
        has_regularizers=may_add_losses(outputs),
        has_own_training=compiled.has_own_training,
        other_arguments=_other_arguments(compiled) if is_plain else (),
        feeds_other_model=fit is None and compiled.model in log.parts,
    )
    return replace(call, evidence=evidence_of(call, fit, targets, log.evidence, world))


_PARAMETERS = frozenset(name for name, _ in parameters_of(KERAS3, "Model.compile") or ())


def _has_keras_compile(model: Value) -> bool:
    """Whether the model's ``compile`` is surely Keras's own: others take arguments of their own."""
    if not is_model(model):
        return False
    if not isinstance(model, Instance):
        return True
    bases = set(model.cls.library_bases())
    return bases <= MODEL_BASES and not any("compile" in cls.cells for cls in model.cls.mro())


def _other_arguments(compiled: CompileEvent) -> tuple[tuple[str, Origin], ...]:
    """Keywords that are no parameter of Keras 3's compile."""
    assert compiled.origin is not None
    return tuple(
        (name, compiled.arguments.written.get(name) or value.origin or compiled.origin)
        for name, value in compiled.arguments.keywords.items()
        if name not in _PARAMETERS and value.origin is not None
    )
