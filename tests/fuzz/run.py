"""Makes compile-lint work on generated programs and on mutated files and notebooks, and prints what fails.

    python tests/fuzz/run.py programs --number 100000 --seed 1
    python tests/fuzz/run.py files --number 5000 FOLDER ...
    python tests/fuzz/run.py notebooks --number 5000
    python tests/fuzz/run.py whole --number FILES FOLDER ...
    python tests/fuzz/run.py programs --seed 1 --only 4711 --show

Every case is judged twice: here, and in a second process that has another hash seed and takes the cases in
the opposite order. It fails if an exception comes through, if compile-lint reports a fault of its own
(CL000), if it takes too long, or if any two results differ. A case is repeated by its seed and number, as
long as the code and the folders are the same. The exit status is 1 if anything failed.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from textwrap import indent

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from fuzz.judging import Case, Verdict, judge
from fuzz.sources import MAKERS, Make

BATCH = 100  # cases that the two processes take at a time
DIFFERENT = "another process, with another hash seed and another order of cases, gives another result"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    options = _options(arguments)
    make = MAKERS[options.kind](options.seed, options.folders)
    if options.worker is not None:
        return _work(make, options.worker)
    with tempfile.TemporaryDirectory() as folder:
        if options.only is not None:
            return _repeat(make(options.only), Path(folder, "case"), show=options.show)
        return _run_all(make, options, Path(folder, "case"))


def _run_all(make: Make, options: argparse.Namespace, folder: Path) -> int:
    """Judge all cases and print what fails as it is found; if it is stopped, say how far it came."""
    began = time.process_time()
    cases = findings = failures = 0
    with suppress(KeyboardInterrupt):
        for name, verdict in run(make, options, folder):
            cases, findings = cases + 1, findings + verdict.findings
            if verdict.fault is not None:
                failures += 1
                print(f"FAILED {name}\n{indent(verdict.fault.strip(), '    ')}", flush=True)
    seconds = time.process_time() - began
    print(
        f"{options.kind}: {cases} of {options.number} cases, seed {options.seed}, {findings} findings, "
        f"{failures} failures, {seconds:.0f} seconds of processor time in each of two processes"
    )
    return 1 if failures else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", choices=sorted(MAKERS), help="what to make")
    parser.add_argument(
        "folders", nargs="*", help="where the files to mutate are; fixtures and tests if none"
    )
    parser.add_argument("--number", type=int, default=1000, help="how many cases")
    parser.add_argument("--start", type=int, default=0, help="the number of the first")
    parser.add_argument("--seed", default="1", help="any text; another one gives other cases")
    parser.add_argument("--only", type=int, help="repeat the case of this number")
    parser.add_argument("--show", action="store_true", help="with --only: print the files of the case")
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    return parser.parse_intermixed_args(arguments)  # folders may stand after options


def run(make: Make, options: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Verdict]]:
    """Judge cases here and in another process; yields the name of each with its verdict.

    Cases of one file are judged side by side. Those of several are judged in turns, because they have to
    stand in the same folder: a program may ask for its ``__file__``.
    """
    with _other_process(options, folder) as other:
        end = options.start + options.number
        for first in range(options.start, end, BATCH):
            cases = [make(number) for number in range(first, min(first + BATCH, end))]
            alone = [case for case in cases if len(case.files) == 1]
            several = [case for case in cases if len(case.files) > 1]
            _ask(other, alone)
            here = [judge(case, folder) for case in alone]
            there = _answer(other)
            here += [judge(case, folder) for case in several]
            _ask(other, several)
            there += _answer(other)
            for case, one, two in zip(alone + several, here, there, strict=True):
                yield case.name, joined(one, two)
        assert other.stdin is not None
        other.stdin.close()


def _ask(other: subprocess.Popen[str], cases: Sequence[Case]) -> None:
    assert other.stdin is not None
    other.stdin.write(f"{json.dumps([case.number for case in reversed(cases)])}\n")
    other.stdin.flush()


def _answer(other: subprocess.Popen[str]) -> list[Verdict]:
    assert other.stdout is not None
    return [Verdict(**one) for one in reversed(json.loads(other.stdout.readline()))]


def joined(one: Verdict, two: Verdict) -> Verdict:
    """What two processes make of one case."""
    if one.fault is None and two.fault is None and one.digest != two.digest:
        return Verdict("", one.findings, DIFFERENT)
    return one if one.fault is not None else two


def _other_process(options: argparse.Namespace, folder: Path) -> subprocess.Popen[str]:
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    command = [sys.executable, __file__, options.kind, *options.folders, "--seed", options.seed]
    return subprocess.Popen(
        [*command, "--worker", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )


def _work(make: Make, folder: Path) -> int:
    """Judge the cases whose numbers come in, a batch a line."""
    for stop in (signal.SIGINT, signal.SIGTERM):  # the process that asks tells when it is over
        signal.signal(stop, signal.SIG_IGN)
    for line in sys.stdin:
        print(json.dumps([asdict(judge(make(number), folder)) for number in json.loads(line)]), flush=True)
    return 0


def _repeat(case: Case, folder: Path, *, show: bool) -> int:
    """Judge one case, and show it."""
    if show:
        for name, data in case.files.items():
            print(f"--- {name}\n{data.decode('utf-8', 'backslashreplace')}")
    verdict = judge(case, folder)
    print(verdict.fault or f"{case.name}: {verdict.findings} findings")
    return 0 if verdict.fault is None else 1


if __name__ == "__main__":
    for stop in (signal.SIGINT, signal.SIGTERM):  # a shell starts what runs behind it deaf to the first
        signal.signal(stop, signal.default_int_handler)
    sys.exit(main())
