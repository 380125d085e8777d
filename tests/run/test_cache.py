"""What a run reports does not depend on what earlier runs have left behind."""

from __future__ import annotations

import json
import os
import random
import threading
import time
from pathlib import Path

import pytest
from edited_project import (
    CHANGES,
    DAMAGES,
    HEADS,
    MODELS,
    TRAIN,
    change_around,
    change_while_reading,
    do_damage,
    edit_at_random,
    edited_at_random,
    make_project,
    make_surroundings,
    put,
    trust_files_at_once,
)

from compile_lint import cache_folder
from compile_lint.replay import call
from compile_lint.run import Means, cache_file, caching, check_paths
from compile_lint.settings import Settings, SettingsLookup
from compile_lint.sources.contents import content_of


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """A project in a folder of its own; the cache lies beside it."""
    return make_project(tmp_path / "project", monkeypatch)


@pytest.fixture
def trusting(monkeypatch):
    trust_files_at_once(monkeypatch)


def said(report):
    """All that a report says; the texts are those of the files that findings stand in."""
    shown = {finding.span.path for finding in report.findings}
    sources = {key: lines for key, lines in report.sources.items() if key[0] in shown}
    return report.findings, report.summary, report.failures, sources, report.in_file, report.tally


def check(folder="../cache", paths=(".",), **over):
    settings = Settings(**over) if over else SettingsLookup()
    return said(check_paths(paths, settings, means=Means(None if folder is None else str(folder))))


def cached():
    return sorted(Path("../cache").glob("*.lines"))


def entries(file):
    return [line.split(b"\t")[0].split(b" ", 1)[1] for line in file.read_bytes().splitlines()[1:]]


def opened(monkeypatch):
    """The names of the files that are read from now on."""
    names = []

    def noting(path):
        names.append(Path(path).name)
        return content_of(path)

    monkeypatch.setattr("compile_lint.sources.contents.content_of", noting)
    return names


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.usefixtures("trusting")
def test_edits_are_noticed_whatever_they_are(seed):
    for _ in edited_at_random(seed):
        expected = check(None)
        assert check() == expected
        assert check() == expected


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 23))
@pytest.mark.usefixtures("trusting")
def test_many_edits_are_noticed(seed):
    test_edits_are_noticed_whatever_they_are(seed)


def test_edits_are_noticed_at_once():
    """Here nothing is old enough to be known by its times alone."""
    chance = random.Random(0)  # noqa: S311
    for _ in range(4):
        edit_at_random(chance)
        assert check() == check(None)


@pytest.mark.usefixtures("trusting")
def test_a_second_run_reads_no_program(monkeypatch):
    before = check()
    files = opened(monkeypatch)
    monkeypatch.setattr("compile_lint.programs.Programs.read", None)
    assert check() == before
    assert files == []


@pytest.mark.usefixtures("trusting")
def test_a_second_run_writes_nothing():
    for paths in ((".",), ("train.py", "models.py")):
        check(paths=paths)
        written = [file.stat().st_mtime_ns for file in cached()]
        check(paths=paths)
        assert [file.stat().st_mtime_ns for file in cached()] == written


@pytest.mark.usefixtures("trusting")
def test_a_file_that_was_touched_is_not_judged_again(monkeypatch):
    before = check()
    os.utime("train.py")
    monkeypatch.setattr("compile_lint.programs.Programs.read", None)
    assert check() == before


SAME_SIZE = (TRAIN.format("mse", ""), TRAIN.format("mae", ""))


def test_an_edit_of_the_same_size_within_a_tick_is_noticed():
    put("train.py", SAME_SIZE[0])
    times = Path("train.py").stat().st_atime_ns, Path("train.py").stat().st_mtime_ns
    put("heads.py", HEADS.format("softmax"))
    check()
    put("train.py", TRAIN.format("xyz", ""))
    os.utime("train.py", ns=times)
    assert check() == check(None)


@pytest.mark.usefixtures("trusting")
def test_an_edit_whose_times_are_set_back_is_noticed():
    put("train.py", TRAIN.format("categorical_crossentropy", ""))
    status = Path("train.py").stat()
    check()
    put("train.py", TRAIN.format("categorical_crossentropie", "")[:-1])
    assert Path("train.py").stat().st_size == status.st_size
    os.utime("train.py", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert check() == check(None)


@pytest.mark.parametrize("hours", [-1000, 1000])
def test_times_out_of_order_are_no_harm(hours):
    moment = time.time_ns() + hours * 3_600_000_000_000
    for name in ("train.py", "heads.py"):
        os.utime(name, ns=(moment, moment))
    assert check() == check(None)
    put("heads.py", HEADS.format("sigmoid"))
    os.utime("heads.py", ns=(moment, moment))
    assert check() == check(None)


@pytest.mark.usefixtures("trusting")
def test_a_clock_that_is_set_back_is_no_harm(monkeypatch):
    check()
    now = time.time_ns()
    monkeypatch.setattr(caching.time, "time_ns", lambda: now - 10**15)
    put("heads.py", HEADS.format("sigmoid"))
    assert check() == check(None)


def test_a_clock_of_the_files_that_is_behind_keeps_nothing(monkeypatch):
    ahead = time.time_ns() + 10**13
    monkeypatch.setattr(cache_folder.time, "time_ns", lambda: ahead)
    report = check_paths(["."], Settings(), means=Means("../cache"))
    assert report.remarks == ("nothing was kept for later runs: the clock of the file system is behind",)
    assert cached() == []


@pytest.mark.usefixtures("trusting")
def test_settings_of_the_command_line_are_noticed():
    for over in (
        {},
        {"select": ("ALL",)},
        {"ignore": ("CL1",)},
        {"target": "tf_keras"},
        {"suppressions": False},
    ):
        assert check(**over) == check(None, **over)
        assert check(**over) == check(None, **over)


@pytest.mark.usefixtures("trusting")
def test_other_paths_see_their_own_names(project, monkeypatch):
    put("app/models.py", MODELS.format(1))
    for paths in ((".",), ("app",), ("train.py", "models.py"), ("./app", "."), (str(project),)):
        assert check(paths=paths) == check(None, paths=paths)
        assert check(paths=paths) == check(None, paths=paths)
    monkeypatch.chdir("app")
    assert check("../../cache") == check(None)


@pytest.mark.usefixtures("trusting")
def test_runs_on_single_files_leave_the_others_known():
    check(paths=["models.py"])
    check(paths=["alone.py"])
    (file,) = cached()
    programs = [entry for entry in entries(file) if entry.startswith(b"program")]
    assert len(programs) == 2


@pytest.mark.usefixtures("trusting")
def test_what_is_gone_is_forgotten():
    check()
    put("alone.py", None)
    put("app/run.py", "print(1)\n")
    check()
    (file,) = cached()
    assert not any(b"alone.py" in entry for entry in entries(file))


@pytest.mark.usefixtures("trusting")
def test_settings_of_a_folder_that_only_an_import_leads_to_may_be_broken():
    put("lib/heads.py", HEADS.format("softmax"))
    put("heads.py", None)
    put("compile-lint.toml", "extend-exclude = ['lib']\n")
    put("lib/compile-lint.toml", "no = 1\n")
    expected = check(None)
    assert check() == expected
    put("lib/compile-lint.toml", "ignore = ['CL1']\n")
    assert check() == check(None)


@pytest.mark.usefixtures("trusting")
def test_another_version_starts_afresh(monkeypatch):
    before = check()
    monkeypatch.setattr(call, "__version__", "99")
    assert check() == before
    assert len(cached()) == 2


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.usefixtures("trusting")
def test_a_damaged_file_is_ignored_and_written_anew(damage):
    before = check()
    (file,) = cached()
    do_damage(file, damage)
    assert check() == before
    if damage != "folder":
        assert check() == before
        assert not file.is_symlink()
        assert all(entries(file))


@pytest.mark.usefixtures("trusting")
def test_a_file_that_somebody_made_up_can_be_wrong_but_breaks_nothing():
    check()
    (file,) = cached()
    for value in (None, [], {}, 3, "x", {"content": 1, "asked": 2}, {"a.py": [1]}, {"a.py": [1] * 7}):
        lines = [b"compile-lint cache 1"]
        for entry in entries(file):
            text = entry + b"\t" + json.dumps(value).encode()
            lines.append(b"%08x " % cache_file.crc32(text) + text)
        file.write_bytes(b"\n".join(lines) + b"\n")
        assert check() == check(None)


def test_a_folder_that_cannot_be_made_is_no_harm():
    Path("../cache").write_text("a file in the way", encoding="utf-8")
    report = check_paths(["."], SettingsLookup(), means=Means("../cache"))
    assert said(report) == check(None)
    assert report.remarks[0].startswith("nothing was kept for later runs: ")


def test_a_full_disk_is_no_harm(monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache_folder.os, "replace", full)
    report = check_paths(["."], SettingsLookup(), means=Means("../cache"))
    assert said(report) == check(None)
    assert report.remarks == ("nothing was kept for later runs: No space left on device",)
    assert not any(Path("../cache").iterdir())


@pytest.mark.usefixtures("trusting")
def test_runs_at_the_same_time_do_not_disturb_each_other():
    expected = check(None)
    heard = []
    threads = [threading.Thread(target=lambda: heard.append(check())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == [expected] * 4
    assert check() == expected


def test_nothing_is_written_outside_the_folder(project):
    before = sorted(path for path in project.rglob("*"))
    check()
    assert sorted(project.rglob("*")) == before
    names = {path.name for path in Path("../cache").iterdir()}
    assert names == {".gitignore", "CACHEDIR.TAG", cached()[0].name}


@pytest.mark.usefixtures("trusting")
def test_few_files_stay(monkeypatch):
    monkeypatch.setitem(cache_folder._MAX_FILES, ".lines", 2)
    check()
    old, theirs = Path("../cache/.compile-lint-77.tmp"), Path("../cache/x.tmp")
    for path in (old, theirs):
        path.write_bytes(b"")
        os.utime(path, (0, 0))
    for version in "123":
        monkeypatch.setattr(call, "__version__", version)
        check()
    assert len(cached()) == 2
    assert not old.exists()
    assert theirs.exists()


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("change", CHANGES)
def test_changes_around_the_files_are_noticed(change, monkeypatch):
    make_surroundings()
    check()
    assert check() == check(None)
    change_around(change, monkeypatch)
    assert check() == check(None)
    assert check() == check(None)


@pytest.mark.usefixtures("trusting")
def test_a_change_while_a_run_is_under_way_is_seen_by_the_next(monkeypatch):
    with monkeypatch.context() as meanwhile:
        change_while_reading(meanwhile)
        check()
    assert check() == check(None)


@pytest.mark.usefixtures("trusting")
def test_views_of_calls_are_known_too(monkeypatch):
    put("models.py", MODELS.format(3) + "    model.compile(loss=unknown, metrics=['accuracy', 'auc'])\n")
    put("app/models.py", MODELS.format(1))

    def calls(folder="../cache"):
        report = check_paths(["."], SettingsLookup(), with_calls=True, means=Means(folder))
        return report.calls, report.sources, report.findings

    before = check()
    expected = calls(None)
    assert len(expected[0]) > 2
    assert calls() == expected
    monkeypatch.setattr("compile_lint.programs.Programs.read", None)
    assert calls() == expected
    assert check() == before
