"""Which names a function binds, told from its syntax alone."""

from __future__ import annotations

import libcst as cst
import pytest

from compile_lint.syntax.names import (
    assigned_attributes,
    bound_names,
    dotted_name,
    imported_names,
    parameters,
    pattern_names,
    rebinds_from_itself,
    target_names,
)
from compile_lint.syntax.parse import parse_module


def function_of(code):
    node = parse_module(code).body[0]
    assert isinstance(node, cst.FunctionDef)
    return node


def in_function(*lines):
    return function_of("def f():\n" + "".join(f"    {line}\n" for line in lines))


def small(code):
    line = parse_module(code).body[0]
    assert isinstance(line, cst.SimpleStatementLine)
    return line.body[0]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("a = 1", {"a"}),
        ("a = b = 1", {"a", "b"}),
        ("a, (b, *c) = x", {"a", "b", "c"}),
        ("[a, b] = x", {"a", "b"}),
        ("a: int = 1", {"a"}),
        ("a += 1", {"a"}),
        ("del a", {"a"}),
        ("print(a := 1)", {"a"}),
        ("import a.b.c", {"a"}),
        ("import a.b as c", {"c"}),
        ("from a import b, c as d", {"b", "d"}),
        ("for a, b in x: pass", {"a", "b"}),
        ("with x as a, y as (b, c): pass", {"a", "b", "c"}),
        ("def a(b): c = 1", {"a"}),
        ("class a: b = 1", {"a"}),
        # Nothing of the function's own.
        ("a.b = 1", set()),
        ("a[0] = 1", set()),
        ("print(a)", set()),
        ("from a import *", set()),
        ("f = lambda a: a", {"f"}),
        ("return a", set()),
    ],
)
def test_what_a_statement_binds(line, names):
    assert bound_names(in_function(line)).local == names


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["try:", "    a = 1", "except E as b:", "    c = 1", "else:", "    d = 1"], {"a", "b", "c", "d"}),
        (["try:", "    a = 1", "except* E as b:", "    pass", "finally:", "    c = 1"], {"a", "b", "c"}),
        (["if x:", "    a = 1", "elif y:", "    b = 1", "else:", "    c = 1"], {"a", "b", "c"}),
        (["while x:", "    a = 1", "else:", "    b = 1"], {"a", "b"}),
        (
            ["match x:", "    case [a, *b]:", "        c = 1", "    case _:", "        d = 1"],
            {"a", "b", "c", "d"},
        ),
        (["def a():", "    global b", "    nonlocal c", "    yield 1"], {"a"}),
    ],
)
def test_what_a_compound_statement_binds(lines, names):
    found = bound_names(in_function(*lines))
    assert found.local == names
    assert not found.declared_global
    assert not found.has_yield


def test_parameters_are_bound():
    node = function_of("def f(a, /, b, c=1, *d, e, **g): h = 1\n")
    assert [parameter.name.value for parameter in parameters(node.params)] == ["a", "b", "c", "d", "e", "g"]
    assert bound_names(node).local == {"a", "b", "c", "d", "e", "g", "h"}


def test_a_bare_star_binds_nothing():
    assert bound_names(function_of("def f(a, *, b): pass\n")).local == {"a", "b"}


def test_a_lambda_binds_its_parameters():
    assignment = small("f = lambda a, *b: a\n")
    assert isinstance(assignment, cst.Assign)
    assert isinstance(assignment.value, cst.Lambda)
    assert bound_names(assignment.value).local == {"a", "b"}


def test_declared_names_belong_to_outer_scopes():
    found = bound_names(in_function("global a, b", "nonlocal c", "a = c = d = 1"))
    assert found.local == {"d"}
    assert found.declared_global == {"a", "b"}
    assert found.declared_nonlocal == {"c"}


@pytest.mark.parametrize(
    ("line", "has_yield"),
    [
        ("yield 1", True),
        ("yield from x", True),
        ("a = yield", True),
        ("for a in x: yield a", True),
        ("return 1", False),
        ("def g(): yield 1", False),
    ],
)
def test_a_generator_yields_in_its_own_body(line, has_yield):
    assert bound_names(in_function(line)).has_yield is has_yield


def test_the_names_of_a_comprehension_are_its_own():
    assert bound_names(in_function("a = [b for b in x]")).local == {"a"}
    assert bound_names(in_function("a = {b: c for b, c in x}")).local == {"a"}


def test_a_walrus_in_a_comprehension_binds_outside():
    assert bound_names(in_function("a = [(c := b) for b in x]")).local == {"a", "c"}


def test_targets_are_read_in_order():
    assignment = small("a, (b, c.d), *e = x\n")
    assert isinstance(assignment, cst.Assign)
    assert list(target_names(assignment.targets[0].target)) == ["a", "b", "e"]


def test_imported_names():
    statement = small("import a.b, c as d, e\n")
    assert isinstance(statement, cst.Import)
    assert list(imported_names(statement)) == ["a", "d", "e"]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("_", set()),
        ("1", set()),
        ("a", {"a"}),
        ("[a, *b]", {"a", "b"}),
        ("[a, *_]", {"a"}),
        ("{'k': a, **b}", {"a", "b"}),
        ("C(x=a, y=1)", {"a"}),
        ("C.D", set()),
        ("1 | 2", set()),
        ("(1 | 2) as a", {"a"}),
    ],
)
def test_what_a_pattern_captures(pattern, names):
    node = parse_module(f"match x:\n    case {pattern}:\n        pass\n").body[0]
    assert isinstance(node, cst.Match)
    assert set(pattern_names(node.cases[0].pattern)) == names


def test_attributes_that_a_function_assigns():
    node = in_function(
        "self.a = 1", "self.b, (x.c, d) = 2", "self.e: int = 3", "self.f[0] = 4", "print(self.g)"
    )
    assert set(assigned_attributes(node)) == {"a", "b", "c", "e"}


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("a += 1", True),
        ("a = a + 1", True),
        ("a = f(a)", True),
        ("self.a = self.a * 2", True),
        ("a, b = b, a", True),
        ("a = 1", False),
        ("a = b", False),
        ("model.add(x)", False),
        ("def g(): a = a + 1", False),
    ],
)
def test_a_loop_carries_what_is_computed_from_itself(line, answer):
    assert rebinds_from_itself(in_function(line).body) is answer


@pytest.mark.parametrize(
    ("code", "name"),
    [("a", "a"), ("a.b.c", "a.b.c"), ("a().b", ""), ("a[0].b", ""), ("1", ""), ("a + b", "")],
)
def test_dotted_names(code, name):
    assert dotted_name(cst.parse_expression(code)) == name
