"""The abstract interpreter: runs a program on abstract values and logs what happens to its models."""

from __future__ import annotations

import libcst as cst

from compile_lint.interpret.program import Program
from compile_lint.sources.units import SourceUnit
from compile_lint.values.events import Trace


def interpret(unit: SourceUnit, module: cst.Module) -> Trace:
    """Run a unit abstractly; what happens to its models, in order."""
    return Program(unit, module).run()


__all__ = ["interpret"]
