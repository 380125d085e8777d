"""JSON, TOML, YAML and INI files of the project, read by a path that the source gives.

What stands in such a file is the default; somebody may have changed it, or deploys another one.
"""

from __future__ import annotations

import configparser
import json
from collections.abc import Callable

import tomli

from compile_lint.model import Origin, Why
from compile_lint.overlays.project_paths import PATH, path_text
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.conditions import Condition, ConditionKind
from compile_lint.values.host import Host
from compile_lint.values.kinds import CONFIGURATION
from compile_lint.values.values import (
    NONE,
    UNBOUND,
    Arguments,
    Const,
    LibraryObject,
    Object,
    UnknownValue,
    Value,
    choose,
)

MAX_VALUES = 500  # a file with more of them is no configuration
MAX_NESTING = 12
MAX_YAML_LENGTH = 16_000  # its parser is slow

_FILE = "io.TextIOWrapper"  # an open file, made with the path
_TEXT = "[text]"  # the name of the object that stands for the contents of a file
_READ_MODES = frozenset({"r", "rt", "rb", "r+"})
_INI_CLASSES = ("configparser.ConfigParser", "configparser.SafeConfigParser", "configparser.RawConfigParser")
_CONTENT = "[content]"  # the cell of a ConfigParser with the dict of what it has read


# --- opening ---------------------------------------------------------------------------------------


@handles("builtins.open", "io.open", "codecs.open", "tensorflow.io.gfile.GFile", f"{PATH}.open")
def open_file(call: LibraryCall) -> Value:
    is_method = call.name == f"{PATH}.open"
    text = path_text(call.receiver if is_method else call.argument("file", 0))
    mode = call.argument("mode", 0 if is_method else 1) or Const("r")
    if text is None or not isinstance(mode, Const) or mode.value not in _READ_MODES:
        return call.unknown()
    return LibraryObject(_FILE, Arguments((Const(text),)), call.origin)


@handles(f"{_FILE}.read", f"{PATH}.read_text", f"{PATH}.read_bytes")
def contents(call: LibraryCall) -> Value:
    text = path_text(_opened(call.receiver))
    return call.unknown() if text is None else LibraryObject(_TEXT, Arguments((Const(text),)), call.origin)


def _opened(value: Value | None) -> Value | None:
    """The path of an open file, of a file's contents, or of a Path object."""
    if isinstance(value, LibraryObject) and value.name in (_FILE, _TEXT):
        return value.arguments.get("", 0)
    return value


# --- parsing ---------------------------------------------------------------------------------------


@handles("json.load", "json.loads", "simplejson.load", "simplejson.loads")
def load_json(call: LibraryCall) -> Value:
    given = next(iter(call.arguments), None)
    if isinstance(given, LibraryObject) and given.name == CONFIGURATION:
        return given  # a model that is written down is the same as text
    return loaded(call, json.loads)


@handles(*(f"{module}.{name}" for module in ("tomllib", "tomli", "toml") for name in ("load", "loads")))
def load_toml(call: LibraryCall) -> Value:
    """``toml.load`` takes a path, too."""
    return loaded(call, tomli.loads, takes_path=call.name == "toml.load")


@handles(*(f"yaml.{name}" for name in ("load", "safe_load", "full_load", "unsafe_load")))
def load_yaml(call: LibraryCall) -> Value:
    return loaded(call, parse_yaml)


def parse_yaml(text: str) -> object:
    """The data of a YAML text; raises ValueError where it is not plain, or long."""
    if len(text) > MAX_YAML_LENGTH:
        raise ValueError("more than is read")
    import yaml  # noqa: PLC0415 - few programs read it

    try:
        return yaml.load(text, yaml.SafeLoader)  # what is no plain data, such as `!!python/object`, fails
    except (yaml.YAMLError, TypeError) as error:  # a TypeError where a key cannot be one in Python
        raise ValueError(str(error)) from error


def loaded(call: LibraryCall, parse: Callable[[str], object], *, takes_path: bool = False) -> Value:
    """What a parser makes of the text or the file that a call is given, or of the path if it takes one."""
    given = next(iter(call.arguments), None)
    if isinstance(given, Const) and isinstance(given.value, str) and not takes_path:
        return _parsed(call, given.value, parse, None)
    is_file = isinstance(given, LibraryObject) and given.name in (_FILE, _TEXT)
    path = path_text(_opened(given)) if is_file or takes_path else None
    found = None if path is None else call.host.project_text(path)
    if found is None:
        return call.unknown(Why.OTHER_FILE if path is not None else Why.DYNAMIC, path or "")
    return _parsed(call, found[1], parse, found[0])


def _parsed(call: LibraryCall, text: str, parse: Callable[[str], object], file: str | None) -> Value:
    try:
        data = parse(text)
    except (ValueError, RecursionError):
        return call.unknown(Why.OTHER_FILE, "a file that cannot be parsed")
    return of_data(call, data, file)


def of_data(call: LibraryCall, data: object, file: str | None) -> Value:
    """Parsed data as a value: what stands in a ``file`` is so by default."""
    if not _is_small(data):
        return call.unknown(Why.OTHER_FILE, "a large file")
    return _value_of(call.host, data, file, (), call.origin)


def _is_small(data: object) -> bool:
    """Whether data are few values. Aliases of YAML can make endless ones of a short text."""
    waiting, count = [(data, 0)], 0
    while waiting:
        value, depth = waiting.pop()
        count += 1
        if count > MAX_VALUES or depth > MAX_NESTING:
            return False
        if isinstance(value, dict):
            waiting += [(entry, depth + 1) for entry in value.values()]
        elif isinstance(value, list):
            waiting += [(item, depth + 1) for item in value]
    return True


def _value_of(
    host: Host, data: object, file: str | None, keys: tuple[object, ...], origin: Origin | None
) -> Value:
    """Parsed data as values; what is read from a file is so by default."""
    if isinstance(data, dict):
        entries = {key: _value_of(host, entry, file, (*keys, key), origin) for key, entry in data.items()}
        return host.new_dict(entries, origin)
    if isinstance(data, list):
        items = (_value_of(host, item, file, (*keys, place), origin) for place, item in enumerate(data))
        return host.new_list(tuple(items), origin)
    written = data if data is None or isinstance(data, bool | int | float | str) else str(data)
    if file is None:
        return Const(written, origin)
    other = UnknownValue(Why.OTHER_FILE, ".".join(map(str, keys)), ("file", file, keys), origin=origin)
    return choose(Condition(("default", "file", file), ConditionKind.DEFAULT), Const(written, origin), other)


# --- INI files -------------------------------------------------------------------------------------


@handles(*(f"{name}.read" for name in _INI_CLASSES))
def read_ini(call: LibraryCall) -> Value:
    """Adds what stands in a file; one that is not in the project may hold anything."""
    parser, host = call.receiver, call.host
    given = call.argument("filenames", 0)
    path = path_text(given)
    found = None if path is None else host.project_text(path)
    before = host.read(parser, _CONTENT) if isinstance(parser, Object) else UNBOUND
    content: Value = call.unknown(Why.OTHER_FILE, path or "")
    if found is not None and before == UNBOUND:
        content = _parsed(call, found[1], _parse_ini, found[0])
    if isinstance(parser, Object):
        host.write(parser, _CONTENT, content)
    return call.unknown()


def _parse_ini(text: str) -> dict[str, dict[str, str]]:
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(text)
    except configparser.Error as error:
        raise ValueError(str(error)) from error
    return {name: dict(section) for name, section in parser.items()}


@handles(*(f"{name}.__getitem__" for name in _INI_CLASSES))
def section(call: LibraryCall) -> Value:
    content = _content(call)
    return call.unknown() if content is None else call.host.get_item(content, _first(call), call.origin)


@handles(
    *(f"{name}.{method}" for name in _INI_CLASSES for method in ("get", "getint", "getfloat", "getboolean"))
)
def option(call: LibraryCall) -> Value:
    """``parser.get(section, option)``, converted as the method says."""
    content, name = _content(call), call.argument("option", 1)
    if content is None or name is None:
        return call.unknown()
    host = call.host
    if call.argument("fallback") is not None and not _holds(host, content, _first(call), name):
        return call.unknown()
    found = host.get_item(host.get_item(content, _first(call), call.origin), name, call.origin)
    convert = _CONVERSIONS.get(call.name.rpartition(".")[2])
    return found if convert is None else host.each(found, lambda one: _converted(call, one, convert))


def _holds(host: Host, content: Value, section: Value, name: Value) -> bool:
    """Whether it is known that the file has an option, so that a fallback is of no use."""
    sections = host.mapping(content) or {}
    if not isinstance(section, Const) or not isinstance(name, Const):
        return False
    options = host.mapping(sections[section.value]) if section.value in sections else None
    return options is not None and name.value in options


_TRUTHS = {
    "1": True,
    "yes": True,
    "true": True,
    "on": True,
    "0": False,
    "no": False,
    "false": False,
    "off": False,
}
_CONVERSIONS: dict[str, Callable[[str], object]] = {
    "getint": int,
    "getfloat": float,
    "getboolean": lambda text: _TRUTHS[text.lower()],
}


def _converted(call: LibraryCall, value: Value, convert: Callable[[str], object]) -> Value:
    if not isinstance(value, Const) or not isinstance(value.value, str):
        return call.unknown(Why.OTHER_FILE)
    try:
        return Const(convert(value.value), value.origin)
    except (ValueError, KeyError):
        return call.unknown(Why.OTHER_FILE)


def _content(call: LibraryCall) -> Value | None:
    if not isinstance(call.receiver, Object):
        return None
    found = call.host.read(call.receiver, _CONTENT)
    return None if found == UNBOUND or isinstance(found, UnknownValue) else found


def _first(call: LibraryCall) -> Value:
    given = call.arguments.positional
    return given[0] if given else call.argument("section") or NONE
