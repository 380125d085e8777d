"""Files without a compile call are read where they lead to one by what they import."""

from __future__ import annotations

from pathlib import Path

import pytest

from compile_lint.findings import Certainty
from compile_lint.run import Means, check_paths
from compile_lint.run.walking import MAX_FAR_IMPORTERS
from compile_lint.settings import Settings

TRAINER = """
class Trainer:
    loss = "categorical_crossentropy"

    def build(self):
        raise NotImplementedError

    def run(self, x, y):
        self.model = self.build()
        self.model.compile(optimizer="adam", loss=self.loss)
        self.model.fit(x, y)
"""
IMAGES = """
from tensorflow import keras
from trainer import Trainer


class Images(Trainer):
    def build(self):
        return keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
"""
DATA = "from tensorflow import keras\n(x, y), _ = keras.datasets.cifar10.load_data()\n"
USE = f"{DATA}from images import Images\nImages().run(x, y)\n"
BETWEEN = "from images import Images\n\n\ndef train(x, y):\n    Images().run(x, y)\n"
FOUND = [("CL201", "trainer.py", 3)]


def findings(folder: Path, files: dict[str, str], means: Means | None = None) -> list[tuple[str, str, int]]:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(text, "utf-8")
    report = check_paths([str(folder)], Settings(), means=means or Means())
    assert not report.failures
    return [(found.code, Path(found.span.path).name, found.span.line) for found in report.findings]


@pytest.mark.parametrize(
    "files",
    [
        {"images.py": IMAGES + USE.replace("from images import Images\n", "")},
        {"images.py": IMAGES, "main.py": USE},
        {
            "images.py": IMAGES,
            "between.py": BETWEEN,
            "main.py": f"{DATA}import between\nbetween.train(x, y)\n",
        },
    ],
    ids=["one import away", "two", "three"],
)
def test_callers_far_away(files: dict[str, str], tmp_path: Path) -> None:
    assert findings(tmp_path, {"trainer.py": TRAINER, **files}) == FOUND


@pytest.mark.parametrize("main", ["a.py", "zz.py", "zz/main.py"])
def test_callers_before_and_behind_in_the_tree(main: str, tmp_path: Path) -> None:
    assert findings(tmp_path, {"trainer.py": TRAINER, "images.py": IMAGES, main: USE}) == FOUND


def relative(text: str) -> str:
    return text.replace("from trainer", "from .trainer").replace("from images", "from .images")


@pytest.mark.parametrize(
    "files",
    [
        {"pkg/images.py": relative(IMAGES), "pkg/main.py": relative(USE)},
        {"pkg/images.py": relative(IMAGES), "pkg/main.py": USE.replace("from images", "from pkg.images")},
        {
            "pkg/images.py": relative(IMAGES),
            "pkg/main.py": USE.replace("from images import Images", "from . import images").replace(
                "Images()", "images.Images()"
            ),
        },
        {
            "pkg/images.py": IMAGES.replace("from trainer", "from ."),
            "pkg/__init__.py": "from .trainer import Trainer\nfrom .images import Images\n",
            "pkg/main.py": USE.replace("from images", "from ."),
        },
        {
            "pkg/images.py": relative(IMAGES),
            "pkg/__init__.py": "from .images import Images\n",
            "pkg/deep/__init__.py": "",
            "pkg/deep/main.py": USE.replace("from images", "from .."),
        },
    ],
    ids=["a module", "by the package", "a module of the package", "the package", "the package around"],
)
def test_callers_in_a_package(files: dict[str, str], tmp_path: Path) -> None:
    assert findings(tmp_path, {"pkg/__init__.py": "", "pkg/trainer.py": TRAINER, **files}) == FOUND


def test_a_caller_in_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which is the package that it imports from, and has no name in its path."""
    files = {
        "__init__.py": "from .trainer import Trainer\nfrom .images import Images\n",
        "trainer.py": TRAINER,
    }
    files |= {
        "images.py": IMAGES.replace("from trainer", "from ."),
        "main.py": USE.replace("from images", "from ."),
    }
    assert findings(tmp_path, files) == FOUND
    monkeypatch.chdir(tmp_path)
    assert [one.code for one in check_paths(["."], Settings()).findings] == ["CL201"]


def test_a_caller_with_the_right_labels(tmp_path: Path) -> None:
    use = USE.replace("Images().run(x, y)", "Images().run(x, keras.utils.to_categorical(y))")
    assert findings(tmp_path, {"trainer.py": TRAINER, "images.py": IMAGES, "main.py": use}) == []


def test_too_far_away(tmp_path: Path) -> None:
    far = {
        "again.py": "from between import train\n",
        "main.py": f"{DATA}from again import train\ntrain(x, y)\n",
    }
    files = {"trainer.py": TRAINER, "images.py": IMAGES, "between.py": BETWEEN, **far}
    assert findings(tmp_path, files) == []


def test_many_far_away(tmp_path: Path) -> None:
    """A library may import its own base classes everywhere: then none of the files is read for that."""
    others = {f"other{n}.py": "import images\n" for n in range(MAX_FAR_IMPORTERS)}
    files = {"trainer.py": TRAINER, "images.py": IMAGES, "main.py": USE}
    assert findings(tmp_path, files | others) == []
    (tmp_path / "other0.py").unlink()
    assert findings(tmp_path, {}) == FOUND


def test_what_is_kept_for_later_runs(tmp_path: Path) -> None:
    """A caller that comes, changes or goes shows, as in a run without a cache."""
    means = Means(cache_folder=str(tmp_path / "cache"))
    project = tmp_path / "project"
    project.mkdir()
    assert findings(project, {"trainer.py": TRAINER, "images.py": IMAGES}, means) == []
    for _ in range(2):
        assert findings(project, {"main.py": USE}, means) == FOUND
    right = USE.replace("Images().run(x, y)", "Images().run(x, keras.utils.to_categorical(y))")
    assert findings(project, {"main.py": right}, means) == []
    assert findings(project, {"main.py": USE}, means) == FOUND
    (project / "main.py").unlink()
    assert findings(project, {}, means) == []


ENGINE = """
def train(model, x, y):
    model.compile("adam", loss="categorical_crossentropy")
    model.fit(x, y)
"""
NETWORK = "import keras\n\n\ndef build(*head):\n    return keras.Sequential([keras.layers.Dense(3, *head)])\n"
LOGITS = [("CL302", "engine.py", 3)]


HEAD = "from network import build\n"


@pytest.mark.parametrize(
    "main",
    [
        "import engine\ndef main(x, y):\n    engine.train(build(), x, y)\n",
        "from engine import *\ndef main(x, y):\n    train(build(), x, y)\n",
        "def main(x, y):\n    import engine\n    engine.train(build(), x, y)\n",
        "import engine\ndef run(f, x):\n    engine.train(build(), f, x)\ndef main(x):\n    run(1, x)\n",
        "import engine\nclass Model:\n    def fit(self, x, y):\n        engine.train(build(), x, y)\n",
    ],
    ids=["module", "star", "local import", "by another function", "method"],
)
def test_a_function_that_nothing_calls(main: str, tmp_path: Path) -> None:
    """It says what the functions of other files get."""
    assert findings(tmp_path, {"engine.py": ENGINE, "network.py": NETWORK}) == []
    assert findings(tmp_path, {"main.py": HEAD + main}) == LOGITS
    assert findings(tmp_path, {"main.py": HEAD + main.replace("build()", "build('softmax')")}) == []


def test_a_function_that_nothing_calls_hides_nothing(tmp_path: Path) -> None:
    """What the default of a parameter leads to is possible still."""
    (tmp_path / "network.py").write_text(NETWORK, "utf-8")
    (tmp_path / "engine.py").write_text(
        HEAD + ENGINE.replace("model, x, y", "x, y, model=build()", 1), "utf-8"
    )
    main = HEAD + "import engine\n\n\ndef main():\n    engine.train(1, 2, build('softmax'))\n"
    for text in ("", main):
        (tmp_path / "main.py").write_text(text, "utf-8")
        report = check_paths([str(tmp_path)], Settings(min_certainty=Certainty.POSSIBLE))
        assert [(found.code, found.span.line) for found in report.findings] == [("CL302", 4)]


def test_a_function_that_nothing_calls_yields_to_a_program(tmp_path: Path) -> None:
    main = "import engine\nfrom network import build\n\n\ndef main(x, y):\n    engine.train(build(), x, y)\n"
    script = "import engine\nfrom network import build\n\nengine.train(build('softmax'), 1, 2)\n"
    files = {"engine.py": ENGINE, "network.py": NETWORK, "main.py": main, "script.py": script}
    assert findings(tmp_path, files) == []


def test_a_function_that_hands_on_what_a_program_gives(tmp_path: Path) -> None:
    """That nothing calls it in its own file is no reason not to look for who does."""
    between = "import engine\n\n\ndef run(model, x, y):\n    engine.train(model, x, y)\n"
    main = "import between\nfrom network import build\n\nbetween.run(build(), 1, 2)\n"
    files = {"engine.py": ENGINE, "network.py": NETWORK, "between.py": between}
    assert findings(tmp_path, files) == []
    assert findings(tmp_path, {"main.py": main}) == LOGITS


def test_a_test_that_expects_a_failure_hides_nothing(tmp_path: Path) -> None:
    engine = HEAD + ENGINE.replace("model, x, y):", "x, y):\n    model = build()")
    test = "import pytest\nimport engine\n\ndef test_train():\n    with pytest.raises(ValueError):\n"
    files = {"engine.py": engine, "network.py": NETWORK}
    found = [("CL302", "engine.py", 5)]
    assert findings(tmp_path, files) == found
    assert findings(tmp_path, {"test_it.py": test + "        engine.train(1, 2)\n"}) == found


BASE = """
class Base:
    def build(self):
        {left_open}

    def train(self, x, y):
        model = self.build()
        model.compile("adam", loss="categorical_crossentropy")
        model.fit(x, y)
"""
HEIR = """
import keras
from engine import Base


class Net(Base):
    def build(self):
        return keras.Sequential([keras.layers.Dense(3{0})])
"""
SOFTMAX = ", activation='softmax'"


def test_a_subclass_that_nothing_makes(tmp_path: Path) -> None:
    files = {"engine.py": BASE.format(left_open="raise NotImplementedError")}
    assert findings(tmp_path, files) == []
    assert findings(tmp_path, {"net.py": HEIR.format("")}) == [("CL302", "engine.py", 8)]
    assert findings(tmp_path, {"net.py": HEIR.format(SOFTMAX)}) == []


def test_a_subclass_of_a_class_that_can_do_without(tmp_path: Path) -> None:
    """What the base class does by itself is not hidden."""
    own = "import keras\n        return keras.Sequential([keras.layers.Dense(3)])"
    files = {"engine.py": BASE.format(left_open=own)}
    found = [("CL302", "engine.py", 9)]
    assert findings(tmp_path, files) == found
    assert findings(tmp_path, {"net.py": HEIR.format(SOFTMAX)}) == found


def test_a_subclass_that_does_it_itself(tmp_path: Path) -> None:
    files = {"engine.py": BASE.format(left_open="raise NotImplementedError")}
    own = "\n    def train(self, x, y):\n        self.build().fit(x, y)\n"
    assert findings(tmp_path, {**files, "net.py": HEIR.format("") + own}) == []


EXPERIMENT = """
import keras


def build(units=1, activation="softmax"):
    model = keras.Sequential([keras.layers.Dense(units, activation=activation)])
    model.compile("adam", loss="categorical_crossentropy")
    return model


class Experiment:
    def __init__(self, make, classes):
        self.make, self.classes = make, classes

    def run(self, x, y):
        return self.make(self.classes, *MORE).fit(x, y)
"""


def test_a_function_that_another_file_hands_on(tmp_path: Path) -> None:
    """What keeps it calls it, though nothing in view calls that."""
    main = "from experiments import Experiment, build\n\nexperiment = Experiment(build, 3)\n"
    files = {"experiments.py": EXPERIMENT.replace(", *MORE", ""), "main.py": main}
    assert findings(tmp_path, files) == []
    wrong = EXPERIMENT.replace("*MORE", "'sigmoid'")
    assert findings(tmp_path, {"experiments.py": wrong}) == [("CL102", "experiments.py", 7)]
