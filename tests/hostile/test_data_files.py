"""Files that a program loads by their name: what is not small and plain data stays unknown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compile_lint.inspection import State
from compile_lint.run import check_paths, inspect_paths
from compile_lint.settings import Settings

pytestmark = pytest.mark.usefixtures("bounded")

HEAD = "import json, tomllib, yaml, configparser, pickle\nfrom tensorflow import keras\n"
MODEL = """
model = keras.Sequential([keras.layers.Dense(3, activation=config["activation"])])
model.compile(loss=config["loss"])
"""
GOOD = {"activation": "softmax", "loss": "binary_crossentropy"}
KNOWN, UNKNOWN = {State.KNOWN}, {State.UNKNOWN}


def loaded(how: str, name: str = "", data: str | bytes = b"") -> set[State]:
    """How much is known of the loss of a program that loads a file so; nothing fails."""
    if name:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    Path("train.py").write_text(f"{HEAD}config = {how}\n{MODEL}", encoding="utf-8")
    report = check_paths(["train.py"], Settings(select=("ALL",)))
    (call,) = inspect_paths(["train.py"], Settings()).calls
    assert report.failures == ()
    assert "CL000" not in {finding.code for finding in report.findings}
    return {head.loss.state for variant in call.variants for head in variant}


@pytest.mark.parametrize(
    ("how", "name", "data"),
    [
        ("json.load(open('c.json'))", "c.json", json.dumps(GOOD)),
        ("json.loads(open('c.json').read())", "sub/../c.json", json.dumps(GOOD)),
        ("tomllib.load(open('c.toml', 'rb'))", "c.toml", "activation = 'softmax'\nloss = 'mse'\n"),
    ],
)
def test_small_and_plain_data_is_read(how: str, name: str, data: str) -> None:
    assert loaded(how, name, data) >= KNOWN


@pytest.mark.parametrize(
    "data",
    [
        "[" * 60_000,
        '{"a":' * 10_000 + "1" + "}" * 10_000,
        json.dumps({**GOOD, "a": "9" * 70_000}),
        json.dumps({**GOOD, "a": [1] * 20_000}),
        json.dumps({**GOOD, "a": [[[[[[[[[[[[[[1]]]]]]]]]]]]]]}),
        '{"activation": "softmax", "loss": ' + "9" * 50_000 + "}",
        '{"activation": "softmax", "loss": "\ud800"',
        json.dumps(GOOD).encode("utf-16"),
        b"\x00" * 1000,
        b"",
        "null",
        "[1, 2]",
        '{"activation": {"a": []}, "loss": [[]]}',
    ],
    ids=lambda data: repr(data[:24]),
)
def test_any_other_json_is_unknown(data: str | bytes) -> None:
    assert loaded("json.load(open('c.json'))", "c.json", data) == UNKNOWN


@pytest.mark.parametrize(
    "data",
    [
        ".".join("a" * 30_000) + " = 1",
        "a = " + "[" * 60_000,
        "loss = " + "9" * 50_000,
        "[a]\n" * 2,
        "loss = 'x'\nloss = 'y'\n",
        "".join(f"a{number} = 1\n" for number in range(5_000)),
    ],
    ids=lambda data: data[:24],
)
def test_any_other_toml_is_unknown(data: str) -> None:
    assert loaded("tomllib.load(open('c.toml', 'rb'))", "c.toml", data) == UNKNOWN


@pytest.mark.parametrize(
    "data",
    [
        "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{n}: &{n} [{','.join(['*a'] * 9)}]\n" for n in "bcdefgh"),
        "!!python/object/apply:os.system ['touch ran']\n",
        "loss: !!python/name:os.system\n",
        "[" * 60_000,
    ],
    ids=["bomb", "object", "name", "deep"],
)
@pytest.mark.parametrize("load", ["safe_load", "load", "full_load", "unsafe_load"])
def test_yaml_that_is_no_plain_data_is_unknown(here: Path, load: str, data: str) -> None:
    assert loaded(f"yaml.{load}(open('c.yaml'))", "c.yaml", data) == UNKNOWN
    assert not (here / "ran").exists()


def test_pickles_are_never_loaded(here: Path) -> None:
    data = b"cos\nsystem\n(S'touch ran'\ntR."
    assert loaded("pickle.load(open('c.pkl', 'rb'))", "c.pkl", data) == UNKNOWN
    assert not (here / "ran").exists()


class TestPathsOutOfTheProject:
    @pytest.fixture(autouse=True)
    def outside(self, here: Path) -> Path:
        folder = here.parent / "outside"
        folder.mkdir()
        (folder / "c.json").write_text(json.dumps(GOOD), encoding="utf-8")
        return folder

    @pytest.mark.parametrize("path", ["../outside/c.json", "x/../../outside/c.json", "./.././outside/c.json"])
    def test_lead_nowhere(self, path: str) -> None:
        assert loaded(f"json.load(open({path!r}))") == UNKNOWN

    def test_lead_nowhere_if_they_are_absolute(self, outside: Path) -> None:
        assert loaded(f"json.load(open({str(outside / 'c.json')!r}))") == UNKNOWN

    def test_lead_nowhere_through_links(self, here: Path, outside: Path) -> None:
        (here / "file.json").symlink_to(outside / "c.json")
        (here / "folder").symlink_to(outside)
        assert loaded("json.load(open('file.json'))") == UNKNOWN
        assert loaded("json.load(open('folder/c.json'))") == UNKNOWN

    @pytest.mark.parametrize(
        "path", ["/dev/zero", "/dev/stdin", "/proc/self/environ", "a\0b", "a" * 5000, "", "."]
    )
    def test_lead_nowhere_if_they_are_no_files(self, path: str) -> None:
        assert loaded(f"json.load(open({path!r}))") == UNKNOWN


@pytest.mark.parametrize(
    "name", ["Pipfile.lock", "poetry.lock", "pyproject.toml", "environment.yml", "setup.cfg"]
)
@pytest.mark.parametrize(
    "data", ["[" * 100_000, ".".join("a" * 100_000) + " = 1", "\0", "a" * 2_000_000, "&a [*a]"]
)
def test_files_of_requirements_may_hold_anything(name: str, data: str) -> None:
    if name == "pyproject.toml":
        data = f"# {data}"
    assert loaded(repr(GOOD), name, data) >= KNOWN


DEEP = "the notebook cannot be read: its JSON is nested too deeply"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[" * 100_000,
            "the notebook is not valid JSON: Expecting property name enclosed in double quotes (line 1, ",
        ),
        ('"cells": ' + "[" * 100_000, DEEP),
        ('"cells": [' + '{"a":' * 50_000 + "1" + "}" * 50_000 + "]}", DEEP),
        ('"cells": [{"cell_type": "code", "source": ' + "[" * 50_000 + "]" * 50_000 + "}]}", DEEP),
        (
            '"nbformat": ' + "9" * 100_000 + ', "cells": []}',
            "the notebook cannot be read: a number has thousands of",
        ),
    ],
    ids=lambda text: text[:30],
)
def test_notebooks_of_any_depth_end_in_a_message(here: Path, text: str, message: str) -> None:
    written = "from tensorflow import keras; model.compile(loss='mse')"
    (here / "deep.ipynb").write_text(f'{{"written": "{written}", {text}', encoding="utf-8")
    report = check_paths(["deep.ipynb"], Settings(select=("ALL",)))
    assert report.findings == ()
    (failure,) = report.failures
    assert failure.message.startswith(message)
