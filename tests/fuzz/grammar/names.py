"""What a generated program has bound so far, and how it imports what it uses."""

from __future__ import annotations

from collections import defaultdict

from fuzz.chance import Chance
from fuzz.grammar.vocabulary import ALIASES, KERAS, SHADOWING

KINDS = (
    "number text flag list dict array frame dataset tensor layer model loss metric optimizer callback "
    "callable object any"
).split()


class Names:
    """The names of one file by kind, and the imports at its top."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._bound: dict[str, list[str]] = defaultdict(list)
        self._count = 0
        statement, self._keras = chance.one(KERAS)
        self.imports = [statement]

    def new(self, kind: str) -> str:
        """A name to bind to a value of a kind: a new one, one that is in use, or one that shadows another."""
        chance = self._chance
        if chance.maybe(0.03):
            name = chance.one(SHADOWING)
        elif self._bound[kind] and chance.maybe(0.3):
            name = chance.one(self._bound[kind])
        else:
            self._count += 1
            name = f"{kind}_{self._count}" if chance.maybe(0.9) else f"{chance.one('xyXYñ')}{self._count}"
        self.add(kind, name)
        return name

    def add(self, kind: str, name: str) -> None:
        """Take note of a name that is bound."""
        if name not in self._bound[kind]:
            self._bound[kind].append(name)

    def known(self, kind: str) -> str | None:
        """A name that is bound to a value of a kind, mostly; None if there is none."""
        chance = self._chance
        if chance.maybe(0.02):
            return chance.one(SHADOWING)
        if kind == "any" or chance.maybe(0.05):
            kind = chance.one(KINDS)
        names = self._bound[kind]
        return chance.one(names[-6:]) if names else None

    def of(self, kind: str) -> list[str]:
        """All names that are bound to values of a kind."""
        return list(self._bound[kind])

    def dotted(self, name: str) -> str:
        """The expression for something of a library, by its canonical name; what it needs is imported."""
        root, _, rest = name.partition(".")
        if root == "builtins":
            return rest
        module, _, last = name.rpartition(".")
        if module and last.isidentifier() and self._chance.maybe(0.25):
            is_within = root == "keras" and self._chance.maybe(0.5)
            used = f"tensorflow.{module}" if is_within else module
            if self._chance.maybe(0.2):
                self._import(f"from {used} import {last} as {last}_")
                return f"{last}_"
            self._import(f"from {used} import {last}")
            return last
        if root == "keras":
            return f"{self._keras}.{rest}" if rest else self._keras
        alias = ALIASES.get(root, root)
        self._import(f"import {root} as {alias}" if alias != root else f"import {root}")
        return f"{alias}.{rest}" if rest else alias

    def _import(self, statement: str) -> None:
        if statement not in self.imports:
            self.imports.append(statement)
