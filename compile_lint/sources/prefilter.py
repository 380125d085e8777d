"""Decides on raw bytes whether a file can hold a Keras compile call, before anything is decoded or imported.

Python source and notebooks are ASCII-compatible in every encoding that Python reads, so the bytes of names
and punctuation are what they seem.
``getattr(model, "compile")(...)`` and other indirect calls are recognised neither here nor anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from compile_lint.records import dataclass

# What may stand between two tokens of a source: whitespace, continuations and comments. In a notebook also
# the escapes and the quotation marks of the JSON strings that hold the lines, and a comment ends where the
# escape of a newline is. Each way of reading is a pattern of its own: where a comment could end at either of
# the two, the ways to read a page of text in one string double with every line.
_SOURCE_GAP = rb"(?:[\s\\]|\#[^\n]*\n)*"
_NOTEBOOK_GAP = rb"(?:\s|\\.|\",?|\#(?:[^\\\"\n]|\\[^n])*\\n)*"
_GAPS = (_SOURCE_GAP, _NOTEBOOK_GAP)
_COMPILE_CALL = tuple(re.compile(rb"(?<!\bre)\." + gap + rb"compile" + gap + rb"\(") for gap in _GAPS)
_OPENS_CALL = tuple(re.compile(gap + rb"\(") for gap in _GAPS)
_ENDS_GAP = re.compile(rb"[\s\\\",]|\\.", re.DOTALL)  # the last of what may stand between a dot and a name
_RE_IMPORT = re.compile(rb"\bimport\b[^\n\\\"]*\bre\b")
# A compile call says at least one of these, or the file that holds it does: how it gets at Keras, the
# arguments' names, or, for positional arguments, the common optimizers and losses, or what follows the call.
_KERAS_WORD = re.compile(
    rb"keras|tensorflow|loss|optimi[sz]er|metrics|entropy|\.fit\b|[Aa]dam|SGD|sgd|[Rr][Mm][Ss]prop|mse\b|\bmae\b"
)
# One of these is in everything that ``_KERAS_WORD`` finds. A search for plain bytes is some 30 times faster.
_IN_KERAS_WORDS = tuple(
    b"keras tensorflow loss optimi metrics entropy .fit dam SGD sgd prop mse mae".split(),
)


_KERAS = (b"keras", b"tensorflow")

# What makes a model, and what trains it.
_MAKES_MODEL = (b"Sequential", b"Model")
_TRAINS = (b".fit(", b".fit_generator(", b".train_on_batch(")
# Methods that Keras models have no more.
_PREDICTS_AS_BEFORE = (b".predict_classes(", b".predict_proba(")


def is_of_interest(data: bytes) -> bool:
    """Whether a file with these bytes can hold a compile call of Keras, or what is judged without one."""
    return may_hold_compile_call(data) or (
        b"keras" in data and (_may_train_uncompiled(data) or _may_predict_as_before(data))
    )


def _may_train_uncompiled(data: bytes) -> bool:
    return any(part in data for part in _TRAINS) and any(part in data for part in _MAKES_MODEL)


def _may_predict_as_before(data: bytes) -> bool:
    return any(part in data for part in _PREDICTS_AS_BEFORE)


def may_hold_compile_call(data: bytes) -> bool:
    """Whether a file with these bytes can hold a Keras ``model.compile(...)``; wrong only on the side of yes.

    ``re.compile`` does not count in a file that imports ``re``, and loss of which only comments and
    docstrings speak counts only beside Keras.
    """
    return (
        b"compile" in data
        and _has_compile_call(data)
        and any(part in data for part in _IN_KERAS_WORDS)
        and _KERAS_WORD.search(data) is not None
        and (any(name in data for name in _KERAS) or _says_so_in_code(data))
    )


def compiles(text: str) -> bool:
    """Whether something in a text may be compiled, with Keras or without, other than a regular expression."""
    return "compile" in text and _has_compile_call(text.encode("utf-8", "surrogatepass"))


def _says_so_in_code(data: bytes) -> bool:
    """Whether one of the words stands in what runs; Python itself parses so quickly that this pays."""
    from compile_lint.sources.code_words import code_words  # noqa: PLC0415 - most runs meet no such file

    words = code_words(data)
    return words is None or _KERAS_WORD.search(words) is not None


def _has_compile_call(data: bytes) -> bool:
    """Look at each ``compile`` in turn: most are ``re.compile``, and hardly any stands apart from its dot."""
    is_re_call = is_apart = False
    at = data.find(b"compile")
    while at >= 0:
        before, end = data[at - 1 : at], at + len(b"compile")
        if not _is_in_word(before) and any(pattern.match(data, end) for pattern in _OPENS_CALL):
            if before != b".":
                is_apart = is_apart or _may_be_apart_from_dot(data, at)
            elif data[at - 3 : at - 1] != b"re" or _is_in_word(data[at - 4 : at - 3]):
                return True
            else:
                is_re_call = True
        at = data.find(b"compile", end)
    if is_apart and any(pattern.search(data) for pattern in _COMPILE_CALL):
        return True
    return is_re_call and _RE_IMPORT.search(data) is None


def _may_be_apart_from_dot(data: bytes, at: int) -> bool:
    """Whether between a word and the dot before it may be nothing but a gap.

    The last dot before the word is that dot, unless it stands in a comment.
    """
    if _ENDS_GAP.search(data, max(at - 2, 0), at) is None:
        return False
    dot = data.rfind(b".", 0, at)
    if dot < 0:
        return False
    line = data.rfind(b"\n", 0, dot) + 1
    return b"#" in data[line:at] or any(pattern.match(data, dot) for pattern in _COMPILE_CALL)


def _is_in_word(byte: bytes) -> bool:
    return byte.isalnum() or byte == b"_"


# ``from a.b import c, d``, ``from . import c``: what stands before the word ``import`` and after it, with
# parentheses; and ``import c``, ``import a.b as m``.
_FROM = re.compile(rb"\bfrom[ \t]+(\.*)[ \t]*([\w.]*)[ \t]+\Z")
_NAMES = re.compile(rb"[ \t]*(?:\(((?:\#[^\n]*|[^)\#])*)|((?:[\w \t,*]|\\\r?\n)*))")
_BETWEEN_NAMES = re.compile(rb"\#[^\n]*|\\[nrt]|[\\\"]")  # in a notebook, lines are JSON strings
_MODULES = re.compile(rb"[ \t]+([\w.,\t ]+)")


@dataclass(frozen=True, slots=True)
class PossibleImport:
    """What looks like an import in raw bytes: ``level`` dots, a dotted module, and names taken from it."""

    level: int
    module: str
    names: tuple[str, ...] = ()


def possible_imports(data: bytes, is_wanted: Callable[[str], bool] = bool) -> Iterator[PossibleImport]:
    """Everything in a source that looks like an import: more than is imported, hardly ever less.

    ``is_wanted`` tells of dotted modules whether they matter; what names none is relative, and always does.
    """
    at = data.find(b"import")
    while at >= 0:
        end = at + len(b"import")
        before = data[data.rfind(b"\n", 0, at) + 1 : at]
        is_word = not _is_in_word(data[end : end + 1])  # and not ``imports`` or ``importlib``
        if is_word and not before.strip(b' \t"'):
            yield from _plain_imports(data, end, is_wanted)
        elif is_word and b"from" in before:
            yield from _import_from(data, before, end, is_wanted)
        at = data.find(b"import", end)


def _plain_imports(data: bytes, end: int, is_wanted: Callable[[str], bool]) -> Iterator[PossibleImport]:
    listed = _MODULES.match(data, end)
    for part in listed[1].decode().split(",") if listed is not None else ():
        words = part.split()
        if words and is_wanted(words[0]):
            yield PossibleImport(0, words[0])


def _import_from(
    data: bytes, before: bytes, end: int, is_wanted: Callable[[str], bool]
) -> Iterator[PossibleImport]:
    found = _FROM.search(before)
    if found is None:
        return
    level, module = len(found[1]), found[2].decode()
    if level or is_wanted(module):
        taken = _NAMES.match(data, end)
        listed = (taken[1] or taken[2]) if taken is not None else b""
        if b"\\" in listed or b"#" in listed or b'"' in listed:
            listed = _BETWEEN_NAMES.sub(b" ", listed)
        names = (words[0] for words in map(str.split, listed.decode("utf-8", "replace").split(",")) if words)
        yield PossibleImport(level, module, tuple(names))
