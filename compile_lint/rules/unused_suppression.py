"""A suppression comment or an entry of the baseline suppresses nothing.

Why: the fault it was written for is gone, or the comment stands in the wrong place; left behind, it will
hide the next fault there.

Silent: codes of other tools, a blanket `# noqa`, files that are judged in part only, and files whose compile
calls nobody in view reaches, because what they are called with decides; entries of a baseline for files that
were not looked at, and for rules that are off.

Fix: remove the comment, or the code that it need not name; write the baseline anew.

Safety: safe: only the comment goes, or the names in it that are of no use.

Evidence: every rule is run whatever is selected, so that nothing the comment could suppress was found.

Keras: none is involved.

References:
https://flake8.pycqa.org/en/latest/user/violations.html
"""

from __future__ import annotations

from compile_lint.findings import Severity
from compile_lint.rules.registry import Rule

_BAD = """
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
model.compile(loss="categorical_crossentropy")  # compile-lint: ignore[CL302] logits by design
"""

_GOOD = """
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
model.compile(loss="categorical_crossentropy")  # compile-lint: ignore[CL302] shown in a talk
"""

RULE = Rule(
    code="CL002",
    name="unused-suppression",
    severity=Severity.WARNING,
    since="0.1.0",
    doc=__doc__,
    bad=_BAD.strip(),
    good=_GOOD.strip(),
    check=None,
)
