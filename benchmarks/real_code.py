"""Runs compile-lint on released packages that hold Keras code, and records what it understands and finds.

Usage, with compile-lint installed::

    python benchmarks/real_code.py             # download, run, write real_code.json, print the table
    python benchmarks/real_code.py keras larq  # only these packages; nothing is written
    python benchmarks/real_code.py --verify    # and compare the findings with the verdicts in REAL_CODE.md

The packages come from the package index that pip is set up for, at pinned versions, and are read, never
imported or installed. Wheels are taken where there are any; a source distribution is taken where it alone
holds the tests, and pip then asks its build backend for the metadata.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tarfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
RECORD = HERE / "real_code.json"
VERDICTS = HERE / "REAL_CODE.md"
TOOL_CODES = "CL0"  # findings on the tool or the syntax: counted, but there is nothing to judge


@dataclass(frozen=True, slots=True)
class Package:
    """One release; ``from_source`` takes the source distribution though a wheel exists."""

    name: str
    version: str
    from_source: bool = False

    @property
    def folder(self) -> str:
        return f"{self.name.replace('-', '_')}-{self.version}"


PACKAGES = (
    Package("adversarial-robustness-toolbox", "1.20.1", from_source=True),
    Package("anomsmith", "0.0.4"),
    Package("auto-ml-cl", "0.0.3"),
    Package("autokeras", "3.0.0"),
    Package("benchstreet", "1.0.1"),
    Package("cytounet", "0.2.2"),
    Package("dbaae", "0.0.6"),
    Package("deepctr", "0.9.4"),
    Package("dldemo", "1.0.0"),
    Package("donn", "1.1.8"),
    Package("elephas", "7.3.0"),
    Package("epicas", "0.1.0"),
    Package("horovod", "0.28.1"),
    Package("imbalanced-learn", "0.14.2"),
    Package("keras", "3.15.1"),
    Package("keras-cv", "0.9.0"),
    Package("keras-hub", "0.32.0"),
    Package("keras-rl2", "1.0.5"),
    Package("keras-tuner", "1.4.8"),
    Package("ktrain", "0.41.4"),
    Package("larq", "0.14.0"),
    Package("paoding-dl", "1.0.0"),
    Package("poisson-CNN", "0.3.0"),
    Package("quickcnn", "0.0.12"),
    Package("scikeras", "0.13.0"),
    Package("spektral", "1.3.1"),
    Package("SupervisedGRN", "0.0.1"),
    Package("talos", "2.0.10"),
    Package("tensorflow-recommenders", "0.7.7"),
    Package("TensorflowImageHelperCD", "0.2.0"),
    Package("tf-models-official", "2.20.0"),
    Package("tf_keras", "2.21.0"),
    Package("transformers-keras", "0.5.1"),
    Package("word2vec-keras", "0.1"),
    Package("wrangle", "0.7"),
)

# Where a finding stands and what it is: "models/wide.py:12" or "tour.ipynb:cell 3:5", and the code.
Judged = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run on one package gave."""

    package: str
    version: str
    status: int
    files: int
    files_parsed: int
    compile_calls: int
    understood: int
    seconds: float
    codes: Mapping[str, int]
    findings: Sequence[str]


def fetch(package: Package, cache: Path) -> Path:
    """Return the folder that holds the package's files, downloading and unpacking what is not there yet."""
    unpacked = cache / "unpacked" / package.folder
    if not unpacked.is_dir():
        archive = _archive_of(package, cache / "archives") or _download(package, cache / "archives")
        _unpack(archive, unpacked)
    return unpacked


def _archive_of(package: Package, archives: Path) -> Path | None:
    """The downloaded file of a release; its name spells the package with ``-`` or with ``_``."""
    starts = {package.folder, f"{package.name}-{package.version}"}
    for path in sorted(archives.glob("*")):
        if any(path.name.startswith((f"{start}-", f"{start}.tar", f"{start}.zip")) for start in starts):
            return path
    return None


def _download(package: Package, archives: Path) -> Path:
    archives.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(archives)]
    if package.from_source:
        command += ["--no-binary", package.name]
    subprocess.run([*command, f"{package.name}=={package.version}"], check=True)
    archive = _archive_of(package, archives)
    if archive is None:
        raise SystemExit(f"pip left no archive of {package.name} {package.version} in {archives}")
    return archive


def _unpack(archive: Path, target: Path) -> None:
    """Unpack beside the target and rename, so that an interrupted run leaves no half-filled folder."""
    partial = target.with_name(target.name + ".partial")
    partial.mkdir(parents=True, exist_ok=True)
    if archive.suffix in {".whl", ".zip"}:
        # ZipFile drops absolute paths and ".." by itself.
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(partial)  # noqa: S202
    else:
        if not hasattr(tarfile, "data_filter"):
            raise SystemExit(
                "this Python unpacks tar files unsafely: 3.10.12, 3.11.4 or a newer one is needed"
            )
        with tarfile.open(archive) as opened_tar:
            opened_tar.extractall(partial, filter="data")
    partial.rename(target)


def _compile_lint(folder: Path, *arguments: str) -> tuple[int, dict[str, Any], float]:
    """Run the command in a folder; return its exit status, its JSON and the seconds it took."""
    command = [sys.executable, "-m", "compile_lint", *arguments, "--output-format", "json", "."]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    try:
        return done.returncode, json.loads(done.stdout), seconds
    except json.JSONDecodeError:
        raise SystemExit(f"compile-lint failed on {folder}:\n{done.stderr[-3000:]}") from None


def place_of(finding: Mapping[str, object]) -> str:
    cell = "" if finding["cell"] is None else f"cell {finding['cell']}:"
    return f"{Path(str(finding['path'])).as_posix()}:{cell}{finding['line']}"


def measure(package: Package, folder: Path) -> Outcome:
    status, found, seconds = _compile_lint(
        folder,
        *("check", "--select", "ALL", "--min-certainty", "possible", "--no-respect-gitignore", "--no-cache"),
    )
    _, understood, _ = _compile_lint(folder, "inspect", "--statistics", "--no-respect-gitignore")
    findings = found["findings"]
    summary, statistics = found["summary"], understood["statistics"]
    return Outcome(
        package=package.name,
        version=package.version,
        status=status,
        files=summary["files"],
        files_parsed=summary["files_parsed"],
        compile_calls=summary["compile_calls"],
        understood=statistics["understood"],
        seconds=round(seconds, 1),
        codes=dict(sorted(Counter(finding["code"] for finding in findings).items())),
        findings=[f"{place_of(finding)} {finding['code']} {finding['certainty']}" for finding in findings],
    )


def rows(outcomes: Sequence[Outcome]) -> Iterator[tuple[object, ...]]:
    """The printed table: one line a package, and the sum."""
    yield ("package", "version", "files", "parsed", "calls", "understood", "seconds", "findings")
    for one in outcomes:
        codes = " ".join(f"{code}x{count}" for code, count in one.codes.items())
        counts = (one.files, one.files_parsed, one.compile_calls, one.understood, one.seconds)
        yield (one.package, one.version, *counts, codes or "-")
    totals = [
        sum(getattr(one, name) for one in outcomes)
        for name in ("files", "files_parsed", "compile_calls", "understood")
    ]
    seconds = round(sum(one.seconds for one in outcomes), 1)
    yield ("all", "", *totals, seconds, sum(sum(one.codes.values()) for one in outcomes))


def render(table: Iterable[tuple[object, ...]]) -> str:
    lines = [tuple(map(str, row)) for row in table]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def judged(outcomes: Iterable[Outcome]) -> set[Judged]:
    """The findings of a run that need a verdict."""
    found = set()
    for outcome in outcomes:
        for finding in outcome.findings:
            place, code, _ = finding.rsplit(" ", 2)
            if not code.startswith(TOOL_CODES):
                found.add((outcome.package, place, code))
    return found


def recorded_verdicts(text: str, packages: set[str]) -> dict[Judged, str]:
    """Read the table of REAL_CODE.md: package, place, code, verdict, reason."""
    verdicts: dict[Judged, str] = {}
    for line in text.splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        if len(cells) == 5 and cells[0] in packages:
            package, place, code, verdict, _ = cells
            if verdict not in {"true", "false", "debatable"}:
                raise SystemExit(f"REAL_CODE.md: {verdict!r} is no verdict: {line}")
            verdicts[package, place, code] = verdict
    return verdicts


def verify(outcomes: Sequence[Outcome]) -> bool:
    """Print every finding without a verdict, and every verdict whose finding is gone."""
    verdicts = recorded_verdicts(VERDICTS.read_text(encoding="utf-8"), {one.package for one in outcomes})
    found = judged(outcomes)
    for finding in sorted(found - set(verdicts)):
        print("new, without a verdict:", *finding)
    for finding in sorted(set(verdicts) - found):
        print("vanished:", *finding, f"(was {verdicts[finding]})")
    counts = Counter(verdicts[finding] for finding in found & set(verdicts))
    print("verdicts:", ", ".join(f"{counts[name]} {name}" for name in ("true", "false", "debatable")))
    return found == set(verdicts)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("packages", nargs="*", help="names of the packages to run on (default: all)")
    parser.add_argument("--cache", type=Path, default=HERE / ".cache", help="where downloads are kept")
    parser.add_argument("--verify", action="store_true", help="compare with the verdicts in REAL_CODE.md")
    arguments = parser.parse_args()
    unknown = set(arguments.packages) - {package.name for package in PACKAGES}
    if unknown:
        parser.error(f"not among the pinned packages: {', '.join(sorted(unknown))}")
    chosen = [one for one in PACKAGES if not arguments.packages or one.name in arguments.packages]
    outcomes = [measure(package, fetch(package, arguments.cache)) for package in chosen]
    print(render(rows(outcomes)))
    if len(chosen) == len(PACKAGES):
        record = [asdict(outcome) for outcome in outcomes]
        RECORD.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    if arguments.verify and not verify(outcomes):
        sys.exit(1)


if __name__ == "__main__":
    main()
