"""Where cases come from: a grammar, or files, mutated or whole; by the name of the command that runs them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from fuzz.chance import Chance
from fuzz.grammar.programs import program
from fuzz.judging import Case
from fuzz.notebooks import mutated_notebook, notebook
from fuzz.python_files import TAIL, mutated_file

ROOT = Path(__file__).resolve().parent.parent.parent
OWN = ("fixtures", "tests/cases", "tests/overlays/python", "compile_lint")
LARGEST = 60_000  # bytes of a file that is mutated; in larger ones a change is a drop in the ocean
MOST_FILES = 4000  # that are chosen from, so that a whole disk can be given

Make = Callable[[int], Case]


def generated(seed: str, _: Sequence[str]) -> Make:
    """Programs that the grammar makes; folders do not matter."""

    def make(number: int) -> Case:
        files = program(seed, number)
        data = {name: text.encode("utf-8", "surrogatepass") for name, text in files.items()}
        return Case(f"programs --seed {seed} --only {number}", number, data, is_python=True)

    return make


def python_files(seed: str, folders: Sequence[str]) -> Make:
    """Python files of some folders, mutated."""
    paths = _files(folders, ".py")

    def make(number: int) -> Case:
        chance = Chance("file", seed, number)
        path, other = chance.one(paths), chance.one(paths)
        data = mutated_file(chance, path.read_bytes(), other.read_bytes())
        name = f"files {' '.join(folders)} --seed {seed} --only {number}: {path}"
        return Case(name, number, {"mutated.py": data})

    return make


def whole_files(_: str, folders: Sequence[str]) -> Make:
    """Python files of some folders as they are, each of them once, with something at the end to judge."""
    paths = _all_files(folders, ".py")

    def make(number: int) -> Case:
        path = paths[number % len(paths)]  # a number past the last begins anew
        data = path.read_bytes() + TAIL.encode()
        return Case(f"whole {' '.join(folders)} --only {number}: {path}", number, {"whole.py": data})

    return make


def notebooks(seed: str, folders: Sequence[str]) -> Make:
    """Notebooks of some folders, or made of Python files, mutated."""
    paths = _files(folders, ".ipynb", ".py")
    given = [path for path in paths if path.suffix == ".ipynb"]

    def make(number: int) -> Case:
        chance = Chance("notebook", seed, number)
        path = chance.one(given if given and chance.maybe(0.5) else paths)
        data = path.read_bytes()
        whole = data if path.suffix == ".ipynb" else notebook(chance, data.decode("utf-8", "replace"))
        name = f"notebooks {' '.join(folders)} --seed {seed} --only {number}: {path}"
        return Case(name, number, {"mutated.ipynb": mutated_notebook(chance, whole)})

    return make


def _files(folders: Sequence[str], *suffixes: str) -> list[Path]:
    """Some of the files that are worth a mutation; the same ones each time."""
    found = [path for path in _all_files(folders, *suffixes) if path.stat().st_size <= LARGEST]
    return found[:: len(found) // MOST_FILES + 1]


def _all_files(folders: Sequence[str], *suffixes: str) -> list[Path]:
    """All files below folders, or of the project if none are named."""
    folders = folders or [str(ROOT / folder) for folder in OWN]
    found = sorted(
        path
        for folder in folders
        for path in Path(folder).rglob("*")
        if path.suffix in suffixes and path.is_file() and path.stat().st_size > 0
    )
    if not found:
        sys.exit(f"no file below {', '.join(folders)}")
    return found


MAKERS: dict[str, Callable[[str, Sequence[str]], Make]] = {
    "programs": generated,
    "files": python_files,
    "notebooks": notebooks,
    "whole": whole_files,
}
