"""Paths that a program puts together from where its own files stand: os.path, pathlib and sys.path.

A path is a constant string, or a ``pathlib.Path`` object made of one. Nothing here looks at the disk.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import PurePath

from compile_lint.model import GAP, Origin
from compile_lint.overlays.derivations import derived
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.overlays.text_outlines import joined_path, outline_of, outlined
from compile_lint.values.values import (
    NONE,
    Arguments,
    Const,
    LibraryObject,
    TupleValue,
    UnknownValue,
    Value,
)

PATH = "pathlib.Path"
_CLASSES = (PATH, "pathlib.PurePath", "pathlib.PosixPath", "pathlib.PurePosixPath")
MAX_PARENTS = 64  # folders above a path; those of a deeper one are unknown


def path_text(value: Value | None) -> str | None:
    """The path that a string or a Path object stands for; None if it is not known."""
    if isinstance(value, LibraryObject) and value.name == PATH:
        value = value.arguments.get("", 0)
    return value.value if isinstance(value, Const) and isinstance(value.value, str) else None


def _path(text: str, origin: Origin | None) -> LibraryObject:
    return LibraryObject(PATH, Arguments((Const(text, origin),)), origin)


def _texts(call: LibraryCall) -> list[str] | None:
    """All arguments as paths, the receiver first; None if one is not known."""
    arguments = call.arguments
    values = [*([call.receiver] if call.receiver is not None else []), *arguments.positional]
    texts = [text for text in map(path_text, values) if text is not None]
    is_open = arguments.is_open_positional or arguments.is_open_keyword
    return texts if texts and len(texts) == len(values) and not is_open else None


# --- os.path ---------------------------------------------------------------------------------------


def _absolute(path: str) -> str | None:
    """Where the program is started from is not known, so a relative path stays unknown."""
    return os.path.normpath(path) if PurePath(path).is_absolute() else None


_PURE: dict[str, Callable[..., str | None]] = {
    "dirname": os.path.dirname,
    "basename": os.path.basename,
    "join": os.path.join,
    "normpath": os.path.normpath,
    "abspath": _absolute,
    "realpath": _absolute,
    "expanduser": lambda path: None if path.startswith("~") else path,
    "fspath": lambda path: path,
}
_IN_PART = frozenset({"join", "normpath", "abspath", "realpath", "expanduser", "fspath"})


@handles(*(f"os.path.{name}" for name in _PURE if name != "fspath"), "os.fspath")
def compute(call: LibraryCall) -> Value:
    texts = _texts(call)
    name = call.name.rpartition(".")[2]
    try:
        found = None if texts is None else _PURE[name](*texts)
    except TypeError:
        found = None
    if found is not None:
        return Const(found, call.origin)
    unknown = derived(call, call.name, *call.arguments.positional)
    return _in_part(call, unknown) if name in _IN_PART else unknown


def _in_part(call: LibraryCall, unknown: UnknownValue, start: tuple[str, ...] = (GAP,)) -> UnknownValue:
    """A path that is not known as a whole, with what is known of it."""
    values = [*([call.receiver] if call.receiver is not None else []), *call.arguments.positional]
    parts = [text if (text := path_text(value)) is not None else outline_of(value) for value in values]
    end = (GAP,) if call.arguments.is_open_positional else ()
    return outlined(unknown, joined_path((*start, *parts, *end)))


@handles("os.path.@sep", "os.@sep", "os.path.@pardir", "os.@pardir", "os.path.@curdir", "os.@curdir")
def part(call: LibraryCall) -> Value:
    return Const({"sep": os.sep, "pardir": "..", "curdir": "."}[call.name.rpartition("@")[2]], call.origin)


# --- pathlib ---------------------------------------------------------------------------------------


@handles(*_CLASSES)
def make_path(call: LibraryCall) -> Value:
    texts = _texts(call)
    return _in_part(call, call.unknown()) if texts is None else _path(str(PurePath(*texts)), call.origin)


@handles(f"{PATH}.joinpath", f"{PATH}.__truediv__", "unknown.joinpath")
def join(call: LibraryCall) -> Value:
    texts = None if isinstance(call.receiver, UnknownValue) else _texts(call)
    return _in_part(call, call.unknown()) if texts is None else _path(str(PurePath(*texts)), call.origin)


@handles(f"{PATH}.with_suffix", f"{PATH}.with_name", "unknown.with_suffix", "unknown.with_name")
def with_end(call: LibraryCall) -> Value:
    name = call.name.rpartition(".")[2]
    path, end = path_text(call.receiver), call.argument(name.removeprefix("with_"), 0)
    try:
        if path is not None and isinstance(end, Const) and isinstance(end.value, str):
            return _path(str(getattr(PurePath(path), name)(end.value)), call.origin)
    except ValueError:
        return call.unknown()
    start = GAP if name == "with_suffix" else f"{GAP}/"
    return outlined(call.unknown(), start + outline_of(end))


@handles(f"{PATH}.as_posix", f"{PATH}.__str__", "unknown.as_posix")
def as_text(call: LibraryCall) -> Value:
    path = path_text(call.receiver)
    if path is not None:
        return Const(path, call.origin)
    return outlined(derived(call, "as_posix", call.receiver), outline_of(call.receiver))


@handles(f"{PATH}.resolve", f"{PATH}.absolute", f"{PATH}.expanduser")
def resolve(call: LibraryCall) -> Value:
    text = path_text(call.receiver)
    found = None if text is None or text.startswith("~") else _absolute(text)
    return call.receiver or call.unknown() if found is None else _path(found, call.origin)


@handles(f"{PATH}.@parent", f"{PATH}.@parents")
def parents(call: LibraryCall) -> Value:
    text = path_text(call.receiver)
    if text is None:
        return call.unknown()
    if not call.name.endswith("s"):
        return _path(str(PurePath(text).parent), call.origin)
    found = PurePath(text).parents
    if len(found) > MAX_PARENTS:
        return call.unknown()
    return TupleValue(tuple(_path(str(one), call.origin) for one in found), call.origin)


@handles(f"{PATH}.@name", f"{PATH}.@stem", f"{PATH}.@suffix")
def name_of(call: LibraryCall) -> Value:
    text = path_text(call.receiver)
    if text is None:
        return call.unknown()
    return Const(getattr(PurePath(text), call.name.rpartition("@")[2]), call.origin)


# --- sys.path --------------------------------------------------------------------------------------


@handles("sys.path.append", "sys.path.insert")
def search_in(call: LibraryCall) -> Value:
    """Imports that follow are sought in this folder too."""
    given = call.argument("object", 0 if call.name.endswith("append") else 1)
    text = path_text(given)
    if text is not None:
        call.host.add_search_folder(text)
    return NONE


@handles("sys.path.extend")
def search_in_all(call: LibraryCall) -> Value:
    given = call.argument("iterable", 0)
    for item in (None if given is None else call.host.items(given)) or ():
        text = path_text(item)
        if text is not None:
            call.host.add_search_folder(text)
    return NONE


@handles("site.addsitedir")
def add_site(call: LibraryCall) -> Value:
    text = path_text(call.argument("sitedir", 0))
    if text is not None:
        call.host.add_search_folder(text)
    return NONE
