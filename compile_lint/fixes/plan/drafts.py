"""Edits of Python text in general: replace, insert, add to a call, take out of a list. Knows no Keras."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from compile_lint.fixes.plan.tree import Draft, NotPossible, Placed, TextEdit, Tree


def replaced(tree: Tree, node: cst.CSTNode, text: str) -> Draft:
    """A node gives way to other text."""
    return Draft(tree, (node,), lambda placed: TextEdit(placed.start(node), placed.end(node), text))


def inserted_before(tree: Tree, node: cst.CSTNode, text: str) -> Draft:
    """Text is put right before a node."""
    return Draft(tree, (node,), lambda placed: TextEdit(placed.start(node), placed.start(node), text))


def inserted_after(tree: Tree, node: cst.CSTNode, text: str) -> Draft:
    """Text is put right behind a node."""
    return Draft(tree, (node,), lambda placed: TextEdit(placed.end(node), placed.end(node), text))


def reworded(tree: Tree, node: cst.CSTNode, text: str) -> Draft:
    """A string literal gets another value, and keeps its prefix and its quotes.

    Raises ``NotPossible`` if the node is no plain string literal, or if the value would need escapes.
    """
    if not isinstance(node, cst.SimpleString) or "b" in node.prefix.lower():
        raise NotPossible
    if not text.isprintable() or any(character in text for character in "\\'\""):
        raise NotPossible
    return replaced(tree, node, f"{node.prefix}{node.quote}{text}{node.quote}")


def key_in(node: object) -> cst.CSTNode:
    """The key by which something is taken: of ``taken[key]``, or the first argument of ``taken.get(key)``.

    Raises ``NotPossible`` where that is not written in one piece.
    """
    match node:
        case cst.Subscript(slice=[cst.SubscriptElement(slice=cst.Index(value=key, star=None))]):
            return key
        case cst.Call(args=[cst.Arg(value=key, star="", keyword=None), *_]):
            return key
    raise NotPossible


def literal(tree: Tree, value: object, quote: str = "") -> str:
    """A constant as source text, strings in the quotes that the unit prefers."""
    if isinstance(value, str):
        mark = quote or tree.quote
        return f"{mark}{value}{mark}"
    return repr(value)


def with_keyword(tree: Tree, call: cst.Call, text: str) -> Draft:
    """A call gets one more argument at its end: on a line of its own where the last one has that.

    Raises ``NotPossible`` for a call whose arguments are not all in view.
    """
    if any(argument.star for argument in call.args):
        raise NotPossible
    if not call.args:
        return Draft(tree, (call, call.func), lambda placed: _in_brackets(placed, call, text))
    last = call.args[-1]
    if isinstance(last.value, cst.GeneratorExp) and not last.value.lpar:
        raise NotPossible
    may_break = tree.unit.document is None

    def resolve(placed: Placed) -> TextEdit:
        start, end = placed.start(last), placed.end(last)
        indent = _indent_if_first(placed.text, start)
        closes_below = "\n" in placed.text[end : placed.end(call)]
        separator = ", "
        if indent is not None and closes_below and may_break:
            separator = f",{tree.newline}{indent}"
        return TextEdit(end, end, separator + text)

    return Draft(tree, (call, last), resolve)


def without_argument(tree: Tree, call: cst.Call, argument: cst.Arg) -> Draft:
    """A call loses an argument."""
    return _without_item(tree, call.args, argument, call, call.func)


def without_element(tree: Tree, display: cst.List, element: cst.BaseElement) -> Draft:
    """A list loses an element."""
    return _without_item(tree, display.elements, element, display, None)


def _without_item(
    tree: Tree,
    items: Sequence[cst.CSTNode],
    item: cst.CSTNode,
    whole: cst.CSTNode,
    opening: cst.CSTNode | None,
) -> Draft:
    """Take an item from between brackets, with the comma that it no longer needs and no comment.

    The opening bracket follows ``opening``, or begins ``whole``.
    """
    index = next(position for position, one in enumerate(items) if one is item)
    before = items[index - 1] if index else None
    after = items[index + 1] if index + 1 < len(items) else None
    nodes = tuple(node for node in (item, whole, opening, before, after) if node is not None)

    def resolve(placed: Placed) -> TextEdit:
        text, start, end = placed.text, placed.start(item), placed.end(item)
        if after is not None and "#" not in text[end : placed.start(after)]:
            return TextEdit(start, placed.start(after), "")
        if after is None and before is not None and "#" not in text[placed.end(before) : start]:
            return TextEdit(placed.end(before), end, "")
        if before is None and after is None:
            bracket = placed.start(whole) if opening is None else text.index("(", placed.end(opening))
            inside = text[bracket + 1 : start] + text[end : placed.end(whole) - 1]
            if not inside.strip(" \t\r\n,\\"):
                return TextEdit(bracket + 1, placed.end(whole) - 1, "")
        return _without_lines(text, start, _after_comma(text, end))

    return Draft(tree, nodes, resolve)


def without_statement(tree: Tree, statement: cst.SimpleStatementLine) -> Draft:
    """A statement on a line of its own goes, with its line if there is no comment.

    Raises ``NotPossible`` where something else stands on the line, or the block would be empty.
    """
    block = tree.parent(statement)
    if len(statement.body) != 1 or not isinstance(block, cst.IndentedBlock | cst.Module):
        raise NotPossible
    if isinstance(block, cst.IndentedBlock) and len(block.body) == 1:
        raise NotPossible

    def resolve(placed: Placed) -> TextEdit:
        return _without_lines(placed.text, placed.start(statement), placed.end(statement))

    return Draft(tree, (statement,), resolve)


def _in_brackets(placed: Placed, call: cst.Call, text: str) -> TextEdit:
    bracket = placed.text.index("(", placed.end(call.func)) + 1
    if "#" in placed.text[bracket : placed.end(call)]:
        raise NotPossible
    return TextEdit(bracket, placed.end(call) - 1, text)


def _indent_if_first(text: str, start: int) -> str | None:
    """The whitespace before an offset, if there is nothing else before it on its line."""
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    before = text[line:start]
    return before if not before.strip(" \t") else None


def _after_comma(text: str, end: int) -> int:
    """The offset behind the comma that follows, if one does."""
    position = end
    while position < len(text) and text[position] in " \t":
        position += 1
    return position + 1 if text[position : position + 1] == "," else end


def _without_lines(text: str, start: int, end: int) -> TextEdit:
    """Remove a stretch, with its whole lines if nothing else stands on them."""
    indent = _indent_if_first(text, start)
    rest = end
    while rest < len(text) and text[rest] in " \t":
        rest += 1
    if indent is None or (rest < len(text) and text[rest] not in "\r\n"):
        return TextEdit(start, rest if indent is not None else end, "")
    line = start - len(indent)
    if rest == len(text):  # the last line of the file has no end of its own: take the one before it
        above = text[:line]
        break_before = 2 if above.endswith("\r\n") else 1
        return TextEdit(max(line - break_before, 0), rest, "")
    after = rest + (2 if text.startswith("\r\n", rest) else 1)
    return TextEdit(line, after, "")
