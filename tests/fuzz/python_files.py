"""Python files with something wrong in them: what editors, merges and people do to files, and worse.

A file is changed as Latin-1, in which every byte is a character, so that encodings can be broken too.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from fuzz.chance import Chance

Mutation = Callable[[Chance, str, str], str]
_TOKEN = re.compile(r"\w+|[ \t]+|\n|[^\w\s]+")
_NAME = re.compile(r"(?<![\w\"'])[A-Za-z_]\w*(?![\w\"'])")
# So that the interpreter looks at the file, whatever it is about.
TAIL = "\nimport keras\nkeras.Sequential([keras.layers.Dense(2, activation='softmax')]).compile(loss='mse')\n"
_KERAS = "keras model loss compile fit Dense self None 1 x y np len dict".split()
ENCODINGS = (
    "utf-8 latin-1 utf-16 utf-32 ascii rot13 undefined hex idna punycode cp65001 no-such euc-jp utf-7 mbcs"
).split()


def mutated_file(chance: Chance, data: bytes, other: bytes, *, has_tail: bool = False) -> bytes:
    """A file changed in one to three ways; ``other`` lends parts.

    ``has_tail`` tells that it compiles a model itself; to other files that is added.
    """
    text, lender = data.decode("latin-1"), other.decode("latin-1")
    if not has_tail and chance.maybe(0.8):
        text += TAIL
    mutations = KEEPING if chance.maybe(0.6) else BREAKING
    for _ in range(chance.between(1, 3)):
        text = chance.one(mutations)(chance, text, lender)
    return text.encode("latin-1")


def _place(chance: Chance, parts: list[str]) -> int:
    return chance.below(len(parts) + 1)


def _lines(change: Callable[[Chance, list[str], list[str]], list[str]]) -> Mutation:
    def mutate(chance: Chance, text: str, lender: str) -> str:
        return "\n".join(change(chance, text.split("\n"), lender.split("\n")))

    return mutate


def _stretch(chance: Chance, lines: list[str], most: int = 6) -> tuple[int, int]:
    start = chance.below(len(lines))
    return start, min(start + chance.between(1, most), len(lines))


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


# --- what mostly stays Python ---------------------------------------------------------------------


def _drop_line(chance: Chance, lines: list[str], _: list[str]) -> list[str]:
    at = chance.below(len(lines))
    return [*lines[:at], " " * _depth(lines[at]) + "pass", *lines[at + 1 :]]


def _double_line(chance: Chance, lines: list[str], _: list[str]) -> list[str]:
    at = chance.below(len(lines))
    return [*lines[: at + 1], *lines[at:]]


def _swap_alike(chance: Chance, lines: list[str], _: list[str]) -> list[str]:
    """Two lines of one indentation that begin alike."""
    at = chance.below(len(lines))
    alike = [n for n, line in enumerate(lines) if _depth(line) == _depth(lines[at]) and "=" in line]
    if alike:
        to = chance.one(alike)
        lines[at], lines[to] = lines[to], lines[at]
    return lines


def _borrow_statement(chance: Chance, lines: list[str], lender: list[str]) -> list[str]:
    """A line of another file, at the indentation of this place."""
    at, borrowed = chance.below(len(lines)), chance.one(lender).strip()
    if borrowed.endswith(":"):
        borrowed += " pass"
    return [*lines[:at], " " * _depth(lines[at]) + borrowed, *lines[at:]]


def _rename(chance: Chance, text: str, lender: str) -> str:
    """One mention of a name becomes another name: of this file, of another, or of Keras."""
    mentions = list(_NAME.finditer(text))
    if not mentions:
        return text
    at = chance.one(mentions)
    new = chance.one(
        (chance.one(mentions)[0], chance.one(_KERAS), chance.one(_NAME.findall(lender) or ["x"]))
    )
    return text[: at.start()] + new + text[at.end() :]


def _constant(chance: Chance, text: str, _: str) -> str:
    numbers = list(re.finditer(r"(?<![\w.])\d+(?![\w.])", text))
    if not numbers:
        return text
    at = chance.one(numbers)
    new = chance.one(("0", "1", "-1", "1e400", "10**30", "None", "'1'", "[]", "(1, 2)", "x", "{}", "1j"))
    return text[: at.start()] + new + text[at.end() :]


KEEPING: tuple[Mutation, ...] = (
    _lines(_drop_line),
    _lines(_double_line),
    _lines(_swap_alike),
    _lines(_borrow_statement),
    _rename,
    _rename,
    _constant,
)

# --- what mostly breaks it ------------------------------------------------------------------------


def _truncate(chance: Chance, text: str, _: str) -> str:
    return text[: chance.below(len(text) + 1)]


def _behead(chance: Chance, text: str, _: str) -> str:
    return text[chance.below(len(text) + 1) :]


def _remove(chance: Chance, lines: list[str], _: list[str]) -> list[str]:
    start, end = _stretch(chance, lines)
    return lines[:start] + lines[end:]


def _repeat(chance: Chance, lines: list[str], _: list[str]) -> list[str]:
    start, end = _stretch(chance, lines)
    return lines[:end] + lines[start:]


def _move(chance: Chance, lines: list[str], _: list[str]) -> list[str]:
    start, end = _stretch(chance, lines)
    rest = lines[:start] + lines[end:]
    to = _place(chance, rest)
    return rest[:to] + lines[start:end] + rest[to:]


def _mix(chance: Chance, lines: list[str], lender: list[str]) -> list[str]:
    start, end = _stretch(chance, lender, 20)
    to = _place(chance, lines)
    return lines[:to] + lender[start:end] + lines[to:]


def _conflict(chance: Chance, lines: list[str], lender: list[str]) -> list[str]:
    to, (start, end) = _place(chance, lines), _stretch(chance, lender)
    return [*lines[:to], "<<<<<<< HEAD", *lender[start:end], "=======", ">>>>>>> other", *lines[to:]]


def _tokens(chance: Chance, text: str, lender: str) -> str:
    """A token is left out, doubled, exchanged with another, or comes from elsewhere."""
    tokens = _TOKEN.findall(text)
    if len(tokens) < 2:
        return text
    at, other = chance.below(len(tokens)), chance.below(len(tokens))
    match chance.below(4):
        case 0:
            del tokens[at]
        case 1:
            tokens.insert(at, tokens[at])
        case 2:
            tokens[at], tokens[other] = tokens[other], tokens[at]
        case _:
            tokens[at] = chance.one(_TOKEN.findall(lender) or ["x"])
    return "".join(tokens)


def _insert(chance: Chance, text: str, _: str) -> str:
    at = chance.below(len(text) + 1)
    return text[:at] + chance.one(ODD) + text[at:]


def _indent(chance: Chance, lines: list[str], _: list[str]) -> list[str]:
    start, end = _stretch(chance, lines, 20)
    change = chance.one((" ", "\t", "    ", "\f", "  \t"))
    return lines[:start] + [change + line for line in lines[start:end]] + lines[end:]


def _line_ends(chance: Chance, text: str, _: str) -> str:
    if chance.maybe(0.5):
        return text.replace("\n", chance.one(("\r", "\r\n", "\n\r", "\f\n", "\\\n", "\v\n")))
    return "".join(chance.one(("\n", "\r", "\r\n")) if one == "\n" else one for one in text)


def _encoding(chance: Chance, text: str, _: str) -> str:
    spelled = chance.one(
        ("# coding: {}\n", "#!/bin/sh\n# -*- coding: {} -*-\n", "\n# vim: fileencoding={}\n")
    )
    return spelled.format(chance.one(ENCODINGS)) + text


def _encoded(chance: Chance, text: str, _: str) -> str:
    """The whole file in another encoding, with or without its mark."""
    encoding = chance.one(("utf-16", "utf-16-le", "utf-32-be", "utf-8-sig", "utf-7", "cp037", "shift-jis"))
    return text.encode(encoding, "replace").decode("latin-1")


def _flip(chance: Chance, text: str, _: str) -> str:
    characters = list(text)
    for _ in range(chance.between(1, 8)):
        if characters:
            characters[chance.below(len(characters))] = chr(chance.below(256))
    return "".join(characters)


def _nest(chance: Chance, text: str, _: str) -> str:
    at, depth = chance.below(len(text) + 1), chance.one((3, 30, 300))
    opening, closing = chance.one((("(", ")"), ("[", "]"), ("{", "}"), ("not ", ""), ("f(", ")"), ("-", "")))
    return text[:at] + opening * depth + "1" + closing * depth + text[at:]


ODD = (
    "\0", "\r", "\f", "\v", "\x1a", "\x1b[31m", "\xff", "\xfe\xff", "\xef\xbb\xbf", "\xed\xa0\x80",
    "\xc0\x80", "\xe2\x80\xae", "\xe2\x80\xa8", "\xc2\x85", "\xf4\x90\x80\x80", "\xe2\x82", "\\", "\\\n", "'",
    '"""', "(", "]", ":", ";", "#", "=", ":=", "->", "*", "**", "@", "`", "$", "?", "!", "f'{", "\\N{", "0x",
    "1_", "lambda", " if ", "async ", "await ", "yield ", "# noqa", "# compile-lint: ignore[",
    "# compile-lint: ignore[CL101]", "%%time\n",
)  # fmt: skip
BREAKING: tuple[Mutation, ...] = (
    _truncate,
    _behead,
    *map(_lines, (_remove, _repeat, _move, _mix, _conflict, _indent)),
    _tokens,
    _tokens,
    _insert,
    _insert,
    _line_ends,
    _encoding,
    _encoded,
    _flip,
    _nest,
)
