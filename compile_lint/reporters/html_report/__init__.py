"""One page for people: every compile call as it was understood, with what is wrong with it.

The page holds all it needs. It loads nothing, sends nothing, and runs no script but its own: the policy in
its head allows nothing else, whatever the names and strings of the programs hold.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from itertools import groupby

from compile_lint import __version__
from compile_lint.findings import Severity
from compile_lint.report import Report
from compile_lint.reporters.html_report import cards
from compile_lint.reporters.html_report.markup import Markup, join, prose, tag, void
from compile_lint.reporters.totals import counted, total_line
from compile_lint.rules.registry import Rule

_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def render(report: Report) -> str:
    """Render a report, with the calls in it, as one HTML document."""
    drawn = cards.cards_of(report)
    style, script = _file("page.css"), _file("page.js")
    head = tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="color-scheme", content="light dark"),
        void("link", rel="icon", href="data:,"),
        tag("title", "compile-lint"),
        tag("style", style),
    )
    body = tag(
        "body",
        tag("a", "Skip to the compile calls", href="#calls", class_="skip"),
        _top(report),
        _filters(report, drawn),
        tag("main", *_failures(report), *_files(drawn, report), *_nothing(drawn), id="calls"),
        _catalogue(report),
        _help(),
        tag("script", script),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='en')}\n"


def _file(name: str) -> Markup:
    return Markup(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _policy(style: str, script: str) -> str:
    """Name the only style and the only script that a browser may use, by their digests."""

    def digest(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    return (
        f"default-src 'none'; style-src 'sha256-{digest(style)}'; script-src 'sha256-{digest(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _top(report: Report) -> Markup:
    calls = len(report.calls)
    understood = sum(call.is_understood for call in report.calls)
    share = f" ({100 * understood / calls:.0f} %)" if calls else ""
    return tag(
        "header",
        tag("h1", "compile-lint"),
        tag("p", total_line(report)),
        tag("p", f"{understood} of {counted(calls, 'compile call')} understood{share}.", class_="quiet"),
        tag("p", f"Written by compile-lint {__version__}.", class_="quiet"),
        tag("button", "Light or dark", type="button", id="theme", hidden=True),
        class_="top",
    )


def _filters(report: Report, drawn: list[cards.Card]) -> Markup:
    """The form that the script brings to life; without the script it stays hidden and all is shown."""
    counts = Counter(finding.severity for finding in report.findings)
    clean = sum(not card.findings for card in drawn)
    boxes = [_box(one.value, f"{cards.WORDS[one]} {counts[one]}", one.value) for one in _SEVERITIES]
    boxes.append(_box("clean", f"clean {clean}", "clean"))
    names = {finding.code: finding.name for finding in report.findings}
    rules = [(code, f"{code} {name}") for code, name in sorted(names.items())]
    files = [(path, path) for path in dict.fromkeys(card.place.path for card in drawn)]
    return tag(
        "form",
        tag(
            "label",
            tag("span", "Search", class_="label"),
            void("input", type="search", id="search", placeholder="Search (press /)", autocomplete="off"),
        ),
        _choice("rule", "Rule", "All rules", rules),
        _choice("file", "File", "All files", files),
        tag("fieldset", tag("legend", "Show", class_="label"), *boxes),
        tag("button", "Reset", type="reset"),
        tag("output", id="count", aria_live="polite"),
        id="filters",
        hidden=True,
        role="search",
    )


def _box(value: str, words: str, kind: str) -> Markup:
    box = void("input", type="checkbox", name="show", value=value, checked=True)
    return tag("label", box, tag("span", words), class_=f"toggle {kind}")


def _choice(name: str, label: str, everything: str, options: list[tuple[str, str]]) -> Markup:
    return tag(
        "label",
        tag("span", label, class_="label"),
        tag(
            "select",
            tag("option", everything, value=""),
            *(tag("option", words, value=value) for value, words in options),
            id=name,
        ),
    )


def _failures(report: Report) -> Iterator[Markup]:
    if report.failures:
        lines = (tag("li", tag("b", one.path), ": ", prose(one.message)) for one in report.failures)
        yield tag("section", tag("h2", "Not checked"), tag("ul", *lines), class_="failures")


def _files(drawn: list[cards.Card], report: Report) -> Iterator[Markup]:
    for path, of_file in groupby(drawn, key=lambda card: card.place.path):
        yield tag("section", tag("h2", path), *(cards.draw(card, report) for card in of_file), class_="file")


def _nothing(drawn: list[cards.Card]) -> Iterator[Markup]:
    words = "Nothing matches these filters." if drawn else "There is no compile call in what was read."
    yield tag("p", words, id="nothing", hidden=bool(drawn))


def _catalogue(report: Report) -> Markup:
    """What the rules that found something are about."""
    found = {finding.code for finding in report.findings}
    rules = [rule for rule in report.rules if rule.code in found]
    if not rules:
        return join()
    return tag("section", tag("h2", "The rules"), *(_rule(rule) for rule in rules), class_="rules")


def _rule(rule: Rule) -> Markup:
    paragraphs = ((heading, rule.section(heading)) for heading in ("Why", "Silent", "Fix", "Evidence"))
    return tag(
        "article",
        tag("h3", f"{rule.code} {rule.name}"),
        tag("p", prose(rule.summary)),
        *(tag("p", tag("b", heading), " ", prose(words)) for heading, words in paragraphs if words),
        id=rule.code,
        class_="rule",
        tabindex="-1",
    )


def _help() -> Markup:
    keys = (
        ("/", "search"),
        ("j, k", "next and previous compile call"),
        ("n, p", "next and previous finding"),
        ("o", "open or close the source of the call"),
        ("t", "light or dark"),
        ("Esc", "reset the filters"),
        ("?", "this help"),
    )
    rows = (tag("div", tag("dt", tag("kbd", key)), tag("dd", words)) for key, words in keys)
    return tag(
        "dialog",
        tag("h2", "Keys"),
        tag("dl", *rows),
        tag("form", tag("button", "Close"), method="dialog"),
        id="help",
    )
