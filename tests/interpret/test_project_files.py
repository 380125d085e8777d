"""Programs that read settings from files of their project, and that say where their modules are."""

from __future__ import annotations

from pathlib import Path

import pytest

from compile_lint.findings import Certainty, Severity
from compile_lint.run import check_paths, inspect_paths
from compile_lint.settings import Settings

EVERYTHING = Settings(select=("ALL",), min_certainty=Certainty.POSSIBLE, min_severity=Severity.INFO)
MODEL = """
from keras import Sequential, layers
model = Sequential([layers.Dense({units}, activation={activation})])
model.compile(loss={loss})
"""
FROM_CONFIG = MODEL.format(units="cfg['units']", activation="cfg['head']", loss="cfg['loss']")
JSON = '{"units": 3, "head": "softmax", "loss": "categorical_crossentropy", "deep": {"sizes": [8, 3]}}'
WRONG = JSON.replace("softmax", "sigmoid")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project to work in, in a folder that holds another file."""
    (tmp_path / "outside.json").write_text(JSON, encoding="utf-8")
    root = tmp_path / "project"
    root.mkdir()
    (root / "pyproject.toml").touch()
    monkeypatch.chdir(root)
    return root


def write(files: dict[str, str]) -> None:
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def understood(program: str, name: str = "train.py") -> set[str]:
    """What the output and loss of the program's only compile call may be."""
    write({name: program})
    (call,) = inspect_paths([name], EVERYTHING).calls
    return {
        f"{head.output.activation}/{head.output.units} {head.loss.name}"
        for heads in call.variants
        for head in heads
    }


def codes(program: str) -> list[str]:
    write({"train.py": program})
    report = check_paths(["train.py"], EVERYTHING)
    assert not report.failures
    return [f.code + "?" * (f.certainty is Certainty.POSSIBLE) for f in report.findings]


READ = "softmax/3 categorical_crossentropy"


class TestReading:
    """The ways to read a file whose path is known."""

    @pytest.mark.parametrize(
        "reading",
        [
            "import json\ncfg = json.load(open('cfg.json'))",
            "import json\nwith open('cfg.json') as f:\n    cfg = json.load(f)",
            "import json\nwith open('cfg.json', encoding='utf-8') as f:\n    cfg = json.loads(f.read())",
            "import json, os\ncfg = json.load(open(os.path.join(os.path.dirname(__file__), 'cfg.json')))",
            (
                "import json, os\nHERE = os.path.dirname(os.path.abspath(__file__))\n"
                "cfg = json.load(open(HERE + '/cfg.json'))"
            ),
            (
                "import json\nfrom pathlib import Path\n"
                "cfg = json.loads((Path(__file__).parent / 'cfg.json').read_text())"
            ),
            "import json\nfrom pathlib import Path\ncfg = json.load(open(str(Path('cfg.json'))))",
            (
                "import json\nfrom pathlib import Path\n"
                "with Path('cfg.json').open() as f:\n    cfg = json.load(f)"
            ),
            "import tomllib\nwith open('cfg.toml', 'rb') as f:\n    cfg = tomllib.load(f)",
            "import toml\ncfg = toml.load('cfg.toml')",
            "import yaml\nwith open('cfg.yaml') as f:\n    cfg = yaml.safe_load(f)",
            "import yaml\ncfg = yaml.load(open('cfg.yaml', 'r'), Loader=yaml.FullLoader)",
            "import yaml\nfrom pathlib import Path\ncfg = yaml.safe_load(Path('cfg.yaml').read_text())",
            "import yaml\ncfg = yaml.safe_load('units: 3\\nhead: softmax\\nloss: categorical_crossentropy')",
            (
                "def load(path):\n    import json\n    with open(path) as f:\n        return json.load(f)\n"
                "cfg = load('cfg.json')"
            ),
        ],
    )
    def test_the_values_are_known(self, reading: str) -> None:
        toml = "units = 3\nhead = 'softmax'\nloss = 'categorical_crossentropy'\n"
        yaml = (
            "defaults: &net {units: 3}\nhead: softmax  # comment\n<<: *net\nloss: categorical_crossentropy\n"
        )
        write({"cfg.json": JSON, "cfg.toml": toml, "cfg.yaml": yaml})
        assert READ in understood(f"{reading}\n{FROM_CONFIG}")

    def test_from_the_root_of_the_project(self) -> None:
        write({"configs/cfg.json": JSON})
        program = f"import json\ncfg = json.load(open('configs/cfg.json'))\n{FROM_CONFIG}"
        assert READ in understood(program, "scripts/train.py")

    def test_from_a_folder_between_the_program_and_the_root(self) -> None:
        write({"experiments/configs/cfg.yaml": JSON})
        program = f"import yaml\ncfg = yaml.safe_load(open('configs/cfg.yaml'))\n{FROM_CONFIG}"
        assert READ in understood(program, "experiments/mnist/train.py")

    @pytest.mark.parametrize(
        "folder", ["os.path.dirname(os.path.abspath(__file__))", "Path(__file__).parent"]
    )
    def test_beside_a_program_below_the_root(self, folder: str) -> None:
        """The whole path is the same from wherever the program is started."""
        write({"apps/mnist/cfg.json": JSON})
        path = f"os.path.join({folder}, 'cfg.json')"
        program = f"import json, os\nfrom pathlib import Path\ncfg = json.load(open({path}))\n{FROM_CONFIG}"
        assert READ in understood(program, "apps/mnist/train.py")

    def test_an_ini_file(self) -> None:
        write({"cfg.ini": "[net]\nunits = 3\nhead = softmax\nloss = categorical_crossentropy\n"})
        values = ("cfg.getint('net', 'units')", "cfg['net']['head']", "cfg.get('net', 'loss')")
        model = MODEL.format(units=values[0], activation=values[1], loss=values[2])
        program = f"import configparser\ncfg = configparser.ConfigParser()\ncfg.read('cfg.ini')\n{model}"
        assert READ in understood(program)

    def test_lists_and_nested_dicts(self) -> None:
        write({"cfg.json": JSON})
        model = MODEL.format(units="cfg['deep']['sizes'][-1]", activation="cfg.get('head')", loss="'mse'")
        assert "softmax/3 mean_squared_error" in understood(
            f"import json\ncfg = json.load(open('cfg.json'))\n{model}"
        )


class TestJudging:
    """The file's values are defaults."""

    def test_a_right_file_is_silent(self) -> None:
        write({"cfg.json": JSON})
        assert codes(f"import json\ncfg = json.load(open('cfg.json'))\n{FROM_CONFIG}") == []

    def test_a_wrong_file_is_found(self) -> None:
        write({"cfg.json": WRONG})
        assert codes(f"import json\ncfg = json.load(open('cfg.json'))\n{FROM_CONFIG}") == ["CL102"]

    def test_what_is_set_afterwards_counts(self) -> None:
        write({"cfg.json": WRONG})
        reading = "import json\ncfg = json.load(open('cfg.json'))\ncfg['head'] = 'softmax'"
        assert codes(f"{reading}\n{FROM_CONFIG}") == []


class TestWhatIsNotRead:
    """Such values are unknown, and accuse nobody."""

    @pytest.mark.parametrize(
        "reading",
        [
            "import json\ncfg = json.load(open('../outside.json'))",
            "import json\ncfg = json.load(open('missing.json'))",
            "import json\ncfg = json.load(open('broken.json'))",
            "import json\ncfg = json.load(open('large.json'))",
            "import json\ncfg = json.load(open('link.json'))",
            "import json, sys\ncfg = json.load(open(sys.argv[1]))",
            "import json\ncfg = json.load(open('~/cfg.json'))",
            "import json\ncfg = json.load(open('x' * 5000))",
            "import json\ncfg = json.load(open('\\0'))",
            "import json\ncfg = json.load(open('/etc/hostname'))",
            "import json\ncfg = json.load(open('wrong.json', 'w'))",
            "import yaml\ncfg = next(yaml.safe_load_all(open('wrong.json')))",
            "import yaml\ncfg = yaml.safe_load(open('broken.json'))",
            "import yaml\ncfg = yaml.safe_load(open('large.json'))",
            "import yaml\ncfg = yaml.safe_load(open('tagged.yaml'))",
            "import yaml\ncfg = yaml.safe_load(open('laughs.yaml'))",
            "import yaml\ncfg = yaml.safe_load('? [a, {}]\\n: 3')",
            "import hydra\ncfg = hydra.compose('wrong.json')",
        ],
    )
    def test_is_unknown(self, reading: str) -> None:
        large = '{"units": 3, "head": "sigmoid", "loss": "categorical_crossentropy", "x": "' + "x" * 70_000
        laughs = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 12))
        write({"wrong.json": WRONG, "broken.json": "{", "large.json": large + '"}', "laughs.yaml": laughs})
        write({"tagged.yaml": "units: !!python/object/apply:os.getpid []"})
        Path("link.json").symlink_to(Path("..") / "outside.json")
        program = f"{reading}\n{FROM_CONFIG}"
        assert codes(program) == []
        assert understood(program) == {"None/None None"}

    def test_one_path_that_may_mean_two_files(self) -> None:
        write({"cfg.json": WRONG, "scripts/cfg.json": JSON})
        program = f"import json\ncfg = json.load(open('cfg.json'))\n{FROM_CONFIG}"
        assert understood(program, "scripts/train.py") == {"None/None None"}


class TestSearchFolders:
    """Folders that a program adds to ``sys.path``."""

    @pytest.mark.parametrize(
        "adding",
        [
            "sys.path.append('code/nets')",
            "sys.path.insert(0, '../code/nets')",
            "sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'code', 'nets'))",
            (
                "here = os.path.dirname(os.path.abspath(__file__))\n"
                "sys.path.append(os.path.abspath(os.path.join(here, '../code/nets')))"
            ),
            "sys.path.append(str(Path(__file__).resolve().parents[1] / 'code' / 'nets'))",
            "sys.path.extend(['code/nets'])",
        ],
    )
    def test_lead_to_modules(self, adding: str) -> None:
        write({"code/nets/heads.py": "UNITS = 3\n"})
        model = MODEL.format(units="UNITS", activation="'softmax'", loss="'categorical_crossentropy'")
        program = f"import os, sys\nfrom pathlib import Path\n{adding}\nfrom heads import UNITS\n{model}"
        assert understood(program, "scripts/train.py") == {READ}

    def test_outside_the_project_nothing_is_sought(self) -> None:
        write({"../heads.py": "UNITS = 3\n"})
        model = MODEL.format(units="UNITS", activation="'softmax'", loss="'categorical_crossentropy'")
        program = f"import sys\nsys.path.append('..')\nfrom heads import UNITS\n{model}"
        assert understood(program) == {"softmax/None categorical_crossentropy"}


# --- fixtures -------------------------------------------------------------------------------------

FIXTURE = """
import keras, pytest
@pytest.fixture{options}
def {name}({asks}):
    return keras.Sequential([keras.layers.Dense({units}, activation="softmax")])
"""
ASKING = "def test_fit({name}):\n    {name}.compile(loss='categorical_crossentropy')\n"


def test_fixtures_come_from_the_nearest_conftest():
    write(
        {
            "conftest.py": FIXTURE.format(options="", name="model", asks="", units=9),
            "tests/conftest.py": FIXTURE.format(options="", name="model", asks="classes", units="classes")
            + "@pytest.fixture(name='classes')\ndef three():\n    return 3\n",
        }
    )
    assert understood(ASKING.format(name="model"), "tests/unit/test_model.py") == {READ}
    assert understood(ASKING.format(name="model"), "test_model.py") == {"softmax/9 categorical_crossentropy"}


def test_a_fixture_of_the_module_hides_that_of_the_conftest_and_may_ask_for_it():
    write({"conftest.py": FIXTURE.format(options="", name="model", asks="", units=9)})
    own = "import pytest\n@pytest.fixture\ndef model(model):\n    model.pop()\n    return model\n"
    (call,) = inspect_of(own + ASKING.format(name="model"))
    assert [head.output.state.value for heads in call.variants for head in heads] == ["unknown"]
    hiding = FIXTURE.format(options="(scope='module')", name="model", asks="", units=3)
    assert understood(hiding + ASKING.format(name="model"), "test_own.py") == {READ}


def test_a_conftest_outside_of_the_project_is_not_read(project):
    text = FIXTURE.format(options="", name="model", asks="", units=3)
    (project.parent / "conftest.py").write_text(text, encoding="utf-8")
    assert understood(ASKING.format(name="model"), "test_model.py") == {"None/None categorical_crossentropy"}


def inspect_of(program):
    write({"test_inspected.py": program})
    return inspect_paths(["test_inspected.py"], EVERYTHING).calls


class TestHydra:
    """A function that hydra gives the configuration of its project."""

    HYDRA = """
import hydra
from hydra.utils import instantiate
from keras import Sequential, layers

@hydra.main(config_path="conf", config_name="{name}", version_base=None)
def main(cfg):
    model = Sequential([layers.Dense(cfg.net.units, activation=cfg.net.head)])
    model.compile(optimizer="adam", loss=cfg["loss"])

{call}
"""
    BASE = "net:\n  units: 3\n  head: sigmoid\nloss: categorical_crossentropy\n"

    def found(self, name: str = "config", call: str = "main()") -> list[str]:
        return codes(self.HYDRA.format(name=name, call=call))

    @pytest.mark.parametrize("call", ["main()", "if __name__ == '__main__':\n    main()", ""])
    @pytest.mark.parametrize("name", ["config", "config.yaml"])
    def test_the_configuration_is_read(self, name: str, call: str) -> None:
        write({"conf/config.yaml": self.BASE})
        assert self.found(name, call) == ["CL102"]

    def test_what_concerns_hydra_itself_is_kept_from_the_program(self) -> None:
        own = "defaults:\n  - override hydra/sweeper: ax\n  - hydra/launcher: joblib\n  - _self_\n"
        write({"conf/config.yaml": own + self.BASE})
        assert self.found() == ["CL102"]

    def test_an_overridden_choice_is_not_followed(self) -> None:
        write({"conf/config.yaml": "defaults:\n  - override net: other\n  - _self_\n" + self.BASE})
        assert self.found() == []

    def test_it_stands_beside_the_program(self) -> None:
        write(
            {"conf/config.yaml": self.BASE.replace("sigmoid", "softmax"), "app/conf/config.yaml": self.BASE}
        )
        program = self.HYDRA.format(name="config", call="main()")
        assert "sigmoid/3 categorical_crossentropy" in understood(program, "app/train.py")

    def test_what_is_right_is_right(self) -> None:
        write({"conf/config.yaml": self.BASE.replace("sigmoid", "softmax")})
        assert self.found() == []

    def test_references(self) -> None:
        text = "kinds: {one: softmax, two: sigmoid}\nhead: ${kinds.two}\n" + self.BASE
        write({"conf/config.yaml": text.replace("head: sigmoid", "head: ${head}")})
        assert self.found() == ["CL102"]

    @pytest.mark.parametrize(
        "reference", ["${head}", "${oc.env:HEAD}", "${net}", "${missing.key}", "a${loss}"]
    )
    def test_references_that_lead_nowhere(self, reference: str) -> None:
        write({"conf/config.yaml": f"head: ${{head}}\n{self.BASE.replace('sigmoid', reference)}"})
        assert self.found() == []

    def test_defaults_choose_files_of_groups(self) -> None:
        write(
            {
                "conf/config.yaml": "defaults:\n  - net: small\n  - base\n  - aim/kind: none\n",
                "conf/net/small.yaml": "units: 3\nhead: sigmoid\n",
                "conf/base.yaml": "loss: categorical_crossentropy\n",
                "conf/aim/kind/none.yaml": "",
            }
        )
        assert self.found() == ["CL102"]

    @pytest.mark.parametrize(
        ("order", "expected"), [("[_self_, net: small]", []), ("[net: small]", ["CL102"])]
    )
    def test_the_later_ones_win(self, order: str, expected: list[str]) -> None:
        small = "units: 3\nhead: softmax\n"
        write({"conf/config.yaml": f"defaults: {order}\n{self.BASE}", "conf/net/small.yaml": small})
        assert self.found() == expected

    @pytest.mark.parametrize(
        "defaults",
        [
            "defaults: [override net: small]",
            "defaults: [net: missing]",
            "defaults: [net: packed]",
            "defaults: [net: [small, packed]]",
            "defaults: [/net/small]",
            "defaults: config",
            "- a list",
        ],
    )
    def test_what_is_not_composed_is_unknown(self, defaults: str) -> None:
        write(
            {
                "conf/config.yaml": f"{defaults}\n{self.BASE}",
                "conf/net/small.yaml": "units: 3\n",
                "conf/net/packed.yaml": "# @package _global_\nunits: 3\n",
            }
        )
        assert self.found() == []

    def test_a_file_that_includes_itself_ends(self) -> None:
        write({"conf/config.yaml": f"defaults: [config]\n{self.BASE}"})
        assert self.found() == []

    def test_a_configuration_that_is_passed(self) -> None:
        write({"conf/config.yaml": self.BASE})
        assert self.found(call="main(other)") == []

    INSTANTIATE = """
import hydra
from hydra.utils import instantiate

@hydra.main(config_path="conf", config_name="config")
def main(cfg):
    model = instantiate(cfg.model, head="{head}")
    model.compile(optimizer=instantiate(cfg.optimizer)(), loss=instantiate(cfg.loss), metrics=["accuracy"])

main()
"""

    @pytest.mark.parametrize(("head", "expected"), [("sigmoid", ["CL102"]), ("softmax", [])])
    def test_objects_made_of_entries(self, head: str, expected: list[str]) -> None:
        write(
            {
                "conf/config.yaml": (
                    "model: {_target_: nets.build, units: 5, head: relu}\n"
                    "optimizer: {_target_: keras.optimizers.Adam, _partial_: true, learning_rate: 0.1}\n"
                    "loss: {_target_: keras.losses.CategoricalCrossentropy}\n"
                ),
                "nets.py": (
                    "import keras\n\ndef build(units, head):\n"
                    "    return keras.Sequential([keras.layers.Dense(units, activation=head)])\n"
                ),
            }
        )
        assert codes(self.INSTANTIATE.format(head=head)) == expected
