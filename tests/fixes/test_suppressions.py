"""Comments that suppress nothing: what is taken out of a line, and what of it stays."""

from __future__ import annotations

import json

import pytest

from compile_lint.fixing import fix_source
from compile_lint.settings import Settings

HEAD = "import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\n"


def fixed(program, name="a.py"):
    result = fix_source(program.encode(), name, Settings(), unsafe=False)
    assert "CL002" not in [finding.code for finding in result.report.findings]
    return result.changes[name].new.decode() if result.changes else program


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  # compile-lint: ignore[CL301] for TensorFlow", ""),
        ("  # noqa: CL301", ""),
        ("  # compile-lint: ignore[CL301]  # keep this", "  # keep this"),
        ("  # keep this  # compile-lint: ignore[CL301]", "  # keep this"),
        ("  # noqa: E501, CL301", "  # noqa: E501"),
        ("  # noqa: CL301 E501", "  # noqa: E501"),
        ("  # compile-lint: ignore[CL301, CL302]", ""),
        ("  # noqa: E501", "  # noqa: E501"),
        ("  # noqa", "  # noqa"),
    ],
)
def test_behind_code(before, after):
    line = "model.compile('adam', 'mse')"
    assert fixed(f"{HEAD}{line}{before}\nprint()\n") == f"{HEAD}{line}{after}\nprint()\n"


def test_one_name_of_several_goes_and_the_reason_stays():
    line = "model.compile('adam', 'binary_crossentropy')  # compile-lint: ignore[{}] as the paper does\n"
    assert fixed(HEAD + line.format("CL301, logits-as-probabilities")) == HEAD + line.format(
        "logits-as-probabilities"
    )


@pytest.mark.parametrize(
    "comment", ["# compile-lint: ignore-next-line[CL301] why", "# compile-lint: ignore-file[CL3]"]
)
def test_on_a_line_of_its_own(comment):
    assert (
        fixed(f"{HEAD}{comment}\nmodel.compile('adam', 'mse')\n") == f"{HEAD}model.compile('adam', 'mse')\n"
    )


def test_on_the_last_line():
    program = f"{HEAD}model.compile('adam', 'mse')"
    assert fixed(f"{program}\n# compile-lint: ignore-file[CL301]") == program


def test_in_a_notebook():
    lines = ["model.compile('adam', 'mse')\n", "# compile-lint: ignore-cell[CL301]"]
    cells = [
        {"cell_type": "code", "source": HEAD.splitlines(keepends=True)},
        {"cell_type": "code", "source": lines},
    ]
    after = fixed(json.dumps({"cells": cells}, indent=1), "n.ipynb")
    assert json.loads(after)["cells"][1]["source"] == ["model.compile('adam', 'mse')"]


def test_what_a_fix_makes_idle_goes_in_the_next_round():
    program = HEAD + "model.compile('adam', 'mse', ['mae'])  # compile-lint: ignore[CL607]\n"
    assert fixed(program) == HEAD + "model.compile('adam', 'mse', metrics=['mae'])\n"
