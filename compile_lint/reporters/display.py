"""How source text looks in a terminal: visible stand-ins for what must not be printed, and widths."""

from __future__ import annotations

import unicodedata

TAB_WIDTH = 4

# Characters that reorder or hide the text around them: with them a line can look like another one.
_DECEPTIVE = frozenset(
    "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_TAGS = range(0xE0000, 0xE0080)  # letters that nothing draws
_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_WIDE = frozenset({"W", "F"})


def shown(character: str) -> str:
    """Return what stands for one character of source text: itself, spaces for a tab, or an escape."""
    if character == "\t":
        return " " * TAB_WIDTH
    code = ord(character)
    is_hidden = character in _DECEPTIVE or code in _TAGS or code & 0xFFFE == 0xFFFE
    if is_hidden or unicodedata.category(character) in _UNPRINTABLE:
        if code > 0xFFFF:
            return f"\\U{code:08x}"
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    return character


def escaped(text: str) -> str:
    """Return text, a path or a message for example, as one line that is safe to print."""
    return text if text.isascii() and text.isprintable() else "".join(shown(character) for character in text)


def width(text: str) -> int:
    """Return how many terminal columns a piece of source text takes once it is shown."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(_width_of_shown(shown(character)) for character in text)


def _width_of_shown(piece: str) -> int:
    if len(piece) != 1:
        return len(piece)
    if unicodedata.category(piece) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(piece) in _WIDE else 1
