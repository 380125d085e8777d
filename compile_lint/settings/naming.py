"""How settings are called: keys of files, fields of ``Settings``, and the nearest name to a wrong one."""

from __future__ import annotations

from collections.abc import Iterable


def key_of(field: str) -> str:
    """Return the key in a file: ``min-severity`` for ``min_severity``."""
    return field.replace("_", "-")


def field_of(key: str) -> str:
    """Return the field of ``Settings``: ``min_severity`` for ``min-severity``."""
    return key.replace("-", "_")


def nearest(text: str, valid: Iterable[str]) -> str:
    """Return a hint at the valid name that is most like ``text``, or nothing if none is.

    Codes differ in a digit or two from many others, so only one that is nearly the same is meant.
    """
    import difflib  # noqa: PLC0415 - only a mistake needs it

    by_lower_case = {name.lower(): name for name in valid}
    cutoff = 0.8 if any(map(str.isdigit, text)) else 0.5
    near = difflib.get_close_matches(text.lower().replace("_", "-"), by_lower_case, n=1, cutoff=cutoff)
    return f"; did you mean `{by_lower_case[near[0]]}`?" if near else ""
