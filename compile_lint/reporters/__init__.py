"""How findings look, one format a file. Nothing here knows how they were found.

``FORMATS`` names the formats of a report; the module of each is imported when it is used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from compile_lint.records import dataclass

if TYPE_CHECKING:
    from compile_lint.report import Report
    from compile_lint.reporters.colors import Painter

__all__ = ["FORMATS", "Format", "render"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format of a report: the module whose ``render`` makes it, and what that needs.

    ``shows_calls`` means that the report has to hold every compile call as it was understood, ``is_utf8``
    that it says of itself that it is UTF-8, or is taken for that.
    """

    module: str
    is_coloured: bool = False
    shows_calls: bool = False
    is_utf8: bool = False


FORMATS = {
    "text": Format("compile_lint.reporters.text", is_coloured=True),
    "concise": Format("compile_lint.reporters.concise", is_coloured=True),
    "json": Format("compile_lint.reporters.json_report"),
    "jsonl": Format("compile_lint.reporters.jsonl"),
    "sarif": Format("compile_lint.reporters.sarif"),
    "github": Format("compile_lint.reporters.github", is_utf8=True),
    "gitlab": Format("compile_lint.reporters.gitlab"),
    "junit": Format("compile_lint.reporters.junit", is_utf8=True),
    "pylint": Format("compile_lint.reporters.pylint"),
    "html": Format("compile_lint.reporters.html_report", shows_calls=True, is_utf8=True),
}


def render(report: Report, name: str, painter: Painter, *, with_total: bool = True) -> str:
    """Render a report in the format of this name; those for people end with a total, if it is wanted."""
    chosen = FORMATS[name]
    module = importlib.import_module(chosen.module)
    if chosen.is_coloured:
        text = module.render(report, painter, with_total=with_total)
    else:
        text = module.render(report)
    assert isinstance(text, str)
    return text
