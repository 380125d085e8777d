"""The hook of ``.pre-commit-hooks.yaml`` under the real pre-commit: faults are stopped, the rest passes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOOK_FILES = ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "compile_lint")

pytestmark = pytest.mark.pre_commit

FAULTY = """\
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="sigmoid")])
model.compile("adam", "categorical_crossentropy")
"""
CLEAN = FAULTY.replace("sigmoid", "softmax")


def notebook(source):
    cell = {
        "cell_type": "code",
        "id": "only",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


class Repository:
    """A git repository in a folder, cut off from the user's own git and pre-commit settings."""

    def __init__(self, folder, home):
        self.folder = folder
        self.environment = os.environ | {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_AUTHOR_NAME": "A",
            "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@example.org",
            "PRE_COMMIT_HOME": str(home / "pre-commit"),
        }
        # Set where the tests themselves run inside a git hook, and then they would name that repository.
        for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
            self.environment.pop(name, None)
        folder.mkdir(exist_ok=True)
        self.run("git", "init", "--quiet", "--initial-branch=main")

    def run(self, *command, check=True):
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        assert not check or done.returncode == 0, done.stdout
        return done

    def commit(self, name, text):
        """Try to commit one file; return the exit status of git and what was printed."""
        (self.folder / name).write_text(text, encoding="utf-8")
        self.run("git", "add", name)
        done = self.run("git", "commit", "--quiet", "--message", f"Add {name}", check=False)
        return done.returncode, done.stdout

    def committed(self):
        return set(self.run("git", "ls-tree", "-r", "--name-only", "HEAD").stdout.split())


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def hook(tmp_path_factory, home):
    """This checkout as a hook repository with one commit."""
    repository = Repository(tmp_path_factory.mktemp("hook"), home)
    for name in HOOK_FILES:
        source = ROOT / name
        if source.is_dir():
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, repository.folder / name, ignore=ignore)
        else:
            shutil.copy(source, repository.folder / name)
    repository.run("git", "add", "--all")
    repository.run("git", "commit", "--quiet", "--message", "The hook")
    repository.run("git", "tag", "v0.1.0")
    return repository


def make_user(hook, home, folder, **settings):
    """A project that has a hook installed, and nothing committed but its configuration."""
    user = Repository(folder, home)
    used = {"id": "compile-lint", **settings}
    config = {"repos": [{"repo": str(hook.folder), "rev": "v0.1.0", "hooks": [used]}]}
    user.run("git", "config", "core.autocrlf", "false")
    # JSON is YAML, too.
    (folder / ".pre-commit-config.yaml").write_text(json.dumps(config), encoding="utf-8")
    user.run("git", "add", "--all")
    user.run("git", "commit", "--quiet", "--message", "Start")
    user.run(sys.executable, "-m", "pre_commit", "install", "--install-hooks")
    return user


@pytest.fixture
def user(hook, home, tmp_path):
    return make_user(hook, home, tmp_path / "user")


def test_faulty_module_is_stopped(user):
    status, output = user.commit("train.py", FAULTY)
    assert status == 1
    assert "CL102" in output
    assert "train.py" in output
    assert user.committed() == {".pre-commit-config.yaml"}


def test_faulty_notebook_is_stopped(user):
    status, output = user.commit("train.ipynb", notebook(FAULTY))
    assert status == 1
    assert "CL102" in output
    assert "train.ipynb" in output
    assert user.committed() == {".pre-commit-config.yaml"}


def test_clean_module_and_notebook_pass(user):
    assert user.commit("train.py", CLEAN)[0] == 0
    assert user.commit("train.ipynb", notebook(CLEAN))[0] == 0
    assert user.committed() == {".pre-commit-config.yaml", "train.py", "train.ipynb"}


def test_files_of_other_kinds_are_not_looked_at(user):
    status, output = user.commit("notes.txt", FAULTY)
    assert status == 0
    assert "no files to check" in output.lower()


def test_mended_commit_passes(user):
    assert user.commit("train.py", FAULTY)[0] == 1
    assert user.commit("train.py", CLEAN)[0] == 0


def test_try_repo_finds_faults_in_the_whole_tree(user, hook):
    (user.folder / "train.py").write_text(FAULTY, encoding="utf-8")
    user.run("git", "add", "train.py")
    command = (
        sys.executable,
        "-m",
        "pre_commit",
        "try-repo",
        str(hook.folder),
        "compile-lint",
        "--all-files",
    )
    done = user.run(*command, check=False)
    assert done.returncode == 1
    assert "CL102" in done.stdout


def test_the_fixing_hook_mends_and_stops_until_the_change_is_added(hook, home, tmp_path):
    user = make_user(hook, home, tmp_path / "user", id="compile-lint-fix")
    bare = CLEAN.replace('entropy")', 'entropy", metrics="accuracy")')
    status, output = user.commit("train.py", bare)
    assert status == 1
    assert "files were modified by this hook" in output
    mended = (user.folder / "train.py").read_text(encoding="utf-8")
    assert mended == bare.replace('"accuracy"', '["accuracy"]')
    assert user.commit("train.py", mended)[0] == 0


def test_the_fixing_hook_stops_what_cannot_be_mended_safely(hook, home, tmp_path):
    user = make_user(hook, home, tmp_path / "user", id="compile-lint-fix")
    status, output = user.commit("train.py", FAULTY)
    assert status == 1
    assert "CL102" in output
    assert (user.folder / "train.py").read_text(encoding="utf-8") == FAULTY


def test_documents_are_looked_at_if_the_project_says_so(hook, home, tmp_path):
    user = make_user(hook, home, tmp_path / "user", types_or=["python", "jupyter", "markdown"])
    status, output = user.commit("notes.md", f"# Training\n\n```python\n{FAULTY}```\n")
    assert status == 1
    assert "notes.md:7:23" in output
