"""Draws understood compile calls of the released packages by lot and prints what is reported as known.

Usage, with compile-lint installed::

    python benchmarks/understood.py             # 100 calls, to be read by hand against their source
    python benchmarks/understood.py --number 20 --seed 7

A call is drawn by a hash of the seed and its place. So a call that becomes understood later changes the
draw by one place at most, and what was read before need not be read again. UNDERSTOOD.md holds the verdicts.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from real_code import HERE, PACKAGES, Package, fetch, place_of

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Drawable:
    """One understood compile call: where it stands, and the variants that ``inspect`` reports.

    All of them are to be read, those that only a caller out of view could bring about as well.
    """

    package: str
    place: str
    column: int
    variants: Sequence[Json]

    def lot(self, seed: int) -> str:
        key = f"{seed} {self.package} {self.place}:{self.column}"
        return hashlib.sha256(key.encode()).hexdigest()


def collect_understood(package: Package, folder: Path) -> Iterator[Drawable]:
    """Yield the calls that ``inspect --statistics`` counts as understood."""
    command = [sys.executable, "-m", "compile_lint", "inspect", "--no-respect-gitignore"]
    command += ["--output-format", "json", "."]
    # The status says whether every file could be read, which is not the question here.
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    for call in json.loads(done.stdout)["compile_calls"]:
        if call["understanding"] == "full":
            site = call["site"]
            yield Drawable(package.name, place_of(site), site["column"], call["variants"])


def describe(part: Json, *names: str) -> str:
    """Render the named values of a part, or why there are none."""
    if part["state"] != "known":
        return f"({part['why']})"
    return " ".join(f"{name}={part[name]}" for name in names)


def render(call: Drawable) -> str:
    lines = [f"{call.package}  {call.place}"]
    for number, variant in enumerate(call.variants, start=1):
        condition = "" if variant["as_written"] else ", if a caller out of view says otherwise"
        for head in variant["heads"]:
            metrics = [describe(metric, "name", "resolves_to") for metric in head["metrics"]]
            parts = {
                "output": describe(head["output"], "layer", "units", "activation"),
                "loss": describe(head["loss"], "name", "from_logits"),
                "labels": describe(head["labels"], "encoding", "classes"),
                "metrics": "; ".join(metrics) or "none",
            }
            lines.append(f"  variant {number}, head {head['name'] or '-'}{condition}")
            lines += [f"    {name:8}{text}" for name, text in parts.items()]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cache", type=Path, default=HERE / ".cache", help="where downloads are kept")
    parser.add_argument("--number", type=int, default=100, help="how many calls to draw (default: 100)")
    parser.add_argument("--seed", type=int, default=1, help="which draw (default: 1)")
    arguments = parser.parse_args()
    calls = [
        call for package in PACKAGES for call in collect_understood(package, fetch(package, arguments.cache))
    ]
    drawn = sorted(calls, key=lambda call: call.lot(arguments.seed))[: arguments.number]
    print(f"{len(drawn)} of {len(calls)} understood calls, seed {arguments.seed}\n")
    for call in sorted(drawn, key=lambda call: (call.package, call.place, call.column)):
        print(render(call))


if __name__ == "__main__":
    main()
