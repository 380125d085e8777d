"""Measures how many compile calls are understood, in applications, libraries and tests apart.

Usage, with compile-lint installed::

    python benchmarks/shares.py                  # the pinned packages of real_code.py
    python benchmarks/shares.py --folder corpus  # every folder below ``corpus`` is one package
    python benchmarks/shares.py --folder corpus --every 3 --seconds 120

A test is a file in a folder of tests or with a name that pytest collects. An application is a notebook, a
file in a folder such as ``examples`` or ``scripts``, or a file that does something when it is run. All else
is a library.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from real_code import HERE, PACKAGES, fetch

Json = Mapping[str, Any]
TEST_FOLDERS = frozenset({"test", "tests", "testing", "unittests"})
APPLICATION_FOLDERS = (
    "app",
    "benchmark",
    "bin",
    "demo",
    "doc",
    "example",
    "experiment",
    "notebook",
    "recipe",
)
APPLICATION_FOLDERS += ("sample", "script", "tutorial")
LEVELS = ("full", "own_code", "open")
SHOWN_WHYS = 14


@dataclass(slots=True)
class Share:
    """How many calls of one kind of code are understood how far, and what hinders the others."""

    calls: int = 0
    levels: Counter[str] = field(default_factory=Counter)
    whys: Counter[tuple[str, str]] = field(default_factory=Counter)


def kind_of(folder: Path, path: str) -> str:
    """Return "test", "application" or "library"."""
    *folders, name = PurePosixPath(path.lower()).parts
    if TEST_FOLDERS & set(folders) or name == "conftest.py":
        return "test"
    if name.startswith("test_") or name.endswith(("_test.py", "tests.py")) or name == "test.py":
        return "test"
    if name.endswith(".ipynb") or any(one.startswith(APPLICATION_FOLDERS) for one in folders):
        return "application"
    does_something = "__main__" in (folder / path).read_text(encoding="utf-8", errors="replace")
    return "application" if does_something else "library"


def inspected(folder: Path, seconds: float) -> Sequence[Json]:
    """The compile calls of a package; none, with a word about it, if it takes too long."""
    command = [sys.executable, "-m", "compile_lint", "inspect", "--no-respect-gitignore"]
    command += ["--output-format", "json", "."]
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        print(f"{folder.name}: left out, it takes more than {seconds:g} seconds", file=sys.stderr)
        return ()
    calls: Sequence[Json] = json.loads(done.stdout)["compile_calls"]
    return calls


def hindrances(call: Json) -> Iterator[tuple[str, str]]:
    """Which part is not known, and why, without the detail."""
    for variant in call["variants"]:
        for head in variant["heads"]:
            for part in ("output", "loss"):
                if head[part]["state"] != "known":
                    yield part, str(head[part]["why"]).partition(":")[0]


def measure(packages: Sequence[Path], seconds: float) -> Mapping[str, Share]:
    shares: dict[str, Share] = defaultdict(Share)
    for folder in packages:
        for call in inspected(folder, seconds):
            share = shares[kind_of(folder, call["site"]["path"])]
            share.calls += 1
            share.levels[call["understanding"]] += 1
            if call["understanding"] not in LEVELS[:2]:
                share.whys.update(set(hindrances(call)))
    return shares


def render(shares: Mapping[str, Share]) -> Iterator[str]:
    yield "| code | compile calls | understood | and with own code | and left open |"
    yield "|---|---|---|---|---|"
    for kind, share in sorted(shares.items()):
        reached, cells = 0, []
        for level in LEVELS:
            reached += share.levels[level]
            cells.append(f"{reached} ({100 * reached / share.calls:.1f} %)")
        yield f"| {kind} | {share.calls} | {' | '.join(cells)} |"
    for kind, share in sorted(shares.items()):
        yield f"\n{kind}: what hinders the calls that are not understood but for own code"
        for (part, why), count in share.whys.most_common(SHOWN_WHYS):
            yield f"  {count:>5}  {part:<6}  {why}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cache", type=Path, default=HERE / ".cache", help="where downloads are kept")
    parser.add_argument(
        "--folder", type=Path, help="a folder of packages to take in place of the pinned ones"
    )
    parser.add_argument("--every", type=int, default=1, help="take every n-th package of the folder")
    parser.add_argument("--seconds", type=float, default=300, help="the longest that one package may take")
    arguments = parser.parse_args()
    if arguments.folder is None:
        packages = [fetch(package, arguments.cache) for package in PACKAGES]
    else:
        packages = [
            path for path in sorted(arguments.folder.iterdir()) if path.is_dir() and any(path.iterdir())
        ]
        packages = packages[:: arguments.every]
    print("\n".join(render(measure(packages, arguments.seconds))))


if __name__ == "__main__":
    main()
