"""Where the parts of a dict display stand in the source."""

from __future__ import annotations

import libcst as cst


def key_node(node: object, key: object) -> cst.CSTNode | None:
    """The node of ``key`` in ``{key: ...}`` or ``dict(key=...)``; None where it is not written there."""
    if isinstance(node, cst.Dict):
        for element in node.elements:
            if isinstance(element, cst.DictElement) and _constant(element.key) == key:
                return element.key
    elif isinstance(node, cst.Call):
        for argument in node.args:
            if argument.keyword is not None and argument.keyword.value == key:
                return argument.keyword
    return None


def _constant(node: cst.BaseExpression) -> object:
    """The value of a plain string or integer literal; None for anything else."""
    if isinstance(node, cst.SimpleString | cst.ConcatenatedString):
        return node.evaluated_value
    return node.evaluated_value if isinstance(node, cst.Integer) else None
