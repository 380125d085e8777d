"""Generated programs and mutated files with fixed seeds, and whether what looks for faults finds them."""

from __future__ import annotations

import ast
import sys
import warnings
from pathlib import Path

import pytest

from compile_lint.interpret import calls
from fuzz import judging, run
from fuzz.grammar.programs import program
from fuzz.judging import Case, Verdict, judge
from fuzz.sources import MAKERS

CORPUS = Path(__file__).with_name("corpus")
KINDS = (("programs", 2000), ("files", 300), ("notebooks", 300))


@pytest.mark.fuzz
@pytest.mark.parametrize(("kind", "number"), KINDS)
def test_nothing_makes_it_fail(kind, number, capsys):
    assert run.main([kind, "--number", str(number), "--seed", "ci"]) == 0, capsys.readouterr().out
    assert f"{kind}: {number} of {number} cases" in capsys.readouterr().out


def test_programs_are_python_and_the_same_each_time():
    made = [program("a", number) for number in range(40)]
    assert made == [program("a", number) for number in range(40)]
    assert len({str(files) for files in made}) == 40
    for text in (text for files in made for name, text in files.items() if name.endswith(".py")):
        if sys.version_info < (3, 12) and "[T: int" in text:
            continue  # type parameters
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text.lstrip("\ufeff\f"))


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_a_few_of_each_kind(kind, tmp_path):
    make = MAKERS[kind]("few", ())
    verdicts = [judge(make(number), tmp_path / "case") for number in range(1, 8)]
    assert [one.fault for one in verdicts] == [None] * 7
    assert [make(3).files, make(4).files] == [make(3).files, make(4).files]


@pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda path: path.name)
def test_the_corpus_is_judged(path, tmp_path):
    verdict = judge(Case(path.name, 0, {path.name: path.read_bytes()}, is_python=True), tmp_path)
    assert verdict.fault is None
    assert 0 < path.stat().st_size < 1000


BROKEN = b"import keras\nkeras.Sequential([keras.layers.Dense(1, 'softmax')]).compile(loss='mse')\n"


def judged(folder, number=1, text=BROKEN):
    return judge(Case("one", number, {"a.py": text}, is_python=True), folder)


def test_a_sound_case_has_its_findings(tmp_path):
    assert judged(tmp_path).fault is None
    assert judged(tmp_path).findings > 0
    assert judged(tmp_path).digest != judged(tmp_path, text=b"\n" + BROKEN).digest


def test_a_fault_of_ours_is_found(tmp_path, monkeypatch):
    def fail(*_):
        raise KeyError("oh")

    monkeypatch.setattr(calls.Calls, "call", fail)
    assert "KeyError: 'oh'" in judged(tmp_path).fault


def test_what_should_be_python_and_is_not_is_found(tmp_path):
    assert judged(tmp_path, text=BROKEN + b"(").fault.startswith("CL001 at a.py")


def test_an_exception_that_comes_through_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(judging.api, "render", lambda *_: 1 // 0)
    assert "ZeroDivisionError" in judged(tmp_path).fault


@pytest.mark.skipif(sys.platform == "win32", reason="no clock of processor time that interrupts")
def test_a_case_that_does_not_end_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(judging, "MOST_SECONDS", 0.05)

    def spin(*_):
        while True:
            pass

    monkeypatch.setattr(calls.Calls, "call", spin)
    assert judged(tmp_path).fault.startswith("took more than")


def test_two_results_in_one_process_are_found(tmp_path, monkeypatch):
    results = iter("abc")
    monkeypatch.setattr(judging.api, "render", lambda *_: next(results))
    assert judged(tmp_path, number=10).fault == "a second run in the same process gives another result"


def test_two_results_in_two_processes_are_found():
    one, two = Verdict("a", 1), Verdict("b", 1)
    assert run.joined(one, one).fault is None
    assert run.joined(one, two).fault == run.DIFFERENT
    assert run.joined(one, Verdict("", fault="oh")).fault == "oh"
