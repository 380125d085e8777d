"""``--fix`` that is killed, or meets a full disk or another error, at every point of its writing."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import time
from contextlib import suppress
from pathlib import Path

import pytest

from faults.running import (
    COMMAND,
    MEND,
    MENDED,
    STOPPING,
    TIMES,
    Ended,
    Forked,
    chance,
    ended,
    fill,
    forked,
    left_over,
    remove_left_over,
    seconds_of,
)

pytestmark = pytest.mark.faults


def notebook(source: str) -> str:
    cells = [
        {"cell_type": "code", "source": source.splitlines(keepends=True), "outputs": [{"data": "x" * 5000}]},
        {"cell_type": "markdown", "source": ["Größe"]},
    ]
    return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}, indent=1)


BUILD = (
    "import keras\n\ndef build():\n"
    "    return keras.Sequential([keras.layers.Dense(5, activation='softmax')])\n"
)
TRAIN = (
    "import numpy as np\nfrom build import build\n\nx = np.random.rand(9, 4)\n"
    "y = np.random.randint(0, 2, (9, 5))\nmodel = build()\n"
    "model.compile(loss='categorical_crossentropy')\nmodel.fit(x, y)\n"
)

# Every kind of file and form, as it is before and after.
FILES = {
    "a.py": (MEND.encode(), MENDED.encode()),
    "b.py": tuple(("\ufeff" + text.replace("\n", "\r\n")).encode() for text in (MEND, MENDED)),
    "c.py": tuple(f"# coding: latin-1\n# Größe\n{text}".encode("latin-1") for text in (MEND, MENDED)),
    "d.py": tuple(text.replace("\n", "\r", 1).rstrip().encode() for text in (MEND, MENDED)),
    "e.ipynb": tuple(notebook(text).encode() for text in (MEND, MENDED)),
    "f.ipynb": tuple(notebook(text).replace("\n", "\r\n").encode("utf-8-sig") for text in (MEND, MENDED)),
    "build.py": (BUILD.encode(), BUILD.replace("softmax", "sigmoid").encode()),
    "train.py": (TRAIN.encode(), TRAIN.replace("categorical_cross", "binary_cross").encode()),
}
FIX = ("check", "--fix", "--unsafe-fixes", "--no-cache")


def put() -> None:
    for name, (before, _) in FILES.items():
        Path(name).write_bytes(before)


def states() -> str:
    """A letter for each file: ``o`` for old, ``n`` for new. Anything else is half of something."""
    letters = []
    for name, (before, after) in FILES.items():
        content = Path(name).read_bytes()
        assert content in (before, after), f"{name} is neither old nor new: {content[:200]!r}"
        letters.append("n" if content == after else "o")
    return "".join(letters)


def assert_all_new() -> None:
    assert forked(*FIX).status in (0, 1)
    assert states() == "n" * len(FILES)


def test_undisturbed_it_mends_everything_and_leaves_nothing() -> None:
    put()
    assert_all_new()
    assert {path.name for path in Path().iterdir()} == {*FILES, ".git"}


def test_killed_at_random() -> None:
    """Half of the runs are killed at any moment, half while files are being written."""
    moments = chance("killed at random")
    put()
    length = seconds_of(*FIX)
    seen = set()
    for number in range(24 * TIMES):
        put()
        run = Forked(*FIX)
        if number % 2:
            while not (left_over() or "n" in states() or run.has_ended()):
                pass
            time.sleep(moments.uniform(0, length / 5))
        else:
            time.sleep(moments.uniform(0, length * 1.2))
        run.kill()
        run.end()
        seen.add(states())
        assert all(path.parent == Path() for path in left_over())
        remove_left_over()
        assert {path.name for path in Path().iterdir()} == {*FILES, ".git"}
    assert len(seen) > 2, "the moments did not fall into the writing"
    put()
    assert_all_new()


def traced(*rules: str) -> Ended:
    command = ["strace", "-f", "-qq", "-y", *rules, *COMMAND, *FIX, *FILES]
    return ended(command, {"PYTHONDONTWRITEBYTECODE": "1"})


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """How often the program asks the system to do what changes files, while it writes."""
    if not shutil.which("strace"):
        pytest.skip("needs strace")
    here = Path.cwd()
    folder = tmp_path_factory.mktemp("traced")
    os.chdir(folder)
    try:
        put()
        kinds = "fsync,rename,unlink,utimensat,fchmod,chmod,chown,fchown,flock"
        done = traced("-e", f"trace={kinds}", "-o", "log")
        if done.status not in (0, 1):
            pytest.skip(f"strace is not allowed to look: {done.err[-200:]!r}")
        assert states() == "n" * len(FILES)
        counts: dict[str, int] = {}
        for found in re.finditer(r"^\d+ +(\w+)\(", Path("log").read_text(), re.MULTILINE):
            counts[found[1]] = counts.get(found[1], 0) + 1
        assert counts["rename"] == len(FILES)
        return counts
    finally:
        os.chdir(here)


def test_killed_at_every_call_that_changes_a_file(calls: dict[str, int]) -> None:
    """The process dies on entering the n-th rename, fsync and so on, for every n (or a sample of them)."""
    places = [(name, number) for name in calls for number in range(1, calls[name] + 1)]
    moments = chance("every call")
    chosen = places if TIMES > 1 else moments.sample(places, min(8, len(places)))
    for name, number in chosen:
        put()
        traced("-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={number}", "-o", "/dev/null")
        states()
        remove_left_over()
        assert {path.name for path in Path().iterdir()} == {*FILES, ".git"}


@pytest.mark.parametrize(("name", "error"), [("fsync", "EIO"), ("rename", "EIO"), ("rename", "EBUSY")])
def test_an_error_at_every_such_call(calls: dict[str, int], name: str, error: str) -> None:
    """The n-th call fails: a file that is not written is told of, and files of one fix stay together."""
    numbers = range(1, calls[name] + 1)
    for number in numbers if TIMES > 1 else chance(name + error).sample(numbers, 2):
        put()
        done = traced(
            "-e", f"trace={name}", "-e", f"inject={name}:error={error}:when={number}", "-o", "/dev/null"
        )
        done.assert_quiet()
        after = states()
        assert (done.status == 2) == ("o" in after)
        assert ("cannot be written: " in done.err) == ("o" in after)
        assert after[-2:] in ("oo", "nn"), "one of two files that are mended together"
        assert not left_over()


@pytest.mark.parametrize("free", [0, 8, 16, 40, 72])
def test_on_a_full_disk(small_disk: Path, free: int) -> None:
    put()
    fill(small_disk, free * 1024)
    done = forked(*FIX)
    done.assert_quiet()
    after = states()
    assert (done.status == 2) == ("o" in after)
    if "o" in after:
        assert "cannot be written: No space left on device" in done.err
    if free == 0:
        assert after == "o" * len(FILES)
    assert after[-2:] in ("oo", "nn")
    assert not left_over()
    (small_disk / "filler").unlink()
    assert_all_new()


def test_on_a_disk_with_no_room_for_another_file(small_disk: Path) -> None:
    put()
    with suppress(OSError):
        for number in range(64):
            (small_disk / f"filler{number}").touch()
    done = forked(*FIX)
    done.assert_quiet()
    assert (done.status, states()) == (2, "o" * len(FILES))
    assert "cannot be written: No space left on device" in done.err


@pytest.mark.parametrize("size", [0, 100, 400])
def test_beyond_the_size_that_files_may_have(size: int) -> None:
    put()
    done = forked(*FIX, "--quiet", "--exit-zero", "--output-file", "/dev/null",
                  prepare=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))  # fmt: skip
    assert done.status in (2, 99)
    assert "o" in states()
    assert not left_over()


def test_interrupted_at_random() -> None:
    """Unlike a kill, an interruption leaves nothing behind, and does not part what is mended together."""
    moments = chance("interrupted")
    put()
    length = seconds_of(*FIX)
    for number in range(12 * TIMES):
        put()
        run = Forked(*FIX)
        time.sleep(moments.uniform(0, length * 1.2))
        sent = STOPPING[number % 3]
        run.kill(sent)
        done = run.end()
        done.assert_quiet()
        assert done.status in (0, 1, 128 + sent, -sent), done
        assert not left_over()
        assert states()[-2:] in ("oo", "nn")
