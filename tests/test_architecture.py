"""The architecture as a test: which package may import which, and how long a file or function may be."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "compile_lint"

# From the bottom up: a module imports only what stands on a lower step, or its own part of the step.
# Parts that share a step do not know each other.
LAYERS = (
    ("", "records", "signs"),
    ("spans", "patterns", "collector", "process", "replacing", "sights", "roots", "reach", "knowledge"),
    ("model", "cache_folder"),
    ("findings", "replay"),
    ("sources", "settings"),
    ("syntax", "fingerprints"),
    ("values",),
    ("overlays",),
    ("interpret",),
    ("meaning",),
    ("inspection", "rules"),
    ("report", "suppress", "baseline", "plugins", "plugin_rules"),
    ("reporters", "fixes"),
    ("gitignore", "silencing"),
    ("discovery", "programs"),
    ("run",),
    ("api", "testing", "fixing"),
    ("cli", "flake8_plugin"),
    ("__main__",),
)
STEP = {part: step for step, parts in enumerate(LAYERS) for part in parts}

# What reads meaning may not see how meaning is worked out.
FORBIDDEN = {
    "rules": {"sources", "syntax", "values", "overlays", "interpret", "meaning"},
    "reporters": {"sources", "syntax", "values", "overlays", "interpret", "meaning"},
}
THIRD_PARTY = {
    "libcst": {"syntax", "values", "overlays", "interpret", "fixes"},
    "click": {"cli"},
    "watchfiles": {"cli"},
    "tomli": {"overlays", "settings", "sources"},
    "yaml": {"overlays"},
}
# Parts that hand a library's objects on without looking into them, and so name them in annotations alone.
THIRD_PARTY_TYPES = {"libcst": {"programs"}}
SLOW_LIBCST = ("libcst.matchers", "libcst.metadata", "libcst.codemod", "libcst.helpers")
BANNED_NAMES = {"base", "common", "core", "helper", "helpers", "lib", "manager", "misc", "util", "utils"}
MAX_FILE_LINES = 600
MAX_FUNCTION_LINES = 60

MODULES = sorted(PACKAGE.rglob("*.py"))
WRITTEN_BY_HAND = [path for path in MODULES if "generated" not in path.parts]


def name_of(path):
    return path.relative_to(PACKAGE).as_posix()


def part_of(path):
    """The package or top-level module of compile_lint that a file belongs to; empty for its root."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def is_for_types(node):
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def imports_of(path, *, for_types_only=False):
    """Full names of all modules that a file imports, wherever in the file it does so."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    roots = [node for node in ast.walk(tree) if is_for_types(node)] if for_types_only else [tree]
    for node in (node for root in roots for node in ast.walk(root)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute in this project"
            module = node.module or ""
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def parts_imported_by(path):
    for module in imports_of(path):
        names = module.split(".")
        if names[0] == "compile_lint":
            # A name imported from the package itself, such as ``__version__``, is its root's.
            yield names[1] if len(names) > 1 and names[1] in STEP else ""


def test_every_part_has_a_layer():
    assert {part_of(path) for path in MODULES} <= set(STEP)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_downwards(path):
    part = part_of(path)
    for imported in set(parts_imported_by(path)) - {part}:
        assert STEP[imported] < STEP[part], f"{part} may not import {imported}"
        assert imported not in FORBIDDEN.get(part, ()), f"{part} may not know {imported}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_libraries_stay_in_their_rooms(path):
    part = part_of(path)
    imports = Counter(imports_of(path))
    imports_at_run_time = imports - Counter(imports_of(path, for_types_only=True))
    for module in imports:
        library = module.split(".")[0]
        if library not in sys.stdlib_module_names and library != "compile_lint":
            rooms = THIRD_PARTY.get(library, set())
            if module not in imports_at_run_time:
                rooms = rooms | THIRD_PARTY_TYPES.get(library, set())
            assert part in rooms, f"{library} is not for this part"
        assert not module.startswith(SLOW_LIBCST), f"{module} costs more than the analysis"


def test_knowledge_imports_nothing_of_the_project():
    for path in (PACKAGE / "knowledge").rglob("*.py"):
        assert set(parts_imported_by(path)) <= {"knowledge", "records"}, path


@pytest.mark.parametrize("path", WRITTEN_BY_HAND, ids=name_of)
def test_files_and_functions_are_short(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_FILE_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < MAX_FUNCTION_LINES, f"{node.name} is too long"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_names_say_what_is_inside(path):
    assert not {part.removesuffix(".py") for part in path.relative_to(PACKAGE).parts} & BANNED_NAMES


@pytest.mark.parametrize("path", WRITTEN_BY_HAND, ids=name_of)
def test_every_module_says_what_it_knows(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
