"""The same programs give the same report, whatever the hash seed, the order, the paths or the run before."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from compile_lint.cli import main

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("tests/cases", "fixtures")
FEWER = ("tests/cases/arguments", "fixtures")
SLOW = pytest.mark.slow
EVERYTHING = ("--select", "ALL", "--min-certainty", "possible", "--min-severity", "info")


def arguments(*paths: str) -> list[str]:
    return ["check", *EVERYTHING, "--output-format", "json", *paths]


def in_own_process(*paths: str, seed: str = "0", folder: Path = ROOT, **environment: str) -> bytes:
    """What a new interpreter prints."""
    result = subprocess.run(
        [sys.executable, "-m", "compile_lint", *arguments(*paths)],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": seed, **environment},
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in result.stderr
    return result.stdout


def here(*paths: str) -> str:
    """What this process prints."""
    result = CliRunner().invoke(main, arguments(*paths))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.stdout


def findings(printed: str | bytes, start: Path) -> list[str]:
    """The findings of a report with paths relative to the project, in the order of places."""

    def shown(value: object) -> object:
        if isinstance(value, dict):
            return {key: shown(one) for key, one in value.items()}
        if isinstance(value, list):
            return [shown(one) for one in value]
        is_path = isinstance(value, str) and value.endswith((".py", ".ipynb"))
        return Path(os.path.relpath(start / str(value), ROOT)).as_posix() if is_path else value

    return sorted(json.dumps(shown(one), sort_keys=True) for one in json.loads(printed)["findings"])


@pytest.fixture(scope="module")
def reference() -> bytes:
    printed = in_own_process(*FOLDERS)
    assert len(json.loads(printed)["findings"]) > 100
    return printed


@pytest.fixture
def expected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The findings in fewer programs, seen from the root of the project."""
    monkeypatch.chdir(ROOT)
    return findings(here(*FEWER), ROOT)


@pytest.mark.parametrize("seed", ["1", pytest.param("2", marks=SLOW), pytest.param("3", marks=SLOW)])
def test_the_hash_seed_changes_nothing(reference: bytes, seed: str) -> None:
    assert in_own_process(*FOLDERS, seed=seed) == reference


# What is set in a locale or time zone is no matter of the code that is read. Where a locale is not installed,
# Python takes that of C.
@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "Pacific/Kiritimati"},
        pytest.param({"LC_ALL": "tr_TR.UTF-8", "TZ": "America/St_Johns"}, marks=SLOW),
        pytest.param({"PYTHONIOENCODING": "utf-16", "PYTHONUTF8": "1", "TZ": "no/such:zone"}, marks=SLOW),
        pytest.param({"PYTHONOPTIMIZE": "2", "PYTHONDEVMODE": "1", "COLUMNS": "20"}, marks=SLOW),
    ],
    ids=" ".join,
)
def test_the_environment_changes_nothing(environment: dict[str, str], expected: list[str]) -> None:
    printed = in_own_process(*FEWER, **environment)
    encoding = environment.get("PYTHONIOENCODING", "ascii")
    assert findings(printed.decode(encoding), ROOT) == expected


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2", "5"])
def test_neither_processes_nor_what_is_remembered_change_anything(
    jobs: str, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    options = ("--jobs", jobs, "--cache-dir", str(tmp_path))
    assert [findings(here(*options, *FEWER), ROOT) for _ in range(2)] == [expected, expected]


def test_a_run_in_a_process_that_ran_before_changes_nothing(
    reference: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    here(*FEWER)
    assert here(*FOLDERS).encode() == reference


@pytest.mark.parametrize("folders", [FEWER, pytest.param(FOLDERS, marks=SLOW)])
def test_the_order_of_paths_changes_nothing(
    folders: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    printed = here(*folders)
    assert here(*reversed(folders)) == printed
    files = sorted(
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".ipynb")
    )
    random.Random(1).shuffle(files)  # noqa: S311 - an order, not a secret
    assert findings(here(*files), ROOT) == findings(printed, ROOT)


def test_absolute_and_relative_paths_give_the_same_places(
    expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert findings(here(*(str(ROOT / folder) for folder in FEWER)), tmp_path) == expected
    relative = [os.path.relpath(ROOT / folder, tmp_path) for folder in FEWER]
    assert findings(here(*relative), tmp_path) == expected


def test_the_spelling_of_paths_changes_nothing(expected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert findings(here("./tests//cases/../cases/arguments/", "docs/../fixtures/."), ROOT) == expected


def test_the_working_folder_changes_nothing(expected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "fixtures")
    assert findings(here("../tests/cases/arguments", "."), ROOT / "fixtures") == expected
