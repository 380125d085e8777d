"""How much is known of one part of a compile call.

A part is ``Known``, ``Custom`` (the project's own code: named, never accused), ``Unknown`` with the
reason, ``Absent`` (not given at all), or ``Unidentified`` (given, but no Keras accepts it).
"""

from __future__ import annotations

from enum import Enum
from typing import Generic, TypeAlias, TypeVar

from compile_lint.model.origin import Origin
from compile_lint.records import dataclass

T = TypeVar("T")


class Why(Enum):
    """Why a value is not known."""

    NOT_WRITTEN = "not written in the source"
    DYNAMIC = "computed at run time"
    ONE_NUMBER = "the same number everywhere"
    UNKNOWN_NAME = "a name that nothing in view defines"
    CUSTOM = "made by the project's own code"
    OTHER_FILE = "defined in a file that was not found"
    UNREADABLE = "defined in a file that cannot be read"
    PARAMETER = "a parameter that no call in view fills"
    TOO_MANY_PATHS = "too many paths lead here"
    TOO_DEEP = "too deep or too long to follow"
    NOT_SUPPORTED_YET = "not understood by this version"


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """A part that was fully understood."""

    value: T


@dataclass(frozen=True, slots=True)
class Custom:
    """A part made by project code (own layer, own loss, own metric); ``name`` is what it calls itself.

    ``is_function`` marks a function, which Keras calls by that name as well. ``log_name`` is the name that
    a metric of the project's own class has, where that is known: it logs under it, unless its result is a
    dict, which ``logs_one_number`` rules out. ``has_direction`` marks one that tells Keras 3 whether larger
    values are better, ``is_weighted`` one in ``weighted_metrics=``.
    """

    name: str
    origin: Origin | None = None
    is_function: bool = False
    log_name: str | None = None
    logs_one_number: bool = False
    has_direction: bool = False
    is_weighted: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """A part that could not be worked out, and why."""

    why: Why
    detail: str = ""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """A part that the program does not give (``loss`` left out or ``None``)."""

    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Unidentified:
    """A value that no Keras at hand accepts in this slot.

    ``text`` is the identifier as written. ``is_string`` tells ``"rmse"`` from an object of a class
    that does not belong here. ``suggestion`` is the one close name that is accepted, if any.
    ``is_metric`` marks a metric that stands where a loss belongs. ``lacks_data`` marks a loss function
    that is called without the labels and predictions that it compares.
    """

    text: str
    origin: Origin
    is_string: bool = True
    suggestion: str | None = None
    is_metric: bool = False
    lacks_data: bool = False


Slot: TypeAlias = Known[T] | Custom | Unknown | Absent | Unidentified
