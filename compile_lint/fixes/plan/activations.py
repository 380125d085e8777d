"""Edits that change the activation of a layer, or leave it out."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from compile_lint.fixes.plan.arguments import argument, as_call
from compile_lint.fixes.plan.drafts import (
    literal,
    replaced,
    reworded,
    with_keyword,
    without_argument,
    without_element,
    without_statement,
)
from compile_lint.fixes.plan.reach import receivers
from compile_lint.fixes.plan.spelling import Spelling
from compile_lint.fixes.plan.tree import Draft, NotPossible, Tree
from compile_lint.knowledge.activations import find_activation
from compile_lint.knowledge.layers import LayerFact, LayerRole, find_layer
from compile_lint.knowledge.modules import canonical
from compile_lint.model.intents import UseActivation
from compile_lint.syntax.names import dotted_name

_SIMPLE = (cst.Name, cst.Attribute, cst.Call, cst.Subscript)


def use_activation(tree: Tree, spelling: Spelling, intent: UseActivation) -> Iterator[Draft]:
    """A layer gets another activation, or none."""
    call = as_call(intent.layer.node)
    name = _last_name(call.func)
    fact = find_layer(name)
    if fact is None:
        yield from _of_function(tree, call, intent.name)
    elif fact.role is LayerRole.ACTIVATION:
        yield from _of_activation_layer(tree, spelling, call, fact, intent)
    elif fact.has_activation and not fact.is_recurrent:  # what a cell computes with is no output activation
        yield from _of_weights(tree, call, fact, intent)
    else:
        raise NotPossible


def _of_weights(tree: Tree, call: cst.Call, fact: LayerFact, intent: UseActivation) -> Iterator[Draft]:
    """The ``activation`` argument of a layer such as ``Dense``."""
    given = argument(call, "activation", _position(fact))
    if given is None:
        if intent.name is None:
            raise NotPossible
        yield with_keyword(tree, call, f"activation={literal(tree, intent.name)}")
    elif intent.name is None:
        if given.keyword is None and given is not call.args[-1]:
            yield replaced(tree, given.value, "None")
        else:
            yield without_argument(tree, call, given)
    else:
        yield from _reworded_value(tree, call, given, intent, intent.name)


def _of_activation_layer(
    tree: Tree, spelling: Spelling, call: cst.Call, fact: LayerFact, intent: UseActivation
) -> Iterator[Draft]:
    """``Activation("softmax")``, or a layer such as ``Softmax()`` that is one activation."""
    if intent.name is None:
        yield from _without_layer(tree, call)
    elif fact.activation_function is None:
        given = argument(call, "activation", 0)
        if given is None:
            raise NotPossible
        yield from _reworded_value(tree, call, given, intent, intent.name)
    elif call.args:
        raise NotPossible
    else:
        spelled = spelling.beside(call.func, _last_name(call.func), "Activation", "layers")
        yield replaced(tree, call, f"{spelled.text}({literal(tree, intent.name)})")
        yield from spelled.drafts


def _of_function(tree: Tree, call: cst.Call, name: str | None) -> Iterator[Draft]:
    """A call of a function such as ``tf.nn.softmax(x)``."""
    if find_activation(_last_name(call.func)) is None:
        raise NotPossible
    if name is None:
        yield from _replaced_by_argument(tree, call)
    elif isinstance(call.func, cst.Attribute) and len(call.args) == 1:
        yield replaced(tree, call.func.attr, name)
    else:
        raise NotPossible


def _reworded_value(
    tree: Tree, call: cst.Call, given: cst.Arg, intent: UseActivation, name: str
) -> Iterator[Draft]:
    """The expression that says which activation is meant says another one."""
    written = intent.at.node if intent.at is not None else None
    if isinstance(written, cst.SimpleString):
        if receivers(tree, written) != [call]:
            raise NotPossible
        yield reworded(tree, written, name)
    elif written is given.value and isinstance(written, cst.Attribute):
        if find_activation(written.attr.value) is None or not dotted_name(written):
            raise NotPossible
        yield replaced(tree, written.attr, name)
    elif written is given.value and isinstance(written, cst.Name):
        yield replaced(tree, given.value, literal(tree, name))
    else:
        raise NotPossible


def _without_layer(tree: Tree, call: cst.Call) -> Iterator[Draft]:
    """A layer that does nothing but its activation is taken out of the model."""
    above = tree.parent(call)
    if isinstance(above, cst.Element):
        display = tree.parent(above)
        if not isinstance(display, cst.List) or len(display.elements) < 2:
            raise NotPossible
        yield without_element(tree, display, above)
    elif isinstance(above, cst.Call) and above.func is call:
        yield from _replaced_by_argument(tree, above)
    elif isinstance(above, cst.Arg):
        yield _without_add(tree, above)
    else:
        raise NotPossible


def _without_add(tree: Tree, given: cst.Arg) -> Draft:
    """The statement ``model.add(layer)`` goes."""
    call = tree.parent(given)
    if not isinstance(call, cst.Call) or not isinstance(call.func, cst.Attribute) or len(call.args) != 1:
        raise NotPossible
    if call.func.attr.value != "add":
        raise NotPossible
    statement = tree.parent(call)
    line = tree.parent(statement) if isinstance(statement, cst.Expr) else None
    if not isinstance(line, cst.SimpleStatementLine):
        raise NotPossible
    return without_statement(tree, line)


def _replaced_by_argument(tree: Tree, call: cst.Call) -> Iterator[Draft]:
    """A call gives way to the one thing that it is given."""
    only = call.args[0] if len(call.args) == 1 else None
    if only is None or only.keyword is not None or only.star or not isinstance(only.value, _SIMPLE):
        raise NotPossible
    source = tree.place([only.value]).of(only.value)
    yield replaced(tree, call, source)


def _position(fact: LayerFact) -> int | None:
    """Where ``activation`` stands among the arguments, if both flavours agree on it."""
    found = {
        next((index for index, (name, _) in enumerate(parameters) if name == "activation"), None)
        for parameters in (fact.keras3_parameters, fact.tf_keras_parameters)
        if parameters is not None
    }
    return found.pop() if len(found) == 1 else None


def _last_name(node: cst.BaseExpression) -> str:
    name = dotted_name(node)
    if not name:
        raise NotPossible
    return canonical(name).rpartition(".")[2]
