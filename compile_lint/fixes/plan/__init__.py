"""From what a rule wants changed to edits with exact places; the part of ``fixes`` that knows libcst."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import libcst as cst

from compile_lint.findings import Edit, Fix, Remedy
from compile_lint.fixes.apply import overlap
from compile_lint.fixes.plan.activations import use_activation
from compile_lint.fixes.plan.arguments import (
    as_call,
    bracket_keyword,
    name_positions,
    predict_instead,
    rename_keyword,
    set_argument,
)
from compile_lint.fixes.plan.drafts import key_in, reworded
from compile_lint.fixes.plan.losses import drop_metric, use_loss, use_metric
from compile_lint.fixes.plan.places import edit_in_file
from compile_lint.fixes.plan.reach import receivers
from compile_lint.fixes.plan.spelling import Spelling
from compile_lint.fixes.plan.tree import Draft, NotPossible, Placed, TextEdit, Tree
from compile_lint.model import Origin
from compile_lint.model.intents import (
    BracketKeyword,
    DropMetric,
    Intent,
    NamePositions,
    PredictInstead,
    RenameKeyword,
    ReplaceKey,
    ReplaceWord,
    SetKeyword,
    UseActivation,
    UseLoss,
    UseMetric,
    places_of,
)
from compile_lint.sources import SourceUnit
from compile_lint.syntax.walk import SITE_METHODS, USE_METHODS


class Planner:
    """Plans the fixes of one program; ``modules`` are its units' trees by the unit's identity."""

    def __init__(self, main: SourceUnit, modules: Mapping[int, Any]) -> None:
        self._main = main
        self._modules = modules
        self._trees: dict[int, Tree] = {}
        self._spellings: dict[int, Spelling] = {}

    def plan(self, remedy: Remedy) -> Fix | None:
        """The edits that do what a remedy says, ``None`` where no small change of the text does it."""
        try:
            drafts = [draft for intent in remedy.intents for draft in self._drafts(intent)]
            edits = tuple(dict.fromkeys(self._edits(drafts)))
        except NotPossible:
            return None
        if not edits or any(overlap(*two) for two in pairwise(sorted(edits, key=lambda edit: edit.span))):
            return None
        return Fix(remedy.title, remedy.applicability, edits)

    def _drafts(self, intent: Intent) -> Iterator[Draft]:
        tree = self._tree(places_of(intent)[0])
        match intent:
            case UseLoss():
                node = _value(tree, intent.at, intent.given_to)
                yield from use_loss(tree, self._spelling(tree), node, intent)
            case UseMetric():
                node = _value(tree, intent.at, intent.given_to)
                yield from use_metric(tree, self._spelling(tree), node, intent)
            case DropMetric():
                yield from drop_metric(tree, intent)
            case UseActivation():
                yield from use_activation(tree, self._spelling(tree), intent)
            case ReplaceWord():
                yield reworded(tree, _value(tree, intent.at, intent.given_to), intent.text)
            case ReplaceKey():
                yield reworded(tree, key_in(intent.at.node), intent.text)
            case SetKeyword():
                if intent.given_to is not None:
                    _value(tree, intent.call, intent.given_to)
                yield set_argument(tree, as_call(intent.call.node), intent.keyword, intent.value)
            case RenameKeyword():
                yield from rename_keyword(tree, intent.call.node, intent.keyword, intent.name)
            case BracketKeyword():
                yield from bracket_keyword(tree, intent.call.node, intent.keyword)
            case NamePositions():
                yield from name_positions(tree, intent.call.node, dict(intent.names))
            case PredictInstead():
                yield from predict_instead(tree, intent.call.node, intent.then)

    def _edits(self, drafts: list[Draft]) -> Iterator[Edit]:
        by_tree: dict[int, list[Draft]] = {}
        for draft in drafts:
            by_tree.setdefault(id(draft.tree), []).append(draft)
        for of_tree in by_tree.values():
            tree = of_tree[0].tree
            placed = tree.place(node for draft in of_tree for node in draft.nodes)
            for draft in of_tree:
                yield edit_in_file(tree, _resolved(draft, placed))

    def _tree(self, origin: Origin) -> Tree:
        unit = origin.unit
        module = self._modules.get(id(unit))
        if module is None or not isinstance(unit, SourceUnit):
            raise NotPossible
        if id(unit) not in self._trees:
            self._trees[id(unit)] = Tree(unit, module, is_main=unit is self._main)
        return self._trees[id(unit)]

    def _spelling(self, tree: Tree) -> Spelling:
        if id(tree) not in self._spellings:
            self._spellings[id(tree)] = Spelling(tree)
        return self._spellings[id(tree)]


def _resolved(draft: Draft, placed: Placed) -> TextEdit:
    try:
        return draft.resolve(placed)
    except KeyError as error:  # a node that the tree does not hold
        raise NotPossible from error


def _value(tree: Tree, at: Origin, given_to: Origin) -> cst.CSTNode:
    """The expression for a value that is given to a call.

    A loss may go to other ``compile`` calls as well: whether it must change for them too is known from
    their meaning. Raises ``NotPossible`` if the value goes anywhere else.
    """
    if not isinstance(at.node, cst.CSTNode):
        raise NotPossible
    for call in receivers(tree, at.node):
        if call is not given_to.node and not _are_alike(call, given_to.node):
            raise NotPossible
    return at.node


def _are_alike(call: cst.Call, other: object) -> bool:
    if not isinstance(other, cst.Call):
        return False
    names = [one.func.attr.value for one in (call, other) if isinstance(one.func, cst.Attribute)]
    return len(names) == 2 and (set(names) <= SITE_METHODS or set(names) <= USE_METHODS)
