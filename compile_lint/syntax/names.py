"""Which names a function body binds, and how, without running it."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from compile_lint.records import dataclass
from compile_lint.syntax.once import once_for_each_node
from compile_lint.syntax.walk import nodes_of, walk


@dataclass(frozen=True, slots=True)
class BoundNames:
    """Names that a function body binds, by the scope they belong to."""

    local: frozenset[str]
    declared_global: frozenset[str]
    declared_nonlocal: frozenset[str]
    has_yield: bool


_COMPREHENSIONS = (cst.ListComp, cst.SetComp, cst.DictComp, cst.GeneratorExp)


_BINDING: frozenset[type[cst.CSTNode]] = frozenset(
    {
        cst.AnnAssign,
        cst.AsName,
        cst.AssignTarget,
        cst.AugAssign,
        cst.ClassDef,
        cst.Del,
        cst.ExceptHandler,
        cst.ExceptStarHandler,
        cst.For,
        cst.FunctionDef,
        cst.Import,
        cst.ImportFrom,
        cst.Match,
        cst.NamedExpr,
    }
)


@once_for_each_node
def bound_names(function: cst.FunctionDef | cst.Lambda) -> BoundNames:
    """The names bound in a function's own body: parameters, assignments, imports, loops, definitions."""
    local = {parameter.name.value for parameter in parameters(function.params)}
    outer: set[str] = set()
    nonlocal_names: set[str] = set()
    has_yield = False
    if isinstance(function, cst.FunctionDef):
        for node in walk(function.body, into_definitions=False):
            kind = type(node)  # asking isinstance of every node takes four times as long
            if kind in _BINDING:
                local.update(_bound_by(node))
            elif kind is cst.Yield:
                has_yield = True
            elif kind is cst.Global:
                assert isinstance(node, cst.Global)
                outer.update(item.name.value for item in node.names)
            elif kind is cst.Nonlocal:
                assert isinstance(node, cst.Nonlocal)
                nonlocal_names.update(item.name.value for item in node.names)
    return BoundNames(
        frozenset(local - outer - nonlocal_names), frozenset(outer), frozenset(nonlocal_names), has_yield
    )


def parameters(params: cst.Parameters) -> Iterator[cst.Param]:
    """Every parameter in order, starred ones included."""
    yield from params.posonly_params
    yield from params.params
    if isinstance(params.star_arg, cst.Param):
        yield params.star_arg
    yield from params.kwonly_params
    if params.star_kwarg is not None:
        yield params.star_kwarg


def target_names(target: cst.BaseExpression) -> Iterator[str]:
    """The names that an assignment to ``target`` binds."""
    if isinstance(target, cst.Name):
        yield target.value
    elif isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            yield from target_names(element.value)
    elif isinstance(target, cst.StarredElement):
        yield from target_names(target.value)


def _bound_by(node: cst.CSTNode) -> Iterator[str]:
    if isinstance(node, cst.AssignTarget | cst.AnnAssign | cst.AugAssign | cst.For | cst.NamedExpr | cst.Del):
        yield from target_names(node.target)
    elif isinstance(node, cst.FunctionDef | cst.ClassDef):
        yield node.name.value
    elif isinstance(node, cst.AsName):
        yield from target_names(node.name)
    elif isinstance(node, cst.ExceptHandler | cst.ExceptStarHandler) and node.name is not None:
        yield from target_names(node.name.name)
    elif isinstance(node, cst.Import | cst.ImportFrom):
        yield from imported_names(node)
    elif isinstance(node, cst.Match):
        for case in node.cases:
            yield from pattern_names(case.pattern)


def imported_names(node: cst.Import | cst.ImportFrom) -> Iterator[str]:
    """The names an import statement binds, save those of a star import."""
    if isinstance(node.names, cst.ImportStar):
        return
    for alias in node.names:
        if alias.asname is not None:
            yield from target_names(alias.asname.name)
        else:
            name: cst.BaseExpression = alias.name
            while isinstance(name, cst.Attribute):
                name = name.value
            if isinstance(name, cst.Name):
                yield name.value


def pattern_names(pattern: cst.CSTNode) -> Iterator[str]:
    """The names that a ``case`` pattern captures."""
    stack: list[cst.CSTNode] = [pattern]
    while stack:
        node = stack.pop()
        if isinstance(node, cst.MatchAs | cst.MatchStar) and node.name is not None:
            yield node.name.value
        if isinstance(node, cst.MatchMapping) and node.rest is not None:
            yield node.rest.value
        stack += [child for child in node.children if isinstance(child, cst.CSTNode)]


_ASSIGNING = frozenset({cst.AssignTarget, cst.AnnAssign})


@once_for_each_node
def assigned_attributes(function: cst.CSTNode) -> frozenset[str]:
    """The names of the attributes that code below ``function`` assigns, on whatever object."""
    return frozenset(_assigned_attributes(function))


def _assigned_attributes(function: cst.CSTNode) -> Iterator[str]:
    for node in walk(function):
        if type(node) in _ASSIGNING:
            assert isinstance(node, cst.AssignTarget | cst.AnnAssign)
            stack: list[cst.BaseExpression] = [node.target]
            while stack:
                target = stack.pop()
                if isinstance(target, cst.Tuple | cst.List):
                    stack += [element.value for element in target.elements]
                elif isinstance(target, cst.Attribute):
                    yield target.attr.value


def rebinds_from_itself(body: cst.CSTNode) -> bool:
    """Whether a block gives some name or attribute a value computed from its old one (``i += 1``)."""
    for node in walk(body, into_definitions=False):
        if isinstance(node, cst.AugAssign):
            return True
        if isinstance(node, cst.Assign):
            assigned = {name for target in node.targets for name in target_names(target.target)}
            attributes = {
                target.target.attr.value
                for target in node.targets
                if isinstance(target.target, cst.Attribute)
            }
            for used in walk(node.value, into_definitions=False):
                if isinstance(used, cst.Name) and used.value in assigned:
                    return True
                if isinstance(used, cst.Attribute) and used.attr.value in attributes:
                    return True
    return False


def names_used(node: object) -> Iterator[tuple[str, cst.CSTNode]]:
    """Every name that stands in an expression, with its node."""
    if isinstance(node, cst.CSTNode):
        for below in walk(node):
            if isinstance(below, cst.Name):
                yield below.value, below


def dotted_name(node: cst.BaseExpression) -> str:
    """``a.b.c`` of nested attributes; empty where the expression is something else."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if not isinstance(node, cst.Name):
        return ""
    return ".".join([node.value, *reversed(parts)])


def uses_attribute(code: cst.CSTNode, name: str) -> bool:
    """Whether some code asks anything for an attribute of that name."""
    return any(node.attr.value == name for node in nodes_of(cst.Attribute, code, mentioning=(name,)))
