"""A folder of its own for every test, and an interpreter that can be made to fail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import libcst as cst
import pytest

import compile_lint.interpret
from compile_lint.sources import SourceUnit
from compile_lint.values.events import Trace


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in; no setting of the machine that runs the tests changes the output."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def crashing(monkeypatch: pytest.MonkeyPatch) -> str:
    """A line that our own program fails on: programs that hold it meet a fault in the interpreter."""
    line = "model.crash()\n"
    interpret = compile_lint.interpret.interpret

    def fail(unit: SourceUnit, module: cst.Module, *more: Any) -> Trace:
        if line in unit.text:
            raise ZeroDivisionError("division by zero")
        return interpret(unit, module, *more)

    monkeypatch.setattr(compile_lint.interpret, "interpret", fail)
    return line
