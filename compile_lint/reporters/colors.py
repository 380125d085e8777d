"""Terminal colours, or none."""

from __future__ import annotations

from enum import Enum

from compile_lint.findings import Severity
from compile_lint.records import dataclass


class Style(Enum):
    """What a piece of output is, as the colour that tells it apart (an SGR parameter)."""

    STRONG = "1"
    ERROR = "1;31"
    WARNING = "1;33"
    INFO = "1;36"
    GUTTER = "1;34"
    RELATED = "34"
    HELP = "1;32"


STYLE_OF_SEVERITY = {
    Severity.ERROR: Style.ERROR,
    Severity.WARNING: Style.WARNING,
    Severity.INFO: Style.INFO,
}


@dataclass(frozen=True, slots=True)
class Painter:
    """Wraps pieces of text in escape sequences where colour is on."""

    is_on: bool = False

    def paint(self, text: str, style: Style) -> str:
        return f"\x1b[{style.value}m{text}\x1b[0m" if self.is_on and text else text
