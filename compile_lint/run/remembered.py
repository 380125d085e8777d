"""Outcomes as plain data and back: lists, strings and numbers, as JSON holds them.

What comes back is made by the types of its fields and nothing else, so that a file which somebody has made up
can be wrong, but can do nothing.
"""

from __future__ import annotations

import types
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import field, fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from compile_lint.findings import Failure, Finding
from compile_lint.reach import Reach
from compile_lint.records import dataclass
from compile_lint.run.outcome import Excerpts, Outcome
from compile_lint.spans import Span
from compile_lint.suppress.record import CommentRecord

_Decode = Callable[[Any], Any]


@dataclass(slots=True)
class _Remembered:
    """The part of an outcome that is remembered; its fields are called like those of ``Outcome``."""

    may_compile: bool
    findings: list[Finding]
    failures: list[Failure]
    judged: dict[tuple[str, Span, Span | None, Reach], Finding]
    sites: dict[Span, Reach]
    tally: Counter[tuple[str, str]]
    excerpts: Excerpts
    comments: CommentRecord = field(default_factory=CommentRecord)


def to_plain(outcome: Outcome) -> object:
    """An outcome as plain data."""
    comments = {
        path: {span: replace(comment, source=()) for span, comment in of_path.items()}
        for path, of_path in outcome.comments.comments.items()
    }
    record = CommentRecord(comments, outcome.comments.used, outcome.comments.invalid)
    parts = {one.name: getattr(outcome, one.name) for one in fields(_Remembered)}
    return [_plain(_Remembered(**{**parts, "comments": record})), _plain(outcome.calls)]


def from_plain(data: object) -> Outcome:
    """The outcome that ``to_plain`` made data of.

    Raises ``ValueError`` for data of any other form.
    """
    if not isinstance(data, list):
        raise ValueError
    first, calls = data
    made = _decoder(_Remembered)(first)
    for of_path in made.comments.comments.values():
        for span, comment in of_path.items():
            source = made.excerpts.sources.get((span.path, span.cell), ())
            of_path[span] = replace(comment, source=source)
    outcome = Outcome(**{one.name: getattr(made, one.name) for one in fields(_Remembered)})
    if calls:
        from compile_lint.inspection import CallView  # noqa: PLC0415 - few formats show calls

        outcome.calls = _decoder(list[tuple[CallView, Reach]])(calls)
    return outcome


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return [_plain(getattr(value, one.name)) for one in fields(value)]
    if isinstance(value, dict):
        return [[_plain(key), _plain(item)] for key, item in value.items()]
    if isinstance(value, set | frozenset):
        return sorted(map(_plain, value), key=repr)
    assert isinstance(value, tuple | list), value
    return [_plain(item) for item in value]


def _fit(condition: object) -> None:
    if not condition:
        raise ValueError


@cache
def _decoder(kind: Hashable) -> _Decode:
    """What makes values of a type of plain data."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in (str, int, bool, type(None)):
        return _exactly(kind)
    if origin in (Union, types.UnionType):
        return _optional(*arguments)
    if origin is tuple and arguments[-1] is not Ellipsis:
        return _row(arguments)
    if origin in (tuple, list, set, frozenset):
        return _several(origin, _decoder(arguments[0]))
    if origin is dict:
        return _table(dict, _decoder(arguments[0]), _decoder(arguments[1]))
    if origin is Counter:
        return _table(Counter, _decoder(arguments[0]), _exactly(int))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    assert is_dataclass(kind), kind
    assert isinstance(kind, type)
    hints = get_type_hints(kind)
    names = [one.name for one in fields(kind)]
    parts = _row(tuple(hints[name] for name in names))
    if any(one.kw_only for one in fields(kind)):
        return lambda data: kind(**dict(zip(names, parts(data), strict=True)))
    return lambda data: kind(*parts(data))


def _exactly(kind: object) -> _Decode:
    def decode(data: Any) -> Any:  # noqa: ANN401 - any value
        _fit(type(data) is kind)
        return data

    return decode


def _optional(kind: object, none: object) -> _Decode:
    assert none is type(None)
    decode = _decoder(kind)
    return lambda data: None if data is None else decode(data)


def _row(kinds: tuple[Any, ...]) -> _Decode:
    def decode(data: Any) -> tuple[Any, ...]:  # noqa: ANN401
        _fit(type(data) is list and len(data) == len(kinds))
        return tuple(_decoder(kind)(item) for kind, item in zip(kinds, data, strict=True))

    return decode


def _several(container: Callable[[Any], Any], item: _Decode) -> _Decode:
    def decode(data: Any) -> Any:  # noqa: ANN401
        _fit(type(data) is list)
        return container(map(item, data))

    return decode


def _table(container: Callable[[Any], Any], key: _Decode, item: _Decode) -> _Decode:
    def decode(data: Any) -> Any:  # noqa: ANN401
        _fit(type(data) is list and all(type(pair) is list and len(pair) == 2 for pair in data))
        return container({key(one): item(other) for one, other in data})

    return decode
