"""The machinery itself: what a program raises, prints and logs is told; programs do not touch each other."""

from __future__ import annotations

import pytest

from oracle.running import Job, Oracle, OracleError
from oracle.setups import JAX, SETUPS, TENSORFLOW, TF_KERAS

TRAINED = """
import keras
import numpy as np

x = np.linspace(-1, 1, 64)[:, None]
model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
model.compile("sgd", "mse", metrics=["mae"])
model.fit(x, 2 * x, epochs=2, verbose=0)
"""


@pytest.mark.parametrize(
    ("written", "as_tf_keras"),
    [
        ("import keras", "import tf_keras as keras"),
        ("import keras as k", "import tf_keras as k"),
        ("    import keras", "    import tf_keras as keras"),
        ("import keras.layers as kl", "import tf_keras.layers as kl"),
        ("import keras.layers", "import tf_keras.layers; import tf_keras as keras"),
        ("from keras import layers", "from tf_keras import layers"),
        ("from keras.layers import Dense as D", "from tf_keras.layers import Dense as D"),
        ("from tensorflow import keras", "from tensorflow import keras"),
        ("import keras_tuner", "import keras_tuner"),
    ],
)
def test_imports_are_those_of_the_set_up(written, as_tf_keras):
    assert TF_KERAS.program(f"{written}\n") == f"{as_tf_keras}\n"
    assert TENSORFLOW.program(written) == JAX.program(written) == written


@pytest.mark.oracle
@pytest.mark.parametrize("setup", SETUPS, ids=lambda setup: setup.name)
class TestOnKeras:
    def test_each_set_up_is_what_its_name_says(self, oracle, setup):
        program = "import keras\nimport tensorflow as tf"
        same = "tf.keras.layers.Dense.__module__.split('.')[0], keras.__name__, keras.backend.backend()"
        outcome = oracle.run(program, setup, measures=(f"[{same}]",))
        backend = "jax" if setup is JAX else "tensorflow"
        assert outcome.values[f"[{same}]"] == [setup.package, setup.package, backend]

    def test_the_history_and_the_measures_are_told(self, oracle, setup):
        outcome = oracle.run(TRAINED, setup, measures=("model.count_params()", "history[0]['mae'][-1]"))
        assert outcome.error is None
        assert outcome.values["model.count_params()"] == 2
        (logs,) = outcome.history
        assert {name: len(values) for name, values in logs.items()} == {"loss": 2, "mae": 2}
        assert outcome.values["history[0]['mae'][-1]"] == logs["mae"][-1]

    def test_the_number_of_epochs_can_be_another(self, oracle, setup):
        outcome = oracle.run(TRAINED, setup, epochs=40)
        assert len(outcome.history[0]["loss"]) == 40
        assert outcome.history[0]["loss"][-1] < 0.5 * outcome.history[0]["loss"][0]

    def test_what_ran_before_changes_nothing(self, oracle, setup):
        ends = [oracle.run(TRAINED, setup).history]
        assert oracle.run("import keras\nkeras.layers.Dense(3).build((None, 4))", setup).error is None
        ends.append(oracle.run(f"{TRAINED}\n", setup).history)
        assert ends[0] == ends[1]

    def test_what_is_raised_printed_and_warned_is_told(self, oracle, setup):
        program = """
            import logging, warnings
            print("printed")
            warnings.warn("warned")
            logging.getLogger("absl").warning("logged")
            raise KeyError("raised")
        """
        outcome = oracle.run("\n".join(line.strip() for line in program.splitlines()), setup)
        assert outcome.error == "KeyError: 'raised'"
        assert outcome.warnings == ("warned",)
        assert outcome.output == "printed\nlogged\n"

    def test_programs_share_neither_names_nor_files(self, oracle, setup):
        first = "leftover = 1\nopen('leftover.txt', 'w').close()"
        second = "import os\nassert os.listdir() == ['before.py', 'program.py']\nleftover"
        assert oracle.run(first, setup).error is None
        assert oracle.run(second, setup).error == "NameError: name 'leftover' is not defined"


@pytest.mark.oracle
def test_a_process_that_dies_is_told_and_replaced(oracle):
    with pytest.raises(OracleError, match="jax: the process ended while a program"):
        oracle.outcome(Job("import os\nos._exit(3)"), JAX)
    assert oracle.run("survived = True", JAX, measures=("survived",)).values == {"survived": True}


def test_without_keras_the_oracle_says_so(monkeypatch, tmp_path):
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho 'no module named keras' >&2\nexit 1\n")
    python.chmod(0o755)
    monkeypatch.setenv("COMPILE_LINT_ORACLE_PYTHON", str(python))
    oracle = Oracle()
    try:
        with pytest.raises(OracleError, match="ended while importing Keras; it said:\nno module named keras"):
            oracle.run("", JAX)
    finally:
        oracle.close()
