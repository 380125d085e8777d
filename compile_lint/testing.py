"""Tries a rule on programs that it must leave alone, and on programs that it must find fault with.

No test framework is needed: ``check_rule`` raises ``AssertionError``, as any test does.
"""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from compile_lint.findings import Certainty, Finding, Severity
from compile_lint.records import dataclass
from compile_lint.report import Report
from compile_lint.rules import RULES
from compile_lint.rules.registry import Rule
from compile_lint.run import INTERNAL_ERROR, check_source
from compile_lint.settings import Settings

__all__ = ["Expected", "Invalid", "check_rule"]

_MARK = re.compile(r"#\s*expect:\s*([A-Z]+[0-9]{3}(?:\s*,\s*[A-Z]+[0-9]{3})*)")
_NEIGHBOURS = 2  # lines shown around the one that a complaint is about


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding that a rule must make; what is None may be anything.

    ``line`` counts from 1 in the program as it is given, after its common indentation and the line ends
    around it were taken away. ``related`` are the lines of the other halves of the contradiction.
    """

    line: int
    message: str | None = None
    severity: Severity | None = None
    certainty: Certainty = Certainty.CERTAIN
    related: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Invalid:
    """A program with the findings that a rule must make in it, and no others of that rule."""

    program: str
    expected: tuple[Expected, ...]


def check_rule(rule: Rule, *, valid: Sequence[str] = (), invalid: Sequence[str | Invalid] = ()) -> None:
    """Try a rule on programs.

    ``valid`` are programs in which it must find nothing. ``invalid`` are programs with marks, comments such
    as ``# expect: AB101`` on the line of each finding, or ``Invalid`` with all that is to be known of them.
    Findings of other rules do not matter. The examples of the rule itself are tried as well.

    Raises ``AssertionError``, which tells of all programs that are judged otherwise, where, and how.
    """
    tried = replace(rule, plugin=rule.plugin or "the rule on trial")
    good = [("valid", index, program) for index, program in enumerate(valid)]
    bad = [("invalid", index, one) for index, one in enumerate(invalid)]
    complaints = [
        *(_complaint(tried, f"{kind}[{index}]", Invalid(text, ())) for kind, index, text in good),
        *(_complaint(tried, f"{kind}[{index}]", _marked(one, rule)) for kind, index, one in bad),
        *_complaints_of_examples(tried),
    ]
    failed = [complaint for complaint in complaints if complaint]
    if failed:
        count = f"{len(failed)} of {len(complaints)} programs"
        raise AssertionError(f"{rule.code} {rule.name}: {count} judged otherwise\n\n" + "\n\n".join(failed))


def _complaints_of_examples(rule: Rule) -> Iterator[str]:
    """The good example must pass; in the bad one something must be found, wherever that is."""
    if rule.good:
        yield _complaint(rule, "the good example", Invalid(rule.good, ()))
    if rule.bad:
        report = _judged(rule.bad, rule)
        if not any(finding.code == rule.code for finding in report.findings):
            yield "\n".join(["the bad example: nothing is found in it", *_reasons(report, rule)])
        else:
            yield ""


def _marked(one: str | Invalid, rule: Rule) -> Invalid:
    """Read the marks of a program."""
    if isinstance(one, Invalid):
        return one
    expected = [
        Expected(number)
        for number, line in enumerate(inspect.cleandoc(one).splitlines(), 1)
        for mark in _MARK.findall(line)
        for code in re.split(r"\s*,\s*", mark)
        if code == rule.code
    ]
    if not expected:
        raise ValueError(
            f"a program in `invalid` says nowhere what is to be found in it: mark lines with "
            f"`# expect: {rule.code}`, or use `Invalid`\n\n{inspect.cleandoc(one)}"
        )
    return Invalid(one, tuple(expected))


def _complaint(rule: Rule, name: str, case: Invalid) -> str:
    """Say what is otherwise than expected; empty if nothing is."""
    program = inspect.cleandoc(case.program)
    report = _judged(program, rule)
    found = [finding for finding in report.findings if finding.code == rule.code]
    lines = [*_missing(case, found, program), *_surplus(case, found, program)]
    broken = [finding for finding in report.findings if finding.code in (INTERNAL_ERROR, "CL001")]
    if not lines and not broken:
        return ""
    return "\n".join([f"{name}:", *lines, *_reasons(report, rule)])


def _judged(program: str, rule: Rule) -> Report:
    settings = Settings(select=("ALL",), min_certainty=Certainty.POSSIBLE)
    return check_source(inspect.cleandoc(program).encode(), "program.py", settings, rules=(*RULES, rule))


def _missing(case: Invalid, found: Sequence[Finding], program: str) -> Iterator[str]:
    there = Counter(finding.span.line for finding in found)
    for expected in case.expected:
        if not there[expected.line]:
            yield f"  nothing is found in line {expected.line}"
            yield from _excerpt(program, expected.line)
            continue
        there[expected.line] -= 1
        on_line = [finding for finding in found if finding.span.line == expected.line]
        if not any(_is_as(expected, finding) for finding in on_line):
            yield from _differences(expected, on_line[0])


def _surplus(case: Invalid, found: Sequence[Finding], program: str) -> Iterator[str]:
    expected = Counter(one.line for one in case.expected)
    for finding in found:
        line = finding.span.line
        if expected[line]:
            expected[line] -= 1
            continue
        yield f"  found in line {line}, and not expected: {finding.message}"
        yield from _excerpt(program, line)


def _is_as(expected: Expected, finding: Finding) -> bool:
    return not list(_differences(expected, finding))


def _differences(expected: Expected, finding: Finding) -> Iterator[str]:
    related = tuple(one.span.line for one in finding.related)
    pairs = (
        ("message", expected.message, finding.message),
        ("severity", expected.severity and expected.severity.value, finding.severity.value),
        ("certainty", expected.certainty.value, finding.certainty.value),
        ("list of related lines", expected.related, related),
    )
    for name, wanted, got in pairs:
        if wanted is not None and wanted != got:
            yield f"  line {expected.line}: the {name} differs"
            yield f"    expected: {wanted}"
            yield f"    found:    {got}"


def _reasons(report: Report, rule: Rule) -> Iterator[str]:
    """What may be behind a surprise: the rule fails, the program is no Python, or nothing in it was read."""
    for finding in report.findings:
        if finding.code == INTERNAL_ERROR:
            yield f"  the rule fails: {finding.message}"
        elif finding.code == "CL001":
            yield f"  the program is no Python: line {finding.span.line}: {finding.message}"
    if not report.summary.compile_calls:
        yield "  no compile call of Keras was seen in this program; does it import keras?"
    others = sorted({finding.code for finding in report.findings} - {rule.code, INTERNAL_ERROR, "CL001"})
    if others:
        yield f"  other rules find: {', '.join(others)}"


def _excerpt(program: str, line: int) -> Iterator[str]:
    lines = program.splitlines()
    for number in range(max(1, line - _NEIGHBOURS), min(len(lines), line + _NEIGHBOURS) + 1):
        yield f"  {'>' if number == line else ' '} {number:>3} | {lines[number - 1]}"
