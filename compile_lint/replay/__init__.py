"""The quickest run is none: a call that would say again what it said before just says it.

``call`` tells whether a call is the same as another, ``record`` what it said and all that this rested on,
and ``recording`` keeps that. All but the last are imported before the command itself is, so they import
nothing that takes time.
"""

from __future__ import annotations

from compile_lint.cache_folder import read_from
from compile_lint.process import emit
from compile_lint.replay.call import Call
from compile_lint.replay.record import from_bytes


def replay(call: Call) -> int | None:
    """Say what a call said before, if it would say the same now, and return its exit status.

    Raises ``OutputLost``.
    """
    record = from_bytes(read_from(call.folder, call.file_name))
    if record is None or not record.holds(call):
        return None
    emit(record.said)
    return record.status
