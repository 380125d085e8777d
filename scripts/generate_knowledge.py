"""Write ``compile_lint/knowledge/generated`` from an installed keras 3 and tf_keras.

Run in an environment that holds both packages::

    python scripts/generate_knowledge.py

The modules hold names, parameters and defaults only; what they mean is written by hand in
``compile_lint/knowledge``.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import math
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

GENERATED = Path(__file__).resolve().parent.parent / "compile_lint" / "knowledge" / "generated"

# The flavour of each package. Keras 3 also ships, for tf.keras, a package with the old names.
FLAVOURS = {"keras": "keras3", "tf_keras": "tf_keras"}
TF_KERAS_3 = "keras._tf_keras.keras"

AREAS = (
    "losses",
    "metrics",
    "activations",
    "layers",
    "optimizers",
    "optimizers.legacy",
    "optimizers.schedules",
    "callbacks",
    "applications",
    "utils",
    "preprocessing.image",
)

MODEL_METHODS = (
    "__init__",
    "compile",
    "fit",
    "evaluate",
    "predict",
    "train_on_batch",
    "test_on_batch",
    "predict_on_batch",
    "fit_generator",
    "evaluate_generator",
    "predict_generator",
    "add_loss",
    "add_metric",
)

STAR_MODULES = (
    "",
    "activations",
    "applications",
    "backend",
    "callbacks",
    "constraints",
    "datasets",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "models",
    "ops",
    "optimizers",
    "optimizers.schedules",
    "preprocessing",
    "preprocessing.image",
    "preprocessing.sequence",
    "preprocessing.text",
    "random",
    "regularizers",
    "saving",
    "utils",
)

Row = tuple[tuple[str, ...], tuple[tuple[str, object], ...]]


def module_at(package: str, path: str) -> ModuleType | None:
    """Import ``package.path``, ``None`` where the package has no such module."""
    try:
        return importlib.import_module(f"{package}.{path}" if path else package)
    except ImportError:
        return None


def public_names(module: ModuleType) -> Iterator[str]:
    """Yield what a star import of the module brings."""
    names = getattr(module, "__all__", None)
    yield from sorted(names if names is not None else (name for name in vars(module) if name[0] != "_"))


def constant(value: object) -> object:
    """Return the default itself where it is a plain constant, else ``...``."""
    if isinstance(value, float) and not math.isfinite(value):
        return ...
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (tuple, list)):
        return tuple(constant(item) for item in value)
    return ...


def constructor_of(thing: Any) -> Any:
    """Return the constructor that a class hands all its arguments on to; anything else as it is.

    Optimizers do so on TensorFlow alone, and the table is the same whatever the backend.
    """
    if not inspect.isclass(thing):
        return thing
    own = [
        vars(base)["__init__"]
        for base in inspect.getmro(thing)
        if inspect.isfunction(vars(base).get("__init__"))
    ]
    handing_on = {"self", "args", "kwargs"}
    if not own or set(inspect.signature(own[0]).parameters) != handing_on:
        return thing
    return next((one for one in own if set(inspect.signature(one).parameters) != handing_on), thing)


def row_of(thing: Any) -> tuple[Row, bool] | None:
    """Return required and optional parameters, and whether any keyword is taken."""
    try:
        parameters = list(inspect.signature(constructor_of(thing)).parameters.values())
    except (TypeError, ValueError):
        return None
    kinds = inspect.Parameter
    listed = [p for p in parameters if p.kind not in (kinds.VAR_POSITIONAL, kinds.VAR_KEYWORD)]
    if listed and listed[0].name == "self":
        listed = listed[1:]
    required = tuple(p.name for p in listed if p.default is kinds.empty)
    optional = tuple((p.name, constant(p.default)) for p in listed if p.default is not kinds.empty)
    return (required, optional), any(p.kind is kinds.VAR_KEYWORD for p in parameters)


def callables_of(package: str) -> Iterator[tuple[str, Any]]:
    """Yield the canonical name and the object of every callable in the areas, and of model methods."""
    for area in AREAS:
        for home in [package, TF_KERAS_3] if package == "keras" else [package]:
            module = module_at(home, area)
            for name in public_names(module) if module else ():
                thing = getattr(module, name)
                if callable(thing):
                    yield f"{area}.{name}", thing
    model = importlib.import_module(package).Model
    for method in MODEL_METHODS:
        if hasattr(model, method):
            yield f"Model.{method.strip('_').replace('init', 'new')}", getattr(model, method)


def signatures_of(package: str) -> tuple[dict[str, Row], frozenset[str]]:
    """Return every signature of the package, and the names that take any keyword."""
    rows: dict[str, Row] = {}
    open_ended = set()
    for name, thing in callables_of(package):
        found = row_of(thing)
        if found is None or name in rows:
            continue
        rows[name] = found[0]
        if found[1]:
            open_ended.add(name)
    return dict(sorted(rows.items())), frozenset(open_ended)


def exports() -> dict[str, frozenset[str]]:
    """Return what a star import brings from each module, in any flavour."""
    found: dict[str, frozenset[str]] = {}
    for path in STAR_MODULES:
        names: set[str] = set()
        for package in (*FLAVOURS, TF_KERAS_3):
            module = module_at(package, path)
            names.update(public_names(module) if module else ())
        found[f"keras.{path}" if path else "keras"] = frozenset(names)
    return found


def literal(value: object) -> str:
    """Render a constant, tuple or ``...`` as source."""
    if value is ...:
        return "..."
    if isinstance(value, tuple):
        inner = ", ".join(literal(item) for item in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return repr(value)


def heading(doc: str) -> str:
    """Render the head of a generated module."""
    return (
        f'"""{doc}\n\nWritten by scripts/generate_knowledge.py; do not edit.\n"""\n\n'
        "# ruff: noqa: E501\n# fmt: off\n"
        "from __future__ import annotations\n\n"
        "from collections.abc import Mapping\n"
        "from types import MappingProxyType\n"
        "from typing import Final\n\n"
    )


def wrapped(names: frozenset[str]) -> str:
    """Render a sorted list of names as one string to split, in lines of readable length."""
    lines, line = [], ""
    for name in sorted(names):
        if len(line) + len(name) > 100:
            lines.append(line)
            line = ""
        line += name + " "
    lines.append(line)
    return "\n".join(f'    "{text}"' for text in lines)


def render_signatures(package: str) -> str:
    """Return the text of the module of one flavour."""
    version = importlib.import_module(package).__version__
    rows, open_ended = signatures_of(package)
    text = heading(f"Signatures of {package} {version}: required parameters, then the others with defaults.")
    text += f'VERSION: Final = "{version}"\n\n'
    text += "_Row = tuple[tuple[str, ...], tuple[tuple[str, object], ...]]\n\n"
    text += "SIGNATURES: Final[Mapping[str, _Row]] = MappingProxyType({\n"
    text += "".join(f'    "{name}": {literal(row)},\n' for name, row in rows.items())
    text += "})\n\nTAKES_ANY_KEYWORD: Final = frozenset((\n" + wrapped(open_ended) + "\n).split())\n"
    return text


def render_exports() -> str:
    """Return the text of the module of star imports."""
    text = heading("Names that a star import brings from a module of Keras, in any flavour.")
    text += "EXPORTS: Final[Mapping[str, frozenset[str]]] = MappingProxyType({\n"
    for module, names in exports().items():
        text += f'    "{module}": frozenset((\n{wrapped(names)}\n    ).split()),\n'
    return text + "})\n"


def main() -> None:
    """Write all generated modules."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter).parse_args()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    for package, flavour in FLAVOURS.items():
        (GENERATED / f"{flavour}.py").write_text(render_signatures(package), encoding="utf-8")
    (GENERATED / "exports.py").write_text(render_exports(), encoding="utf-8")


if __name__ == "__main__":
    main()
