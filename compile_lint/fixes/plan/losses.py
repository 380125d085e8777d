"""Edits that make a loss or a metric another one: the string, the function, the class or the object."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from compile_lint.fixes.plan.arguments import argument, as_call, drop_argument, set_argument
from compile_lint.fixes.plan.drafts import literal, replaced, reworded, without_argument, without_element
from compile_lint.fixes.plan.reach import call_around
from compile_lint.fixes.plan.spelling import Spelling
from compile_lint.fixes.plan.tree import Draft, NotPossible, Tree
from compile_lint.knowledge.losses import LOSSES, LossFact, loss_by_class
from compile_lint.knowledge.metrics import MetricFact, metric_by_class, metric_by_string
from compile_lint.model.intents import DropMetric, UseLoss, UseMetric


def use_loss(tree: Tree, spelling: Spelling, node: cst.CSTNode, intent: UseLoss) -> Iterator[Draft]:
    """A loss, written as ``node``, becomes another."""
    fact = LOSSES[intent.name]
    if isinstance(node, cst.SimpleString):
        if intent.from_logits:
            yield from _loss_object(tree, spelling, node, fact)
        elif node.evaluated_value != fact.name:
            yield reworded(tree, node, fact.name)
    elif isinstance(node, cst.Call):
        call = as_call(node)
        if loss_by_class(_last_name(call.func)) is None:
            raise NotPossible  # a function of the project that makes the loss, or a partial
        if _last_name(call.func) != fact.class_name:
            yield from _another_class(tree, spelling, call, "losses", fact, may_hold_at=1)
        if intent.from_logits:
            yield set_argument(tree, call, "from_logits", True, 0)
        elif intent.from_logits is False:
            yield from drop_argument(tree, call, "from_logits", 0, otherwise=False)
    elif isinstance(node, cst.Name | cst.Attribute):
        if intent.from_logits:
            yield from _loss_object(tree, spelling, node, fact)
        elif fact.class_name is not None:
            yield from _another_name(tree, spelling, node, "losses", fact.name, fact.class_name)
    else:
        raise NotPossible


def use_metric(tree: Tree, spelling: Spelling, node: cst.CSTNode, intent: UseMetric) -> Iterator[Draft]:
    """A metric, written as ``node``, becomes another, with some options set."""
    fact = metric_by_string(intent.name)
    if fact is None:
        raise NotPossible
    if isinstance(node, cst.Call):
        yield from _metric_object(tree, spelling, as_call(node), fact, intent)
    elif isinstance(node, cst.SimpleString) and intent.options is None:
        yield reworded(tree, node, intent.name)
    elif isinstance(node, cst.SimpleString | cst.Name | cst.Attribute) and intent.options is not None:
        settings = dict(intent.options)
        if isinstance(node, cst.SimpleString) and node.evaluated_value != fact.name:
            settings["name"] = node.evaluated_value  # the logs keep their names
        yield from _object(tree, spelling, node, "metrics", fact.class_name, settings)
    elif isinstance(node, cst.Name | cst.Attribute) and fact.class_name is not None:
        yield from _another_name(tree, spelling, node, "metrics", fact.name, fact.class_name)
    else:
        raise NotPossible


def drop_metric(tree: Tree, intent: DropMetric) -> Iterator[Draft]:
    """A metric is taken out of its list; an argument that holds nothing else goes with it."""
    node = intent.at.node
    assert isinstance(node, cst.CSTNode)
    element = tree.parent(node)
    display = None if element is None else tree.parent(element)
    given = None if display is None else tree.parent(display)
    call = call_around(tree, node)
    is_plain = isinstance(element, cst.Element) and isinstance(display, cst.List)
    if not is_plain or not isinstance(given, cst.Arg) or call is not intent.given_to.node:
        raise NotPossible
    assert isinstance(element, cst.Element)
    assert isinstance(display, cst.List)
    if len(display.elements) > 1:
        yield without_element(tree, display, element)
    elif given.keyword is not None and call is not None:
        yield without_argument(tree, call, given)
    else:
        raise NotPossible


def _loss_object(tree: Tree, spelling: Spelling, node: cst.BaseExpression, fact: LossFact) -> Iterator[Draft]:
    yield from _object(tree, spelling, node, "losses", fact.class_name, {"from_logits": True})


def _object(
    tree: Tree,
    spelling: Spelling,
    node: cst.BaseExpression,
    area: str,
    class_name: str | None,
    settings: dict[str, object],
) -> Iterator[Draft]:
    """A string, a function or a class gives way to an object."""
    if class_name is None:
        raise NotPossible
    if isinstance(node, cst.SimpleString):
        spelled = spelling.of(area, class_name, node)
    else:
        spelled = spelling.beside(node, _last_name(node), class_name, area)
    quote = node.quote if isinstance(node, cst.SimpleString) else ""
    given = ", ".join(f"{name}={literal(tree, value, quote)}" for name, value in settings.items())
    yield replaced(tree, node, f"{spelled.text}({given})")
    yield from spelled.drafts


def _metric_object(
    tree: Tree, spelling: Spelling, call: cst.Call, fact: MetricFact, intent: UseMetric
) -> Iterator[Draft]:
    if metric_by_class(_last_name(call.func)) is None:
        raise NotPossible
    if fact.class_name is None:
        if call.args:
            raise NotPossible
        yield replaced(tree, call, literal(tree, intent.name))
        return
    if _last_name(call.func) != fact.class_name:
        yield from _another_class(tree, spelling, call, "metrics", fact, may_hold_at=0)
    names = [name for name, _ in fact.keras3_parameters or fact.tf_keras_parameters or ()]
    for name, value in intent.options or ():
        yield set_argument(tree, call, name, value, names.index(name) if name in names else None)


def _another_class(
    tree: Tree,
    spelling: Spelling,
    call: cst.Call,
    area: str,
    fact: LossFact | MetricFact,
    *,
    may_hold_at: int,
) -> Iterator[Draft]:
    """The class of an object changes; its options stay, so the new class must know them all."""
    assert fact.class_name is not None
    if sum(one.keyword is None for one in call.args) > may_hold_at:
        raise NotPossible
    for parameters in (fact.keras3_parameters, fact.tf_keras_parameters):
        known = {name for name, _ in parameters or ()}
        given = {one.keyword.value for one in call.args if one.keyword is not None}
        if parameters is not None and not given <= known:
            raise NotPossible
    name = argument(call, "name")
    if name is not None and not isinstance(name.value, cst.SimpleString):
        raise NotPossible
    spelled = spelling.beside(call.func, _last_name(call.func), fact.class_name, area)
    yield replaced(tree, call.func, spelled.text)
    yield from spelled.drafts


def _another_name(
    tree: Tree,
    spelling: Spelling,
    node: cst.BaseExpression,
    area: str,
    function: str,
    class_name: str,
) -> Iterator[Draft]:
    """A function stays a function, and a class a class."""
    old = _last_name(node)
    spelled = spelling.beside(node, old, class_name if old[:1].isupper() else function, area)
    yield replaced(tree, node, spelled.text)
    yield from spelled.drafts


def _last_name(node: cst.BaseExpression) -> str:
    """The name behind the last dot. Raises ``NotPossible`` for anything but names and attributes."""
    if isinstance(node, cst.Attribute):
        return node.attr.value
    if isinstance(node, cst.Name):
        return node.value
    raise NotPossible
