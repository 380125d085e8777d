"""The file or notebook cell cannot be parsed.

Why: code that Python rejects cannot be judged, and a file that was not judged must not look clean.

Silent: magics and shell lines of notebooks, and of scripts that are run cell by cell, which are blanked.

Fix: repair the syntax at the place shown, or exclude the file.

Evidence: the parser's own message and place, and Python's `compile` rejects the same file.

Keras: none is involved.

References:
https://docs.python.org/3/reference/grammar.html
"""

from __future__ import annotations

from compile_lint.findings import Severity
from compile_lint.rules.registry import Rule

_BAD = """
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mse"
model.summary()
"""

_GOOD = """
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mse")
model.summary()
"""

RULE = Rule(
    code="CL001",
    name="syntax-error",
    severity=Severity.ERROR,
    since="0.1.0",
    doc=__doc__,
    bad=_BAD.strip(),
    good=_GOOD.strip(),
    check=None,
    is_always_on=True,
)
