"""Limits on what library calls are followed to: up to them a value is known, beyond them it has a why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compile_lint.inspection import CallView
from compile_lint.overlays import (
    array_arithmetic,
    array_facts,
    array_literals,
    configuration,
    configuration_files,
    hydra_programs,
    keras_graphs,
    keras_loss_functions,
    named_dicts,
    project_paths,
    python_builtins,
    python_concurrency,
    python_containers,
    python_stdlib,
    text_formats,
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
    most = configuration.MAX_CHOICES
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
            "from multiprocessing import Pool\nloss = [*Pool().map(lambda x: 'mse', range({}))][0]",
            python_concurrency.MAX_CALLS,
            f"{COMPUTED}: an item of an unknown sequence",
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


def test_items_beside_those_of_an_unknown_list() -> None:
    """The last of them is known to be the last only where all of them are gone through."""
    text = f"for _, loss in zip(others, [*['mse'] * COUNT, 'mae']):\n    print(loss)\n{COMPILE}"
    most = python_builtins.MAX_PARTNERS
    assert losses(text.replace("COUNT", str(most - 1))) == {"mean_absolute_error"}
    assert losses(text.replace("COUNT", str(most))) != {"mean_absolute_error"}


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


def test_files_of_which_a_configuration_is_composed(tmp_path: Path) -> None:
    most = hydra_programs.MAX_FILES
    (tmp_path / "conf").mkdir()
    program = (
        "import hydra\n@hydra.main(config_path='conf', config_name='c')\ndef main(cfg):\n"
        "    model = Sequential([layers.Dense(3)])\n    model.compile(loss=cfg.loss)\n"
    )
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "a.py").write_text(f"{HEAD}{program}main()\n", "utf-8")

    def found(files: int) -> set[str | None]:
        names = [f"part{place}" for place in range(files - 1)]
        for name in names:
            (tmp_path / "conf" / f"{name}.yaml").write_text("", "utf-8")
        content = f"defaults: [{', '.join(names)}]\nloss: mse\n"
        (tmp_path / "conf" / "c.yaml").write_text(content, "utf-8")
        return losses_of(inspect_paths([str(tmp_path / "a.py")], Settings()).calls)

    assert "mean_squared_error" in found(most)
    assert "mean_squared_error" not in found(most + 1)


@pytest.mark.parametrize(
    ("text", "most"),
    [
        (
            "from pathlib import Path\nknown = str(Path('/a' * {}).parents[-1]) == '/'",
            project_paths.MAX_PARENTS,
        ),
        ("known = len('{{:>{}}}'.format(1)) > 1", text_formats.MAX_WIDTH),
        ("known = [*range({})].index(n) < 1000", python_containers.MAX_ALTERNATIVES),
        ("known = len(Sequential([layers.Dense(3)] * {}).layers) > 20", keras_graphs.MAX_LAYERS),
    ],
)
def test_what_a_condition_rests_on(text: str, most: int) -> None:
    """A condition that is not known is open."""
    chosen = f"loss = 'mse' if known else 'mae'\n{COMPILE}"
    assert losses(f"from a import n\n{text.format(most)}\n{chosen}") == {"mean_squared_error"}
    beyond = losses(f"from a import n\n{text.format(most + 1)}\n{chosen}")
    assert beyond == {"mean_squared_error", "mean_absolute_error"}


@pytest.mark.parametrize(
    ("labels", "most", "encoding"),
    [
        ("np.random.randint(0, 2, 5) ** {}", array_arithmetic.MAX_POWER, "binary"),
        (f"np.array([{'[0, 1]' + ' * 50'}] * {{}})", array_literals.MAX_CELLS // 100, "multi_hot"),
    ],
)
def test_labels_that_are_reckoned_with(labels: str, most: int, encoding: str) -> None:
    text = f"{HEAD}import numpy as np\nloss = 'mse'\n{COMPILE}model.fit(x, {labels})\n"

    def found(number: int) -> str | None:
        (call,) = inspect_source(text.format(number).encode(), "a.py").calls
        (head,) = call.variants[0].heads
        return head.labels.reason or head.labels.encoding

    assert found(most) == encoding
    reason = found(most + 1)
    assert reason is not None
    assert reason.startswith(COMPUTED)


def test_steps_that_data_are_known_by() -> None:
    """Data that are made in the same way twice are as long as each other."""
    text = (
        "import numpy as np\nfrom a import n\nx = y = np.random.randint(0, n, n)\n{0}x = x + 1\n{1}"
        "loss = 'mse' if x.shape[0] == 3 else 'mae'\n"
        "if y.shape[0] != 3 and loss == 'mse': loss = 'huber'\n"
    )
    one, other = "x = x + 1\n", "y = y + 1\n"
    most = array_facts.MAX_TOKEN_DEPTH
    known = losses(text.format(one * (most - 1), other * most) + COMPILE)
    assert known == {"mean_squared_error", "mean_absolute_error"}
    assert "huber" in losses(text.format(one * most, other * (most + 1)) + COMPILE)


def test_nesting_of_dicts_with_attributes() -> None:
    text = "from omegaconf import OmegaConf\nloss = OmegaConf.create({}'mse'{})"

    def found(depth: int) -> set[str | None]:
        made = text.format("{'a': " * depth, "}" * depth)
        return losses(f"{made}{'.a' * depth}\n{COMPILE}")

    assert found(named_dicts.MAX_NESTING + 1) == {"mean_squared_error"}
    assert found(named_dicts.MAX_NESTING + 2) == {"not understood by this version: a"}
