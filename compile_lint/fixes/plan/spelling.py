"""How a file spells a name of Keras: by what it has imported already, else by one more import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import field

import libcst as cst

from compile_lint.fixes.plan.drafts import inserted_after
from compile_lint.fixes.plan.tree import Draft, NotPossible, Tree
from compile_lint.knowledge.modules import PRIVATE_COPY, canonical, flavour
from compile_lint.records import dataclass
from compile_lint.syntax.names import bound_names, dotted_name, target_names
from compile_lint.syntax.walk import walk


@dataclass(frozen=True, slots=True)
class Spelled:
    """An expression for something of Keras, and the import that it needs, if it needs one."""

    text: str
    drafts: tuple[Draft, ...] = ()


@dataclass(eq=False)
class Spelling:
    """What the names that stand at the top of a unit mean."""

    tree: Tree
    _meanings: dict[str, set[str]] = field(default_factory=dict)
    _uses: Counter[str] = field(default_factory=Counter)
    _bound_otherwise: set[str] = field(default_factory=set)
    _keras_imports: list[tuple[cst.SimpleStatementLine, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for node in walk(self.tree.module, into_definitions=False):
            if isinstance(node, cst.Import | cst.ImportFrom):
                for name, meaning in _imported(node):
                    self._meanings.setdefault(name, set()).add(meaning)
                self._note_keras_import(node)
            elif isinstance(node, cst.Assign):
                self._note_assignment(node)
            elif isinstance(node, cst.Name):
                self._uses[node.value] += 1
            elif isinstance(node, cst.FunctionDef | cst.ClassDef):
                self._bound_otherwise.add(node.name.value)
            elif isinstance(node, cst.AnnAssign | cst.AugAssign | cst.For | cst.NamedExpr | cst.Del):
                self._bound_otherwise.update(target_names(node.target))
        for node in walk(self.tree.module):
            if isinstance(node, cst.FunctionDef | cst.Lambda):
                self._uses.update(
                    below.value for below in walk(node, into_definitions=False) if isinstance(below, cst.Name)
                )

    def of(self, area: str, name: str, at: cst.CSTNode) -> Spelled:
        """An expression for ``keras.<area>.<name>`` that can stand at a node.

        Raises ``NotPossible`` where nothing is imported that tells which Keras is meant.
        """
        full = f"keras.{area}.{name}"
        hidden = self._hidden_at(at)
        candidates: list[tuple[bool, int, int, str]] = []
        for bound, meanings in self._meanings.items():
            if bound in hidden or bound in self._bound_otherwise:
                continue
            tail = _tail(meanings, full)
            if tail is not None:
                uses = self._uses[bound]
                candidates.append((not uses, len(tail), -uses, ".".join((bound, *tail))))
        if candidates:
            # Of the names that the file uses at all the nearest, of equals the one that it uses most.
            return Spelled(min(candidates)[3])
        return self._with_import(area, name, at, hidden)

    def beside(self, node: cst.BaseExpression, old: str, new: str, area: str) -> Spelled:
        """The name ``new`` of the same module that ``node`` takes ``old`` from."""
        if isinstance(node, cst.Attribute) and node.attr.value == old:
            module = dotted_name(node.value)
            if module:
                return Spelled(f"{module}.{new}")
        return self.of(area, new, node)

    def _hidden_at(self, node: cst.CSTNode) -> set[str]:
        """Names that the functions around a node bind themselves."""
        hidden: set[str] = set()
        for above in self.tree.ancestors(node):
            if isinstance(above, cst.FunctionDef | cst.Lambda):
                hidden |= bound_names(above).local
        return hidden

    def _with_import(self, area: str, name: str, at: cst.CSTNode, hidden: set[str]) -> Spelled:
        """Import the name below the last import of Keras, from where that one takes Keras."""
        is_taken = name in hidden or name in self._meanings or name in self._bound_otherwise
        if is_taken or not self._keras_imports or self.tree.unit.document is not None:
            raise NotPossible
        statement, root = self._keras_imports[-1]
        place = self.tree.place([statement, at])
        if place.start(at) < place.end(statement):
            raise NotPossible
        line = f"{self.tree.newline}from {root}.{area} import {name}"
        return Spelled(name, (inserted_after(self.tree, statement, line),))

    def _note_keras_import(self, node: cst.Import | cst.ImportFrom) -> None:
        statement = self.tree.parent(node)
        if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
            return
        if self.tree.parent(statement) is not self.tree.module:
            return
        for _, meaning in _imported(node):
            root = _root(meaning)
            if root is not None:
                self._keras_imports.append((statement, root))
                return

    def _note_assignment(self, node: cst.Assign) -> None:
        """``layers = tf.keras.layers`` names a module as an import does."""
        names = [name for target in node.targets for name in target_names(target.target)]
        first, _, rest = dotted_name(node.value).partition(".")
        meanings = self._meanings.get(first)
        is_alias = len(names) == 1 and len(node.targets) == 1 and rest and meanings
        if is_alias and isinstance(node.targets[0].target, cst.Name) and meanings:
            self._meanings.setdefault(names[0], set()).update(f"{one}.{rest}" for one in meanings)
        else:
            self._bound_otherwise.update(names)


def _imported(node: cst.Import | cst.ImportFrom) -> Iterator[tuple[str, str]]:
    """The names that an import binds, and the full name of what each means."""
    if isinstance(node.names, cst.ImportStar):
        return
    module = "" if isinstance(node, cst.Import) else dotted_name(node.module) if node.module else ""
    if isinstance(node, cst.ImportFrom) and node.relative:
        module = "." + module
    for alias in node.names:
        dotted = dotted_name(alias.name)
        full = dotted if isinstance(node, cst.Import) else f"{module}.{dotted}"
        if alias.asname is not None:
            for name in target_names(alias.asname.name):
                yield name, full
        elif isinstance(node, cst.Import):
            yield dotted.partition(".")[0], dotted.partition(".")[0]
        else:
            yield dotted, full


def _tail(meanings: set[str], full: str) -> tuple[str, ...] | None:
    """What must follow a name of these meanings to make ``full``, if all of them agree."""
    tails = {_tail_of_one(meaning, full) for meaning in meanings}
    return tails.pop() if len(tails) == 1 else None


def _tail_of_one(meaning: str, full: str) -> tuple[str, ...] | None:
    if flavour(meaning) == PRIVATE_COPY:
        return None
    if meaning == "tensorflow":
        return tuple(full.split("."))
    here = canonical(meaning)
    if here == full:
        return ()
    if full.startswith(f"{here}.") and here.startswith("keras"):
        return tuple(full[len(here) + 1 :].split("."))
    return None


def _root(meaning: str) -> str | None:
    """The package that something is taken from, as the import spells it: ``tensorflow.keras``."""
    if flavour(meaning) in (None, PRIVATE_COPY):
        return None
    words = meaning.split(".")
    for length in range(1, len(words) + 1):
        root = ".".join(words[:length])
        if canonical(root) == "keras":
            return root
    return None
