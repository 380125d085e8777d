"""Methods that are written to be overridden."""

from __future__ import annotations

import libcst as cst

from compile_lint.syntax.walk import walk

_DOING = (
    cst.Attribute,
    cst.Await,
    cst.Call,
    cst.Global,
    cst.Import,
    cst.ImportFrom,
    cst.Nonlocal,
    cst.Raise,
    cst.Return,
    cst.Subscript,
    cst.Yield,
)


def is_hook(function: cst.FunctionDef | cst.Lambda) -> bool:
    """Whether a function does nothing, or nothing before it raises ``NotImplementedError``."""
    if isinstance(function, cst.Lambda):
        return False
    for statement in function.body.body:
        parts = statement.body if isinstance(statement, cst.SimpleStatementLine) else (statement,)
        if any(map(_asks_for_another, parts)):
            return True
        if any(isinstance(node, _DOING) for node in walk(statement)):
            return False
    return True


def _asks_for_another(statement: cst.CSTNode) -> bool:
    match statement:
        case cst.Raise(exc=cst.Name(value="NotImplementedError")):
            return True
        case cst.Raise(exc=cst.Call(func=cst.Name(value="NotImplementedError"))):
            return True
    return False
