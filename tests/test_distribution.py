"""What is published: the sdist and the wheel, built from what git knows, and used in a clean environment."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.distribution

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = """\
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, "sigmoid")])
model.compile("adam", "categorical_crossentropy")
"""


def run(*command, **options):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        check=False,
        **options,
    )
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder with the sdist and the wheel that is made from it."""
    checkout = tmp_path_factory.mktemp("checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if name.startswith("compile_lint/") or "/" not in name:
            (checkout / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, checkout / name)
    status, output = run(sys.executable, "-m", "build", "--outdir", str(checkout / "dist"), str(checkout))
    assert status == 0, output
    return checkout / "dist"


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """The programs of a new environment in which nothing but the wheel was installed."""
    folder = tmp_path_factory.mktemp("environment")
    assert run(sys.executable, "-m", "venv", str(folder))[0] == 0
    (wheel,) = built.glob("*.whl")
    status, output = run(str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", str(wheel))
    assert status == 0, output
    return folder / "bin"


def files_of_the_package():
    """What git knows of the package."""
    done = run("git", "ls-files", "--cached", "--others", "--exclude-standard", "compile_lint", cwd=ROOT)
    return {name for name in done[1].splitlines() if (ROOT / name).exists()}


def test_wheel_and_sdist_hold_the_whole_package(built):
    (wheel,), (sdist,) = built.glob("*.whl"), built.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {name for name in names if name.startswith("compile_lint/")} == files_of_the_package()
    with tarfile.open(sdist) as archive:
        unpacked = {name.partition("/")[2] for name in archive.getnames()}
    assert files_of_the_package() <= unpacked


def test_the_wheel_works_without_anything_else(installed, tmp_path):
    (tmp_path / "train.py").write_text(PROGRAM, encoding="utf-8")
    formats = ("--output-format", "concise", "--output-format", "html=page.html")
    status, output = run(str(installed / "compile-lint"), "check", *formats, cwd=tmp_path)
    assert (status, output.split()[:2]) == (1, ["train.py:4:23:", "CL102"])
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_what_is_installed_can_be_used_from_python(installed, tmp_path):
    program = (
        "import json\n"
        "from importlib import resources\n"
        "from compile_lint.api import check_source\n"
        f"print(json.dumps([finding.code for finding in check_source({PROGRAM!r}).findings]))\n"
        "package = resources.files('compile_lint')\n"
        "names = ['report.json', 'inspection.json', 'settings.json']\n"
        "schemas = [json.loads((package / 'schemas' / name).read_text()) for name in names]\n"
        "print(json.dumps([schema['title'] != '' for schema in schemas]))\n"
        "print(json.dumps((package / 'py.typed').is_file()))\n"
    )
    status, output = run(str(installed / "python"), "-c", program, cwd=tmp_path)
    assert status == 0, output
    assert [json.loads(line) for line in output.splitlines()] == [["CL102"], [True, True, True], True]


def test_types_of_the_package_are_seen_by_its_users(installed, tmp_path):
    wrong = "from compile_lint.api import check_paths\ncheck_paths(3)\ncheck_paths(['.']).findings[0].spam\n"
    (tmp_path / "user.py").write_text(wrong, encoding="utf-8")
    _, output = run(
        *(
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--python-executable",
            str(installed / "python"),
            "user.py",
        ),
        cwd=tmp_path,
    )
    assert [line.rpartition("[")[2] for line in output.splitlines()[:-1]] == ["arg-type]", "attr-defined]"]


@pytest.mark.parametrize("option", ["watch", "test", "dev"])
def test_extras_are_known_to_the_wheel(built, option):
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        text = archive.read(metadata).decode()
    assert f"Provides-Extra: {option}\n" in text
