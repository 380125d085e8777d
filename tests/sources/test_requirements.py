"""What the files of a project say about the Keras that it runs with."""

from __future__ import annotations

from pathlib import Path

import pytest

from compile_lint.sources.requirements import Requirement, requirements_around

BELOW = {"keras": (3, 0), "tensorflow": (2, 16)}


def told(folder: Path, root: Path | None = None) -> set[str]:
    """Each requirement as ``tensorflow below``, ``keras above`` or, where it says neither, ``jax any``."""
    return {f"{one.package} {verdict(one)}" for one in requirements_around(folder, root or folder).found}


def verdict(one: Requirement) -> str:
    limit = BELOW.get(one.package, (0, 0))
    if one.is_below(*limit):
        return "below"
    return "above" if one.is_at_least(*limit) and one.low is not None else "any"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("tensorflow", "tensorflow any"),
        ("tensorflow<2.16", "tensorflow below"),
        ("tensorflow <= 2.15.1", "tensorflow below"),
        ("tensorflow<=2.16", "tensorflow any"),
        ("tensorflow==2.15.*", "tensorflow below"),
        ("tensorflow==2.16.1", "tensorflow above"),
        ("tensorflow===2.4.0", "tensorflow below"),
        ("tensorflow~=2.12", "tensorflow any"),  # up to 2.x
        ("tensorflow~=2.12.0", "tensorflow below"),
        ("tensorflow>=2.16", "tensorflow above"),
        ("tensorflow>2.16", "tensorflow above"),
        ("tensorflow>=2.4,<2.16", "tensorflow below"),
        ("tensorflow>=2.4, !=2.6.*, <3", "tensorflow any"),
        ("tensorflow (>=2.4,<2.11)", "tensorflow below"),
        ("tensorflow[and-cuda]==2.15.0 ; python_version < '3.12'", "tensorflow below"),
        ("TensorFlow_CPU==2.10.0  # the last with Python 3.7", "tensorflow below"),
        ("tensorflow-macos==2.16.0rc0", "tensorflow above"),
        ("tensorflow-gpu", "tensorflow below"),
        ("tf-nightly", "tensorflow any"),
        ("keras<3", "keras below"),
        ("keras>=3", "keras above"),
        ("Keras==2.2.4 --hash=sha256:aa", "keras below"),
        ("tf_keras~=2.16", "tf-keras above"),
    ],
)
def test_a_line_of_a_requirements_file(tmp_path: Path, line: str, expected: str) -> None:
    (tmp_path / "requirements.txt").write_text(f"numpy>=1.20\n{line}\n", encoding="utf-8")
    assert told(tmp_path) == {expected}


@pytest.mark.parametrize(
    "line",
    [
        "keras-tuner",
        "tensorflow-hub==0.12",
        "tensorflow_probability<0.2",
        "# tensorflow<2.16",
        "-r other.txt",
        "--index-url https://example.org/keras",
        "git+https://example.org/keras.git@main",
        "./keras",
    ],
)
def test_other_lines_say_nothing(tmp_path: Path, line: str) -> None:
    (tmp_path / "requirements.txt").write_text(line, encoding="utf-8")
    assert told(tmp_path) == set()


PIPFILE_LOCK = """{
    "default": {
        "tensorflow": {
            "hashes": [
                "sha256:a"
            ],
            "index": "pypi",
            "version": "==2.15.0"
        }
    }
}
"""
FILES = {
    "pyproject.toml": [
        '[project]\ndependencies = ["numpy", "tensorflow>=2.4,<2.16"]',
        '[project.optional-dependencies]\ntrain = ["tensorflow==2.12.0"]',
        '[dependency-groups]\ndev = ["pytest", {include-group = "x"}, "tensorflow<2.10"]',
        '[tool.poetry.dependencies]\npython = "^3.9"\ntensorflow = "~2.12"',
        '[tool.poetry.group.train.dependencies]\ntensorflow = {version = "2.15.0", optional = true}',
        '[tool.poetry.dependencies]\ntensorflow = [{version = "<2.12"}, {version = "2.15.*"}]',
        '[tool.pixi.dependencies]\ntensorflow = "2.12.*"',
        '[tool.uv]\ndev-dependencies = ["tensorflow<2.14"]',
        '[tool.hatch.envs.train]\ndependencies = ["tensorflow<2.14"]',
        '[tool.pdm.dev-dependencies]\ntrain = ["tensorflow<2.14"]',
    ],
    "requirements-train.txt": ["tensorflow<2.16"],
    "requirements/base.in": ["tensorflow<2.16"],
    "constraints.txt": ["tensorflow<2.16"],
    "setup.cfg": [
        "[options]\ninstall_requires =\n    numpy\n    tensorflow<2.16",
        "[options.extras_require]\ngpu = tensorflow-gpu",
    ],
    "setup.py": ["from setuptools import setup\nsetup(install_requires=['numpy', 'tensorflow<2.16'])"],
    "environment.yml": [
        "name: x\ndependencies:\n  - python=3.9\n  - tensorflow=2.15",
        "dependencies:\n  - conda-forge::tensorflow=2.12.0=gpu_py39h1\n",
        "dependencies:\n  - pip:\n    - tensorflow<2.16\n",
        'dependencies:\n  - "tensorflow >=2.4,<2.16"\n',
    ],
    "environment-gpu.yaml": ["dependencies:\n- tensorflow-gpu=2.6\n"],
    "Pipfile": ['[packages]\nnumpy = "*"\ntensorflow = "==2.15.0"'],
    "poetry.lock": ['[[package]]\nname = "tensorflow"\nversion = "2.15.0"\ndescription = ""'],
    "uv.lock": ['version = 1\n\n[[package]]\nname = "tensorflow"\nversion = "2.15.0.post1"\n'],
    "pylock.toml": ['[[packages]]\nname = "tensorflow"\nversion = "2.12.0"\n'],
    "Pipfile.lock": [PIPFILE_LOCK],
    "nets-1.0.dist-info/METADATA": [
        "Metadata-Version: 2.1\nName: nets\nRequires-Dist: numpy\nRequires-Dist: tensorflow (<2.16,>=2.4)\n",
        "Name: nets\nRequires-Dist: tensorflow==2.15.0; extra == 'x'\n\nRequires-Dist: keras>=3\n",
    ],
    "nets.egg-info/requires.txt": ["numpy\n\n[train]\ntensorflow<2.16\n"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FILES.items() for text in texts])
def test_every_kind_of_file_is_read(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert told(tmp_path) == {"tensorflow below"}


def test_conda_pins_loosely_and_has_no_last_gpu_package(tmp_path: Path) -> None:
    text = "dependencies:\n  - keras=2.3\n  - tensorflow-gpu\n  - pytorch\n"
    (tmp_path / "environment.yml").write_text(text, encoding="utf-8")
    assert told(tmp_path) == {"keras below", "tensorflow any", "torch any"}
    found = {one.package: one.high for one in requirements_around(tmp_path, tmp_path).found}
    assert found["keras"] == (2, 4)


def test_a_lock_file_speaks_alone(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\ndependencies = ["tensorflow"]', encoding="utf-8")
    (tmp_path / "uv.lock").write_text('name = "tensorflow"\nversion = "2.18.0"\n', encoding="utf-8")
    assert told(tmp_path) == {"tensorflow above"}


def test_metadata_of_a_build_speak_where_the_project_says_nothing(tmp_path: Path) -> None:
    built = tmp_path / "nets.egg-info"
    built.mkdir()
    (built / "requires.txt").write_text("tensorflow<2.16", encoding="utf-8")
    setup = tmp_path / "setup.py"
    setup.write_text("setup(install_requires=open('wanted').read().split())", encoding="utf-8")
    assert told(tmp_path) == {"tensorflow below"}
    setup.write_text("setup(install_requires=['tensorflow>=2.16'])", encoding="utf-8")
    assert told(tmp_path) == {"tensorflow above"}


def test_packages_installed_side_by_side_tell_nothing_of_a_program(tmp_path: Path) -> None:
    for name in ("nets", "more"):
        built = tmp_path / f"{name}-1.0.dist-info"
        built.mkdir()
        (built / "METADATA").write_text("Requires-Dist: tensorflow<2.16\n", encoding="utf-8")
    assert told(tmp_path) == set()


def test_the_nearest_folder_that_declares_a_keras_counts(tmp_path: Path) -> None:
    deep = tmp_path / "a/b"
    deep.mkdir(parents=True)
    (tmp_path / "requirements.txt").write_text("tensorflow>=2.16", encoding="utf-8")
    (tmp_path / "a/requirements.txt").write_text("tensorflow<2.16", encoding="utf-8")
    (deep / "requirements.txt").write_text("numpy\ntorch", encoding="utf-8")
    assert told(deep, tmp_path) == {"tensorflow below"}
    assert told(deep, deep) == set()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("pyproject.toml", b"[project\ndependencies = 3"),
        ("pyproject.toml", b'project = "tensorflow<2.16"\ntool = 3'),
        ("pyproject.toml", b"[project]\ndependencies = 'tensorflow<2.16'"),
        ("setup.cfg", b"install_requires = tensorflow<2.16"),
        ("requirements.txt", b"\xff\xfe\x00tensorflow"),
        ("Pipfile", b"[packages"),
    ],
)
def test_a_broken_file_says_nothing(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert told(tmp_path) == set()


def test_links_that_lead_to_each_other_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "setup.py").symlink_to("setup.cfg")
    (tmp_path / "setup.cfg").symlink_to("setup.py")
    (tmp_path / "requirements.txt").write_text("tensorflow<2.16\n", encoding="utf-8")
    assert told(tmp_path) == {"tensorflow below"}
