"""The JSON schema of settings files, made from the settings type."""

from __future__ import annotations

import json
from typing import Any

from compile_lint.settings.files import EXTEND, EXTEND_DOC
from compile_lint.settings.naming import key_of
from compile_lint.settings.values import declared


def schema() -> dict[str, Any]:
    """Return the schema of ``compile-lint.toml``, and of the table ``tool.compile-lint``."""
    properties: dict[str, Any] = {EXTEND: {"description": EXTEND_DOC, "type": "string", "minLength": 1}}
    for one in declared():
        kind = one.metadata["kind"]
        described: dict[str, Any] = {"description": one.metadata["doc"], **kind.schema()}
        if one.default is not None:
            described["default"] = kind.show(one.default)
        properties[key_of(one.name)] = described
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Settings of compile-lint",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def schema_text() -> str:
    """Return the schema as the file that is shipped."""
    return json.dumps(schema(), indent=2) + "\n"
