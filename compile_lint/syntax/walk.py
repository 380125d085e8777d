"""The collecting walk: compile sites, definitions and imports of a module, and which names a block binds.

libcst's own ``CSTVisitor`` is not used, because it rebuilds the tree: it calls each node's
``_visit_and_replace_children``, which visits every comma, parenthesis and stretch of whitespace and makes a
new dataclass for every node on the way back.
Measured with libcst 1.9.0 on six large modules of the standard library (0.7 MB, parsed in 0.70 s), one pass
of a ``CSTVisitor`` with a single ``visit_Call`` took 0.73 s, and ``SiteCollector`` 0.03 s.
It also recurses, so that an expression of a few hundred terms ends in ``RecursionError``; the walk here keeps
its own stack.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import ClassVar, TypeVar

import libcst as cst

from compile_lint.records import dataclass
from compile_lint.syntax.deferred import Deferred

# The fields of each node type that can hold code that runs, in the order of the source text.
# Rows are keyed by the class's name, because some classes are missing from older releases of libcst.
# Left out on purpose: names, operators, punctuation, whitespace, comments, annotations, type parameters and
# the patterns of ``case`` (which look names up, but cannot call).
_ROWS: dict[str, tuple[str, ...]] = {
    "AnnAssign": ("target", "value"),
    "Arg": ("value",),
    "AsName": ("name",),
    "Assert": ("test", "msg"),
    "Assign": ("targets", "value"),
    "AssignTarget": ("target",),
    "Attribute": ("value",),
    "AugAssign": ("target", "value"),
    "Await": ("expression",),
    "BinaryOperation": ("left", "right"),
    "BooleanOperation": ("left", "right"),
    "Call": ("func", "args"),
    "ClassDef": ("decorators", "bases", "keywords", "body"),
    "CompFor": ("target", "iter", "ifs", "inner_for_in"),
    "CompIf": ("test",),
    "Comparison": ("left", "comparisons"),
    "ComparisonTarget": ("comparator",),
    "ConcatenatedString": ("left", "right"),
    "Decorator": ("decorator",),
    "Del": ("target",),
    "Dict": ("elements",),
    "DictComp": ("key", "value", "for_in"),
    "DictElement": ("key", "value"),
    "Element": ("value",),
    "Else": ("body",),
    "ExceptHandler": ("type", "body"),
    "ExceptStarHandler": ("type", "body"),
    "Expr": ("value",),
    "Finally": ("body",),
    "For": ("target", "iter", "body", "orelse"),
    "FormattedString": ("parts",),
    "FormattedStringExpression": ("expression", "format_spec"),
    "From": ("item",),
    "FunctionDef": ("decorators", "params", "body"),
    "GeneratorExp": ("elt", "for_in"),
    "If": ("test", "body", "orelse"),
    "IfExp": ("body", "test", "orelse"),
    "IndentedBlock": ("body",),
    "Index": ("value",),
    "Lambda": ("params", "body"),
    "List": ("elements",),
    "ListComp": ("elt", "for_in"),
    "Match": ("subject", "cases"),
    "MatchCase": ("guard", "body"),
    "Module": ("body",),
    "NamedExpr": ("target", "value"),
    "Param": ("default",),
    "Parameters": ("posonly_params", "params", "star_arg", "kwonly_params", "star_kwarg"),
    "Raise": ("exc", "cause"),
    "Return": ("value",),
    "Set": ("elements",),
    "SetComp": ("elt", "for_in"),
    "SimpleStatementLine": ("body",),
    "SimpleStatementSuite": ("body",),
    "Slice": ("lower", "upper", "step"),
    "StarredDictComp": ("value", "for_in"),
    "StarredDictElement": ("value",),
    "StarredElement": ("value",),
    "Subscript": ("value", "slice"),
    "SubscriptElement": ("slice",),
    "TemplatedString": ("parts",),
    "TemplatedStringExpression": ("expression", "format_spec"),
    "Try": ("body", "handlers", "orelse", "finalbody"),
    "TryStar": ("body", "handlers", "orelse", "finalbody"),
    "Tuple": ("elements",),
    "UnaryOperation": ("expression",),
    "While": ("test", "body", "orelse"),
    "With": ("items", "body"),
    "WithItem": ("item", "asname"),
    "Yield": ("value",),
}

CODE_FIELDS: dict[type[cst.CSTNode], tuple[str, ...]] = {
    getattr(cst, name): fields for name, fields in _ROWS.items() if hasattr(cst, name)
}
CODE_FIELDS[Deferred] = CODE_FIELDS[cst.IndentedBlock]
"""The fields to enter for each node type; a type that is not here is a leaf."""

_NO_FIELDS: tuple[str, ...] = ()

# Methods whose calls put their model's set-up to use; a definition that holds one is worth interpreting.
SITE_METHODS = frozenset({"compile"})
USE_METHODS = frozenset({"fit", "fit_generator", "train_on_batch", "evaluate", "predict"})

_Node = TypeVar("_Node", bound=cst.CSTNode)

Definition = cst.FunctionDef | cst.ClassDef
_DEFINITIONS = (cst.FunctionDef, cst.ClassDef)
_SCOPES = frozenset({*_DEFINITIONS, cst.Lambda})


def children(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The nodes directly below ``node`` that can hold code, in source order."""
    found: list[cst.CSTNode] = []
    for name in CODE_FIELDS.get(type(node), _NO_FIELDS):
        value = getattr(node, name)
        kind = type(value)  # asking isinstance of every node takes four times as long
        if kind is tuple or kind is list:
            found += value
        elif value is not None and kind is not cst.MaybeSentinel:
            found.append(value)
    return found


def walk(
    node: cst.CSTNode, *, into_definitions: bool = True, mentioning: Collection[str] | None = None
) -> Iterator[cst.CSTNode]:
    """Yield ``node`` and every node below it that can hold code: parents first, in source order.

    With ``into_definitions=False`` functions, classes and lambdas below ``node`` are yielded, not entered.
    With ``mentioning`` a body that may be parsed later is entered only if one of these words stands in it.
    """
    stack = [node]
    while stack:
        here = stack.pop()
        yield here
        if mentioning is not None and isinstance(here, Deferred) and not here.mentions(mentioning):
            continue
        if into_definitions or here is node or type(here) not in _SCOPES:
            below = children(here)
            below.reverse()
            stack += below


def nodes_of(
    kind: type[_Node], code: cst.CSTNode, *, mentioning: Collection[str] | None = None
) -> Iterator[_Node]:
    """Yield the nodes of exactly one type in some code; ``mentioning`` is as for ``walk``."""
    for node in walk(code, mentioning=mentioning):
        if type(node) is kind:  # asking isinstance of every node takes four times as long
            yield node


@dataclass(frozen=True, slots=True)
class DefinitionSite:
    """A ``def`` or ``class``, with the definition around it and whether compile sites stand inside.

    ``has_compile`` and ``has_use`` are true of a definition if a call of ``compile`` (or of ``fit`` and its
    like) stands anywhere inside, nested definitions included.
    """

    node: Definition
    parent: Definition | None
    has_compile: bool
    has_use: bool


@dataclass(frozen=True, slots=True)
class Collected:
    """What the walk found, each in source order."""

    compile_calls: tuple[cst.Call, ...]
    use_calls: tuple[cst.Call, ...]
    definitions: tuple[DefinitionSite, ...]
    imports: tuple[cst.Import | cst.ImportFrom, ...]

    def definition(self, node: Definition) -> DefinitionSite | None:
        """The record of one ``def`` or ``class`` of this module."""
        return next((site for site in self.definitions if site.node is node), None)


@dataclass(slots=True)
class _Open:
    """A definition while the walk is inside it (or after, while its flags are still of interest)."""

    node: Definition
    parent: _Open | None
    has_compile: bool = False
    has_use: bool = False


class SiteCollector:
    """Visits the code of a module once, with one method for each node type of interest.

    A method is called when its node is met; the nodes below are visited after it returns.
    """

    _METHODS: ClassVar[dict[type[cst.CSTNode], str]] = {
        cst.Call: "visit_call",
        cst.FunctionDef: "visit_definition",
        cst.ClassDef: "visit_definition",
        cst.Import: "visit_import",
        cst.ImportFrom: "visit_import",
    }

    def __init__(self) -> None:
        self._compile_calls: list[cst.Call] = []
        self._use_calls: list[cst.Call] = []
        self._definitions: list[_Open] = []
        self._imports: list[cst.Import | cst.ImportFrom] = []
        self._inside: _Open | None = None

    def visit(self, module: cst.CSTNode) -> Collected:
        """Walk ``module`` and return what was found."""
        methods: dict[type[cst.CSTNode], Callable[[cst.CSTNode], None]] = {
            node_type: getattr(self, name) for node_type, name in self._METHODS.items()
        }
        stack: list[cst.CSTNode | None] = [module]  # None: the definition being visited ends here
        while stack:
            node = stack.pop()
            if node is None:
                assert self._inside is not None
                self._inside = self._inside.parent
                continue
            if type(node) is Deferred:
                continue  # there is nothing in it that is looked for
            below = children(node)
            method = methods.get(type(node))
            if method is not None:
                method(node)
                if isinstance(node, _DEFINITIONS):
                    stack.append(None)
            below.reverse()
            stack += below
        return self._collected()

    def visit_call(self, node: cst.Call) -> None:
        if not isinstance(node.func, cst.Attribute):
            return
        method = node.func.attr.value
        if method in SITE_METHODS:
            self._compile_calls.append(node)
        elif method in USE_METHODS:
            self._use_calls.append(node)
        else:
            return
        around = self._inside
        while around is not None:
            if method in SITE_METHODS:
                around.has_compile = True
            else:
                around.has_use = True
            around = around.parent

    def visit_definition(self, node: Definition) -> None:
        self._inside = _Open(node, self._inside)
        self._definitions.append(self._inside)

    def visit_import(self, node: cst.Import | cst.ImportFrom) -> None:
        self._imports.append(node)

    def _collected(self) -> Collected:
        return Collected(
            compile_calls=tuple(self._compile_calls),
            use_calls=tuple(self._use_calls),
            definitions=tuple(
                DefinitionSite(
                    each.node,
                    None if each.parent is None else each.parent.node,
                    each.has_compile,
                    each.has_use,
                )
                for each in self._definitions
            ),
            imports=tuple(self._imports),
        )


def collect(module: cst.CSTNode) -> Collected:
    """Find the compile calls, definitions and imports of a module in one walk.

    A compile call is a call of an attribute named ``compile``, whatever it is called on.
    A bound method under another name (``run = model.compile``) and ``getattr(model, "compile")`` are not
    compile calls in this sense.
    """
    return SiteCollector().visit(module)
