"""A folder of its own for every test, disks that are small or cannot be written, and who may do what."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import compile_lint

if sys.platform != "linux":
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project to work in."""
    made = tmp_path / "project"
    (made / ".git").mkdir(parents=True)
    monkeypatch.chdir(made)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return made


@pytest.fixture
def _as_root() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can do this: mount, change owners, become somebody else")


@pytest.fixture
def small_disk(_as_root: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file system of 256 kB and 64 files to work in, with the project in it."""
    place = tmp_path / "disk"
    place.mkdir()
    options = ["-t", "tmpfs", "-o", "size=256k,nr_inodes=64", "tmpfs", str(place)]
    done = subprocess.run(["mount", *options], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no tmpfs can be mounted here: {done.stderr.strip()}")
    try:
        (place / ".git").mkdir()
        monkeypatch.chdir(place)
        yield place
    finally:
        monkeypatch.undo()
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def immutable(_as_root: None) -> Iterator[Callable[[Path], None]]:
    """Make files and folders such that not even root can change them."""
    if not shutil.which("chattr"):
        pytest.skip("needs chattr")
    made: list[Path] = []

    def make(path: Path) -> None:
        done = subprocess.run(["chattr", "+i", str(path)], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"this file system has no attributes: {done.stderr.strip()}")
        made.append(path)

    yield make
    for path in made:
        subprocess.run(["chattr", "-i", str(path)], check=True)


@pytest.fixture
def as_nobody(_as_root: None, tmp_path: Path) -> Callable[[], None]:
    """Become a user who owns nothing; to be called in a forked process."""
    closed = [path for path in Path(compile_lint.__file__).parents if not path.stat().st_mode & 0o001]
    if closed:
        pytest.skip(f"other users may not look into {closed[0]}, where compile-lint is")
    for parent in tmp_path.parents:
        if parent.stat().st_uid == 0 and len(parent.parts) > 2:
            parent.chmod(parent.stat().st_mode | 0o011)
    tmp_path.chmod(0o755)

    def become() -> None:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)

    return become
