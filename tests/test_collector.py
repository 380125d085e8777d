"""The garbage collector in processes of ours, and of others."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref

import pytest

from compile_lint.collector import collect, collector_of_ours, is_ours_and_due


class Circle:
    def __init__(self):
        self.itself = self


def is_left_after(run):
    circle = Circle()
    left = weakref.ref(circle)
    del circle
    run()
    return left() is not None


def is_looked_at(one):
    return any(other is one for other in gc.get_objects())


def test_a_process_of_ours_collects_when_told():
    kept = [[]]
    with collector_of_ours():
        assert not gc.isenabled()
        assert is_left_after(lambda: [[] for _ in range(10_000)])
        assert is_looked_at(kept)
        assert not is_left_after(collect)
        assert not is_looked_at(kept)
        with collector_of_ours():
            assert not gc.isenabled()
        assert not gc.isenabled()
        assert not is_looked_at(kept)
    assert gc.isenabled()
    assert is_looked_at(kept)


def test_it_is_due_by_what_was_made():
    with collector_of_ours():
        collect()
        assert not is_ours_and_due()
        made = [[] for _ in range(300_000)]
        assert is_ours_and_due()
        del made
        assert not is_ours_and_due()
    assert not is_ours_and_due()


def test_it_is_on_again_after_a_fault():
    kept = [[]]

    def fail():
        with collector_of_ours():
            collect()
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert gc.isenabled()
    assert is_looked_at(kept)


def test_in_other_processes_nothing_is_kept_from_it():
    kept = [[]]
    assert not is_left_after(collect)
    assert is_looked_at(kept)
    gc.disable()
    try:
        with collector_of_ours():
            collect()
            assert is_looked_at(kept)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_nothing_is_looked_through_as_the_command_ends():
    text = (
        "import atexit, gc\n"
        "atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 1000))\n"
        "from compile_lint.__main__ import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", text, "--version"]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ended.stdout.splitlines()[1:] == ["True True"]
    assert (ended.returncode, ended.stderr) == (0, "")
