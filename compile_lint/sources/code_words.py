"""The words of a program that are no comments and no docstrings."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from compile_lint.sources.python_tree import python_tree

_LARGEST = 200_000  # bytes of a source; its tree takes up to three hundred times as much


def code_words(data: bytes) -> bytes | None:
    """The names, keywords and strings in the code of a source, each on lines of its own.

    An attribute has its dot before it. Docstrings, and other strings that nothing takes, are left out.
    None if this Python cannot parse the source, or if that would take much memory.
    """
    tree = python_tree(data) if len(data) <= _LARGEST else None
    if tree is None:
        return None
    return "\n".join(_words(tree)).encode("utf-8", "replace")


def _words(tree: ast.Module) -> Iterator[str]:
    stack: list[ast.AST] = [tree]
    while stack:
        node = stack.pop()
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, str):
                yield f".{value}" if name == "attr" else value
            elif isinstance(value, bytes):
                yield value.decode("latin-1")
            elif isinstance(value, ast.AST):
                stack.append(value)
            elif isinstance(value, list):
                for one in value:
                    if isinstance(one, str):
                        yield one
                    elif isinstance(one, ast.AST) and not _is_idle_string(one):
                        stack.append(one)


def _is_idle_string(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
