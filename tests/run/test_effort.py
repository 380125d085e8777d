"""How much a run does, counted in operations: a run that suddenly does more has become slow.

Seconds decide no test. Counts are the same on every machine, and may grow by a tenth for good reasons.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from edited_project import trust_files_at_once

from compile_lint.interpret.machine import Machine
from compile_lint.interpret.program import Program
from compile_lint.run import Means, check_paths, check_source
from compile_lint.settings import Settings
from compile_lint.sources import contents, notebook_text
from compile_lint.syntax import deferred, parse, walk

HEAD = "import keras\ndef head(units):\n    return keras.layers.Dense(units, activation='softmax')\n"
TRAIN = (
    "import re, keras\nfrom lib.heads import head\n"
    "def build(units, loss='mse'):\n"
    "    layers = [keras.layers.Dense(64, activation='relu') for _ in range(3)]\n"
    "    model = keras.Sequential([keras.Input((4,)), *layers, head(units)])\n"
    "    model.compile(optimizer='adam', loss=loss, metrics=['accuracy'])\n"
    "    return model\n"
    "if __name__ == '__main__':\n"
    "    for units in (1, 3):\n"
    "        build(units, 'categorical_crossentropy').fit(x, y)\n"
)
PLAIN = "import re\nPATTERN = re.compile('x')\ndef f(a):\n    return [b for b in a if PATTERN.match(b)]\n"
USER = "from train0 import build\nbuild(5, 'binary_crossentropy')\n"


@pytest.fixture
def counted(tmp_path, monkeypatch):
    """The operations of a run on a project of 55 files, 12 of them with compile calls."""
    monkeypatch.chdir(tmp_path)
    trust_files_at_once(monkeypatch)
    for folder in (".git", "lib", "plain"):
        Path(folder).mkdir()
    Path("lib/heads.py").write_text(HEAD, encoding="utf-8")
    for number in range(12):
        Path(f"train{number}.py").write_text(TRAIN, encoding="utf-8")
    for number in range(40):
        Path(f"plain/m{number}.py").write_text(PLAIN, encoding="utf-8")
    for number in range(2):
        Path(f"use{number}.py").write_text(USER, encoding="utf-8")

    counts = Counter()
    counting = partial(count_calls, counts)
    monkeypatch.setattr(contents, "content_of", counting("files read", contents.content_of))
    monkeypatch.setattr(parse, "parse_module", counting("files parsed", parse.parse_module))
    monkeypatch.setattr(walk, "children", counting("nodes visited", walk.children))
    monkeypatch.setattr(Machine, "step", counting("steps run", Machine.step))
    return counts


def count_calls(counts, name, function):
    def wrapped(*arguments, **keywords):
        counts[name] += 1
        return function(*arguments, **keywords)

    return wrapped


def run(folder=None):
    return check_paths(["."], Settings(), means=Means(folder))


# As counted when this was written.
COLD = {"files read": 73, "files parsed": 16, "nodes visited": 2604, "steps run": 772}


def test_a_cold_run(counted):
    run()
    assert {name: counted[name] for name in COLD} == pytest.approx(COLD, rel=0.1)


def test_a_warm_run_does_nothing(counted):
    before = run("../cache")
    counted.clear()
    assert run("../cache").findings == before.findings
    assert counted == {}


def test_a_warm_run_asks_for_the_times_of_each_file_twice(counted, monkeypatch, tmp_path):
    """Once for each walk; a call that is replayed asks once, see ``tests/replay``."""
    run("../cache")
    asked = Counter()
    look = os.stat

    def noting(path, *arguments, **named):
        asked[Path(path).absolute()] += 1
        return look(path, *arguments, **named)

    counted.clear()
    monkeypatch.setattr(os, "stat", noting)
    run("../cache")
    times = [times for path, times in asked.items() if path.suffix == ".py" and tmp_path in path.parents]
    assert sum(times) == pytest.approx(122, rel=0.1)
    assert counted == {}


def test_after_a_change_what_it_concerns_is_read(counted):
    run("../cache")
    Path("train3.py").write_text(TRAIN.replace("64", "32"), encoding="utf-8")
    Path("plain/m3.py").write_text(PLAIN.replace("x", "y"), encoding="utf-8")
    counted.clear()
    run("../cache")
    assert counted["files parsed"] == 2  # the program, and what it imports
    assert counted["files read"] <= 5


def test_of_a_tree_without_compile_calls_each_file_is_read_once(counted):
    check_paths(["plain"], Settings())
    assert counted == {"files read": 40}


WRAPPING = """
import functools
import re

NUMBER = re.compile('[0-9]+')


def prepared(function):
    @functools.wraps(function)
    def wrapper(self, x):
        return function(self, NUMBER.sub("", x))

    return wrapper
"""
WRAPPED = """
from wrapping import prepared


class Text:
    @prepared
    def words(self, x):
        return x.split()
"""
TRAINED = """
import keras
from text import Text

text = Text()


def train(model):
    model.compile("sgd", "mse")
"""


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize(("compiled", "runs"), [("re.compile('a')", False), ("model.compile('sgd')", True)])
def test_what_a_file_wraps_is_run_if_it_compiles_models(compiled, runs, monkeypatch):
    """Regular expressions are compiled too, which is none of our business."""
    ran = []
    force = Program._force_recipient
    monkeypatch.setattr(Program, "_force_recipient", lambda self, one: (ran.append(one), force(self, one)))
    Path("wrapping.py").write_text(WRAPPING.replace("re.compile('[0-9]+')", compiled), encoding="utf-8")
    Path("text.py").write_text(WRAPPED, encoding="utf-8")
    Path("train.py").write_text(TRAINED, encoding="utf-8")
    check_paths(["train.py"], Settings())
    assert bool(ran) is runs


ASSIGNING = """
import keras


class Base:
    {methods}


class Trainer(Base):
    def train(self, x, y):
        self.model.compile("sgd", "mse")
        self.model.fit(x, y, epochs=EPOCHS)


EPOCHS = 3
"""
METHOD = """
    def method{number}(self, x):
        \"\"\"A method of some length, which does nothing that matters to anything outside of it.\"\"\"
        first, *others = x
        return self.model(first) + sum(self.model(other) for other in others) + {number}
"""


def test_bodies_that_cannot_matter_are_not_parsed(counted, monkeypatch):
    """They are not looked into for what they would have to mention."""
    monkeypatch.setattr(deferred, "parse_body", count_calls(counted, "bodies parsed", deferred.parse_body))
    methods = "".join(METHOD.format(number=number) for number in range(30))
    Path("trainer.py").write_text(ASSIGNING.format(methods=methods.strip()), encoding="utf-8")
    check_paths(["trainer.py"], Settings())
    assert counted["files parsed"] == 1
    assert counted["bodies parsed"] == 0


@pytest.mark.parametrize("cell", ["(x): int = 1", "x = (", "a;" * 20])
def test_each_cell_that_is_no_python_costs_the_same(cell, monkeypatch):
    """The first is refused by libcst alone; of the last there are too many to be parsed."""
    sizes = Counter()

    def counting(name, function, size):
        def wrapped(*arguments, **named):
            sizes[name] += size(*arguments)
            return function(*arguments, **named)

        return wrapped

    monkeypatch.setattr(parse, "parse_module", counting("parsed", parse.parse_module, len))
    monkeypatch.setattr(
        notebook_text, "cell_characters", counting("located", notebook_text.cell_characters, len)
    )
    monkeypatch.setattr(parse, "is_too_long", lambda text: len(text) > 250 * 40)
    cells = [HEAD, *[cell] * 250, "keras.Sequential([head(3)]).compile(loss='binary_crossentropy')\n"]
    document = {"cells": [{"cell_type": "code", "source": source} for source in cells]}
    data = json.dumps(document).encode()
    report = check_source(data, "a.ipynb", Settings())
    assert len(report.findings) == (1 if ";" in cell else 251)
    assert sizes["parsed"] <= 3 * sum(map(len, cells)) + 1000
    assert sizes["located"] <= 2 * len(data)


def test_a_constructor_that_nothing_calls_is_run_once(monkeypatch):
    """Neither for the compile call in it nor for an attribute that it leaves out is it run again."""
    counts = Counter()
    monkeypatch.setattr(Machine, "step", count_calls(counts, "steps run", Machine.step))
    many = "".join(f"        self.a{number} = {number}\n" for number in range(200))
    source = (
        f"import keras\nDEBUG = False\nclass Net:\n    def __init__(self, x):\n{many}"
        "        if DEBUG:\n            self.late = x\n"
        "        self.model = keras.Sequential([keras.layers.Dense(1, activation='softmax')])\n"
        "        self.model.compile(loss='categorical_crossentropy')\n"
        "    def train(self):\n        self.model.fit(self.late, self.late)\n"
    )
    report = check_source(source.encode(), "a.py", Settings())
    assert [finding.code for finding in report.findings] == ["CL101"]
    assert 200 < counts["steps run"] < 300
