"""Reports that the tests of the formats share: a plain one, one of a notebook, and one full of tricks."""

from __future__ import annotations

from compile_lint.findings import (
    Applicability,
    Certainty,
    Edit,
    Failure,
    Finding,
    Fix,
    Related,
    Severity,
)
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
from compile_lint.spans import Span

PLAIN = Finding(
    code="CL301",
    name="probabilities-as-logits",
    severity=Severity.WARNING,
    certainty=Certainty.CERTAIN,
    message="`loss` expects logits, but the output is `softmax`",
    span=Span("a b/train.py", None, 9, 5, 9, 21),
    site=Span("a b/train.py", None, 8, 1, 10, 2),
    related=(Related(Span("a b/model.py", None, 3, 7, 4, 2), "the output is `softmax`"),),
    advice="Drop `from_logits=True`",
    fingerprint="f1",
    fix=Fix(
        "Drop `from_logits=True`",
        Applicability.UNSAFE,
        (Edit(Span("a b/train.py", None, 9, 10, 9, 20), ""),),
    ),
)
IN_A_CELL = Finding(
    code="CL406",
    name="metric-repeats-loss",
    severity=Severity.INFO,
    certainty=Certainty.POSSIBLE,
    message="again",
    span=Span("n.ipynb", 2, 1, 1, 1, 4),
)
REPORT = Report(
    (PLAIN, IN_A_CELL),
    Summary(9, 2, 4, 2),
    failures=(Failure("gone.py", "the file cannot be read"),),
    in_file={IN_A_CELL.span: Span("n.ipynb", None, 30, 8, 30, 11)},
)
EMPTY = Report((), Summary(3, 0, 0, 0))

# Everything that might end a string, a command, an element or a line, or turn the text around.
NASTY = (
    "]]></failure></script><script>alert(1)</script>\"'&<b>%0A,:\n::error::x\r\x00\x1b[31m\x85"
    "\u202eevil\u2066\u2028\ufffe\uffff\U000e0041 [x](http://evil) {0}"
)
HOSTILE_PATH = f"dir/{NASTY}.py"


def hostile() -> Report:
    """A report in which every text is hostile."""
    span = Span(HOSTILE_PATH, None, 1, 1, 1, 9)
    loss = Span(HOSTILE_PATH, None, 1, 3, 1, 5)
    finding = Finding(
        code="CL301",
        name="probabilities-as-logits",
        severity=Severity.ERROR,
        certainty=Certainty.CERTAIN,
        message=NASTY,
        span=span,
        site=span,
        related=(Related(loss, NASTY),),
        advice=NASTY,
        fingerprint="f2",
        fix=Fix(NASTY, Applicability.SAFE, (Edit(span, NASTY),)),
    )
    head = HeadView(
        NASTY,
        OutputPart(State.KNOWN, None, NASTY, span, 3, NASTY, "probabilities"),
        LossPart(State.CUSTOM, "custom", NASTY, loss),
        LabelsPart(State.UNKNOWN, NASTY, None, None, detail=NASTY),
        (MetricPart(State.KNOWN, None, NASTY, loss, NASTY),),
    )
    return Report(
        (finding,),
        Summary(1, 1, 1, 1),
        failures=(Failure(HOSTILE_PATH, NASTY),),
        sources={(HOSTILE_PATH, None): (NASTY.replace("\n", " "),)},
        calls=(CallView(span, (VariantView((head,)), VariantView((head, head)))),),
    )
