"""Fixes in notebooks: of the file nothing changes but the lines of source that the fix is about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compile_lint.fixing import fix_paths
from compile_lint.settings import Settings

SETUP = "import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])"
WRONG = "model.compile('adam', 'mse', ['mae'])"
RIGHT = "model.compile('adam', 'mse', metrics=['mae'])"


@pytest.fixture(autouse=True)
def _in_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def lines_of(source):
    return source.splitlines(keepends=True)


def notebook(*sources, **more):
    cells = [
        {
            "cell_type": "code",
            "execution_count": 3,
            "metadata": {"tags": ["x"], "collapsed": True},
            "outputs": [
                {"output_type": "stream", "name": "stdout", "text": ["['mae'] \u2713 \\n\n", "done\n"]}
            ],
            "source": lines_of(source),
        }
        for source in sources
    ]
    return {
        "cells": cells,
        "metadata": {"z": 1, "a": {"b": [1.50, 1e3]}},
        "nbformat": 4,
        "nbformat_minor": 5,
        **more,
    }


def changed(raw, *, unsafe=False):
    Path("n.ipynb").write_bytes(raw.encode())
    fix_paths(("n.ipynb",), Settings(), unsafe=unsafe, write=True)
    return Path("n.ipynb").read_bytes().decode()


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize(
    "layout", [{"indent": 1}, {"indent": 4, "sort_keys": True}, {}, {"separators": (",", ":")}]
)
@pytest.mark.parametrize("ending", ["\n", "", "\r\n\n"])
def test_the_rest_of_the_file_stays(layout, ascii_only, ending):
    raw = (
        json.dumps(
            notebook("# Größe \U0001d4b3\n" + SETUP, WRONG + "  # ok"), ensure_ascii=ascii_only, **layout
        )
        + ending
    )
    assert changed(raw) == raw.replace(WRONG, RIGHT)


def test_a_source_in_one_string():
    raw = json.dumps(
        {"cells": [{"cell_type": "code", "source": f'{SETUP}\n\t# \\ "ü"\n{WRONG}\n'}], "nbformat": 4}
    )
    assert changed(raw) == raw.replace(WRONG, RIGHT)


def test_a_notebook_of_version_3():
    cells = [
        {"cell_type": "markdown", "source": [WRONG]},
        {"cell_type": "code", "language": "python", "input": lines_of(f"{SETUP}\n{WRONG}\n"), "outputs": []},
    ]
    raw = json.dumps({"worksheets": [{"cells": []}, {"cells": cells}], "nbformat": 3}, indent=2)
    before, middle, after = raw.partition('"input"')
    assert changed(raw) == before + middle + after.replace(WRONG, RIGHT)


def test_cells_are_counted_with_those_that_are_no_code():
    book = notebook(SETUP, WRONG)
    book["cells"].insert(1, {"cell_type": "markdown", "metadata": {}, "source": [WRONG]})
    raw = json.dumps(book, indent=1)
    start = raw.rindex(WRONG)
    assert changed(raw) == raw[:start] + RIGHT + raw[start + len(WRONG) :]


def test_a_cell_that_is_indented_as_a_whole():
    raw = json.dumps(notebook(SETUP, f"    x = 1\n    {WRONG}"), indent=1)
    assert changed(raw) == raw.replace(WRONG, RIGHT)


def test_lines_with_magics_around():
    raw = json.dumps(
        notebook(f"%matplotlib inline\n!pip install keras\n{SETUP}\n", f"%%time\n{WRONG}\n"), indent=1
    )
    assert changed(raw) == raw.replace(WRONG, RIGHT)


def test_line_ends_of_windows_inside_the_source():
    raw = json.dumps(
        {"cells": [{"cell_type": "code", "source": f"{SETUP}\n{WRONG}\n".replace("\n", "\r\n")}]}
    )
    assert changed(raw) == raw.replace(WRONG, RIGHT)


SOFTMAX_TWICE = (
    "from keras import layers, models\n"
    "model = models.Sequential()\n"
    "model.add(layers.Dense(5))\n"
    "model.add(layers.Softmax())\n"
)
TRAIN = "model.add(layers.Softmax())\nmodel.compile(loss='sparse_categorical_crossentropy')"


def sources_in(raw):
    return [cell["source"] for cell in json.loads(raw)["cells"]]


def test_a_line_that_goes_from_the_middle():
    raw = json.dumps(notebook(SOFTMAX_TWICE + TRAIN), indent=1)
    after = changed(raw)
    assert sources_in(after) == [lines_of(SOFTMAX_TWICE.replace("model.add(layers.Softmax())\n", "") + TRAIN)]
    assert len(raw.splitlines()) == len(after.splitlines()) + 1


def test_a_line_that_goes_from_the_end_of_a_cell():
    raw = json.dumps(notebook(SOFTMAX_TWICE.rstrip(), TRAIN), indent=1)
    after = changed(raw)
    assert sources_in(after)[0] == lines_of(
        "from keras import layers, models\nmodel = models.Sequential()\nmodel.add(layers.Dense(5))"
    )
    assert sources_in(after)[1] == lines_of(TRAIN)


def test_an_import_in_a_line_of_its_own():
    imports = "from keras.models import Sequential\nfrom keras.layers import Dense, Softmax"
    model = "model = Sequential([Dense(1), Softmax()])\nmodel.compile(loss='binary_crossentropy')"
    raw = json.dumps(notebook(imports, model), indent=1)
    after = changed(raw)
    assert sources_in(after) == [
        lines_of(f"{imports}\nfrom keras.layers import Activation"),
        lines_of(model.replace("Softmax()", "Activation('sigmoid')")),
    ]
    assert json.dumps(json.loads(after), indent=1) == after


def test_an_import_behind_the_only_line_of_a_cell():
    model = "model = Sequential([Dense(1), Softmax()])\nmodel.compile(loss='binary_crossentropy')"
    book = notebook("from keras.models import Sequential", "from keras.layers import Dense, Softmax", model)
    after = changed(json.dumps(book, indent=1))
    assert sources_in(after)[1] == lines_of(
        "from keras.layers import Dense, Softmax\nfrom keras.layers import Activation"
    )
    assert json.dumps(json.loads(after), indent=1) == after


def test_a_fix_in_several_cells():
    labels = "import numpy as np\nx = np.random.rand(9, 4)\ny = np.random.randint(0, 2, (9, 5))"
    build = "import keras\nmodel = keras.Sequential([keras.layers.Dense(5, activation='softmax')])"
    train = "model.compile(loss='categorical_crossentropy', metrics=['accuracy'])\nmodel.fit(x, y)"
    raw = json.dumps(notebook(labels, build, train), indent=1)
    assert changed(raw, unsafe=True) == (
        raw.replace("softmax", "sigmoid")
        .replace("categorical_crossentropy", "binary_crossentropy")
        .replace("['accuracy']", "['binary_accuracy']")
    )
