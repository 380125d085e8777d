"""Dicts whose entries are attributes as well: EasyDict, Box, Munch, addict, ConfigDict, OmegaConf."""

from __future__ import annotations

import re

from compile_lint.model import Origin, Why
from compile_lint.overlays.configuration_files import loaded, parse_yaml
from compile_lint.overlays.derivations import over_contents
from compile_lint.overlays.python_containers import copied_dict, fill_dict, update_dict
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.cells import NAMED, cell_of
from compile_lint.values.host import Host
from compile_lint.values.values import (
    FALSE,
    NONE,
    TRUE,
    UNBOUND,
    Arguments,
    ClassValue,
    Const,
    DictObject,
    Instance,
    ListObject,
    Value,
)

# In these an entry that is not there comes into being, as a dict, when it is asked for.
_GROWING = ("addict.Dict", "addict.addict.Dict", "dotmap.DotMap")
_CLASSES = (
    *_GROWING,
    "attrdict.AttrDict",
    "box.Box",
    "bunch.Bunch",
    "easydict.EasyDict",
    "ml_collections.ConfigDict",
    "ml_collections.config_dict.ConfigDict",
    "ml_collections.config_dict.config_dict.ConfigDict",
    "munch.DefaultMunch",
    "munch.Munch",
    "omegaconf.DictConfig",
)
_MAKERS = ("munch.munchify", "munch.Munch.fromDict", "omegaconf.OmegaConf.create")
# Methods that dicts do not have.
_METHODS = ("as_dict", "copy_and_resolve_references", "freeze", "lock", "toDict", "to_dict", "unlock")
MAX_NESTING = 12
_REFERENCE = re.compile(r"\$\{([A-Za-z_][\w.]*)\}")


@handles(*_CLASSES, *_MAKERS)
@over_contents
def make(call: LibraryCall) -> Value:
    """Nested dicts get attributes, too."""
    given = call.arguments.positional
    if call.name in _MAKERS and given and not isinstance(given[0], DictObject):
        if call.name.startswith("omegaconf") and isinstance(given[0], Const):
            return interpolated(call, loaded(call, parse_yaml))
        return _with_attributes(call.host, given[0], FALSE, 0)
    made = call.host.new_dict({}, call.origin)
    call.host.write(made, NAMED, TRUE if call.name in _GROWING else FALSE)
    fill_dict(call, made)
    return _with_attributes(call.host, made, call.host.read(made, NAMED), 0)


@handles("omegaconf.OmegaConf.load")
def load(call: LibraryCall) -> Value:
    """A YAML file, by its path."""
    return interpolated(call, loaded(call, parse_yaml, takes_path=True))


@handles("omegaconf.OmegaConf.structured")
def structured(call: LibraryCall) -> Value:
    """A dataclass, or an instance of one, as a configuration: it has the same attributes."""
    given = call.argument("obj", 0)
    if isinstance(given, ClassValue):
        return call.host.call(given, Arguments(), call.origin)
    return given if isinstance(given, Instance) else call.unknown()


@handles("omegaconf.OmegaConf.merge")
@over_contents
def merge(call: LibraryCall) -> Value:
    """The later ones win, entry by entry."""
    first, *others = call.arguments.positional or (call.unknown(),)
    if not isinstance(first, DictObject) or call.arguments.is_open_positional:
        return call.unknown()
    made = _copied(call, first)
    for one in others:
        _merge_into(call, made, one)
    return made


def _copied(call: LibraryCall, source: DictObject) -> DictObject:
    made = copied_dict(call, source)
    for key, entry in (call.host.mapping(made) or {}).items():
        if isinstance(entry, DictObject):
            call.host.write(made, cell_of(key), _copied(call, entry))
    return made


def _merge_into(call: LibraryCall, target: DictObject, given: Value) -> None:
    host = call.host
    entries = host.mapping(given)
    if entries is None:
        update_dict(host, target, given)
        return
    for key, entry in entries.items():
        before = host.read(target, cell_of(key))
        if isinstance(before, DictObject) and isinstance(entry, DictObject):
            _merge_into(call, before, entry)
        else:
            host.set_item(target, Const(key), entry)


@handles("omegaconf.OmegaConf.to_container", "omegaconf.OmegaConf.to_object", "munch.unmunchify")
def plain(call: LibraryCall) -> Value:
    return next(iter(call.arguments), NONE)


@handles(*(f"dict.{name}" for name in _METHODS))
def itself(call: LibraryCall) -> Value:
    """Another form of the same entries, or whether they may change."""
    return call.receiver or call.unknown()


def interpolated(call: LibraryCall, value: Value) -> Value:
    """A configuration of OmegaConf: ``${net.units}`` is that entry, and more is not worked out."""
    host = call.host

    def resolve(one: Value, depth: int) -> Value:
        return host.each(one, lambda leaf: resolved_text(leaf, depth))

    def resolved_text(one: Value, depth: int) -> Value:
        if not isinstance(one, Const) or not isinstance(one.value, str) or "${" not in one.value:
            return one
        reference = _REFERENCE.fullmatch(one.value)
        found: Value | None = value if reference is not None and depth < MAX_NESTING else None
        for key in () if reference is None else reference[1].split("."):
            found = None if found is None else (host.mapping(found) or {}).get(key)
        if found is None or isinstance(found, DictObject):
            return call.unknown(Why.NOT_SUPPORTED_YET, one.value)
        return resolve(found, depth + 1)

    def resolve_all(one: Value) -> None:
        for key, entry in (host.mapping(one) or {}).items():
            assert isinstance(one, DictObject)
            host.write(one, cell_of(key), resolve(entry, 0))
            resolve_all(entry)

    resolve_all(value)
    return _with_attributes(host, value, FALSE, 0)


def _with_attributes(host: Host, value: Value, grows: Value, depth: int) -> Value:
    """Give attributes to a dict, and to the dicts in it."""
    if depth > MAX_NESTING:
        return value
    if isinstance(value, DictObject):
        host.write(value, NAMED, grows)
        for key, entry in (host.mapping(value) or {}).items():
            if isinstance(entry, DictObject | ListObject):
                host.write(value, cell_of(key), _with_attributes(host, entry, grows, depth + 1))
    elif isinstance(value, ListObject):
        for item in host.items(value) or ():
            _with_attributes(host, item, grows, depth + 1)
    return value


def named(host: Host, value: Value, owner: DictObject) -> Value:
    """A value as such a dict keeps it: a dict gets attributes, too."""
    return _with_attributes(host, value, host.read(owner, NAMED), 0) if _is_plain(value) else value


def _is_plain(value: Value) -> bool:
    return isinstance(value, DictObject) and NAMED not in value.cells


def named_entry(host: Host, value: DictObject, name: str, origin: Origin | None) -> Value | None:
    """The attribute of such a dict; None if it is a method, or not there."""
    written = host.read(value, cell_of(name))
    if written != UNBOUND:
        return written
    if hasattr(dict, name) or name in _METHODS:
        return None
    if host.items(value) is None:
        return host.get_item(value, Const(name), origin)
    if host.read(value, NAMED) != TRUE:
        return host.unknown(Why.NOT_WRITTEN, name, origin)
    made = host.new_dict({}, origin)
    host.write(made, NAMED, TRUE)
    host.set_item(value, Const(name), made)
    return made
