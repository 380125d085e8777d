"""Metrics of the project's own classes: which of them log one number, under their name.

Of a dict that ``result`` gives, Keras logs each entry under its own key. What a class gives is read off its
code and not run, so only what surely is no dict counts: what operators make, functions of libraries that
compute numbers, weights, and the results of metrics that Keras has.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import libcst as cst

from compile_lint.knowledge.metrics import METRICS, metric_by_class
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.syntax.names import assigned_attributes, dotted_name, target_names
from compile_lint.syntax.walk import walk
from compile_lint.values.values import (
    ClassValue,
    FunctionValue,
    Instance,
    LibraryName,
    LibraryObject,
    Scope,
    UnknownValue,
    Value,
)

_METRICS: Final = "keras.metrics."
_WEIGHT: Final = "weight of a metric"
_COMPUTING: Final = frozenset(
    "abs add cast clip constant convert_to_tensor divide divide_no_nan exp identity log max maximum mean min "
    "minimum multiply negative pow reduce_max reduce_mean reduce_min reduce_sum round sqrt square squeeze "
    "stop_gradient subtract sum".split()
)
_LIBRARIES: Final = ("keras", "numpy", "tensorflow")
_READING: Final = frozenset({"numpy", "read_value", "result", "value"})  # methods of weights and metrics
_ADDING: Final = ("add_weight", "add_variable")
_CLASSES: Final = ("Metric", *sorted({fact.class_name for fact in METRICS.values() if fact.class_name}))


@handles(*(f"{_METRICS}{name}.{method}" for name in _CLASSES for method in _ADDING))
def add_weight(call: LibraryCall) -> Value:
    """A weight of a metric is a number or an array of them."""
    made = call.unknown(detail=_WEIGHT)
    return UnknownValue(made.why, made.detail, (_WEIGHT, object()), origin=call.origin)


def logs_one_number(metric: Instance) -> bool:
    """Whether the class in view surely makes the metric log nothing but one number under its name."""
    cls = metric.cls
    bases = [base for base in cls.library_bases() if base not in ("builtins.object", "abc.ABC")]
    is_derived = bool(bases) and all(base.startswith(_METRICS) for base in bases)
    if cls.has_unknown_base or not is_derived or any("name" in one.cells for one in cls.mro()):
        return False
    return _is_number_of(cls.mro(), metric)


def _is_number_of(classes: tuple[ClassValue, ...], metric: Instance) -> bool:
    """Whether ``result`` of the first of the classes that has one, or else of Keras's, gives a number."""
    for place, one in enumerate(classes):
        if "result" in one.cells:
            function = one.cells["result"]
            if not isinstance(function, FunctionValue) or function.decorators - {"tensorflow.function"}:
                return False
            return _Result(function, metric, classes[place + 1 :]).is_number()
    return any(metric_by_class(base.rpartition(".")[2]) for base in metric.cls.library_bases())


class _Result:
    """The code of one ``result``."""

    def __init__(self, function: FunctionValue, metric: Instance, bases: tuple[ClassValue, ...]) -> None:
        self._scope = function.scope
        self._metric = metric
        self._bases = bases
        self._followed: set[str] = set()
        self._returned: list[cst.BaseExpression | None] = []
        self._assigned: defaultdict[str, list[cst.BaseExpression | None]] = defaultdict(list)
        for node in walk(function.node.body, into_definitions=False):
            if isinstance(node, cst.Return):
                self._returned.append(node.value)
            elif isinstance(node, cst.Assign):
                for target in node.targets:
                    is_plain = isinstance(target.target, cst.Name)
                    for name in target_names(target.target):
                        self._assigned[name].append(node.value if is_plain else None)
            elif isinstance(node, cst.For | cst.AsName | cst.NamedExpr):
                bound = node.name if isinstance(node, cst.AsName) else node.target
                for name in target_names(bound):
                    self._assigned[name].append(None)

    def is_number(self) -> bool:
        return bool(self._returned) and all(self._is_number(node) for node in self._returned)

    def _is_number(self, node: cst.BaseExpression | None) -> bool:
        match node:
            case cst.Integer() | cst.Float() | cst.Comparison() | cst.UnaryOperation():
                return True
            case cst.BinaryOperation(operator=operator):
                return not isinstance(operator, cst.BitOr)  # which joins dicts
            case cst.IfExp(body=yes, orelse=no):
                return self._is_number(yes) and self._is_number(no)
            case cst.Name(value=name):
                if name in self._followed:
                    return True  # what it is assigned is looked at, or was
                self._followed.add(name)
                values = self._assigned.get(name, [])
                return bool(values) and all(map(self._is_number, values))
            case cst.Attribute():
                return _is_weight(self._own(node))
            case cst.Call(func=cst.Attribute(value=cst.Call(func=cst.Name(value="super")), attr=attr)):
                return attr.value == "result" and _is_number_of(self._bases, self._metric)
            case cst.Call(func=cst.Attribute(value=owner, attr=attr) as function):
                part = self._own(owner)
                is_read = attr.value in _READING and (_is_weight(part) or _is_metric(part))
                return is_read or self._computes(function)
        return False

    def _own(self, node: cst.BaseExpression) -> Value | None:
        """What an attribute of the metric holds."""
        match node:
            case cst.Attribute(value=cst.Name(value="self"), attr=attr) if not self._may_change(attr.value):
                return self._metric.cells.get(attr.value)
        return None

    def _may_change(self, name: str) -> bool:
        """Whether a method may set the attribute anew, after ``__init__``."""
        methods = (
            method
            for cls in self._metric.cls.mro()
            for cell, method in cls.cells.items()
            if isinstance(method, FunctionValue) and cell != "__init__"
        )
        return any(name in assigned_attributes(method.node) for method in methods)

    def _computes(self, function: cst.Attribute) -> bool:
        """Whether a function is one of a library that gives numbers."""
        module, _, name = dotted_name(function).rpartition(".")
        root = module.partition(".")[0]
        if root in self._assigned or name not in _COMPUTING:
            return False
        scope: Scope | None = self._scope
        while scope is not None and root not in scope.cells:
            scope = scope.parent
        held = None if scope is None else scope.cells[root]
        return isinstance(held, LibraryName) and held.name.partition(".")[0] in _LIBRARIES


def _is_weight(value: Value | None) -> bool:
    token = value.token if isinstance(value, UnknownValue) else None
    return isinstance(token, tuple) and token[0] == _WEIGHT


def _is_metric(value: Value | None) -> bool:
    """Whether a value is a metric that Keras has."""
    if not isinstance(value, LibraryObject) or not value.name.startswith(_METRICS):
        return False
    return metric_by_class(value.class_name) is not None
