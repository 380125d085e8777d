"""The default format, to the character."""

from __future__ import annotations

from inspect import cleandoc

import pytest

from compile_lint.findings import Certainty, Failure, Finding, Related, Severity
from compile_lint.report import Report, Summary
from compile_lint.reporters import concise, text
from compile_lint.reporters.colors import Painter
from compile_lint.spans import Span

SOURCE = (
    "from keras import Sequential, layers",
    "",
    "model = Sequential([",
    "    layers.Dense(3, activation='softmax'),",
    "])",
    "model.compile(",
    "    loss=CategoricalCrossentropy(",
    "        from_logits=True,",
    "    ),",
    "    metrics=['auc', 'acc'],",
    ")",
)


def span(line: int, text_: str, *, lines: tuple[str, ...] = SOURCE, cell: int | None = None) -> Span:
    """The first place of a text in a line."""
    column = lines[line - 1].index(text_) + 1
    return Span("a/train.py", cell, line, column, line, column + len(text_))


def over(start: tuple[int, int], end: tuple[int, int], path: str = "a/train.py") -> Span:
    return Span(path, None, *start, *end)


def finding(
    at: Span, *related: Related, site: Span | None = None, advice: str = "", message: str = "wrong"
) -> Finding:
    return Finding(
        "CL302", "bad-thing", Severity.ERROR, Certainty.CERTAIN, message, at, site, related, advice
    )


def body(found: Finding, lines: tuple[str, ...] = SOURCE) -> str:
    """The rendered finding without the total."""
    span_ = found.span
    report = Report((found,), Summary(1, 1, 1, 1), (), {(span_.path, span_.cell): lines})
    return text.render(report).rpartition("\n\n")[0]


def test_both_places_in_one_excerpt() -> None:
    found = finding(
        span(8, "from_logits=True"),
        Related(span(4, "'softmax'"), "the output is `softmax`"),
        site=over((6, 1), (11, 2)),
        advice="drop `from_logits=True`",
        message="`categorical_crossentropy` expects logits, but the output is `softmax`",
    )
    assert body(found) == cleandoc(
        """
        CL302 [bad-thing] error: `categorical_crossentropy` expects logits, but the output is `softmax`
         --> a/train.py:8:9
          |
        4 |     layers.Dense(3, activation='softmax'),
          |                                --------- the output is `softmax`
        5 | ])
        6 | model.compile(
        7 |     loss=CategoricalCrossentropy(
        8 |         from_logits=True,
          |         ^^^^^^^^^^^^^^^^
          |
          = help: drop `from_logits=True`
        """
    )


def test_a_longer_gap_is_an_ellipsis() -> None:
    found = finding(
        span(8, "from_logits"), Related(span(3, "Sequential"), "here"), site=over((3, 9), (3, 10))
    )
    assert body(found) == cleandoc(
        """
        CL302 [bad-thing] error: wrong
         --> a/train.py:8:9
          |
        3 | model = Sequential([
          |         ---------- here
        ...
        8 |         from_logits=True,
          |         ^^^^^^^^^^^
        """
    )


def test_distant_places_have_excerpts_of_their_own_and_the_call_is_named() -> None:
    found = finding(
        span(10, "'acc'"), Related(span(1, "layers"), "imported"), site=over((6, 1), (11, 2), "a/main.py")
    )
    assert body(found) == cleandoc(
        """
        CL302 [bad-thing] error: wrong
          --> a/train.py:10:21
           |
        10 |     metrics=['auc', 'acc'],
           |                     ^^^^^
          ::: a/train.py:1:31
           |
         1 | from keras import Sequential, layers
           |                               ------ imported
           |
           = note: in the compile call at a/main.py:6:1
        """
    )


def test_several_marks_on_one_line_hang_their_labels() -> None:
    found = finding(
        span(10, "'acc'"),
        Related(span(10, "metrics"), "these"),
        Related(span(10, "'auc'"), "and this"),
    )
    assert body(found) == cleandoc(
        """
        CL302 [bad-thing] error: wrong
          --> a/train.py:10:21
           |
        10 |     metrics=['auc', 'acc'],
           |     -------  -----  ^^^^^
           |     |        |
           |     |        and this
           |     these
        """
    )


def test_the_primary_mark_covers_a_related_one_around_it() -> None:
    found = finding(
        span(4, "'softmax'"), Related(span(4, "layers.Dense(3, activation='softmax')"), "the output")
    )
    assert body(found) == cleandoc(
        """
        CL302 [bad-thing] error: wrong
         --> a/train.py:4:32
          |
        4 |     layers.Dense(3, activation='softmax'),
          |     ---------------------------^^^^^^^^^- the output
        """
    )


def test_a_mark_over_several_lines_has_a_bar() -> None:
    found = finding(over((6, 1), (11, 2)), Related(span(8, "from_logits=True"), "given here"))
    assert body(found) == cleandoc(
        """
        CL302 [bad-thing] error: wrong
          --> a/train.py:6:1
           |
         6 | / model.compile(
         7 | |     loss=CategoricalCrossentropy(
         8 | |         from_logits=True,
           | |         ---------------- given here
         9 | |     ),
        10 | |     metrics=['auc', 'acc'],
        11 | | )
           | |_^
        """
    )


def test_a_mark_that_begins_within_a_line_is_hooked_to_its_bar() -> None:
    found = finding(span(10, "'auc'"), Related(over((7, 10), (9, 6)), "the loss"))
    assert body(found) == cleandoc(
        """
        CL302 [bad-thing] error: wrong
          --> a/train.py:10:14
           |
         7 |       loss=CategoricalCrossentropy(
           |  __________-
         8 | |         from_logits=True,
         9 | |     ),
           | |_____- the loss
        10 |       metrics=['auc', 'acc'],
           |                ^^^^^
        """
    )


def test_marks_within_marks_over_several_lines_have_a_bar_each() -> None:
    found = finding(over((3, 1), (11, 2)), Related(over((7, 5), (9, 6)), "the loss"))
    assert body(found) == cleandoc(
        """
        CL302 [bad-thing] error: wrong
          --> a/train.py:3:1
           |
         3 | /  model = Sequential([
         4 | |      layers.Dense(3, activation='softmax'),
         5 | |  ])
         6 | |  model.compile(
         7 | |/     loss=CategoricalCrossentropy(
         8 | ||         from_logits=True,
         9 | ||     ),
           | ||_____- the loss
        10 | |      metrics=['auc', 'acc'],
        11 | |  )
           | |__^
        """
    )


def test_the_bar_runs_past_an_ellipsis() -> None:
    lines = ("f(", "    a,", "    b,", "    c,", "    d,", ")")
    assert body(finding(over((1, 1), (6, 2))), lines) == cleandoc(
        """
        CL302 [bad-thing] error: wrong
         --> a/train.py:1:1
          |
        1 | / f(
        ... |
        6 | | )
          | |_^
        """
    )


@pytest.mark.parametrize(
    ("line", "marked", "drawn", "underline"),
    [
        ("\tx = 'a'", "'a'", "    x = 'a'", "        ^^^"),
        ("x =\t'a'", "'a'", "x =    'a'", "       ^^^"),
        ("print('日本'); f('acc')", "'acc'", "print('日本'); f('acc')", "                 ^^^^^"),
        ("f('日本')", "'日本'", "f('日本')", "  ^^^^^^"),
        ("f('\uff57\uff44', 'a')", "'a'", "f('\uff57\uff44', 'a')", "          ^^^"),
        ("f('e\u0301e\u0301', 'a')", "'a'", "f('e\u0301e\u0301', 'a')", "        ^^^"),
        ("f('é', 'a')", "'a'", "f('é', 'a')", "       ^^^"),
        ("f('\u202eab', 'a')", "'a'", "f('\\u202eab', 'a')", "              ^^^"),
        ("f('\x1b[2J', 'a')", "'a'", "f('\\x1b[2J', 'a')", "             ^^^"),
        ("f('\x0c', 'a')", "'a'", "f('\\x0c', 'a')", "          ^^^"),
        ("f('\u2028', 'a')", "'a'", "f('\\u2028', 'a')", "            ^^^"),
        ("f('\U0001f642', 'a')", "'a'", "f('\U0001f642', 'a')", "        ^^^"),
    ],
)
def test_underlines_stand_below_what_they_mark(line: str, marked: str, drawn: str, underline: str) -> None:
    assert body(finding(span(1, marked, lines=(line,))), (line,)).splitlines()[3:] == [
        f"1 | {drawn}",
        f"  | {underline}",
    ]


def test_a_place_without_width_is_marked_by_one_caret() -> None:
    lines = ("x = (",)
    found = finding(Span("a/train.py", None, 1, 6, 1, 6))
    assert body(found, lines).splitlines()[3:] == ["1 | x = (", "  |      ^"]


def test_a_very_long_line_is_cut_around_the_mark() -> None:
    line = "x = [" + "0, " * 5000 + "]; f('acc')" + "; y = 1" * 5000
    drawn, underline = body(finding(span(1, "'acc'", lines=(line,))), (line,)).splitlines()[3:]
    assert len(drawn) < 180
    assert drawn[underline.index("^") : underline.rindex("^") + 1] == "'acc'"
    assert drawn.startswith("1 | …")
    assert drawn.endswith("…")


def test_a_long_mark_is_cut_with_its_line() -> None:
    line = "f(" + "0, " * 5000 + ")"
    drawn, underline = body(finding(over((1, 1), (1, len(line) + 1))), (line,)).splitlines()[3:]
    assert drawn.endswith("…")
    assert len(drawn) == len(underline) + 1


def test_a_place_whose_source_is_not_at_hand_is_named_all_the_same() -> None:
    found = finding(
        span(4, "'softmax'"),
        Related(over((2, 3), (2, 9), "b/model.py"), "the output"),
        site=span(4, "'softmax'"),
    )
    assert body(found).splitlines()[-2:] == [" ::: b/model.py:2:3", "  = the output"]


def test_a_notebook_place_names_its_cell() -> None:
    found = finding(Span("a.ipynb", 3, 1, 5, 1, 8))
    assert body(found, ("f = abc",)).splitlines()[1] == " --> a.ipynb:cell 3:1:5"


def test_cells_of_one_notebook_do_not_share_an_excerpt() -> None:
    found = finding(Span("a.ipynb", 3, 1, 5, 1, 8), Related(Span("a.ipynb", 2, 1, 1, 1, 2), "there"))
    report = Report(
        (found,), Summary(1, 1, 1, 1), (), {("a.ipynb", 2): ("x = 1",), ("a.ipynb", 3): ("f = abc",)}
    )
    assert text.render(report).splitlines()[1:] == [
        " --> a.ipynb:cell 3:1:5",
        "  |",
        "1 | f = abc",
        "  |     ^^^",
        " ::: a.ipynb:cell 2:1:1",
        "  |",
        "1 | x = 1",
        "  | - there",
        "",
        "Found 1 problem (1 error) in 1 of 1 file; 1 compile call read.",
    ]


def test_names_from_the_outside_cannot_command_the_terminal() -> None:
    found = finding(Span("a\x1b[31m\n.py", None, 1, 1, 1, 2), message="no loss `\x07\u202e`")
    assert text.render(Report((found,), Summary(1, 1, 1, 1))).splitlines()[:2] == [
        "CL302 [bad-thing] error: no loss `\\x07\\u202e`",
        " --> a\\x1b[31m\\x0a.py:1:1",
    ]


def test_colours_only_where_asked_for() -> None:
    found = finding(span(4, "'softmax'"), Related(span(4, "layers"), "here"), advice="mend it")
    report = Report((found,), Summary(1, 1, 1, 1), (), {("a/train.py", None): SOURCE})
    plain, painted = text.render(report), text.render(report, Painter(is_on=True))
    assert "\x1b" not in plain
    assert "\x1b[1;31m^^^^^^^^^\x1b[0m" in painted
    assert "\x1b[34m------\x1b[0m" in painted
    kept = painted
    for code in ("0", "1", "1;31", "1;32", "1;34", "34"):
        kept = kept.replace(f"\x1b[{code}m", "")
    assert kept == plain


def test_the_concise_format_is_one_line_a_finding() -> None:
    sure = finding(span(8, "from_logits=True"), message="`x` expects logits")
    unsure = Finding(
        "CL501", "other", Severity.WARNING, Certainty.POSSIBLE, "maybe", Span("b.ipynb", 3, 1, 5, 1, 8)
    )
    assert concise.render(Report((sure, unsure), Summary(9, 2, 4, 2))) == (
        "a/train.py:8:9: CL302 [bad-thing] error: `x` expects logits\n"
        "b.ipynb:cell 3:1:5: CL501 [other] possible warning: maybe\n"
        "Found 2 problems (1 error, 1 warning) in 2 of 9 files; 4 compile calls read.\n"
    )


def test_the_concise_format_names_the_compile_calls_that_share_a_line() -> None:
    sites = (over((6, 1), (11, 2)), over((20, 1), (20, 9), "a/main.py"), None)
    shared = [finding(span(8, "from_logits=True"), site=site) for site in sites]
    other = finding(span(8, "from_logits=True"), site=sites[0], message="another")
    line = "a/train.py:8:9: CL302 [bad-thing] error: wrong"
    assert concise.render(Report((*shared, other), Summary()), with_total=False).splitlines() == [
        f"{line} (in the compile call at a/train.py:6:1)",
        f"{line} (in the compile call at a/main.py:20:1)",
        line,
        "a/train.py:8:9: CL302 [bad-thing] error: another",
    ]
    coloured = concise.render(Report(tuple(shared), Summary()), Painter(is_on=True), with_total=False)
    assert "\x1b[" in coloured
    assert "\\x1b" not in coloured


@pytest.mark.parametrize(
    ("summary", "failures", "line"),
    [
        (Summary(14, 2, 5, 0), (), "All good: no problems in 14 files; 5 compile calls read."),
        (Summary(1, 1, 1, 0), (), "All good: no problems in 1 file; 1 compile call read."),
        (Summary(), (), "No files to check."),
        (
            Summary(3, 1, 0, 0),
            (Failure("x", "does not exist"),),
            "No problems in 3 files, but 1 path could not be checked; 0 compile calls read.",
        ),
    ],
)
def test_the_total_of_a_run_without_findings(
    summary: Summary, failures: tuple[Failure, ...], line: str
) -> None:
    assert text.render(Report((), summary, failures)) == f"{line}\n"
    assert concise.render(Report((), summary, failures)) == f"{line}\n"
