"""What a file is besides its content, what must not be written, and who else writes meanwhile."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import compile_lint.replacing
from faults.running import MEND, MENDED, TIMES, Ended, Forked, chance, forked, left_over, wait_for

pytestmark = pytest.mark.faults

FIX = ("check", "--fix", "--no-cache", "--quiet")


def fix(*arguments: str, prepare: Callable[[], object] = lambda: None) -> Ended:
    done = forked(*FIX, *arguments, prepare=prepare)
    done.assert_quiet()
    assert not left_over()
    return done


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755, 0o4755, 0o2771, 0o200])
def test_permissions_stay(mode: int) -> None:
    Path("a.py").write_text(MEND)
    Path("a.py").chmod(mode)
    fix()
    assert (Path("a.py").read_text(), stat.S_IMODE(Path("a.py").stat().st_mode)) == (MENDED, mode)


@pytest.mark.usefixtures("_as_root")
def test_the_owner_stays_where_that_may_be() -> None:
    Path("a.py").write_text(MEND)
    os.chown("a.py", 1234, 4321)
    fix()
    status = Path("a.py").stat()
    assert (Path("a.py").read_text(), status.st_uid, status.st_gid) == (MENDED, 1234, 4321)


def test_the_group_and_the_permissions_stay_where_the_owner_cannot(
    folder: Path, as_nobody: Callable[[], None]
) -> None:
    folder.chmod(0o777)
    Path("a.py").write_text(MEND)
    os.chown("a.py", 1234, 65534)
    Path("a.py").chmod(0o664)
    fix(prepare=as_nobody)
    status = Path("a.py").stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (65534, 65534, 0o664)
    assert Path("a.py").read_text() == MENDED


def test_other_attributes_stay() -> None:
    Path("a.py").write_text(MEND)
    try:
        os.setxattr("a.py", "user.mark", b"value")
    except OSError as error:
        pytest.skip(f"this file system has no extended attributes: {error}")
    before = Path("a.py").stat().st_mtime_ns
    fix()
    assert os.getxattr("a.py", "user.mark") == b"value"
    assert Path("a.py").stat().st_mtime_ns > before


def test_a_name_as_long_as_can_be() -> None:
    name = "ä" * 126 + ".py"
    Path(name).write_text(MEND)
    assert fix().status == 0
    assert Path(name).read_text() == MENDED


# --- links -----------------------------------------------------------------------------------------


def test_symbolic_links_stay() -> None:
    Path("real").mkdir()
    Path("real/code.py").write_text(MEND)
    Path("second.py").symlink_to("real/code.py")
    Path("first.py").symlink_to("second.py")
    assert fix("first.py").status == 0
    assert Path("first.py").is_symlink()
    assert Path("second.py").is_symlink()
    assert Path("real/code.py").read_text() == MENDED


def test_a_link_that_leads_out_of_what_was_named_is_not_followed_to_write(tmp_path: Path) -> None:
    outside = tmp_path / "outside.py"
    outside.write_text(MEND)
    Path("a.py").symlink_to(outside)
    Path("sub").symlink_to(tmp_path / "other")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "b.py").write_text(MEND)
    done = fix()
    assert done.status == 1
    assert done.out.count(b"CL611") == 2
    assert outside.read_text() == MEND
    assert (tmp_path / "other" / "b.py").read_text() == MEND
    silenced = forked("check", "--add-noqa", ".")
    assert silenced.status == 2
    assert "a.py: no comment was written: the file lies elsewhere" in silenced.err
    assert outside.read_text() == MEND
    assert fix("a.py").status == 0  # named, and so meant
    assert outside.read_text() == MENDED
    assert fix("sub").status == 0
    assert (tmp_path / "other" / "b.py").read_text() == MENDED
    assert Path("a.py").is_symlink()


def test_of_a_file_with_several_names_only_the_named_one_changes(tmp_path: Path) -> None:
    """In place of the others there may stand anything: a package store, a backup."""
    Path("a.py").write_text(MEND)
    (tmp_path / "other.py").hardlink_to("a.py")
    fix()
    assert (Path("a.py").read_text(), (tmp_path / "other.py").read_text()) == (MENDED, MEND)


def test_both_names_of_a_file_are_mended_where_both_are_named() -> None:
    Path("a.py").write_text(MEND)
    Path("b.py").hardlink_to("a.py")
    fix()
    assert (Path("a.py").read_text(), Path("b.py").read_text()) == (MENDED, MENDED)


def test_links_that_lead_nowhere_or_in_a_ring_are_no_harm() -> None:
    Path("a.py").write_text(MEND)
    Path("b.py").symlink_to("nowhere.py")
    Path("c.py").symlink_to("d.py")
    Path("d.py").symlink_to("c.py")
    Path("ring").symlink_to(".")
    assert fix().status == 0
    assert Path("a.py").read_text() == MENDED


# --- what cannot be written ------------------------------------------------------------------------


def test_an_immutable_file(immutable: Callable[[Path], None]) -> None:
    for name in ("a.py", "b.py"):
        Path(name).write_text(MEND)
    immutable(Path("a.py"))
    done = fix()
    assert (done.status, done.err) == (2, "compile-lint: a.py: the file is read-only\n")
    assert (Path("a.py").read_text(), Path("b.py").read_text()) == (MEND, MENDED)


def test_an_immutable_folder(immutable: Callable[[Path], None]) -> None:
    Path("sub").mkdir()
    Path("sub/a.py").write_text(MEND)
    immutable(Path("sub"))
    done = fix()
    assert (done.status, done.err) == (
        2,
        "compile-lint: sub/a.py: cannot be written: Operation not permitted\n",
    )
    assert Path("sub/a.py").read_text() == MEND


def test_a_folder_and_a_file_of_somebody_else(folder: Path, as_nobody: Callable[[], None]) -> None:
    folder.chmod(0o755)
    for name, mode in (("a.py", 0o666), ("b.py", 0o644), ("c.py", 0o600)):
        Path(name).write_text(MEND)
        Path(name).chmod(mode)
    done = fix(prepare=as_nobody)
    assert done.status == 2
    assert sorted(done.err.splitlines()) == [
        "compile-lint: a.py: cannot be written: Permission denied",
        "compile-lint: b.py: the file is read-only",
        "compile-lint: c.py: the file cannot be read: Permission denied",
    ]
    assert {Path(name).read_text() for name in ("a.py", "b.py", "c.py")} == {MEND}


def test_a_read_only_file_system(small_disk: Path) -> None:
    Path("a.py").write_text(MEND)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = forked("check", "--fix")
    done.assert_quiet()
    assert (done.status, done.err) == (2, "compile-lint: a.py: the file is read-only\n")
    noted = forked("check", "--add-noqa")
    assert (noted.status, noted.err) == (2, "compile-lint: a.py: the file is read-only\n")
    written = forked("check", "--write-baseline", "known.json")
    assert (written.status, written.err) == (2, "Error: cannot write `known.json`: Read-only file system\n")
    assert forked("check", "--output-file", "out.txt").status == 2
    assert forked("check").status == 1  # there is no cache, and nothing else is missing


# --- content ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", "# Größe 日本 🎉\n"),
        ("utf-8-sig", "# Größe 日本\n"),
        ("latin-1", "#!/usr/bin/python\n# -*- coding: latin-1 -*-\n# Größe\x85\n"),
        ("cp1252", "# coding: cp1252\n# Größe € “quotes”\n"),
        ("euc-jp", "# vim: set fileencoding=euc-jp :\n# 日本\n"),
        ("cp437", "# coding: cp437\n# Größe ½\n"),
    ],
)
@pytest.mark.parametrize("ends", [True, False])
def test_encoding_mark_and_line_ends_stay(encoding: str, head: str, newline: str, ends: bool) -> None:
    texts = [(head + text).replace("\n", newline) for text in (MEND, MENDED)]
    before, after = ((text if ends else text.rstrip()).encode(encoding) for text in texts)
    Path("a.py").write_bytes(before)
    fix()
    assert Path("a.py").read_bytes() == after


def test_line_ends_that_are_mixed_stay() -> None:
    mixed = chance("mixed")
    for number in range(10 * TIMES):
        ends = [mixed.choice(["\n", "\r\n", "\r"]) for _ in range(3)]
        before, after = (
            "".join(map("".join, zip(text.split("\n"), ends, strict=False))) for text in (MEND, MENDED)
        )
        Path("a.py").write_bytes(before.encode())
        fix()
        assert Path("a.py").read_bytes() == after.encode(), (number, ends)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("name", ["a.py", "a.ipynb"])
def test_what_is_no_python_stays(encoding: str, name: str) -> None:
    source = MEND if name == "a.py" else json.dumps({"cells": [{"cell_type": "code", "source": MEND}]})
    Path(name).write_bytes(source.encode(encoding))
    fix(name)
    assert Path(name).read_bytes() == source.encode(encoding)


# --- others who write ------------------------------------------------------------------------------


def test_several_at_once_mend_each_file_once() -> None:
    for number in range(4 * TIMES):
        names = [f"m{n}.py" for n in range(4)]
        for name in names:
            Path(name).write_text(MEND)
        more = ("--output-format", "json")
        runs = [Forked(*FIX, *more, *(("--unsafe-fixes",) if n % 2 else ())) for n in range(8)]
        ends = [run.end() for run in runs]
        for end in ends:
            end.assert_quiet()
            assert end.status in (0, 2), end
        assert {Path(name).read_text() for name in names} == {MENDED}
        assert sum(json.loads(end.out)["summary"]["fixed"] for end in ends) == len(names), number
        said = {line.rpartition(": ")[2] for end in ends for line in end.err.splitlines()}
        assert said <= {"the file has changed since it was read", "another process is writing the file"}
        assert not left_over()


@pytest.mark.parametrize("name", ["a.py", "a.ipynb"])
@pytest.mark.parametrize("option", ["--fix", "--add-noqa"])
def test_what_is_saved_meanwhile_is_not_lost(name: str, option: str) -> None:
    """The run is held up once it has written its new content, and somebody saves the file."""
    content = MEND if name == "a.py" else json.dumps({"cells": [{"cell_type": "code", "source": MEND}]})
    Path(name).write_text(content)

    def slowly() -> None:
        wait = os.fsync

        def held_up(handle: int) -> None:
            Path("held").touch()
            while Path("held").exists():
                time.sleep(0.001)
            wait(handle)

        compile_lint.replacing.os.fsync = held_up

    run = Forked("check", option, name, prepare=slowly)
    wait_for(Path("held").exists)
    saved = content.replace("adam", "sgd")
    Path(name).write_text(saved)
    Path("held").unlink()
    done = run.end()
    done.assert_quiet()
    assert done.status == 2
    assert f"compile-lint: {name}: the file has changed since it was read" in done.err
    assert Path(name).read_text() == saved
    assert not left_over()


def test_what_is_saved_before_it_is_written_at_all_is_not_lost() -> None:
    """The file is another one already when it is read to be changed."""
    for option in ("--fix", "--add-noqa"):
        Path("a.py").write_text(MEND)

        def save_first() -> None:
            read = Path.read_bytes

            def saved_first(path: Path) -> bytes:
                if path.name == "a.py" and not Path("saved").exists():
                    Path("saved").touch()
                    path.write_text("# new line\n" + MEND)
                return read(path)

            Path.read_bytes = saved_first

        done = forked("check", option, "a.py", prepare=save_first)
        done.assert_quiet()
        assert Path("saved").exists()
        assert done.status == 2
        assert "the file has changed since it was read" in done.err
        assert Path("a.py").read_text() == "# new line\n" + MEND
        Path("saved").unlink()
