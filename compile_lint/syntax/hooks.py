"""Methods that are written to be overridden."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst


def is_hook(function: cst.FunctionDef | cst.Lambda) -> bool:
    """Whether a function says nothing of what it does: a docstring, ``pass``, or ``NotImplementedError``."""
    return isinstance(function, cst.FunctionDef) and all(map(_says_nothing, _statements(function.body)))


def _statements(body: cst.BaseSuite) -> Iterator[cst.CSTNode]:
    for one in body.body:
        if isinstance(one, cst.SimpleStatementLine):
            yield from one.body
        else:
            yield one


def _says_nothing(statement: cst.CSTNode) -> bool:
    match statement:
        case cst.Pass() | cst.Expr(value=cst.SimpleString() | cst.ConcatenatedString() | cst.Ellipsis()):
            return True
        case cst.Raise(exc=cst.Name(value="NotImplementedError")):
            return True
        case cst.Raise(exc=cst.Call(func=cst.Name(value="NotImplementedError"))):
            return True
    return False
