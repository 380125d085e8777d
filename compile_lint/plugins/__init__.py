"""What a rule of your own is made of: everything that it needs can be imported from here.

A rule reads a ``CompileCall`` and yields ``Problem``s; ``docs/writing-a-rule.md`` leads through one, and
``compile_lint.testing`` tries it. What stands here keeps its meaning from one minor version to the next.
"""

from __future__ import annotations

from compile_lint.findings import Problem, Severity
from compile_lint.model import (
    Absent,
    Because,
    Callback,
    CompileCall,
    Custom,
    Encoding,
    Fit,
    Head,
    Known,
    Labels,
    Loss,
    Metric,
    Optimizer,
    Origin,
    Output,
    Unknown,
    Why,
)
from compile_lint.rules.because import (
    shows_activation,
    shows_from_logits,
    shows_labels,
    shows_loss,
    shows_metric,
    shows_units,
)
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.registry import Rule, rule

__all__ = [
    "Absent",
    "Because",
    "Callback",
    "CompileCall",
    "Custom",
    "Encoding",
    "Fit",
    "Head",
    "Known",
    "Labels",
    "Loss",
    "Metric",
    "Optimizer",
    "Origin",
    "Output",
    "Problem",
    "Rule",
    "Severity",
    "Unknown",
    "Why",
    "heads_to_judge",
    "rule",
    "shows_activation",
    "shows_from_logits",
    "shows_labels",
    "shows_loss",
    "shows_metric",
    "shows_units",
]
