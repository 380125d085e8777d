"""What a user can set for a run, as one frozen and validated value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from compile_lint.findings import Certainty, Severity


class SettingsError(Exception):
    """A setting that cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run.

    ``select`` and ``ignore`` are codes, prefixes of codes, rule names or ``ALL``. ``min_severity`` is
    ``None`` where it was not given: then hints are off unless they are selected. ``exclude`` holds
    patterns as in a ``.gitignore`` file, beside the folders that are always left out.

    Raises ``SettingsError`` for a value that means nothing.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_certainty: Certainty = Certainty.CERTAIN
    min_severity: Severity | None = None
    exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True

    def __post_init__(self) -> None:
        for option in ("select", "ignore", "exclude"):
            if not all(value.strip() for value in getattr(self, option)):
                raise SettingsError(f"`{option}` holds an empty value")


def split_at_commas(values: Iterable[str]) -> tuple[str, ...]:
    """Return the single values of an option that may be repeated and may hold commas."""
    return tuple(part.strip() for value in values for part in value.split(","))
