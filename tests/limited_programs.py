"""What programs at a limit show in ``inspect``, and what is found in them."""

from __future__ import annotations

from compile_lint.findings import Certainty, Severity
from compile_lint.inspection import CallView
from compile_lint.run import check_source, inspect_source
from compile_lint.settings import Settings

EVERYTHING = Settings(select=("ALL",), min_certainty=Certainty.POSSIBLE, min_severity=Severity.INFO)
HEAD = "import keras\nfrom keras import Sequential, layers\n"
TAIL = "\nmodel = Sequential([layers.Dense(3, activation='softmax')])\nmodel.compile(loss=loss)\n"
TOO_DEEP = "too deep or too long to follow"
TOO_MANY = "too many paths lead here"
REGRESSION = TAIL.replace("softmax", "linear")
NAMES = ("mse", "mae", "mape", "logcosh", "huber", "cosine_similarity")


def calls_in(text: str) -> tuple[CallView, ...]:
    """The compile calls of a program that must end in order and without findings."""
    inspection = inspect_source(text.encode(), "a.py")
    assert (inspection.findings, inspection.failures) == ((), ())
    assert check_source(text.encode(), "a.py", EVERYTHING).findings == ()
    return inspection.calls


def codes(text: str) -> list[tuple[str, int]]:
    """What is found in a program, with lines that count from what stands under its imports."""
    found = check_source(f"{HEAD}{text}".encode(), "a.py", EVERYTHING).findings
    return [(one.code, one.span.line - HEAD.count("\n")) for one in found]


def losses(text: str) -> set[str | None]:
    """The loss of the only compile call on each way: its name, or why it is not known."""
    (call,) = calls_in(text)
    return {head.loss.reason or head.loss.name for variant in call.variants for head in variant}


def loss(text: str) -> str | None:
    (only,) = losses(HEAD + text + TAIL)
    return only


def outputs_of(text: str) -> set[str | None]:
    (call,) = calls_in(text)
    return {head.output.reason or head.output.name for variant in call.variants for head in variant}


def chain_of(length: int, work: int = 0) -> str:
    """Functions that call each other, one after the other; the last takes some steps for itself."""
    made = "".join(f"def f{n}():\n    return f{n + 1}()\n" for n in range(length - 1))
    last = "    x = 1\n" * work + "    return 'categorical_crossentropy'\n"
    return f"{made}def f{length - 1}():\n{last}loss = f0()\n"
