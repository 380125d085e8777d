"""Plain data as TOML writes it, on one line."""

from __future__ import annotations

import json
import re
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml_of(value: Any) -> str:  # noqa: ANN401 - plain data of any kind
    """Return a string, number, flag, list or table as TOML."""
    match value:
        case dict():
            inside = ", ".join(f"{_key(name)} = {toml_of(item)}" for name, item in value.items())
            return f"{{ {inside} }}" if inside else "{}"
        case list():
            return f"[{', '.join(map(toml_of, value))}]"
    # JSON's strings are TOML's, but for the one control character that JSON leaves as it is.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else toml_of(name)
