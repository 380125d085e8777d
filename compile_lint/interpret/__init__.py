"""The abstract interpreter: runs a program on abstract values and logs what happens to its models."""

from __future__ import annotations

import libcst as cst

from compile_lint.interpret.modules import Surroundings
from compile_lint.interpret.program import Program
from compile_lint.sources.units import SourceUnit
from compile_lint.values.events import Trace


def interpret(unit: SourceUnit, module: cst.Module, surroundings: Surroundings | None = None) -> Trace:
    """Run a unit abstractly; what happens to its models, in order.

    ``surroundings`` lets imports reach other files of the project; without them each is unknown.
    """
    return Program(unit, module, surroundings).run()


__all__ = ["Surroundings", "interpret"]
