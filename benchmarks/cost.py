"""Measures what interpretation costs in comparison to parsing, on files that are parsed anyway.

Usage, with compile-lint installed::

    python benchmarks/cost.py                # the pinned packages of real_code.py
    python benchmarks/cost.py keras larq     # only these
    python benchmarks/cost.py --folder src   # what is below a folder, as one package

Processor time of this process is counted, one package after the other: of libcst's parser, and of running
and reading the programs without the parsing that imports ask for. The ratio depends little on the machine.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar

from real_code import HERE, PACKAGES, fetch

import compile_lint.interpret
import compile_lint.meaning
import compile_lint.syntax.parse
from compile_lint.run import inspect_paths
from compile_lint.settings import Settings

P = ParamSpec("P")
R = TypeVar("R")


class Clock:
    """Sums up the processor time of two kinds of work that are nested in each other."""

    def __init__(self) -> None:
        self.parsing = 0.0
        self.interpreting = 0.0

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
    """Time the parser and the interpreter, which ``programs`` looks up each time it uses them."""
    clock = Clock()
    parser, interpreter = compile_lint.syntax.parse, compile_lint.interpret
    meaning = compile_lint.meaning
    before = parser.parse_module, interpreter.interpret, meaning.read_sites
    parser.parse_module = clock.parse(parser.parse_module)
    interpreter.interpret = clock.interpret(interpreter.interpret)
    meaning.read_sites = clock.interpret(meaning.read_sites)
    try:
        yield clock
    finally:
        parser.parse_module, interpreter.interpret, meaning.read_sites = before


def measure(name: str, folder: Path) -> tuple[float, float]:
    here = Path.cwd()
    os.chdir(folder)
    try:
        with measured() as clock:
            inspect_paths(["."], Settings(respect_gitignore=False))
    finally:
        os.chdir(here)
    if clock.parsing:
        print(_line(name, clock.parsing, clock.interpreting), flush=True)
    return clock.parsing, clock.interpreting


def _line(name: str, parsing: float, interpreting: float) -> str:
    ratio = interpreting / parsing
    return f"{name:<32} parsing {parsing:7.1f} s  interpreting {interpreting:7.1f} s  {ratio:5.2f}"


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
    totals = [measure(name, folder) for name, folder in chosen]
    print(_line("all", sum(parsing for parsing, _ in totals), sum(cost for _, cost in totals)))


if __name__ == "__main__":
    main()
