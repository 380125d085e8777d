"""Which names a piece of code gives to what comes after it, and which it takes from what came before it."""

from __future__ import annotations

import ast
import symtable
import warnings
from collections.abc import Iterator

from compile_lint.records import dataclass
from compile_lint.sources.python_tree import parsed_by_python

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
        tree = parsed_by_python(code)
        inner = _only_in_comprehensions(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Names()
    symbols = [one for one in top.get_symbols() if one.get_name() not in inner]
    given = frozenset(one.get_name() for one in symbols if one.is_assigned() or one.is_imported())
    used = {one.get_name() for one in symbols if one.is_referenced()}
    taken = frozenset(used | _globals_below(top)) - given | (_used_before(tree) & given)
    named = {one.get_name() for one in symbols if one.is_imported() or one.is_namespace()}
    return Names(given, taken, given - named)


def _only_in_comprehensions(tree: ast.Module) -> set[str]:
    """Names that comprehensions bind and nothing else has: from Python 3.12 on they are in the same table."""
    inner = {name for node in ast.walk(tree) for name in _bound_in(node)}
    return inner and inner - set(_outside(tree, frozenset()))


def _bound_in(node: ast.AST) -> Iterator[str]:
    """The names that a comprehension binds for itself."""
    if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        targets = (part for generator in node.generators for part in ast.walk(generator.target))
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _outside(node: ast.AST, bound: frozenset[str]) -> Iterator[str]:
    """The names in some code that are not those which a comprehension around them binds."""
    bound |= frozenset(_bound_in(node))
    if isinstance(node, ast.Name) and node.id not in bound:
        yield node.id
    yield from (name for name in _bound_by(node) if name not in bound)
    for child in ast.iter_child_nodes(node):
        yield from _outside(child, bound)


def _used_before(tree: ast.Module) -> frozenset[str]:
    """The names that a simple statement at the top level uses and no statement before it binds."""
    used: set[str] = set()
    bound: set[str] = set()
    for statement in tree.body:
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
