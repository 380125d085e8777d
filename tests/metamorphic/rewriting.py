"""Rewritings of a program that do not change what it means, each with the way back to the original lines."""

from __future__ import annotations

import ast
import builtins
import io
import json
import re
import tokenize
from collections.abc import Callable, Iterable
from dataclasses import dataclass

# File, cell (``None`` outside notebooks) and line of a finding.
Place = tuple[str, int | None, int]


@dataclass(frozen=True)
class Rewritten:
    """The files of a rewritten program, and the original line of a place in them.

    ``origin`` is ``None`` where a rewriting moves code too freely to tell; then only order is compared.
    """

    files: dict[str, str]
    origin: Callable[[Place], int] | None


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Rewriting = Callable[[str], "Rewritten | None"]
MAIN = "program.py"


def moved(text: str, by: int = 0, after: int = 0) -> Rewritten:
    """A rewriting that puts ``by`` new lines below line ``after``."""
    return Rewritten({MAIN: text}, lambda place: place[2] if place[2] <= after else place[2] - by)


# --- spellings of Keras ---------------------------------------------------------------------------


def spelled_keras(text: str) -> Rewritten | None:
    """``import keras``, whatever the program says."""
    return _spelled(text, "keras", "import keras", "keras")


def spelled_tensorflow_keras(text: str) -> Rewritten | None:
    """``from tensorflow import keras``."""
    return _spelled(text, "tensorflow.keras", "from tensorflow import keras", "keras")


def spelled_tf_dot_keras(text: str) -> Rewritten | None:
    """``import tensorflow as tf`` and ``tf.keras`` for every mention of the package."""
    return _spelled(text, "tensorflow.keras", "import tensorflow as tf", "tf.keras")


def spelled_tf_keras(text: str) -> Rewritten | None:
    """``import tf_keras as keras``, unless the program looks at the version: then it runs another way."""
    if _looks_at_version(text):
        return None
    return _spelled(text, "tf_keras", "import tf_keras as keras", "keras")


def spelled_private(text: str) -> Rewritten | None:
    """``tensorflow.python.keras``, which many programs import against all advice; it tells no version."""
    if _looks_at_version(text):
        return None
    return _spelled(text, "tensorflow.python.keras", "from tensorflow.python import keras", "keras")


def _looks_at_version(text: str) -> bool:
    return any(
        "__version__" in (getattr(node, "attr", None), getattr(node, "name", None))
        for node in ast.walk(ast.parse(text))
    )


_PACKAGES = ("tensorflow.python.keras", "tensorflow.keras", "tf_keras", "keras")


def _spelled(text: str, package: str, statement: str, expression: str) -> Rewritten | None:
    """Respell the imports of Keras, and every expression that names the package."""
    tree = ast.parse(text)
    keras, tensorflow = _names_of_packages(tree)
    if (keras | tensorflow) & _bound(tree) or any(map(_binds_below_keras, ast.walk(tree))):
        return None
    imports: list[tuple[ast.AST, str]] = []
    mentions: list[tuple[ast.AST, str]] = []
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(level=0):
                respelled = _from(node, package)
                if respelled is not None:
                    imports.append((node, respelled))
            case ast.Import(names=aliases):
                kept = [one for one in aliases if one.name not in _PACKAGES]
                if len(kept) < len(aliases):
                    imports.append((node, f"import {', '.join(map(ast.unparse, kept))}" if kept else "pass"))
            case ast.Name(id=name) if name in keras:
                mentions.append((node, expression))
            case ast.Attribute(value=ast.Name(id=name), attr="keras") if name in tensorflow:
                mentions.append((node, expression))
    if not imports and not mentions:
        return None
    result = _edited(text, [*imports, *mentions])
    return _below_header(result, statement + "\n") if mentions else moved(result)


def _names_of_packages(tree: ast.Module) -> tuple[set[str], set[str]]:
    """The names by which a program knows Keras and TensorFlow."""
    keras: set[str] = set()
    tensorflow: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in ("tensorflow", "tensorflow.python"):
            keras.update(one.asname or one.name for one in node.names if one.name == "keras")
        elif isinstance(node, ast.Import):
            keras.update(
                one.asname or one.name
                for one in node.names
                if one.name in _PACKAGES and (one.asname or "." not in one.name)
            )
            tensorflow.update(one.asname or one.name for one in node.names if one.name == "tensorflow")
    return keras, tensorflow


def _binds_below_keras(node: ast.AST) -> bool:
    """Whether an import binds a package below Keras, or Keras below TensorFlow."""
    return isinstance(node, ast.Import) and any(
        one.name.split(".")[0] in ("keras", "tf_keras", "tensorflow")
        and one.name not in ("keras", "tf_keras", "tensorflow")
        and not (one.name in _PACKAGES and one.asname)
        for one in node.names
    )


def _from(node: ast.ImportFrom, package: str) -> str | None:
    """What an import from Keras becomes, or ``None`` if the import is of something else."""
    module = node.module or ""
    old = next((one for one in _PACKAGES if module == one or module.startswith(one + ".")), None)
    if old is not None:
        aliases = ", ".join(map(ast.unparse, node.names))
        return f"from {package}{module.removeprefix(old)} import {aliases}"
    if module in ("tensorflow", "tensorflow.python") and any(one.name == "keras" for one in node.names):
        kept = [one for one in node.names if one.name != "keras"]
        return f"from {module} import {', '.join(map(ast.unparse, kept))}" if kept else "pass"
    return None


def _edited(text: str, edits: Iterable[tuple[ast.AST, str]]) -> str:
    """Replace nodes by text; the number of lines stays."""
    lines = text.split("\n")
    done: tuple[int, int] = (len(lines) + 1, 0)
    for node, new in sorted(edits, key=lambda edit: (edit[0].lineno, edit[0].col_offset), reverse=True):
        first, last = node.lineno - 1, node.end_lineno - 1
        if (node.end_lineno, node.end_col_offset) > done:
            continue  # inside what was replaced already
        done = (node.lineno, node.col_offset)
        head = lines[first].encode()[: node.col_offset].decode()
        tail = lines[last].encode()[node.end_col_offset :].decode()
        lines[first : last + 1] = [head + new + tail, *[""] * (last - first)]
    return "\n".join(lines)


def _header(text: str) -> int:
    """The last line of the docstring and the imports from ``__future__``."""
    last = 0
    for number, node in enumerate(ast.parse(text).body):
        is_docstring = number == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not is_docstring and not (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            break
        last = node.end_lineno or 0
    return last


def _below_header(text: str, added: str) -> Rewritten:
    last = _header(text)
    lines = text.split("\n")
    new = "\n".join([*lines[:last], *added.rstrip("\n").split("\n"), *lines[last:]])
    return moved(new, added.count("\n"), last)


# --- names ----------------------------------------------------------------------------------------


def renamed(text: str) -> Rewritten | None:
    """Other names for variables; words in them stay, because an imbalance may rest on them."""
    tree = ast.parse(text)
    kept = {*dir(builtins), "tf", "self", "cls"}
    bound: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                bound.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                kept.add(name)
            case ast.ClassDef(name=name, body=body):
                kept.add(name)
                kept.update(one.id for part in body for one in ast.walk(part) if isinstance(one, ast.Name))
            case ast.arg(arg=name):
                kept.add(name)
            case ast.alias(name=name, asname=asname):
                kept.add(asname or name.split(".")[0])
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
            ):
                kept.add(name)
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                kept.update(names)
            case ast.Call(func=ast.Name(id="globals" | "locals" | "vars" | "eval" | "exec")):
                return None
            case ast.JoinedStr():  # before Python 3.12 its parts have no places of their own
                kept.update(one.id for one in ast.walk(node) if isinstance(one, ast.Name))
            case ast.Constant(value=str(value)) if value.isidentifier():
                kept.add(value)
    wanted = bound - kept
    edits = [
        (node, f"v_{node.id}") for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in wanted
    ]
    return moved(_edited(text, edits)) if edits else None


# --- around the program ---------------------------------------------------------------------------


def in_function(text: str) -> Rewritten | None:
    """The whole program as the body of ``main``."""
    return _wrapped(text, "def main():", 1, "main()")


def in_method(text: str) -> Rewritten | None:
    """The whole program as the body of a method."""
    return _wrapped(text, "class Program:\n    def run(self):", 2, "Program().run()")


def in_try(text: str) -> Rewritten | None:
    """The whole program in ``try ... finally``."""
    return _wrapped(text, "try:", 1, "finally:\n    print('done')", is_function=False)


def _wrapped(text: str, head: str, depth: int, tail: str, *, is_function: bool = True) -> Rewritten | None:
    tree = ast.parse(text)
    if is_function:
        if _is_run_by_a_test_runner(tree):
            return None
        for node in ast.walk(tree):
            if isinstance(node, ast.Global) or (isinstance(node, ast.alias) and node.name == "*"):
                return None  # mean the module itself
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "globals":
                return None
    after = _header(text)
    lines = text.split("\n")
    inside = _lines_inside_strings(text)
    indent = "    " * depth
    body = [
        line if number in inside or not line.strip() else indent + line
        for number, line in enumerate(lines[after:], after + 1)
    ]
    added = head.count("\n") + 1
    return moved("\n".join([*lines[:after], head, *body, indent + "pass", tail, ""]), added, after)


def _is_run_by_a_test_runner(tree: ast.Module) -> bool:
    """Whether a program has fixtures or tables, which mean nothing for a test that stands in a function."""
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            modules.add(node.module or "")
        elif isinstance(node, ast.Import):
            modules.update(one.name for one in node.names)
    return not {"absl", "parameterized", "pytest"}.isdisjoint(name.partition(".")[0] for name in modules)


def _lines_inside_strings(text: str) -> set[int]:
    """Lines that begin inside a string."""
    inside: set[int] = set()
    starts: list[int] = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        name = tokenize.tok_name[token.type]
        if name == "STRING":
            inside.update(range(token.start[0] + 1, token.end[0] + 1))
        elif name == "FSTRING_START":
            starts.append(token.start[0])
        elif name == "FSTRING_END":
            inside.update(range(starts.pop() + 1, token.end[0] + 1))
    return inside


def in_attributes(text: str) -> Rewritten | None:
    """The whole program as the body of a method that keeps the variables in its object."""
    tree = ast.parse(text)
    inner = (
        ast.FunctionDef,
        ast.AsyncFunctionDef,
        ast.Lambda,
        ast.ClassDef,
        ast.comprehension,
        ast.NamedExpr,
    )
    kept = {*dir(builtins), "this"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "this":
            return None
        if isinstance(node, inner):
            kept.update(
                one.id
                for one in ast.walk(node)
                if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
            )
            kept.add(getattr(node, "name", ""))
        match node:
            case ast.arg(arg=name):
                kept.add(name)
            case ast.alias(name=name, asname=asname):
                kept.add(asname or name.split(".")[0])
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
            ):
                kept.add(name)
            case ast.AnnAssign(target=ast.Name(id=name)):
                kept.add(name)
            case ast.JoinedStr() | ast.ClassDef():
                kept.update(one.id for one in ast.walk(node) if isinstance(one, ast.Name))
    wanted = _bound(tree) - kept
    edits = [
        (node, f"this.{node.id}")
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id in wanted
    ]
    if not edits:
        return None
    return _wrapped(_edited(text, edits), "class Program:\n    def run(this):", 2, "Program().run()")


def _bound(tree: ast.Module) -> set[str]:
    return {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


# --- in another order -----------------------------------------------------------------------------


def reordered(text: str) -> Rewritten | None:
    """Definitions that stand next to each other and do not need each other to be made, the last one first."""
    runs: list[list[Definition]] = [[]]
    for node in ast.parse(text).body:
        if not isinstance(node, Definition):
            runs.append([])
        elif any(_must_stay_in_order(other, node) for other in runs[-1]):
            runs.append([node])
        else:
            runs[-1].append(node)
    lines = text.split("\n")
    order = list(range(1, len(lines) + 1))
    for run in (run for run in runs if len(run) > 1):
        starts = [_first_line(node) for node in run]
        ends = [*(start - 1 for start in starts[1:]), run[-1].end_lineno or 0]
        blocks = [range(start, end + 1) for start, end in zip(starts, ends, strict=True)]
        order[starts[0] - 1 : ends[-1]] = [number for block in reversed(blocks) for number in block]
    if order == sorted(order):
        return None
    new = "\n".join(lines[number - 1] for number in order)
    return Rewritten({MAIN: new}, lambda place: order[place[2] - 1])


def _must_stay_in_order(one: Definition, other: Definition) -> bool:
    return one.name == other.name or one.name in _needed_to_make(other) or other.name in _needed_to_make(one)


def _needed_to_make(node: Definition) -> set[str]:
    """The names that a definition reads when it is made: in a function's body they are read when it runs.

    A decorator may call the function at once, or remember the order, so it needs everything.
    """
    if isinstance(node, ast.ClassDef) or node.decorator_list:
        return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    made = [*node.args.defaults, *(one for one in node.args.kw_defaults if one is not None)]
    return {one.id for part in made for one in ast.walk(part) if isinstance(one, ast.Name)}


# --- over files and cells -------------------------------------------------------------------------


def in_two_files(text: str) -> Rewritten | None:
    """Functions and classes that need nothing else of the program in a file of their own."""
    tree = ast.parse(text)
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    known = {*dir(builtins), "__name__"}
    for node in imports:
        if any(one.name == "*" for one in node.names):
            return None
        known.update(one.asname or one.name.split(".")[0] for one in node.names)
    movable = [
        node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
    ]
    names = [node.name for node in movable]
    bound_elsewhere = {
        node.id
        for part in tree.body
        if part not in movable
        for node in ast.walk(part)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    if len(set(names)) < len(names) or bound_elsewhere & set(names) or "global " in text:
        return None
    while True:
        kept = [node for node in movable if _free_names(node) <= known | {one.name for one in movable}]
        if len(kept) == len(movable):
            break
        movable = kept
    if not movable:
        return None
    lines = text.split("\n")
    rows = {number for node in movable for number in range(_first_line(node), (node.end_lineno or 0) + 1)}
    needed = {number for node in imports for number in range(node.lineno, (node.end_lineno or 0) + 1)}
    apart = "\n".join(line if n in rows | needed else "" for n, line in enumerate(lines, 1))
    rest = "\n".join("" if n in rows else line for n, line in enumerate(lines, 1))
    main = _below_header(rest, f"from definitions import {', '.join(node.name for node in movable)}\n")
    back = main.origin
    assert back is not None
    return Rewritten(
        {MAIN: main.files[MAIN], "definitions.py": apart},
        lambda place: place[2] if place[0] == "definitions.py" else back(place),
    )


def _first_line(node: Definition) -> int:
    return min([node.lineno, *(one.lineno for one in node.decorator_list)])


def _free_names(node: ast.AST) -> set[str]:
    """Names that a definition reads and does not bind anywhere inside."""
    read: set[str] = set()
    bound: set[str] = {"__class__"}
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            (read if isinstance(one.ctx, ast.Load) else bound).add(one.id)
        elif isinstance(one, ast.arg):
            bound.add(one.arg)
        elif isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            bound.add(one.name)
        elif isinstance(one, ast.alias):
            bound.add(one.asname or one.name.split(".")[0])
        elif isinstance(one, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and one.name:
            bound.add(one.name)
    return read - bound


def in_cells(text: str) -> Rewritten | None:
    """A notebook with a cell for each statement of the module, and prose between them."""
    body = ast.parse(text).body
    lines = text.split("\n")
    starts = [1]
    for node in body[1:]:
        decorators = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(one.lineno for one in decorators)])
        before = lines[first - 1].encode()[: node.col_offset].strip()
        if first > starts[-1] and not before:
            starts.append(first)
    cells: list[dict[str, object]] = []
    first_of: dict[int, int] = {}
    for start, end in zip(starts, [*starts[1:], len(lines) + 1], strict=True):
        cells.append({"cell_type": "markdown", "metadata": {}, "source": "text"})
        source = "\n".join(lines[start - 1 : end - 1])
        cells.append({"cell_type": "code", "metadata": {}, "outputs": [], "source": source})
        first_of[len(cells)] = start
    notebook = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    return Rewritten({"program.ipynb": notebook}, lambda place: first_of[place[1] or 0] + place[2] - 1)


# --- what does nothing ----------------------------------------------------------------------------


def with_comments(text: str) -> Rewritten | None:
    """A blank line and a comment above every statement."""
    return _between(text, ["", "# A comment: keras.Model().compile(loss='categorical_crossentropy')"])


def with_dead_code(text: str) -> Rewritten | None:
    """Above every statement a branch that is never taken."""
    return _between(text, ["if False:", "    unused = None"])


def _between(text: str, added: list[str]) -> Rewritten:
    lines = text.split("\n")
    header = _header(text)
    inside = _lines_inside_strings(text)
    above: dict[int, str] = {}
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.stmt) or node.lineno <= header:
            continue
        first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
        line = lines[first - 1]
        indent = line[: len(line) - len(line.lstrip())]
        starts_line = len(indent) == node.col_offset and not line.lstrip().startswith("elif")
        if starts_line and first not in inside and not _is_docstring(node):
            above[first] = indent
    new: list[str] = []
    old: list[int] = [0]
    for number, line in enumerate(lines, 1):
        if number in above:
            new += [above[number] + one if one else "" for one in added]
            old += [number] * len(added)
        new.append(line)
        old.append(number)
    return Rewritten({MAIN: "\n".join(new)}, lambda place: old[place[2]])


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def with_hints(text: str) -> Rewritten | None:
    """A type hint for every variable of a module or function that is assigned by itself."""
    tree = ast.parse(text)
    if any(isinstance(node, ast.Global | ast.Nonlocal) for node in ast.walk(tree)):
        return None
    edits: list[tuple[ast.AST, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            continue
        for part in getattr(node, "body", []) if not isinstance(node, ast.Lambda | ast.IfExp) else []:
            match part:
                case ast.Assign(targets=[ast.Name(id=name) as target]):
                    edits.append((target, f"{name}: object"))
        if isinstance(node, ast.FunctionDef) and node.name != "__init__" and node.args.args:
            last = node.args.args[-1]
            if last.annotation is None:
                edits.append((last, f"{last.arg}: object"))
    return moved(_edited(text, edits)) if edits else None


def reprinted(text: str) -> Rewritten | None:
    """The program as Python's own unparser writes it: other quotes, line breaks and parentheses."""
    return Rewritten({MAIN: ast.unparse(ast.parse(text)) + "\n"}, None)


def with_windows_line_ends(text: str) -> Rewritten | None:
    """Lines that end in CR LF."""
    return moved(text.replace("\n", "\r\n"))


def with_old_line_ends(text: str) -> Rewritten | None:
    """Lines that end in CR alone, as Python reads them too."""
    return moved(text.replace("\n", "\r"))


def with_byte_order_mark(text: str) -> Rewritten | None:
    """A byte order mark, tabs for indentation, and no newline at the end."""
    inside = _lines_inside_strings(text)
    lines = [
        line if n in inside else re.sub(r"^(?: {4})+", lambda found: "\t" * (len(found[0]) // 4), line)
        for n, line in enumerate(text.rstrip("\n").split("\n"), 1)
    ]
    result = "\n".join(lines)
    try:
        ast.parse(result)
    except SyntaxError:
        return None  # indented with what is no multiple of four
    return moved("\ufeff" + result)


REWRITINGS: tuple[Rewriting, ...] = (
    spelled_keras,
    spelled_tensorflow_keras,
    spelled_tf_dot_keras,
    spelled_tf_keras,
    spelled_private,
    renamed,
    in_function,
    in_method,
    in_attributes,
    in_try,
    reordered,
    in_two_files,
    in_cells,
    with_comments,
    with_dead_code,
    with_hints,
    reprinted,
    with_windows_line_ends,
    with_old_line_ends,
    with_byte_order_mark,
)
