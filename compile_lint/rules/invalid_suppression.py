"""A suppression comment cannot be understood.

Why: it names a rule that does not exist, or is misspelt, so that it suppresses nothing although somebody
relies on it; or it lacks the reason that the settings require.

Silent: `# noqa` with codes of other tools, and prose that begins with the name of the linter.

Fix: write `# compile-lint: ignore[CODE] reason` with a code, a prefix or a name of `compile-lint rules`.

Evidence: the comment is compared with the list of rules and of the words that the linter knows.

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
model.compile(loss="categorical_crossentropy")  # compile-lint: ignore[logits-as-probability]
"""

_GOOD = """
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
model.compile(loss="categorical_crossentropy")  # compile-lint: ignore[logits-as-probabilities]
"""

RULE = Rule(
    code="CL003",
    name="invalid-suppression",
    severity=Severity.WARNING,
    since="0.1.0",
    doc=__doc__,
    bad=_BAD.strip(),
    good=_GOOD.strip(),
    check=None,
)
