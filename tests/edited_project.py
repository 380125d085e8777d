"""A small project that is edited at random, for tests of what is kept from one run to the next."""

from __future__ import annotations

import builtins
import io
import os
import random
import shutil
from collections import Counter
from pathlib import Path

from compile_lint.replay import recording
from compile_lint.run import cache
from compile_lint.sources.contents import content_of

HEADS = "import keras\ndef head(units):\n    return keras.layers.Dense(units, activation={!r})\n"
MODELS = (
    "import keras\nfrom heads import head\n"
    "def build(loss):\n"
    "    model = keras.Sequential([keras.Input((4,)), head({})])\n"
    "    model.compile(loss=loss)\n"
    "    return model\n"
)
TRAIN = "from models import build\nmodel = build({!r}){}\n"
ALONE = """import json, keras
loss = json.load(open("config.json"))["loss"]
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation="softmax")])
model.compile(loss=loss)  # compile-lint: ignore[CL102] known
"""

# What may stand in the files of a project, with nothing for no file. Names shadow each other.
FILES = {
    "heads.py": [HEADS.format("softmax"), HEADS.format("sigmoid"), HEADS.format("softplus"), None, "x = (\n"],
    "src/heads.py": [None, HEADS.format("relu"), HEADS.format("softmax")],
    "app/heads.py": [None, HEADS.format("linear"), HEADS.format("softmax")],
    "heads/__init__.py": [None, HEADS.format("softmax"), HEADS.format("sigmoid")],
    "models.py": [MODELS.format(1), MODELS.format(3), None],
    "app/models.py": [None, MODELS.format(1), MODELS.format(2), "build = print\n"],
    "train.py": [
        TRAIN.format("binary_crossentropy", ""),
        TRAIN.format("categorical_crossentropy", ""),
        TRAIN.format("mse", "  # noqa: CL101"),
        None,
    ],
    "app/run.py": [None, TRAIN.format("categorical_crossentropy", ""), "print(1)\n"],
    "alone.py": [
        ALONE,
        "import keras\nkeras.Sequential([keras.layers.Dense(3)]).compile(loss='categorical_crossentropy')\n",
        "x = model.compile(loss=\n",
        None,
    ],
    "config.json": ['{"loss": "mse"}', '{"loss": "binary_crossentropy"}', None],
    "requirements.txt": [None, "tensorflow==2.10\n", "tensorflow==2.18\n", "keras>=3\n"],
    "compile-lint.toml": [None, 'min-certainty = "possible"\nselect = ["ALL"]\n', 'ignore = ["CL1"]\n'],
    "app/pyproject.toml": [None, '[tool.compile-lint]\nignore = ["CL102"]\n', "[project]\n"],
}


def make_project(folder, monkeypatch):
    """Make the project and go there."""
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    for name, (first, *_) in FILES.items():
        put(name, first)
    return folder


def trust_files_at_once(monkeypatch):
    """Let files count as old at once, as they would be after two seconds."""
    for module in (cache, recording):
        monkeypatch.setattr(module, "COARSEST", -3_600_000_000_000)


def put(name, text):
    """Write a file of the project, or take it away."""
    path = Path(name)
    if text is None:
        path.unlink(missing_ok=True)
        if path.name == "__init__.py" and path.parent.is_dir():
            shutil.rmtree(path.parent)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def edit_at_random(chance):
    """Give one of the files another of its contents."""
    name = chance.choice(sorted(FILES))
    put(name, chance.choice(FILES[name]))


def edited_at_random(seed):
    """Edit the project several times, and yield after each time."""
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret
    for _ in range(8):
        for _ in range(chance.randint(1, 3)):
            edit_at_random(chance)
        yield


def change_while_reading(monkeypatch):
    """Let files change while another one is read that imports them."""

    def changing(path):
        data = content_of(path)
        if Path(path).name == "models.py":
            put("heads.py", HEADS.format("sigmoid"))
            put("app/heads.py", HEADS.format("linear"))
        return data

    monkeypatch.setattr("compile_lint.sources.contents.content_of", changing)


DAMAGES = ["empty", "cut", "noise", "flip", "folder", "pipe", "link"]


def do_damage(file, damage):
    """Make something else of a file of the cache."""
    whole = file.read_bytes()
    match damage:
        case "empty":
            file.write_bytes(b"")
        case "cut":
            file.write_bytes(whole[: len(whole) // 2])
        case "longer":
            file.write_bytes(whole + b"\n")
        case "noise":
            file.write_bytes(random.Random(0).randbytes(5000))  # noqa: S311
        case "flip":
            file.write_bytes(whole.replace(b"softmax", b"softmin").replace(b"CL1", b"CL2"))
        case "folder":
            file.unlink()
            file.mkdir()
        case "pipe":
            file.unlink()
            os.mkfifo(file)
        case "link":
            file.rename("../elsewhere")
            file.symlink_to(Path("../elsewhere").absolute())


def asked_of_the_disk(monkeypatch):
    """How often paths are asked for from now on, by the function that asks."""
    asked = {name: Counter() for name in ("stat", "scandir", "listdir", "open")}

    def noting(name, function):
        def wrapped(path=".", *arguments, **named):
            if isinstance(path, str | os.PathLike):
                asked[name][os.path.abspath(path)] += 1
            return function(path, *arguments, **named)

        return wrapped

    for name in asked:
        monkeypatch.setattr(os, name, noting(name, getattr(os, name)))
    monkeypatch.setattr(builtins, "open", noting("open", open))
    monkeypatch.setattr(io, "open", noting("open", open))
    return asked


def make_surroundings():
    """Put links into the project, and folders beside it that they lead to."""
    put("../lent/heads.py", HEADS.format("softmax"))
    put("../lent/run.py", ALONE)
    put("../other/heads.py", HEADS.format("sigmoid"))
    put("../other/run.py", "print(1)\n")
    put("linked/keep.py", "x = 1\n")
    put("app/models.py", MODELS.format(1))
    Path("linked/there").symlink_to("../../lent")
    Path("linked/one.py").symlink_to("../../lent/run.py")
    Path("linked/nowhere.py").symlink_to("missing.py")
    os.mkfifo("linked/pipe.py")


CHANGES = ["add", "link", "retarget", "dangling", "pipe", "folder", "ignore", "above", "move"]


def change_around(change, monkeypatch):
    """Change what is around the files of the project and not in them."""
    match change:
        case "add":
            put("linked/added.py", ALONE)
        case "link":
            Path("app/linked.py").symlink_to("../alone.py")
        case "retarget":
            Path("../lent").rename("../gone")
            Path("../other").rename("../lent")
        case "dangling":
            put("linked/missing.py", ALONE.replace("CL102", "CL999"))
        case "pipe":
            Path("linked/pipe.py").unlink()
            Path("linked/pipe.py").symlink_to("../../lent/heads.py")
        case "folder":
            Path("app").rename("app2")
        case "ignore":
            put("app/.gitignore", "*.py\n")
        case "above":
            put("../compile-lint.toml", "select = ['CL1', 'CL9']\n")
        case "move":
            shutil.copytree(".", "../copy", symlinks=True, ignore=shutil.ignore_patterns("pipe.py"))
            monkeypatch.chdir("..")
            shutil.rmtree("project")
            Path("copy").rename("project")
            monkeypatch.chdir("project")
            put("alone.py", FILES["alone.py"][1])
