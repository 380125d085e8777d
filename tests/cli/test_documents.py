"""``--extension``: code in documents, as a user sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from compile_lint.cli import main

FAULTY = """\
# How to classify

1. Build:

   ```python
   import keras

   model = keras.Sequential([keras.layers.Dense(3)])
   ```

2. Compile:

   ```python continued
   model.compile(loss="categorical_crossentropy")
   ```
"""
SESSION = """\
Regression
==========

>>> import keras
>>> model = keras.Sequential([keras.layers.Dense(1)])
>>> model.compile(loss="mse", metrics=["accuracy"])
"""
PROSE = "Call `model.compile(loss=...)` of Keras.\n"
FRAGMENT = "```python\nmodel.compile(\n    loss=<your loss>,\n)\n```\n"

pytestmark = pytest.mark.usefixtures("project")


def run(command: str, *arguments: str, stdin: str = "") -> Result:
    result = CliRunner().invoke(main, [command, *arguments], stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def found(*arguments: str, stdin: str = "") -> tuple[int, list[str]]:
    result = run("check", "--output-format", "concise", *arguments, stdin=stdin)
    return result.exit_code, [line.split(" [")[0] for line in result.stdout.splitlines()[:-1]]


def write(**files: str) -> None:
    for name, text in files.items():
        Path(name.replace("__", ".")).write_text(text, encoding="utf-8")


MD, RST = "a.md:14:23: CL302", "b.rst:6:40: CL401"


def test_documents_are_read_only_where_asked_for() -> None:
    write(a__md=FAULTY, b__rst=SESSION, c__py="x = 1\n")
    assert found() == (0, [])
    assert found("--extension", "md") == (1, [MD])
    assert found("--extension", "rst", ".") == (1, [RST])
    assert (
        found("--extension", ".RST,md") == found("--extension", "md", "--extension", "rst") == (1, [MD, RST])
    )


def test_a_document_that_is_named_is_always_read() -> None:
    write(a__md=FAULTY, b__rst=SESSION)
    assert found("a.md", "b.rst") == (1, [MD, RST])


def test_standard_input_is_what_its_name_says() -> None:
    assert found("-", "--stdin-filename", "b.rst", stdin=SESSION) == (1, [RST])


def test_a_finding_shows_the_document() -> None:
    write(a__md=FAULTY)
    lines = run("check", "a.md").stdout.splitlines()
    assert lines[1:8] == [
        "  --> a.md:14:23",
        "   |",
        " 8 |    model = keras.Sequential([keras.layers.Dense(3)])",
        "   |                              --------------------- `Dense` has no activation",
        "...",
        '14 |    model.compile(loss="categorical_crossentropy")',
        "   |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^",
    ]


def test_inspect_takes_the_option_too() -> None:
    write(a__md=FAULTY)
    assert run("inspect").stdout == "0 of 0 compile calls understood in 0 files.\n"
    assert run("inspect", "--extension", "md").stdout.startswith("a.md:14:4: understood\n")


def test_prose_and_fragments() -> None:
    write(a__md=PROSE + "```python\nDense(<units>)\n```\n", b__md=FRAGMENT)
    assert found("--extension", "md") == (1, ["b.md:3:10: CL001"])
    assert found("--extension", "md", "--ignore", "CL001") == (0, [])


def test_an_unknown_extension_is_a_usage_error() -> None:
    result = run("check", "--extension", "md,txt")
    assert result.exit_code == 2
    assert '`extensions` must be `md`, `markdown` or `rst`, not `"txt"`' in result.stderr


def test_code_of_a_document_finds_the_project_around_it() -> None:
    write(
        shapes__py="import keras\n\ndef build():\n    return keras.Sequential([keras.layers.Dense(3)])\n",
        a__md="```py\nfrom shapes import build\n\nbuild().compile(loss='categorical_crossentropy')\n```\n",
    )
    assert found("--extension", "md") == (1, ["a.md:4:22: CL302"])


BUILD = "```python\nimport keras\n\nmodel = keras.Sequential([keras.layers.Dense(3)])\n```\n"
TRAIN = "```python\nmodel.fit(x, y)\n```\n"


def compiled(loss: str) -> str:
    return f"```python\nmodel.compile(loss='{loss}')\n```\n"


def test_fences_that_use_what_others_define_are_one_program() -> None:
    write(a__md=f"{BUILD}\nThen:\n\n{compiled('categorical_crossentropy')}{TRAIN}")
    assert found("a.md") == (1, ["a.md:10:20: CL302"])


def test_a_list_of_ways_to_compile_is_no_fault() -> None:
    ways = [compiled(loss) for loss in ("mse", "categorical_crossentropy", "mae")]
    write(a__md=BUILD + "".join(ways) + TRAIN)
    assert found("a.md") == (0, [])
    assert found("a.md", "--min-certainty", "possible") == (1, ["a.md:10:20: CL302"])
    write(a__md=compiled("mse") + BUILD + "".join(ways))
    assert found("a.md") == (0, [])


def test_of_several_models_nothing_is_said_where_one_is_compiled() -> None:
    other = BUILD.replace("import keras", "").replace("Dense(3)", "Dense(3, 'softmax')")
    call = compiled("categorical_crossentropy")
    for models in (other + BUILD, BUILD + BUILD, f"## One\n{other}\n## Two\n{BUILD}"):
        write(a__md=models + call + TRAIN)
        assert found("a.md", "--min-certainty", "possible") == (0, [])
    write(a__md=other + call + BUILD + call + TRAIN)
    assert found("a.md") == (1, ["a.md:15:20: CL302"])
    write(a__md=BUILD + other + call + TRAIN + compiled("categorical_crossentropi"))
    assert found("a.md", "--min-certainty", "possible") == (1, ["a.md:18:20: CL601"])


def test_a_fence_that_is_whole_is_as_sure_as_ever() -> None:
    whole = BUILD.removesuffix("```\n") + compiled("categorical_crossentropy").removeprefix("```python\n")
    write(a__md=f"{whole}\n```python\nmodel.summary()\n```\n")
    assert found("a.md") == (1, ["a.md:5:20: CL302"])


def test_training_without_a_compile_call_is_less_sure_where_fences_are_guessed() -> None:
    other = "```python\nother = keras.models.clone_model(model)\nother.compile(loss='mse')\n```\n"
    write(a__md=BUILD + other + TRAIN)
    assert found("a.md") == (0, [])
    assert found("a.md", "--min-certainty", "possible") == (1, ["a.md:11:1: CL902"])


def test_what_a_fence_says_by_itself_is_sure() -> None:
    write(a__md=BUILD + compiled("categorical_crossentropi"))
    assert found("a.md") == (1, ["a.md:7:20: CL601"])
    wrong = compiled("mse").replace("loss", "metrics='mae', loss")
    write(a__md=BUILD + wrong)
    assert found("a.md") == (1, ["a.md:7:23: CL610"])


def test_a_document_need_not_import_what_everybody_knows() -> None:
    write(a__md=f"{BUILD.replace('import keras', '')}\n{compiled('categorical_crossentropy')}{TRAIN}")
    assert found("a.md") == (1, ["a.md:8:20: CL302"])


def test_fences_of_several_sections_are_less_sure_together() -> None:
    call = compiled("categorical_crossentropy")
    for heading in ("## Compile", "Compile\n-------"):
        write(a__md=f"{BUILD}\n{heading}\n\n{call}{TRAIN}")
        assert found("a.md") == (0, [])
        assert found("a.md", "--min-certainty", "possible")[0] == 1
    for no_heading in ("#compile", "a | b\n--|--", "```sh\n# install\npip install keras\n```", "- a\n- b"):
        write(a__md=f"{BUILD}\n{no_heading}\n\n{call}{TRAIN}\n## More\n")
        assert found("a.md")[0] == 1


def test_what_one_fence_says_of_training_is_sure() -> None:
    stop = "```python\nstop = keras.callbacks.EarlyStopping()\nmodel.fit(x, y, callbacks=[stop])\n```\n"
    write(a__md=f"{BUILD}\n## Compile\n\n{compiled('mse')}\n## Train\n\n{stop}")
    assert [line.split(": ")[1] for line in found("a.md")[1]] == ["CL702"]
