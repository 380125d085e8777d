"""Fuzzing that is led by which code of compile-lint runs, with atheris (``pip install '.[fuzz]'``).

    python tests/fuzz/coverage_guided.py NEW tests/fuzz/corpus -max_total_time=300

``NEW`` is an empty folder for the inputs that reach new code; the arguments are those of libFuzzer. It stops
at the first input that makes compile-lint fail, and writes that to a file ``crash-...``, which the same
command judges again if it is the only argument.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

with atheris.instrument_imports(include=["compile_lint"]):
    from compile_lint import api, overlays
    from compile_lint.interpret import interpret  # noqa: F401 - imported late otherwise, and then not seen
    from compile_lint.meaning import read_sites  # noqa: F401 - likewise

    overlays.load_all()

from fuzz.chance import Chance
from fuzz.judging import EVERYTHING, fault_in
from fuzz.notebooks import mutated_notebook
from fuzz.python_files import mutated_file

SEEDS = [path.read_bytes() for path in sorted(Path(__file__).with_name("corpus").iterdir())]
LONGEST = 2_000  # bytes; what takes long finds little


def check(data: bytes) -> None:
    """Check an input, as a notebook if it looks like one."""
    name = "input.ipynb" if data.lstrip().startswith(b"{") else "input.py"
    report = api.check_source(data, filename=name, settings=EVERYTHING)
    api.render(report, "json")
    fault = fault_in(report)
    if fault is not None:
        raise AssertionError(fault)


def change(data: bytes, max_size: int, seed: int) -> bytes:
    """Change an input: as libFuzzer does, or so that it mostly stays a program or a notebook."""
    chance = Chance(seed)
    if chance.maybe(0.2) or not data:
        return atheris.Mutate(data, max_size)
    if data.lstrip().startswith(b"{"):
        return mutated_notebook(chance, data)[:max_size]
    return mutated_file(chance, data, chance.one(SEEDS), has_tail=True)[:max_size]


if __name__ == "__main__":
    atheris.Setup([*sys.argv, f"-max_len={LONGEST}"], check, custom_mutator=change)
    atheris.Fuzz()
