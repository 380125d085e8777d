"""What formats without excerpts say of a finding: its message, and where the rest of it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from compile_lint.findings import Certainty, Finding
from compile_lint.reporters.display import as_line, escaped
from compile_lint.spans import Span


def full_message(finding: Finding) -> str:
    """Return the message, then a line for each related place, and the advice, safe to print."""
    return "\n".join(map(as_line, _lines(finding)))


def one_line(finding: Finding) -> str:
    """Return the message, marked where it is only possible."""
    sure = "possible: " if finding.certainty is Certainty.POSSIBLE else ""
    return f"{sure}{finding.message}"


def told_apart(lines: Iterable[tuple[Finding, str]]) -> Iterator[str]:
    """Yield one line a finding; the compile call is named where a line would otherwise be there again."""
    given = list(lines)
    often = Counter(line for _, line in given)
    for finding, line in given:
        is_named = often[line] > 1 and finding.site is not None
        yield f"{line} (in the compile call at {escaped(str(finding.site))})" if is_named else line


def _lines(finding: Finding) -> Iterator[str]:
    cell = f" (cell {finding.span.cell}, line {finding.span.line})" if finding.span.cell else ""
    yield f"{one_line(finding)}{cell}"
    for related in finding.related:
        yield f"{_place(related.span, finding.span)}: {related.message}"
    if finding.advice:
        yield f"help: {finding.advice}"


def _place(span: Span, primary: Span) -> str:
    if span.path != primary.path:
        return str(span)
    cell = f"cell {span.cell}, " if span.cell is not None else ""
    return f"{cell}line {span.line}"
