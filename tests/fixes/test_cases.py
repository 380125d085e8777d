"""Programs before and after fixing, to the letter: the Markdown files of `cases/` hold them.

A case is a heading and a program, then the same program as it is after all fixes, unsafe ones too. Without
a second program nothing may change: there is no fix, or it is withdrawn. A heading that ends in ``(safe)``
is a case for safe fixes alone. ``--regenerate`` writes what comes out; read the difference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from compile_lint.fixing import fix_source
from compile_lint.run import check_source
from compile_lint.settings import Settings

FOLDER = Path(__file__).parent / "cases"
_HEADING = re.compile(r"^## (.*)$")


@dataclass(frozen=True)
class Case:
    file: str
    title: str
    before: str
    after: str | None

    @property
    def is_safe(self) -> bool:
        return self.title.endswith("(safe)")


def cases_of(path):
    title, fences, inside = "", [], None
    for line in [*path.read_text(encoding="utf-8").split("\n"), "## "]:
        if inside is not None:
            if line == "```":
                fences.append("".join(inside))
                inside = None
            else:
                inside.append(line + "\n")
        elif line == "```py":
            inside = []
        elif heading := _HEADING.match(line):
            if fences:
                yield Case(path.name, title, fences[0], fences[1] if len(fences) > 1 else None)
            title, fences = heading[1], []


CASES = [case for path in sorted(FOLDER.glob("*.md")) for case in cases_of(path)]


def fixed(program, *, unsafe=True):
    result = fix_source(program.encode(), "case.py", Settings(select=("ALL",)), unsafe=unsafe)
    assert result.report.failures == ()
    return result.changes["case.py"].new.decode() if result.changes else program


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.title}")
def test_a_program_becomes_what_the_case_says(case, request):
    after = fixed(case.before, unsafe=not case.is_safe)
    if request.config.getoption("--regenerate"):
        write_down(case, after)
        return
    assert after == (case.before if case.after is None else case.after)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.after], ids=lambda case: f"{case.file}: {case.title}"
)
def test_a_second_run_changes_nothing(case):
    assert case.after is not None
    assert fixed(case.after, unsafe=not case.is_safe) == case.after


def write_down(case, after):
    """Put what comes out into the file of the case."""
    path = FOLDER / case.file
    text = path.read_text(encoding="utf-8")
    heading = f"## {case.title}\n\n{block(case.before)}"
    old = heading + ("" if case.after is None else f"\n{block(case.after)}")
    assert old in text, f"only programs may stand below `{case.title}`"
    new = heading + ("" if after == case.before else f"\n{block(after)}")
    path.write_text(text.replace(old, new), encoding="utf-8")


def block(program):
    return f"```py\n{program}```\n"


def test_titles_are_not_used_twice():
    titles = [(case.file, case.title) for case in CASES]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        (
            "CL202",
            (
                "model = Sequential([layers.Dense(3, activation='softmax')])\n"
                "model.compile('adam', 'sparse_{0}_crossentropy', metrics=['sparse_{0}_accuracy'])\n"
                "model.fit(x, keras.utils.to_categorical(ids, 3))\n"
            ),
            (
                "model = Sequential([layers.Dense(3, activation='softmax')])\n"
                "model.compile('adam', '{0}_crossentropy', metrics=['{0}_accuracy'])\n"
                "model.fit(x, keras.utils.to_categorical(ids, 3))\n"
            ),
        ),
        (
            "CL204",
            (
                "model = Sequential([layers.Dense(3)])\n"
                "loss = keras.losses.CategoricalCrossentropy(from_logits=True)\n"
                "model.compile('adam', loss, metrics=['binary_accuracy', 'accuracy'])\n"
                "model.fit(x, np.array([[0, 1, 1], [1, 1, 0]]))\n"
            ),
            (
                "model = Sequential([layers.Dense(3)])\n"
                "loss = keras.losses.BinaryCrossentropy(from_logits=True)\n"
                "model.compile('adam', loss, metrics=['binary_accuracy', "
                "keras.metrics.BinaryAccuracy(threshold=0, name='accuracy')])\n"
                "model.fit(x, np.array([[0, 1, 1], [1, 1, 0]]))\n"
            ),
        ),
    ],
)
def test_one_fix_changes_the_loss_and_its_metrics(code, before, after):
    """Without other rules, which would mend the metrics in a second round."""
    head = "import keras\nimport numpy as np\nfrom keras import Sequential, layers\n"
    program = head + before.format("categorical")
    settings = Settings(select=(code,))
    result = fix_source(program.encode(), "case.py", settings, unsafe=True)
    assert result.changes["case.py"].new.decode() == head + after.format("categorical")


def test_the_activation_that_goes_is_the_one_that_changes_values():
    program = (
        "import keras\nfrom keras import Sequential, layers\n"
        "model = Sequential([layers.Dense(3, activation='softmax'), layers.Activation('linear')])\n"
        "model.compile('adam', keras.losses.CategoricalCrossentropy(from_logits=True))\n"
    )
    (finding,) = check_source(program.encode(), "case.py", Settings(select=("CL301",))).findings
    (other,) = finding.alternatives
    (edit,) = other.edits
    line = program.split("\n")[edit.span.line - 1]
    assert line[edit.span.column - 1 : edit.span.end_column - 1] == ", activation='softmax'"


@pytest.mark.parametrize(
    ("loss", "is_offered"), [("BinaryFocalCrossentropy", True), ("CategoricalCrossentropy", False)]
)
def test_a_layer_that_two_models_want_differently_stays(loss, is_offered):
    """One wants a sigmoid, and the other one a sigmoid too, or a softmax."""
    program = (
        "import keras\nfrom keras import Sequential, layers\n"
        "def head():\n    return layers.Dense(3)\n"
        "first = Sequential([head()])\nfirst.compile('adam', keras.losses.BinaryCrossentropy())\n"
        f"second = Sequential([head()])\nsecond.compile('adam', keras.losses.{loss}())\n"
    )
    findings = check_source(program.encode(), "case.py", Settings(select=("CL302",))).findings
    titles = [[fix.title for fix in finding.fixes] for finding in findings]
    layer = ["Use `sigmoid` on the output layer"] if is_offered else []
    assert titles == [["Pass `from_logits=True` to the loss", *layer]] * 2
