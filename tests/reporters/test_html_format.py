"""The page for people, as markup; tests/browser opens it."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

from report_examples import EMPTY, NASTY, REPORT, hostile

from compile_lint.findings import Applicability, Certainty, Edit, Failure, Finding, Fix, Related, Severity
from compile_lint.inspection import (
    CallView,
    HeadView,
    LabelsPart,
    LossPart,
    MetricPart,
    OutputPart,
    State,
    VariantView,
)
from compile_lint.report import Report, Summary
from compile_lint.reporters import html_report
from compile_lint.reporters.html_report.markup import prose, tag, void
from compile_lint.spans import Span

VOID = {"meta", "link", "input", "wbr"}


class Page(HTMLParser):
    """The elements of a page, each with its attributes and the text in it; nesting must be right."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[int] = []
        self.feed(markup)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self._open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        for index in self._open:
            self.elements[index][2].append(data)

    def texts(self, name: str, class_: str = "") -> list[str]:
        return [
            "".join(text)
            for element, attributes, text in self.elements
            if element == name and class_ in ["", *(attributes.get("class") or "").split()]
        ]

    def tags(self) -> list[str]:
        return [element for element, _, _ in self.elements]


def page_of(report: Report) -> Page:
    return Page(html_report.render(report))


SITE = Span("train.py", None, 2, 1, 2, 60)
LAYER, LOSS = Span("train.py", None, 1, 9, 1, 40), Span("train.py", None, 2, 21, 2, 30)
SOURCE = {
    ("train.py", None): (
        "model = Dense(3, activation='softmax')",
        "model.compile('adam', 'mse', metrics=['acc'])",
    )
}
HEAD = HeadView(
    None,
    OutputPart(State.KNOWN, None, "Dense", LAYER, 3, "softmax", "probabilities"),
    LossPart(State.KNOWN, None, "mean_squared_error", LOSS),
    LabelsPart(State.UNKNOWN, "no training call in view", None, None),
    (MetricPart(State.KNOWN, None, "accuracy", None, "categorical_accuracy"),),
)
CALL = CallView(SITE, (VariantView((HEAD,)),))


def finding(*related: Span) -> Finding:
    return Finding(
        "CL108",
        "softmax-with-regression-loss",
        Severity.INFO,
        Certainty.CERTAIN,
        "`mse` is odd",
        LOSS,
        SITE,
        tuple(Related(span, "the output") for span in related),
        advice="Take `categorical_crossentropy`",
    )


def test_a_call_is_drawn_as_it_was_understood() -> None:
    page = page_of(Report((), Summary(1, 1, 1, 0), sources=SOURCE, calls=(CALL,)))
    assert page.texts("div", "main") == ["Dense", "mean_squared_error", "not known", "accuracy"]
    assert page.texts("div", "detail") == [
        "3 units, softmax",
        "yields probabilities",
        "no training call in view",
        "here categorical_accuracy",
    ]
    assert page.texts("div", "where") == ["line 1", "line 2"]
    assert page.texts("span", "badge") == ["understood", "no findings"]
    assert page.texts("div", "clash") == []
    assert page.texts("code") == ["model.compile('adam', 'mse', metrics=['acc'])"]


def test_a_finding_marks_both_halves_of_the_contradiction() -> None:
    activation = Span("train.py", None, 1, 29, 1, 38)  # within the layer
    page = page_of(
        Report(
            (finding(activation),),
            Summary(1, 1, 1, 1),
            sources=SOURCE,
            calls=(CALL,),
        )
    )
    assert page.texts("div", "codes") == ["CL108", "CL108"]
    assert [part.startswith(("Dense", "mean_squared_error")) for part in page.texts("div", "clash")] == [
        True,
        False,  # the arrow between the two
        True,
    ]
    assert page.texts("mark", "related") == ["'softmax'"]
    assert page.texts("mark", "primary") == [", 'mse', "]
    assert page.texts("div", "note") == ["the output"]
    assert page.texts("p", "advice") == ["Help Take categorical_crossentropy"]
    assert page.texts("span", "message") == ["mse is odd"]
    assert [text for text in page.texts("h3") if "CL108" in text] == ["CL108 softmax-with-regression-loss"]


def test_a_fix_shows_what_it_changes() -> None:
    edits = (Edit(LOSS, "'mae'"), Edit(Span("train.py", None, 1, 1, 1, 1), "x = "))
    fixed = replace(finding(), advice="Mend it", fix=Fix("Mend it", Applicability.SAFE, edits))
    page = page_of(Report((fixed,), Summary(), sources=SOURCE))
    assert page.texts("p", "fix") == ["safe fix Mend it, 'mse', 'mae'x = "]
    assert (page.texts("del"), page.texts("ins")) == ([", 'mse', "], ["'mae'", "x = "])
    assert page.texts("p", "advice") == []


def test_other_ways_to_read_a_call_are_folded_away() -> None:
    other = HeadView("b", HEAD.output, HEAD.loss, HEAD.labels, ())
    variants = tuple(VariantView(heads) for heads in ((HEAD,), (other,), (other, HEAD)))
    several = CallView(SITE, variants)
    page = page_of(Report((), Summary(1, 1, 1, 0), calls=(several,)))
    assert page.texts("summary")[0] == "2 more ways to read it, by conditions that are not known"
    assert page.texts("h4") == ["output b", "output b", "output without a known name"]
    assert page.texts("div", "absent") == ["none", "none"]


def test_what_is_about_no_call_has_a_card_of_its_own() -> None:
    broken = Finding(
        "CL001", "syntax-error", Severity.ERROR, Certainty.CERTAIN, "bad", Span("a.py", None, 7, 1, 7, 2)
    )
    page = page_of(Report((broken,), Summary(2, 1, 1, 1), calls=(CALL,)))
    assert page.texts("h2")[:2] == ["a.py", "train.py"]
    assert page.texts("h3")[:2] == ["line 7", "line 2"]


def test_what_was_not_checked_comes_first() -> None:
    page = page_of(Report((), Summary(), failures=(Failure("a.py", "it is binary"),)))
    assert page.texts("li") == ["a.py: it is binary"]


def test_an_empty_report_says_so() -> None:
    (_, attributes, text) = next(one for one in page_of(EMPTY).elements if one[1].get("id") == "nothing")
    assert "hidden" not in attributes
    assert text == ["There is no compile call in what was read."]


def test_a_cell_is_named() -> None:
    assert "cell 2, line 1" in page_of(REPORT).texts("h3")


def test_a_page_loads_nothing_and_runs_only_its_own_script() -> None:
    markup = html_report.render(hostile())
    assert re.findall(r'(?:src|href|action|data)="(?!#)([^"]*)"', markup) == ["data:,"]
    assert not re.findall(
        r"url\(|@import|\sstyle=|\son\w+=", markup.replace("&quot;", '"').split("</style>")[0]
    )
    page = Page(markup)
    policy = next(attributes["content"] for _, attributes, _ in page.elements if "http-equiv" in attributes)
    for name in ("style", "script"):
        (text,) = page.texts(name)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in str(policy)
    assert str(policy).startswith("default-src 'none';")


def test_nothing_hostile_becomes_markup() -> None:
    page = page_of(hostile())
    plain = page_of(Report((), Summary()))
    assert {*page.tags()} - {*plain.tags()} <= {
        *("article", "section", "h3", "h4", "code", "mark", "figure", "figcaption", "details", "summary"),
        *("b", "li", "ul", "wbr", "svg", "path", "div", "span", "a"),
    }
    assert page.tags().count("script") == 1
    assert all(not name.startswith("on") for _, attributes, _ in page.elements for name in attributes)


def test_nothing_hostile_is_hidden_or_turns_text_around() -> None:
    markup = html_report.render(hostile())
    assert not set(markup) & (
        set(NASTY) - {character for character in NASTY if character.isprintable()} - {"\n"}
    )
    assert "\\u202eevil\\u2066" in markup


def test_markup_is_escaped_text_unless_it_is_markup() -> None:
    assert tag("b", "<i>", tag("i", "&"), title='"<') == '<b title="&quot;&lt;">&lt;i&gt;<i>&amp;</i></b>'
    assert void("input", class_="a", aria_label="b", hidden=True, checked=False) == (
        '<input class="a" aria-label="b" hidden>'
    )
    assert prose("a `<b>` c") == "a <code>&lt;b&gt;</code> c"
    assert prose("a ` c") == "a ` c"


def test_long_lines_are_cut_around_the_first_mark() -> None:
    line = f"x = [{'1, ' * 3000}]; model.compile('adam', 'mse')"
    column = line.index("'mse'") + 1
    place = Span("train.py", None, 1, column, 1, column + 5)
    found = Finding("CL108", "n", Severity.INFO, Certainty.CERTAIN, "m", place, SITE)
    page = page_of(Report((found,), Summary(), sources={("train.py", None): (line,)}))
    code = page.texts("code")[0]
    assert code.startswith("…")
    assert len(code) < 450
    assert page.texts("mark") == ["'mse'"]
