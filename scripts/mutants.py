"""Change the code of rules and of the model in small ways, and see whether their tests notice.

Usage::

    python scripts/mutants.py [--sample N] [--seed S] [--results FILE] [MODULE ...]

MODULE is a file of ``compile_lint``; without one, all of ``rules/`` and ``model/`` are taken. Each mutant is
tried in a process of its own, which reads the changed text in place of the file; no file is written. A mutant
is killed if a test fails, or if the tests take more processor time than they may. The tests of a rule
are the programs of its Markdown file, its two examples, and what in ``tests/rules`` names it; the tests of
anything else are the programs of all Markdown files, and then what `tests_of` names. Results are a line of
JSON each; a mutant that FILE has already is not tried again. The exit status is 0 whatever survives: read the
list.

What no mutant changes is done once, before the processes part: where only rules are changed, the programs are
read to the end, and only judged in each process; where the model is, they are parsed. The whole test of a
program is run where it is judged in another way than without a change.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import functools
import gc
import importlib.abc
import importlib.util
import json
import os
import pickle
import random
import resource
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from markdown_cases import Case

    from compile_lint.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
sys.path[:0] = [str(ROOT), str(TESTS)]

CPU_SECONDS = 60  # ten times what the tests of a rule take
CPU_SECONDS_OF_ALL = 600
TESTS_OF_SETTINGS = (  # what no program of a Markdown file shows: which rules are on
    "tests/rules/test_rules_registry.py",
    "tests/cli/test_selection.py",
    "tests/cli/test_settings.py",
    "tests/plugins",
    "tests/settings",
    "tests/suppress",
    "tests/test_api.py",
    "tests/test_catalogue.py",
)
ABOUT_SETTINGS = ("registry.py", "selection.py", "policy.py", "internal_error.py")
ABOUT_FIXES = ("remedies.py", "unanimity.py", "monitors.py", "logits_metrics.py", "intents.py")
QUIETLY = [
    *("-x", "-q", "-s", "--assert=plain"),
    *(f"-pno:{plugin}" for plugin in "cacheprovider xdist logging warnings doctest terminalreporter".split()),
]
Verdict: TypeAlias = "frozenset[tuple[str, str, int]]"
"""What is found in a program: codes, how surely, and the nodes that they are found at."""
_usual: dict[Case, Verdict] = {}

_SWAPPED = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
}
_Field = tuple[str, int | None]  # a field of a node, and the place in it if that is a list


@dataclass(frozen=True)
class Mutant:
    """One change of one file: where it is, what it does, and how to get there from the tree."""

    file: str
    line: int
    what: str
    way: tuple[_Field, ...]
    number: int  # of the changes that are made at the same node

    @property
    def name(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


# --- making mutants --------------------------------------------------------------------------------


def mutants_of(file: Path) -> Iterator[Mutant]:
    """Every mutant of a file, in the order of the text."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    shown = file.relative_to(ROOT).as_posix()
    for way, node in _code(tree, ()):
        for number, new in enumerate(_changes(node)):
            yield Mutant(shown, _line(node), _what(ast.unparse(node), ast.unparse(new)), way, number)


def mutated(mutant: Mutant) -> ast.Module:
    """The tree of a file with one change made."""
    tree = ast.parse((ROOT / mutant.file).read_text(encoding="utf-8"))
    above: ast.AST = tree
    for field, place in mutant.way[:-1]:
        above = _below(above, field, place)
    field, place = mutant.way[-1]
    node = _below(above, field, place)
    new = ast.copy_location(list(_changes(node))[mutant.number], node)
    if place is None:
        setattr(above, field, new)
    else:
        getattr(above, field)[place] = new
    return ast.fix_missing_locations(tree)


def _below(node: ast.AST, field: str, place: int | None) -> ast.AST:
    found = getattr(node, field)
    below = found if place is None else found[place]
    assert isinstance(below, ast.AST)
    return below


def _code(node: ast.AST, way: tuple[_Field, ...]) -> Iterator[tuple[tuple[_Field, ...], ast.AST]]:
    """The nodes that a test could notice a change of: no annotations, imports, decorators or wording."""
    for field, found in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "type_params") or _is_wording(node, field):
            continue
        for place, below in enumerate(found) if isinstance(found, list) else [(None, found)]:
            if isinstance(below, ast.AST) and not _is_passed_over(below):
                here = (*way, (field, place))
                yield here, below
                yield from _code(below, here)


def _is_wording(node: ast.AST, field: str) -> bool:
    """Whether a field holds words for people, which tests need not repeat."""
    return isinstance(node, ast.keyword) and field == "value" and node.arg in ("message", "advice", "lists")


def _is_passed_over(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
        return True
    is_alias = isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.Subscript)
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_alias or is_text or isinstance(node, ast.Assert | ast.Import | ast.ImportFrom | ast.JoinedStr)


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """What a node can be replaced by, each time one thing differently."""
    match node:
        case ast.Compare(ops=[op]) | ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in _SWAPPED:
            new = copy.deepcopy(node)
            if isinstance(new, ast.Compare):
                new.ops = [_SWAPPED[type(op)]()]
            else:
                new.op = _SWAPPED[type(op)]()
            yield new
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str(value)) if value and " " not in value:
            yield ast.Constant(f"{value}~")
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()) | ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Return(value=value) if value is not None and not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
    yield from _dropped(node)


def _dropped(node: ast.AST) -> Iterator[ast.AST]:
    """A node without one of its parts, or with one that says nothing."""
    match node:
        case ast.BoolOp(values=values):
            for place in range(len(values)):
                rest = values[:place] + values[place + 1 :]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        case ast.If() | ast.IfExp() if not isinstance(node.test, ast.Compare | ast.UnaryOp):
            new = copy.deepcopy(node)
            new.test = ast.UnaryOp(ast.Not(), new.test)
            yield new
        case ast.comprehension(ifs=[_, *_]) | ast.match_case(guard=ast.expr()):
            new = copy.deepcopy(node)
            if isinstance(new, ast.comprehension):
                new.ifs = []
            else:
                new.guard = None
            yield new
        case ast.Match(cases=cases) if len(cases) > 1:
            for place in range(len(cases)):
                yield ast.Match(node.subject, cases[:place] + cases[place + 1 :])
        case ast.Call(keywords=keywords):
            for place, keyword in enumerate(keywords):
                if keyword.arg not in (None, "message", "advice", "at"):
                    yield ast.Call(node.func, node.args, keywords[:place] + keywords[place + 1 :])


def _line(node: ast.AST) -> int:
    """Where a node begins; what has no place of its own begins with its first part."""
    return next(one.lineno for one in ast.walk(node) if isinstance(one, ast.expr | ast.stmt | ast.pattern))


def _what(old: str, new: str) -> str:
    """The part of a text that changes, with a little of what stands around it."""
    same = _shared(old, new)
    start = max(same - 30, 0)
    after = _shared(old[same:][::-1], new[same:][::-1])
    before, now = (" ".join(text[start : len(text) - after + 15].split())[:120] for text in (old, new))
    return f"`{before}` becomes `{now}`"


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


# --- trying them -----------------------------------------------------------------------------------


class _Changed(importlib.abc.Loader, importlib.abc.MetaPathFinder):
    """Gives a module the code of a changed tree."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self._name, self._path, self._tree = name, path, tree

    def find_spec(self, name: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        if name != self._name:
            return None
        places = [str(self._path.parent)] if self._path.name == "__init__.py" else None
        spec = importlib.util.spec_from_file_location(name, self._path, loader=self)
        assert spec is not None
        spec.submodule_search_locations = places
        return spec

    def exec_module(self, module: object) -> None:
        exec(compile(self._tree, str(self._path), "exec"), vars(module))  # noqa: S102 - our own code


def programs_of(file: str) -> Path:
    """The Markdown file with the programs of a rule; other files have none."""
    return TESTS / "cases" / "rules" / f"{Path(file).stem.replace('_', '-')}.md"


def outcome(mutant: Mutant | None) -> str:
    """What becomes of a mutant, or of the code as it is: ``killed``, ``timeout`` or ``survived``."""
    child = os.fork()
    if child == 0:
        _try(mutant)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "timeout"
    return "survived" if os.waitstatus_to_exitcode(status) == 0 else "killed"


def _try(mutant: Mutant | None) -> None:
    """Run the tests of a changed file, or all, in this process, and end it: status 0 if all of them pass."""
    status = 1
    try:
        file = "" if mutant is None else mutant.file
        limit = CPU_SECONDS if programs_of(file).exists() else CPU_SECONDS_OF_ALL
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.chdir(ROOT)
        if mutant is not None:
            path = ROOT / mutant.file
            name = mutant.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            sys.meta_path.insert(0, _Changed(name, path, mutated(mutant)))
        status = _status_of_tests(file)
    except BaseException:  # noqa: BLE001, S110 - code that was changed may raise anything: the status says so
        pass
    finally:
        os._exit(status)


def tests_of(file: str) -> tuple[str, ...]:
    """The tests of a file that is no rule, beside the programs of all rules."""
    name = Path(file).name
    if name in ABOUT_SETTINGS:
        return TESTS_OF_SETTINGS
    return ("tests/rules", "tests/fixes/test_cases.py") if name in ABOUT_FIXES else ("tests/rules",)


def _verdicts() -> Iterator[tuple[Case, Verdict]]:
    """How each program is judged, in an order that has the programs of one rule far apart."""
    from markdown_cases import all_cases  # noqa: PLC0415 - loaded before the fork

    from compile_lint.programs import BadSyntax, Programs  # noqa: PLC0415
    from compile_lint.rules import RULES  # noqa: PLC0415 - it imports what was changed
    from compile_lint.rules.judge import judge  # noqa: PLC0415
    from compile_lint.settings import SettingsLookup  # noqa: PLC0415

    cases = all_cases()
    for case in random.Random(0).sample(cases, len(cases)):  # noqa: S311 - any order, but one
        programs = Programs(SettingsLookup.around(_everything()))
        found: set[tuple[str, str, int]] = set()
        for read in programs.read(case.code.encode(), "program.py", None, is_stdin=True):
            if not isinstance(read, BadSyntax):
                judged = judge(read.readings, RULES)
                found |= {(one.rule.code, one.certainty.name, id(one.site.node)) for one in judged}
        yield case, frozenset(found)


def _everything() -> Settings:
    from compile_lint.findings import Certainty, Severity  # noqa: PLC0415
    from compile_lint.settings import Settings  # noqa: PLC0415

    return Settings(select=("ALL",), min_certainty=Certainty.POSSIBLE, min_severity=Severity.INFO)


def _try_all_programs() -> None:
    """Raise ``AssertionError`` if the test of a program fails."""
    from cases.test_markdown import test_program  # noqa: PLC0415 - it imports what was changed

    for case, verdict in _verdicts():
        if verdict != _usual.setdefault(case, verdict):
            test_program(case)


def _learn_what_is_usual() -> None:
    """Judge all programs without a change, in a process of its own; all have the same nodes."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(writing, "wb") as file:
            pickle.dump([verdict for _, verdict in _verdicts()], file)
        os._exit(0)
    os.close(writing)
    import markdown_cases  # noqa: PLC0415

    cases = markdown_cases.all_cases()
    with os.fdopen(reading, "rb") as file:
        order = random.Random(0).sample(cases, len(cases))  # noqa: S311 - as above
        _usual.update(zip(order, pickle.load(file), strict=True))  # noqa: S301 - our own
    os.waitpid(child, 0)


def _status_of_tests(file: str) -> int:
    import pytest  # noqa: PLC0415 - loaded before the fork
    from cases.test_markdown import test_program  # noqa: PLC0415 - it imports what was changed
    from markdown_cases import cases_in  # noqa: PLC0415 - loaded before the fork

    programs = programs_of(file)
    if not programs.exists():
        _try_all_programs()
        return int(pytest.main([*QUIETLY, *tests_of(file)]))
    for case in cases_in(programs):
        test_program(case)
    from compile_lint.rules import RULES  # noqa: PLC0415 - what was changed

    code = next(rule.code for rule in RULES if rule.name == programs.stem)
    naming = [str(test) for test in (TESTS / "rules").glob("test_rules_*.py") if code in test.read_text()]
    if pytest.main([*QUIETLY, "tests/rules/test_examples.py", "-k", code]):
        return 1
    return int(pytest.main([*QUIETLY, *naming, "tests/fixes/test_cases.py"]))


def _load_what_does_not_change(files: Sequence[Path]) -> None:
    """Import once, for all mutants, what is slow to import and not ours, and do what none of them changes."""
    import click  # noqa: F401, PLC0415
    import markdown_cases  # noqa: PLC0415
    import pytest  # noqa: F401, PLC0415
    import tomli  # noqa: F401, PLC0415

    from compile_lint.syntax import parse  # noqa: PLC0415 - below whatever is changed

    parse.parse_module = functools.cache(parse.parse_module)
    if all(file.parent.name == "rules" for file in files):
        _read_programs()
    else:
        for case in markdown_cases.all_cases():
            with contextlib.suppress(parse.SyntaxProblem):  # what is no program stays untold
                parse.parse_module(case.code, is_whole=False)
    _learn_what_is_usual()
    gc.freeze()


def _read_programs() -> None:
    """Read all programs with what lies below the rules, so that a process only judges them."""
    import markdown_cases  # noqa: PLC0415

    from compile_lint.programs import Programs  # noqa: PLC0415
    from compile_lint.settings import SettingsLookup  # noqa: PLC0415

    read, known = Programs.read, {}

    def recall(programs: Programs, data: bytes, display: str, path: Path | None, **how: bool) -> Iterator:
        if path is not None:
            yield from read(programs, data, display, path, **how)
            return
        settings = programs.lookup.of_reached_file(display)
        key = (data, display, repr(settings), *how.items())
        if key not in known:
            known[key] = tuple(read(programs, data, display, path, **how))
        yield from known[key]

    Programs.read = recall
    for case in markdown_cases.all_cases():
        programs = Programs(SettingsLookup.around(_everything()))
        list(programs.read(case.code.encode(), "program.py", None, is_stdin=True))
    assert "compile_lint.rules" not in sys.modules


def main(given: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("modules", nargs="*", type=Path)
    parser.add_argument("--sample", type=int, help="try so many of all mutants")
    parser.add_argument("--seed", type=int, default=0, help="which ones")
    parser.add_argument("--results", type=Path, default=Path("mutants.jsonl"))
    options = parser.parse_args(given)
    folders = [ROOT / "compile_lint" / name for name in ("rules", "model")]
    files = [path.resolve() for path in options.modules] or [
        path for folder in folders for path in sorted(folder.glob("*.py"))
    ]
    everything = [mutant for file in files for mutant in mutants_of(file)]
    chosen = random.Random(options.seed).sample(everything, len(everything))[: options.sample]  # noqa: S311
    print(f"{len(chosen)} of {len(everything)} mutants", flush=True)
    done = {}
    if options.results.exists():
        lines = options.results.read_text(encoding="utf-8").splitlines()
        done = {
            (one["file"], str(one["way"]), one["number"]): one["outcome"] for one in map(json.loads, lines)
        }
    _load_what_does_not_change([ROOT / mutant.file for mutant in chosen])
    if outcome(None) != "survived":
        sys.exit("tests fail, or take too long, without any change")
    counts = {"killed": 0, "timeout": 0, "survived": 0}
    with options.results.open("a", encoding="utf-8") as results:
        for mutant in chosen:
            entry = json.loads(json.dumps(asdict(mutant)))
            key = (mutant.file, str(entry["way"]), mutant.number)
            if key not in done:
                done[key] = outcome(mutant)
                results.write(json.dumps({**entry, "outcome": done[key]}) + "\n")
                results.flush()
            counts[done[key]] += 1
            if done[key] == "survived":
                print(f"survived: {mutant.name}", flush=True)
    noticed = counts["killed"] + counts["timeout"]
    print(f"{counts}: {100 * noticed / max(len(chosen), 1):.1f} % noticed")


if __name__ == "__main__":
    main()
