"""One model output as a small diagram: the output, its loss, the labels and the metrics, and what clashes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from compile_lint.findings import Finding, Severity
from compile_lint.inspection import HeadView, LabelsPart, LossPart, MetricPart, OutputPart, Part, State
from compile_lint.records import dataclass
from compile_lint.reporters.html_report.markup import Markup, name, tag
from compile_lint.reporters.totals import counted
from compile_lint.spans import Span

# An arrow from right to left, drawn; as a text for those who do not see it, the order says the same.
_ARROW = Markup(
    '<svg viewBox="0 0 40 16" aria-hidden="true" focusable="false">'
    '<path d="M38 8H4M10 2 4 8l6 6" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Clash:
    """What findings say of one place: which rules, and how bad it is at worst."""

    codes: tuple[str, ...]
    severity: Severity


def clashes(findings: Sequence[Finding]) -> Mapping[Span, Clash]:
    """Collect the places that findings name, as halves of a contradiction."""
    by_place: dict[Span, list[Finding]] = {}
    for finding in findings:
        for span in {finding.span, *(related.span for related in finding.related)}:
            by_place.setdefault(span, []).append(finding)
    return {
        span: Clash(
            tuple(dict.fromkeys(finding.code for finding in there)),
            max((finding.severity for finding in there), key=lambda severity: severity.rank),
        )
        for span, there in by_place.items()
    }


def draw(head: HeadView, clashing: Mapping[Span, Clash], site: Span) -> Markup:
    """Draw one head of a compile call."""
    kinds = ("output", "loss", "labels", "metrics")
    parts: list[list[Part]] = [[head.output], [head.loss], [head.labels], [*head.metrics]]
    boxes = [_box(kind, of_kind, clashing, site) for kind, of_kind in zip(kinds, parts, strict=True)]
    cells = [boxes[0]]
    for (left, right), box in zip(pairwise(parts), boxes[1:], strict=True):
        shared = _codes(left, clashing) & _codes(right, clashing)
        cells += [tag("div", _ARROW, class_="arrow clash" if shared else "arrow"), box]
    return tag("div", *cells, class_="flow")


def _codes(parts: Sequence[Part], clashing: Mapping[Span, Clash]) -> set[str]:
    return {code for part in parts for code in _clash(part, clashing).codes}


def _clash(part: Part, clashing: Mapping[Span, Clash]) -> Clash:
    """What findings say of a part: of the whole of it, or of a place in it, its activation for example."""
    there = [clash for span, clash in clashing.items() if part.place is not None and span in part.place]
    codes = dict.fromkeys(code for clash in there for code in clash.codes)
    worst = max(
        (clash.severity for clash in there), key=lambda severity: severity.rank, default=Severity.INFO
    )
    return Clash(tuple(codes), worst)


def _box(kind: str, parts: Sequence[Part], clashing: Mapping[Span, Clash], site: Span) -> Markup:
    return tag(
        "div",
        tag("div", kind, class_="kind"),
        *(_part(part, clashing, site) for part in parts),
        *([] if parts else [tag("div", tag("div", "none", class_="main"), class_="part absent")]),
        class_="box",
    )


def _part(part: Part, clashing: Mapping[Span, Clash], site: Span) -> Markup:
    clash = _clash(part, clashing)
    main, *more = map(name, _words(part))
    place = [] if part.place is None else [tag("div", _where(part.place, site), class_="where")]
    codes = [tag("div", " ".join(clash.codes), class_="codes")] if clash.codes else []
    bad = f" clash {clash.severity.value}" if clash.codes else ""
    return tag(
        "div",
        tag("div", main, class_="main"),
        *(tag("div", line, class_="detail") for line in more),
        *place,
        *codes,
        class_=f"part {part.state.value}{bad}",
    )


def _where(place: Span, site: Span) -> str:
    """Where a part was written, with the file or cell only where it is another one."""
    if place.path != site.path:
        return str(place)
    cell = "" if place.cell == site.cell else f"cell {place.cell}, "
    return f"{cell}line {place.line}"


def _spaced(name: str | None) -> str:
    return (name or "").replace("_", " ")


def _words(part: Part) -> list[str]:
    """What is known of a part: a line to be read first, and more lines."""
    if part.state is State.UNKNOWN:
        return ["not known", part.reason or ""]
    if part.state is State.CUSTOM:
        return [part.name or "custom", part.reason or ""]
    match part:
        case OutputPart():
            units = "units unknown" if part.units is None else counted(part.units, "unit")
            return [part.name or "output", f"{units}, {part.activation}", f"yields {_spaced(part.meaning)}"]
        case LossPart(name=None):
            return ["none"]
        case LossPart():
            logits = [] if part.from_logits is None else [f"from_logits={part.from_logits}"]
            return [part.name or "", *logits]
        case LabelsPart():
            classes = [] if part.classes is None else [counted(part.classes, "class", "classes")]
            return [_spaced(part.encoding), *classes, *([f"from {part.name}"] if part.name else [])]
        case MetricPart():
            is_other = part.resolves_to not in (None, part.name)
            return [part.name or "", *([f"here {part.resolves_to}"] if is_other else [])]
        case _:
            raise TypeError(f"no words for {part}")
