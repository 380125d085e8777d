"""Compile calls as understood, for people: one block a call, with the place of each part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

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
)
from compile_lint.reporters.colors import Painter, Style
from compile_lint.reporters.display import escaped
from compile_lint.reporters.totals import counted
from compile_lint.spans import Span

_PLAIN = Painter()
_INDENT = "  "


def render(inspection: Inspection, painter: Painter = _PLAIN) -> str:
    """Render every compile call, and a total."""
    lines = [line for call in inspection.calls for line in (*_call(call, painter), "")]
    lines.append(_total(inspection))
    return "\n".join(lines) + "\n"


def render_statistics(inspection: Inspection) -> str:
    """Render the share of calls understood, and what hinders the others, most frequent first."""
    return "\n".join([_total(inspection), *_hindrances(inspection)]) + "\n"


def _total(inspection: Inspection) -> str:
    calls = len(inspection.calls)
    share = f" ({100 * inspection.understood / calls:.1f} %)" if calls else ""
    return (
        f"{inspection.understood} of {counted(calls, 'compile call')} understood{share} "
        f"in {counted(inspection.files, 'file')}."
    )


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
    verdict = "understood" if call.is_understood else "not fully understood"
    yield f"{painter.paint(escaped(str(call.site)), Style.STRONG)}: {verdict}"
    several = len(call.variants) > 1
    for number, variant in enumerate(call.variants, 1):
        if several:
            yield f"{_INDENT}variant {number} of {len(call.variants)}"
        indent = _INDENT * (2 if several else 1)
        for head in variant:
            if len(variant) > 1 or head.name is not None:
                name = "without a known name" if head.name is None else escaped(head.name)
                yield f"{indent}head {name}"
            yield from _head(head, indent + (_INDENT if len(variant) > 1 else ""), call.site, painter)


def _head(head: HeadView, indent: str, site: Span, painter: Painter) -> Iterator[str]:
    rows: list[tuple[str, Part, str]] = [
        ("output", head.output, _output(head.output)),
        ("loss", head.loss, _loss(head.loss)),
        ("labels", head.labels, _labels(head.labels)),
        *(("metric", metric, _metric(metric)) for metric in head.metrics),
    ]
    for kind, part, words in rows:
        place = f"  ({_place(part.place, site)})" if part.place is not None else ""
        text = escaped(words)
        if part.state is State.UNKNOWN:
            text = painter.paint(text, Style.WARNING)
        yield f"{indent}{kind:<6}  {text}{painter.paint(place, Style.GUTTER)}"


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
