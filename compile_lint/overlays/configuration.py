"""Values that are given from outside and have a declared default: arguments and environment variables.

Such a value is a Choice: the default in one world, whatever else it may be in the other.
"""

from __future__ import annotations

from compile_lint.model import Origin, Why
from compile_lint.overlays.derivations import open_list
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.records import dataclass
from compile_lint.values.cells import FIELDS, KEYS, cell_of
from compile_lint.values.conditions import Condition, ConditionKind, Test
from compile_lint.values.events import EnvironmentEvent
from compile_lint.values.host import Host
from compile_lint.values.store import DeadPath
from compile_lint.values.values import (
    NO_ARGUMENTS,
    NONE,
    UNBOUND,
    Arguments,
    Const,
    DictObject,
    LibraryName,
    LibraryObject,
    Object,
    TupleValue,
    UnknownValue,
    Value,
    choose,
    leaves,
    restrict,
)

MAX_CHOICES = 8  # more of them are not told apart

_PARSER = "argparse.ArgumentParser"
_DESTS = "[dests]"  # the cell of a parser with the dict of what parse_args gives
_PARENT = "[parent]"  # the cell of a subcommand's parser


# --- argparse --------------------------------------------------------------------------------------


@handles(_PARSER)
def make_parser(call: LibraryCall) -> Value:
    made = _new_parser(call)
    parents = call.arguments.get("parents")
    for parent in (call.host.items(parents) if parents is not None else None) or ():
        for dest, known in _entries(call.host, parent).items():
            here, there = _holds(made, dest), _holds(parent, dest)
            value = choose(here, restrict(known, there, True), restrict(known, there, False))
            _store(call.host, made, dest, value)
    return made


def _new_parser(call: LibraryCall) -> LibraryObject:
    made = LibraryObject(_PARSER, call.arguments, call.origin)
    call.host.write(made, _DESTS, call.host.new_dict({}, call.origin))
    return made


def _dests(host: Host, parser: Object) -> DictObject:
    """The dict of what ``parse_args`` gives; a parser of a project's own class gets it when first asked."""
    dests = host.read(parser, _DESTS)
    if isinstance(dests, DictObject):
        return dests
    made = host.new_dict({}, parser.origin)
    host.write(parser, _DESTS, made)
    return made


def _entries(host: Host, parser: Value | None) -> dict[str, Value]:
    """What ``parse_args`` gives under each name; an argument that only one branch adds counts as added."""
    if not isinstance(parser, Object):
        return {}
    dests = _dests(host, parser)
    known = [keys.items for keys in leaves(host.read(dests, KEYS)) if isinstance(keys, TupleValue)]
    names = dict.fromkeys(key.value for keys in known for key in keys if isinstance(key, Const))
    return {str(name): host.read(dests, cell_of(name)) for name in names}


@handles(
    f"{_PARSER}.add_argument_group", f"{_PARSER}.add_mutually_exclusive_group", f"{_PARSER}.add_subparsers"
)
def same_parser(call: LibraryCall) -> Value:
    """Groups store to the parser they belong to."""
    if call.name.endswith("add_subparsers"):
        dest = call.argument("dest")
        if isinstance(dest, Const) and isinstance(dest.value, str):
            _store(call.host, call.receiver, dest.value, _given(call, dest.value))
    return call.receiver or call.unknown()


@handles(f"{_PARSER}.add_parser")
def subcommand(call: LibraryCall) -> Value:
    made = _new_parser(call)
    if call.receiver is not None:
        call.host.write(made, _PARENT, call.receiver)
    return made


def _store(host: Host, parser: Value | None, dest: str, value: Value) -> None:
    """What ``parse_args`` gives under ``dest``; a subcommand's arguments are its parser's too."""
    if not isinstance(parser, Object):
        return
    host.set_item(_dests(host, parser), Const(dest), value)
    parent = host.read(parser, _PARENT)
    if isinstance(parent, Object):
        known = _entries(host, parent).get(dest, UNBOUND)
        _store(host, parent, dest, choose(Condition(("subcommand", parser)), value, known))


@dataclass(frozen=True, slots=True)
class _Declared:
    """One argument as declared: what it is without being given, and what it may be when given."""

    default: Value | None  # None: it must be given
    given: Value


@handles(f"{_PARSER}.add_argument")
def add_argument(call: LibraryCall) -> Value:
    dest = _dest(call)
    if dest is None:
        return LibraryObject("argparse.Action", call.arguments, call.origin)
    declared = _declared(call, dest)
    value = declared.given
    if declared.default is not None and not isinstance(declared.default, UnknownValue):
        value = choose(_holds(call.receiver, dest), declared.default, declared.given)
    _store(call.host, call.receiver, dest, value)
    return LibraryObject("argparse.Action", call.arguments, call.origin)


def _holds(parser: Value | None, dest: str) -> Condition:
    return Condition(("default", parser, dest), ConditionKind.DEFAULT)


def _dest(call: LibraryCall) -> str | None:
    """The attribute that an argument is stored under; None for help, version, or unknown names."""
    action, dest = call.argument("action"), call.argument("dest")
    if isinstance(action, Const) and action.value in ("help", "version"):
        return None
    if isinstance(dest, Const) and isinstance(dest.value, str):
        return dest.value
    names = [name.value for name in call.arguments.positional if isinstance(name, Const)]
    flags = [name for name in names if isinstance(name, str)]
    if not flags:
        return None
    long = [flag for flag in flags if flag.startswith("--")]
    chosen = (long or flags)[0]
    return chosen.lstrip("-").replace("-", "_") if chosen.startswith("-") else chosen


def _is_positional(call: LibraryCall) -> bool:
    first = call.argument("", 0)
    return isinstance(first, Const) and isinstance(first.value, str) and not first.value.startswith("-")


def _must_be_given(call: LibraryCall) -> bool:
    """Whether the command line must hold the argument: then argparse never uses its default."""
    if _is_positional(call):
        return call.argument("nargs") not in (Const("?"), Const("*"), LibraryName("argparse.REMAINDER"))
    return call.argument("required") not in (None, Const(False))


def _declared(call: LibraryCall, dest: str) -> _Declared:
    action, default = call.argument("action"), call.argument("default")
    name = action.value if isinstance(action, Const) else None
    must_be_given = _must_be_given(call)
    if name in ("store_true", "store_false"):
        given = Const(name == "store_true", call.origin)
        return _Declared(None if must_be_given else default or Const(not given.value, call.origin), given)
    if isinstance(action, LibraryName) and action.name == "argparse.BooleanOptionalAction":
        if isinstance(default, Const) and isinstance(default.value, bool):
            return _Declared(default, Const(not default.value, call.origin))
        return _Declared(default or NONE, _given(call, dest))
    if name == "store_const":
        return _Declared(default or NONE, call.argument("const") or NONE)
    default = None if must_be_given else NONE if default is None else _converted(call, default)
    if name not in (None, "store") or call.argument("nargs") not in (None, Const("?")):
        return _Declared(default, _given(call, dest))
    return _Declared(default, _chosen(call, dest, default))


def _converted(call: LibraryCall, default: Value) -> Value:
    """argparse puts defaults that are strings through ``type``, and no others."""
    convert = call.argument("type")
    if convert is None or not isinstance(default, Const) or not isinstance(default.value, str):
        return default
    return call.host.call(convert, Arguments((default,)), call.origin)


def _given(call: LibraryCall, dest: str) -> UnknownValue:
    """What the user gives. The same argument is the same unknown each time it is read."""
    return UnknownValue(Why.PARAMETER, dest, ("argument", call.receiver, dest), origin=call.origin)


def _chosen(call: LibraryCall, dest: str, default: Value | None) -> Value:
    choices = call.argument("choices")
    return other_than(call.host, _given(call, dest), choices, default)


def other_than(host: Host, given: UnknownValue, choices: Value | None, default: Value | None = None) -> Value:
    """Any of ``choices`` but the default, each in a world of its own.

    Without a short list of constants it is ``given`` itself.
    """
    items = None if choices is None else host.items(choices)
    if not items or len(items) > MAX_CHOICES or not all(isinstance(item, Const) for item in items):
        return given
    others = [item for item in items if isinstance(item, Const) and item != default]
    if not others:
        return given
    value: Value = others[-1]
    for other in reversed(others[:-1]):
        value = choose(Condition(Test(given.token, "==", other.value)), other, value)
    return value


@handles(f"{_PARSER}.set_defaults")
def set_defaults(call: LibraryCall) -> Value:
    """Replaces the defaults of arguments already added; other names get the value as it is.

    An argument that must be given has no use for a default.
    """
    known = _entries(call.host, call.receiver)
    for dest, default in call.arguments.keywords.items():
        holds = _holds(call.receiver, dest)
        given = known.get(dest)
        if given is None:
            _store(call.host, call.receiver, dest, default)
        elif restrict(given, holds, False) != restrict(given, holds, True):
            _store(call.host, call.receiver, dest, choose(holds, default, restrict(given, holds, False)))
    return NONE


@handles(
    f"{_PARSER}.parse_args",
    f"{_PARSER}.parse_known_args",
    f"{_PARSER}.parse_intermixed_args",
)
def parse_arguments(call: LibraryCall) -> Value:
    given, target = call.argument("args", 0), call.argument("namespace", 1)
    is_empty = given is not None and call.host.items(given) == ()
    made = (
        target
        if isinstance(target, Object)
        else LibraryObject("argparse.Namespace", NO_ARGUMENTS, call.origin)
    )
    entries = _entries(call.host, call.receiver)
    for name, value in entries.items():
        holds = _holds(call.receiver, name)
        call.host.write(made, name, restrict(value, holds, True) if is_empty else value)
    call.host.write(made, FIELDS, TupleValue(tuple(Const(name) for name in entries)))
    if call.name.endswith("parse_known_args"):
        return TupleValue((made, open_list(call, None)), call.origin)
    return made


@handles(f"{_PARSER}.error", f"{_PARSER}.exit")
def give_up(call: LibraryCall) -> Value:
    raise DeadPath


@handles(f"{_PARSER}.print_help", f"{_PARSER}.print_usage")
def print_help(call: LibraryCall) -> Value:
    return NONE


# --- absl and TensorFlow 1 flags -------------------------------------------------------------------

# The flags of a program: an unknown object whose declared attributes are known.
_FLAGS = UnknownValue(Why.PARAMETER, "FLAGS", ("flags",))
_FLAG_MODULES = ("absl.flags", "tensorflow.flags", "tensorflow.app.flags")
_FLAG_KINDS = (
    "string",
    "integer",
    "float",
    "boolean",
    "bool",
    "enum",
    "list",
    "multi_string",
    "multi_integer",
)


@handles(*(f"{module}.@FLAGS" for module in _FLAG_MODULES))
def all_flags(call: LibraryCall) -> Value:
    return _FLAGS


@handles(*(f"{module}.DEFINE_{kind}" for module in _FLAG_MODULES for kind in _FLAG_KINDS))
def define_flag(call: LibraryCall) -> Value:
    """Declares a flag; TensorFlow 1 calls the parameters ``flag_name`` and ``default_value``."""
    name = call.argument("name", 0) or call.argument("flag_name")
    default = call.argument("default", 1) or call.argument("default_value")
    holder = LibraryObject("absl.flags.FlagHolder", call.arguments, call.origin)
    if not isinstance(name, Const) or not isinstance(name.value, str):
        return holder
    given = UnknownValue(Why.PARAMETER, name.value, ("flag", name.value), origin=call.origin)
    if "bool" in call.name and isinstance(default, Const) and isinstance(default.value, bool):
        other: Value = Const(not default.value, call.origin)
    else:
        choices = call.argument("enum_values", 2) if call.name.endswith("enum") else None
        other = other_than(call.host, given, choices, default)
    value = other
    if default is not None and not isinstance(default, UnknownValue):
        value = choose(Condition(("default", "flag", name.value), ConditionKind.DEFAULT), default, other)
    call.host.write(call.host.object_of(_FLAGS), name.value, value)
    call.host.write(holder, "value", value)
    return holder


@handles("absl.app.run", "tensorflow.app.run")
def run_main(call: LibraryCall) -> Value:
    main = call.argument("main", 0)
    if main is not None and main != NONE:
        call.host.call(main, Arguments((call.unknown(Why.PARAMETER),)), call.origin)
    return NONE


# --- environment variables -------------------------------------------------------------------------


@handles("os.getenv", "os.environ.get")
def environment_variable(call: LibraryCall) -> Value:
    name, default = call.argument("key", 0), call.argument("default", 1)
    if not isinstance(name, Const):
        return call.unknown()
    given = _variable(name.value, call.origin)
    if default is None or default == NONE:
        return given
    return choose(Condition(("default", "environment", name.value), ConditionKind.DEFAULT), default, given)


@handles("os.environ.__getitem__")
def environment_item(call: LibraryCall) -> Value:
    name = call.argument("key", 0)
    return _variable(name.value, call.origin) if isinstance(name, Const) else call.unknown()


@handles("os.environ.__setitem__", "os.environ.setdefault", "os.putenv", takes_choices=True)
def set_variable(call: LibraryCall) -> Value:
    name, value = call.argument("key", 0), call.argument("value", 1)
    if isinstance(name, Const) and value is not None:
        call.host.record(EnvironmentEvent(call.origin, str(name.value), value))
    return call.unknown(Why.PARAMETER)


@handles("os.environ.update")
def set_variables(call: LibraryCall) -> Value:
    given = call.argument("", 0)
    known = None if given is None else call.host.mapping(given)
    for variables in (known or {}, call.arguments.keywords):
        for name, value in variables.items():
            call.host.record(EnvironmentEvent(call.origin, str(name), value))
    return NONE


@handles("keras.config.set_backend")
def set_backend(call: LibraryCall) -> Value:
    backend = call.argument("backend", 0)
    if backend is not None:
        call.host.record(EnvironmentEvent(call.origin, call.name, backend))
    return NONE


def _variable(name: object, origin: Origin | None) -> UnknownValue:
    return UnknownValue(Why.PARAMETER, f"os.environ[{name!r}]", ("environment", name), origin=origin)
