"""Compile calls as understood, for people: one block a call, with the place of each part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from compile_lint.inspection import (
    CallView,
    HeadView,
    Inspection,
    LabelsPart,
    LossPart,
    MetricPart,
    OutputPart,
    Part,
    State,
    Understanding,
    VariantView,
)
from compile_lint.reporters.colors import Painter, Style
from compile_lint.reporters.display import as_line, escaped
from compile_lint.reporters.totals import counted
from compile_lint.spans import Span

_PLAIN = Painter()
_INDENT = "  "


def render(inspection: Inspection, painter: Painter = _PLAIN) -> str:
    """Render every compile call, and a total."""
    lines = [line for call in inspection.calls for line in (*_call(call, painter), "")]
    lines.extend(_total(inspection))
    return "\n".join(lines) + "\n"


def render_statistics(inspection: Inspection) -> str:
    """Render the share of calls understood, and what hinders the others, most frequent first."""
    return "\n".join([*_total(inspection), *_hindrances(inspection)]) + "\n"


def _total(inspection: Inspection) -> Iterator[str]:
    calls = len(inspection.calls)
    understood = inspection.count(Understanding.FULL)
    yield (
        f"{understood} of {counted(calls, 'compile call')} understood{_share(understood, calls)} "
        f"in {counted(inspection.files, 'file')}."
    )
    more = (
        (Understanding.OWN_CODE, "more but for losses and layers of the project's own"),
        (Understanding.OPEN, "more but for what only callers that are not in view can give"),
    )
    for understanding, words in more:
        count = inspection.count(understanding)
        understood += count
        if count:
            yield f"{count} {words}: {understood}{_share(understood, calls)}."


def _share(count: int, calls: int) -> str:
    return f" ({100 * count / calls:.1f} %)" if calls else ""


def _hindrances(inspection: Inspection) -> Iterator[str]:
    """Count, for each part and why, the calls in which that part is not known for that reason."""
    counts: Counter[tuple[str, str]] = Counter()
    for call in inspection.calls:
        counts.update(
            {
                (kind, part.why or "")
                for variant in call.variants
                for head in variant
                for kind, part in (("output", head.output), ("loss", head.loss), ("labels", head.labels))
                if part.state is not State.KNOWN
            }
        )
        if not any(call.variants):
            counts["output", "no way leads to this call"] += 1
    digits = len(str(max(counts.values(), default=0)))
    for (kind, why), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{_INDENT}{count:>{digits}}  {kind:<6}  {escaped(why)}"


def _call(call: CallView, painter: Painter) -> Iterator[str]:
    """A small tree: under each output the loss that is taken of it, under that the labels."""
    yield f"{painter.paint(as_line(str(call.site)), Style.STRONG)}: {call.understanding.words}"
    groups = _grouped(call.variants)
    for number, (is_as_written, variants) in enumerate(groups, 1):
        indent = _INDENT
        if len(groups) > 1:
            condition = "" if is_as_written else ", if a caller that is not in view says otherwise"
            yield f"{_INDENT}variant {number} of {len(groups)}{condition}"
            indent += _INDENT
        for heads in zip(*(variant.heads for variant in variants), strict=True):
            for line in _head(heads, call.site, painter):
                yield indent + line


def _grouped(variants: Sequence[VariantView]) -> list[tuple[bool, list[VariantView]]]:
    """Variants that differ in labels and metrics only are shown as one."""
    groups: dict[Hashable, tuple[bool, list[VariantView]]] = {}
    for variant in variants:
        key = (variant.is_as_written, tuple((head.name, head.output, head.loss) for head in variant))
        groups.setdefault(key, (variant.is_as_written, []))[1].append(variant)
    return list(groups.values())


def _head(heads: Sequence[HeadView], site: Span, painter: Painter) -> Iterator[str]:
    """One head as several variants read it; they differ in labels and metrics only."""
    first = heads[0]
    name = "" if first.name is None else f" {escaped(first.name)}"
    yield _part(f"output{name}", first.output, _output(first.output), site, painter)
    yield _INDENT + _part("<- loss", first.loss, _loss(first.loss), site, painter)
    for number, labels in enumerate(dict.fromkeys(head.labels for head in heads)):
        lead = "or labels" if number else "<- labels"
        yield _INDENT * 2 + _part(lead, labels, _labels(labels), site, painter)
    for metric in dict.fromkeys(metric for head in heads for metric in head.metrics):
        yield _INDENT + _part("metric", metric, _metric(metric), site, painter)


def _part(lead: str, part: Part, words: str, site: Span, painter: Painter) -> str:
    text = escaped(words)
    if part.state is State.UNKNOWN:
        text = painter.paint(text, Style.WARNING)
    place = f"  ({_place(part.place, site)})" if part.place is not None else ""
    return f"{lead}: {text}{painter.paint(place, Style.GUTTER)}"


def _place(place: Span, site: Span) -> str:
    """Say where a part was written, with the file or cell only where it is another one."""
    if place.path != site.path:
        return escaped(str(place))
    cell = "" if place.cell == site.cell else f"cell {place.cell}:"
    return f"{cell}{place.line}:{place.column}"


def _output(part: OutputPart) -> str:
    if part.state is not State.KNOWN:
        return _unclear(part)
    units = "units unknown" if part.units is None else counted(part.units, "unit")
    return f"{part.name}, {units}, {part.activation}: {part.meaning}"


def _loss(part: LossPart) -> str:
    if part.state is not State.KNOWN:
        return _unclear(part)
    if part.name is None:
        return "none"
    return part.name if part.from_logits is None else f"{part.name}, from_logits={part.from_logits}"


def _labels(part: LabelsPart) -> str:
    if part.state is not State.KNOWN:
        return _unclear(part)
    classes = "" if part.classes is None else f", {counted(part.classes, 'class', 'classes')}"
    maker = f", from {part.name}" if part.name else ""
    return f"{part.encoding}{classes}{maker}"


def _metric(part: MetricPart) -> str:
    if part.state is not State.KNOWN:
        return _unclear(part)
    if part.resolves_to in (None, part.name):
        return str(part.name)
    return f"{part.name}, which is {part.resolves_to} here"


def _unclear(part: Part) -> str:
    named = f" `{part.name}`" if part.name else ""
    return f"{part.state.value}{named}: {part.reason}"
