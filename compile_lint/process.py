"""The program as a process: signals that end it, and streams that nobody listens to.

It is imported before anything else, and so it imports nothing that takes time.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

TYPE_CHECKING = False  # `typing` would take longer than all else here
if TYPE_CHECKING:
    from types import FrameType
    from typing import NoReturn, TextIO, TypeGuard

FAILED = 2  # exit status; a signal's is 128 and its number, as shells have it

_ENDING = ("SIGINT", "SIGTERM", "SIGHUP")
_heard: list[int] = []  # those that have come


class EndedBySignal(BaseException):
    """The program is to end. It is no ``KeyboardInterrupt``, of which Python and libraries have own ideas."""


class OutputLost(Exception):
    """Standard output takes nothing more; ``reason`` is the error that says why."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(str(reason))
        self.reason = reason


def say(text: str, end: str = "\n") -> None:
    """Write to standard error. Where that is closed or full there is nobody to be told."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text + end)
        sys.stderr.flush()
    except OSError:
        _let_go_of(sys.stderr)


def emit(data: bytes) -> None:
    """Write to standard output, all of it and now. Raises ``OutputLost``."""
    if not data:
        return
    if sys.stdout is None:
        raise OutputLost(OSError(errno.EBADF, "it is closed"))
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        raise OutputLost(error) from error


@contextmanager
def ending_properly() -> Iterator[None]:
    """End the program with one message at most, and the usual status, when it is ended from outside."""
    try:
        yield
    except (KeyboardInterrupt, EndedBySignal):
        _end_by_signal()
    except OutputLost as lost:
        _end_without_output(lost.reason)
    except Exception as error:
        if _heard:
            _end_by_signal()
        if not is_from_click(error):
            raise
        _let_go_of(sys.stderr, only_if_lost=True)  # it may have been that one
        _end_without_output(error)


def end_if_told() -> None:
    """Raise again what became another exception on its way.

    Python 3.10 and 3.11 wrap what is raised while they make a class, and libraries what is raised in them.
    """
    if _heard:
        raise EndedBySignal


def _end_by_signal() -> NoReturn:
    number = _heard[0] if _heard else signal.SIGINT
    say("\ncompile-lint: " + ("interrupted" if number == signal.SIGINT else "terminated"))
    raise SystemExit(128 + number) from None


def _end_without_output(reason: OSError) -> NoReturn:
    _let_go_of(sys.stdout)
    if reason.errno == errno.EPIPE:  # whoever read it has seen enough, and wants no message either
        raise SystemExit(128 + getattr(signal, "SIGPIPE", 13)) from None
    say(f"compile-lint: standard output cannot be written: {reason.strerror or reason}")
    raise SystemExit(FAILED) from None


def _let_go_of(stream: TextIO, *, only_if_lost: bool = False) -> None:
    """Let what was not written go where it is no harm, or Python would complain of it in the end."""
    with suppress(OSError, ValueError, AttributeError):
        if only_if_lost:
            try:
                stream.flush()
            except OSError:
                pass
            else:
                return
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def is_from_click(error: Exception) -> TypeGuard[OSError]:
    """Whether it was raised where click writes: ``--help``, ``--version``, and what is wrong with a call."""
    if not isinstance(error, OSError):
        return False
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_globals.get("__name__") == "click.utils"


def hear_signals() -> None:
    """Let signals that end the program do so by an exception, so that it can clean up.

    That goes for the first one; after it, each ends the program at once. A signal that is ignored stays so.
    """
    sys.unraisablehook = _pass_over
    for number in _numbers():
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _end)


def _pass_over(unraisable: sys.UnraisableHookArgs) -> None:
    """Say nothing of a signal that came in a callback of Python's own: it ends the program a little later."""
    if not isinstance(unraisable.exc_value, EndedBySignal):
        sys.__unraisablehook__(unraisable)


def hear_no_more() -> None:
    """Ignore signals from here on: all is done, and Python takes its time to come to its end."""
    for number in _numbers():
        if signal.getsignal(number) is _end:
            signal.signal(number, signal.SIG_IGN)


def _numbers() -> Iterator[signal.Signals]:
    return (getattr(signal, name) for name in _ENDING if hasattr(signal, name))


def _end(number: int, _: FrameType | None) -> NoReturn:
    for one in _numbers():
        if signal.getsignal(one) is _end:
            signal.signal(one, signal.SIG_DFL)
    _heard.append(number)
    raise EndedBySignal


def hear_signals_as_child() -> None:
    """Leave Ctrl-C to the first process, which hears it too and ends us; other signals end us at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in _numbers():
        if signal.getsignal(number) is _end:
            signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {*_numbers()})


@contextmanager
def signals_waiting() -> Iterator[None]:
    """Let signals wait meanwhile. Processes that are started inherit this."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {*_numbers()})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def occupy_closed_streams() -> None:
    """Open something harmless where standard streams are closed.

    Otherwise the next file would get such a number, and what is written to that stream would end up in it.
    """
    for handle in range(3):
        try:
            os.fstat(handle)
        except OSError:  # noqa: PERF203 - three of them
            os.open(os.devnull, os.O_RDWR)
