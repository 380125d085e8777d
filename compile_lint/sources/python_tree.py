"""Sources as Python itself parses them: ten times as quickly as libcst, and without their comments."""

from __future__ import annotations

import ast
import warnings


def python_tree(source: str | bytes) -> ast.Module | None:
    """The syntax tree of a source; None if this Python cannot parse it."""
    try:
        return parsed_by_python(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def parsed_by_python(source: str | bytes) -> ast.Module:
    """The same; raises what ``compile`` does.

    That is ``SyntaxError``, ``ValueError`` for NUL characters and lone surrogates, and ``RecursionError`` or
    ``MemoryError`` for what is nested too deeply.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # such as an invalid escape sequence in the code that is read
        tree = compile(source, "<source>", "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
    assert isinstance(tree, ast.Module)
    return tree
