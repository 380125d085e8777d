"""Methods that are written to be overridden."""

from __future__ import annotations

import libcst as cst

from compile_lint.syntax.deferred import may_mention
from compile_lint.syntax.walk import walk

_REFUSAL = "NotImplementedError"

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
    return asks_for_another(function) or not any(map(_does_something, function.body.body))


def asks_for_another(function: cst.FunctionDef | cst.Lambda) -> bool:
    """Whether a function raises ``NotImplementedError`` before it does anything."""
    if isinstance(function, cst.Lambda) or not may_mention(function, _REFUSAL):
        return False
    for statement in function.body.body:
        parts = statement.body if isinstance(statement, cst.SimpleStatementLine) else (statement,)
        if any(map(_says_so, parts)):
            return True
        if _does_something(statement):
            return False
    return False


def _does_something(statement: cst.CSTNode) -> bool:
    return any(isinstance(node, _DOING) for node in walk(statement))


def _says_so(statement: cst.CSTNode) -> bool:
    match statement:
        case cst.Raise(exc=cst.Name(value=name) | cst.Call(func=cst.Name(value=name))):
            return name == _REFUSAL
    return False
