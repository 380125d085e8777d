"""Settings as people and programs read them: each with its value and where that comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from compile_lint.reporters.display import escaped
from compile_lint.reporters.json_report import FORMAT_VERSION
from compile_lint.reporters.json_text import json_text
from compile_lint.settings import Settings, key_of
from compile_lint.settings.files import EXTEND, EXTEND_DOC
from compile_lint.settings.kinds import AFile
from compile_lint.settings.toml_text import toml_of
from compile_lint.settings.values import declared

DEFAULT = "default"


def render_text(settings: Settings, path: str) -> str:
    """Render settings as a settings file; comments say where each comes from."""
    lines = [f"# settings for {escaped(path)}"]
    for key, value, places in _shown(settings):
        origin = escaped(" and ".join(places))
        lines.append(f"# {key} is not set" if value is None else f"{key} = {toml_of(value)}  # {origin}")
    return "\n".join(lines) + "\n"


def render_json(settings: Settings, path: str) -> str:
    """Render settings as one JSON object, in ASCII."""
    document = {
        "version": FORMAT_VERSION,
        "path": path,
        "settings": {key: {"value": value, "from": places} for key, value, places in _shown(settings)},
    }
    return json_text(document, 2) + "\n"


def _shown(settings: Settings) -> Iterator[tuple[str, Any, list[str]]]:
    for one in declared():
        value = one.metadata["kind"].show(getattr(settings, one.name))
        yield key_of(one.name), value, [*settings.places.get(one.name, (DEFAULT,))]


def render_reference() -> str:
    """Render all settings in Markdown: a section each, with type, default and an example."""
    sections = [_section(EXTEND, EXTEND_DOC, AFile.words, None, '"../compile-lint.toml"')]
    for one in declared():
        kind = one.metadata["kind"]
        value = None if one.default is None else toml_of(kind.show(one.default))
        sections.append(
            _section(key_of(one.name), one.metadata["doc"], kind.words, value, one.metadata["example"])
        )
    return "\n".join(sections)


def _section(key: str, doc: str, words: str, default: str | None, example: str) -> str:
    sentences = doc.replace(". ", ".\n")
    default = "not set" if default is None else f"`{default}`"
    return (
        f"## `{key}`\n\n{sentences}\n\nIt is {words}; default: {default}.\n\n"
        f"```toml\n{key} = {example}\n```\n"
    )
