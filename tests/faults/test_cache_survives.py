"""A cache whose writer is killed, that is shared, of another version, damaged or hostile."""

from __future__ import annotations

import ast
import json
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import compile_lint.replay.call
import compile_lint.run.cache_file
from faults.running import (
    ROOT,
    TIMES,
    Ended,
    Forked,
    chance,
    fill,
    forked,
    left_over,
    remove_left_over,
    seconds_of,
    trusting,
    wait_for,
)

pytestmark = pytest.mark.faults

PLAIN = ("check", "--output-format", "json")
FRESH = (*PLAIN, "--no-cache")
CACHE = Path(".compile_lint_cache")
HEADS = "import keras\ndef head():\n    return keras.layers.Dense(1, activation='{}')\n"
USES = "import keras\nfrom heads import head\nmodel = keras.Sequential([head()])\nmodel.compile(loss='{}')\n"
LOSSES = ("mse", "mae", "mape", "categorical_crossentropy", "binary_crossentropy")


def edit(moments: random.Random) -> None:
    name = moments.choice(["heads.py", *(f"m{n}.py" for n in range(6))])
    text = HEADS.format(moments.choice(["softmax", "sigmoid", "linear"]))
    Path(name).write_text(text if name == "heads.py" else USES.format(moments.choice(LOSSES)))


def project() -> None:
    Path("heads.py").write_text(HEADS.format("softmax"))
    for number in range(6):
        Path(f"m{number}.py").write_text(USES.format(LOSSES[number % len(LOSSES)]))


def files() -> list[Path]:
    return sorted(CACHE.glob("*.lines"))


def forget_calls() -> None:
    """Let the next call be a run, which asks about each file."""
    for path in CACHE.glob("*.run"):
        path.unlink()


def assert_same(done: Ended) -> None:
    """A run says what one without a cache does."""
    done.assert_quiet()
    expected = forked(*FRESH)
    assert (done.status, done.out, done.err) == (expected.status, expected.out, expected.err)


def test_killed_at_random() -> None:
    moments = chance("cache")
    project()
    length = seconds_of(*PLAIN, prepare=trusting)
    for number in range(20 * TIMES):
        edit(moments)
        if number % 2:
            remove_left_over()  # of a run before, which would look like one that writes
        run = Forked(*PLAIN, prepare=trusting)
        if number % 2:
            run.wait_until_it_writes()
        else:
            time.sleep(moments.uniform(0, length * 1.2))
        run.kill()
        run.end()
        if number % 4 == 0:
            assert_same(forked(*PLAIN, prepare=trusting))
    assert_same(forked(*PLAIN, prepare=trusting))


def test_eight_at_once() -> None:
    """Each time some start with no cache, and find each other making it."""
    moments = chance("eight")
    project()
    for number in range(3 * TIMES):
        if number % 2 == 0:
            for path in CACHE.glob("*") if CACHE.exists() else ():
                path.unlink()
        edit(moments)
        expected = forked(*FRESH)
        ends = [run.end() for run in [Forked(*PLAIN, "--verbose", prepare=trusting) for _ in range(8)]]
        for end in ends:
            assert (end.status, end.out) == (expected.status, expected.out)
            assert "nothing was kept" not in end.err, end.err
        assert_same(forked(*PLAIN, prepare=trusting))
        kept = sorted(path.suffix or path.name for path in CACHE.iterdir())
        assert kept == [".TAG", ".gitignore", ".lines", ".run"], (
            "one file of each kind, and none half written"
        )


def test_versions_that_take_turns_and_run_at_once() -> None:
    moments = chance("versions")
    project()

    def as_version(version: str) -> Callable[[], None]:
        def prepare() -> None:
            trusting()
            compile_lint.replay.call.__version__ = version

        return prepare

    for _ in range(4 * TIMES):
        edit(moments)
        expected = forked(*FRESH)
        runs = [Forked(*PLAIN, prepare=as_version(version)) for version in ("1", "2", "1", "2")]
        assert {run.end().out for run in runs} == {expected.out}
    assert len(files()) == 2


def test_a_clock_that_jumps_and_files_that_seem_to_come_from_anywhere_in_time() -> None:
    moments = chance("clock")
    project()

    def at(shift: int) -> Callable[[], None]:
        def prepare() -> None:
            now, now_ns = time.time, time.time_ns
            time.time = lambda: now() + shift
            time.time_ns = lambda: now_ns() + shift * 1_000_000_000

        return prepare

    for _ in range(12 * TIMES):
        edit(moments)
        if moments.random() < 0.5:
            name = moments.choice(["heads.py", "m1.py", "m2.py"])
            when = time.time_ns() + moments.choice([-1, 1]) * moments.randrange(10**16)
            os.utime(name, ns=(when, when))
        done = forked(*PLAIN, prepare=at(moments.choice([0, -(10**6), 10**6, -3, 3])))
        assert_same(done)


def test_edits_of_the_same_size_within_a_tick() -> None:
    """No edit waits for the clock, and the times of files are set back to where they were."""
    moments = chance("same size")
    project()
    for _ in range(15 * TIMES):
        before = Path("m0.py").stat()
        Path("m0.py").write_text(USES.format(moments.choice(["mse", "mae", "xyz"])))
        if moments.random() < 0.5:
            os.utime("m0.py", ns=(before.st_atime_ns, before.st_mtime_ns))
        assert_same(forked(*PLAIN))


@pytest.mark.parametrize("free", [0, 4, 8, 16])
def test_on_a_full_disk(small_disk: Path, free: int) -> None:
    project()
    fill(small_disk, free * 1024)
    for _ in range(3):
        done = forked(*PLAIN, "--verbose", prepare=trusting)
        done.assert_quiet()
        assert done.out == forked(*FRESH).out
        if free == 0:
            assert "nothing was kept for later runs: No space left on device" in done.err
            assert not files()
        assert not left_over()
    (small_disk / "filler").unlink()
    assert_same(forked(*PLAIN, prepare=trusting))
    assert_same(forked(*PLAIN, prepare=trusting))
    assert len(files()) == 1


def test_a_folder_that_cannot_be_written(immutable: Callable[[Path], None]) -> None:
    project()
    assert_same(forked(*PLAIN, prepare=trusting))
    immutable(CACHE)
    edit(chance("immutable"))
    assert_same(forked(*PLAIN, prepare=trusting))
    assert "nothing was kept for later runs" in forked(*PLAIN, "-v", prepare=trusting).err
    assert not left_over()


@pytest.mark.parametrize("content", ["notes.lines", "x.tmp"])
def test_what_else_is_in_a_folder_that_somebody_chose_stays(content: str) -> None:
    project()
    mine = Path("mine")
    mine.mkdir()
    (mine / content).write_text("mine")
    os.utime(mine / content, (0, 0))
    for number in range(20):
        old = mine / f"{number:032x}.lines"
        old.touch()
        os.utime(old, (number, number))
    assert forked(*PLAIN, "--cache-dir", "mine", prepare=trusting).status == 1
    names = {path.name for path in mine.iterdir()}
    assert content in names
    assert not names & {".gitignore", "CACHEDIR.TAG"}, "they would tell git and backups to leave it all out"
    assert sum(name.endswith(".lines") for name in names - {content}) == 16


# --- files that somebody made up -------------------------------------------------------------------

STRANGE = [
    None, True, -1, 10**30, 1e308, "", "x" * 1000, "\ud800", "/dev/zero", "/etc/passwd", "..", "\0",
    [], {}, [[]], [None] * 7, {"content": 1}, {"": ""}, [["source", "/dev/zero"]], "[" * 10,
]  # fmt: skip


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container and key in a document."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in [*pairs]:
        yield value, key
        yield from places(item)


def parts_of(line: bytes) -> tuple[bytes, Any]:
    """The key and the document of a line."""
    key, _, text = line[9:].partition(b"\t")
    return key, json.loads(text)


def line_of(key: bytes, document: Any) -> bytes:
    """A line with a checksum that is right."""
    new = key + b"\t" + json.dumps(document).encode("ascii")
    return compile_lint.run.cache_file._checksum(new) + b" " + new


def made_up(line: bytes, moments: random.Random) -> bytes:
    """A line with something else in it, and a checksum that is right."""
    key, document = parts_of(line)
    for _ in range(moments.choice([1, 1, 2, 5])):
        container, place = moments.choice([*places(document)] or [([document], 0)])
        match moments.randrange(3):
            case 0:
                container[place] = moments.choice(STRANGE)
            case 1 if isinstance(container[place], list):
                container[place] = container[place] * 2
            case _:
                _, other = moments.choice([*places(document)])
                container[place] = other
    return line_of(key, document)


def test_contents_that_somebody_made_up_break_nothing() -> None:
    """They may say false things, for they are believed; but they end no run, hold none up and run nothing."""
    moments = chance("made up")
    project()
    forked(*PLAIN, prepare=trusting)
    (file,) = files()
    head, *lines = file.read_bytes().splitlines()
    for _ in range(30 * TIMES):
        file.write_bytes(b"\n".join([head, *(made_up(line, moments) for line in lines)]) + b"\n")
        forget_calls()
        done = forked(*PLAIN, prepare=trusting)
        done.assert_quiet()
        assert done.status in (0, 1), done
        json.loads(done.out)


def test_a_cache_that_asks_for_endless_files_holds_nothing_up(folder: Path) -> None:
    project()
    forked(*PLAIN, prepare=trusting)
    (file,) = files()
    os.mkfifo("pipe")
    head, *lines = file.read_bytes().splitlines()
    for target in ("/dev/zero", str(folder / "pipe")):
        made = []
        for line in lines:
            key, document = parts_of(line)
            if key.startswith(b"program"):
                for asked in document["asked"]:
                    if asked[0][0] in ("source", "text"):
                        asked[0][-1] = target
            made.append(line_of(key, document))
        file.write_bytes(b"\n".join([head, *made]) + b"\n")
        forget_calls()
        run = Forked(*PLAIN, prepare=trusting)
        try:
            wait_for(run.has_ended)
        finally:
            run.kill()  # if it is held up; otherwise nothing is left to be killed
        assert_same(run.end())


def test_nothing_that_runs_code_is_read_with() -> None:
    """Pickles go through the pipes to our own processes, and nowhere else; no file is read as one."""
    runs_code = {"pickle", "marshal", "shelve", "dill", "runpy", "code", "xmlrpc", "dbm"}
    for path in (ROOT / "compile_lint").rglob("*.py"):
        nodes = [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
        names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
        assert not {name.partition(".")[0] for name in names} & runs_code, path
        calls = (node.func for node in nodes if isinstance(node, ast.Call))
        called = {function.id for function in calls if isinstance(function, ast.Name)}
        if path.name != "records.py":  # makes methods of our own classes
            assert not called & {"eval", "exec"}, path
