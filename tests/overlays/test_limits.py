"""Limits on what library calls are followed to: up to them a value is known, beyond them it has a why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compile_lint.inspection import CallView
from compile_lint.overlays import (
    configuration,
    configuration_files,
    keras_loss_functions,
    keras_tuners,
    python_builtins,
    python_stdlib,
)
from compile_lint.run import inspect_paths, inspect_source
from compile_lint.settings import Settings

HEAD = "import keras\nfrom keras import Sequential, layers\n"
COMPILE = "model = Sequential([layers.Dense(3, activation='softmax')])\nmodel.compile(loss=loss)\n"
NAMES = ["mse", "mae", "kld", "hinge", "poisson", "logcosh", "huber", "mape", "msle"]
PARAMETER = "a parameter that no call in view fills"
COMPUTED = "computed at run time"
NOT_FOUND = "defined in a file that was not found"


def losses_of(calls: tuple[CallView, ...]) -> set[str | None]:
    (call,) = calls
    return {head.loss.reason or head.loss.name for variant in call.variants for head in variant}


def losses(text: str) -> set[str | None]:
    inspection = inspect_source(f"{HEAD}{text}".encode(), "a.py")
    assert (inspection.findings, inspection.failures) == ((), ())
    return losses_of(inspection.calls)


def losses_with(name: str, content: str, text: str, folder: Path) -> set[str | None]:
    """The same with a file beside the program."""
    (folder / "pyproject.toml").touch()
    (folder / name).write_text(content, "utf-8")
    (folder / "a.py").write_text(f"{HEAD}from pathlib import Path\n{text}\n{COMPILE}", "utf-8")
    return losses_of(inspect_paths([str(folder / "a.py")], Settings()).calls)


def test_choices_of_an_option() -> None:
    text = (
        "import argparse\nparser = argparse.ArgumentParser()\n"
        "parser.add_argument('--loss', choices=CHOICES, required=True)\n"
        f"loss = parser.parse_args().loss\n{COMPILE}"
    )
    most = configuration.MAX_CHOICES
    assert len(losses(text.replace("CHOICES", repr(NAMES[:most])))) == most
    assert losses(text.replace("CHOICES", repr(NAMES[: most + 1]))) == {f"{PARAMETER}: loss"}


def test_values_of_a_hyperparameter() -> None:
    text = (
        "import keras_tuner\ndef build(hp):\n    loss = hp.Choice('loss', CHOICES)\n"
        "    model = Sequential([layers.Dense(3, activation='softmax')])\n    model.compile(loss=loss)\n"
        "    return model\nkeras_tuner.RandomSearch(build, objective='val_loss')\n"
    )
    most = keras_tuners.MAX_VALUES
    assert len(losses(text.replace("CHOICES", repr(NAMES[:most])))) == most
    beyond = losses(text.replace("CHOICES", repr(NAMES[: most + 1])))
    assert beyond == {f"{PARAMETER}: hyperparameter 'loss'"}


@pytest.mark.parametrize(
    ("text", "most", "why"),
    [
        (
            "loss = [*map(lambda x: 'mse', range({}))][0]",
            python_builtins.MAX_CALLS,
            f"{COMPUTED}: an item of an unknown sequence",
        ),
        (
            "import functools\nloss = functools.reduce(lambda a, b: 'mse', range({}))",
            python_stdlib.MAX_CALLS,
            f"{COMPUTED}: functools.reduce(...)",
        ),
        (
            "import itertools\nloss = [*itertools.product(range({}), ['mse'])][0][1]",
            python_stdlib.MAX_COMBINATIONS,
            f"{COMPUTED}: an item of an unknown sequence",
        ),
    ],
)
def test_calls_and_combinations(text: str, most: int, why: str) -> None:
    assert losses(f"{text.format(most)}\n{COMPILE}") == {"mean_squared_error"}
    assert losses(f"{text.format(most + 1)}\n{COMPILE}") == {why}


def test_digits_of_a_number() -> None:
    """A comparison with a number that is not read is open."""
    text = f"loss = 'mse' if int('DIGITS') > 5 else 'mae'\n{COMPILE}"
    most = python_builtins.MAX_DIGITS
    assert losses(text.replace("DIGITS", "1" * most)) == {"mean_squared_error"}
    assert len(losses(text.replace("DIGITS", "1" * (most + 1)))) == 2


def test_statements_of_a_loss_function() -> None:
    text = f"def loss(y, p):\nSTATEMENTS    return keras.losses.categorical_crossentropy(y, p)\n{COMPILE}"
    most = keras_loss_functions.MAX_STATEMENTS
    assert losses(text.replace("STATEMENTS", "    q = p\n" * (most - 1))) == {"categorical_crossentropy"}
    beyond = losses(text.replace("STATEMENTS", "    q = p\n" * most))
    assert beyond == {"made by the project's own code"}


READ_JSON = "import json\ndata = json.loads((Path(__file__).parent / 'c.json').read_text())\n"


def test_values_of_a_file(tmp_path: Path) -> None:
    most = configuration_files.MAX_VALUES

    def found(count: int) -> set[str | None]:
        content = json.dumps({"loss": "mse", "rest": [*range(count)]})
        return losses_with("c.json", content, f"{READ_JSON}loss = data['loss']", tmp_path)

    assert "mean_squared_error" in found(most // 2)
    assert found(most) == {f"{NOT_FOUND}: a large file"}


def test_nesting_of_a_file(tmp_path: Path) -> None:
    most = configuration_files.MAX_NESTING

    def found(depth: int) -> set[str | None]:
        content = '{"a": ' * depth + '"mse"' + "}" * depth
        return losses_with("c.json", content, f"{READ_JSON}loss = data" + "['a']" * depth, tmp_path)

    assert "mean_squared_error" in found(most)
    assert found(most + 1) == {f"{NOT_FOUND}: a large file"}


def test_length_of_a_yaml_file(tmp_path: Path) -> None:
    most = configuration_files.MAX_YAML_LENGTH
    text = "import yaml\nloss = yaml.safe_load((Path(__file__).parent / 'c.yaml').read_text())['loss']"

    def found(length: int) -> set[str | None]:
        return losses_with("c.yaml", "loss: mse\n#".ljust(length, "x"), text, tmp_path)

    assert "mean_squared_error" in found(most)
    assert found(most + 1) == {f"{NOT_FOUND}: a file that cannot be parsed"}
