"""What calls in view give to a function, seen without running them: they stand where nothing leads to."""

from __future__ import annotations

from collections import defaultdict

import libcst as cst

from compile_lint.syntax.deferred import Deferred
from compile_lint.syntax.walk import SITE_METHODS, USE_METHODS, children, walk


class Callers:
    """The calls of one module by the last name of what is called, and the names handed on uncalled."""

    def __init__(self, module: cst.Module) -> None:
        self._calls: dict[str, list[cst.Call]] = defaultdict(list)
        self._handed_on: set[str] = set()
        self._unread: list[Deferred] = []
        self._look_at(module)

    def _look_at(self, root: cst.CSTNode) -> None:
        for node in walk(root, mentioning=()):
            if isinstance(node, Deferred):
                self._unread.append(node)
                continue
            if isinstance(node, cst.Call):
                self._calls[_last_name(node.func)].append(node)
            for below in children(node):
                if not (isinstance(node, cst.Call) and below is node.func):
                    self._handed_on.add(_last_name(below))

    def always_give(self, function: cst.FunctionDef, called: str, *, is_bound: bool) -> frozenset[str]:
        """The parameters that every call of ``called``, the name that the function has there, gives.

        ``is_bound`` tells that calls leave out the first parameter. None are, if nothing calls the function,
        or if it is handed to what may call it otherwise.
        """
        unread, self._unread = self._unread, []
        for block in unread:
            if block.mentions((called,)):
                for statement in block.body:
                    self._look_at(statement)
            else:
                self._unread.append(block)
        calls = self._calls.get(called, ())
        if called in self._handed_on or not any(_is_meant(call, is_method=is_bound) for call in calls):
            return frozenset()
        params = function.params
        positional = [one.name.value for one in (*params.posonly_params, *params.params)][is_bound:]
        return frozenset.intersection(*(_given(call, positional) for call in calls))


def _is_meant(call: cst.Call, *, is_method: bool) -> bool:
    """Whether a call by the name of a function is one of it, and not of a method that is called alike."""
    if not is_method or not isinstance(call.func, cst.Attribute):
        return True
    owner = call.func.value
    if not isinstance(owner, cst.Name):
        return False
    return owner.value in ("self", "cls") or call.func.attr.value not in SITE_METHODS | USE_METHODS


def _given(call: cst.Call, positional: list[str]) -> frozenset[str]:
    """The parameters that surely get an argument."""
    keywords = {one.keyword.value for one in call.args if one.keyword is not None}
    before_star = 0
    for one in call.args:
        if one.star or one.keyword is not None:
            break
        before_star += 1
    return frozenset(keywords) | frozenset(positional[:before_star])


def _last_name(node: cst.CSTNode) -> str:
    """``build`` of ``build`` and of ``self.build``."""
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return node.value if isinstance(node, cst.Name) else ""
