"""An interpreter that understands very little, so that these tests are about the program around it."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import libcst as cst
import pytest

from compile_lint.knowledge.activations import ACTIVATIONS
from compile_lint.knowledge.losses import loss_by_string
from compile_lint.model import (
    Absent,
    CompileCall,
    Context,
    Head,
    Known,
    Loss,
    Origin,
    Output,
    SiteReading,
    Unknown,
    Variant,
    Why,
)
from compile_lint.sources import SourceUnit


class _Reader(cst.CSTVisitor):
    """Takes the last ``Dense(units)`` before a ``compile(loss="...")`` for the output."""

    def __init__(self, unit: SourceUnit) -> None:
        self.unit = unit
        self.layer: Origin | None = None
        self.readings: list[SiteReading] = []

    def visit_Call(self, node: cst.Call) -> None:  # noqa: N802 - libcst's name
        name = node.func.attr.value if isinstance(node.func, cst.Attribute) else ""
        if name == "Dense":
            self.layer = Origin(self.unit, node)
        if name == "compile":
            self.readings.append(self._reading(node))
        if name == "crash":
            raise RecursionError("maximum recursion depth exceeded")

    def _reading(self, node: cst.Call) -> SiteReading:
        layer = self.layer or Origin(self.unit, node)
        output = Known(Output("Dense", 3, ACTIVATIONS["linear"], (), layer))
        loss: Known[Loss] | Unknown = Unknown(Why.DYNAMIC)
        for argument in node.args:
            text = argument.value
            if isinstance(text, cst.SimpleString):
                fact = loss_by_string(str(text.evaluated_value))
                assert fact is not None
                from_logits = False if fact.has_from_logits else None
                loss = Known(Loss(fact, fact.name, Origin(self.unit, text), from_logits, is_string=True))
        site = Origin(self.unit, node)
        call = CompileCall(site, (Head(None, output, loss, Absent()),))
        return SiteReading(site, (Context((), (Variant(call),)),))


def read(unit: SourceUnit, module: cst.Module) -> tuple[SiteReading, ...]:
    reader = _Reader(unit)
    module.visit(reader)
    return tuple(reader.readings)


@pytest.fixture(autouse=True)
def simple_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the reader above in the place of the two layers that work out what a program means."""
    functions = {"compile_lint.interpret": ("interpret", read), "compile_lint.meaning": ("read_sites", tuple)}
    for module, (name, function) in functions.items():
        stand_in = ModuleType(module)
        setattr(stand_in, name, function)
        monkeypatch.setitem(sys.modules, module, stand_in)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in; no setting of the machine that runs the tests changes the output."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path
