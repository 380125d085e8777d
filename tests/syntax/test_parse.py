"""Parsing: a tree, or one syntax problem at its place; never a crash, however deep the text."""

from __future__ import annotations

import ast
import gc
import sys
from contextlib import suppress

import libcst as cst
import pytest

from compile_lint.syntax.deep import run_deep
from compile_lint.syntax.deferred import Deferred
from compile_lint.syntax.nesting import CHAIN_LIMIT, measure_nesting
from compile_lint.syntax.parse import SyntaxProblem, parse_module

TREES = [
    "",
    "x = 1",
    "match x:\n    case [a, *_]: pass\n",
    "x = await y\n",
    "type A = int\n",
    "x = '\\d'\n",
    "x = [" + "-1.5, " * 5000 + "]\n",
    "x = {" + "'a': (1, [2]), " * 2000 + "}\n",
    "x = '" + "(" * 5000 + "'\n# " + "(" * 5000 + "\n",
    "x = 1\n" * 3000,
    "if a:\n    pass\nelif b:\n    pass\n" * 500,
    "x = " + "(" * 190 + ")" * 190 + "\n",
    "x = " + "1 + " * (CHAIN_LIMIT - 10) + "1\n",
    "x = a" + ".b(c)" * (CHAIN_LIMIT // 10) + "\n",
    "x = (" + "'a'\n" * (CHAIN_LIMIT - 10) + ")\n",
    "if a:\n    pass\n" + "elif b:\n    pass\n" * (CHAIN_LIMIT - 10),
]

DEEP = [
    "x = " + "(" * 5000 + ")" * 5000,
    "x = " + "[" * 300 + "]" * 300,
    "(" * 100_000,
    "x = " + "1 + " * 50_000 + "1",
    "x = " + "-" * 50_000 + "1",
    "x = " + "not " * 50_000 + "1",
    "x = " + "lambda: " * 50_000 + "1",
    "x = " + "lambda a, b: " * 50_000 + "1",
    "x = a" + ".b" * 50_000,
    "x = a" + "()" * 50_000,
    "x = a" + "[0]" * 50_000,
    "x = " + "a if b else " * 50_000 + "c",
    "x = " + "'a' " * 50_000,
    "x = " + "f'{" * 5000 + "1" + "}'" * 5000,
    "x = [a " + "for a in b " * 5000 + "]",
    "if a:\n pass\n" + "elif b:\n pass\n" * 50_000,
    "x = " + "".join(f"f({index}, " for index in range(3000)) + ")" * 3000,
]


@pytest.mark.parametrize("text", TREES, ids=range(len(TREES)))
def test_text_comes_back_from_its_tree(text: str) -> None:
    module = parse_module(text)
    assert run_deep(lambda: module.code) == text


@pytest.mark.parametrize("text", DEEP, ids=range(len(DEEP)))
def test_deep_nesting_is_a_problem_and_no_crash(text: str) -> None:
    with pytest.raises(SyntaxProblem, match=r"^nested too deeply to be parsed$") as caught:
        parse_module(text)
    assert caught.value.column == 1


def test_place_of_deep_nesting() -> None:
    with pytest.raises(SyntaxProblem) as caught:
        parse_module("x = 1\n\ny = " + "(" * 1000 + "\n")
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("x = 1\nprint 'hello'\n", 2, 1),
        ("x = 1\ny = (\nz = 2\n", 2, 5),
        ("class A:\n    def f(self):\n        return 1\n      x = 2\n", 4, 12),
        ("x = 1\n  y = 2\n", 2, 2),
        ("ü = 'ö' é 2\n", 1, 9),
        ("x = 1\r\ny = = 2\r\n", 2, 5),
        ("x = '\ud800'\n", 1, 6),
        # CPython before 3.12 stops at the first line, so that libcst has to say where the fault is.
        ("x = f'{\"\\n\".join(a)}'\nb = 1\ny = = 2\n", 3, 5 if sys.version_info >= (3, 12) else 1),
    ],
)
def test_place_of_syntax_problems(text: str, line: int, column: int) -> None:
    with pytest.raises(SyntaxProblem) as caught:
        parse_module(text)
    problem = caught.value
    assert problem.line == line
    assert abs(problem.column - column) <= 2  # Python versions differ in where they put it
    assert "\n" not in problem.message
    assert "expected one of" not in problem.message


MIXED = [
    "def f():\n        if x:\n\t        a()\n\n        b()\n",
    'class A:\n    def f():\n        if x:\n\t        """a\n\tb"""\n        b()\n',
    "if y:\n\tif x:\n            a(1,\n\t  2)\n\tb()\n",
    "def f():\n    if x:\n\t    " + "a(); " * 50 + "b()\n    return 1\n",
]


@pytest.mark.parametrize("text", MIXED)
@pytest.mark.parametrize("is_whole", [True, False])
def test_tabs_and_spaces_that_python_accepts(text: str, is_whole: bool) -> None:
    ast.parse(text)
    code = parse_module(text, is_whole=is_whole).code
    assert len(code) == len(text)
    assert [line.lstrip() for line in code.split("\n")] == [line.lstrip() for line in text.split("\n")]
    assert ('\n\tb"""' in code) is ('\n\tb"""' in text)  # only indentation changes, no string


@pytest.mark.parametrize("text", ["if x:\n        a()\n\tb()\n", "if x:\n    if y:\n\ta()\n    b()\n"])
def test_tabs_and_spaces_that_python_does_not_accept(text: str) -> None:
    with pytest.raises(SyntaxProblem, match="inconsistent use of tabs and spaces") as caught:
        parse_module(text)
    assert caught.value.line == 3


def test_what_only_libcst_does_not_accept_is_said_to_be_so() -> None:
    with pytest.raises(SyntaxProblem, match=r"^Python accepts this, but libcst, .* does not$") as caught:
        parse_module("y = 2\n(x): int = 1\n")
    assert caught.value.line == 2


def test_nul_is_a_syntax_problem() -> None:
    with pytest.raises(SyntaxProblem):
        parse_module("x = 1\0\n")


@pytest.mark.parametrize("text", ["x = 1\n", "x = (\n"])
def test_garbage_collector_is_left_as_it_was(text: str) -> None:
    def parse() -> None:
        with suppress(SyntaxProblem):
            parse_module(text)

    assert gc.isenabled()
    parse()
    assert gc.isenabled()
    gc.disable()
    try:
        parse()
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("text", ["x = 1\n", "def f():\n    x = (\n"])
def test_nodes_made_by_others_are_validated(text: str) -> None:
    """The parser's own are not, while it is at work."""
    with suppress(SyntaxProblem):
        parse_module(text)
    with pytest.raises(cst.CSTValidationError):
        cst.Name("")


def test_a_tree_is_freed_without_the_collector() -> None:
    body = "".join(f"    some_name_{number} = {number}\n" for number in range(20))
    tree = parse_module(f"def f():\n{body}def g():\n{body}")
    function = tree.body[0]
    assert isinstance(function, cst.FunctionDef)
    assert len(function.body.body) == 20
    gc.disable()
    try:
        assert any(isinstance(one, Deferred) and one.text == body for one in gc.get_objects())
        del tree, function
        assert not any(isinstance(one, Deferred) and one.text == body for one in gc.get_objects())
    finally:
        gc.enable()


def test_commas_begin_anew() -> None:
    nesting = measure_nesting("f(" + "a.b + c.d, " * 1000 + ")\n")
    assert (nesting.brackets, nesting.line) == (1, 1)
    assert nesting.levels < 10
