"""What a user can set for a run, as one frozen and validated value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from compile_lint.findings import Certainty, Severity

DOCUMENT_EXTENSIONS = ("md", "markdown", "rst")
"""The kinds of prose whose code can be read; they are sought only where a user asks for them."""


AUTO = "auto"
TARGETS = (AUTO, "keras3", "tf_keras")
"""Which Keras to judge by; ``auto`` reads it off the program and its project."""

BACKENDS = (AUTO, "tensorflow", "jax", "torch")
"""What Keras 3 computes with; ``auto`` as above."""


class SettingsError(Exception):
    """A setting that cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run.

    ``select`` and ``ignore`` are codes, prefixes of codes, rule names or ``ALL``. ``min_severity`` is
    ``None`` where it was not given: then hints are off unless they are selected. ``exclude`` holds
    patterns as in a ``.gitignore`` file, beside the folders that are always left out. ``extensions`` are
    kinds of documents to look for in folders, beside Python files and notebooks, in lower case without dots.
    ``target`` is one of ``TARGETS`` and ``backend`` one of ``BACKENDS``.

    Raises ``SettingsError`` for a value that means nothing.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_certainty: Certainty = Certainty.CERTAIN
    min_severity: Severity | None = None
    exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    extensions: tuple[str, ...] = ()
    target: str = AUTO
    backend: str = AUTO

    def __post_init__(self) -> None:
        for option in ("select", "ignore", "exclude"):
            if not all(value.strip() for value in getattr(self, option)):
                raise SettingsError(f"`{option}` holds an empty value")
        for extension in self.extensions:
            if extension not in DOCUMENT_EXTENSIONS:
                known = ", ".join(f"`{one}`" for one in DOCUMENT_EXTENSIONS)
                raise SettingsError(f"`extension` does not know `{extension}`; it knows {known}")
        for option, value, known_values in (
            ("target", self.target, TARGETS),
            ("backend", self.backend, BACKENDS),
        ):
            if value not in known_values:
                known = ", ".join(f"`{one}`" for one in known_values)
                raise SettingsError(f"`{option}` cannot be `{value}`; it can be {known}")
        if self.target == "tf_keras" and self.backend not in (AUTO, "tensorflow"):
            raise SettingsError(f"`target` is `tf_keras`, which never runs on `{self.backend}`")

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The extensions as file names end in them."""
        return tuple(f".{extension}" for extension in self.extensions)


def extensions_of(values: Iterable[str]) -> tuple[str, ...]:
    """Return the values of ``extension`` as ``Settings`` takes them: single, in lower case, without dots."""
    return tuple(value.lower().removeprefix(".") for value in split_at_commas(values))


def split_at_commas(values: Iterable[str]) -> tuple[str, ...]:
    """Return the single values of an option that may be repeated and may hold commas."""
    return tuple(part.strip() for value in values for part in value.split(","))
