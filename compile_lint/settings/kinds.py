"""The kinds of value that a setting can have: how each is read, and how it is described."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import MISSING, field, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from compile_lint.patterns import Pattern
from compile_lint.records import dataclass
from compile_lint.settings.naming import key_of, nearest

T = TypeVar("T")

MAX_VALUES = 5000  # of one setting; somebody who lists more means a pattern


def setting(kind: Kind, default: T, doc: str, *, example: str) -> T:
    """Declare a field that a user can set: what it can be, what it is for, and an example in TOML."""
    made: T = field(default=default, metadata={"kind": kind, "doc": doc, "example": example})
    return made


def required(kind: Kind, doc: str) -> Any:  # noqa: ANN401 - the field says its type
    """Declare a field of a table that must be given."""
    return field(metadata={"kind": kind, "doc": doc})


class Unfit(Exception):
    """A value that a setting cannot have. ``path`` leads to the part that is wrong, inside tables."""

    def __init__(self, message: str, path: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.path = path


class Kind(ABC):
    """What values a setting can have."""

    words: str  # what a value is, as in "must be <words>"

    @abstractmethod
    def read(self, value: object, base: str) -> Any:  # noqa: ANN401 - each kind has its own type
        """Make the value of ``Settings`` of what TOML holds; paths in it are relative to ``base``.

        Raises ``Unfit``.
        """

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """Describe the values as JSON schema does."""

    @abstractmethod
    def show(self, value: Any) -> Any:  # noqa: ANN401 - as above
        """Make plain data of a value of ``Settings``."""

    def unfit(self, value: object) -> Unfit:
        return Unfit(f"must be {self.words}, not {_shown(value)}")


def _shown(value: object) -> str:
    match value:
        case str():
            return f'`"{value}"`'
        case bool():
            return f"`{str(value).lower()}`"
        case int() | float():
            return f"`{value}`"
        case list():
            return "a list"
        case dict():
            return "a table"
    return f"a {type(value).__name__}"


class Flag(Kind):
    """True or false."""

    words = "`true` or `false`"

    def read(self, value: object, base: str) -> bool:  # noqa: ARG002 - one signature for all kinds
        if not isinstance(value, bool):
            raise self.unfit(value)
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}

    def show(self, value: bool) -> bool:
        return value


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number from ``least`` on."""

    least: int

    @property
    def words(self) -> str:  # type: ignore[override]
        return f"a whole number, {self.least} or more"

    def read(self, value: object, base: str) -> int:  # noqa: ARG002
        if not isinstance(value, int) or isinstance(value, bool) or value < self.least:
            raise self.unfit(value)
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least}

    def show(self, value: int | None) -> int | None:
        return value


class Text(Kind):
    """A string that is not empty."""

    words = "a string"

    def read(self, value: object, base: str) -> str:  # noqa: ARG002
        if not isinstance(value, str):
            raise self.unfit(value)
        if not value.strip():
            raise Unfit("holds an empty value")
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1}

    def show(self, value: str | None) -> str | None:
        return value


@dataclass(frozen=True)
class OneOf(Kind):
    """One of a few words: strings, or the values of an enumeration."""

    values: type[Enum] | tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return self.values if isinstance(self.values, tuple) else tuple(one.value for one in self.values)

    @property
    def words(self) -> str:  # type: ignore[override]
        *first, last = (f"`{name}`" for name in self.names)
        return f"{', '.join(first)} or {last}" if first else last

    def read(self, value: object, base: str) -> str | Enum:  # noqa: ARG002
        if not isinstance(value, str) or value not in self.names:
            near = nearest(value, self.names) if isinstance(value, str) else ""
            raise Unfit(f"must be {self.words}, not {_shown(value)}{near}")
        return value if isinstance(self.values, tuple) else self.values(value)

    def schema(self) -> dict[str, Any]:
        return {"enum": [*self.names]}

    def show(self, value: str | Enum | None) -> str | None:
        return value.value if isinstance(value, Enum) else value


class AFile(Kind):
    """A path, relative to where it is written."""

    words = "a path"

    def read(self, value: object, base: str) -> Path:
        if not isinstance(value, str):
            raise self.unfit(value)
        if not value.strip():
            raise Unfit("holds an empty value")
        if "\0" in value:
            raise Unfit("holds a null character")
        try:
            return Path(os.path.normpath(Path(base) / Path(value).expanduser()))
        except RuntimeError:  # nobody knows where that is
            raise Unfit(f"names the home folder in {_shown(value)}, which is not known") from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1}

    def show(self, value: Path | None) -> str | None:
        return None if value is None else value.as_posix()


class AGlob(Kind):
    """A pattern of files and folders."""

    words = "a pattern"

    def read(self, value: object, base: str) -> Pattern:
        if not isinstance(value, str):
            raise self.unfit(value)
        if not value.strip():
            raise Unfit("holds an empty value")
        try:
            return Pattern(value, base)
        except ValueError as error:
            raise Unfit(f"holds {_shown(value)}, which is no pattern as in `.gitignore`: {error}") from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1}

    def show(self, value: Pattern) -> str:
        return value.text


@dataclass(frozen=True)
class ListOf(Kind):
    """A list of what is written as strings."""

    item: Kind
    plural: str

    @property
    def words(self) -> str:  # type: ignore[override]
        return f"a list of {self.plural}"

    def read(self, value: object, base: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise self.unfit(value)
        if len(value) > MAX_VALUES:
            raise Unfit(f"holds more than {MAX_VALUES:,} values")
        for one in value:
            if not isinstance(one, str):
                raise Unfit(f"must be {self.words}, but holds {_shown(one)}")
        return tuple(self.item.read(one, base) for one in value)

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.item.schema()}

    def show(self, value: tuple[Any, ...]) -> list[Any]:
        return [self.item.show(one) for one in value]


@dataclass(frozen=True)
class TableOf(Kind):
    """A table from names, or patterns, to values; kept as pairs, so that settings stay hashable."""

    name: Kind
    item: Kind
    plural: str

    @property
    def words(self) -> str:  # type: ignore[override]
        return f"a table of {self.plural}"

    def read(self, value: object, base: str) -> tuple[tuple[Any, Any], ...]:
        if not isinstance(value, Mapping):
            raise self.unfit(value)
        if len(value) > MAX_VALUES:
            raise Unfit(f"holds more than {MAX_VALUES:,} keys")
        pairs = []
        for name, item in value.items():
            try:
                pairs.append((self.name.read(name, base), self.item.read(item, base)))
            except Unfit as unfit:  # noqa: PERF203 - tables of settings are short
                raise Unfit(str(unfit), (name, *unfit.path)) from None
        return tuple(pairs)

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self.item.schema()}

    def show(self, value: tuple[tuple[Any, Any], ...]) -> dict[str, Any]:
        return {str(self.name.show(name)): self.item.show(item) for name, item in value}


@dataclass(frozen=True)
class RecordOf(Kind):
    """A table with keys of its own: a dataclass, each of whose fields is a setting."""

    record: type[Any]

    @property
    def words(self) -> str:  # type: ignore[override]
        keys = [f"`{key_of(field.name)}`" for field in fields(self.record)]
        return f"a table of {', '.join(keys)}"

    def read(self, value: object, base: str) -> Any:  # noqa: ANN401
        if not isinstance(value, Mapping):
            raise self.unfit(value)
        assert is_dataclass(self.record)
        known = {key_of(field.name): field for field in fields(self.record)}
        given = {}
        for key, item in value.items():
            if key not in known:
                raise Unfit(f"has no key `{key}`{nearest(key, known)}")
            try:
                given[known[key].name] = known[key].metadata["kind"].read(item, base)
            except Unfit as unfit:
                raise Unfit(str(unfit), (key, *unfit.path)) from None
        missing = [key for key, one in known.items() if one.default is MISSING and one.name not in given]
        if missing:
            raise Unfit(f"lacks `{missing[0]}`")
        return self.record(**given)

    def schema(self) -> dict[str, Any]:
        known = {key_of(field.name): field for field in fields(self.record)}
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                key: {"description": field.metadata["doc"], **field.metadata["kind"].schema()}
                for key, field in known.items()
            },
            "required": [key for key, field in known.items() if field.default is MISSING],
        }

    def show(self, value: Any) -> dict[str, Any]:  # noqa: ANN401
        return {
            key_of(field.name): field.metadata["kind"].show(getattr(value, field.name))
            for field in fields(self.record)
            if getattr(value, field.name) is not None
        }
