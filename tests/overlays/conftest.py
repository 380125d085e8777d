"""Runs a few lines of a program and looks at the value that a name holds afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compile_lint.interpret.machine import Machine
from compile_lint.model import Encoding
from compile_lint.overlays import load_all
from compile_lint.sources.units import SourceUnit
from compile_lint.syntax.parse import parse_module
from compile_lint.values.values import Array, Const, Dataset, FrameObject, TupleValue, Value

IMPORTS = """
import numpy as np
import pandas as pd
import tensorflow as tf
import keras
from keras.utils import to_categorical
from sklearn.model_selection import *
import sklearn.datasets, sklearn.preprocessing, sklearn.utils.class_weight, sklearn.model_selection
from sklearn import preprocessing, datasets
"""

Look = Callable[..., Value]


@pytest.fixture
def value() -> Look:
    """``value("y = ...")`` is what ``y`` (or the named variable) holds after the lines were run.

    A frame is given as the array of all its columns.
    """
    load_all()

    def look(code: str, name: str = "y") -> Value:
        unit = SourceUnit("program.py", IMPORTS + code)
        machine = Machine(unit)
        machine.run_module(parse_module(unit.text))
        found = machine.store.read(machine.module, name)
        return machine.frozen(found) if isinstance(found, FrameObject) else found

    return look


@pytest.fixture
def facts(value: Look) -> Callable[..., tuple[object, ...] | None]:
    """``(encoding, classes, lowest, highest, columns)`` of an array; None if it is no array."""

    def look(code: str, name: str = "y") -> tuple[object, ...] | None:
        found = value(code, name)
        if not isinstance(found, Array):
            return None
        return (found.encoding, found.classes, found.lowest, found.highest, found.columns)

    return look


@pytest.fixture
def encoding(value: Look) -> Callable[..., Encoding | None]:
    """The encoding of an array; None for data without one and for anything unknown."""

    def look(code: str, name: str = "y") -> Encoding | None:
        found = value(code, name)
        return found.encoding if isinstance(found, Array) else None

    return look


@pytest.fixture
def labels(value: Look) -> Callable[..., Value | None]:
    """The second part of what a dataset yields; None if that is not known to be a pair."""

    def look(code: str, name: str = "ds") -> Value | None:
        made = value(code, name)
        pair = made.element if isinstance(made, Dataset) else None
        return pair.items[1] if isinstance(pair, TupleValue) else None

    return look


@pytest.fixture
def seen(value: Look) -> Callable[[str, str], object]:
    """What is known of the last line of a program, an expression: see ``_known``."""

    def look(code: str, before: str = "") -> object:
        *lines, last = code.splitlines()
        return _known(value("\n".join([before, *lines, f"y = {last}"])))

    return look


def _known(found: Value) -> object:
    """The facts of an array, a constant, each part of a tuple; None for everything else."""
    match found:
        case Array():
            return (found.encoding, found.classes, found.lowest, found.highest, found.columns)
        case TupleValue():
            return [_known(part) for part in found.items]
        case Const():
            return found.value
        case Dataset():
            return {"elements": _known(found.element)}
    return None
