"""Whole programs as people write them: every code at every compile call, and nothing else.

A line that starts a compile call ends in `# expect: CL101, CL302?` (`?`: certainty possible) or
`# expect: none`. Codes of rules that do not exist yet are left out of the comparison.
"""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path

import pytest

from compile_lint.findings import Certainty, Severity
from compile_lint.rules import RULES
from compile_lint.run import check_paths
from compile_lint.settings import Settings

CASES = Path(__file__).resolve().parent
FOLDERS = ("structure", "semantics", "arguments", "events")
MARK = re.compile(r"# expect: (?P<codes>none|CL\d{3}\??(?:, CL\d{3}\??)*)\s*$")
EXISTING = frozenset(rule.code for rule in RULES)
EVERYTHING = Settings(select=("ALL",), min_certainty=Certainty.POSSIBLE, min_severity=Severity.INFO)

# Cell (`None` in a module) and line of a compile call, and "CL302" or "CL302?".
Mark = tuple[int | None, int, str]


def programs():
    paths = [path for folder in FOLDERS for path in (CASES / folder).glob("*")]
    return sorted(path for path in paths if path.suffix in {".py", ".ipynb"})


def units_of(path):
    """The code of a program: one pair for a module, one for each code cell of a notebook."""
    if path.suffix == ".py":
        return [(None, path.read_text(encoding="utf-8").splitlines())]
    cells = enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], 1)
    return [(n, "".join(cell["source"]).splitlines()) for n, cell in cells if cell["cell_type"] == "code"]


def marks_of(path):
    found: set[Mark] = set()
    count = 0
    for cell, lines in units_of(path):
        for number, line in enumerate(lines, 1):
            if "# expect" not in line:
                continue
            count += 1
            match = MARK.search(line)
            assert match is not None, f"{path.name}:{number}: a mark that is not understood"
            if match["codes"] != "none":
                codes = match["codes"].split(", ")
                found.update((cell, number, code) for code in codes if code[:5] in EXISTING)
    assert count, f"{path.name}: no mark"
    return found


@functools.cache
def findings():
    """Every finding of one run over all programs, by file."""
    report = check_paths([str(CASES / folder) for folder in FOLDERS if (CASES / folder).is_dir()], EVERYTHING)
    assert not report.failures
    found: dict[Path, set[Mark]] = {}
    for finding in report.findings:
        place = finding.site or finding.span
        code = finding.code + ("?" if finding.certainty is Certainty.POSSIBLE else "")
        found.setdefault(Path(place.path).resolve(), set()).add((place.cell, place.line, code))
    return found


@pytest.mark.parametrize("path", programs(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_findings_are_exactly_the_marked_ones(path):
    assert findings().get(path, set()) == marks_of(path)
