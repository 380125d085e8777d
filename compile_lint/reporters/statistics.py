"""How often each rule fired, in place of the findings."""

from __future__ import annotations

from collections import Counter

from compile_lint.report import Report
from compile_lint.reporters.json_report import FORMAT_VERSION
from compile_lint.reporters.json_text import json_text


def render_text(report: Report) -> str:
    """Render one line a rule, the most frequent first."""
    counted = _counted(report)
    width = max((len(str(count)) for _, _, count in counted), default=0)
    return "".join(f"{count:>{width}}  {code}  {name}\n" for code, name, count in counted)


def render_json(report: Report) -> str:
    """Render the same as one JSON object, in ASCII."""
    rules = [{"code": code, "name": name, "count": count} for code, name, count in _counted(report)]
    return json_text({"version": FORMAT_VERSION, "rules": rules}, 2) + "\n"


def _counted(report: Report) -> list[tuple[str, str, int]]:
    counts = Counter((finding.code, finding.name) for finding in report.findings)
    by_count = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(code, name, count) for (code, name), count in by_count]
