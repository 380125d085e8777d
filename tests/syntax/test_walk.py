"""The collecting walk, and the table of fields it goes by."""

from __future__ import annotations

import dataclasses
import inspect

import libcst as cst

from compile_lint.syntax.nesting import CHAIN_LIMIT
from compile_lint.syntax.parse import parse_module
from compile_lint.syntax.walk import CODE_FIELDS, Collected, collect, walk

# Node types without fields that can hold code that runs, with the reason.
OPERATORS_AND_TOKENS = (cst.BaseBinaryOp, cst.BaseBooleanOp, cst.BaseCompOp, cst.BaseUnaryOp, cst.BaseAugOp)
CODE_FREE = {
    # names, constants and text
    *("Name", "Integer", "Float", "Imaginary", "Ellipsis", "SimpleString"),
    *("FormattedStringText", "TemplatedStringText"),
    # statements that only name things
    *("Break", "Continue", "Pass", "Global", "Nonlocal", "NameItem", "TypeAlias"),
    *("Import", "ImportFrom", "LazyImport", "LazyImportFrom", "ImportAlias", "ImportStar"),
    # annotations and type parameters
    *("Annotation", "TypeParam", "TypeParameters", "TypeVar", "TypeVarTuple", "ParamSpec"),
    # patterns: they look names up, but cannot call
    *("MatchAs", "MatchClass", "MatchKeywordElement", "MatchList", "MatchMapping", "MatchMappingElement"),
    *("MatchOr", "MatchOrElement", "MatchPattern", "MatchSequence", "MatchSequenceElement", "MatchSingleton"),
    *("MatchStar", "MatchTuple", "MatchValue"),
    # punctuation and whitespace
    *("AssignEqual", "Asynchronous", "Colon", "Comma", "Comment", "Dot", "EmptyLine", "Newline", "Semicolon"),
    *(
        "LeftCurlyBrace",
        "LeftParen",
        "LeftSquareBracket",
        "RightCurlyBrace",
        "RightParen",
        "RightSquareBracket",
    ),
    *("ParamSlash", "ParamStar", "ParenthesizedWhitespace", "SimpleWhitespace", "TrailingWhitespace"),
}


def texts(module: cst.Module, nodes: tuple[cst.CSTNode, ...]) -> list[str]:
    return [module.code_for_node(node).strip() for node in nodes]


def collected(text: str) -> tuple[cst.Module, Collected]:
    module = parse_module(text)
    return module, collect(module)


def test_every_node_type_is_accounted_for() -> None:
    unknown = [
        name
        for name, node_type in vars(cst).items()
        if inspect.isclass(node_type)
        and issubclass(node_type, cst.CSTNode)
        and not name.startswith("Base")
        and name != "CSTNode"
        and not issubclass(node_type, OPERATORS_AND_TOKENS)
        and node_type not in CODE_FIELDS
        and name not in CODE_FREE
    ]
    assert unknown == []


def test_every_field_of_the_table_exists() -> None:
    for node_type, names in CODE_FIELDS.items():
        assert {field.name for field in dataclasses.fields(node_type)} >= set(names), node_type


def test_walk_is_in_source_order_and_finds_names_everywhere() -> None:
    text = """
@n01
class A(n02, k=n03):
    def f(self, /, a=n04, *b, c: skipped = n05, **d) -> skipped:
        with n06 as x, n07(n08): return n09 if n10 else n11
    async def g(self):
        async for x in n12: yield n13
        else: await n14
for x in n15[n16:n17, n18]: assert n19, n20
while n21: del x[n22]
try: raise n23 from n24
except n25: x = y = lambda a=n26: n27
else: x += n28
finally: x: skipped = n29
match n30:
    case Skipped(skipped) if n31: [*n32, {n33: n34, **n35}, {n36}, (n37, n38)]
x = [n39 for x in n40 if n41 for y in n42], {n43: n44 for z in n45}, (z := n46), {n47 for w in n48}
x = f"{n49:{n50}}" 'a' f"{n51}", -n52 < n53 is n54, not n55 and n56, n57 + n58, n59(n60, *n61, k=n62).attr
if n63: x = (yield from n64)
elif n65: x = await n66
else: x = (n67 for _ in n68)
"""
    names = [node.value for node in walk(parse_module(text)) if isinstance(node, cst.Name)]
    found = [name for name in names if name[0] == "n" and name[1:].isdigit()]
    expected = [f"n{number:02}" for number in range(1, 69)]
    assert sorted(found) == expected
    ordered = [name for name in found if name not in ("n09", "n10")]
    assert ordered == [name for name in expected if name not in ("n09", "n10")]
    assert not any("kipped" in name for name in names)


def test_walk_stays_out_of_definitions_if_asked() -> None:
    body = parse_module("a\ndef f(): b\nclass C: c\nx = lambda: d\n").body
    names = [
        node.value
        for statement in body
        if not isinstance(statement, (cst.FunctionDef, cst.ClassDef))
        for node in walk(statement, into_definitions=False)
        if isinstance(node, cst.Name)
    ]
    assert names == ["a", "x"]


def test_compile_calls_in_source_order() -> None:
    text = "a.compile(1)\nx = compile(2)\nf(b.c().compile(loss=d.compile(3)))\nre.compile\ne.compiled()\n"
    module, found = collected(text)
    assert texts(module, found.compile_calls) == [
        "a.compile(1)",
        "b.c().compile(loss=d.compile(3))",
        "d.compile(3)",
    ]


def test_definitions_know_what_stands_inside() -> None:
    text = """
class A:
    def build(self):
        def inner(): self.m.compile()
        return inner
    def train(self): self.m.fit(x)
    def other(self): pass
def f(x=a.compile()): pass
def g(): pass
g.compile()
"""
    _, found = collected(text)
    shown = [
        (
            site.node.name.value,
            None if site.parent is None else site.parent.name.value,
            site.has_compile,
            site.has_use,
        )
        for site in found.definitions
    ]
    assert shown == [
        ("A", None, True, True),
        ("build", "A", True, False),
        ("inner", "build", True, False),
        ("train", "A", False, True),
        ("other", "A", False, False),
        ("f", None, True, False),
        ("g", None, False, False),
    ]


def test_imports_anywhere() -> None:
    module, found = collected(
        "import a\ntry:\n    from b import c\nexcept E:\n    from d import *\ndef f(): import e.g as h\n"
    )
    assert texts(module, found.imports) == [
        "import a",
        "from b import c",
        "from d import *",
        "import e.g as h",
    ]


def test_record_of_one_definition() -> None:
    module, found = collected("def f(): pass\ndef g(): m.compile()\n")
    first, second = module.body
    assert isinstance(first, cst.FunctionDef)
    assert isinstance(second, cst.FunctionDef)
    assert found.definition(second) is found.definitions[1]


def test_deep_trees_do_not_exhaust_the_stack() -> None:
    module = parse_module("x = " + "a + " * (CHAIN_LIMIT // 2) + "b.compile()\n")
    assert len(collect(module).compile_calls) == 1
