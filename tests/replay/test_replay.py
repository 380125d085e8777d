"""A call that would say again what it said before says it without a run, and never anything else."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from edited_project import (
    CHANGES,
    FILES,
    HEADS,
    MODELS,
    TRAIN,
    asked_of_the_disk,
    change_around,
    change_while_reading,
    edit_at_random,
    edited_at_random,
    make_surroundings,
    put,
)

import compile_lint
import compile_lint.cli
from compile_lint import plugin_rules
from compile_lint.replay import call as calls
from compile_lint.replay.record import from_bytes
from replay.calling import CACHE, call, is_replayed, records, runs

# --- what changes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.usefixtures("trusting")
def test_edits_are_noticed_whatever_they_are(seed):
    for _ in edited_at_random(seed):
        is_replayed()
        assert is_replayed()


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
        assert not is_replayed()
    assert records() == []


def test_what_has_been_left_alone_for_two_seconds_is_old_enough(monkeypatch):
    for seconds, is_old in ((1, False), (3, True)):
        clock = SimpleNamespace(time_ns=lambda late=seconds: time.time_ns() + late * 1_000_000_000)
        monkeypatch.setattr(calls, "time", clock)
        call()
        assert is_replayed() is is_old


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("change", CHANGES)
def test_changes_around_the_files_are_noticed(change, monkeypatch):
    make_surroundings()
    call()
    assert is_replayed()
    change_around(change, monkeypatch)
    assert not is_replayed()
    assert is_replayed()


@pytest.mark.usefixtures("trusting")
def test_an_edit_of_the_same_size_whose_times_are_set_back_is_noticed():
    put("train.py", TRAIN.format("mse", ""))
    status = Path("train.py").stat()
    call()
    assert is_replayed()
    put("train.py", TRAIN.format("xyz", ""))
    os.utime("train.py", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert not is_replayed()


@pytest.mark.usefixtures("trusting")
def test_a_folder_that_has_other_times_but_the_same_names_counts_as_the_same():
    put("app/models.py", MODELS.format(1))
    call()
    put("app/passing.txt", "x")
    put("app/passing.txt", None)
    assert is_replayed()


@pytest.mark.usefixtures("trusting")
def test_a_change_while_a_run_is_under_way_is_seen_by_the_next(monkeypatch):
    with monkeypatch.context() as meanwhile:
        change_while_reading(meanwhile)
        call()
    assert not is_replayed()
    assert is_replayed()


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("name", ["train.py", "compile-lint.toml"])
def test_a_change_after_the_run_and_before_it_is_written_down_is_seen_by_the_next(name, monkeypatch):
    put("compile-lint.toml", "ignore = ['CL102']\n")
    write = compile_lint.cli.check.write_report

    def changing(*arguments, **named):
        put(name, FILES[name][1])
        put("app/heads.py", HEADS.format("linear"))
        return write(*arguments, **named)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("compile_lint.cli.check.write_report", changing)
        call()
    assert not is_replayed()


SETTINGS = {
    "compile-lint.toml": ("select = ['ALL']\n", "select = ['CL1']\nextend = 'other/base.toml'\n", None),
    "app/pyproject.toml": ("[tool.compile-lint]\nignore = ['CL1']\n", "[tool.compile-lint]\n", None),
    "other/base.toml": ("min-certainty = 'possible'\n", "output-format = 'json'\n", "ignore = ['CL1']\n"),
    ".gitignore": ("app\n", "*.py\n", None),
}


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("name", [*SETTINGS])
def test_edits_of_settings_are_noticed(name):
    put("app/run.py", TRAIN.format("categorical_crossentropy", "").replace("import", "import keras\nimport"))
    put("other/base.toml", "")
    put("compile-lint.toml", "extend = 'other/base.toml'\n")
    is_replayed()
    for text in SETTINGS[name]:
        put(name, text)
        assert not is_replayed()
        assert is_replayed()


@pytest.mark.usefixtures("trusting")
def test_edits_of_a_file_that_config_names_are_noticed():
    put("../mine.toml", "ignore = ['CL1']\n")
    call("--config", "../mine.toml")
    assert is_replayed("--config", "../mine.toml")
    put("../mine.toml", "output-format = 'json'\n")
    assert not is_replayed("--config", "../mine.toml")


@pytest.mark.usefixtures("trusting")
def test_edits_of_the_baseline_are_noticed():
    call("--write-baseline", "known.json")
    arguments = ("--baseline", "known.json")
    call(*arguments)
    assert is_replayed(*arguments)
    text = Path("known.json").read_text(encoding="utf-8")
    for changed in (text.replace('"fingerprint": "', '"fingerprint": "x'), text):
        put("known.json", changed)
        assert not is_replayed(*arguments)
        assert is_replayed(*arguments)


@pytest.mark.usefixtures("trusting")
def test_a_package_with_rules_that_is_installed_is_noticed(tmp_path, monkeypatch):
    place = tmp_path / "installed"
    place.mkdir()
    monkeypatch.syspath_prepend(str(place))
    monkeypatch.setattr(plugin_rules, "_known_folders", {})
    call()
    assert is_replayed()
    put("../installed/more.py", "RULES = None\n")
    put("../installed/more-1.dist-info/METADATA", "Name: more\nVersion: 1\n")
    put("../installed/more-1.dist-info/entry_points.txt", "[compile_lint.rules]\nmore = more:RULES\n")
    assert call().status == 2
    assert call("--no-cache").status == 2


# --- what is kept apart ----------------------------------------------------------------------------------

WAYS = [
    (),
    (".",),
    ("./",),
    ("train.py", "models.py"),
    ("models.py", "train.py"),
    ("--", "train.py"),
    ("--output-format", "json"),
    ("--output-format", "sarif", "."),
    ("--output-format", "github"),
    ("--output-format", "html"),
    ("--statistics",),
    ("--quiet",),
    ("--color", "always"),
    ("--ignore", "CL1"),
    ("--target", "tf_keras"),
    ("--isolated",),
    ("--config", "ignore = ['CL101']"),
    ("--exit-zero",),
    ("--jobs", "1"),
    ("--cache-dir", "../cache"),
    ("--cache-dir=../cache/", "."),
]


@pytest.mark.usefixtures("trusting")
def test_other_arguments_have_their_own_records():
    put("compile-lint.toml", "min-certainty = 'possible'\n")
    for arguments in WAYS:
        assert not is_replayed(*arguments), arguments
    for arguments in WAYS:
        assert is_replayed(*arguments), arguments


@pytest.mark.usefixtures("trusting")
def test_other_streams_and_environments_have_their_own_records(monkeypatch):
    put("train.py", TRAIN.format("categorical_crossentropy", "  # à"))
    ways = [{}, {"is_terminal": True}, {"encoding": "ascii"}]
    environments = [(), ("NO_COLOR", "1"), ("FORCE_COLOR", "1"), ("TERM", "dumb"), ("HOME", "/elsewhere")]
    for expected in (False, True):
        for environment in environments:
            for way in ways:
                with monkeypatch.context() as meanwhile:
                    if environment:
                        meanwhile.setenv(*environment)
                    assert is_replayed(**way) is expected, (environment, way)


@pytest.mark.usefixtures("trusting")
def test_what_cannot_be_read_as_utf8_is_never_replayed():
    put("train.py", TRAIN.format("categorical_crossentropy", "  # à"))
    for _ in range(2):
        assert not is_replayed("--color", "never", encoding="utf-16")
        assert not is_replayed("models.py", "train.py", "--color", "never", encoding="latin-1")


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("what", ["user", "version", "names", "path"])
def test_others_do_not_get_what_was_said_to_us(what, monkeypatch):
    call()
    assert is_replayed()
    match what:
        case "user":
            monkeypatch.setattr(os, "geteuid", lambda: 4711, raising=False)
        case "version":
            monkeypatch.setattr(calls, "__version__", "99")
        case "names":
            monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "latin-1")
        case "path":
            monkeypatch.syspath_prepend("/nowhere")
    assert not is_replayed()


@pytest.mark.usefixtures("trusting")
def test_a_folder_is_told_from_another_in_which_the_command_is_called(monkeypatch):
    put("app/app/run.py", "x = 1\n")
    put("app/models.py", MODELS.format(1))
    for expected in (False, True):
        assert is_replayed("app") is expected
        with monkeypatch.context() as meanwhile:
            meanwhile.chdir("app")
            assert is_replayed("app") is expected
            assert is_replayed("..") is expected
    assert not Path("app/.compile_lint_cache").exists()


@pytest.mark.usefixtures("trusting")
def test_an_argument_that_becomes_a_file_is_another_one():
    arguments = ("--config", "ignore=[]", "app")  # nobody looks at what is beside that folder
    put("app/run.py", "print(1)\n")
    call(*arguments)
    assert is_replayed(*arguments)
    put("ignore=[]", "output-format = 'json'\n")
    assert not is_replayed(*arguments)


# --- what is never replayed ------------------------------------------------------------------------------


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize(
    "arguments",
    [
        ("--no-cache",),
        ("--verbose",),
        ("--output-file", "../report.txt"),
        ("--output-format", "json=../report.json"),
        ("--output-format", "text", "--output-format", "json=../report.json"),
        ("--show-files",),
        ("--diff",),
        ("--help",),
        ("--watch", "missing.py"),
        ("missing.py",),
        ("binary.py",),
        ("--config", "no-such-key = 1"),
        ("--write-baseline", "../known.json"),
        ("-",),
        ("--cache-dir", "../one", "--cache-dir", "../two"),
    ],
)
def test_what_is_never_replayed(arguments):
    Path("binary.py").write_bytes(b"x = 1\0\n")
    first = call(*arguments, stdin=FILES["alone.py"][1].encode())
    before = len(runs)
    second = call(*arguments, stdin=b"x = 1\n")
    assert len(runs) == before + 1
    assert "Traceback" not in (first.err + second.err).decode()
    assert not records(CACHE)
    assert not records(Path("../one"))
    assert not records(Path("../two"))


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("option", ["--fix", "--add-noqa"])
def test_what_changes_files_does_so_each_time(option):
    put("heads.py", HEADS.format("softmax"))
    for _ in range(2):
        put("train.py", TRAIN.format("binary_crossentropy", ""))
        put(
            "alone.py", FILES["alone.py"][0].split("  # compile-lint")[0].replace("loss=loss", "'mse'") + "\n"
        )
        before = [Path(name).read_bytes() for name in ("heads.py", "train.py", "alone.py")]
        call(option)
        assert [Path(name).read_bytes() for name in ("heads.py", "train.py", "alone.py")] != before
        put("heads.py", HEADS.format("softmax"))
    assert records() == []


@pytest.mark.usefixtures("trusting")
def test_what_a_watching_command_says_is_no_answer_to_a_call(monkeypatch):
    monkeypatch.setattr("compile_lint.cli.watch._changes", lambda _: iter(()))
    monkeypatch.setattr("compile_lint.cli.watch.next", lambda _: sys.exit(3), raising=False)
    assert call("--watch").status == 3
    assert records() == []


@pytest.mark.usefixtures("trusting")
def test_where_a_plugin_has_rules_nothing_is_replayed():
    put("mine.py", (
        "from compile_lint.plugins import rule, Severity\n"
        "@rule(code='MY001', name='mine', since='1', severity=Severity.ERROR, bad='', good='')\n"
        "def mine(call):\n    '''Mine.\n\n    Why: so.\n    Fix: so.\n    '''\n    return ()\n"
    ))  # fmt: skip
    put("compile-lint.toml", "plugins = ['mine.py']\n")
    for _ in range(2):
        assert not is_replayed()
    assert records() == []


@pytest.mark.usefixtures("trusting")
def test_settings_may_name_the_folder_and_then_nothing_is_replayed():
    put("compile-lint.toml", "cache-dir = '.mine'\n")
    for _ in range(2):
        assert not is_replayed()
    put("compile-lint.toml", "")
    assert not is_replayed()
    assert is_replayed()
    put("compile-lint.toml", "cache-dir = '.mine'\n")
    assert not is_replayed()


@pytest.mark.usefixtures("trusting")
def test_a_folder_that_leads_out_of_the_project_is_not_followed():
    call()
    assert is_replayed()
    CACHE.rename("../moved")
    CACHE.symlink_to("../moved")
    assert call().status == 2


@pytest.mark.usefixtures("trusting")
def test_arguments_that_are_expanded_are_not_compared(monkeypatch):
    monkeypatch.setattr(calls.os, "name", "nt")
    assert calls.call_of(["check", "*.py"]) is None
    assert calls.call_of(["check", "~/a"]) is None
    assert calls.call_of(["check", "a.py"]) is not None
    monkeypatch.undo()


# --- what it rests on ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("trusting")
def test_whatever_a_run_looks_at_is_known_to_the_next(project, monkeypatch):
    put("package/__init__.py", "from package.deep import build\n")
    put("package/deep.py", MODELS.format(3).replace("heads", "other.heads"))
    put("package/use.py", "from . import build\nfrom package.missing.more import x\nbuild('mse')\n")
    put(".gitignore", "ignored\n")
    put("app/pyproject.toml", "[tool.compile-lint]\nextend = '../elsewhere.toml'\n")
    put("elsewhere.toml", "ignore = ['CL102']\n")
    put("compile-lint.toml", "baseline = 'known.json'\n")
    call("--isolated", "--write-baseline", "known.json")
    put("requirements.txt", "tensorflow==2.10\n")
    Path("requirements").mkdir()
    put("requirements/dev.txt", "keras\n")
    put("../lent.py", TRAIN.format("mse", ""))
    Path("lent.py").symlink_to("../lent.py")
    monkeypatch.setattr(plugin_rules, "_known_folders", {})
    with monkeypatch.context() as meanwhile:
        asked = asked_of_the_disk(meanwhile)
        call("--cache-dir", "../cache")
    (file,) = records(Path("../cache"))
    record = from_bytes(file.read_bytes())
    known = {os.path.abspath(path) for path in record.paths}
    folders = {os.path.abspath(path) for path in record.paths[: len(record.names)]}
    known |= {os.path.abspath(path) for _, path in record.kinds} | {
        os.path.abspath(path) for path, _ in record.ways
    }
    ours = str(Path(compile_lint.__file__).parent), str(project.parent / "cache"), "/proc"
    modules = {str(Path(place) / name) for place in sys.path if place for name in ("", "libcst")}
    for name, those in asked.items():
        outside = {path for path in those if not path.startswith(ours) and not is_of_a_module(path)}
        is_known = known if name == "open" else known | {path for path in outside if is_told(path, folders)}
        outside -= is_known | set(map(str, project.parents)) | modules
        assert outside == set(), name
    named = ["elsewhere.toml", "compile-lint.toml", "known.json", "config.json", ".gitignore", "lent.py"]
    assert {str(project / name) for name in named} <= known
    assert any(path.endswith("entry_points.txt") for path in known)


def is_of_a_module(path):
    """Whether it is looked at to import something."""
    places = [place for place in sys.path if place]
    return path.endswith((".py", ".pyc", ".so")) and any(path.startswith(f"{place}/") for place in places)


def is_told(path, folders):
    """Whether the names in a folder tell of a path, or of one of those above it that is not there."""
    above = str(Path(path).parent)
    return above in folders or (not Path(above).exists() and is_told(above, folders))


@pytest.mark.usefixtures("trusting")
def test_a_replay_asks_for_times_and_opens_its_record_alone(project, monkeypatch):
    before = call()
    with monkeypatch.context() as meanwhile:
        asked = asked_of_the_disk(meanwhile)
        assert call() == before
    (file,) = records()
    below = {name: {path for path in those if path.startswith(str(project))} for name, those in asked.items()}
    assert below["open"] == {str(file.absolute())}
    assert below["listdir"] == set()
    assert below["scandir"] <= {str(project)}  # the folder of the cache was made in it
    assert str(project / "config.json") in below["stat"]
    assert (
        max(asked["stat"][path] for path in below["stat"] if path.endswith(".py")) <= 2
    )  # if it is imported


OURS = {
    "compile_lint", "compile_lint.__main__", "compile_lint.cache_folder", "compile_lint.process",
    "compile_lint.replay", "compile_lint.replay.call", "compile_lint.replay.record", "compile_lint.roots",
    "compile_lint.signs",
}  # fmt: skip
# Of others, beyond what an interpreter has loaded when it has started.
SLOW = ("click", "dataclasses", "typing", "inspect", "re", "json", "hashlib", "logging", "ast", "libcst")
TRUST = "import compile_lint.replay.recording as one; one.COARSEST = -3_600_000_000_000\n"
# What `contextlib`, `signal` and `functools` are made of, and what reads and compares records.
SMALL = frozenset(
    """
    __future__ _blake2 _collections _collections_abc _functools _operator _stat array binascii collections
    collections.abc contextlib enum errno functools gc genericpath itertools keyword operator os os.path
    posixpath reprlib signal stat types
    """.split()
)
BEGIN = "import sys; sys.argv[0] = 'compile-lint'; before = {*sys.modules}\n"
MAIN = "from compile_lint.__main__ import main\ntry: main()\nfinally: print(*{*sys.modules} - before)\n"


def process(code, *arguments, env=(), **streams):
    """A call in a process of its own, which ends by printing what it has imported."""
    root = str(Path(compile_lint.__file__).resolve().parents[1])
    environment = {"PYTHONPATH": root, "PATH": os.environ["PATH"], **dict(env)}
    command = [sys.executable, "-c", BEGIN + code, "check", *arguments]
    return subprocess.run(command, check=False, env=environment, stderr=subprocess.PIPE, **streams)


def test_a_replay_imports_hardly_anything():
    first = process(TRUST + MAIN, stdout=subprocess.PIPE)
    second = process(MAIN, stdout=subprocess.PIPE)
    *said, modules = second.stdout.splitlines()
    assert (first.returncode, first.stdout.splitlines()[:-1]) == (second.returncode, said) == (1, said)
    assert len(said) > 5
    imported = set(modules.decode().split())
    assert {one for one in imported if one.startswith("compile_lint") and "editable" not in one} == OURS
    assert imported & set(SLOW) == set()
    assert {one for one in imported - OURS if "editable" not in one} <= SMALL


def test_streams_that_take_nothing_end_a_replay_as_they_end_a_run():
    call = TRUST + "from compile_lint.__main__ import main\nmain()\n"
    process(call, stdout=subprocess.PIPE)
    replay, run = "from compile_lint.__main__ import main\nmain()\n", ("--no-cache",)
    assert len(records()) == 1
    for _ in range(2):
        with Path("/dev/full").open("wb") as full:
            ends = [process(replay, *more, stdout=full) for more in ((), run)]
        assert [end.returncode for end in ends] == [2, 2]
        assert ends[0].stderr == ends[1].stderr != b""
    reading, writing = os.pipe()
    os.close(reading)
    ends = [process(replay, *more, stdout=writing) for more in ((), run)]
    os.close(writing)
    assert [(end.returncode, end.stderr) for end in ends] == [(141, b"")] * 2
    closed = "import os; os.close(1); sys.stdout = None\n" + replay
    ends = [process(closed, *more) for more in ((), run)]
    assert [end.returncode for end in ends] == [2, 2]
    assert ends[0].stderr == ends[1].stderr != b""


def test_a_shell_that_asks_how_words_are_completed_gets_no_findings():
    call = TRUST + "from compile_lint.__main__ import main\nmain()\n"
    process(call, stdout=subprocess.PIPE)
    asking = {"_COMPILE_LINT_COMPLETE": "bash_source"}
    done = process("from compile_lint.__main__ import main\nmain()\n", env=asking, stdout=subprocess.PIPE)
    assert b"CL101" not in done.stdout


@pytest.mark.usefixtures("trusting")
def test_the_exit_status_is_the_same():
    for arguments, status in (((), 1), (("--exit-zero",), 0), (("--ignore", "ALL"), 0)):
        assert call(*arguments).status == status
        assert is_replayed(*arguments)


def test_only_check_is_replayed():
    for arguments in ([], ["inspect"], ["rules"], ["--version"], ["checks"], ["check", "--no-cache"]):
        assert calls.call_of(arguments) is None


def test_a_working_folder_that_is_gone_is_told_of(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    shutil.rmtree(gone)
    assert calls.call_of(["check"]) is None
