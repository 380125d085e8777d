"""What a run reports does not depend on what earlier runs have left behind."""

from __future__ import annotations

import builtins
import io
import json
import os
import random
import shutil
import sys
import threading
import time
from pathlib import Path

import pytest

import compile_lint
from compile_lint.run import Means, cache, cache_file, cache_folder, caching, check_paths, last_run
from compile_lint.settings import Settings, SettingsLookup
from compile_lint.sources.contents import content_of

HEADS = "import keras\ndef head(units):\n    return keras.layers.Dense(units, activation={!r})\n"
MODELS = (
    "import keras\nfrom heads import head\n"
    "def build(loss):\n"
    "    model = keras.Sequential([keras.Input((4,)), head({})])\n"
    "    model.compile(loss=loss)\n"
    "    return model\n"
)
TRAIN = "from models import build\nmodel = build({!r}){}\n"
ALONE = """import json, keras
loss = json.load(open("config.json"))["loss"]
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation="softmax")])
model.compile(loss=loss)  # compile-lint: ignore[CL102] known
"""

# What may stand in the files of a project, with nothing for no file. Names shadow each other.
FILES = {
    "heads.py": [HEADS.format("softmax"), HEADS.format("sigmoid"), HEADS.format("softplus"), None, "x = (\n"],
    "src/heads.py": [None, HEADS.format("relu"), HEADS.format("softmax")],
    "app/heads.py": [None, HEADS.format("linear"), HEADS.format("softmax")],
    "heads/__init__.py": [None, HEADS.format("softmax"), HEADS.format("sigmoid")],
    "models.py": [MODELS.format(1), MODELS.format(3), None],
    "app/models.py": [None, MODELS.format(1), MODELS.format(2), "build = print\n"],
    "train.py": [
        TRAIN.format("binary_crossentropy", ""),
        TRAIN.format("categorical_crossentropy", ""),
        TRAIN.format("mse", "  # noqa: CL101"),
        None,
    ],
    "app/run.py": [None, TRAIN.format("categorical_crossentropy", ""), "print(1)\n"],
    "alone.py": [
        ALONE,
        "import keras\nkeras.Sequential([keras.layers.Dense(3)]).compile(loss='categorical_crossentropy')\n",
        "x = model.compile(loss=\n",
        None,
    ],
    "config.json": ['{"loss": "mse"}', '{"loss": "binary_crossentropy"}', None],
    "requirements.txt": [None, "tensorflow==2.10\n", "tensorflow==2.18\n", "keras>=3\n"],
    "compile-lint.toml": [None, 'min-certainty = "possible"\nselect = ["ALL"]\n', 'ignore = ["CL1"]\n'],
    "app/pyproject.toml": [None, '[tool.compile-lint]\nignore = ["CL102"]\n', "[project]\n"],
}


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """A project in a folder of its own; the cache lies beside it."""
    folder = tmp_path / "project"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    for name, (first, *_) in FILES.items():
        put(name, first)
    return folder


@pytest.fixture
def trusting(monkeypatch):
    """Files count as old at once, as they would be after two seconds."""
    monkeypatch.setattr(cache, "COARSEST", -3_600_000_000_000)


def put(name, text):
    path = Path(name)
    if text is None:
        path.unlink(missing_ok=True)
        if path.name == "__init__.py" and path.parent.is_dir():
            shutil.rmtree(path.parent)
        return
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def said(report):
    """All that a report says; the texts are those of the files that findings stand in."""
    shown = {finding.span.path for finding in report.findings}
    sources = {key: lines for key, lines in report.sources.items() if key[0] in shown}
    return report.findings, report.summary, report.failures, sources, report.in_file, report.tally


def check(folder="../cache", paths=(".",), **over):
    settings = Settings(**over) if over else SettingsLookup()
    return said(check_paths(paths, settings, means=Means(None if folder is None else str(folder))))


def cached(suffix="lines"):
    return sorted(Path("../cache").glob(f"*.{suffix}"))


def forget_whole_runs():
    """Let the next run ask about each file by itself."""
    for file in cached("run"):
        file.unlink()


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


def edit_at_random(chance):
    name = chance.choice(sorted(FILES))
    put(name, chance.choice(FILES[name]))


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.usefixtures("trusting")
def test_edits_are_noticed_whatever_they_are(seed):
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret
    for _ in range(8):
        for _ in range(chance.randint(1, 3)):
            edit_at_random(chance)
        expected = check(None)
        assert check() == expected
        assert check() == expected
        forget_whole_runs()
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
    forget_whole_runs()
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
    monkeypatch.setattr("compile_lint.run.caching.__version__", "99")
    assert check() == before
    assert len(cached()) == 2


@pytest.mark.parametrize("suffix", ["lines", "run"])
@pytest.mark.parametrize("damage", ["empty", "cut", "noise", "flip", "folder", "pipe", "link"])
@pytest.mark.usefixtures("trusting")
def test_a_damaged_file_is_ignored_and_written_anew(damage, suffix):
    before = check()
    (file,) = cached(suffix)
    if suffix == "lines":
        forget_whole_runs()
    whole = file.read_bytes()
    match damage:
        case "empty":
            file.write_bytes(b"")
        case "cut":
            file.write_bytes(whole[: len(whole) // 2])
        case "noise":
            file.write_bytes(random.Random(0).randbytes(5000))  # noqa: S311
        case "flip":
            file.write_bytes(whole.replace(b"softmax", b"softmin").replace(b"CL1", b"CL2"))
        case "folder":
            file.unlink()
            file.mkdir()
        case "pipe":
            file.unlink()
            os.mkfifo(file)
        case "link":
            file.rename(file.with_suffix(".elsewhere"))
            file.symlink_to(file.with_suffix(".elsewhere"))
    assert check() == before
    if damage != "folder":
        assert check() == before
        assert not file.is_symlink()
        assert suffix == "run" or all(entries(file))


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
        forget_whole_runs()
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
    assert names == {".gitignore", "CACHEDIR.TAG", cached()[0].name}  # nothing is old enough for a whole run


@pytest.mark.usefixtures("trusting")
def test_few_files_stay(monkeypatch):
    monkeypatch.setattr(cache_folder, "_MAX_FILES", 2)
    check()
    old, theirs = Path("../cache/.compile-lint-77.tmp"), Path("../cache/x.tmp")
    for path in (old, theirs):
        path.write_bytes(b"")
        os.utime(path, (0, 0))
    for version in "123":
        monkeypatch.setattr("compile_lint.run.caching.__version__", version)
        check()
    assert len(cached()) == 2
    assert not old.exists()
    assert theirs.exists()


def touched(monkeypatch):
    """What is asked of the disk from now on: paths, by the function that asks."""
    asked = {name: set() for name in ("stat", "scandir", "listdir", "open")}

    def noting(name, function):
        def wrapped(path=".", *arguments, **named):
            if isinstance(path, str | os.PathLike):
                asked[name].add(os.path.abspath(path))
            return function(path, *arguments, **named)

        return wrapped

    for name in ("stat", "scandir", "listdir"):
        monkeypatch.setattr(os, name, noting(name, getattr(os, name)))
    monkeypatch.setattr(builtins, "open", noting("open", open))
    monkeypatch.setattr(io, "open", noting("open", open))
    return asked


@pytest.mark.usefixtures("trusting")
def test_whatever_a_run_looks_at_is_known_to_the_next(project, monkeypatch):
    put("package/__init__.py", "from package.deep import build\n")
    put("package/deep.py", MODELS.format(3).replace("heads", "other.heads"))
    put("package/use.py", "from . import build\nfrom package.missing.more import x\nbuild('mse')\n")
    put(".gitignore", "ignored\n")
    put("app/pyproject.toml", "[tool.compile-lint]\nextend = '../elsewhere.toml'\n")
    put("elsewhere.toml", "ignore = ['CL102']\n")
    put("requirements.txt", "tensorflow==2.10\n")
    Path("requirements").mkdir()
    put("requirements/dev.txt", "keras\n")
    put("../lent.py", TRAIN.format("mse", ""))
    Path("lent.py").symlink_to("../lent.py")
    with monkeypatch.context() as meanwhile:
        asked = touched(meanwhile)
        check()
    (file,) = cached("run")
    about, signs, paths = last_run._parts(memoryview(file.read_bytes())[len(last_run._HEAD) :])
    known = {os.path.abspath(path) for path in paths}
    folders = {os.path.abspath(path) for path in paths[: len(about["folders"])]}
    known |= {os.path.abspath(path) for path, _ in [*about["kinds"], *about["ways"]]}
    ours = str(Path(compile_lint.__file__).parent), str(project.parent / "cache"), *sys.path, "/proc"
    for name, those in asked.items():
        outside = {path for path in those if not any(path.startswith(one) for one in ours if one)}
        is_known = known if name == "open" else known | {path for path in outside if is_told(path, folders)}
        assert outside - is_known - set(map(str, project.parents)) == set(), name
    assert {*map(str, [project / "elsewhere.toml", project / "config.json", project / ".gitignore"])} <= known
    assert signs


def is_told(path, folders):
    """Whether the names in a folder tell of a path, or of one of those above it that is not there."""
    above = str(Path(path).parent)
    return above in folders or (not Path(above).exists() and is_told(above, folders))


@pytest.mark.usefixtures("trusting")
def test_a_run_that_saw_no_change_asks_for_times_alone(monkeypatch):
    before = check()
    with monkeypatch.context() as meanwhile:
        asked = touched(meanwhile)
        assert check() == before
    below = {
        name: {path for path in those if path.startswith(str(Path.cwd()))} for name, those in asked.items()
    }
    assert (below["open"], below["listdir"]) == (set(), set())


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize(
    "change", ["add", "link", "retarget", "dangling", "folder", "ignore", "above", "move"]
)
def test_changes_around_the_files_are_noticed(change, monkeypatch):
    put("../lent/heads.py", HEADS.format("softmax"))
    put("../lent/run.py", ALONE)
    put("../other/heads.py", HEADS.format("sigmoid"))
    put("../other/run.py", "print(1)\n")
    put("linked/keep.py", "x = 1\n")
    put("app/models.py", MODELS.format(1))
    Path("linked/there").symlink_to("../../lent")
    Path("linked/one.py").symlink_to("../../lent/run.py")
    Path("linked/nowhere.py").symlink_to("missing.py")
    check()
    assert check() == check(None)
    match change:
        case "add":
            put("linked/added.py", ALONE)
        case "link":
            Path("app/linked.py").symlink_to("../alone.py")
        case "retarget":
            Path("../lent").rename("../gone")
            Path("../other").rename("../lent")
        case "dangling":
            put("linked/missing.py", ALONE.replace("CL102", "CL999"))
        case "folder":
            Path("app").rename("app2")
        case "ignore":
            put("app/.gitignore", "*.py\n")
        case "above":
            put("../compile-lint.toml", "select = ['CL1', 'CL9']\n")
        case "move":
            shutil.copytree(".", "../copy", symlinks=True)
            monkeypatch.chdir("..")
            shutil.rmtree("project")
            Path("copy").rename("project")
            monkeypatch.chdir("project")
            put("alone.py", FILES["alone.py"][1])
    assert check() == check(None)
    assert check() == check(None)


@pytest.mark.usefixtures("trusting")
def test_a_folder_that_has_other_times_but_the_same_names_counts_as_the_same(monkeypatch):
    put("app/models.py", MODELS.format(1))
    before = check()
    put("app/passing.txt", "x")
    put("app/passing.txt", None)
    monkeypatch.setattr("compile_lint.run.cache.Cache.verdict", None)
    assert check() == before


def test_what_may_still_change_unseen_is_not_known_as_a_whole():
    check()
    assert cached("run") == []


@pytest.mark.usefixtures("trusting")
def test_a_change_while_a_run_is_under_way_is_seen_by_the_next(monkeypatch):
    read = content_of

    def changing(path):
        data = read(path)
        if Path(path).name == "models.py":
            put("heads.py", HEADS.format("sigmoid"))
            put("app/heads.py", HEADS.format("linear"))
        return data

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("compile_lint.sources.contents.content_of", changing)
        check()
    assert check() == check(None)


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize(
    "about",
    [
        None,
        [],
        3,
        {},
        {"folders": [1], "kinds": [3], "ways": 2},
        {"folders": [], "kinds": [], "ways": [], "files": "x"},
    ],
)
def test_a_whole_run_that_somebody_made_up_breaks_nothing(about):
    check()
    (file,) = cached("run")
    for signs, paths in ((last_run.array("q"), ""), (last_run.array("q", [1, 2, 3, 4]), "train.py")):
        file.write_bytes(b"".join(last_run._file(about, signs, paths)))
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
    forget_whole_runs()
    assert calls() == expected
    assert check() == before
