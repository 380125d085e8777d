"""Functions that threads, processes and pools call: ``pool.map(train, units)``, ``Process(target=train)``."""

from __future__ import annotations

from compile_lint.overlays.derivations import listed, open_list
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import (
    NONE,
    Arguments,
    LibraryName,
    LibraryObject,
    Value,
)

_EXECUTORS = tuple(f"concurrent.futures.{kind}PoolExecutor" for kind in ("Thread", "Process"))
_POOLS = (
    "multiprocessing.Pool",
    "multiprocessing.pool.Pool",
    "multiprocessing.pool.ThreadPool",
    "multiprocessing.dummy.Pool",
)
_WORKERS = ("multiprocessing.Process", "threading.Thread")
_RESULT = "concurrent.futures.Future"
MAX_CALLS = 64


@handles(*_EXECUTORS, *_POOLS, *_WORKERS, "joblib.Parallel")
def make(call: LibraryCall) -> Value:
    return LibraryObject(call.name, call.arguments, call.origin)


@handles(*(f"{pool}.submit" for pool in _EXECUTORS))
def submit(call: LibraryCall) -> Value:
    function, *given = call.arguments.positional or (call.unknown(),)
    arguments = Arguments(tuple(given), call.arguments.keywords, call.arguments.is_open_positional)
    return _later(call, call.host.call(function, arguments, call.origin))


@handles(*(f"{pool}.{name}" for pool in _POOLS for name in ("apply", "apply_async")))
def apply(call: LibraryCall) -> Value:
    function = call.argument("func", 0) or call.unknown()
    made = _run(call, function, call.argument("args", 1), call.argument("kwds", 2))
    return made if call.name.endswith("apply") else _later(call, made)


@handles(
    *(f"{pool}.map" for pool in _EXECUTORS),
    *(f"{pool}.{name}" for pool in _POOLS for name in ("map", "map_async", "imap", "imap_unordered")),
)
def map_over(call: LibraryCall) -> Value:
    """What ``map`` does; the number of workers, and of items for each, is of no interest."""
    given = call.arguments.positional
    if call.name.startswith("multiprocessing"):
        given = given[:2]
    arguments = Arguments(given, {}, call.arguments.is_open_positional)
    made = call.host.call(LibraryName("builtins.map"), arguments, call.origin)
    return _later(call, made) if call.name.endswith("_async") else made


@handles(*(f"{pool}.{name}" for pool in _POOLS for name in ("starmap", "starmap_async")))
def map_over_rows(call: LibraryCall) -> Value:
    function, rows = call.argument("func", 0), call.argument("iterable", 1)
    if function is None or rows is None:
        return call.unknown()
    items = call.host.items(rows)
    if items is None or len(items) > MAX_CALLS:
        made: Value = open_list(call, _run(call, function, call.host.element(rows), None))
    else:
        made = listed(call, tuple(_run(call, function, row, None) for row in items))
    return _later(call, made) if call.name.endswith("_async") else made


@handles(*(f"{worker}.start" for worker in _WORKERS))
def start(call: LibraryCall) -> Value:
    worker = call.receiver
    target = worker.arguments.keywords.get("target") if isinstance(worker, LibraryObject) else None
    if isinstance(worker, LibraryObject) and target is not None and target != NONE:
        keywords = worker.arguments.keywords
        _run(call, target, keywords.get("args"), keywords.get("kwargs"))
    return NONE


@handles("joblib.delayed")
def delayed(call: LibraryCall) -> Value:
    """A function of which the calls are put off; they happen all the same."""
    return call.argument("function", 0) or call.unknown()


@handles("joblib.Parallel.__call__")
def parallel(call: LibraryCall) -> Value:
    return call.argument("iterable", 0) or call.unknown()


def _run(call: LibraryCall, function: Value, given: Value | None, named: Value | None) -> Value:
    """Call a function with a tuple of arguments and a dict of them, if there are such."""
    items = () if given is None or given == NONE else call.host.items(given)
    entries = {} if named is None or named == NONE else call.host.mapping(named)
    keywords = {key: value for key, value in (entries or {}).items() if isinstance(key, str)}
    arguments = Arguments(items or (), keywords, items is None, entries is None)
    return call.host.call(function, arguments, call.origin)


def _later(call: LibraryCall, result: Value) -> Value:
    """What holds a result that is asked for later."""
    return LibraryObject(_RESULT, Arguments((result,)), call.origin)


@handles(f"{_RESULT}.result", f"{_RESULT}.get")
def result_of(call: LibraryCall) -> Value:
    future = call.receiver
    return future.arguments.positional[0] if isinstance(future, LibraryObject) else call.unknown()
