"""What a rule is, and the decorator that makes one of a check function."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from compile_lint.findings import Problem, Severity
from compile_lint.records import dataclass

if TYPE_CHECKING:
    from compile_lint.model import CompileCall

Check: TypeAlias = "Callable[[CompileCall], Iterator[Problem]]"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue.

    ``doc`` is the docstring of the rule's file: a summary line, then paragraphs that begin with
    ``Why:``, ``Silent:``, ``Fix:``, ``Safety:`` where a fix is offered, ``Evidence:``, ``Keras:`` and
    ``References:``. ``bad`` and ``good`` are complete small programs; tests run the linter on both.
    ``is_always_on`` is for what says that a file was not judged: selecting other rules must not hide that.
    ``plugin`` is the package that a rule comes from, empty for those of compile-lint. ``lists`` are lists of
    facts that the rule goes by, each with its heading.
    """

    code: str
    name: str
    severity: Severity
    since: str
    doc: str
    bad: str
    good: str
    check: Check | None  # None: the tool itself reports this code (CL000 to CL003)
    is_always_on: bool = False
    plugin: str = ""
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def summary(self) -> str:
        return next(iter(self.doc.strip().splitlines()), self.name)

    def section(self, heading: str) -> str:
        """The text of the paragraph that starts with ``heading`` and a colon; empty if there is none."""
        return " ".join(self._lines_of(heading)).strip()

    @property
    def references(self) -> tuple[str, ...]:
        """Pages and source files where the facts of the rule can be looked up, one a line of the section."""
        return tuple(line for line in self._lines_of("References") if line)

    def _lines_of(self, heading: str) -> list[str]:
        for paragraph in self.doc.split("\n\n"):
            text = inspect.cleandoc(paragraph)
            if text.startswith(f"{heading}:"):
                return [line.strip() for line in text[len(heading) + 1 :].split("\n")]
        return []


def rule(
    *,
    code: str,
    name: str,
    severity: Severity,
    since: str = "",
    bad: str = "",
    good: str = "",
    lists: tuple[tuple[str, tuple[str, ...]], ...] = (),
) -> Callable[[Check], Rule]:
    """Make a ``Rule`` of a check function; its documentation is its own docstring, or its module's."""

    def make(check: Check) -> Rule:
        doc = check.__doc__ or sys.modules[check.__module__].__doc__ or ""
        examples = (inspect.cleandoc(bad), inspect.cleandoc(good))
        return Rule(code, name, severity, since, doc, *examples, check, lists=lists)

    return make
