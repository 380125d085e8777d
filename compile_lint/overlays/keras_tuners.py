"""keras-tuner: hypermodels are built with hyperparameters that take each of their values.

A hyperparameter is known by its name: asked for twice, it has the same value.
"""

from __future__ import annotations

from dataclasses import replace

from compile_lint.knowledge.callbacks import TUNERS
from compile_lint.model import Why
from compile_lint.overlays.configuration import other_than
from compile_lint.overlays.derivations import open_list
from compile_lint.overlays.keras_training import frozen_arguments
from compile_lint.overlays.python_objects import has_own_method
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.cells import COMPILED
from compile_lint.values.conditions import Condition, Test
from compile_lint.values.events import SEARCH
from compile_lint.values.host import Host
from compile_lint.values.kinds import is_model
from compile_lint.values.sizes import MAX_WRITTEN_OUT
from compile_lint.values.values import (
    FALSE,
    NONE,
    TRUE,
    UNBOUND,
    Arguments,
    BoundFunction,
    Const,
    FunctionValue,
    Instance,
    LibraryObject,
    Object,
    UnknownValue,
    Value,
    choose,
)

_HYPERPARAMETERS = "keras_tuner.HyperParameters"
_TUNER = "keras_tuner.Tuner"
_ORACLES = tuple(
    f"keras_tuner.{module}{name}{suffix}"
    for name in TUNERS
    if name != "Tuner"
    for module, suffix in (("oracles.", ""), ("oracles.", "Oracle"), ("", "Oracle"))
)
_HYPERMODEL = "hypermodel"  # the attribute of that name
_MADE = "[made]"  # the cell of a tuner with the call that made it
_MODEL = "[model]"  # the cell of a tuner with what its hypermodel built
_GIVEN = "[hyperparameters]"  # the cell of a tuner with the object that its hypermodel was given


# --- hyperparameters -------------------------------------------------------------------------------


def _asks(kind: str) -> tuple[str, ...]:
    """The names of a method of hyperparameters, also where the object comes from code not in view."""
    return (f"{_HYPERPARAMETERS}.{kind}", f"unknown.{kind}")


def _named(call: LibraryCall) -> UnknownValue | None:
    """The hyperparameter that a call asks for, by its name; None if it is not asked for so."""
    name = call.argument("name", 0)
    if not isinstance(name, Const) or not isinstance(name.value, str):
        return None
    owner = call.receiver.token if isinstance(call.receiver, UnknownValue) else call.receiver
    token = ("hyperparameter", owner, name.value)
    return UnknownValue(Why.PARAMETER, f"hyperparameter {name.value!r}", token, origin=call.origin)


def _declared(call: LibraryCall, asked: UnknownValue, value: Value) -> Value:
    """``value``, which ``hp.get(name)`` gives from now on."""
    if isinstance(call.receiver, LibraryObject):
        name = call.argument("name", 0)
        assert isinstance(name, Const)
        call.host.write(call.receiver, f"[{name.value}]", value)
    return value


@handles(*_asks("Choice"))
def choose_value(call: LibraryCall) -> Value:
    """Any of the values, each in a world of its own."""
    asked, values = _named(call), call.argument("values", 1)
    if asked is None or values is None:
        return call.unknown()
    return _declared(call, asked, other_than(call.host, asked, values))


@handles(*_asks("Boolean"))
def choose_truth(call: LibraryCall) -> Value:
    asked = _named(call)
    if asked is None:
        return call.unknown()
    return _declared(call, asked, choose(Condition(Test(asked.token, "truth", None)), TRUE, FALSE))


@handles(*_asks("Fixed"))
def fixed_value(call: LibraryCall) -> Value:
    asked, value = _named(call), call.argument("value", 1)
    return call.unknown() if asked is None or value is None else _declared(call, asked, value)


@handles(*_asks("Int"), *_asks("Float"))
def choose_number(call: LibraryCall) -> Value:
    """A number of a range; known where the range holds one."""
    asked = _named(call)
    if asked is None:
        return call.unknown()
    lowest, highest = call.argument("min_value", 1), call.argument("max_value", 2)
    if isinstance(lowest, Const) and lowest == highest:
        return _declared(call, asked, lowest)
    return _declared(call, asked, asked)


@handles(f"{_HYPERPARAMETERS}.get", f"{_HYPERPARAMETERS}.__getitem__")
def value_of(call: LibraryCall) -> Value:
    asked = _named(call)
    if asked is None or not isinstance(call.receiver, LibraryObject):
        return call.unknown()
    name = call.argument("name", 0)
    assert isinstance(name, Const)
    found = call.host.read(call.receiver, f"[{name.value}]")
    return asked if found == UNBOUND else found


# --- tuners ----------------------------------------------------------------------------------------


@handles(*(f"keras_tuner.{name}" for name in TUNERS), takes_choices=True)
def make_tuner(call: LibraryCall) -> Value:
    made = LibraryObject(_TUNER, call.arguments, call.origin)
    _start(call, made)
    return made


@handles(*(f"keras_tuner.{name}.__init__" for name in TUNERS), takes_choices=True)
def make_own_tuner(call: LibraryCall) -> Value:
    if isinstance(call.receiver, Instance):
        _start(call, call.receiver)
    return NONE


def _start(call: LibraryCall, tuner: Object) -> None:
    """A tuner builds its hypermodel once, to see which hyperparameters there are."""
    host = call.host
    name = ".".join((call.called_as or call.name).split(".")[:2])
    host.write(tuner, _MADE, LibraryObject(name, frozen_arguments(call), call.origin))
    is_base = name == _TUNER
    given = call.argument("hypermodel", 1 if is_base else 0)
    if given is None:
        return
    hyperparameters = LibraryObject(_HYPERPARAMETERS, Arguments(), call.origin)
    host.write(tuner, _GIVEN, hyperparameters)
    hypermodel = host.each(given, lambda one: _as_hypermodel(host, one))
    host.write(tuner, _HYPERMODEL, hypermodel)
    if not isinstance(hypermodel, LibraryObject | Instance):
        return
    build = host.attribute(hypermodel, "build", call.origin)
    host.write(tuner, _MODEL, host.call(build, Arguments((hyperparameters,)), call.origin))


def _as_hypermodel(host: Host, given: Value) -> Value:
    """A hypermodel; a function becomes the ``build`` of one."""
    if not isinstance(given, FunctionValue | BoundFunction):
        return given
    made = LibraryObject("keras_tuner.HyperModel", Arguments((given,)), given.origin)
    host.write(made, "build", given)
    return made


@handles("keras_tuner.Objective", *_ORACLES, takes_choices=True)
def make_part(call: LibraryCall) -> Value:
    """What a tuner compares its trials by, and what chooses the next."""
    return LibraryObject(call.name, frozen_arguments(call), call.origin)


def _methods(name: str) -> tuple[str, ...]:
    return tuple(f"keras_tuner.{tuner}.{name}" for tuner in TUNERS)


@handles(*_methods("search"), takes_choices=True)
def search(call: LibraryCall) -> Value:
    """Trains the model of every trial with the arguments of ``search``."""
    host, tuner = call.host, call.receiver
    if not isinstance(tuner, Object) or _replaces_compile(tuner):
        return NONE
    model, hypermodel = host.read(tuner, _MODEL), host.read(tuner, _HYPERMODEL)
    if model == UNBOUND:
        return NONE
    if isinstance(hypermodel, Instance) and has_own_method(host, hypermodel, "fit"):
        given = (host.read(tuner, _GIVEN), model, *call.arguments.positional)
        arguments = Arguments(
            given,
            call.arguments.keywords,
            call.arguments.is_open_positional,
            call.arguments.is_open_keyword,
        )
        host.call(host.attribute(hypermodel, "fit", call.origin), arguments, call.origin)
    else:
        arguments = call.arguments
        if not isinstance(tuner, Instance) or not has_own_method(host, tuner, "run_trial"):
            arguments = replace(arguments, keywords={**arguments.keywords, SEARCH: host.read(tuner, _MADE)})
        host.each(model, lambda one: train(call, one, arguments))
    return NONE


def train(call: LibraryCall, model: Value, arguments: Arguments) -> Value:
    """Train a model as code that is not in view does, which also compiles it if the program has not."""
    if as_trained(call, model) is not model:
        return NONE
    return call.host.call(call.host.attribute(model, "fit", call.origin), arguments, call.origin)


def as_trained(call: LibraryCall, model: Value) -> Value:
    """A model that such code has trained: an unknown one if the program has not compiled it."""
    is_known = isinstance(model, Object) and is_model(model)
    if is_known and isinstance(model, Object) and call.host.read(model, COMPILED) != UNBOUND:
        return model
    return call.unknown(Why.DYNAMIC, "a model compiled elsewhere")


def _replaces_compile(tuner: Object) -> bool:
    """Whether the tuner compiles the models again, with a loss of its own."""
    return isinstance(tuner, LibraryObject) and tuner.arguments.get("loss") is not None


@handles(*_methods("get_best_models"))
def best_models(call: LibraryCall) -> Value:
    if isinstance(call.receiver, Object) and _replaces_compile(call.receiver):
        return call.unknown(Why.DYNAMIC, "a model compiled elsewhere")
    return _best(call, _MODEL, "num_models")


@handles(*_methods("get_best_hyperparameters"))
def best_hyperparameters(call: LibraryCall) -> Value:
    return _best(call, _GIVEN, "num_trials")


def _best(call: LibraryCall, cell: str, count_name: str) -> Value:
    """A list of the best, of which each is like what the hypermodel was built with."""
    one = call.host.read(call.receiver, cell) if isinstance(call.receiver, Object) else UNBOUND
    if one == UNBOUND:
        return call.unknown()
    if cell == _MODEL:
        one = call.host.each(one, lambda model: as_trained(call, model))
    count = call.argument(count_name, 0) or Const(1)
    if isinstance(count, Const) and isinstance(count.value, int) and 0 < count.value <= MAX_WRITTEN_OUT:
        return call.host.new_list((one,) * count.value, call.origin)
    return open_list(call, one)
