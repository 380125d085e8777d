"""What literals stand for, and where the parts of a dict display stand in the source."""

from __future__ import annotations

import ast
import re
import warnings

import libcst as cst

_PLAIN = re.compile(r"""'([^'\\\r\n]*)'|"([^"\\\r\n]*)"|(0|[1-9][0-9]{0,17})""")  # most literals are


def literal_value(text: str) -> object:
    """The value of a string or number literal.

    Raises ValueError or SyntaxError if Python would not take it. An escape that Python warns of, as in
    ``"C:\\data"``, is no concern of those who only read the program.
    """
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        single, double, number = plain.groups()
        return int(number) if number is not None else double if single is None else single
    if "\\" not in text:
        return ast.literal_eval(text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.literal_eval(text)


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
    if isinstance(node, cst.SimpleString | cst.Integer):
        return literal_value(node.value)
    if isinstance(node, cst.ConcatenatedString):
        left, right = _constant(node.left), _constant(node.right)
        return left + right if isinstance(left, str) and isinstance(right, str) else None
    return None
