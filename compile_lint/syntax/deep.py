"""Room for recursion: run a function on a thread whose stack is large enough for deep trees."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

_Result = TypeVar("_Result")

_STACK_BYTES = 256 * 1024 * 1024  # address space; the system gives memory only to what is touched
_RECURSION_LIMIT = 100_000  # about fifteen frames for each of the levels that the parser accepts


def run_deep(function: Callable[[], _Result]) -> _Result:
    """Return what ``function`` returns, or raise what it raises; it runs while the caller waits.

    The recursion limit belongs to the whole interpreter and is restored before this returns.
    """
    results: list[_Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(function())
        except BaseException as error:  # noqa: BLE001 - raised again below, in the caller's thread
            errors.append(error)

    limit_before = sys.getrecursionlimit()
    size_before = threading.stack_size(_STACK_BYTES)
    try:
        sys.setrecursionlimit(max(limit_before, _RECURSION_LIMIT))
        thread = threading.Thread(target=run, name="compile-lint-deep")
        thread.start()
        thread.join()
    finally:
        threading.stack_size(size_before)
        sys.setrecursionlimit(limit_before)
    if errors:
        raise errors[0]
    return results[0]
