"""Programs of several files: what imports lead to, and one report of the findings of several programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from compile_lint.findings import Certainty, Finding, Severity
from compile_lint.inspection import Inspection, State
from compile_lint.report import Report
from compile_lint.run import check_paths, check_source, inspect_paths
from compile_lint.settings import Settings

EVERYTHING = Settings(select=("ALL",), min_certainty=Certainty.POSSIBLE, min_severity=Severity.INFO)

MODEL = "from keras import Sequential, layers\n"
# A network of logits; compiled with probabilities in mind, that is CL302.
NETWORK = MODEL + "def build():\n    return Sequential([layers.Dense(3)])\n"
CROSS_ENTROPY = 'compile(loss="categorical_crossentropy")\n'

pytestmark = pytest.mark.usefixtures("project")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project to work in."""
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(files: dict[str, str]) -> None:
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def check(*paths: str) -> Report:
    report = check_paths(paths or (".",), EVERYTHING)
    assert not report.failures
    return report


def mark(finding: Finding) -> str:
    """``train.py:3 CL302``: the line of the compile call, with ``?`` for a possible finding."""
    span = finding.site or finding.span
    return f"{span.path}:{span.line} {finding.code}{'?' * (finding.certainty is Certainty.POSSIBLE)}"


def marks(*paths: str) -> list[str]:
    return [mark(finding) for finding in check(*paths).findings]


def outputs(*paths: str) -> dict[str, str]:
    """What is understood of the output of each compile call, one head each, by the place of the call."""
    inspection: Inspection = inspect_paths(paths or (".",), EVERYTHING)
    assert not inspection.findings
    return {
        f"{call.site.path}:{call.site.line}": " | ".join(
            sorted(
                f"{head.output.activation}/{head.output.units}" if head.output.state is State.KNOWN else "?"
                for heads in call.variants
                for head in heads
            )
        )
        for call in inspection.calls
    }


def test_a_package_without_marker_is_imported_from_around_it(project: Path) -> None:
    (project / "pyproject.toml").unlink()
    write(
        {
            "work/net/__init__.py": "",
            "work/net/model.py": NETWORK,
            "work/net/train.py": "from net.model import build\nbuild()." + CROSS_ENTROPY,
            "work/loose/model.py": NETWORK,
            "work/loose/train.py": "from loose.model import build\nbuild()." + CROSS_ENTROPY,
        }
    )
    assert marks("work/net") == marks("work/net/train.py") == ["work/net/train.py:2 CL302"]
    assert marks("work/loose") == []


class TestImports:
    """Each driver compiles the network of logits that ``pkg/nets.py`` builds."""

    @pytest.mark.parametrize(
        "driver",
        [
            f"from pkg.nets import build\nbuild().{CROSS_ENTROPY}",
            f"from pkg.nets import build as make\nmake().{CROSS_ENTROPY}",
            f"from pkg import nets\nnets.build().{CROSS_ENTROPY}",
            f"import pkg.nets\npkg.nets.build().{CROSS_ENTROPY}",
            f"import pkg.nets as n\nn.build().{CROSS_ENTROPY}",
            f"from pkg.nets import *\nbuild().{CROSS_ENTROPY}",
            f"import pkg\nfrom pkg import nets\npkg.nets.build().{CROSS_ENTROPY}",
            f"def main():\n    from pkg.nets import build\n    build().{CROSS_ENTROPY}\nmain()\n",
            f"try:\n    from pkg.nets import build\nexcept ImportError:\n    raise\nbuild().{CROSS_ENTROPY}",
        ],
    )
    def test_absolute(self, driver: str) -> None:
        write({"pkg/__init__.py": "", "pkg/nets.py": NETWORK, "train.py": driver})
        line = driver[: driver.index("compile")].count("\n") + 1
        assert marks() == [f"train.py:{line} CL302"]

    @pytest.mark.parametrize(
        "driver",
        [
            f"from .nets import build\nbuild().{CROSS_ENTROPY}",
            f"from . import nets\nnets.build().{CROSS_ENTROPY}",
            f"from ..pkg.nets import build\nbuild().{CROSS_ENTROPY}",
            f"from .nets import *\nbuild().{CROSS_ENTROPY}",
        ],
    )
    def test_relative(self, driver: str) -> None:
        write({"pkg/__init__.py": "", "pkg/nets.py": NETWORK, "pkg/train.py": driver})
        assert marks() == ["pkg/train.py:2 CL302"]

    @pytest.mark.parametrize(
        "init",
        [
            "from .nets import build\n",
            "from pkg.nets import build\n",
            "from .nets import *\n",
            "from . import nets\nbuild = nets.build\n",
            "from pkg import nets\nbuild = nets.build\n",
        ],
    )
    def test_re_exports_of_a_package(self, init: str) -> None:
        driver = f"from pkg import build\nbuild().{CROSS_ENTROPY}"
        write({"pkg/__init__.py": init, "pkg/nets.py": NETWORK, "train.py": driver})
        assert marks() == ["train.py:2 CL302"]

    def test_a_namespace_package(self) -> None:
        write({"pkg/nets.py": NETWORK, "train.py": f"from pkg.nets import build\nbuild().{CROSS_ENTROPY}"})
        assert marks() == ["train.py:2 CL302"]

    def test_the_src_layout(self) -> None:
        driver = f"from pkg.nets import build\nbuild().{CROSS_ENTROPY}"
        write({"src/pkg/__init__.py": "", "src/pkg/nets.py": NETWORK, "scripts/train.py": driver})
        assert marks() == ["scripts/train.py:2 CL302"]

    def test_constants_and_classes(self) -> None:
        classes = "class Settings:\n    loss = 'categorical_crossentropy'\n"
        driver = "import config\nfrom nets import build\nbuild().compile(loss=config.Settings.loss)\n"
        write({"config.py": classes, "nets.py": NETWORK, "train.py": driver})
        assert marks() == ["train.py:3 CL302"]

    def test_a_name_is_bound_by_the_file_that_uses_it(self) -> None:
        nets = MODEL + "UNITS = 3\ndef build():\n    return Sequential([layers.Dense(UNITS)])\n"
        driver = f"from nets import build\nUNITS = 1\nbuild().{CROSS_ENTROPY}"
        write({"nets.py": nets, "train.py": driver})
        assert outputs() == {"train.py:3": "linear/3"}

    def test_the_main_guard_of_an_imported_file_is_not_taken(self) -> None:
        nets = f"{NETWORK}UNITS = 5\nif __name__ == '__main__':\n    UNITS = 7\n"
        driver = MODEL + f"from nets import UNITS\nSequential([layers.Dense(UNITS)]).{CROSS_ENTROPY}"
        write({"nets.py": nets, "train.py": driver})
        assert "7" not in outputs()["train.py:3"]


class TestWhatCannotBeFollowed:
    """Names that lead nowhere are unknown, and accuse nobody."""

    @pytest.mark.parametrize(
        "driver",
        [
            "from missing import build\n",
            "from pkg import missing as build\n",
            "from pkg.missing import build\n",
            "from pkg.nets import missing as build\n",
            "from .nets import build\n",
            "from ...nets import build\n",
            "from numpy import build\n",
            "from somewhere import *\n",
        ],
    )
    def test_is_unknown(self, driver: str) -> None:
        write({"pkg/__init__.py": "", "pkg/nets.py": NETWORK, "train.py": f"{driver}build().{CROSS_ENTROPY}"})
        assert outputs() == {"train.py:2": "?"}
        assert marks() == []

    def test_a_file_without_syntax_is_unknown_and_has_its_own_finding(self) -> None:
        write({"nets.py": f"{NETWORK}print 'x'\nbuild().compile(loss='mse')\n"})
        write({"train.py": f"from nets import build\nbuild().{CROSS_ENTROPY}"})
        assert marks() == ["nets.py:4 CL001"]

    def test_a_file_of_bytes_that_are_no_text(self) -> None:
        Path("nets.py").write_bytes(NETWORK.encode() + b"# \xff\n")
        write({"train.py": f"from nets import build\nbuild().{CROSS_ENTROPY}"})
        assert outputs() == {"train.py:2": "?"}

    def test_nothing_outside_the_project_is_read(self, project: Path) -> None:
        (project / "pyproject.toml").unlink()
        (project / "inner").mkdir()
        (project / "inner/pyproject.toml").touch()
        write({"nets.py": NETWORK, "inner/train.py": f"from nets import build\nbuild().{CROSS_ENTROPY}"})
        assert outputs("inner") == {"inner/train.py:2": "?"}

    def test_standard_input_stands_nowhere(self) -> None:
        write({"nets.py": NETWORK})
        report = check_source(f"from nets import build\nbuild().{CROSS_ENTROPY}".encode(), "-", EVERYTHING)
        assert report.findings == ()


class TestCycles:
    def test_two_files_that_import_each_other(self) -> None:
        write(
            {
                "a.py": f"from b import build\nLOSS = 'mse'\ndef run():\n    build().{CROSS_ENTROPY}run()\n",
                "b.py": f"import a\n{NETWORK}",
            }
        )
        assert marks() == ["a.py:4 CL302"]

    def test_a_name_needed_before_it_is_bound_is_no_trap(self) -> None:
        write(
            {
                "a.py": "from b import Y\nX = Y\n",
                "b.py": "from a import X\nY = X\n",
                "train.py": MODEL + f"from a import X\nSequential([layers.Dense(X)]).{CROSS_ENTROPY}",
            }
        )
        assert marks() == ["train.py:3 CL302"]
        assert outputs() == {"train.py:3": "linear/None"}

    def test_a_file_that_imports_itself(self) -> None:
        write({"a.py": f"import a\n{NETWORK}build().{CROSS_ENTROPY}"})
        assert marks() == ["a.py:5 CL302"]

    def test_a_package_that_takes_its_own_module_from_itself(self) -> None:
        write(
            {
                "pkg/__init__.py": "from pkg import nets\nfrom pkg.train import main\n",
                "pkg/nets.py": NETWORK,
                "pkg/train.py": f"from pkg import nets\ndef main():\n    nets.build().{CROSS_ENTROPY}",
                "run.py": "import pkg\npkg.main()\n",
            }
        )
        assert marks() == ["pkg/train.py:3 CL302"]


class TestAcrossFiles:
    def test_labels_and_fit_stand_in_a_file_without_compile_call(self) -> None:
        nets = MODEL + (
            "def build():\n"
            "    model = Sequential([layers.Dense(3, activation='softmax')])\n"
            "    model.compile(loss='sparse_categorical_crossentropy')\n"
            "    return model\n"
        )
        driver = (
            "from keras.utils import to_categorical\nfrom nets import build\n"
            "build().fit(x, to_categorical(labels, 3))\n"
        )
        write({"nets.py": nets})
        assert marks() == []
        write({"train.py": driver})
        (finding,) = check().findings
        assert mark(finding) == "nets.py:4 CL202"
        assert [place.span.path for place in finding.related] == ["train.py"]

    def test_the_places_of_a_finding_may_stand_in_two_files(self) -> None:
        write({"nets.py": NETWORK, "train.py": f"from nets import build\nbuild().{CROSS_ENTROPY}"})
        report = check()
        (finding,) = report.findings
        assert (finding.span.path, finding.span.line) == ("train.py", 2)
        assert [(place.span.path, place.span.line) for place in finding.related] == [("nets.py", 3)]
        assert report.sources["nets.py", None][2].strip() == "return Sequential([layers.Dense(3)])"

    def test_a_builder_is_judged_by_how_it_is_called(self) -> None:
        builder = MODEL + (
            "def build(activation=None):\n"
            "    model = Sequential([layers.Dense(3, activation=activation)])\n"
            f"    model.{CROSS_ENTROPY}"
            "    return model\n"
        )
        write({"nets.py": builder})
        assert marks() == ["nets.py:4 CL302?"]
        write({"train.py": "from nets import build\nbuild('softmax')\n"})
        assert marks() == []
        write({"other.py": "from nets import build\nbuild()\n"})
        assert marks() == ["nets.py:4 CL302"]

    def test_what_two_drivers_reach_is_found_once(self) -> None:
        builder = NETWORK + f"def run():\n    build().{CROSS_ENTROPY}"
        write({"nets.py": builder})
        write({f"{name}.py": "from nets import run\nrun()\n" for name in ("one", "two", "three")})
        assert marks() == ["nets.py:5 CL302"]
        assert list(outputs()) == ["nets.py:5"]

    def test_the_surer_finding_wins_whatever_the_order(self) -> None:
        builder = MODEL + (
            "def run(activation=None):\n"
            f"    Sequential([layers.Dense(3, activation=activation)]).{CROSS_ENTROPY}"
        )
        uncertain = "import sys\nfrom nets import run\nrun('softmax' if sys.argv[1] else None)\n"
        certain = "from nets import run\nrun()\n"
        for first, second in ((uncertain, certain), (certain, uncertain)):
            write({"nets.py": builder, "a.py": first, "b.py": second})
            assert marks() == ["nets.py:3 CL302"]

    def test_files_that_lead_to_no_compile_call_are_not_read(self) -> None:
        write({"nets.py": f"{NETWORK}build().{CROSS_ENTROPY}", "other.py": "import json\n"})
        write({"driver.py": "from nets import build\n"})
        summary = check().summary
        assert (summary.files, summary.files_parsed, summary.compile_calls) == (3, 2, 1)


PACKAGE = {
    "pkg/__init__.py": "",
    "pkg/nets.py": NETWORK,
    "pkg/train.py": f"from .nets import build\nbuild().{CROSS_ENTROPY}",
}


class TestDisplays:
    """A file is called what it would be called had it been found on its own."""

    @pytest.mark.parametrize(
        ("given", "shown"),
        [(".", "pkg/"), ("pkg", "pkg/"), ("./pkg", "pkg/"), ("pkg/", "pkg/"), ("pkg/train.py", "pkg/")],
    )
    def test_relative(self, given: str, shown: str) -> None:
        write(PACKAGE)
        (finding,) = check(given).findings
        assert finding.span.path == f"{shown}train.py"
        assert [place.span.path for place in finding.related] == [f"{shown}nets.py"]

    def test_absolute(self, project: Path) -> None:
        write(PACKAGE)
        (finding,) = check(str(project)).findings
        assert finding.span.path == f"{project.as_posix()}/pkg/train.py"
        assert [place.span.path for place in finding.related] == [f"{project.as_posix()}/pkg/nets.py"]


def test_a_model_that_is_used_from_another_file_is_judged_as_used_there() -> None:
    builder = "def build(units=3):\n    m = Sequential([layers.Dense(units)])\n    m." + CROSS_ENTROPY
    write({"models.py": MODEL + builder})
    assert marks() == ["models.py:4 CL302"]
    write({"train.py": "from models import build\nbuild(1)\n"})
    assert marks() == ["models.py:4 CL105"]


def test_a_search_in_another_file_gives_the_arguments_of_a_builder() -> None:
    builder = (
        "def build(head='sigmoid'):\n    m = Sequential([layers.Dense(3, activation=head)])\n    m."
        + CROSS_ENTROPY
        + "    return m\n"
    )
    search = (
        "from keras.wrappers.scikit_learn import KerasClassifier\n"
        "from sklearn.model_selection import GridSearchCV\nfrom models import build\n"
        "GridSearchCV(KerasClassifier(build_fn=build), dict(head=['softmax', 'sigmoid'])).fit(x, y)\n"
    )
    write({"models.py": MODEL + builder, "search.py": search})
    assert marks() == ["models.py:4 CL102?"]


@pytest.mark.parametrize("statement", ["import losses", "from losses import rmse", "from losses import *"])
def test_a_module_may_register_losses_when_it_is_imported(statement: str) -> None:
    registered = (
        "import keras\n\n@keras.saving.register_keras_serializable()\ndef rmse(a, b):\n    return a\n"
    )
    train = MODEL + f"{statement}\nm = Sequential([layers.Dense(1)])\nm.compile(loss='rmse')\n"
    write({"losses.py": registered, "train.py": train})
    assert marks() == []
    write({"losses.py": "def rmse(a, b):\n    return a\n"})
    assert marks() == ["train.py:4 CL601"]


def test_a_file_whose_own_code_does_not_lead_to_its_compile_call_is_called_from_another() -> None:
    base = (
        "import keras\n\n\nclass Base:\n    def __init__(self):\n        self.net = self.build()\n"
        f"        self.net.{CROSS_ENTROPY}\n\n    def build(self):\n        raise NotImplementedError\n\n\n"
        "class Net(Base):\n    def build(self):\n        return keras.Sequential([keras.layers.Dense(3)])\n"
    )
    write({"pkg/base.py": base, "train.py": "from pkg.base import Net\n\nNet()\n"})
    assert outputs() == {"pkg/base.py:7": "linear/3"}
    assert marks() == ["pkg/base.py:7 CL302"]


def test_a_function_that_compiles_what_it_is_given_is_called_from_a_file_without_compile_call() -> None:
    """Nothing in the function's own file tells that it is Keras whose ``compile`` is called."""
    write({"train.py": "def train(model):\n    model.compile('adam', 'categorical_crossentropy')\n"})
    assert outputs() == {}
    write({"main.py": f"from train import train\n{NETWORK}\ntrain(build())\n"})
    assert outputs() == {"train.py:2": "linear/3"}
    assert marks() == ["train.py:2 CL302"]


def test_a_library_made_of_keras_models_is_read_where_it_is_the_project() -> None:
    write(
        {
            "keras_hub/src/__init__.py": "",
            "keras_hub/src/task.py": "import keras\nclass Task(keras.Model):\n    pass\n",
            "keras_hub/src/classifier.py": "import keras\nfrom keras_hub.src.task import Task\n"
            "class Classifier(Task):\n    def __init__(self, backbone):\n"
            "        outputs = keras.layers.Dense(3)(backbone.output)\n"
            "        super().__init__(inputs=backbone.input, outputs=outputs)\n"
            "        super().compile(loss='mse')\n",
        }
    )
    assert outputs() == {"keras_hub/src/classifier.py:7": "linear/3"}


ON_DEMAND = {
    "a table of names": (
        "_OWNERS = {'build': '.parts', 'gone': '.parts'}\n"
        "def __getattr__(name):\n"
        "    owner = _OWNERS.get(name)\n"
        "    if owner is None:\n"
        "        raise AttributeError(name)\n"
        "    from importlib import import_module\n"
        "    value = getattr(import_module(owner, __name__), name)\n"
        "    globals()[name] = value\n"
        "    return value\n"
    ),
    "an import in an if": (
        "def __getattr__(name):\n"
        "    if name == 'build':\n"
        "        from nets.parts import build\n"
        "        return build\n"
        "    raise AttributeError(f'no {name}')\n"
    ),
    "taken from elsewhere": "from .lazily import __getattr__\n",
}


@pytest.mark.parametrize("kind", ON_DEMAND)
def test_a_package_may_make_its_names_on_demand(kind: str) -> None:
    lazily = "def __getattr__(name):\n    from . import parts\n    return getattr(parts, name)\n"
    write({"nets/__init__.py": ON_DEMAND[kind], "nets/lazily.py": lazily, "nets/parts.py": NETWORK})
    write({"taken.py": f"from nets import build\nbuild().{CROSS_ENTROPY}"})
    write({"asked.py": f"import nets\nnets.build().{CROSS_ENTROPY}nets.absent().{CROSS_ENTROPY}"})
    assert marks() == ["asked.py:2 CL302", "taken.py:2 CL302"]
