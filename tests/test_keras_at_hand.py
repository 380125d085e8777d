"""Which Keras and which backend the rules judge by: settings, the program, its project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compile_lint.findings import Certainty, Severity
from compile_lint.run import check_paths, check_source
from compile_lint.settings import Settings, SettingsError

# Suffixes are free on tf_keras (CL706); `lr` does something else on each Keras (CL608); from_logits=True
# after a softmax is repaired on TensorFlow alone (CL301).
PROGRAM = """{imports}
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer=keras.optimizers.Adam(lr=0.01), loss=loss, metrics=["accuracy"])
save = keras.callbacks.ModelCheckpoint("best", monitor="loss")
model.fit(x, y, callbacks=[save])
"""
SUFFIX = "CL706"
BOTH = "Keras 3 raises on it and tf_keras ignores it"
KERAS3, TF_KERAS = "Keras 3 raises on it", "tf_keras ignores it"
UNDECIDED = "repairs with a warning where it can, and JAX does not"
TENSORFLOW, JAX, TORCH = (
    "repairs with a warning where it can",
    "on JAX does not repair",
    "on PyTorch does not repair",
)


def judged(
    imports: str, settings: Settings | None = None, path: Path | None = None, text: str = ""
) -> tuple[bool, str, str]:
    """Whether the suffix is wrong, what becomes of `lr`, and what of the probabilities."""
    text = text or PROGRAM.format(imports=imports)
    settings = settings or Settings()
    if path is None:
        report = check_source(text.encode(), "train.py", settings)
    else:
        path.write_text(text, encoding="utf-8")
        report = check_paths([str(path)], settings)
    assert not report.failures
    messages = {finding.code: finding.message for finding in report.findings}
    assert messages.keys() - {"CL706"} == {"CL301", "CL608"}
    return SUFFIX in messages, messages["CL608"].partition("but ")[2], messages["CL301"]


def keras_of(imports: str, path: Path | None = None) -> str:
    """The Keras that was judged by: BOTH, KERAS3 or TF_KERAS."""
    has_suffix, words, _ = judged(imports, path=path)
    assert has_suffix is (words != TF_KERAS)
    return words


def backend_of(imports: str, path: Path | None = None, text: str = "") -> str:
    """The last words of CL301, which name the backend."""
    _, _, message = judged(imports, path=path, text=text)
    return next(words for words in (UNDECIDED, TENSORFLOW, JAX, TORCH) if message.endswith(words))


class TestSettings:
    @pytest.mark.parametrize(
        ("target", "expected"), [("keras3", KERAS3), ("tf_keras", TF_KERAS), ("auto", BOTH)]
    )
    def test_target(self, target: str, expected: str) -> None:
        has_suffix, words, _ = judged("import keras", Settings(target=target))
        assert (has_suffix, words) == (target != "tf_keras", expected)

    def test_target_is_stronger_than_the_program(self) -> None:
        assert judged("import tf_keras as keras", Settings(target="keras3"))[1] == KERAS3

    @pytest.mark.parametrize(
        ("backend", "severity", "words"),
        [
            ("auto", Severity.WARNING, UNDECIDED),
            ("tensorflow", Severity.WARNING, TENSORFLOW),
            ("jax", Severity.ERROR, JAX),
            ("torch", Severity.ERROR, TORCH),
        ],
    )
    def test_backend(self, backend: str, severity: Severity, words: str) -> None:
        report = check_source(
            PROGRAM.format(imports="import keras").encode(),
            "a.py",
            Settings(backend=backend, select=("CL301",)),
        )
        (finding,) = report.findings
        assert (finding.severity, finding.certainty) == (severity, Certainty.CERTAIN)
        assert finding.message.endswith(words)

    def test_a_backend_other_than_tensorflow_means_keras_3(self) -> None:
        assert judged("import keras", Settings(backend="jax"))[1] == KERAS3
        assert judged("import keras", Settings(backend="tensorflow"))[1] == BOTH

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ({"target": "keras2"}, "`target` cannot be `keras2`; it can be `auto`, `keras3`, `tf_keras`"),
            (
                {"backend": "mxnet"},
                "`backend` cannot be `mxnet`; it can be `auto`, `tensorflow`, `jax`, `torch`",
            ),
            (
                {"target": "tf_keras", "backend": "jax"},
                "`target` is `tf_keras`, which never runs on `jax`",
            ),
        ],
    )
    def test_values_that_mean_nothing(self, given: dict[str, str], message: str) -> None:
        with pytest.raises(SettingsError) as raised:
            Settings(**given)
        assert str(raised.value) == message


class TestPrograms:
    @pytest.mark.parametrize(
        ("imports", "expected"),
        [
            ("import keras", BOTH),
            ("from tensorflow import keras", BOTH),
            ("import tensorflow as tf\nkeras = tf.keras", BOTH),
            ("import tf_keras as keras", TF_KERAS),
            # What only Keras 3 has.
            ("import keras\nfrom keras import ops", KERAS3),
            ("import keras\nx = keras.ops.zeros((4, 4))", KERAS3),
            ("import keras\nkeras.config.set_dtype_policy('mixed_float16')", KERAS3),
            ("from tensorflow import keras\nfrom keras import ops", KERAS3),
            # ... where it surely runs.
            ("import keras\ntry:\n    from keras import ops\nexcept ImportError:\n    ops = None", BOTH),
            ("import keras\nif keras.__version__ > '3':\n    x = keras.ops.zeros((4, 4))", BOTH),
            ("import keras\ndef unused(t):\n    return keras.ops.mean(t)", BOTH),
            ("import keras\nx = keras.backend.random_normal((4, 4))", BOTH),
            # What only Keras 2 has: Keras 3 raises on the import.
            ("import keras\nfrom keras.utils import np_utils", TF_KERAS),
            ("import keras\nfrom keras.utils.np_utils import to_categorical", TF_KERAS),
            ("import keras\nfrom keras.layers.core import *", TF_KERAS),
            ("import keras, keras.engine.topology as topology", TF_KERAS),
            ("import keras\nfrom keras.preprocessing.image import ImageDataGenerator", TF_KERAS),
            ("from tensorflow import keras\nfrom tensorflow.keras.wrappers import scikit_learn", TF_KERAS),
            ("import keras\ndef load():\n    from keras.utils import np_utils\nload()", TF_KERAS),
            # ... but TensorFlow's Keras 3 has some of it, and so has Keras 3 what has another name.
            ("from tensorflow import keras\nfrom tensorflow.keras.preprocessing.text import Tokenizer", BOTH),
            (
                (
                    "from tensorflow import keras\n"
                    "from tensorflow.keras.preprocessing.image import ImageDataGenerator"
                ),
                BOTH,
            ),
            ("import keras\nfrom keras.preprocessing.image import load_img", BOTH),
            ("import keras\nfrom keras.preprocessing import sequence", BOTH),
            ("import keras\nfrom keras.utils import to_categorical as np_utils", BOTH),
            ("import keras\nx = keras.layers.recurrent", BOTH),
            # ... where it surely runs, and is not caught.
            (
                (
                    "import keras\ntry:\n    from keras.utils import np_utils\n"
                    "except ImportError:\n    from keras import utils as np_utils"
                ),
                BOTH,
            ),
            ("import keras\ntry:\n    from keras.utils import np_utils\nexcept ImportError:\n    pass", BOTH),
            (
                (
                    "import keras\nif keras.__version__ < '3':\n    from keras.utils import np_utils\n"
                    "else:\n    from keras import utils as np_utils"
                ),
                BOTH,
            ),
            ("import keras\ndef unused():\n    from keras.utils import np_utils", BOTH),
            # Two packages that may be two Kerases.
            ("import tf_keras\nimport keras", BOTH),
            ("import tf_keras\nimport tensorflow as tf\nkeras = tf.keras", BOTH),
            # ... and the one that the model is made with.
            ("import tf_keras\nimport keras as other\nkeras = tf_keras", TF_KERAS),
            ("import tensorflow as tf, tf_keras as keras\nbatches = tf.keras.utils.PyDataset", TF_KERAS),
            ("try:\n    import tf_keras as keras\nexcept ImportError:\n    import keras", BOTH),
            # The switch of TensorFlow 2.16.
            ("import os\nos.environ['TF_USE_LEGACY_KERAS'] = '1'\nfrom tensorflow import keras", TF_KERAS),
            ("import os\nos.environ['TF_USE_LEGACY_KERAS'] = 'True'\nfrom tensorflow import keras", TF_KERAS),
            ("import os\nos.environ['TF_USE_LEGACY_KERAS'] = '0'\nfrom tensorflow import keras", BOTH),
            (
                "import os\nos.environ.update(TF_USE_LEGACY_KERAS='1')\nfrom tensorflow import keras",
                TF_KERAS,
            ),
            ("import os\nos.environ['TF_USE_LEGACY_KERAS'] = '1'\nimport keras", BOTH),
            ("import os\nfrom tensorflow import keras\nos.environ['TF_USE_LEGACY_KERAS'] = '1'", BOTH),
            (
                "import os\nif OLD: os.environ['TF_USE_LEGACY_KERAS'] = '1'\nfrom tensorflow import keras",
                BOTH,
            ),
            # Only Keras 3 computes with these.
            ("import os\nos.environ['KERAS_BACKEND'] = 'jax'\nimport keras", KERAS3),
            ("import os\nos.environ['KERAS_BACKEND'] = 'tensorflow'\nimport keras", BOTH),
            ("import os\nos.environ['KERAS_BACKEND'] = 'theano'\nimport keras", BOTH),
        ],
    )
    def test_which_keras(self, imports: str, expected: str) -> None:
        assert keras_of(imports) == expected

    @pytest.mark.parametrize(
        ("imports", "expected"),
        [
            ("import keras", UNDECIDED),
            ("import jax\nimport keras", UNDECIDED),
            ("import tf_keras as keras", TENSORFLOW),
            ("import os\nos.environ['KERAS_BACKEND'] = 'jax'\nimport keras", JAX),
            ("import os\nos.environ.setdefault('KERAS_BACKEND', 'torch')\nimport keras", TORCH),
            ("import os\nos.environ |= {'KERAS_BACKEND': 'torch'}\nimport keras", UNDECIDED),
            ("import os\nos.environ.update({'KERAS_BACKEND': 'torch'})\nimport keras", TORCH),
            ("import os\nos.environ['KERAS_BACKEND'] = 'jax'\nfrom tensorflow import keras", JAX),
            ("import os\nBACKEND = 'jax'\nos.environ['KERAS_BACKEND'] = BACKEND\nimport keras", JAX),
            ("import os\nos.environ['KERAS_BACKEND'] = choose()\nimport keras", UNDECIDED),
            ("import os\nimport keras\nos.environ['KERAS_BACKEND'] = 'jax'", UNDECIDED),
            ("import keras\nkeras.config.set_backend('jax')", JAX),
            ("import os\nos.environ['KERAS_BACKEND'] = 'tensorflow'\nimport keras", TENSORFLOW),
        ],
    )
    def test_which_backend(self, imports: str, expected: str) -> None:
        assert backend_of(imports) == expected

    @pytest.mark.parametrize(
        ("cell", "expected"),
        [
            ("%env KERAS_BACKEND=jax", JAX),
            ("%env KERAS_BACKEND torch", TORCH),
            ("%set_env KERAS_BACKEND=tensorflow", TENSORFLOW),
            ("import os\n%env KERAS_BACKEND=jax\nos.environ['KERAS_BACKEND'] = 'torch'", TORCH),
            ("import os\nos.environ['KERAS_BACKEND'] = 'jax'", JAX),
            ("import os\nos.environ['KERAS_BACKEND'] = backend", UNDECIDED),
            ("%env KERAS_BACKEND=$backend", UNDECIDED),
            ("%env KERAS_BACKEND={backend}", UNDECIDED),
            ("%env KERAS_BACKEND", UNDECIDED),
            ("!export KERAS_BACKEND=jax", UNDECIDED),  # a shell of its own
            ("%%bash\nexport KERAS_BACKEND=jax", UNDECIDED),
            ("import keras\n%env KERAS_BACKEND=jax", UNDECIDED),  # too late
            ("if on_gpu:\n    %env KERAS_BACKEND=jax", UNDECIDED),
        ],
    )
    def test_which_backend_in_a_notebook(self, cell: str, expected: str, tmp_path: Path) -> None:
        sources = (cell, PROGRAM.format(imports="import keras"))
        cells = [{"cell_type": "code", "source": source} for source in sources]
        assert backend_of("", tmp_path / "train.ipynb", json.dumps({"cells": cells})) == expected


REFUSES = "raise ImportError('the other Keras is needed')"


class TestVersions:
    """What a program makes of the version of Keras that it finds."""

    @pytest.mark.parametrize(
        ("test", "expected"),
        [
            ("keras.__version__.startswith('3.')", TF_KERAS),
            ("not keras.__version__.startswith('3.')", KERAS3),
            ("keras.__version__ >= '3'", TF_KERAS),
            ("int(keras.__version__.split('.')[0]) > 2", TF_KERAS),
            ("tuple(map(int, keras.__version__.split('.')[:2])) < (3, 0)", KERAS3),
            ("keras.version()[0] == '3'", TF_KERAS),
            ("getattr(keras, 'version', None) and keras.version().startswith('3')", TF_KERAS),
            ("version.parse(keras.__version__) >= version.parse('3.0')", TF_KERAS),
            ("version.Version(keras.__version__) < version.Version('3')", KERAS3),
            ("version.parse(keras.__version__).major == 2", KERAS3),
            # What says nothing about the two.
            ("keras.__version__ < '2.3'", BOTH),
            ("version.parse(keras.__version__) < version.parse(required)", BOTH),
            ("version.parse(keras.__version__) < version.parse('2.0rc1')", BOTH),
            ("keras.__doc__ is None", BOTH),
        ],
    )
    @pytest.mark.parametrize("package", ["import keras", "from tensorflow import keras"])
    def test_refused(self, package: str, test: str, expected: str) -> None:
        assert keras_of(f"from packaging import version\n{package}\nif {test}:\n    {REFUSES}") == expected

    def test_refused_in_a_function(self) -> None:
        check = f"import keras\ndef check():\n    if keras.__version__ > '3':\n        {REFUSES}\n"
        assert keras_of(f"{check}check()") == TF_KERAS
        assert keras_of(check) == BOTH

    def test_only_told_of(self) -> None:
        assert keras_of("import keras\nif keras.__version__ > '3':\n    print('untested')") == BOTH

    def test_each_keras_gets_its_own(self) -> None:
        program = """
import keras
name = "best.keras" if keras.__version__ >= "3" else "best"
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, callbacks=[keras.callbacks.ModelCheckpoint({name}, monitor="loss")])
"""
        settings = Settings(min_certainty=Certainty.POSSIBLE)
        right = check_source(program.format(name="name").encode(), "train.py", settings)
        assert not right.findings
        wrong = check_source(program.format(name="'best'").encode(), "train.py", settings)
        assert [(one.code, one.certainty) for one in wrong.findings] == [(SUFFIX, Certainty.CERTAIN)]

    def test_the_settings_decide(self) -> None:
        check = f"import keras\nif keras.__version__ > '3':\n    {REFUSES}"
        assert judged(check, Settings(target="keras3"))[1] == KERAS3

    @pytest.mark.parametrize(
        ("package", "imports", "expected"),
        [
            (f"if keras.__version__ > '3':\n    {REFUSES}", "import package\npackage.Layer", TF_KERAS),
            (f"if keras.__version__ > '3':\n    {REFUSES}", "from package import Layer\nLayer", TF_KERAS),
            (f"if keras.__version__ < '3':\n    {REFUSES}", "import package\npackage.Layer", KERAS3),
            ("if keras.__version__ > '3':\n    print('untested')", "import package\npackage.Layer", BOTH),
            (f"def check():\n    if keras.__version__ > '3':\n        {REFUSES}", "import package", BOTH),
            (
                f"if keras.__version__ > '3':\n    {REFUSES}",
                "try:\n    import package\n    package.Layer\nexcept ImportError:\n    package = None",
                BOTH,
            ),
        ],
    )
    def test_a_package_that_refuses(self, tmp_path: Path, package: str, imports: str, expected: str) -> None:
        (tmp_path / "package").mkdir()
        text = f"from tensorflow import keras\n{package}\nLayer = keras.layers.Dense\n"
        (tmp_path / "package" / "__init__.py").write_text(text, encoding="utf-8")
        assert keras_of(f"from tensorflow import keras\n{imports}", tmp_path / "train.py") == expected


class TestProjects:
    @pytest.mark.parametrize(
        ("requirements", "imports", "expected"),
        [
            ("tensorflow<2.16", "from tensorflow import keras", TF_KERAS),
            ("tensorflow<2.16", "import keras", TF_KERAS),
            ("tensorflow>=2.16", "from tensorflow import keras", KERAS3),
            ("tensorflow>=2.16", "import keras", KERAS3),
            ("tensorflow>=2.12", "from tensorflow import keras", BOTH),
            ("tensorflow\nkeras<3", "import keras", TF_KERAS),
            ("tensorflow\nkeras>=3", "import keras", KERAS3),
            ("keras>=3\njax", "import keras", KERAS3),
            ("keras", "import keras", BOTH),
            # Perhaps for TF_USE_LEGACY_KERAS=1, perhaps only because transformers asks for it.
            ("tensorflow>=2.16\ntf-keras", "from tensorflow import keras", BOTH),
            ("tensorflow\ntf-keras", "from tensorflow import keras", BOTH),
            ("tensorflow<2.16\ntf-keras", "from tensorflow import keras", TF_KERAS),
            ("tensorflow>=2.16\ntf-keras", "import keras", KERAS3),
            ("keras>=3\ntensorflow<2.16", "import keras", KERAS3),
            ("tensorflow<2.16\ntensorflow-cpu>=2.16", "import keras", BOTH),
            ("tensorflow<2.16", "import keras\nfrom keras import ops", KERAS3),
            ("tensorflow>=2.16", "import tf_keras as keras", TF_KERAS),
            ("numpy", "import keras", BOTH),
        ],
    )
    def test_which_keras(self, tmp_path: Path, requirements: str, imports: str, expected: str) -> None:
        (tmp_path / "requirements.txt").write_text(requirements, encoding="utf-8")
        assert keras_of(imports, tmp_path / "train.py") == expected

    @pytest.mark.parametrize(
        ("requirements", "imports", "expected"),
        [
            ("keras>=3\njax[cuda12]\njaxlib", "import keras", JAX),
            ("keras>=3\ntorch>=2", "import keras", TORCH),
            ("keras>=3\ntensorflow", "import keras", TENSORFLOW),
            ("keras>=3\ntensorflow\njax", "import keras", UNDECIDED),
            ("keras\njax", "import keras", UNDECIDED),
            ("keras<3\ntorch", "import keras", TENSORFLOW),
            ("keras>=3\ntorch", "import os\nos.environ['KERAS_BACKEND'] = 'jax'\nimport keras", JAX),
        ],
    )
    def test_which_backend(self, tmp_path: Path, requirements: str, imports: str, expected: str) -> None:
        (tmp_path / "requirements.txt").write_text(requirements, encoding="utf-8")
        assert backend_of(imports, tmp_path / "train.py") == expected

    def test_settings_are_stronger(self, tmp_path: Path) -> None:
        (tmp_path / "requirements.txt").write_text("tensorflow<2.16", encoding="utf-8")
        settings = Settings(target="keras3", backend="torch")
        has_suffix, words, message = judged("import keras", settings, tmp_path / "train.py")
        assert (has_suffix, words) == (True, KERAS3)
        assert message.endswith(TORCH)


OLD = """
from {package}.models import Sequential
from {package}.layers import Dense
from {package}.optimizers import Adam
from {package}.callbacks import EarlyStopping

model = Sequential()
model.add(Dense(3, activation="softmax", input_dim=4))
model.compile(optimizer=Adam(lr=0.01), loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, validation_split=0.2, callbacks=[EarlyStopping(monitor="val_acc", mode="max")])
classes = model.predict_classes(x)
"""


@pytest.mark.parametrize(
    ("requirements", "package", "expected"),
    [
        ("", "keras", {"CL608", "CL701", "CL805"}),
        ("keras==2.2.4", "keras", set()),
        ("tensorflow==1.15.0", "tensorflow.keras", set()),
        ("keras==2.3.1", "keras", {"CL701"}),
        ("tensorflow<=2.5", "tensorflow.keras", {"CL701"}),
        ("tensorflow<2.11", "tensorflow.keras", {"CL701", "CL805"}),
        ("tensorflow==2.11", "tensorflow.keras", {"CL608", "CL701", "CL805"}),
        ("tensorflow>=2.0", "tensorflow.keras", {"CL608", "CL701", "CL805"}),
    ],
)
def test_what_an_old_keras_still_has_is_not_removed(
    tmp_path: Path, requirements: str, package: str, expected: set[str]
) -> None:
    (tmp_path / "requirements.txt").write_text(requirements, encoding="utf-8")
    (tmp_path / "train.py").write_text(OLD.format(package=package), encoding="utf-8")
    report = check_paths([str(tmp_path / "train.py")], Settings())
    assert {finding.code for finding in report.findings} == expected
