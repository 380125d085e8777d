"""Where a value that is written somewhere goes, as far as names tell it beyond doubt. Knows no Keras."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from compile_lint.fixes.plan.tree import NotPossible, Tree
from compile_lint.syntax.names import bound_names, imported_names, parameters
from compile_lint.syntax.walk import walk

_DISPLAYS = (cst.Element, cst.DictElement, cst.List, cst.Tuple, cst.Dict)
_FUNCTIONS = (cst.FunctionDef, cst.Lambda)
_ADDING = frozenset({"append", "extend", "insert"})  # methods that put something into a list
_MAX_STEPS = 50  # names passed on to names


def receivers(tree: Tree, node: cst.CSTNode) -> list[cst.Call]:
    """The calls that a value written at ``node`` is an argument of, alone or in a list or dict.

    Names of variables and attributes are followed where they are bound once.
    Raises ``NotPossible`` where the value may go elsewhere too.
    """
    found: list[cst.Call] = []
    waiting: list[cst.CSTNode] = [node]
    seen: set[int] = set()
    while waiting:
        here = waiting.pop()
        if id(here) in seen:
            continue
        seen.add(id(here))
        if len(seen) > _MAX_STEPS:
            raise NotPossible
        holder = _holder(tree, here)
        if isinstance(holder, cst.Call):
            container = _appended_to(holder)
            if container is None:
                found.append(holder)
            else:
                waiting += _loads(tree, container, besides=container)
        elif holder is not None:
            waiting += _loads(tree, holder)
    return found


def call_around(tree: Tree, node: cst.CSTNode) -> cst.Call | None:
    """The call that a node is an argument of, directly or in a list or dict."""
    holder = _holder(tree, node)
    return holder if isinstance(holder, cst.Call) else None


def _holder(tree: Tree, node: cst.CSTNode) -> cst.CSTNode | None:
    """What the value at a node becomes part of: a call, or the target of an assignment.

    ``None`` if it is only looked at. Raises ``NotPossible`` for anything else.
    """
    inner = node
    for above in tree.ancestors(node):
        if isinstance(above, cst.Call):
            if above.func is inner:
                raise NotPossible
            return above
        if isinstance(above, cst.Assign | cst.AnnAssign):
            targets = (
                [one.target for one in above.targets] if isinstance(above, cst.Assign) else [above.target]
            )
            if len(targets) == 1 and isinstance(targets[0], cst.Name | cst.Attribute):
                return targets[0]
            raise NotPossible
        if isinstance(above, cst.IfExp) and above.test is inner:
            return None
        if isinstance(above, cst.Attribute | cst.Expr):
            if isinstance(above, cst.Attribute) and _may_change(tree, above):
                raise NotPossible
            return None
        if not isinstance(above, (*_DISPLAYS, cst.Arg, cst.IfExp)):
            raise NotPossible
        if isinstance(above, cst.DictElement) and above.key is inner:
            raise NotPossible
        inner = above
    raise NotPossible


def _may_change(tree: Tree, attribute: cst.Attribute) -> bool:
    """Whether a method is called that may do more than put something into a list."""
    above = tree.parent(attribute)
    is_called = isinstance(above, cst.Call) and above.func is attribute
    return is_called and attribute.attr.value not in _ADDING


def _appended_to(call: cst.Call) -> cst.BaseExpression | None:
    """The list that a call adds its argument to."""
    if isinstance(call.func, cst.Attribute) and call.func.attr.value in _ADDING:
        return call.func.value
    return None


def _loads(
    tree: Tree, target: cst.CSTNode, besides: cst.CSTNode | None = None
) -> Iterator[cst.BaseExpression]:
    """Every place that reads what ``target`` is bound to."""
    if isinstance(target, cst.Name):
        scope, nodes = _uses_of_name(tree, target)
    elif isinstance(target, cst.Attribute) and isinstance(target.value, cst.Name):
        scope = tree.module
        nodes = [
            node
            for node in walk(tree.module)
            if isinstance(node, cst.Attribute) and node.attr.value == target.attr.value
        ]
    else:
        raise NotPossible
    if scope is tree.module and not tree.is_main:
        raise NotPossible  # other files may import the name
    stores = [node for node in nodes if _is_store(tree, node)]
    if len(stores) != 1:
        raise NotPossible
    for node in nodes:
        if node is not stores[0] and node is not besides and node is not target:
            assert isinstance(node, cst.BaseExpression)
            yield node


def _uses_of_name(tree: Tree, target: cst.Name) -> tuple[cst.CSTNode, list[cst.CSTNode]]:
    """The scope that a name belongs to, and all places in it that bind or read the name."""
    name = target.value
    scope = scope_of(tree, target, name)
    nodes: list[cst.CSTNode] = []
    stack: list[cst.CSTNode] = [scope]
    while stack:
        function = stack.pop()
        for node in walk(function, into_definitions=False):
            if isinstance(node, cst.Name) and node.value == name:
                nodes.append(node)
            elif isinstance(node, cst.Global | cst.Nonlocal):
                if any(item.name.value == name for item in node.names):
                    raise NotPossible
            elif isinstance(node, cst.Import | cst.ImportFrom):
                if name in imported_names(node):
                    raise NotPossible
            elif node is not function and _may_see(node, name):
                stack.append(node)
    return scope, nodes


def _may_see(node: cst.CSTNode, name: str) -> bool:
    """Whether a definition has code that reads a name of the scope around it."""
    if isinstance(node, cst.FunctionDef | cst.Lambda):
        return name not in bound_names(node).local
    return isinstance(node, cst.ClassDef)


def scope_of(tree: Tree, node: cst.CSTNode, name: str) -> cst.CSTNode:
    """The function or module that a name read or bound at ``node`` belongs to.

    Raises ``NotPossible`` for parameters, and for names of a class body.
    """
    is_in_function = False
    for above in tree.ancestors(node):
        if isinstance(above, cst.ClassDef) and not is_in_function:
            raise NotPossible
        if isinstance(above, _FUNCTIONS):
            is_in_function = True
            if any(parameter.name.value == name for parameter in parameters(above.params)):
                raise NotPossible
            if name in bound_names(above).local:
                return above
    return tree.module


def _is_store(tree: Tree, node: cst.CSTNode) -> bool:
    above = tree.parent(node)
    inner = node
    while isinstance(above, cst.Element | cst.StarredElement | cst.Tuple | cst.List):
        inner, above = above, tree.parent(above)
    if isinstance(above, cst.AssignTarget | cst.AsName):
        return True
    if isinstance(above, cst.AnnAssign | cst.AugAssign | cst.For | cst.NamedExpr | cst.Del | cst.CompFor):
        return above.target is inner
    return False
