"""What the settings declare of a project's own code is honoured, and accuses nobody beyond that."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from compile_lint.run import check_paths, check_source, inspect_source
from compile_lint.settings import Settings, SettingsError, combine
from compile_lint.settings.layers import read_layer


def settings(text: str) -> Settings:
    """Settings with every rule on, and those of ``text``."""
    table = tomli.loads(text)
    return combine([read_layer({"select": ["ALL"], "ignore": ["CL108"], **table}, "", "test")])


def found(program: str, declared: str = "") -> list[str]:
    report = check_source(program.encode(), "train.py", settings(declared))
    assert report.failures == ()
    return [f"{one.span.line} {one.code}" for one in report.findings]


def codes(program: str, declared: str = "") -> list[str]:
    return [line.split()[1] for line in found(program, declared)]


def messages(program: str, declared: str) -> list[str]:
    return [one.message for one in check_source(program.encode(), "train.py", settings(declared)).findings]


HEAD = "import keras\n"


def model(layer: str, loss: str, metrics: str = "[]", before: str = "") -> str:
    return (
        f"{HEAD}{before}\n"
        f"model = keras.Sequential([keras.Input((8,)), {layer}])\n"
        f"model.compile('adam', loss={loss}, metrics={metrics})\n"
    )


SOFTMAX = "keras.layers.Dense(3, activation='softmax')"
LINEAR = "keras.layers.Dense(3)"
SIGMOID = "keras.layers.Dense(3, activation='sigmoid')"
FOCAL = "def focal(y_true, y_pred):\n    return keras.ops.mean(y_true - y_pred)\n"
FACTORY = "def focal(gamma):\n    def loss(y_true, y_pred):\n        return gamma\n    return loss\n"
CLASS = "class Focal(keras.losses.Loss):\n    def call(self, y_true, y_pred):\n        return 0\n"
LOGITS = 'known-losses = { focal = { expects = "logits" } }'
PROBABILITIES = 'known-losses = { focal = { expects = "probabilities" } }'


class TestLosses:
    @pytest.mark.parametrize(
        ("before", "loss"),
        [
            (FOCAL, "focal"),
            (FACTORY, "focal(2.0)"),
            (FACTORY, "focal(gamma=2.0)"),
            ("from elsewhere import focal\n", "focal"),
            ("from elsewhere import focal\n", "focal(2.0)"),
            ("from elsewhere import focal as f\n", "f"),
            ("import elsewhere\n", "elsewhere.focal"),
            ("import elsewhere.losses as own\n", "own.focal(gamma=1)"),
            ("from .losses import focal\n", "focal"),
            ("from elsewhere import *\n", "focal"),
            (f"{FOCAL}chosen = focal\n", "chosen"),
            (f"{FOCAL}import functools\n", "functools.partial(focal, y_pred=None)"),
            ("class Losses:\n    def focal(self, y, p):\n        return y\n", "Losses().focal"),
            (f"{FOCAL}losses = {{'a': focal}}\n", "losses['a']"),
            (f"{FOCAL}\ndef pick():\n    return focal\n", "pick()"),
        ],
    )
    def test_are_found_however_they_come(self, before: str, loss: str) -> None:
        assert found(model(SOFTMAX, loss, before=before)) == []
        assert codes(model(SOFTMAX, loss, before=before), LOGITS) == ["CL301"]
        assert codes(model(LINEAR, loss, before=before), PROBABILITIES) == ["CL302"]
        assert found(model(LINEAR, loss, before=before), LOGITS) == []
        assert found(model(SOFTMAX, loss, before=before), PROBABILITIES) == []

    @pytest.mark.parametrize(
        "name", ["focal", "train.focal", "focals", "cal", "other.focal", "Focal", "keras.losses.focal"]
    )
    def test_are_declared_by_name_or_by_module_and_name(self, name: str) -> None:
        declared = f'known-losses = {{ "{name}" = {{ expects = "logits" }} }}'
        expected = ["CL301"] if name in ("focal", "train.focal") else []
        assert codes(model(SOFTMAX, "focal", before=FOCAL), declared) == expected

    def test_of_keras_are_what_they_are(self) -> None:
        declared = 'known-losses = { BinaryCrossentropy = { expects = "logits" } }'
        one = "keras.layers.Dense(1, activation='sigmoid')"
        assert found(model(one, "keras.losses.BinaryCrossentropy()"), declared) == []

    def test_say_only_what_is_known_of_them(self) -> None:
        assert messages(model(SOFTMAX, "focal", before=FOCAL), LOGITS) == [
            "`focal` expects logits, but `softmax` already yields probabilities"
        ]
        assert messages(model(LINEAR, "Focal()", before=CLASS), PROBABILITIES.replace("focal", "Focal")) == [
            "`Focal` expects probabilities, but the output of `Dense` is logits, without an activation"
        ]

    @pytest.mark.parametrize(
        ("labels", "made", "layer", "expected"),
        [
            ("class-ids", "keras.utils.to_categorical(y)", SOFTMAX, ["CL202"]),
            ("class-ids", "y", SOFTMAX, []),
            ("one-hot", "y", SOFTMAX, ["CL201"]),
            ("one-hot", "keras.utils.to_categorical(y)", SOFTMAX, []),
            ("one-hot", "keras.utils.to_categorical(y)", SIGMOID, ["CL102"]),
            ("multi-hot", "keras.utils.to_categorical(y)", SIGMOID, []),
            ("multi-hot", "keras.utils.to_categorical(y)", SOFTMAX, ["CL103"]),
        ],
    )
    def test_know_their_labels(self, labels: str, made: str, layer: str, expected: list[str]) -> None:
        declared = f'known-losses = {{ focal = {{ labels = "{labels}" }} }}'
        program = (
            f"{HEAD}{FOCAL}import numpy as np\ny = np.array([0, 1, 2, 1])\n"
            f"model = keras.Sequential([keras.Input((8,)), {layer}])\n"
            f"model.compile('adam', loss=focal)\nmodel.fit(np.zeros((4, 8)), {made})\n"
        )
        assert codes(program, declared) == expected
        assert found(program) == []

    def test_of_other_files_are_found_by_their_module(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path("pkg").mkdir()
        Path("pkg/__init__.py").touch()
        Path("pkg/losses.py").write_text(f"{HEAD}{FOCAL}", encoding="utf-8")
        program = model(SOFTMAX, "focal", before="from pkg.losses import focal\n")
        Path("train.py").write_text(program, encoding="utf-8")
        for name, count in (("pkg.losses.focal", 1), ("losses.focal", 1), ("train.focal", 0)):
            declared = f'known-losses = {{ "{name}" = {{ expects = "logits" }} }}'
            assert len(check_paths(["train.py"], settings(declared)).findings) == count, name


RATE = "def rate(y_true, y_pred):\n    return y_pred\n"


class TestMetrics:
    def test_are_judged_as_those_that_they_are_like(self) -> None:
        declared = 'known-metrics = { rate = { like = "accuracy" } }'
        one = "keras.layers.Dense(1)"
        assert found(model(one, "'mse'", "[rate]", RATE)) == []
        assert found(model(one, "'mse'", "[rate]", RATE), declared) == ["6 CL401"]
        assert found(model(one, "'mse'", "[rate]", RATE), declared.replace("accuracy", "mae")) == []

    def test_log_under_their_own_name(self) -> None:
        declared = 'known-metrics = { rate = { like = "Precision" }, Rate = { like = "Precision" } }'
        fit = (
            "stop = keras.callbacks.EarlyStopping(monitor='val_{}', mode='{}')\n"
            "model.fit(x, y, validation_split=0.1, callbacks=[stop])\n"
        )
        one = "keras.layers.Dense(1, activation='sigmoid')"
        program = model(one, "'binary_crossentropy'", "[rate]", RATE)
        assert found(program + fit.format("rate", "max"), declared) == []
        assert codes(program + fit.format("rate", "min"), declared) == ["CL703"]
        assert codes(program + fit.format("precision", "max"), declared) == ["CL701"]
        made = model(one, "'binary_crossentropy'", "[Rate()]", "from own import Rate\n")
        for name in ("rate", "precision", "anything"):
            assert found(made + fit.format(name, "max"), declared) == []

    def test_must_be_like_one_of_keras(self) -> None:
        with pytest.raises(SettingsError, match="did you mean `accuracy`"):
            settings('known-metrics = { rate = { like = "acuracy" } }')


LAYER = "class ClassHead(keras.layers.Layer):\n    def call(self, x):\n        return magic(x)\n"


class TestLayers:
    @pytest.mark.parametrize(
        ("activation", "loss", "expected"),
        [
            ("linear", "categorical_crossentropy", ["CL302"]),
            ("softmax", "categorical_crossentropy", []),
            ("sigmoid", "categorical_crossentropy", ["CL102"]),
            ("softmax", "binary_crossentropy", ["CL103"]),
        ],
    )
    def test_end_with_their_activation(self, activation: str, loss: str, expected: list[str]) -> None:
        declared = f'known-layers = {{ ClassHead = {{ activation = "{activation}", units = "classes" }} }}'
        for before in (LAYER, "from own import ClassHead\n"):
            program = model("ClassHead(classes=4)", f"'{loss}'", before=before)
            assert found(program) == []
            assert codes(program, declared) == expected

    def test_are_named_in_messages(self) -> None:
        declared = 'known-layers = { ClassHead = { activation = "linear" } }'
        program = model("ClassHead(4)", "'categorical_crossentropy'", before=LAYER)
        (message,) = messages(program, declared)
        assert message.endswith("but the output of `ClassHead` is logits, without an activation")

    def test_may_be_functions_and_stand_in_functional_models(self) -> None:
        declared = 'known-layers = { head = { activation = "linear" } }'
        program = (
            f"{HEAD}from own import head\nx = keras.Input((8,))\n"
            "model = keras.Model(x, head(x, 3))\nmodel.compile('adam', 'categorical_crossentropy')\n"
        )
        assert found(program) == []
        assert found(program, declared) == ["5 CL302"]

    def test_may_leave_the_values_as_they_are(self) -> None:
        declared = 'known-layers = { Jitter = { activation = "unchanged" } }'
        for layer, expected in ((LINEAR, ["CL302"]), (SOFTMAX, [])):
            program = model(
                f"{layer}, Jitter()", "'categorical_crossentropy'", before="from own import Jitter\n"
            )
            assert found(program) == []
            assert codes(program, declared) == expected

    def test_know_their_units_where_the_arguments_tell(self) -> None:
        declared = 'known-layers = { ClassHead = { activation = "softmax", units = "classes" } }'
        program = model("ClassHead(classes=1)", "'mse'", before=LAYER)
        assert found(program, declared) == ["6 CL101"]
        assert found(program.replace("classes=1", "width=1"), declared) == []


class TestWrappers:
    PROGRAM = (
        f"{HEAD}from own import spread\n"
        "model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(3)])\n"
        "model = spread(model, gpus=2)\n"
        "model.compile('adam', 'categorical_crossentropy')\n"
    )

    def test_keep_the_head(self) -> None:
        assert found(self.PROGRAM) == []
        assert found(self.PROGRAM, 'wrappers = ["spread"]') == ["5 CL302"]
        assert (
            found(self.PROGRAM.replace("Dense(3)", "Dense(3, 'softmax')"), 'wrappers = ["own.spread"]') == []
        )

    def test_may_wrap_a_layer(self) -> None:
        program = model(f"spread({LINEAR})", "'categorical_crossentropy'", before="from own import spread\n")
        assert found(program) == []
        assert found(program, 'wrappers = ["spread"]') == ["5 CL302"]

    def test_may_compile_what_they_are_given(self) -> None:
        program = self.PROGRAM.replace("model.compile('adam', 'categorical_crossentropy')", "model.fit(x, y)")
        assert found(program, 'wrappers = ["spread"]') == []

    def test_of_nothing_we_know_give_nothing_we_know(self) -> None:
        program = self.PROGRAM.replace("spread(model, gpus=2)", "spread('model.h5')")
        assert found(program, 'wrappers = ["spread"]') == []


def test_inspect_shows_what_was_declared() -> None:
    (call,) = inspect_source(
        model("ClassHead(4)", "focal", before=f"{FOCAL}{LAYER}").encode(),
        "train.py",
        settings(f'{LOGITS}\nknown-layers = {{ ClassHead = {{ activation = "linear" }} }}'),
    ).calls
    (head,) = call.variants[0].heads
    assert (head.output.state.value, head.output.name) == ("known", "ClassHead")
    assert (head.loss.state.value, head.loss.name) == ("known", "focal")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'known-losses = { f = { expect = "logits" } }',
            "`known-losses.f` has no key `expect`;",
        ),
        (
            'known-losses = { f = { expects = "logit" } }',
            "`known-losses.f.expects` must be `proba",
        ),
        ("known-losses = { f = 1 }", "`known-losses.f` must be a table of `expects`, `labels`, not `1`"),
        ("known-layers = { f = {} }", "`known-layers.f` lacks `activation`"),
        ('known-layers = { f = { activation = "sotfmax" } }', "did you mean `softmax`?"),
        ("wrappers = 'f'", "`wrappers` must be a list of names"),
    ],
)
def test_what_means_nothing_is_an_error(text: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(text)
    assert message in str(caught.value)


def test_no_half_of_a_fix_is_offered() -> None:
    """The labels ask for another loss, which is the project's own, and for another metric."""
    declared = 'known-losses = { focal = { expects = "probabilities", labels = "one-hot" } }'
    fit = "import numpy as np\nmodel.fit(x, np.array([0, 1, 2]))\n"
    program = model(SOFTMAX, "focal", "['categorical_accuracy']", FOCAL) + fit
    findings = check_source(program.encode(), "train.py", settings(declared)).findings
    assert [(one.code, one.fix is not None) for one in findings] == [("CL201", False), ("CL403", True)]
