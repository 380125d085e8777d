"""Formatting of constants, within bounds on how long the text becomes."""

from __future__ import annotations

from collections.abc import Iterable
from string import Formatter

from compile_lint.values.sizes import MAX_TEXT

MAX_WIDTH = 1000  # columns or digits that one field may ask for


def formatted(value: object, spec: object) -> str | None:
    """``format(value, spec)``; None where that raises or grows too long."""
    if not isinstance(spec, str) or not _is_modest(spec):
        return None
    try:
        return format(value, spec)
    except (TypeError, ValueError, OverflowError):
        return None


def filled_in(template: str, positional: list[object], keywords: dict[str, object]) -> str | None:
    """``template.format(...)``; None where that raises, looks into its values or grows too long."""
    try:
        fields = list(Formatter().parse(template))
    except ValueError:
        return None
    for _, name, spec, _ in fields:
        if name is not None and any(mark in name for mark in ".["):
            return None
        if spec and not _is_modest(spec):
            return None
    if _may_grow(template, len(fields), (*positional, *keywords.values())):
        return None
    try:
        return template.format(*positional, **keywords)
    except (LookupError, TypeError, ValueError, OverflowError):
        return None


def interpolated(template: str, values: object) -> str | None:
    """``template % values``; None where that raises or grows too long."""
    rest = template
    while "%" in rest:
        rest = rest.partition("%")[2]
        if rest.startswith("("):
            rest = rest.partition(")")[2]
        spec = rest[: len(rest) - len(rest.lstrip("#0- +123456789.*"))]
        if "*" in spec or not _is_modest(spec):
            return None
        rest = rest.removeprefix("%")
    parts = values if isinstance(values, tuple) else (values,)
    if _may_grow(template, template.count("%"), parts):
        return None
    try:
        return template % values
    except (TypeError, ValueError, LookupError, OverflowError):
        return None


def _may_grow(template: str, fields: int, values: Iterable[object]) -> bool:
    """Whether so many fields, filled with the longest of the values each, make a long text."""
    longest = max((len(value) for value in values if isinstance(value, str | bytes)), default=0)
    return len(template) + fields * longest > MAX_TEXT


def _is_modest(spec: str) -> bool:
    """Whether every number in a format specification is small; one put together at run time is not."""
    if "{" in spec:
        return False
    digits = "".join(character if character.isdecimal() else " " for character in spec)
    return all(len(number) < 9 and int(number) <= MAX_WIDTH for number in digits.split())
