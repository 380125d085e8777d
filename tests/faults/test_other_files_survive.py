"""Reports, baselines and comments that are being written when the program is killed, or the disk is full."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from faults.running import (
    COMMAND,
    MEND,
    ROOT,
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
    snapshot,
    started,
    wait_for,
)

pytestmark = pytest.mark.faults

# What writes which file; each run makes another content than the one before.
WRITERS = {
    "report": ["--output-file", "out"],
    "page": ["--output-format", "html=out", "--output-format", "concise"],
    "baseline": ["--write-baseline", "out"],
}


def programs(number: int, count: int = 60) -> None:
    """Programs whose findings need some space, other ones for each number."""
    for index in range(count):
        Path(f"m{index}.py").write_text(MEND.replace("adam", f"adam{number}"))


def content_of(*options: str) -> bytes:
    """What is written by a run that nobody disturbs."""
    assert forked("check", "--no-cache", *options).status in (0, 1)
    return Path("out").read_bytes()


@pytest.mark.parametrize("writer", WRITERS)
def test_killed_at_random_a_file_is_old_or_new(writer: str) -> None:
    options = WRITERS[writer]
    moments = chance(writer)
    programs(0)
    old = content_of(*options)
    length = seconds_of("check", "--no-cache", *options)
    programs(1)
    new = content_of(*options)
    if writer != "baseline":
        assert new != old
    else:
        Path("m0.py").unlink()
        new = content_of(*options)
    for number in range(6 * TIMES):
        Path("out").write_bytes(old)
        run = Forked("check", "--no-cache", *options)
        if number % 2:
            run.wait_until_it_writes()
        else:
            time.sleep(moments.uniform(0, length * 1.2))
        run.kill()
        run.end()
        assert Path("out").read_bytes() in (old, new)
        remove_left_over()


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("is_there", [True, False])
def test_on_a_full_disk_a_file_stays_as_it_was(small_disk: Path, writer: str, is_there: bool) -> None:
    programs(0, 20)
    if is_there:
        Path("out").write_text("old")
    fill(small_disk)
    done = forked("check", "--no-cache", *WRITERS[writer])
    done.assert_quiet()
    assert done.status == 2
    assert done.err == "Error: cannot write `out`: No space left on device\n"
    assert (Path("out").read_text() == "old") if is_there else not Path("out").exists()
    assert not left_over()


@pytest.mark.parametrize("writer", WRITERS)
def test_two_at_once_leave_one_whole_file(writer: str) -> None:
    programs(0, 10)
    whole = content_of(*WRITERS[writer])
    for _ in range(2 * TIMES):
        runs = [Forked("check", "--no-cache", *WRITERS[writer]) for _ in range(4)]
        assert {run.end().status for run in runs} <= {0, 1}
        assert Path("out").read_bytes() == whole
        assert not left_over()


@pytest.mark.parametrize("writer", WRITERS)
def test_permissions_and_links(writer: str) -> None:
    programs(0, 1)
    forked("check", "--no-cache", *WRITERS[writer], prepare=lambda: os.umask(0o027))
    assert stat.S_IMODE(Path("out").stat().st_mode) == 0o640
    Path("out").chmod(0o604)
    Path("out").rename("real")
    Path("out").symlink_to("real")
    Path("real").write_text("old")
    content_of(*WRITERS[writer])
    assert Path("out").is_symlink()
    assert Path("real").read_text() != "old"
    assert stat.S_IMODE(Path("real").stat().st_mode) == 0o604


@pytest.mark.parametrize("writer", ["report", "baseline"])
def test_a_read_only_file_stays(folder: Path, as_nobody: Callable[[], None], writer: str) -> None:
    programs(0, 1)
    folder.chmod(0o777)
    Path("out").write_text("old")
    Path("out").chmod(0o444)
    done = forked("check", "--no-cache", *WRITERS[writer], prepare=as_nobody)
    assert Path("out").read_text() == "old"
    assert (done.status, done.err) == (2, "Error: cannot write `out`: the file is read-only\n")


@pytest.mark.parametrize("writer", ["report", "baseline"])
def test_what_is_no_file_is_written_to(writer: str) -> None:
    programs(0, 1)
    option = WRITERS[writer][0]
    expected = content_of(*WRITERS[writer])
    os.mkfifo("pipe")
    with subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE) as reader:
        assert forked("check", "--no-cache", option, "pipe").status in (0, 1)
        assert reader.stdout is not None
        assert reader.stdout.read() == expected
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)
    Path("log").write_text("before\n")
    with Path("log").open("ab") as log:
        command = [*COMMAND, "check", "--no-cache", option, "/dev/stdout"]
        subprocess.run(command, stdout=log, check=False, env={"PYTHONPATH": str(ROOT)})
    # Paths in a baseline are seen from its folder.
    expected = expected.replace(b'"m0.py"', b'"%s"' % os.path.relpath("m0.py", "/dev").encode())
    assert Path("log").read_bytes().startswith(b"before\n" + expected)
    full = started("check", "--no-cache", option, "/dev/full")
    assert (full.status, full.err) == (2, "Error: cannot write `/dev/full`: No space left on device\n")


def test_comments_that_are_being_written_when_the_program_is_killed() -> None:
    moments = chance("comments")
    programs(0, 12)
    length = seconds_of("check", "--add-noqa")
    done = {path.name: path.read_text() for path in Path().glob("m*.py")}
    assert all("# noqa: CL" in text for text in done.values())
    mixtures = 0
    for number in range(10 * TIMES):
        programs(0, 12)
        old = Path("m0.py").read_text()
        run = Forked("check", "--add-noqa")
        if number % 2:  # while they are being written, however long it takes to come to that
            wait_for(lambda: any("# noqa" in path.read_text() for path in Path().glob("m*.py")))
        else:
            time.sleep(moments.uniform(0, length * 1.2))
        run.kill()
        run.end()
        after = {path.name: path.read_text() for path in Path().glob("m*.py")}
        assert all(text in (old, done[name]) for name, text in after.items())
        mixtures += old in after.values() and after != dict.fromkeys(after, old)
        remove_left_over()
    assert mixtures, "no moment fell into the writing"
    assert forked("check", "--add-noqa").status == 0
    assert {path.name: path.read_text() for path in Path().glob("m*.py")} == done


def test_comments_on_a_full_disk(small_disk: Path) -> None:
    programs(0, 20)
    old = Path("m0.py").read_text()
    fill(small_disk, 4096)
    done = forked("check", "--add-noqa")
    done.assert_quiet()
    texts = [path.read_text() for path in sorted(Path().glob("m*.py"))]
    assert all(text == old or "# noqa: CL" in text for text in texts)
    written = sum(text != old for text in texts)
    assert done.out.decode() == f"Suppressed {2 * written} problems in {written} files.\n"
    assert done.status == (0 if written == 20 else 2)
    assert not left_over()


# --- nothing else ----------------------------------------------------------------------------------

CALLS = [
    ["check"],
    ["check", "--fix"],
    ["check", "--fix-only", "--unsafe-fixes"],
    ["check", "--diff"],
    ["check", "--add-noqa"],
    ["check", "--jobs", "2", "big"],
    ["check", "--output-file", "OUT/report.txt"],
    ["check", "--output-format", "html=OUT/page.html", "--output-format", "sarif=OUT/x.sarif"],
    ["check", "--write-baseline", "OUT/known.json"],
    ["check", "--cache-dir", "OUT/cache"],
    ["inspect", "--output-file", "OUT/calls.txt"],
    ["config"],
    ["rules"],
    ["explain", "CL101"],
    ["--help"],
]


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_nothing_else_is_written(tmp_path: Path, folder: Path, call: list[str]) -> None:
    """Neither in the project, nor at home, nor where temporary files are, nor anywhere else."""
    home, temporary, out = (tmp_path / name for name in ("home", "temporary", "OUT"))
    for made in (home, temporary, out):
        made.mkdir()
    Path("a.py").write_text(MEND)
    Path("n.ipynb").write_text(json.dumps({"cells": [{"cell_type": "code", "source": MEND}]}))
    if "big" in call:
        Path("big").mkdir()
        for number in range(3):
            Path(f"big/b{number}.py").write_text(MEND + "x = [1]\n" * 14_000)
    before = snapshot(folder, home, temporary, out)
    arguments = [one.replace("OUT", str(out)) for one in call]
    env = {name: str(home / name) for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    env |= {"HOME": str(home), "TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"}
    done, opened = _traced(tmp_path / "log", arguments, env)
    done.assert_quiet()
    assert done.status in (0, 1), done.err
    after = snapshot(folder, home, temporary, out)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    changes_files = {"--fix", "--fix-only", "--add-noqa"} & {*call}
    allowed = {folder / "a.py", folder / "n.ipynb"} if changes_files else set()
    caches = [folder / ".compile_lint_cache", out]
    assert {
        path for path in changed - allowed if not any(top in (path, *path.parents) for top in caches)
    } == set()
    beside = {path.parent for path in allowed}
    for path in opened - allowed:
        assert any(top in (path, *path.parents) for top in caches) or (
            path.parent in beside and path.name.startswith(".compile-lint-")
        ), path


def _traced(log: Path, arguments: list[str], env: dict[str, str]) -> tuple[Ended, set[Path]]:
    """Run a command; tell what it opened to write, made, moved, changed or took away, as strace saw it."""
    kinds = "open creat rename renameat2 unlink mkdir link symlink truncate connect"
    asked_for = "trace=" + ",".join(f"?{kind},?{kind}at" for kind in kinds.split())
    strace = ["strace", "-f", "-qq", "-s", "4096", "-e", asked_for, "-o", str(log)]
    if not shutil.which("strace"):
        strace = []  # then the folders that were looked at before and after have to do
    done = ended([*strace, *COMMAND, *arguments], env, timeout=200)
    opened: set[Path] = set()
    for line in log.read_text(errors="surrogateescape").splitlines() if strace else []:
        if " = -1 " in line:
            continue
        call = re.match(r"\d+ +(\w+)\(", line)
        names = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
        if not call or not names:
            continue
        assert call[1] != "connect", line
        if call[1] in ("openat", "open") and not re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", line):
            continue
        opened.update(Path(name).absolute() for name in names)
    return done, opened - {Path(os.devnull)}
