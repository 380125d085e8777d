"""Which names a piece of code gives to what comes after it, and which it takes from what came before it."""

from __future__ import annotations

import ast
import symtable
import warnings
from collections.abc import Iterator

from compile_lint.records import dataclass
from compile_lint.sources.python_tree import python_tree

_SIMPLE = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr)


@dataclass(frozen=True, slots=True)
class Names:
    """The names that code binds at its top level, and those that it uses before or without that.

    Those ``assigned`` are among the ``given``: names of values, not of modules, functions or classes.
    """

    given: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    assigned: frozenset[str] = frozenset()


def names_of(code: str) -> Names:
    """The names of a piece of code; none where Python cannot make a table of them."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as an invalid escape sequence in the code that is read
            top = symtable.symtable(code, "<fence>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Names()
    symbols = top.get_symbols()
    given = frozenset(one.get_name() for one in symbols if one.is_assigned() or one.is_imported())
    used = {one.get_name() for one in symbols if one.is_referenced()}
    taken = frozenset(used | _globals_below(top)) - given | (_used_before(code) & given)
    named = {one.get_name() for one in symbols if one.is_imported() or one.is_namespace()}
    return Names(given, taken, given - named)


def _used_before(code: str) -> frozenset[str]:
    """The names that a simple statement at the top level uses and no statement before it binds."""
    tree = python_tree(code)
    used: set[str] = set()
    bound: set[str] = set()
    for statement in () if tree is None else tree.body:
        nodes = [*ast.walk(statement)]
        if isinstance(statement, _SIMPLE):
            loads = (node for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
            used |= {name.id for name in loads} - bound
        bound.update(name for node in nodes for name in _bound_by(node))
    return frozenset(used)


def _bound_by(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Store()):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.alias(name=name, asname=other):
            yield other or name.partition(".")[0]


def _globals_below(table: symtable.SymbolTable) -> set[str]:
    """The names that functions and classes in a table look up at the top level."""
    below = table.get_children()
    return {one.get_name() for child in below for one in child.get_symbols() if one.is_global()}.union(
        *map(_globals_below, below)
    )
