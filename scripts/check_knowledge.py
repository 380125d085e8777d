"""Compare every table of ``compile_lint/knowledge`` with an installed Keras.

Usage::

    python scripts/check_knowledge.py [--package keras|tf_keras]

Without ``--package`` the first of ``tf_keras`` and ``keras`` that can be imported is used. Every
difference is printed on a line of its own; the exit status is 1 if there is any, 2 if no Keras can be
imported.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import inspect
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import generate_knowledge

from compile_lint.knowledge import (
    activations,
    applications,
    callbacks,
    layers,
    losses,
    metrics,
    modules,
    optimizers,
)
from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.knowledge.generated import exports as generated_exports
from compile_lint.knowledge.generated import keras3, tf_keras
from compile_lint.knowledge.removals import Effect

# Public names that no row is made for: they are no losses, metrics, layers ... of their own.
PLUMBING = frozenset(
    ["deserialize", "serialize", "get", "Loss", "Metric", "Reduction", "Optimizer", "InputSpec"]
)
# Factories of learning rates and the like that stand among the optimizers.
NOT_CALLABLE_ROWS = frozenset(["experimental", "legacy", "schedules"])


class Comparison:
    """The installed Keras, and the differences found so far."""

    def __init__(self, package: str) -> None:
        self.package = package
        self.flavour = KERAS3 if package == "keras" else TF_KERAS
        self.keras = importlib.import_module(package)
        self.differences: list[str] = []

    def area(self, name: str) -> ModuleType:
        """Return the public module of one area."""
        return importlib.import_module(f"{self.package}.{name}")

    def report(self, text: str) -> None:
        self.differences.append(f"{self.package}: {text}")

    def expect(self, what: str, ours: object, theirs: object) -> None:
        """Report where the table and the installed Keras differ."""
        if ours != theirs:
            self.report(f"{what}: the table has {ours!r}, Keras has {theirs!r}")

    def accepts(self, get: Callable[[str], Any], text: str) -> bool:
        """Whether a look-up function of Keras makes something of a string."""
        try:
            found = get(text)
        except (ValueError, TypeError, KeyError):
            return False
        # tf_keras's metrics.get hands back a string that it does not know, and fit raises on it.
        return found is not None and not isinstance(found, str)


def classes_and_functions(module: ModuleType) -> Iterator[str]:
    """Yield the public callables of an area that a table should know."""
    for name in generate_knowledge.public_names(module):
        if name not in PLUMBING and name not in NOT_CALLABLE_ROWS and callable(getattr(module, name)):
            yield name


def spellings(*names: str | None) -> set[str]:
    """Return each name in the cases that people try."""
    found: set[str] = set()
    for name in names:
        if name:
            found |= {name, name.lower(), name.upper(), name.capitalize(), name.replace("_", "")}
    return found


def check_strings(
    it: Comparison,
    area: str,
    texts: set[str],
    accepted_by: Callable[[str], frozenset[str]],
    by_shape: frozenset[str],
) -> None:
    """Compare which strings are accepted; those resolved by shape never reach the look-up function."""
    get = it.area(area).get
    for text in sorted(texts - PLUMBING):
        if text.lower() not in by_shape:
            it.expect(
                f"{area} string {text!r} accepted", it.flavour in accepted_by(text), it.accepts(get, text)
            )


def check_losses(it: Comparison) -> None:
    """Losses: names, strings, the option from_logits."""
    module = it.area("losses")
    for name in classes_and_functions(module):
        if losses.loss_by_class(name) is None and losses.loss_by_function(name) is None:
            it.report(f"losses.{name} has no row")
    texts: set[str] = set()
    for row in losses.LOSSES.values():
        texts |= spellings(row.name, row.class_name) | row.aliases
        loss_class = getattr(module, row.class_name or "", None)
        if loss_class is not None:
            names = inspect.signature(loss_class.__init__).parameters
            it.expect(
                f"losses.{row.class_name} takes from_logits", row.has_from_logits, "from_logits" in names
            )
    by_shape = frozenset(["crossentropy", "ce"]) if it.flavour == KERAS3 else frozenset[str]()
    check_strings(it, "losses", texts, losses.accepted_by, by_shape)


def check_metrics(it: Comparison) -> None:
    """Metrics: names, strings, thresholds and the option from_logits."""
    module = it.area("metrics")
    for name in classes_and_functions(module):
        if metrics.metric_by_class(name) is None and metrics.metric_by_function(name) is None:
            it.report(f"metrics.{name} has no row")
    texts: set[str] = set()
    for row in metrics.METRICS.values():
        texts |= spellings(row.name, row.class_name) | row.aliases
        metric_class = getattr(module, row.class_name or "", None)
        if metric_class is not None:
            names = inspect.signature(metric_class.__init__).parameters
            it.expect(
                f"metrics.{row.class_name} takes from_logits", row.has_from_logits, "from_logits" in names
            )
            if row.threshold_parameter is not None and row.threshold_parameter not in names:
                it.report(f"metrics.{row.class_name} has no parameter {row.threshold_parameter}")
    by_shape = frozenset(["accuracy", "acc"])
    if it.flavour == TF_KERAS:
        by_shape |= {"crossentropy", "ce"}
    check_strings(it, "metrics", texts, metrics.accepted_by, by_shape)


def check_activations(it: Comparison) -> None:
    """Activations: names, strings, and the stated range of outputs on a grid of inputs."""
    numpy = importlib.import_module("numpy")
    module = it.area("activations")
    texts: set[str] = set()
    for row in activations.ACTIVATIONS.values():
        texts |= spellings(row.name) | row.aliases
    for name in classes_and_functions(module):
        if activations.find_activation(name) is None:
            it.report(f"activations.{name} has no row")
    check_strings(it, "activations", texts, activations.accepted_by, frozenset())
    grid = numpy.linspace(-12.0, 12.0, 4802, dtype="float32").reshape(1, -1)
    for row in activations.ACTIVATIONS.values():
        if it.flavour not in activations.accepted_by(row.name) or row.name == "threshold":
            continue
        values = numpy.asarray(module.get(row.name)(it.area("backend").constant(grid) if is_tf(it) else grid))
        if values.min() < row.low - 1e-4 or values.max() > row.high + 1e-4:
            it.report(f"{row.name} yields [{values.min()}, {values.max()}], not [{row.low}, {row.high}]")


def is_tf(it: Comparison) -> bool:
    """Whether functions need tensors of TensorFlow."""
    return it.flavour == TF_KERAS


def check_layers(it: Comparison) -> None:
    """Layers: names, default activations and the parameter that gives the units."""
    module = it.area("layers")
    for name in classes_and_functions(module):
        row = layers.find_layer(name)
        if row is None:
            it.report(f"layers.{name} has no row")
            continue
        thing = getattr(module, name)
        if not inspect.isclass(thing):
            continue
        parameters = inspect.signature(thing.__init__).parameters
        it.expect(f"layers.{name} takes activation", row.has_activation, "activation" in parameters)
        if row.default_activation is not None and "activation" in parameters:
            default = parameters["activation"].default
            it.expect(f"layers.{name} default activation", row.default_activation, default or "linear")
        if row.units_parameter is not None and row.units_parameter not in parameters:
            it.report(f"layers.{name} has no parameter {row.units_parameter}")


def check_optimizers(it: Comparison) -> None:
    """Optimizers: names, strings, and what happens to removed arguments."""
    module = it.area("optimizers")
    for name in classes_and_functions(module):
        if optimizers.find_optimizer(name) is None:
            it.report(f"optimizers.{name} has no row")
    texts: set[str] = set()
    for row in optimizers.OPTIMIZERS.values():
        texts |= spellings(row.name)
    check_strings(it, "optimizers", texts, optimizers.accepted_by, frozenset())
    for argument in optimizers.REMOVED_ARGUMENTS.values():
        effect = argument.keras3 if it.flavour == KERAS3 else argument.tf_keras
        raises = not it.accepts(lambda text: module.Adam(**{text: 0.25}), argument.name)
        it.expect(f"Adam({argument.name}=...) raises", effect is Effect.RAISES, raises)
    for argument in optimizers.REMOVED_COMPILE_ARGUMENTS.values():
        effect = argument.keras3 if it.flavour == KERAS3 else argument.tf_keras
        raises = not it.accepts(lambda text: compiled(it, text), argument.name)
        it.expect(f"compile({argument.name}=...) raises", effect is Effect.RAISES, raises)


def compiled(it: Comparison, argument: str) -> Any:
    """Compile a small model with one more argument, and return it."""
    model = it.keras.Sequential([it.keras.layers.Input((3,)), it.keras.layers.Dense(1)])
    model.compile("sgd", "mse", **{argument: 1})
    return model


def check_callbacks_and_applications(it: Comparison) -> None:
    """Callbacks and applications: names, monitors and heads."""
    module = it.area("callbacks")
    for name in classes_and_functions(module):
        row = callbacks.find_callback(name)
        if row is None:
            it.report(f"callbacks.{name} has no row")
            continue
        parameters = inspect.signature(getattr(module, name).__init__).parameters
        theirs = parameters["monitor"].default if "monitor" in parameters else None
        it.expect(f"callbacks.{name} default monitor", row.default_monitor, theirs)
        it.expect(f"callbacks.{name} takes mode", row.has_mode, "mode" in parameters)
    module = it.area("applications")
    for name in classes_and_functions(module):
        application = applications.find_application(name)
        if application is None:
            it.report(f"applications.{name} has no row")
            continue
        defaults = {
            key: value.default for key, value in inspect.signature(getattr(module, name)).parameters.items()
        }
        for key in ("include_top", "classes", "classifier_activation"):
            if key in defaults:
                it.expect(f"applications.{name} {key}", getattr(application, key), defaults[key])
        # The public module mobilenet_v3 holds preprocess_input and no model.
        if application.module != "mobilenet_v3" and not hasattr(getattr(module, application.module), name):
            it.report(f"applications.{application.module} does not hold {name}")


def check_generated(it: Comparison) -> None:
    """Signatures and star imports: the generated modules are what the generator writes now."""
    table = keras3 if it.flavour == KERAS3 else tf_keras
    it.expect("version", table.VERSION, it.keras.__version__)
    rows, open_ended = generate_knowledge.signatures_of(it.package)
    for name in sorted(set(rows) | set(table.SIGNATURES)):
        it.expect(f"signature of {name}", table.SIGNATURES.get(name), rows.get(name))
    it.expect("functions with **kwargs", sorted(table.TAKES_ANY_KEYWORD), sorted(open_ended))
    for path in generate_knowledge.STAR_MODULES:
        module = generate_knowledge.module_at(it.package, path)
        name = f"keras.{path}" if path else "keras"
        for public in generate_knowledge.public_names(module) if module else ():
            if public not in generated_exports.EXPORTS[name]:
                it.report(f"{name} exports {public}, which the table lacks")


def check_modules(it: Comparison) -> None:
    """Canonical names: each public class is found again from the private module that defines it."""
    for area in ("layers", "losses", "metrics", "optimizers", "callbacks"):
        module = it.area(area)
        for name in classes_and_functions(module):
            thing = getattr(module, name)
            public = modules.canonical(f"{it.package}.{area}.{name}")
            private = modules.canonical(f"{thing.__module__}.{name}")
            if inspect.isclass(thing) and thing.__name__ == name and not name.endswith("Export"):
                it.expect(f"canonical name of {thing.__module__}.{name}", private, public)


CHECKS: tuple[Callable[[Comparison], None], ...] = (
    check_losses,
    check_metrics,
    check_activations,
    check_layers,
    check_optimizers,
    check_callbacks_and_applications,
    check_generated,
    check_modules,
)


def main() -> int:
    """Print every difference and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--package", choices=["keras", "tf_keras"])
    wanted = parser.parse_args().package
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    candidates = [wanted] if wanted else ["tf_keras", "keras"]
    package = next((name for name in candidates if importlib.util.find_spec(name)), None)
    if package is None:
        print(f"cannot import {' or '.join(candidates)}", file=sys.stderr)
        return 2
    comparison = Comparison(package)
    for check in CHECKS:
        check(comparison)
    for line in comparison.differences:
        print(line)
    print(f"{package} {comparison.keras.__version__}: {len(comparison.differences)} differences")
    return 1 if comparison.differences else 0


if __name__ == "__main__":
    raise SystemExit(main())
