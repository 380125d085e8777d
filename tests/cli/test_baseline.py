"""``--write-baseline`` and ``--baseline`` from the outside."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import click.testing
import pytest

from compile_lint.cli import main

FAULTY = """\
import keras
model = keras.Sequential([keras.layers.Dense(3)])
model.compile(loss="categorical_crossentropy")
"""
CLEAN = FAULTY.replace("categorical_crossentropy", "mse")
SECOND = 'model.compile("sgd", loss="sparse_categorical_crossentropy")\n'

pytestmark = pytest.mark.usefixtures("project")


def write(**texts: str) -> None:
    for name, text in texts.items():
        path = Path(name.replace("__", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def run(*arguments: str) -> click.testing.Result:
    result = click.testing.CliRunner().invoke(main, ["check", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def found(*arguments: str) -> tuple[int, list[str]]:
    result = run("--output-format", "concise", *arguments)
    return result.exit_code, [line.split(" [")[0] for line in result.stdout.splitlines()[:-1]]


def test_old_findings_pass_and_new_ones_do_not() -> None:
    write(a=FAULTY, pkg__b=FAULTY)
    result = run("--write-baseline", "known.json")
    assert (result.exit_code, result.stdout) == (0, "Wrote 2 known problems to `known.json`.\n")
    assert found("--baseline", "known.json") == (0, [])
    write(a=f"# a line more\n{FAULTY}{SECOND}", c=FAULTY)
    assert found("--baseline", "known.json") == (1, ["a.py:5:27: CL302", "c.py:3:20: CL302"])
    assert run("--baseline", "known.json").stdout.splitlines()[-1] == (
        "Found 2 problems (2 errors) in 2 of 3 files; 4 compile calls read; "
        "2 known problems in the baseline. Fixable: [~] 2 with `--fix --unsafe-fixes`."
    )


def test_what_is_gone_is_reported_and_removed_by_writing_anew() -> None:
    write(a=FAULTY, b=FAULTY)
    run("--write-baseline", "known.json")
    write(a=CLEAN)
    result = run("--baseline", "known.json", "--output-format", "concise")
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "known.json:2:1: CL002 [unused-suppression] warning: "
        "`CL302` of `a.py` is in the baseline, but not found any more\n"
    )
    assert found("--baseline", "known.json", "--ignore", "CL002") == (0, [])
    assert run("--baseline", "known.json", "--write-baseline", "known.json").exit_code == 0
    assert found("--baseline", "known.json") == (0, [])
    Path("b.py").unlink()
    assert found("--baseline", "known.json") == (1, ["known.json:2:1: CL002"])


def test_of_many_that_are_gone_a_few_are_named_in_one_finding() -> None:
    for number in range(3):
        write(**{f"m{number}": FAULTY})
    write(kept=FAULTY)
    run("--write-baseline", "known.json")

    def told() -> list[str]:
        result = run("--baseline", "known.json", "--output-format", "concise")
        return [line.partition("warning: ")[2] for line in result.stdout.splitlines() if "CL002" in line]

    write(m1=CLEAN, m2=CLEAN)
    ending = "are in the baseline, but not found any more"
    assert told() == [f"`CL302` of `m1.py` and `CL302` of `m2.py` {ending}"]
    entry = Path("known.json").read_text(encoding="utf-8").splitlines()[1]
    text = '{"baseline": 1, "findings": [' + ",".join(
        json.dumps({**json.loads(entry.rstrip(",")), "path": f"old{number}.py", "fingerprint": str(number)})
        for number in range(2000)
    )
    Path("known.json").write_text(text + "]}", encoding="utf-8")
    assert told() == [
        "2,000 entries, such as `CL302` of `old0.py`, `CL302` of `old1.py` and `CL302` of `old2.py`, "
        + ending
    ]


def test_what_was_not_looked_at_is_not_gone() -> None:
    write(a=FAULTY, pkg__b=FAULTY)
    run("--write-baseline", "known.json")
    assert found("--baseline", "known.json", "pkg") == (0, [])
    assert found("--baseline", "known.json", "a.py") == (0, [])
    assert found("--baseline", "known.json", "--select", "CL1") == (0, [])
    assert found("--baseline", "known.json", "--min-severity", "error") == (0, [])


def test_the_settings_can_name_it_and_paths_are_those_of_its_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    write(pkg__a=FAULTY)
    Path("compile-lint.toml").write_text('baseline = "lint/known.json"\n', encoding="utf-8")
    Path("lint").mkdir()
    assert run("--write-baseline", "lint/known.json", "pkg").exit_code == 0
    (entry,) = json.loads(Path("lint/known.json").read_text(encoding="utf-8"))["findings"]
    assert (entry["path"], entry["code"]) == ("../pkg/a.py", "CL302")
    assert found() == (0, [])
    monkeypatch.chdir("pkg")
    assert found() == (0, [])
    write(a=CLEAN)
    assert found()[1] == [f"{Path.cwd().parent.as_posix()}/lint/known.json:2:1: CL002"]


def test_it_is_written_the_same_each_time_a_line_a_finding() -> None:
    write(b=FAULTY + SECOND, a=FAULTY)
    run("--write-baseline", "known.json")
    before = Path("known.json").read_bytes()
    run("--write-baseline", "known.json", "b.py", "a.py")
    assert Path("known.json").read_bytes() == before
    assert before.count(b"\n") == 5
    assert not list(Path.cwd().glob(".known*"))


@pytest.mark.skipif(sys.platform == "win32", reason="no permissions of this kind")
def test_the_file_keeps_its_permissions_and_its_link() -> None:
    write(a=FAULTY)
    Path("real.json").touch(0o640)
    Path("real.json").chmod(0o640)
    Path("known.json").symlink_to("real.json")
    run("--write-baseline", "known.json")
    assert Path("known.json").is_symlink()
    assert stat.S_IMODE(Path("real.json").stat().st_mode) == 0o640
    assert found("--baseline", "known.json") == (0, [])


def test_an_empty_baseline_knows_nothing() -> None:
    write(a=CLEAN)
    run("--write-baseline", "known.json")
    write(a=FAULTY)
    assert found("--baseline", "known.json") == (1, ["a.py:3:20: CL302"])


def test_a_failure_of_ours_is_never_known(crashing: str) -> None:
    write(a=FAULTY + crashing)
    assert run("--write-baseline", "known.json").exit_code == 2
    assert found("--baseline", "known.json") == (2, ["a.py:1:1: CL000"])


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"baseline": 2, "findings": []}', '{"baseline": 1}', "\ufeff{", "[" * 9999]
)
def test_a_file_that_is_no_baseline_is_an_error(content: str) -> None:
    Path("known.json").write_text(content, encoding="utf-8")
    result = run("--baseline", "known.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "known.json: the file is no baseline of this version of compile-lint" in result.stderr


def test_a_file_that_is_not_there_is_an_error() -> None:
    result = run("--baseline", "known.json")
    assert result.exit_code == 2
    assert "known.json: the baseline cannot be read: No such file or directory" in result.stderr
    assert run("--write-baseline", "no/such/known.json").exit_code == 2
    assert run("--write-baseline", "known.json", "-").exit_code == 2
