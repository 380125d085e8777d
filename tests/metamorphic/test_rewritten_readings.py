"""Programs that mean the same are understood alike, however they are written.

What is compared of each compile call is what ``inspect`` knows of outputs and losses; names that a rewriting
may change are left out.
"""

from __future__ import annotations

import functools
from collections import Counter
from pathlib import Path

from programs import StaysAlike, programs
from rewriting import MAIN, Rewriting

from compile_lint.inspection import HeadView, Inspection, State
from compile_lint.run import inspect_paths, inspect_source
from compile_lint.settings import Settings

Reading = frozenset[tuple[tuple[object, ...], ...]]


def reading_of(files: dict[str, str], folder: Path) -> Counter[Reading]:
    """What is understood of the files of one program: for each compile call, every way to read it."""
    if len(files) == 1:
        ((name, text),) = files.items()
        return _calls(inspect_source(text.encode(), name))
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    return _calls(inspect_paths([str(folder)], Settings()))


def _calls(inspection: Inspection) -> Counter[Reading]:
    return Counter(
        frozenset(tuple(_head(head) for head in variant) for variant in call.variants)
        for call in inspection.calls
    )


def _head(head: HeadView) -> tuple[object, ...]:
    output, loss = head.output, head.loss
    name = loss.name if loss.state is State.KNOWN else None
    return (output.state, output.activation, output.units, loss.state, name, loss.from_logits)


@functools.cache
def original(name: str) -> Counter[Reading]:
    return _calls(inspect_source(programs()[name].encode(), MAIN))


class TestReadings(StaysAlike):
    share = 50

    def difference(self, name: str, rewriting: Rewriting, folder: Path) -> str | None:
        rewritten = rewriting(programs()[name])
        if rewritten is None:
            return None
        before, after = original(name), reading_of(rewritten.files, folder)
        return None if before == after else f"{name}: lost {before - after}, new {after - before}"
