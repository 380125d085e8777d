"""Registries: dicts that a module makes empty, and that modules fill which are imported for nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from compile_lint.findings import Certainty, Severity
from compile_lint.inspection import State
from compile_lint.run import check_paths, inspect_paths
from compile_lint.settings import Settings

EVERYTHING = Settings(select=("ALL",), min_certainty=Certainty.POSSIBLE, min_severity=Severity.INFO)

REGISTRY = """\
NETWORKS = {}

def register(name):
    def wrap(build):
        NETWORKS[name] = build
        return build
    return wrap

def create(name, **options):
    if name not in NETWORKS:
        raise KeyError(name)
    return NETWORKS[name](**options)
"""
CLASS = """\
class Registry:
    def __init__(self, title):
        self._title = title
        self._entries = dict()

    def register(self, name):
        def wrap(build):
            self._entries[name] = build
            return build
        return wrap

    def create(self, name, **options):
        build = self._entries.get(name)
        if build is None:
            raise KeyError(f"no {self._title} named {name}")
        return build(**options)

networks = Registry("network")
register, create = networks.register, networks.create
"""
KIND_OF_DICT = """\
class Registry(dict):
    def __init__(self, title):
        super().__init__()
        self._title = title

    def register(self, name):
        def wrap(build):
            if name in self:
                raise KeyError(f"two {self._title}s named {name}")
            self[name] = build
            return build
        return wrap

    def create(self, name, **options):
        return self[name](**options)

networks = Registry("network")
register, create = networks.register, networks.create
"""
REGISTRIES = pytest.mark.parametrize(
    "registry", [REGISTRY, CLASS, KIND_OF_DICT], ids=["dict", "class", "kind of dict"]
)
HEADS = """\
import keras
from networks.registry import register

@register("logits")
def logits(units=3):
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(units)])
"""
TRAIN = """\
from networks import create

model = create("logits")
model.compile(optimizer="adam", loss="categorical_crossentropy")
"""
HERE = "from networks.registry import create\n"


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "networks").mkdir()
    monkeypatch.chdir(tmp_path)


def write(package: str, train: str = TRAIN, *, registry: str = REGISTRY, heads: str = HEADS) -> None:
    Path("networks/__init__.py").write_text(package, encoding="utf-8")
    Path("networks/registry.py").write_text(registry, encoding="utf-8")
    Path("networks/heads.py").write_text(heads, encoding="utf-8")
    Path("train.py").write_text(train, encoding="utf-8")


def marks() -> list[tuple[str, int, str]]:
    """File, line and code of each certain finding; there must be no others."""
    report = check_paths(["."], EVERYTHING)
    assert not report.failures
    assert all(finding.certainty is Certainty.CERTAIN for finding in report.findings)
    return [(finding.span.path, finding.span.line, finding.code) for finding in report.findings]


def output() -> State:
    """What is known of the output of the only compile call."""
    (call,) = inspect_paths(["."], EVERYTHING).calls
    (variant,) = call.variants
    (head,) = variant.heads
    return head.output.state


# Modules that are imported by names which only the file system tells.
LISTED = """\
import importlib
import os

for name in os.listdir(os.path.dirname(__file__)):
    importlib.import_module(f"networks.{name[:-3]}")
"""
WALKED = """\
import importlib
import pkgutil

for one in pkgutil.iter_modules(__path__):
    importlib.import_module("networks." + one.name)
"""

FAULT = [("train.py", 4, "CL302")]


@REGISTRIES
@pytest.mark.parametrize(
    "package",
    [
        HERE + "from networks import heads\n",
        HERE + "from . import heads\n",
        HERE + "import networks.heads\n",
        HERE + "from networks.heads import logits\n",
        HERE + "from .heads import *\n",
        HERE + "import importlib\nimportlib.import_module('networks.heads')\n",
    ],
)
def test_what_is_imported_only_to_register_something_is_run(package, registry):
    write(package, registry=registry)
    assert marks() == FAULT


def test_the_program_itself_may_import_what_registers():
    write(HERE, TRAIN.replace("\n\n", "\nimport networks.heads\n\n", 1))
    assert marks() == [("train.py", 4 + 1, "CL302")]


def test_the_program_may_register_something_itself():
    own = HEADS.replace("logits", "mine").replace("networks.registry", "networks")
    write(HERE + "from .registry import register\n", own + TRAIN.replace("logits", "mine"))
    assert [code for _, _, code in marks()] == ["CL302"]


@REGISTRIES
def test_what_is_right_in_a_registry_is_right(registry):
    write(
        HERE + "from . import heads\n",
        registry=registry,
        heads=HEADS.replace("(units)", '(units, "softmax")'),
    )
    assert marks() == []
    assert output() is State.KNOWN


SETTINGS = """\
class Settings(dict):
    def __init__(self, **entries):
        super().__init__(**entries)

networks = Settings(units=3, activation="softmax")
"""
SET = """\
import keras
import networks.{missing}
from networks.registry import networks as settings

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(**settings)])
model.compile(optimizer="adam", loss="categorical_crossentropy")
"""


@pytest.mark.parametrize("missing", ["heads", "broken"])
def test_a_dict_that_is_made_with_entries_is_no_registry(missing):
    """What is in it is known whatever was imported before it is read."""
    write("", SET.format(missing=missing), registry=SETTINGS, heads="")
    Path("networks/broken.py").write_text("def (\n", encoding="utf-8")
    assert [code for _, _, code in marks() if code != "CL001"] == []
    assert output() is State.KNOWN


@REGISTRIES
@pytest.mark.parametrize("found", [LISTED, WALKED, "from . import heads, broken\n"])
def test_what_registers_may_be_out_of_view(found, registry):
    """The compile call is read all the same, and nothing is known of its model."""
    write(HERE + found, registry=registry, heads="")
    Path("networks/broken.py").write_text("def (\n", encoding="utf-8")
    assert [code for _, _, code in marks() if code != "CL001"] == []
    assert output() is State.UNKNOWN


ASKED = """\
import keras
import networks
from networks.registry import NETWORKS

def softmax():
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, "softmax")])

build = NETWORKS.get("logits", softmax)
build().compile("adam", "categorical_crossentropy")
"""


def test_a_default_is_not_taken_where_something_registers_the_name():
    write("from . import heads\n", ASKED)
    assert [code for _, _, code in marks()] == ["CL302"]


def test_a_default_is_taken_where_nothing_registers_the_name():
    write("", ASKED)
    assert marks() == []
    assert output() is State.KNOWN


NAMED = """\
import keras
from networks.registry import LOSSES

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
model.compile("adam", LOSSES.get("logits", "mse"))
"""


@pytest.mark.parametrize("made", ["{'softmax': 'mae'}", "dict(softmax='mae')", "dict([('softmax', 'mae')])"])
def test_a_dict_that_has_entries_is_what_it_is(made):
    """Whatever else is imported by a name that is not known."""
    write(LISTED, "import networks\n" + NAMED, registry=f"LOSSES = {made}\n", heads="")
    assert marks() == []
    assert output() is State.KNOWN
    (call,) = inspect_paths(["."], EVERYTHING).calls
    ((head,),) = call.variants
    assert head.loss.name == "mean_squared_error"


SUBCLASSES = """\
class Network:
    name = None

def create(name, **options):
    for cls in Network.__subclasses__():
        if cls.name == name:
            return cls().build(**options)
    raise KeyError(name)
"""
DERIVED = """\
import keras
from networks.registry import Network

class Logits(Network):
    name = "logits"

    def build(self, units=3):
        return keras.Sequential([keras.Input((4,)), keras.layers.Dense(units)])
"""


def test_subclasses_that_a_package_imports() -> None:
    write(f"from networks import heads\n{HERE}", registry=SUBCLASSES, heads=DERIVED)
    assert marks() == [("train.py", 4, "CL302")]


@pytest.mark.parametrize(
    "package", [f"import importlib\nimportlib.import_module(name)\n{HERE}", f"{LISTED}{HERE}"]
)
def test_subclasses_that_may_be_others(package: str) -> None:
    write(package, registry=SUBCLASSES, heads=DERIVED)
    assert marks() == []
    assert output() is State.UNKNOWN
