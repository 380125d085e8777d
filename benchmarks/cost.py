"""Measures what interpretation costs in comparison to parsing, on files that are parsed anyway.

Usage, with compile-lint installed::

    python benchmarks/cost.py                # the pinned packages of real_code.py
    python benchmarks/cost.py keras larq     # only these
    python benchmarks/cost.py --folder src   # what is below a folder, as one package

Processor time of this process is counted, one package after the other. Bodies of functions are parsed when
something looks into them, and most never are; so there are two times to compare with: *parsing* is what was
spent on it in the run, later bodies included, and *whole* is what it takes to parse the same files to their
ends, as often as the run did. *Interpreting* is to run and read the programs without any parsing. The ratios,
to *parsing* and to *whole*, depend little on the machine.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

import libcst as cst
from real_code import HERE, PACKAGES, fetch

import compile_lint.interpret
import compile_lint.meaning
import compile_lint.syntax.deferred
import compile_lint.syntax.parse
from compile_lint.run import inspect_paths
from compile_lint.settings import Settings
from compile_lint.syntax.parse import SyntaxProblem, parse_module

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Cost:
    """Seconds of processor time."""

    parsing: float = 0.0
    whole: float = 0.0
    interpreting: float = 0.0

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.parsing + other.parsing, self.whole + other.whole, self.interpreting + other.interpreting
        )

    def line(self, name: str) -> str:
        ratios = " ".join(f"{self.interpreting / other:5.2f}" for other in (self.parsing, self.whole))
        times = f"parsing {self.parsing:6.1f} s  whole {self.whole:6.1f} s"
        return f"{name:<32} {times}  interpreting {self.interpreting:6.1f} s  {ratios}"


class Clock:
    """Sums up the processor time of two kinds of work that are nested in each other."""

    def __init__(self) -> None:
        self.parsing = 0.0
        self.interpreting = 0.0
        self.texts: list[str] = []

    def parse_module(self, function: Callable[..., cst.Module]) -> Callable[..., cst.Module]:
        def noted(text: str, *, is_whole: bool = False) -> cst.Module:
            self.texts.append(text)
            return function(text, is_whole=is_whole)

        return self.parse(noted)

    def parse(self, function: Callable[P, R]) -> Callable[P, R]:
        def timed(*arguments: P.args, **keywords: P.kwargs) -> R:
            start = time.process_time()
            try:
                return function(*arguments, **keywords)
            finally:
                self.parsing += time.process_time() - start

        return timed

    def interpret(self, function: Callable[P, R]) -> Callable[P, R]:
        def timed(*arguments: P.args, **keywords: P.kwargs) -> R:
            start, parsed = time.process_time(), self.parsing
            try:
                return function(*arguments, **keywords)
            finally:
                self.interpreting += time.process_time() - start - (self.parsing - parsed)

        return timed


@contextmanager
def measured() -> Iterator[Clock]:
    """Time the parsers and the interpreter, which are looked up each time they are used."""
    clock = Clock()
    bodies, parser, interpreter = (
        compile_lint.syntax.deferred,
        compile_lint.syntax.parse,
        compile_lint.interpret,
    )
    meaning = compile_lint.meaning
    before = bodies.parse_body, parser.parse_module, interpreter.interpret, meaning.read_sites
    bodies.parse_body = clock.parse(bodies.parse_body)
    parser.parse_module = clock.parse_module(parser.parse_module)
    interpreter.interpret = clock.interpret(interpreter.interpret)
    meaning.read_sites = clock.interpret(meaning.read_sites)
    try:
        yield clock
    finally:
        bodies.parse_body, parser.parse_module, interpreter.interpret, meaning.read_sites = before


def measure(name: str, folder: Path) -> Cost:
    here = Path.cwd()
    os.chdir(folder)
    try:
        with measured() as clock:
            inspect_paths(["."], Settings(respect_gitignore=False))
    finally:
        os.chdir(here)
    start = time.process_time()
    for text in clock.texts:
        with suppress(SyntaxProblem):
            parse_module(text, is_whole=True)
    cost = Cost(clock.parsing, time.process_time() - start, clock.interpreting)
    if clock.texts:
        print(cost.line(name), flush=True)
    return cost


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("packages", nargs="*", help="names of the packages to run on (default: all)")
    parser.add_argument("--cache", type=Path, default=HERE / ".cache", help="where downloads are kept")
    parser.add_argument("--folder", type=Path, action="append", help="a folder to take instead; repeatable")
    arguments = parser.parse_args()
    if arguments.folder:
        chosen = [(folder.name, folder) for folder in arguments.folder]
    else:
        wanted = [one for one in PACKAGES if not arguments.packages or one.name in arguments.packages]
        chosen = [(one.name, fetch(one, arguments.cache)) for one in wanted]
    total = Cost()
    for name, folder in chosen:
        total += measure(name, folder)
    print(total.line("all"))


if __name__ == "__main__":
    main()
