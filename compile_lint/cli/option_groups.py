"""Options that several commands share, as one value."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import fields
from typing import Any

Decorator = Callable[[Callable[..., None]], Callable[..., None]]


def takes(name: str, group: type[Any], *options: Decorator) -> Decorator:
    """Add options to a command, which gets them as its argument ``name``: a ``group``.

    ``group`` is a dataclass whose fields are called like the options.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def with_group(**given: Any) -> None:  # noqa: ANN401 - click passes options by name
            given[name] = group(**{one.name: given.pop(one.name) for one in fields(group)})
            command(**given)

        decorated: Callable[..., None] = with_group
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate
