"""Keeps what was found out of some code: a file that many programs import is one tree for all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

import libcst as cst

_Node = TypeVar("_Node", bound=cst.CSTNode)
_Found = TypeVar("_Found")

_forget: list[Callable[[], None]] = []  # for each function that keeps something


def once_for_each_node(find: Callable[[_Node], _Found]) -> Callable[[_Node], _Found]:
    """Make a function look into a node only once, until ``forget_nodes``."""
    known: dict[_Node, _Found] = {}
    _forget.append(known.clear)

    @wraps(find)
    def found(node: _Node) -> _Found:
        try:
            return known[node]
        except KeyError:
            made = known[node] = find(node)
            return made

    return found


def forget_nodes() -> None:
    """Let go of all nodes, and so of their trees: libcst's nodes take no weak references."""
    for forget in _forget:
        forget()
