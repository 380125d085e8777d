"""The catalogue of rules on a terminal: one page a rule, a table of all, and the same for programs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from compile_lint.reporters.json_report import FORMAT_VERSION
from compile_lint.reporters.json_text import json_text
from compile_lint.rules.registry import Rule

WIDTH = 88
EXAMPLES = ("Bad", "Good")
NO_FIX = "The tool offers no edit; what is right is for the author to say."

# Heading of a part of a page, and the section of the rule's docstring that it shows.
BEFORE_EXAMPLES = (("Why it matters", "Why"), ("What was observed", "Evidence"))
AFTER_EXAMPLES = (
    ("When it is silent", "Silent"),
    ("Fix", "Fix"),
    ("Safety of the fix", "Safety"),
    ("Keras versions", "Keras"),
)


def parts_of(rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield the headings of a page and what stands below them: a text, a program or a list, by heading.

    The documentation pages and the terminal show the same parts.
    """
    yield from ((title, _sentence(rule, name)) for title, name in BEFORE_EXAMPLES)
    if rule.bad:
        yield "Bad", rule.bad
        yield "Good", rule.good
    yield from ((title, _sentence(rule, name)) for title, name in AFTER_EXAMPLES)
    for title, items in (*rule.lists, ("References", rule.references)):
        yield title, "\n".join(f"- {item}" for item in items)


def _sentence(rule: Rule, name: str) -> str:
    text = rule.section(name) or (NO_FIX if name == "Safety" else "")
    return text[:1].upper() + text[1:]


def render_page(rule: Rule) -> str:
    """Render all there is to say about one rule, for a terminal."""
    parts = [f"{rule.code} {rule.name} ({rule.severity.value}, {_origin(rule)})", rule.summary]
    for title, text in parts_of(rule):
        if not text:  # rules of plugins may leave parts out
            continue
        if title in EXAMPLES:
            shown = textwrap.indent(text, "    ")
        elif text.startswith("- "):
            shown = textwrap.indent(text, "  ")
        else:
            shown = _fill(text)
        parts.append(f"{title}:\n{shown}")
    return "\n\n".join(parts) + "\n"


def _origin(rule: Rule) -> str:
    return f"of the plugin {rule.plugin}" if rule.plugin else f"since {rule.since}"


def _fill(text: str) -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent="  ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def render_markdown(rule: Rule) -> str:
    """Render what there is to say about one rule in Markdown, for what shows help beside a finding."""
    parts = [rule.summary]
    for title, text in parts_of(rule):
        if title in EXAMPLES:
            parts.append(f"**{title}**\n\n```python\n{text}\n```")
        elif text.startswith("- "):
            parts.append(f"**{title}**\n\n{text}")
        elif text:
            parts.append(f"**{title}:** {text}")
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
    return json_text(document, 2) + "\n"
