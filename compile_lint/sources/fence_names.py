"""Which names a piece of code gives to what comes after it, and which it takes from what came before it."""

from __future__ import annotations

import symtable
import warnings

from compile_lint.records import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """The names that code binds at its top level, and those that it uses and binds nowhere."""

    given: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()


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
    return Names(given, frozenset(used | _globals_below(top)) - given)


def _globals_below(table: symtable.SymbolTable) -> set[str]:
    """The names that functions and classes in a table look up at the top level."""
    below = table.get_children()
    return {one.get_name() for child in below for one in child.get_symbols() if one.is_global()}.union(
        *map(_globals_below, below)
    )
