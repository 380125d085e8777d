"""How findings look, one format a file. Nothing here knows how they were found.

``FORMATS`` names the formats of a report; the module of each is imported when it is used.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compile_lint.report import Report
    from compile_lint.reporters.colors import Painter

__all__ = ["FORMATS", "Format", "render"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format of a report: the module whose ``render`` makes it, and whether that takes colours."""

    module: str
    is_coloured: bool = False


FORMATS = {
    "text": Format("compile_lint.reporters.text", is_coloured=True),
    "concise": Format("compile_lint.reporters.concise", is_coloured=True),
    "json": Format("compile_lint.reporters.json_report"),
}


def render(report: Report, name: str, painter: Painter) -> str:
    """Render a report in the format of this name."""
    chosen = FORMATS[name]
    module = importlib.import_module(chosen.module)
    text = module.render(report, painter) if chosen.is_coloured else module.render(report)
    assert isinstance(text, str)
    return text
