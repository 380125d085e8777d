"""The linter itself failed on this file.

Why: a fault of the linter must not look like a clean file, so it is a finding and the exit status says
it.

Silent: never; leaving the rule out by `--ignore CL000` hides the finding, not the exit status.

Fix: report the failure with the short account that the finding carries; all other files were checked.

Evidence: no program is known to cause it; the rule exists so that an unknown one is not missed.

Keras: none is involved.

References:
`docs/architecture.md`, which lists the bounds that keep the linter from failing
"""

from __future__ import annotations

from compile_lint.findings import Severity
from compile_lint.rules.registry import Rule

RULE = Rule(
    code="CL000",
    name="internal-error",
    severity=Severity.ERROR,
    since="0.1.0",
    doc=__doc__,
    bad="",  # a program that caused it would be a fault to mend, not an example
    good="",
    check=None,
    is_always_on=True,
)
