"""Calls that no sane program makes: every one gives a value or ends its path, and the program goes on."""

from __future__ import annotations

import libcst as cst
import pytest

from compile_lint.interpret.machine import Machine
from compile_lint.overlays import load_all
from compile_lint.sources.units import SourceUnit

RECEIVERS = ["'a{}b'", "3", "[1, 'a']", "(1, n)", "{'a': 1}", "dict(n)", "n"]
ARGUMENTS = [
    "None",
    "'a'",
    "float('nan')",
    "...",
    "[n]",
    "{'a': n}",
    "(1, (2,))",
    "lambda *a: n",
    "C",
    "C()",
    "1 if n else [2]",
]
FUNCTIONS = [
    *(
        "int",
        "str",
        "bool",
        "float",
        "round",
        "abs",
        "range",
        "list",
        "tuple",
        "set",
        "dict",
        "enumerate",
    ),
    *("zip", "map", "filter", "sorted", "reversed", "min", "max", "sum", "any", "all", "next", "iter", "pow"),
    *(
        "isinstance",
        "issubclass",
        "callable",
        "getattr",
        "hasattr",
        "setattr",
        "type",
        "vars",
        "dir",
        "format",
    ),
    *("functools.partial", "functools.reduce", "functools.wraps", "functools.lru_cache", "functools.cache"),
    *("itertools.chain", "itertools.product", "itertools.repeat", "itertools.islice", "itertools.cycle"),
    *("copy.copy", "copy.deepcopy", "dataclasses.replace", "dataclasses.asdict", "math.sqrt", "math.prod"),
    *("collections.OrderedDict", "collections.defaultdict", "collections.deque", "types.SimpleNamespace"),
    *(
        "argparse.ArgumentParser",
        "argparse.ArgumentParser.add_argument",
        "argparse.ArgumentParser.parse_args",
    ),
    *("os.getenv", "os.environ.get", "flags.DEFINE_string", "flags.DEFINE_enum", "app.run"),
]
METHODS = [
    *("append", "extend", "insert", "pop", "remove", "copy", "index", "count", "reverse", "sort", "clear"),
    *("add", "update", "discard", "union", "difference", "get", "items", "keys", "values", "setdefault"),
    *("popitem", "fromkeys", "lower", "strip", "split", "join", "replace", "format", "format_map", "zfill"),
    *("startswith", "encode", "bit_length", "is_integer", "add_argument", "set_defaults", "parse_args"),
]
PARSER_METHODS = [
    "add_argument",
    "add_argument_group",
    "add_subparsers",
    "add_parser",
    "set_defaults",
    "parse_args",
]
IMPORTS = (
    "import argparse, collections, copy, dataclasses, functools, itertools, math, os, types\n"
    "from absl import app, flags\nclass C:\n    pass\n"
)


def calls(callee):
    yield f"{callee}()"
    yield f"{callee}(*n, **n)"
    yield f"{callee}(key=n, default=1)"
    for first in ARGUMENTS:
        yield f"{callee}({first})"
        yield f"{callee}('a', {first}, {first})"


@pytest.mark.parametrize("callee", FUNCTIONS)
def test_functions_survive_any_arguments(callee):
    survive(calls(callee))


@pytest.mark.parametrize("method", METHODS)
def test_methods_survive_any_arguments(method):
    survive(call for receiver in RECEIVERS for call in calls(f"({receiver}).{method}"))


@pytest.mark.parametrize("method", PARSER_METHODS)
def test_parsers_survive_any_arguments(method):
    survive(calls(f"argparse.ArgumentParser().{method}"))


def survive(expressions):
    """Run each call in a program of its own branch, and see that the program comes to its end."""
    load_all()
    source = (
        IMPORTS + "".join(f"if n{i}:\n    x = {text}\n" for i, text in enumerate(expressions)) + "end = 1\n"
    )
    machine = Machine(SourceUnit("program.py", source))
    machine.run_module(cst.parse_module(source))
    assert "end" in machine.module.cells
