"""The programs under ``fixtures/``: every code, line and related place, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from compile_lint.cli import main
from compile_lint.rules import RULES

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
GOLDEN = FIXTURES / "expected.json"
MARK = re.compile(r"# expect(?P<later>-later)?: (?P<codes>none|CL\d{3}\??(?:, CL\d{3}\??)*)\s*$")
RULE_FOLDERS = ("clean", "flawed", "project", "notebooks")
TOOL_CODES = {"CL000", "CL001", "CL002", "CL003"}

# Where a finding is expected: path below fixtures, cell, line of the compile call; and "CL302" or "CL302?".
Place = tuple[str, int | None, int]
Marked = set[tuple[Place, str]]


def check(*arguments):
    """Run ``compile-lint check`` with every rule on; return exit status and the parsed report."""
    options = ["--select", "ALL", "--min-certainty", "possible", "--min-severity", "info"]
    result = CliRunner().invoke(main, ["check", *options, "--output-format", "json", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code, json.loads(result.stdout)


def units_of(path):
    """The code of a file: one pair for a module, one for each code cell of a notebook."""
    if path.suffix == ".py":
        return [(None, path.read_text(encoding="utf-8").splitlines())]
    cells = enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], 1)
    return [(n, "".join(cell["source"]).splitlines()) for n, cell in cells if cell["cell_type"] == "code"]


def files_of(*folders):
    paths = [path for folder in folders for path in (FIXTURES / folder).rglob("*")]
    return sorted(path for path in paths if path.suffix in {".py", ".ipynb"})


def marks(is_later):
    """Every mark of the fixtures, restricted to the rules that exist."""
    existing = {rule.code for rule in RULES}
    found: Marked = set()
    for path in files_of(*RULE_FOLDERS):
        for cell, lines in units_of(path):
            for number, line in enumerate(lines, 1):
                match = MARK.search(line)
                if match is None:
                    assert "# expect" not in line, f"{path}:{number}: a mark that is not understood"
                    continue
                if bool(match["later"]) is not is_later or match["codes"] == "none":
                    continue
                place = (path.relative_to(FIXTURES).as_posix(), cell, number)
                found.update((place, code) for code in match["codes"].split(", ") if code[:5] in existing)
    return found


def short_path(text):
    return Path(text).resolve().relative_to(FIXTURES).as_posix()


@pytest.fixture(scope="module")
def report():
    return check(*(FIXTURES / folder for folder in RULE_FOLDERS))


def test_findings_are_exactly_the_marked_ones(report):
    status, found = report
    actual: Marked = set()
    for finding in found["findings"]:
        site = finding["site"]
        code = finding["code"] + ("?" if finding["certainty"] == "possible" else "")
        actual.add(((short_path(site["path"]), site["cell"], site["line"]), code))
    later = marks(is_later=True)
    assert not actual & later, "known missed alarms are found now: turn their marks into `# expect:`"
    assert actual == marks(is_later=False)
    assert status == 1


def excerpt(place):
    """Where a place is, and the source that it covers, so that a golden file can be judged by reading."""
    path = Path(place["path"])
    lines = dict(units_of(path))[place["cell"]]
    covered = lines[place["line"] - 1 : place["end_line"]]
    covered[-1] = covered[-1][: place["end_column"] - 1]
    covered[0] = covered[0][place["column"] - 1 :]
    cell = "" if place["cell"] is None else f"cell {place['cell']}:"
    where = f"{short_path(path)}:{cell}{place['line']}:{place['column']}"
    return f"{where} {' '.join(' '.join(covered).split())}"


def test_every_place_is_pinned(report, request):
    _, found = report
    actual = [
        {
            "code": finding["code"],
            "at": excerpt(finding),
            "because": [excerpt(related) for related in finding["related"]],
        }
        for finding in found["findings"]
    ]
    if request.config.getoption("--regenerate"):
        GOLDEN.write_text(json.dumps(actual, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert actual == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_clean_programs_are_silent_one_by_one_too():
    for path in files_of("clean"):
        status, found = check(path)
        assert (status, found["findings"]) == (0, []), path


def is_understood(call):
    heads = [head for variant in call["variants"] for head in variant["heads"]]
    return bool(heads) and all(
        head[part]["state"] == "known" for head in heads for part in ("output", "loss")
    )


def test_clean_programs_are_understood_not_just_skipped():
    result = CliRunner().invoke(main, ["inspect", "--output-format", "json", str(FIXTURES / "clean")])
    found = {
        (Path(call["site"]["path"]).name, call["site"]["line"]): is_understood(call)
        for call in json.loads(result.stdout)["compile_calls"]
    }
    marked = {
        (path.name, number)
        for path in files_of("clean")
        for _, lines in units_of(path)
        for number, line in enumerate(lines, 1)
        if MARK.search(line)
    }
    assert set(found) == marked
    # Its layers and losses are its own: named, and never known.
    assert {name for (name, _), understood in found.items() if not understood} == {"not_only_keras.py"}


def test_every_rule_has_a_flawed_program():
    marked = {code[:5] for _, code in marks(is_later=False)}
    assert {rule.code for rule in RULES} - TOOL_CODES <= marked


# Exit status, and the cell and line where the syntax is reported to be wrong.
BROKEN: dict[str, tuple[int, list[tuple[int | None, int]]]] = {
    "bad_encoding.py": (1, [(None, 4)]),
    "binary.py": (2, []),
    "empty.ipynb": (0, []),
    "empty.py": (0, []),
    "not_a_notebook.ipynb": (2, []),
    "python2.py": (1, [(None, 7)]),
    "syntax_error.py": (1, [(None, 3)]),
    "syntax_error_in_cell.ipynb": (1, [(2, 1)]),
    "truncated.ipynb": (2, []),
    "unknown_encoding.py": (1, [(None, 1)]),
}


def test_every_broken_file_has_its_expectation():
    assert {path.name for path in (FIXTURES / "broken").iterdir()} == set(BROKEN)


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_broken_input_is_reported_without_a_traceback(name):
    expected_status, places = BROKEN[name]
    result = CliRunner().invoke(main, ["check", str(FIXTURES / "broken" / name)])
    assert result.exit_code == expected_status, result.output
    assert "Traceback" not in result.output
    assert name in result.output or expected_status == 0
    status, found = check(FIXTURES / "broken" / name)
    assert status == expected_status
    assert [(one["code"], one["cell"], one["line"]) for one in found["findings"]] == [
        ("CL001", *place) for place in places
    ]


def test_broken_files_do_not_stop_the_others():
    broken = [FIXTURES / "broken" / name for name in sorted(BROKEN)]
    status, found = check(*broken, FIXTURES / "flawed" / "relu_output.py")
    assert status == 2
    assert [finding["code"] for finding in found["findings"] if finding["code"] not in TOOL_CODES] == [
        "CL104"
    ]
