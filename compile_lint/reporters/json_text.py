"""JSON that every reader takes, and that no runner of CI reads a command in."""

from __future__ import annotations

import json
import re
from typing import Any

from compile_lint.reporters.display import COMMAND

_PAIR_OR_ESCAPE = re.compile(r"(\\u[dD][89abAB]..\\u[dD][c-fC-F]..)|\\(u[dD][89a-fA-F]..)|\\.")


def json_text(document: Any, indent: int | None = None) -> str:  # noqa: ANN401 - any plain data
    """Write plain data as JSON, in ASCII.

    A surrogate without its partner, as in the name of a file that is not Unicode, is written as the text of
    its escape, because most readers refuse it.
    """
    text = json.dumps(document, indent=indent)
    if "\\ud" in text:
        text = _PAIR_OR_ESCAPE.sub(lambda found: rf"\\{found[2]}" if found[2] else found[0], text)
    return text.replace(COMMAND, "##\\u005b")
