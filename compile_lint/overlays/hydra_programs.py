"""Hydra: a function that is given the configuration of the project, and objects made of its entries.

The configuration is composed of YAML files below a folder beside the program: the primary one, and those
that its list of defaults chooses. What the command line may override is so by default only.
"""

from __future__ import annotations

import os

from compile_lint.model import Why
from compile_lint.overlays.configuration_files import of_data, parse_yaml
from compile_lint.overlays.named_dicts import interpolated
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import (
    COMMAND,
    NONE,
    TRUE,
    Arguments,
    BoundFunction,
    Const,
    DictObject,
    FunctionValue,
    LibraryName,
    LibraryObject,
    ListObject,
    UnknownValue,
    Value,
)

_TASK = "hydra.Task"  # the name of what `hydra.main(...)` gives: it decorates a function
_RUN = "hydra.Task.run"
_TARGET, _PARTIAL = "_target_", "_partial_"
_SETTINGS = frozenset({"_convert_", "_recursive_", _PARTIAL, _TARGET})
MAX_FILES = 24  # of which one configuration is composed


class _NotComposed(Exception):
    """What a configuration is composed of is not in view, or is not understood."""


@handles("hydra.main")
def declare(call: LibraryCall) -> Value:
    """``@hydra.main(config_path="conf", config_name="config")``."""
    return LibraryObject(_TASK, Arguments((_configuration(call),)), call.origin)


@handles(f"{_TASK}.__call__")
def decorate(call: LibraryCall) -> Value:
    """The function, with its first argument given where it is called without one."""
    function, task = call.argument("", 0), call.receiver
    if function is None or not isinstance(task, LibraryObject):
        return call.unknown()
    given = task.arguments.positional
    if isinstance(function, FunctionValue):
        call.host.write(function, COMMAND, BoundFunction(function, Arguments(given), call.origin))
    return BoundFunction(LibraryName(_RUN), Arguments((function, *given)), call.origin)


@handles(_RUN)
def run(call: LibraryCall) -> Value:
    """``main()``; ``main(cfg)`` takes a configuration that the program composed itself."""
    if len(call.arguments.positional) < 2:  # no name of Hydra, but somebody may call it
        return call.unknown()
    function, composed, *passed = call.arguments.positional
    return call.host.call(function, Arguments((passed[0] if passed else composed,)), call.origin)


def _configuration(call: LibraryCall) -> Value:
    folder, name = call.argument("config_path", 0), call.argument("config_name", 1)
    here = call.host.named("__file__", call.origin)
    texts = [one.value for one in (folder, name, here) if isinstance(one, Const)]
    if len(texts) != 3 or not all(isinstance(text, str) for text in texts):
        return call.unknown(Why.OTHER_FILE, "the configuration of hydra")
    path = os.path.normpath(os.path.join(os.path.dirname(str(texts[2])), str(texts[0])))  # noqa: PTH118, PTH120
    try:
        composer = _Composer(call, path)
        data = composer.composed(str(texts[1]).removesuffix(".yaml"))
    except _NotComposed as why:
        return call.unknown(Why.OTHER_FILE, str(why))
    return interpolated(call, of_data(call, data, composer.first_file))


class _Composer:
    """Reads the files of one configuration."""

    def __init__(self, call: LibraryCall, folder: str) -> None:
        self._call = call
        self._folder = folder
        self._left = MAX_FILES
        self.first_file = ""

    def composed(self, name: str, group: str = "") -> dict[object, object]:
        """A file with its defaults, placed where it belongs; the file itself comes last unless it says so."""
        data = self._read(os.path.join(group, name))  # noqa: PTH118
        defaults = data.pop("defaults", [])
        if not isinstance(defaults, list):
            raise _NotComposed(name)
        if "_self_" not in defaults:
            defaults = [*defaults, "_self_"]
        made: dict[object, object] = {}
        for one in defaults:
            _merge(made, data if one == "_self_" else self._chosen(one, group))
        return made

    def _chosen(self, default: object, group: str) -> dict[object, object]:
        """What one entry of a list of defaults brings: a file beside this one, or one of a group."""
        if isinstance(default, str) and not default.startswith("/"):
            return self.composed(default, group)
        if isinstance(default, dict) and len(default) == 1:
            ((key, option),) = default.items()
            words = str(key).removeprefix("override ").split("/")
            if option is None or words[0] == "hydra":  # what Hydra itself is to do is kept from the program
                return {}
            if str(key).startswith("override "):
                raise _NotComposed(str(key))
            if isinstance(option, str) and all(word.isidentifier() for word in words):
                made = self.composed(option.removesuffix(".yaml"), os.path.join(group, *words))  # noqa: PTH118
                for word in reversed(words):
                    made = {word: made}
                return made
        raise _NotComposed(str(default))

    def _read(self, name: str) -> dict[object, object]:
        path = os.path.join(self._folder, f"{name}.yaml")  # noqa: PTH118
        found = self._call.host.project_text(path)
        self._left -= 1
        if found is None or "@package" in found[1] or self._left < 0:
            raise _NotComposed(name)
        self.first_file = self.first_file or found[0]
        try:
            data = parse_yaml(found[1])
        except (ValueError, RecursionError) as error:
            raise _NotComposed(name) from error
        if data is not None and not isinstance(data, dict):
            raise _NotComposed(name)
        return dict(data or {})


def _merge(target: dict[object, object], given: dict[object, object]) -> None:
    """The later ones win, entry by entry."""
    for key, entry in given.items():
        before = target.get(key)
        if isinstance(before, dict) and isinstance(entry, dict):
            target[key] = before = dict(before)
            _merge(before, entry)
        else:
            target[key] = entry


# --- objects made of entries -----------------------------------------------------------------------


@handles("hydra.utils.instantiate", "hydra.utils.call")
def instantiate(call: LibraryCall) -> Value:
    """``_target_`` called with the other entries, and what is given besides; or a partial of it."""
    config = call.argument("config", 0)
    entries = None if config is None else call.host.mapping(config)
    if config == NONE:
        return NONE
    if entries is None or call.arguments.is_open_keyword:
        return call.unknown()
    extra: dict[object, Value] = {
        name: value for name, value in call.arguments.keywords.items() if name != "config"
    }
    return _made(call, dict(entries) | extra, call.arguments.positional[1:])


def _made(call: LibraryCall, entries: dict[object, Value], positional: tuple[Value, ...] = ()) -> Value:
    host = call.host
    target = entries.get(_TARGET)
    if (
        target is None
        or entries.get("_args_") is not None
        or not all(isinstance(key, str) for key in entries)
    ):
        return call.unknown()
    keywords = {str(name): _nested(call, entry) for name, entry in entries.items() if name not in _SETTINGS}
    arguments = Arguments(positional, keywords)
    is_partial = entries.get(_PARTIAL) == TRUE

    def make(one: Value) -> Value:
        function = _named(call, one)
        if isinstance(function, UnknownValue):
            return function
        if is_partial:
            return BoundFunction(function, arguments, call.origin)
        return host.call(function, arguments, call.origin)

    return host.each(target, make)


def _nested(call: LibraryCall, entry: Value) -> Value:
    """An entry with all that is to be made in it."""
    host = call.host
    if isinstance(entry, ListObject):
        items = host.items(entry)
        return (
            entry
            if items is None
            else host.new_list(tuple(_nested(call, one) for one in items), entry.origin)
        )
    entries = host.mapping(entry) if isinstance(entry, DictObject) else None
    if entries is None:
        return entry
    if _TARGET in entries:
        return _made(call, dict(entries))
    return host.new_dict({key: _nested(call, one) for key, one in entries.items()}, entry.origin)


@handles("hydra.utils.get_class", "hydra.utils.get_method", "hydra.utils.get_object")
def find(call: LibraryCall) -> Value:
    """What a dotted name means."""
    return _named(call, call.argument("path", 0) or NONE)


def _named(call: LibraryCall, path: Value) -> Value:
    if not isinstance(path, Const) or not isinstance(path.value, str) or "." not in path.value:
        return call.unknown(Why.OTHER_FILE)
    module, _, name = path.value.rpartition(".")
    return call.host.attribute(call.host.module_named(module, call.origin), name, call.origin)
