"""``--no-cache``, ``--cache-dir`` and ``--jobs``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from compile_lint.cli import main

PROGRAM = (
    "import keras\nmodel = keras.Sequential([keras.layers.Dense(1, activation='softmax')])\n"
    "model.compile(loss='binary_crossentropy')\n"
)


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    folder = tmp_path / "project"
    (folder / ".git").mkdir(parents=True)
    (folder / "train.py").write_text(PROGRAM, encoding="utf-8")
    (folder / "app").mkdir()
    monkeypatch.chdir(folder)


def run(*arguments):
    return CliRunner().invoke(main, ["check", *arguments])


def names(folder="."):
    return sorted(path.name for path in Path(folder).iterdir())


def test_the_cache_is_a_folder_in_the_project(monkeypatch):
    first = run(".")
    assert first.exit_code == 1
    assert names() == [".compile_lint_cache", ".git", "app", "train.py"]
    assert Path(".compile_lint_cache/.gitignore").read_text(encoding="ascii") == "*\n"
    assert Path(".compile_lint_cache/CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172")
    assert run(".").output == first.output
    monkeypatch.chdir("app")
    assert run("..").exit_code == 1
    assert names() == []


@pytest.mark.parametrize(
    "arguments", [["--no-cache", "."], ["--show-files", "."], ["--no-cache", "--fix", "."], ["-"]]
)
def test_runs_that_keep_nothing(arguments):
    CliRunner().invoke(main, ["check", *arguments], input="")
    assert ".compile_lint_cache" not in names()


def test_another_folder():
    assert run("--cache-dir", "../elsewhere", ".").exit_code == 1
    assert ".gitignore" in names("../elsewhere")
    assert run("--config", "cache-dir = '../third'", ".").exit_code == 1
    assert ".gitignore" in names("../third")
    assert ".compile_lint_cache" not in names()


def test_settings_name_folders_of_the_project_only():
    Path("compile-lint.toml").write_text("cache-dir = '.cache/lint'\n", encoding="utf-8")
    assert run(".").exit_code == 1
    assert ".gitignore" in names(".cache/lint")
    for folder in ("../elsewhere", ".", "/"):
        Path("compile-lint.toml").write_text(f"cache-dir = '{folder}'\n", encoding="utf-8")
        result = run(".")
        assert result.exit_code == 2
        assert "compile-lint.toml:1: `cache-dir` has to be a folder inside the project" in result.stderr
    assert names("..") == ["project"]


def test_a_link_out_of_the_project_is_not_followed():
    Path("../elsewhere").mkdir()
    Path(".compile_lint_cache").symlink_to("../elsewhere")
    assert run(".").exit_code == 2
    assert names("../elsewhere") == []


def test_verbose_says_why_nothing_was_kept():
    Path(".compile_lint_cache").write_text("in the way", encoding="utf-8")
    assert "nothing was kept" not in run(".").stderr
    result = run("--verbose", ".")
    assert result.exit_code == 1
    assert "compile-lint: nothing was kept for later runs: " in result.stderr


def test_contradictions_and_nonsense_are_told():
    result = run("--no-cache", "--cache-dir", "x", ".")
    assert (result.exit_code, "`--no-cache` and `--cache-dir` contradict" in result.stderr) == (2, True)
    result = run("--jobs", "many", ".")
    assert result.exit_code == 2
    assert "`many` is neither a whole number nor `auto`" in result.stderr


@pytest.mark.parametrize("jobs", ["0", "auto", "1", "3"])
def test_any_number_of_jobs(jobs):
    Path("compile-lint.toml").write_text("jobs = 2\n", encoding="utf-8")
    assert run("--jobs", jobs, ".").exit_code == 1


# What a run does without: the parser and all that reads programs, and what judges them.
READING = (
    "libcst", "compile_lint.syntax", "compile_lint.values", "compile_lint.interpret", "compile_lint.overlays",
    "compile_lint.meaning", "compile_lint.run.judging", "compile_lint.rules.catalogue", "compile_lint.model",
    "compile_lint.suppress.comments", "compile_lint.fixes", "multiprocessing",
)  # fmt: skip
MOST_MODULES = 92  # of ours, as counted when this was written and a tenth more
REMEMBERING = ("compile_lint.run.cache", "compile_lint.run.pool", "json", "hashlib", "importlib.metadata")


def imported(names, *arguments):
    """Which of some modules a run in a process of its own imports, and how many of ours."""
    code = (
        "import sys; from compile_lint.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: print(end.code)\n"
        "print(*sys.modules)"
    )
    environment = {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    command = [sys.executable, "-c", code, "check", "--jobs", "4", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    *_, status, modules = done.stdout.splitlines()
    ours = {one for one in modules.split() if one.startswith("compile_lint")}
    return int(status), sorted(set(names) & set(modules.split())), len(ours)


def test_a_run_over_files_of_no_interest_imports_nothing_that_reads_programs():
    Path("train.py").write_text("print(1)\n", encoding="utf-8")
    *found, number = imported(READING + REMEMBERING, "train.py")
    assert found == [0, []]
    assert number <= MOST_MODULES
    for _ in range(2):
        assert imported(READING, ".")[:2] == (0, [])


def test_a_run_that_knows_all_outcomes_imports_nothing_that_reads_programs():
    assert imported(READING, "train.py")[:2] == (1, sorted(set(READING) - {"multiprocessing"}))
    assert imported(READING, "train.py")[:2] == (1, [])
