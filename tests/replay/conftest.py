"""A project in a folder of its own, and a command that can be called in this process."""

from __future__ import annotations

import pytest
from edited_project import make_project, trust_files_at_once

import compile_lint.cli
from compile_lint import __main__
from replay.calling import runs


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name in ("hear_signals", "hear_no_more", "occupy_closed_streams"):  # they are for good
        monkeypatch.setattr(__main__, name, lambda: None)
    command = compile_lint.cli.main

    def running(**named):
        runs.append(named)
        return command(**named)

    monkeypatch.setattr(compile_lint.cli, "main", running)
    return make_project(tmp_path / "project", monkeypatch)


@pytest.fixture
def trusting(monkeypatch):
    trust_files_at_once(monkeypatch)
