"""Makes ``hostile_project`` importable by the tests beside it, and runs each in a folder of its own."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

SECONDS = 5  # of processor time, where the work takes a fraction of one; what is meant to hang takes hours


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: a project with nothing in it, and nothing above it that counts."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / ".git").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def bounded() -> Iterator[None]:
    """Nothing takes long, whatever it reads."""
    began = time.process_time()
    yield
    assert time.process_time() - began < SECONDS
