"""What is not known of code that is not followed: what its functions give, and what its objects hold."""

from __future__ import annotations

from typing import Final

from compile_lint.knowledge.modules import is_known_library
from compile_lint.model import Why
from compile_lint.values.values import LibraryName, LibraryObject, Method, UnknownValue, Value

# What these give was put into a file by another run.
_READERS: Final = frozenset(
    f"{module}.{name}"
    for module in ("cPickle", "cloudpickle", "dill", "joblib", "pickle", "sklearn.externals.joblib")
    for name in ("load", "loads")
)


def why_unfollowed(name: str) -> Why:
    """Why nothing is known of what a function of a library gives, by its dotted name."""
    if name in _READERS:
        return Why.DYNAMIC
    return Why.NOT_SUPPORTED_YET if is_known_library(name) else Why.OTHER_FILE


def unfollowed_name(value: Value) -> Value:
    """What a name holds that is taken from a library out of view: the same unknown every time."""
    if isinstance(value, LibraryName) and "." in value.name and not is_known_library(value.name):
        token = ("library", value.name)
        return UnknownValue(Why.OTHER_FILE, value.name, token, origin=value.origin)
    return value


def unfollowed_attribute(attribute: Method) -> UnknownValue:
    """What an attribute holds that no overlay knows: the same unknown every time."""
    owner, name, why = attribute.receiver, attribute.name, Why.NOT_SUPPORTED_YET
    if isinstance(owner, LibraryObject) and not is_known_library(owner.name):
        name, why = f"{owner.name}.{name}", Why.OTHER_FILE
    token = ("attribute", owner, attribute.name)
    return UnknownValue(why, name, token, origin=attribute.origin)
