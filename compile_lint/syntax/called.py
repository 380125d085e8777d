"""What some code calls, by the last name of what is called: ``build`` by ``build()`` and ``self.build()``."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import libcst as cst

from compile_lint.syntax.deferred import Deferred
from compile_lint.syntax.once import once_for_each_node
from compile_lint.syntax.walk import collect, nodes_of, walk


class _Called(NamedTuple):
    names: frozenset[str]
    later: tuple[Deferred, ...]  # bodies that are parsed when one of the names asked for stands in them


def calls_one_of(names: Collection[str], code: cst.CSTNode) -> bool:
    """Whether something of one of some names is called in some code."""
    if not names:
        return False
    called = _called_in(code)
    return not called.names.isdisjoint(names) or any(
        body.mentions(names) and not _called_later(body).isdisjoint(names) for body in called.later
    )


@once_for_each_node
def compile_calls_in(code: cst.CSTNode) -> tuple[cst.Call, ...]:
    """The compile calls that stand in some code, as ``collect`` finds them."""
    return collect(code).compile_calls


@once_for_each_node
def _called_in(code: cst.CSTNode) -> _Called:
    later = tuple(node for node in walk(code, mentioning=()) if isinstance(node, Deferred))
    return _Called(_names_called(code, ()), later)


@once_for_each_node
def _called_later(body: Deferred) -> frozenset[str]:
    return _names_called(body, None)


def _names_called(code: cst.CSTNode, mentioning: Collection[str] | None) -> frozenset[str]:
    callees = (call.func for call in nodes_of(cst.Call, code, mentioning=mentioning))
    return frozenset(
        callee.value if isinstance(callee, cst.Name) else callee.attr.value
        for callee in callees
        if isinstance(callee, cst.Name | cst.Attribute)
    )
