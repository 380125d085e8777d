"""Programs mean the same after black or ``ruff format`` has laid them out anew."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from programs import programs
from test_rewritten_programs import findings_of, order_of, original

SHARE = 8  # one program of so many, the same each time; all of them with -m slow
BLACK = (sys.executable, "-m", "black", "--quiet", "--line-length", "60")
RUFF = (sys.executable, "-m", "ruff", "format", "--quiet", "--isolated", "--line-length", "70")
each_formatter = pytest.mark.parametrize("formatter", [BLACK, RUFF], ids=["black", "ruff"])


def differences(formatter: tuple[str, ...], names: list[str], folder: Path) -> list[str]:
    """The programs whose findings differ once they are formatted, which as such changes most of them."""
    texts = {name: programs()[name] for name in names}
    files = {folder / f"p{number}.py": name for number, name in enumerate(names)}
    for path, name in files.items():
        path.write_text(texts[name], encoding="utf-8")
    result = subprocess.run([*formatter, str(folder)], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    changed = {name: path.read_text(encoding="utf-8") for path, name in files.items()}
    shutil.rmtree(folder)
    assert sum(changed[name] != texts[name] for name in names) > len(names) / 2
    return [
        f"{name}: {sorted(found ^ order)}"
        for name in names
        if (found := set(order_of(findings_of({"program.py": changed[name]}, folder))))
        != (order := set(order_of(original(name))))
    ]


def formattable() -> list[str]:
    """The programs with something in them to lay out."""
    return [name for name, text in programs().items() if ast.parse(text).body]


@pytest.mark.tools
@each_formatter
def test_some_programs(formatter: tuple[str, ...], tmp_path: Path) -> None:
    assert differences(formatter, formattable()[::SHARE], tmp_path) == []


@pytest.mark.slow
@each_formatter
def test_all_programs(formatter: tuple[str, ...], tmp_path: Path) -> None:
    assert differences(formatter, formattable(), tmp_path) == []
