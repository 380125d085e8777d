"""Each compile call as it was understood: what ``inspect`` shows, in plain and comparable values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from enum import Enum

from compile_lint.findings import Failure, Finding
from compile_lint.model import (
    Absent,
    CompileCall,
    Context,
    Custom,
    Head,
    Known,
    Labels,
    Loss,
    Metric,
    Origin,
    Output,
    SiteReading,
    Slot,
    Unidentified,
    Unknown,
    Why,
)
from compile_lint.records import dataclass
from compile_lint.spans import Span

Locate = Callable[[Origin], Span | None]


class State(Enum):
    """How much is known of one part."""

    KNOWN = "known"
    CUSTOM = "custom"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of one part of a head. ``why`` is set where the state is not ``KNOWN``.

    ``name`` is the layer, the loss or the metric as Keras calls it, or as the project's own code
    does. ``detail`` narrows the why down: the name that is not defined, for example. Places do not
    count when parts are compared: two contexts that read alike are one variant.
    """

    state: State
    why: str | None
    name: str | None
    place: Span | None = field(compare=False)
    detail: str = field(default="", kw_only=True)

    @property
    def reason(self) -> str | None:
        """The why together with its detail."""
        return f"{self.why}: {self.detail}" if self.detail else self.why


@dataclass(frozen=True, slots=True)
class OutputPart(Part):
    units: int | None = None
    activation: str | None = None
    meaning: str | None = None


@dataclass(frozen=True, slots=True)
class LossPart(Part):
    from_logits: bool | None = None


@dataclass(frozen=True, slots=True)
class LabelsPart(Part):
    """``name`` is the function that made the labels."""

    encoding: str | None = None
    classes: int | None = None


@dataclass(frozen=True, slots=True)
class MetricPart(Part):
    resolves_to: str | None = None


@dataclass(frozen=True, slots=True)
class HeadView:
    """One output of the model with what is known of its loss, labels and metrics."""

    name: str | None
    output: OutputPart
    loss: LossPart
    labels: LabelsPart
    metrics: tuple[MetricPart, ...]


@dataclass(frozen=True, slots=True)
class VariantView:
    """One way in which a compile call was read: its heads in order.

    ``is_as_written`` is False where a parameter has a value that only code out of view could give it.
    """

    heads: tuple[HeadView, ...]
    is_as_written: bool = True

    def __iter__(self) -> Iterator[HeadView]:
        return iter(self.heads)

    def __len__(self) -> int:
        return len(self.heads)


class Understanding(Enum):
    """How far a compile call is understood. The values are what JSON calls them."""

    FULL = "full"  # the output and the loss of every head are known
    OWN_CODE = "own_code"  # but for losses and layers of the project's own, which are known by name
    OPEN = "open"  # but for these, and for what only a caller out of view can give
    PARTIAL = "partial"

    @property
    def words(self) -> str:
        """The same for people."""
        return _WORDS[self]


_WORDS = {
    Understanding.FULL: "understood",
    Understanding.OWN_CODE: "understood but for the project's own code",
    Understanding.OPEN: "left open to callers that are not in view",
    Understanding.PARTIAL: "not fully understood",
}


@dataclass(frozen=True, slots=True)
class CallView:
    """One compile call; ``variants`` are the different ways in which it was read."""

    site: Span
    variants: tuple[VariantView, ...]

    @property
    def understanding(self) -> Understanding:
        """How far the call is understood as it is written: a parameter that no call in view fills has
        its default."""
        as_written = [variant for variant in self.variants if variant.is_as_written] or self.variants
        if not as_written or not all(as_written):
            return Understanding.PARTIAL
        parts = [part for variant in as_written for head in variant for part in (head.output, head.loss)]
        if all(part.state is State.KNOWN for part in parts):
            return Understanding.FULL
        if all(part.state in (State.KNOWN, State.CUSTOM) for part in parts):
            return Understanding.OWN_CODE
        if all(part.state is not State.UNKNOWN or part.why == Why.PARAMETER.value for part in parts):
            return Understanding.OPEN
        return Understanding.PARTIAL

    @property
    def is_understood(self) -> bool:
        return self.understanding is Understanding.FULL


@dataclass(frozen=True, slots=True)
class Inspection:
    """Every compile call of a run. ``findings`` are about files that could not be read as code."""

    calls: tuple[CallView, ...]
    files: int
    findings: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()
    tracebacks: tuple[str, ...] = ()  # of faults of ours

    def count(self, understanding: Understanding) -> int:
        """How many calls are understood so far, and no farther."""
        return sum(call.understanding is understanding for call in self.calls)


def view_call(reading: SiteReading, site: Span, locate: Locate) -> CallView:
    """Put a reading into words; ``locate`` gives the place of an origin."""
    return CallView(
        site,
        _distinct(
            VariantView(tuple(_view_head(head, locate) for head in variant.call.heads), variant.is_as_written)
            for context in _contexts(reading)
            for variant in context.variants
        ),
    )


def _contexts(reading: SiteReading) -> Sequence[Context]:
    """The ways to reach the call: the best."""
    best = max((context.reach for context in reading.contexts), default=None)
    return [context for context in reading.contexts if context.reach is best]


def _distinct(variants: Iterable[VariantView]) -> tuple[VariantView, ...]:
    seen: dict[tuple[HeadView, ...], VariantView] = {}
    for variant in variants:
        before = seen.setdefault(variant.heads, variant)
        if variant.is_as_written and not before.is_as_written:
            seen[variant.heads] = replace(before, is_as_written=True)
    return tuple(sorted(seen.values(), key=lambda variant: not variant.is_as_written))


def origins_to_show(reading: SiteReading) -> Iterator[Origin]:
    """Yield the origins whose places ``view_call`` asks for."""
    for context in _contexts(reading):
        for variant in context.variants:
            yield from _origins_of_call(variant.call)


def _origins_of_call(call: CompileCall) -> Iterator[Origin]:
    for head in call.heads:
        for slot in (head.output, head.loss, head.labels, *head.metrics):
            origin = _origin_of(slot)
            if origin is not None:
                yield origin


def _origin_of(slot: Slot[Output] | Slot[Loss] | Slot[Labels] | Slot[Metric]) -> Origin | None:
    return slot.value.origin if isinstance(slot, Known) else slot.origin


def _view_head(head: Head, locate: Locate) -> HeadView:
    return HeadView(
        name=head.name,
        output=_view_output(head.output, locate),
        loss=_view_loss(head.loss, locate),
        labels=_view_labels(head.labels, locate),
        metrics=tuple(_view_metric(metric, locate) for metric in head.metrics),
    )


def _view_output(slot: Slot[Output], locate: Locate) -> OutputPart:
    if isinstance(slot, Known):
        output = slot.value
        return OutputPart(
            State.KNOWN,
            None,
            output.layer,
            locate(output.origin),
            output.units,
            output.activation.name,
            output.activation.meaning,
        )
    return OutputPart(*_not_known(slot, "no output in view", locate), detail=_detail(slot))


def _view_loss(slot: Slot[Loss], locate: Locate) -> LossPart:
    if isinstance(slot, Known):
        loss = slot.value
        return LossPart(State.KNOWN, None, loss.name, locate(loss.origin), loss.from_logits)
    if isinstance(slot, Absent):  # that there is no loss is a thing known
        return LossPart(State.KNOWN, None, None, None if slot.origin is None else locate(slot.origin))
    return LossPart(*_not_known(slot, "", locate), detail=_detail(slot))


def _view_labels(slot: Slot[Labels], locate: Locate) -> LabelsPart:
    if isinstance(slot, Known):
        labels = slot.value
        place = locate(labels.origin)
        return LabelsPart(
            State.KNOWN, None, labels.made_by or None, place, labels.encoding.value, labels.classes
        )
    return LabelsPart(*_not_known(slot, "no training call in view", locate), detail=_detail(slot))


def _view_metric(slot: Slot[Metric], locate: Locate) -> MetricPart:
    if isinstance(slot, Known):
        metric = slot.value
        resolved = None if metric.resolves_to is None else metric.resolves_to.name
        return MetricPart(State.KNOWN, None, metric.name, locate(metric.origin), resolved)
    return MetricPart(*_not_known(slot, "not given", locate), detail=_detail(slot))


def _not_known(
    slot: Custom | Unknown | Absent | Unidentified, absent: str, locate: Locate
) -> tuple[State, str, str | None, Span | None]:
    place = None if slot.origin is None else locate(slot.origin)
    match slot:
        case Custom(name):
            return State.CUSTOM, Why.CUSTOM.value, name, place
        case Unknown(why):
            return State.UNKNOWN, why.value, None, place
        case Unidentified():
            return State.UNKNOWN, "no Keras accepts it here", None, place
        case Absent():
            return State.UNKNOWN, absent, None, place


def _detail(slot: Custom | Unknown | Absent | Unidentified) -> str:
    match slot:
        case Unknown(_, detail):
            return detail
        case Unidentified(text):
            return f"`{text}`"
        case _:
            return ""


def merged_views(first: CallView, second: CallView) -> CallView:
    """One compile call that several programs reach: the ways of both, each once."""
    return CallView(first.site, _distinct((*first.variants, *second.variants)))
