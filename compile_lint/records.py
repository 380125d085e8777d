"""``dataclass`` as in the standard library, for programs that start often and use few of their classes.

The standard one writes and compiles half a dozen methods for each class when the class is made, which is
half of what a short run takes. Here a method is compiled when it is called for the first time; what the
classes do is the same.
"""
# ruff: noqa: S102 - methods are made of text, as in the standard library

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "used_everywhere"]

_standard: Any = dataclasses.dataclass


class _Asked:
    """The default of an argument for which a factory makes the value."""


def _quick(
    cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, eq: bool = True, **others: bool
) -> Any:  # noqa: ANN401 - a class, or a decorator
    if cls is None:
        return lambda one: _quick(one, frozen=frozen, slots=slots, eq=eq, **others)
    if others:
        return _standard(frozen=frozen, slots=slots, eq=eq, **others)(cls)
    has_own_hash = "__hash__" in cls.__dict__
    made = _bare(cls, frozen=frozen, slots=slots)
    wanted: dict[str, Callable[..., Any]] = {"__init__": _later("__init__", _init_of), "__repr__": _repr}
    if eq:
        wanted["__eq__"] = _later("__eq__", _eq_of)
    if frozen:
        wanted.update(__setattr__=_setter(made), __delattr__=_deleter(made))
        wanted.update(__getstate__=_state, __setstate__=_restore)
    for name, method in wanted.items():
        if name not in made.__dict__:
            setattr(made, name, method)
    if eq and not has_own_hash:
        made.__hash__ = _later("__hash__", _hash_of) if frozen else None
    return made


def _bare(cls: type, *, frozen: bool, slots: bool) -> Any:  # noqa: ANN401
    """A dataclass without methods, that counts as frozen or not.

    The standard library would compile methods for a frozen one, and allows no frozen class above another
    that is not, so that all seem not to be meanwhile.
    """
    above = [one.__dict__.get("__dataclass_params__") for one in cls.__mro__[1:]]
    of_frozen = [one for one in above if one is not None and one.frozen]
    if frozen or not of_frozen:
        for one in of_frozen:
            one.frozen = False
        try:
            made: Any = _standard(init=False, repr=False, eq=False, slots=slots)(cls)
        finally:
            for one in of_frozen:
                one.frozen = True
        made.__dataclass_params__.frozen = frozen
        return made
    raise TypeError("cannot inherit non-frozen dataclass from a frozen one")


@contextmanager
def used_everywhere() -> Iterator[None]:
    """Make the dataclasses quickly of modules that are imported meanwhile, and ask for the standard one."""
    dataclasses.dataclass = _quick
    try:
        yield
    finally:
        dataclasses.dataclass = _standard


def _later(name: str, make: Callable[[Any], Callable[..., Any]]) -> Callable[..., Any]:
    """A method that puts another one in its place when it is called, and calls that."""

    def first(self: Any, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        owner = next(one for one in type(self).__mro__ if one.__dict__.get(name) is first)
        method = make(owner)
        method.__qualname__ = f"{owner.__qualname__}.{name}"
        setattr(owner, name, method)
        return method(self, *arguments, **named)

    first.__name__ = name
    return first


# --- methods made of text ---------------------------------------------------------------------------


def _compiled(name: str, parameters: str, lines: list[str], known: dict[str, Any]) -> Callable[..., Any]:
    body = "\n ".join(lines or ["pass"])
    exec(f"def {name}({parameters}):\n {body}", known)
    made: Callable[..., Any] = known[name]
    return made


def _init_of(cls: Any) -> Callable[..., Any]:  # noqa: ANN401 - a class with what we put there
    known: dict[str, Any] = {"__name__": cls.__module__, "__asked": _Asked, "__set": object.__setattr__}
    lines: list[str] = []
    plain: list[str] = ["self"]
    by_name: list[str] = []
    for one in fields(cls):
        if one.init:
            (by_name if one.kw_only else plain).append(_parameter(one, known))
        lines += _assignment(one, known, is_frozen=cls.__dataclass_params__.frozen)
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    return _compiled("__init__", ", ".join([*plain, *(["*", *by_name] if by_name else [])]), lines, known)


def _parameter(one: Field[Any], known: dict[str, Any]) -> str:
    if one.default is not MISSING:
        known[f"__default_{one.name}"] = one.default
        return f"{one.name}=__default_{one.name}"
    return f"{one.name}=__asked" if one.default_factory is not MISSING else one.name


def _assignment(one: Field[Any], known: dict[str, Any], *, is_frozen: bool) -> Iterator[str]:
    value = one.name
    if one.default_factory is not MISSING:
        known[f"__make_{one.name}"] = one.default_factory
        value = f"__make_{one.name}()"
        if one.init:
            value += f" if {one.name} is __asked else {one.name}"
    elif not one.init:
        if one.default is MISSING:
            return
        known[f"__default_{one.name}"] = one.default
        value = f"__default_{one.name}"
    yield f"__set(self, {one.name!r}, {value})" if is_frozen else f"self.{one.name} = {value}"


def _eq_of(cls: Any) -> Callable[..., Any]:  # noqa: ANN401
    names = [one.name for one in fields(cls) if one.compare]
    lines = [
        "if other.__class__ is self.__class__:",
        f" return {_values('self', names)} == {_values('other', names)}",
        "return NotImplemented",
    ]
    return _compiled("__eq__", "self, other", lines, {"__name__": cls.__module__})


def _hash_of(cls: Any) -> Callable[..., Any]:  # noqa: ANN401
    names = [one.name for one in fields(cls) if (one.compare if one.hash is None else one.hash)]
    return _compiled(
        "__hash__", "self", [f"return hash({_values('self', names)})"], {"__name__": cls.__module__}
    )


def _values(owner: str, names: list[str]) -> str:
    return f"({''.join(f'{owner}.{name}, ' for name in names)})"


# --- methods that all classes share -----------------------------------------------------------------


@recursive_repr()
def _repr(self: Any) -> str:  # noqa: ANN401
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _state(self: Any) -> list[Any]:  # noqa: ANN401
    return [getattr(self, one.name) for one in fields(self)]


def _restore(self: Any, state: list[Any]) -> None:  # noqa: ANN401
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


def _setter(cls: Any) -> Callable[..., None]:  # noqa: ANN401
    def __setattr__(self: Any, name: str, value: Any) -> None:  # noqa: ANN401, N807
        if type(self) is cls or name in cls.__dataclass_fields__:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    return __setattr__


def _deleter(cls: Any) -> Callable[..., None]:  # noqa: ANN401
    def __delattr__(self: Any, name: str) -> None:  # noqa: ANN401, N807
        if type(self) is cls or name in cls.__dataclass_fields__:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return __delattr__


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _quick
