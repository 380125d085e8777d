"""The catalogue of rules as Markdown documents: one page a rule and an index of all.

``docs/rules`` holds what this module renders; a test compares, and ``--regenerate`` writes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compile_lint.reporters.rule_pages import EXAMPLES, parts_of
from compile_lint.rules.precedence import SILENCES
from compile_lint.rules.registry import Rule

INDEX = "index.md"


def render_documents(rules: Sequence[Rule]) -> Mapping[str, str]:
    """Render every document of the catalogue, by file name."""
    pages = {f"{rule.name}.md": _page(rule, rules) for rule in rules}
    return {INDEX: _index(rules), **pages}


def _index(rules: Sequence[Rule]) -> str:
    rows = "".join(
        f"| {rule.code} | [{rule.name}]({rule.name}.md) | {rule.severity.value} | {rule.summary} |\n"
        for rule in rules
    )
    return (
        "# Rules\n\n"
        "`compile-lint explain CODE` prints the page of a rule.\n\n"
        f"| code | name | severity | what is wrong |\n|---|---|---|---|\n{rows}"
    )


def _page(rule: Rule, rules: Sequence[Rule]) -> str:
    parts = [
        f"# {rule.name} ({rule.code})",
        rule.summary,
        f"Severity {rule.severity.value}; since {rule.since}. [All rules]({INDEX})",
    ]
    for title, text in parts_of(rule):
        parts.append(f"## {title}")
        parts.append(f"```python\n{text}\n```" if title in EXAMPLES else text)
    if related := _precedence(rule, rules):
        parts += ["## Where several rules apply", related]
    return "\n\n".join(parts) + "\n"


def _precedence(rule: Rule, rules: Sequence[Rule]) -> str:
    """Return which rules give way to this one, and to which it gives way."""
    silenced = SILENCES.get(rule.code, frozenset())
    louder = {code for code, codes in SILENCES.items() if rule.code in codes}
    lines = []
    if silenced:
        lines.append(f"- This rule speaks in place of {_links(silenced, rules)}.")
    if louder:
        lines.append(f"- In place of this rule speaks {_links(louder, rules)}.")
    return "\n".join(lines)


def _links(codes: frozenset[str] | set[str], rules: Sequence[Rule]) -> str:
    return ", ".join(f"[{rule.name}]({rule.name}.md)" for rule in rules if rule.code in codes)
