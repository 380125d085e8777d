"""How source text looks in a terminal: visible stand-ins for what must not be printed, and widths."""

from __future__ import annotations

import unicodedata

TAB_WIDTH = 4

COMMAND = "##["  # with this GitHub's runner reads a command anywhere in a line

# Characters of format reorder or hide the text around them: with them a line can look like another one. These
# are drawn, or give the letters of living scripts and emoji their form.
_DRAWN = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u200c\u200d\U000110bd\U000110cd"
)
# Letters and marks that nothing draws.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_TAGS = range(0xE0000, 0xE0FFF + 1)
_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_WIDE = frozenset({"W", "F"})


def shown(character: str) -> str:
    """Return what stands for one character of source text: itself, spaces for a tab, or an escape."""
    if character == "\t":
        return " " * TAB_WIDTH
    code = ord(character)
    category = unicodedata.category(character)
    is_hidden = (category == "Cf" and character not in _DRAWN) or character in _BLANK
    if is_hidden or category in _UNPRINTABLE or code in _TAGS or code & 0xFFFE == 0xFFFE:
        if code > 0xFFFF:
            return f"\\U{code:08x}"
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    return character


def escaped(text: str) -> str:
    """Return text, a path or a message for example, as one line that is safe to print."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(shown(character) for character in text)
    return text.replace(COMMAND, "##\\x5b")


def as_line(text: str) -> str:
    """Return text that begins a line of output, which GitHub's runner takes for a command if `::` does."""
    line = escaped(text)
    return line.replace(":", "\\x3a", 1) if line.lstrip().startswith("::") else line


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
