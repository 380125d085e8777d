"""The abstract interpreter: runs a program on abstract values and logs what happens to its models."""

from __future__ import annotations

import libcst as cst

from compile_lint.interpret.modules import Surroundings
from compile_lint.interpret.program import Program
from compile_lint.sources.units import SourceUnit
from compile_lint.values.declared import Declarations
from compile_lint.values.events import Trace


def interpret(
    unit: SourceUnit,
    module: cst.Module,
    surroundings: Surroundings | None = None,
    declarations: Declarations | None = None,
) -> Trace:
    """Run a unit abstractly; what happens to its models, in order.

    ``surroundings`` lets imports reach other files of the project; without them each is unknown.
    ``declarations`` is what the settings say of code that need not be followed.
    """
    return Program(unit, module, surroundings, declarations).run()


__all__ = ["Surroundings", "interpret"]
