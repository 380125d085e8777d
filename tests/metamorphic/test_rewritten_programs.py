"""Programs that mean the same have the same findings, however they are written.

Every program of ``tests/cases`` and ``fixtures`` and every Markdown case is rewritten in every
way of ``rewriting``.
"""

from __future__ import annotations

import functools
from pathlib import Path

from programs import StaysAlike, each_rewriting, is_python, programs
from rewriting import MAIN, Rewriting, Rewritten, reordered

from compile_lint.findings import Certainty, Finding, Severity
from compile_lint.run import check_paths, check_source
from compile_lint.settings import Settings
from compile_lint.spans import Span

EVERYTHING = Settings(select=("ALL",), min_certainty=Certainty.POSSIBLE, min_severity=Severity.INFO)
# Rules on arguments and on events ask what one Keras takes and another does not, by the package imported;
# CL805 asks which Keras has a method, and CL901 which reads `trainable` at the first training only.
BY_PACKAGE = ("CL6", "CL7", "CL805", "CL901")


def findings_of(files: dict[str, str], folder: Path) -> tuple[Finding, ...]:
    """What is found in the files of one program, with the project around them if there are several."""
    if len(files) == 1:
        ((name, text),) = files.items()
        return check_source(text.encode(), name, EVERYTHING).findings
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    report = check_paths([str(folder)], EVERYTHING)
    assert not report.failures
    return report.findings


def lines_of(findings: tuple[Finding, ...], rewritten: Rewritten) -> list[tuple[str, str, int, int]]:
    """Code, certainty, line and line of the compile call in the original program."""

    def line(span: Span) -> int:
        assert rewritten.origin is not None
        return rewritten.origin((Path(span.path).name, span.cell, span.line))

    return sorted(
        (found.code, found.certainty.value, line(found.span), line(found.site or found.span))
        for found in findings
    )


def order_of(findings: tuple[Finding, ...]) -> list[tuple[str, str, int]]:
    """Code, certainty and the rank of the compile call among those with findings."""
    sites = sorted({found.site or found.span for found in findings})
    return sorted(
        (found.code, found.certainty.value, sites.index(found.site or found.span)) for found in findings
    )


@functools.cache
def original(name: str) -> tuple[Finding, ...]:
    return check_source(programs()[name].encode(), MAIN, EVERYTHING).findings


class TestFindings(StaysAlike):
    share = 12

    def difference(self, name: str, rewriting: Rewriting, folder: Path) -> str | None:
        rewritten = rewriting(programs()[name])
        if rewritten is None:
            return None
        before, after = original(name), findings_of(rewritten.files, folder)
        if rewriting.__name__.startswith("spelled"):
            before = tuple(found for found in before if not found.code.startswith(BY_PACKAGE))
            after = tuple(found for found in after if not found.code.startswith(BY_PACKAGE))
        if rewritten.origin is None:
            expected, actual = set(order_of(before)), set(order_of(after))
        else:
            same = Rewritten({}, lambda place: place[2])
            expected, actual = set(lines_of(before, same)), set(lines_of(after, rewritten))
        if len(before) == len(after) and expected == actual:
            return None
        return f"{name}: lost {sorted(expected - actual)}, new {sorted(actual - expected)}"


@each_rewriting
def test_a_rewriting_changes_programs_and_they_stay_python(rewriting: Rewriting) -> None:
    """So that no rewriting passes because it does nothing."""
    texts = list(programs().values())[:: 5 if rewriting is reordered else 25]
    done = [(text, rewritten.files) for text in texts if (rewritten := rewriting(text)) is not None]
    # Few programs have two definitions side by side: 160 of all 2,141, so that a larger sample is taken.
    least = 0.04 if rewriting is reordered else 0.25
    assert len(done) > len(texts) * least
    assert all(list(files.values()) != [text] for text, files in done) or rewriting.__name__.startswith(
        "spelled"
    )
    assert all(
        is_python(text.removeprefix("\ufeff"))
        for _, files in done
        for name, text in files.items()
        if name.endswith(".py")
    )
