"""The version of Keras or TensorFlow that a program finds, and what it makes of version numbers.

A program that asks for one is followed on some releases of either Keras: what is the same on all of one stays
one way, and what it does on the other stays apart from it.
"""

from __future__ import annotations

import re

from compile_lint.knowledge.flavours import KERAS3, SOME_TENSORFLOWS_OF_KERAS3, SOME_VERSIONS, TF_KERAS
from compile_lint.knowledge.modules import PRIVATE_COPY
from compile_lint.model import Origin
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.conditions import IS_KERAS3, Condition
from compile_lint.values.values import Const, LibraryName, TupleValue, Value, choose

_RELEASE = re.compile(r"\d{1,9}(\.\d{1,9})*")  # Python makes no number of text that is much longer


@handles("keras.@__version__", "keras.version")
def version_of_keras(call: LibraryCall) -> Value:
    """A text such as ``"3.15.1"``."""
    through = call.receiver.flavour if isinstance(call.receiver, LibraryName) else call.flavour
    if through is None or through == PRIVATE_COPY:
        return call.unknown()
    old = _some_version(TF_KERAS, call.origin)
    return old if through == "tf_keras" else choose(IS_KERAS3, _some_version(KERAS3, call.origin), old)


@handles("tensorflow.@__version__", "tensorflow.version.@VERSION", "tensorflow.@VERSION")
def version_of_tensorflow(call: LibraryCall) -> Value:
    """A text such as ``"2.21.0"``; tf_keras has the numbers of the TensorFlow that it belongs to."""
    return choose(
        IS_KERAS3,
        _one_of(SOME_TENSORFLOWS_OF_KERAS3, call.origin),
        _some_version(TF_KERAS, call.origin),
    )


def _some_version(keras: str, origin: Origin | None) -> Value:
    return _one_of(SOME_VERSIONS[keras], origin)


def _one_of(versions: tuple[str, ...], origin: Origin | None) -> Value:
    first, *rest = versions
    value: Value = Const(first, origin)
    for text in rest:
        value = choose(Condition(("keras", text)), Const(text, origin), value)
    return value


@handles(
    "packaging.version.parse",
    "packaging.version.Version",
    "distutils.version.LooseVersion",
    "distutils.version.StrictVersion",
    "pkg_resources.parse_version",
)
def numbers_of_version(call: LibraryCall) -> Value:
    """The numbers of a release, which compare as versions do: ``3.0`` is ``3``."""
    text = call.argument("version", 0)
    if not isinstance(text, Const) or not _RELEASE.fullmatch(str(text.value)):
        return call.unknown()
    numbers = [int(part) for part in str(text.value).split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return TupleValue(tuple(Const(number, call.origin) for number in numbers), call.origin)


@handles("tuple.@major", "tuple.@minor", "tuple.@micro")
def part_of_version(call: LibraryCall) -> Value:
    """``Version("3.1").major``."""
    index = ("major", "minor", "micro").index(call.name.partition("@")[2])
    items = call.receiver.items if isinstance(call.receiver, TupleValue) else ()
    return items[index] if index < len(items) else Const(0, call.origin)
