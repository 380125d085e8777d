"""Runs small programs on the real machine and shows what their names hold as plain Python."""

from __future__ import annotations

import libcst as cst
import pytest

from compile_lint.interpret.machine import Machine
from compile_lint.overlays import load_all
from compile_lint.sources.units import SourceUnit
from compile_lint.values.values import (
    Choice,
    Const,
    Dataset,
    DictObject,
    ListObject,
    TupleValue,
    UnknownValue,
)


class Unsure:
    """What an unknown value is shown as. Two are equal if they are the same unknown."""

    __hash__ = None

    def __init__(self, value):
        self.token = value.token
        self.test = value.test
        self.negated = value.negated

    def __eq__(self, other):
        return isinstance(other, Unsure) and self.token == other.token

    def __repr__(self):
        return "?"


class Either:
    """What a Choice is shown as: where its condition holds, and where not."""

    __hash__ = None

    def __init__(self, yes, no, kind=None):
        self.yes = yes
        self.no = no
        self.kind = kind

    def __eq__(self, other):
        return isinstance(other, Either) and (self.yes, self.no) == (other.yes, other.no)

    def __repr__(self):
        return f"Either({self.yes!r}, {self.no!r})"


def shown(machine, value):
    value = machine.store.settle(value)
    if isinstance(value, Choice):
        return Either(shown(machine, value.yes), shown(machine, value.no), value.condition.kind)
    if isinstance(value, UnknownValue):
        return Unsure(value)
    if isinstance(value, Const):
        return value.value
    if isinstance(value, TupleValue):
        return tuple(shown(machine, item) for item in value.items)
    if isinstance(value, ListObject) and machine.items(value) is not None:
        return [shown(machine, item) for item in machine.items(value)]
    if isinstance(value, DictObject) and machine.mapping(value) is not None:
        return {key: shown(machine, item) for key, item in machine.mapping(value).items()}
    if isinstance(value, Dataset):
        return Dataset(shown(machine, value.element))
    return value


@pytest.fixture
def evaluate():
    """``evaluate(source)`` runs a program; ``result(name)`` shows what a name holds at its end."""
    load_all()

    def run(source):
        machine = Machine(SourceUnit("program.py", source))
        machine.run_module(cst.parse_module(source))
        return lambda name: shown(machine, machine.read(machine.module, name))

    return run


@pytest.fixture
def either():
    return Either


@pytest.fixture
def is_unsure():
    return lambda value: isinstance(value, Unsure)
