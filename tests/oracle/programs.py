"""The programs that prove a rule: its two examples and the variations of its entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from compile_lint.rules.registry import Rule
from oracle.claims import Claims, Entry
from oracle.running import Job


@dataclass(frozen=True, slots=True)
class Program:
    """One program, whether the rule accuses it, and what is claimed of it on each set-up."""

    title: str
    is_bad: bool
    job: Job
    claims: Claims


def programs_of(rule: Rule, entry: Entry) -> Iterator[Program]:
    """Yield the bad example, the good one and the variations; nothing of a rule without examples."""
    if entry.bad is None or entry.good is None:
        return
    yield _program("bad", True, rule.bad, entry.bad, entry, entry.epochs)
    yield _program("good", False, rule.good, entry.good, entry, entry.epochs)
    for case in entry.cases:
        epochs = entry.epochs if case.epochs is None else case.epochs
        program = _program(case.title, case.is_bad, case.program(rule.bad), case.claims, entry, epochs)
        yield replace(program, job=replace(program.job, seed=case.seed))


def _program(
    title: str, is_bad: bool, text: str, claims: Claims, entry: Entry, epochs: int | None
) -> Program:
    measures = sorted({measure for group in claims.values() for claim in group for measure in claim.measures})
    job = Job(text, entry.before, entry.after, tuple(measures), epochs, entry.learning_rate)
    return Program(title, is_bad, job, claims)
