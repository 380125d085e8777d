"""click, typer and fire: parameters of a function that the command line fills, with their declared defaults.

A command is the function behind its options: called without an argument list, or by nobody in view, it gets
each default in one world, and whatever may be given in the other.
"""

from __future__ import annotations

from compile_lint.model import Why
from compile_lint.overlays.configuration import other_than
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.conditions import option_default
from compile_lint.values.values import (
    COMMAND,
    NONE,
    Arguments,
    BoundFunction,
    Const,
    FunctionValue,
    LibraryName,
    LibraryObject,
    TupleValue,
    UnknownValue,
    Value,
    choose,
)

_PARAMETER = "click.Parameter"
_RUN = "click.Command.main"


@handles("click.option", "click.argument")
def declare(call: LibraryCall) -> Value:
    """``@click.option("--loss", default="mse")``: a decorator that fills one parameter."""
    return LibraryObject(_PARAMETER, Arguments((_value(call),), {"dest": Const(_dest(call))}), call.origin)


@handles(f"{_PARAMETER}.__call__")
def decorate(call: LibraryCall) -> Value:
    """The function, or the command it has become, with one more parameter filled."""
    function, declared = call.argument("", 0), call.receiver
    if function is None or not isinstance(declared, LibraryObject):
        return call.unknown()
    dest, value = declared.arguments.keywords["dest"], declared.arguments.positional[0]
    if not isinstance(dest, Const) or not isinstance(dest.value, str):
        return function
    inner, filled = function, {dest.value: value}
    if isinstance(function, BoundFunction) and function.function == LibraryName(_RUN):
        inner = function.arguments.positional[0]
        filled = {**function.arguments.keywords, **filled}
    command = BoundFunction(LibraryName(_RUN), Arguments((inner,), filled), call.origin)
    if isinstance(inner, FunctionValue):
        call.host.write(inner, COMMAND, BoundFunction(inner, Arguments((), filled), call.origin))
    return command


@handles(_RUN)
def run_command(call: LibraryCall) -> Value:
    """``main()`` reads the command line of the program; what ``main([...])`` reads is not followed."""
    function, argv = call.argument("self", 0), call.argument("args", 1)
    if function is None:
        return call.unknown()
    if argv in (None, NONE):
        return call.host.call(function, Arguments((), call.arguments.keywords), call.origin)
    return call.host.call(function, Arguments(is_open_keyword=True), call.origin)


def _dest(call: LibraryCall) -> str | None:
    """The parameter that is filled: a bare name, else the first long flag, else the first flag."""
    names = [name.value for name in call.arguments.positional if isinstance(name, Const)]
    flags = [name.partition("/")[0] for name in names if isinstance(name, str)]
    bare = [flag for flag in flags if not flag.startswith("-")]
    long = [flag for flag in flags if flag.startswith("--")]
    chosen = next(iter([*bare, *long, *flags]), None)
    return None if chosen is None else chosen.lstrip("-").replace("-", "_").lower()


def _value(call: LibraryCall) -> Value:
    default = call.argument("default")
    unknown = UnknownValue(Why.PARAMETER, _dest(call) or "", ("option", call.origin), origin=call.origin)
    given: Value = unknown
    if _is_flag(call):
        default = default or Const(False, call.origin)
        if isinstance(default, Const) and isinstance(default.value, bool):
            given = Const(not default.value, call.origin)
    elif default is None:
        if call.name == "click.argument" or call.argument("required") not in (None, Const(False)):
            return given
        default = TupleValue((), call.origin) if _may_repeat(call) else NONE
    else:
        given = other_than(call.host, unknown, _choices(call.argument("type", None)), default)
    if isinstance(default, UnknownValue):
        return given
    return choose(option_default(call.origin), default, given)


def _is_flag(call: LibraryCall) -> bool:
    names = [name.value for name in call.arguments.positional if isinstance(name, Const)]
    return call.argument("is_flag") == Const(True) or any("/" in str(name) for name in names)


def _may_repeat(call: LibraryCall) -> bool:
    return call.argument("multiple") not in (None, Const(False)) or call.argument("nargs") is not None


def _choices(kind: Value | None) -> Value | None:
    if isinstance(kind, LibraryObject) and kind.name == "click.Choice":
        return kind.arguments.get("choices", 0)
    return None


@handles("typer.Option", "typer.Argument")
def typer_parameter(call: LibraryCall) -> Value:
    """``loss: str = typer.Option("mse")`` as the default of a parameter."""
    default = call.argument("default", 0)
    given = UnknownValue(Why.PARAMETER, "", ("option", call.origin), origin=call.origin)
    if default is None or isinstance(default, UnknownValue) or default == Const(...):
        return given
    return choose(option_default(call.origin), default, given)


@handles("typer.run")
def typer_run(call: LibraryCall) -> Value:
    """``typer.run(main)`` calls the function with what its parameters declare."""
    function = call.argument("function", 0)
    return NONE if function is None else call.host.call(function, Arguments(), call.origin)


@handles("fire.Fire")
def fire(call: LibraryCall) -> Value:
    """``fire.Fire(main)``: every default may be replaced; of a dict of functions, one is called."""
    component = call.argument("component", 0)
    if component is None:
        return call.unknown()
    for function in (call.host.mapping(component) or {"": component}).values():
        if isinstance(function, FunctionValue):
            call.host.call(function, Arguments((), _options_of(function)), call.origin)
    return call.unknown()


def _options_of(function: FunctionValue) -> dict[str, Value]:
    """What a command line gives each parameter that has a default."""
    made: dict[str, Value] = {}
    for name, default in function.defaults.items():
        given = UnknownValue(Why.PARAMETER, name, ("parameter", id(function), name), origin=default.origin)
        made[name] = choose(option_default((id(function), name)), default, given)
    return made
