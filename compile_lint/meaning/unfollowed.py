"""What is said of a value that nothing in view tells more about: why it is not known."""

from __future__ import annotations

from compile_lint.model import Origin, Unknown, Why
from compile_lint.values.unfollowed import unfollowed_attribute
from compile_lint.values.values import Method, UnknownValue, Value


def unresolved(value: Value, what: str, origin: Origin | None) -> Unknown:
    """The reason that an unknown value carries; for any other, ``what`` is of no kind that is understood."""
    if isinstance(value, Method):
        value = unfollowed_attribute(value)
    if isinstance(value, UnknownValue):
        return Unknown(value.why, value.detail, value.origin)
    return Unknown(Why.NOT_SUPPORTED_YET, what, origin)
