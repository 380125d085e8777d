"""Whole programs: one file or several that import each other."""

from __future__ import annotations

from fuzz.chance import Chance
from fuzz.grammar.names import KINDS, Names
from fuzz.grammar.statements import DEEPEST, Statements, indented

MAIN = "train.py"
OTHERS = ("models.py", "data.py", "config.py", "lib/__init__.py", "lib/heads.py")
SETTINGS = {
    "config.json": '{"units": 3, "loss": "mse", "nested": {"a": [1, 2.5, null, true]}}\n',
    "params.toml": 'units = 3\n[model]\nloss = "binary_crossentropy"\n',
    "options.ini": "[model]\nloss = mse\nunits = 3\n",
    "requirements.txt": "keras>=3\n",
}
# What may stand at the top of a file; the first of them only there.
HEADS = (
    "from __future__ import annotations",
    "from keras.layers import *",
    "from tensorflow.keras.models import *",
    "from numpy import *",
    "__all__ = ['model_1', 'loss_1']",
    "import keras, tensorflow as keras",
)


def program(seed: object, number: int) -> dict[str, str]:
    """The files of one program by their paths; the same for the same seed and number."""
    chance = Chance("program", seed, number)
    others = chance.some(OTHERS, 3) if chance.maybe(0.25) else []
    exported: dict[str, dict[str, str]] = {}
    files = {}
    for path in [*others, MAIN]:
        files[path], exported[path] = _file(chance, path, exported)
    if others:
        files.update((name, SETTINGS[name]) for name in chance.some(tuple(SETTINGS), 2))
        if any(path.startswith("lib/") for path in files):
            files.setdefault("lib/__init__.py", "")
    return files


def _file(chance: Chance, path: str, exported: dict[str, dict[str, str]]) -> tuple[str, dict[str, str]]:
    """The text of a file, and the kinds of what it binds."""
    names = Names(chance)
    statements = Statements(chance, names)
    imports = [_import(chance, path, other, kinds, names) for other, kinds in exported.items() if kinds]
    if chance.maybe(0.1) and "/" not in path:
        imports.append(f"from {chance.one(('train', 'models', 'lib.heads'))} import {chance.one(KINDS)}_1")
    if chance.maybe(0.3):
        body = [line for _ in range(chance.between(3, 15)) for line in statements.called()]
    else:
        body = statements.block(DEEPEST, 1, 5)
    if path == MAIN:
        body += _training(chance, statements)
    if chance.maybe(0.15):
        body = ["def main():", *indented(body), "main()"]
    head = chance.some(HEADS, 2) if chance.maybe(0.3) else []
    lines = [*sorted(head, key=lambda line: "__future__" not in line), *names.imports, *imports, *body]
    own = {name: kind for kind in KINDS for name in names.of(kind) if name.isascii()}
    return _laid_out(chance, lines), own


def _import(chance: Chance, path: str, other: str, kinds: dict[str, str], names: Names) -> str:
    module = other.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    if path.startswith("lib/") and other.startswith("lib/"):
        module = chance.one((f".{module.partition('.')[2]}", module))
    match chance.below(4):
        case 0:
            names.add("object", "other")
            return f"import {module} as other" if not module.startswith(".") else "from . import other"
        case 1:
            return f"from {module} import *"
        case _:
            taken = chance.some(tuple(kinds), 3) or list(kinds)[:1]
            for name in taken:
                names.add(kinds[name], name)
            return f"from {module} import {', '.join(taken)}"


def _training(chance: Chance, statements: Statements) -> list[str]:
    """A model that is compiled and trained in the end, so that there is something to judge."""
    lines = []
    if chance.maybe(0.7):
        model = statements.names.new("model")
        lines.append(f"{model} = {statements.write('model')}")
        lines += [line for _ in range(chance.below(3)) for line in statements._add()]
    return [*lines, *statements._compile(), *statements._fit(), *statements._predicted()]


def _laid_out(chance: Chance, lines: list[str]) -> str:
    """The text of some lines: now and then with comments, form feeds or other line ends and indentation."""
    if chance.maybe(0.1):
        lines = [part for line in lines for part in (line, *chance.some(("", "# comment: é", "    # in"), 1))]
    text = "\n".join(lines) + chance.one(("\n", "", "\n\n\n", "\n# end"))
    match chance.below(12):
        case 0:
            return text.replace("\n", "\r\n")
        case 1:
            return text.replace("\n", "\r")
        case 2:
            return text.replace("\n    ", "\n\t")
        case 3:
            return "\ufeff" + text
        case 4:
            return "\f" + text.replace("\n\n", "\n\f\n")
        case _:
            return text
