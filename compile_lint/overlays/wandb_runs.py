"""Weights & Biases: the configuration of a run, by default the one that the program hands over."""

from __future__ import annotations

from compile_lint.model import Why
from compile_lint.overlays.python_containers import copied_dict
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.cells import NAMED, cell_of
from compile_lint.values.conditions import Condition, ConditionKind
from compile_lint.values.values import (
    FALSE,
    NO_ARGUMENTS,
    UNBOUND,
    DictObject,
    LibraryName,
    LibraryObject,
    Object,
    UnknownValue,
    Value,
    choose,
)

_RUN = "wandb.Run"
_CONFIG = "config"
_IS_OWN = Condition(("default", "wandb"), ConditionKind.DEFAULT)  # no sweep gives other values

# What stands for the run that is going on.
_PRESENT = UnknownValue(Why.DYNAMIC, "the present run", ("wandb run",))


@handles("wandb.init")
def init(call: LibraryCall) -> Value:
    """A run whose configuration is not known where none is handed over, or one that is not known."""
    given = call.argument(_CONFIG)
    run = LibraryObject(_RUN, NO_ARGUMENTS, call.origin)
    config: Value = LibraryName("wandb.config", origin=call.origin)
    if isinstance(given, DictObject):
        config = _with_defaults(call, given)
    elif isinstance(given, Object):
        config = given  # such as what argparse gives
    call.host.write(run, _CONFIG, config)
    call.host.write(call.host.object_of(_PRESENT), _CONFIG, config)
    return run


def _with_defaults(call: LibraryCall, given: DictObject) -> DictObject:
    """The entries as attributes too, each by default: a sweep or the command line may give others."""
    made = copied_dict(call, given)
    for key, entry in (call.host.mapping(made) or {}).items():
        other = UnknownValue(Why.PARAMETER, str(key), ("wandb", key), origin=entry.origin)
        call.host.write(made, cell_of(key), choose(_IS_OWN, entry, other))
    call.host.write(made, NAMED, FALSE)
    return made


@handles("wandb.@config")
def config_of_present_run(call: LibraryCall) -> Value:
    found = call.host.read(call.host.object_of(_PRESENT), _CONFIG)
    return LibraryName("wandb.config", origin=call.origin) if found == UNBOUND else found
