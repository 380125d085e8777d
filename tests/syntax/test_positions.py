"""Places of nodes agree with libcst's own provider, and the code of a node fits on a line."""

from __future__ import annotations

import ast
import dataclasses
import textwrap
from pathlib import Path
from types import ModuleType

import libcst as cst
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider

from compile_lint.syntax.nesting import CHAIN_LIMIT
from compile_lint.syntax.parse import parse_module
from compile_lint.syntax.positions import locate, source_text

ODD = """\
# comment
@a  # b
@c
async def f(x, *, y=1):  # d

    # e
    async with (a as b, c as d): pass
    if x: y; z
    elif (  # f
        y
    ):
        pass
    else:
        return (
            1)
match x:
    case A(b=1) | {"k": d, **c} | [d, *e] if f: pass
try: pass
except* (A, B) as c: pass
finally: pass
x = ('''a
b''' f'{c!r:{d}}' "e"); y = lambda: (yield)  # ü
for(a)in(b):pass
ü = "日本" .strip( ) [ 1 : 2 ]
"""


def assert_agrees_with_libcst(text: str) -> None:
    module = parse_module(text, is_whole=True)  # libcst's provider knows of no other
    provided = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
    found = locate(module, provided.keys())
    for node, place in provided.items():
        start, end = place.start, place.end
        expected = (start.line, start.column + 1, end.line, end.column + 1)
        assert found[id(node)] == expected, type(node)
    assert len(found) == len(provided)


@pytest.mark.parametrize("library", [dataclasses, textwrap, ast])
def test_every_node_of_library_files(library: ModuleType) -> None:
    assert library.__file__ is not None
    assert_agrees_with_libcst(Path(library.__file__).read_text(encoding="utf-8"))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("end", [0, 1])
def test_every_node_of_odd_code(newline: str, end: int) -> None:
    assert_agrees_with_libcst(ODD[: len(ODD) - end].replace("\n", newline))


@pytest.mark.parametrize("text", ["", "\n", "# a", "x", "\n\nx\n\n"])
def test_every_node_of_small_texts(text: str) -> None:
    assert_agrees_with_libcst(text)


def expression(module: cst.Module) -> cst.BaseExpression:
    line = module.body[-1]
    assert isinstance(line, cst.SimpleStatementLine)
    statement = line.body[0]
    assert isinstance(statement, cst.Assign)
    return statement.value


def test_only_wanted_nodes_and_code_points() -> None:
    module = parse_module("x = 1\n\u00fc = '\U0001f600', (m.compile(\n  1))\n")
    value = expression(module)
    assert isinstance(value, cst.Tuple)
    call = value.elements[1].value
    assert locate(module, [call]) == {id(call): (2, 11, 3, 5)}
    assert locate(module, []) == {}
    assert locate(module, [cst.Name("elsewhere")]) == {}


def test_deep_expressions_are_located() -> None:
    operators = CHAIN_LIMIT // 2
    module = parse_module("x = " + "1+" * operators + "1\n")
    value = expression(module)
    assert locate(module, [value]) == {id(value): (1, 5, 1, 2 * operators + 6)}
    assert len(source_text(module, value)) == 2 * operators + 1


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("f( a,b )", "f( a,b )"),
        ("f(\n    a,  # one\n\n    # two\n    b,\n)", "f(a, b,)"),
        ("[\n1,\n2]", "[1, 2]"),
        ("a + \\\n  b", "a + b"),
        ("(\n  a\n  .b\n)", "(a .b)"),
        ("'''a\n  # b'''", "'''a\\n  # b'''"),
        ("f'''{\n a}\n# b'''", "f'''{a}\\n# b'''"),
        ("{\r\n'a': 1,\r\n}", "{'a': 1,}"),
    ],
)
def test_source_text_is_one_line(code: str, line: str) -> None:
    module = parse_module(f"x = {code}\n")
    assert source_text(module, expression(module)) == line
