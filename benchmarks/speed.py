"""Measures how long compile-lint takes, side by side with ruff, flake8 and Fixit on the same trees.

Usage, in a checkout::

    python benchmarks/speed.py                   # all rows; writes speed.json, growth.svg
    python benchmarks/speed.py --rows one,start  # only rows whose names begin so; others stay as they were

The trees are made of the standard library of this Python and of pinned releases from the package index that
pip is set up for; they are read, never imported. compile-lint as it is in this checkout and the other tools
are installed into environments of their own beside the trees: an editable installation starts slower, and
has no compiled modules where Python is told not to write any. In one row the commands take turns, and the
medians count: of seconds by the clock, and of processor time, which says more on a machine that has other
work. Memory is the largest that any process of a command held.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from growth import SIZES, Line, make_tree, plot
from real_code import HERE, PACKAGES, Package, fetch

RECORD = HERE / "speed.json"
PLOT = HERE / "growth.svg"
ROOT = HERE.parent

WITHOUT_KERAS = (
    Package("ansible", "11.1.0"),
    Package("Django", "5.1.4"),
    Package("sympy", "1.13.3"),
    Package("botocore", "1.35.90"),
    Package("SQLAlchemy", "2.0.36"),
    Package("networkx", "3.4.2"),
    Package("pandas", "2.2.3"),
)
A_LITTLE_KERAS = ("keras-tuner", "larq", "spektral")
MUCH_KERAS = ("keras", "keras-hub", "keras-tuner", "tf-models-official", "tf_keras", "keras-cv", "autokeras")

RUFF, FLAKE8, FIXIT = "ruff==0.14.6", "flake8==7.3.0", "fixit==2.1.0"

_CHANGE = b"\n# changed at "

Command = list[str]


@dataclass(frozen=True, slots=True)
class Spent:
    """What one run of a command took: seconds by the clock and of processors, and megabytes."""

    wall: float
    cpu: float
    memory: float


@dataclass(slots=True)
class Runner:
    """One command of a row. ``before`` makes ready what each of its runs needs, unmeasured."""

    label: str
    command: Command
    folder: Path
    before: Callable[[], object] = lambda: None
    repeats: int | None = None
    spent: list[Spent] = field(default_factory=list)

    def run(self) -> None:
        self.before()
        self.spent.append(measured(self.command, self.folder))

    @property
    def median(self) -> Spent:
        return Spent(*(statistics.median(values) for values in zip(*map(_parts, self.spent), strict=True)))


def _parts(spent: Spent) -> tuple[float, float, float]:
    return spent.wall, spent.cpu, spent.memory


@dataclass(frozen=True, slots=True)
class Goal:
    """The first runner of a row is to take at most ``most`` times what another one does."""

    of: str
    against: str
    most: float


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    runners: tuple[Runner, ...]
    goals: tuple[Goal, ...]


def measured(command: Command, folder: Path) -> Spent:
    """Run a command; its findings are not looked at, but a usage error ends all."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"exit status {process.returncode} of {' '.join(command)} in {folder}")
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Spent(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale)


# --- trees and tools --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trees:
    """The trees to read, made where they are not there yet."""

    cache: Path

    def plain(self) -> Path:
        """The standard library and packages without Keras."""
        return self._made("plain", [_standard_library(), *(fetch(one, self.cache) for one in WITHOUT_KERAS)])

    def mixed(self) -> Path:
        return self._made("mixed", [self.plain(), *self._keras(A_LITTLE_KERAS)])

    def keras(self) -> Path:
        return self._made("keras", [*self._keras(MUCH_KERAS)])

    def of_size(self, size: int) -> Path:
        """So many files without Keras."""
        return make_tree(self.plain(), self.cache / "speed" / f"growth{size}", size)

    def single(self) -> Path:
        """A folder with a Keras file of about 300 lines, and a file of that length without a compile call."""
        target = self.cache / "speed" / "single"
        if not target.is_dir():
            with_call, without = _of_length(self.keras(), 300, b".compile("), _of_length(self.plain(), 300)
            target.mkdir(parents=True)
            shutil.copy(with_call, target / "with_call.py")
            shutil.copy(without, target / "without.py")
        return target

    def _keras(self, names: Sequence[str]) -> Iterator[Path]:
        return (fetch(one, self.cache) for one in PACKAGES if one.name in names)

    def _made(self, name: str, parts: Sequence[Path]) -> Path:
        target = self.cache / "speed" / name
        if not target.is_dir():
            partial = target.with_name(name + ".partial")
            for part in parts:
                ignored = shutil.ignore_patterns("site-packages", "__pycache__", "*.pyc", "*.so")
                shutil.copytree(part, partial / part.name, ignore=ignored, symlinks=True)
            partial.rename(target)
        return target


def _standard_library() -> Path:
    return Path(sysconfig.get_path("stdlib"))


def _of_length(tree: Path, lines: int, holding: bytes = b"") -> Path:
    files = sorted(tree.rglob("*.py"))
    fitting = (path for path in files if holding in path.read_bytes() and b"keras" in path.read_bytes())
    chosen = fitting if holding else iter(files)
    return min(chosen, key=lambda path: abs(path.read_bytes().count(b"\n") - lines))


def installed(cache: Path, name: str, *requirements: str) -> Path:
    """The folder of the programs of an environment with some packages."""
    folder = cache / "tools" / name
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    if not (folder / "complete").exists():
        venv.create(folder, with_pip=True, clear=True)
        command = [programs / "python", "-m", "pip", "install", "--quiet", *requirements]
        subprocess.run(command, check=True)
        (folder / "complete").touch()
    return programs


def installed_checkout(cache: Path) -> Path:
    """The folder of the programs of an environment with compile-lint as it is in this checkout."""
    copy = cache / "tools" / "checkout"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    shutil.copytree(
        ROOT / "compile_lint", copy / "compile_lint", ignore=shutil.ignore_patterns("__pycache__")
    )
    programs = installed(cache, "compile-lint", str(copy))  # once, with what it needs
    command = [programs / "python", "-m", "pip", "install", "--quiet", "--force-reinstall", "--no-deps", copy]
    subprocess.run(command, check=True)
    return programs


# --- rows -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bench:
    """Makes the rows of the table."""

    cache: Path
    trees: Trees
    programs: Path  # of the environment with compile-lint

    def ours(self, *arguments: str) -> Command:
        return [str(self.programs / "compile-lint"), *arguments]

    def check(self, *arguments: str) -> Command:
        return self.ours("check", "--isolated", "--quiet", *arguments)

    def ruff(self, *arguments: str) -> Command:
        return [
            str(self._others() / "ruff"),
            "check",
            "--isolated",
            *arguments,
        ]

    def flake8(self, *arguments: str) -> Command:
        return [str(self._others() / "flake8"), "--isolated", *arguments]

    def fixit(self, *arguments: str) -> Command:
        return [str(installed(self.cache, "fixit", FIXIT) / "fixit"), "lint", *arguments]

    def _others(self) -> Path:
        return installed(self.cache, "others", RUFF, FLAKE8)

    def cache_folder(self, row: str) -> str:
        return str(self.cache / "speed" / "caches" / row)

    def rows(self) -> Iterator[tuple[str, Callable[[], Row]]]:
        yield "plain cold", lambda: self._cold("plain cold", self.trees.plain(), 0.25)
        yield "plain warm", lambda: self._warm("plain warm", self.trees.plain())
        yield "mixed cold", lambda: self._cold("mixed cold", self.trees.mixed(), 1.0)
        yield "keras cold", self._keras_cold
        yield "keras warm", lambda: self._warm("keras warm", self.trees.keras())
        yield "one file with a call", lambda: self._one("one file with a call", "with_call.py", 1.2, 0.4)
        yield "one file without", lambda: self._one("one file without", "without.py", 0.4, 0.4)
        yield "start", self._start
        yield "one changed", self._changed
        for size in SIZES:
            yield f"growth {size}", partial(self._growth, size)

    def _cold(self, name: str, tree: Path, most: float) -> Row:
        ours = Runner("compile-lint", self.check("--no-cache", "."), tree)
        ruff = Runner("ruff", self.ruff("--no-cache", "."), tree)
        return Row(name, (ours, ruff), (Goal("compile-lint", "ruff", most),))

    def _keras_cold(self) -> Row:
        tree = self.trees.keras()
        ours = Runner("compile-lint", self.check("--no-cache", "--jobs", "2", "."), tree, repeats=3)
        alone = Runner("compile-lint, 1 job", self.check("--no-cache", "--jobs", "1", "."), tree, repeats=1)
        ruff = Runner("ruff", self.ruff("--no-cache", "."), tree)
        flake8 = Runner("flake8", self.flake8("--jobs", "2", "."), tree, repeats=1)
        fixit = Runner("fixit", self.fixit("."), tree, repeats=1)
        goals = (
            Goal("compile-lint", "ruff", 4),
            Goal("compile-lint", "flake8", 1 / 3),
            Goal("compile-lint", "fixit", 1 / 20),
        )
        return Row("keras cold", (ours, alone, ruff, flake8, fixit), goals)

    def _warm(self, name: str, tree: Path) -> Row:
        folder = self.cache_folder(name)
        ours = Runner("compile-lint", self.check("--cache-dir", f"{folder}-ours", "."), tree)
        ruff = Runner("ruff", self.ruff("--select", "W292", "--cache-dir", f"{folder}-ruff", "."), tree)
        for one in (ours, ruff):
            measured(one.command, tree)
        return Row(name, (ours, ruff), (Goal("compile-lint", "ruff", 1.0),))

    def _one(self, name: str, file: str, cold: float, warm: float) -> Row:
        folder = self.trees.single()
        ours = Runner("compile-lint", self.check("--no-cache", file), folder)
        kept = self.check("--cache-dir", self.cache_folder("single"), file)
        again = Runner("compile-lint, warm", kept, folder)
        flake8 = Runner("flake8", self.flake8("--jobs", "1", file), folder)
        measured(again.command, folder)
        goals = (Goal("compile-lint", "flake8", cold), Goal("compile-lint, warm", "flake8", warm))
        return Row(name, (ours, again, flake8), goals)

    def _start(self) -> Row:
        here = self.trees.single()
        python = Runner("import click", [str(self.programs / "python"), "-c", "import click"], here)
        version = Runner("--version", self.ours("--version"), here)
        shown = Runner("--help", self.ours("--help"), here)
        goals = (Goal("--version", "import click", 1.3), Goal("--help", "import click", 1.3))
        return Row("start", (version, shown, python), goals)

    def _changed(self) -> Row:
        tree, folder = self.trees.keras(), self.cache_folder("one changed")
        path = _of_length(tree, 300, b".compile(")
        source = path.read_bytes().partition(_CHANGE)[0]  # as it was before any change of ours

        def change() -> None:
            path.write_bytes(source + _CHANGE + str(time.time_ns()).encode())

        ours = Runner("compile-lint, one changed", self.check("--cache-dir", folder, "."), tree, change)
        cold = Runner("compile-lint", self.check("--no-cache", "."), tree, repeats=1)
        measured(ours.command, tree)
        return Row("one changed", (ours, cold), (Goal("compile-lint, one changed", "compile-lint", 1 / 20),))

    def _growth(self, size: int) -> Row:
        tree, folder = self.trees.of_size(size), self.cache_folder(f"growth{size}")
        cold = Runner("cold", self.check("--no-cache", "."), tree, repeats=3)
        warm = Runner("warm", self.check("--cache-dir", folder, "."), tree)
        measured(warm.command, tree)
        return Row(f"growth {size}", (cold, warm), ())


def run(row: Row, repeats: int) -> None:
    for turn in range(repeats):
        for runner in row.runners:
            if turn < (runner.repeats or repeats):
                runner.run()


def lines_of(row: Row) -> Iterator[str]:
    yield f"{row.name}"
    for runner in row.runners:
        spent = runner.median
        yield (
            f"    {runner.label:<26} {spent.wall:8.3f} s  processors {spent.cpu:8.3f} s  "
            f"memory {spent.memory:6.0f} MB  ({len(runner.spent)} runs)"
        )
    medians = {runner.label: runner.median for runner in row.runners}
    for goal in row.goals:
        mine, theirs = medians[goal.of], medians[goal.against]
        wall, cpu = mine.wall / theirs.wall, mine.cpu / theirs.cpu
        verdict = "reached" if wall <= goal.most else "missed"
        what = f"{goal.of} / {goal.against}"
        yield f"    {what:<40} {wall:6.3f} (processors {cpu:6.3f})  <= {goal.most:.3f}  {verdict}"


def recorded(row: Row) -> dict[str, object]:
    medians = {runner.label: runner.median for runner in row.runners}
    return {
        "row": row.name,
        "median": {label: dict(zip(("wall", "cpu", "mb"), map(_rounded, _parts(one)), strict=True))
                   for label, one in medians.items()},
        "ratios": [
            {"of": goal.of, "against": goal.against, "goal": _rounded(goal.most),
             "wall": _rounded(medians[goal.of].wall / medians[goal.against].wall),
             "cpu": _rounded(medians[goal.of].cpu / medians[goal.against].cpu)}
            for goal in row.goals
        ],
    }  # fmt: skip


def record(rows: Sequence[Row]) -> None:
    """Write down some rows; others stay as they were measured before."""
    known = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else []
    made = {one["row"]: one for one in known} | {row.name: recorded(row) for row in rows}
    RECORD.write_text(json.dumps([*made.values()], indent=1) + "\n", encoding="utf-8")


def grown(rows: Sequence[Row]) -> list[Line]:
    """What runs over more and more files take."""
    by_size = {int(row.name.split()[1]): row.runners for row in rows if row.name.startswith("growth")}
    labels = [runner.label for runner in by_size[SIZES[0]]]
    lines = [
        Line(label, "s", {size: runners[index].median.wall for size, runners in by_size.items()})
        for index, label in enumerate(labels)
    ]
    most = {size: max(one.median.memory for one in runners) for size, runners in by_size.items()}
    return [*lines, Line("memory of the largest process", "MB", most)]


def _rounded(value: float) -> float:
    return round(value, 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", default="", help="beginnings of names of rows, with commas between")
    parser.add_argument("--cache", type=Path, default=HERE / ".cache", help="where trees and tools are kept")
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    cache = arguments.cache.resolve()
    bench = Bench(cache, Trees(cache), installed_checkout(cache))
    starts = tuple(filter(None, arguments.rows.split(",")))
    rows = []
    for name, make in bench.rows():
        if not starts or name.startswith(starts):
            row = make()
            run(row, arguments.repeats)
            print("\n".join(lines_of(row)), flush=True)
            rows.append(row)
    print("load average:", ", ".join(f"{one:.1f}" for one in os.getloadavg()))
    record(rows)
    if sum(row.name.startswith("growth") for row in rows) == len(SIZES):
        PLOT.write_text(plot(grown(rows)), encoding="utf-8")


if __name__ == "__main__":
    main()
