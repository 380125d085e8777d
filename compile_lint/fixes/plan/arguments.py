"""Edits of the arguments of a call: set, take out, rename. What may be written there, others decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import libcst as cst

from compile_lint.fixes.plan.drafts import (
    inserted_after,
    inserted_before,
    literal,
    replaced,
    with_keyword,
    without_argument,
)
from compile_lint.fixes.plan.tree import Draft, NotPossible, Tree


def as_call(node: object) -> cst.Call:
    """The node as a call. Raises ``NotPossible`` if it is none, or hides arguments behind stars."""
    if not isinstance(node, cst.Call) or any(argument.star for argument in node.args):
        raise NotPossible
    return node


def argument(call: cst.Call, name: str, position: int | None = None) -> cst.Arg | None:
    """The argument that a call gives by a keyword or at a position."""
    for one in call.args:
        if one.keyword is not None and one.keyword.value == name:
            return one
    plain = [one for one in call.args if one.keyword is None]
    return plain[position] if position is not None and position < len(plain) else None


def set_argument(tree: Tree, call: cst.Call, name: str, value: object, position: int | None = None) -> Draft:
    """A call gives an argument, whether it did so before or not."""
    given = argument(call, name, position)
    if given is None:
        return with_keyword(tree, call, f"{name}={literal(tree, value)}")
    quote = given.value.quote if isinstance(given.value, cst.SimpleString) else ""
    return replaced(tree, given.value, literal(tree, value, quote))


def drop_argument(
    tree: Tree, call: cst.Call, name: str, position: int | None, otherwise: object
) -> Iterator[Draft]:
    """A call no longer gives an argument; one that others follow by position becomes ``otherwise``."""
    given = argument(call, name, position)
    if given is None:
        return
    plain = [one for one in call.args if one.keyword is None]
    if given.keyword is None and given is not plain[-1]:
        yield replaced(tree, given.value, literal(tree, otherwise))
    else:
        yield without_argument(tree, call, given)


def rename_keyword(tree: Tree, node: object, old: str, new: str) -> Iterator[Draft]:
    """A keyword of a call gets another name."""
    call = as_call(node)
    given = argument(call, old)
    if given is None or given.keyword is None or argument(call, new) is not None:
        raise NotPossible
    yield replaced(tree, given.keyword, new)


def bracket_keyword(tree: Tree, node: object, keyword: str) -> Iterator[Draft]:
    """What a keyword gives stands in a list."""
    given = argument(as_call(node), keyword)
    if given is None:
        raise NotPossible
    yield inserted_before(tree, given.value, "[")
    yield inserted_after(tree, given.value, "]")


def name_positions(tree: Tree, node: object, names: Mapping[int, str]) -> Iterator[Draft]:
    """The last arguments given by position are given by keyword."""
    call = as_call(node)
    plain = [one for one in call.args if one.keyword is None]
    if sorted(names) != list(range(min(names), len(plain))):
        raise NotPossible
    for position, name in names.items():
        if argument(call, name) is not None:
            raise NotPossible
        yield inserted_before(tree, plain[position], f"{name}=")


def predict_instead(tree: Tree, node: object, then: str | None) -> Iterator[Draft]:
    """``predict`` is called, and classes are made of its result."""
    if not isinstance(node, cst.Call) or not isinstance(node.func, cst.Attribute):
        raise NotPossible
    yield replaced(tree, node.func.attr, "predict")
    if then == "argmax":
        yield inserted_after(tree, node, ".argmax(axis=-1)")
    elif then == "half":
        yield inserted_before(tree, node, "(")
        yield inserted_after(tree, node, f" > 0.5).astype({literal(tree, 'int32')})")
