"""Formatted string literals: ``f"{name}-{{epoch:02d}}.keras"``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.model import Why
from compile_lint.overlays.project_paths import path_text
from compile_lint.overlays.text_formats import formatted
from compile_lint.syntax.literals import literal_value
from compile_lint.values.values import AutoMember, Const, UnknownValue, Value

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine

_CONVERSIONS: dict[str, Callable[[object], str]] = {"s": str, "r": repr, "a": ascii}


def value_of(node: cst.FormattedString, machine: Machine) -> Value:
    """The text that the literal stands for: with gaps where values in it are not known."""
    origin = machine.origin(node)
    text: Value = Const("", origin)
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            piece: Value = Const(_text(node, part), origin)
        else:
            assert isinstance(part, cst.FormattedStringExpression)
            piece = _filled(part, machine)
        text = machine.expressions.operate("Add", text, piece, origin)
    return replace(text, detail="a formatted string") if isinstance(text, UnknownValue) else text


def _text(node: cst.FormattedString, part: cst.FormattedStringText) -> str:
    """What text between the braces stands for, its escapes and doubled braces worked out."""
    written = part.value.replace("{{", "{").replace("}}", "}")
    if "\\" not in written:
        return written
    quotes = node.end
    prefix = node.start.removesuffix(quotes).lower().replace("f", "")
    try:
        return str(literal_value(f"{prefix}{quotes}{written}{quotes}"))
    except (ValueError, SyntaxError):  # "\N{no such name}", cut at its braces
        return written


def _filled(part: cst.FormattedStringExpression, machine: Machine) -> Value:
    """The text of one value in braces."""
    origin = machine.origin(part)
    conversion = part.conversion or ""
    spec = _specification(part, machine)

    def as_text(value: Value) -> Value:
        text = None if spec is None else _formatted(value, conversion, spec)
        if text is not None:
            return Const(text, origin)
        if not isinstance(value, UnknownValue):
            return machine.unknown(Why.DYNAMIC, "a formatted value", origin)
        token = ("formatted", value.token, conversion, spec or object())
        outline = value.outline if not spec and conversion in ("", "s") else ""
        return UnknownValue(value.why, "a formatted value", token, origin=origin, outline=outline)

    return machine.each(machine.expressions.evaluate(part.expression), as_text)


def _formatted(value: Value, conversion: str, spec: str) -> str | None:
    path = path_text(value)
    if path is None and not isinstance(value, Const):
        return None
    constant = path if not isinstance(value, Const) else value.value
    if isinstance(constant, AutoMember):
        return None
    return formatted(_CONVERSIONS[conversion](constant) if conversion else constant, spec)


def _specification(part: cst.FormattedStringExpression, machine: Machine) -> str | None:
    """The format specification, empty where there is none; None where it is put together at run time."""
    text = ""
    for one in part.format_spec or ():
        if isinstance(one, cst.FormattedStringText):
            text += one.value
            continue
        assert isinstance(one, cst.FormattedStringExpression)
        machine.expressions.evaluate(one.expression)
        return None
    return text
