"""Small programs in plain Python: what is understood of one is what Python makes of it, or nothing.

Each leaves a number in ``units``; hyphens stand between them. Those of ``plain_python_known.txt`` are
understood; those of ``plain_python_open.txt`` use what is not followed, or take much to compute.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from compile_lint.run import inspect_source

HERE = Path(__file__).parent
MODEL = """
from keras import Sequential, layers
model = Sequential([layers.Dense(units)])
model.compile(loss="mse")
"""


def programs(name: str) -> list[str]:
    return (HERE / name).read_text(encoding="utf-8").split("---\n")


def run(program: str) -> int:
    """The number that Python computes."""
    namespace: dict[str, object] = {}
    exec(program, namespace)  # noqa: S102 - the programs beside this file
    units = namespace["units"]
    assert isinstance(units, int)
    return units


def understood(program: str) -> set[int | None]:
    """The numbers that are read."""
    (call,) = inspect_source((program + MODEL).encode(), "program.py").calls
    return {head.output.units for variant in call.variants for head in variant}


@pytest.mark.parametrize("program", programs("plain_python_known.txt"))
def test_the_number_is_known(program: str) -> None:
    assert understood(program) == {run(program)}


@pytest.mark.parametrize("program", programs("plain_python_open.txt"))
def test_the_number_stays_open(program: str) -> None:
    assert understood(program) <= {None, run(program)}
