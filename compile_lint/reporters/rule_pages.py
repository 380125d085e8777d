"""The catalogue of rules: one page a rule, a table of all, and the same for programs."""

from __future__ import annotations

import inspect
import json
import textwrap
from collections.abc import Iterator, Sequence

from compile_lint.reporters.json_report import FORMAT_VERSION
from compile_lint.rules.registry import Rule


def render_page(rule: Rule) -> str:
    """Render all there is to say about one rule."""
    parts = [
        f"{rule.code} {rule.name} ({rule.severity.value}, since {rule.since})",
        inspect.cleandoc(rule.doc),
        *_example("Bad", rule.bad),
        *_example("Good", rule.good),
    ]
    return "\n\n".join(parts) + "\n"


def _example(title: str, code: str) -> Iterator[str]:
    if code.strip():
        yield f"{title}:"
        yield textwrap.indent(code, "    ")


def render_markdown(rule: Rule) -> str:
    """Render what there is to say about one rule in Markdown, for what shows help beside a finding."""
    sections = ((heading, rule.section(heading)) for heading in ("Why", "Silent", "Fix", "Evidence"))
    parts = [rule.summary, *(f"**{heading}:** {words}" for heading, words in sections if words)]
    for title, code in (("Bad", rule.bad), ("Good", rule.good)):
        if code.strip():
            parts.append(f"{title}:\n\n```python\n{code}\n```")
    return "\n\n".join(parts) + "\n"


def render_table(rules: Sequence[Rule]) -> str:
    """Render one line a rule."""
    names = max(len(rule.name) for rule in rules)
    severities = max(len(rule.severity.value) for rule in rules)
    return "".join(
        f"{rule.code}  {rule.name:<{names}}  {rule.severity.value:<{severities}}  {rule.summary}\n"
        for rule in rules
    )


def render_json(rules: Sequence[Rule]) -> str:
    """Render all rules as one JSON object, in ASCII."""
    document = {
        "version": FORMAT_VERSION,
        "rules": [
            {
                "code": rule.code,
                "name": rule.name,
                "severity": rule.severity.value,
                "since": rule.since,
                "summary": rule.summary,
            }
            for rule in rules
        ],
    }
    return json.dumps(document, indent=2) + "\n"
