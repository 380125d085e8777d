"""functools, itertools, math, string, copy, dataclasses and namespaces."""

from __future__ import annotations

import math

import pytest

IMPORTS = "import copy, functools, itertools, math, string, types, dataclasses, contextlib\n"

KNOWN = [
    ("functools.reduce(lambda a, b: a + b, [1, 2, 3])", 6),
    ("functools.reduce(lambda a, b: a + b, [], 7)", 7),
    ("functools.partial(lambda a, b: (a, b), 1)(2)", (1, 2)),
    ("functools.partial(dict, a=1)(b=2)", {"a": 1, "b": 2}),
    ("functools.lru_cache(maxsize=None)(lambda: 3)()", 3),
    ("functools.cache(lambda: 3)()", 3),
    ("list(itertools.chain([1], (2, 3)))", [1, 2, 3]),
    ("list(itertools.chain.from_iterable([[1], [2]]))", [1, 2]),
    ("list(itertools.product([1, 2], 'a'))", [(1, "a"), (2, "a")]),
    ("len(list(itertools.product([0, 1], repeat=3)))", 8),
    ("list(itertools.combinations([1, 2, 3], 2))", [(1, 2), (1, 3), (2, 3)]),
    ("list(itertools.repeat('a', 2))", ["a", "a"]),
    ("list(itertools.islice([1, 2, 3], 2))", [1, 2]),
    ("math.ceil(2.1)", 3),
    ("math.sqrt(16)", 4.0),
    ("math.pi", math.pi),
    ("math.prod([2, 3])", 6),
    ("len(string.ascii_lowercase + string.digits)", 36),
    ("list(string.octdigits)[-1]", "7"),
    ("string.ascii_uppercase[:2]", "AB"),
    ("types.SimpleNamespace(a=1).a", 1),
    ("vars(types.SimpleNamespace(a=1, b='x'))", {"a": 1, "b": "x"}),
    ("getattr(types.SimpleNamespace(a=1), 'b', 2)", 2),
    ("hasattr(types.SimpleNamespace(a=1), 'b')", False),
]


@pytest.mark.parametrize(("expression", "expected"), KNOWN)
def test_what_is_known_is_worked_out(evaluate, expression, expected):
    assert evaluate(f"{IMPORTS}found = {expression}\n")("found") == expected


UNKNOWN = [
    "functools.reduce(lambda a, b: a + b, n)",
    "functools.reduce(lambda a, b: a + b, [])",
    "functools.partial(n, 1)(2)",
    "math.sqrt(n)",
    "math.sqrt(-1)",
    "math.exp(10 ** 6)",
    "math.factorial(10 ** 9)",
    "list(itertools.product([1], n))[0][1]",
    "list(itertools.product(range(1000), range(1000)))[0]",
    "list(itertools.chain([1], n))[0]",
    "list(itertools.count())[0]",
    "list(itertools.repeat(1))[0] + n",
    "copy.deepcopy(n)",
    "vars(n)",
]


@pytest.mark.parametrize("expression", UNKNOWN)
def test_what_is_not_known_stays_unknown(evaluate, is_unsure, expression):
    assert is_unsure(evaluate(f"{IMPORTS}found = {expression}\n")("found"))


def test_a_copy_is_another_list_with_the_same_inner_ones(evaluate):
    program = evaluate(f"{IMPORTS}a = [[1]]\nb = copy.copy(a)\nb.append(2)\nb[0].append(3)\n")
    assert (program("a"), program("b")) == ([[1, 3]], [[1, 3], 2])


def test_a_deep_copy_shares_nothing(evaluate):
    program = evaluate(f"{IMPORTS}a = {{'k': [1]}}\nb = copy.deepcopy(a)\nb['k'].append(2)\n")
    assert (program("a"), program("b")) == ({"k": [1]}, {"k": [1, 2]})


def test_a_deep_copy_of_what_holds_itself_ends(evaluate):
    program = evaluate(
        f"{IMPORTS}class C: pass\na = C()\na.me = a\na.n = 1\nb = copy.deepcopy(a)\nfound = b.me.n\n"
    )
    assert program("found") == 1


def test_a_dataclass_with_a_field_replaced(evaluate):
    program = evaluate(
        "from dataclasses import dataclass, replace, asdict\n"
        "@dataclass\nclass Config:\n    loss: str = 'mse'\n    units: int = 1\n"
        "a = Config()\nb = replace(a, units=3)\nfound = (a.units, b.units, b.loss, asdict(b))\n"
    )
    assert program("found") == (1, 3, "mse", {"loss": "mse", "units": 3})


def test_a_decorator_that_uses_wraps_keeps_what_the_function_gives(evaluate):
    program = evaluate(
        "from functools import wraps\n"
        "def logged(f):\n    @wraps(f)\n    def inner(*args, **kwargs):\n        return f(*args, **kwargs)\n"
        "    return inner\n"
        "@logged\ndef make(n):\n    return n + 1\nfound = make(2)\n"
    )
    assert program("found") == 3


def test_a_null_context_gives_what_it_was_made_with(evaluate):
    assert evaluate(f"{IMPORTS}with contextlib.nullcontext(5) as found:\n    pass\n")("found") == 5
