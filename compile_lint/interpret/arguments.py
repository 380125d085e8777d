"""The arguments of a call in the program, with what ``*`` and ``**`` unpack."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.model import Origin
from compile_lint.records import dataclass
from compile_lint.values.cells import ITEMS, KEYS
from compile_lint.values.sizes import MAX_ITEMS
from compile_lint.values.values import Arguments, DictObject, ListObject, Value, leaves

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine

MAX_UNPACKED = 4  # contents of one unpacked container for which a call is run apart


@dataclass(frozen=True, slots=True)
class _Given:
    """One argument as it is written, and its value."""

    node: cst.Arg
    value: Value


def with_arguments(machine: Machine, node: cst.Call, run: Callable[[Arguments], Value]) -> Value:
    """Evaluate the arguments and run the call, once for each content that is unpacked into it.

    So a dict that gets an entry on some paths only gives the argument on just those paths.
    """
    given = [_Given(one, machine.expressions.evaluate(one.value)) for one in node.args]
    return _with_rest(machine, (), given, run)


def _with_rest(
    machine: Machine, settled: Sequence[_Given], rest: Sequence[_Given], run: Callable[[Arguments], Value]
) -> Value:
    """Settle what is unpacked of ``rest``, then run the call."""
    plain = next((index for index, one in enumerate(rest) if one.node.star), len(rest))
    settled = (*settled, *rest[:plain])
    if plain == len(rest):
        return run(_collected(machine, settled))
    unpacked, *others = rest[plain:]

    def on_path(value: Value) -> Value:
        chosen = (*settled, _Given(unpacked.node, value))
        return _apart(machine, _content(machine, value), lambda _: _with_rest(machine, chosen, others, run))

    return _apart(machine, unpacked.value, on_path)


def _apart(machine: Machine, value: Value, run: Callable[[Value], Value]) -> Value:
    """Run once for each alternative of a value, or once for all if they are many."""
    value = machine.store.settle(value)
    return run(value) if sum(1 for _ in leaves(value)) > MAX_UNPACKED else machine.each(value, run)


def _content(machine: Machine, value: Value) -> Value:
    """What a container holds, or which keys: a Choice if that depends on the path."""
    if isinstance(value, DictObject):
        return machine.read(value, KEYS)
    return machine.read(value, ITEMS) if isinstance(value, ListObject) else value


def _collected(machine: Machine, given: Sequence[_Given]) -> Arguments:
    positional: list[Value] = []
    keywords: dict[str, Value] = {}
    written: dict[str, Origin] = {}
    open_positional = open_keyword = False
    unpacked: Value | None = None
    for one in given:
        node, value = one.node, one.value
        if node.star == "*":
            items = machine.items(value)
            if items is not None and len(positional) + len(items) > MAX_ITEMS:
                items = None
            positional.extend(items or ())
            open_positional = open_positional or items is None
            unpacked = value if items is None else unpacked
        elif node.star == "**":
            entries = machine.mapping(value)
            if entries is None:
                open_keyword = True
                entries = machine.containers.sure_entries(value)
            keywords.update({key: entry for key, entry in entries.items() if isinstance(key, str)})
        elif node.keyword is not None:
            keywords[node.keyword.value] = value
            written[node.keyword.value] = machine.origin(node.value)
        else:
            positional.append(value)
    return Arguments(tuple(positional), keywords, open_positional, open_keyword, written, unpacked)


def merged(bound: Arguments, given: Arguments) -> Arguments:
    """Arguments bound earlier (``self``, partial) followed by those of the call."""
    kept = {name: place for name, place in bound.written.items() if name not in given.keywords}
    return Arguments(
        (*bound.positional, *given.positional),
        {**bound.keywords, **given.keywords},
        bound.is_open_positional or given.is_open_positional,
        bound.is_open_keyword or given.is_open_keyword,
        {**kept, **given.written},
    )
