"""Code in Markdown and reStructuredText as programs, with the way back to lines and columns of the file."""

from __future__ import annotations

import pytest

from compile_lint.settings import DOCUMENT_EXTENSIONS
from compile_lint.sources import DOCUMENT_SUFFIXES, Loaded, SourceUnit, from_bytes, from_text

CALL = "m.compile(loss='mse')"


def md(text: str) -> Loaded:
    return from_text(text, "a.md")


def rst(text: str) -> Loaded:
    return from_text(text, "a.rst")


def texts(loaded: Loaded) -> list[str]:
    return [unit.text for unit in loaded.units]


def where(unit: SourceUnit) -> list[tuple[int, int]]:
    """Line and column in the file of the first character of each line of code."""
    return [(unit.place(line)[1], unit.column(line, 1)) for line in range(1, unit.text.count("\n") + 1)]


def test_the_settings_and_the_sources_know_the_same_extensions() -> None:
    assert tuple(f".{extension}" for extension in DOCUMENT_EXTENSIONS) == DOCUMENT_SUFFIXES


@pytest.mark.parametrize(
    "info",
    [
        "python",
        " python",
        "py",
        "Python3",
        "ipython",
        "python title='a.py' hl_lines='1 2'",
        "python,ignore",
        "{.python}",
        "{.python .numberLines}",
        "{.bash-like .py #one}",
        "{python}",
        "{python echo=FALSE}",
        "{code-block} python",
        "{code-cell}",
        "{code-cell} ipython3",
        "{testcode}",
    ],
)
def test_infos_that_say_python(info: str) -> None:
    assert texts(md(f"```{info}\n{CALL}\n```\n")) == [f"{CALL}\n"]


@pytest.mark.parametrize(
    "info",
    [
        "",
        "text",
        "r",
        "pythonic",
        "console",
        "{.r}",
        "{code-block} r",
        "{code-cell} julia",
        "{note}",
        "`python`",
    ],
)
def test_infos_that_do_not(info: str) -> None:
    assert md(f"```{info}\n{CALL}\n```\n") == Loaded()


def test_a_fence_has_true_lines_and_columns() -> None:
    unit = md(f"# Title\n\n~~~python\nx = 1\n{CALL}\n~~~\n").units[0]
    assert (unit.text, where(unit)) == (f"x = 1\n{CALL}\n", [(4, 1), (5, 1)])
    assert unit.lines() == ("# Title", "", "~~~python", "x = 1", CALL, "~~~", "")


@pytest.mark.parametrize(
    ("before", "opening"),
    [
        ("  ", "  "),
        ("   ", "1. "),
        ("    ", "  - "),
        ("> ", "> "),
        (">   > ", ">   > "),
        (">   ", "> - "),
        ("\t", "\t"),
        ("        ", "        "),
    ],
)
def test_fences_in_lists_and_quotations(before: str, opening: str) -> None:
    column = len(before) + 1
    unit = md(f"{opening}```py\n{before}if x:\n{before}    {CALL}\n{before}```\n").units[0]
    assert (unit.text, where(unit)) == (f"if x:\n    {CALL}\n", [(2, column), (3, column)])


def test_code_that_is_indented_as_a_whole() -> None:
    unit = md(f"```py\n    x = 1\n\n    {CALL}\n```\n").units[0]
    assert (unit.text, where(unit)) == (f"x = 1\n\n{CALL}\n", [(2, 5), (3, 1), (4, 5)])


def test_each_fence_is_a_program_of_its_own() -> None:
    text = f"```py\nx = 1\n{CALL}\n```\n\n```py\nx = 2\n{CALL}\n```\n"
    assert texts(md(text)) == [f"x = 1\n{CALL}\n", f"x = 2\n{CALL}\n"]


def test_fences_without_a_compile_call_are_left_out() -> None:
    assert md("```py\nimport re\nre.compile('a')\n```\n") == Loaded()
    assert md("no code at all, though it says model.compile(loss)\n") == Loaded()


@pytest.mark.parametrize("info", ["py continued", "{.python .continued}", "py,continued"])
def test_a_continued_fence_belongs_to_the_one_before_it(info: str) -> None:
    unit = md(f"```py\nn = 1\n```\n\n```{info}\n{CALL}\n```\n\n```py\n{CALL}\n```\n").units[0]
    assert (unit.text, where(unit)) == (f"n = 1\n{CALL}\n", [(2, 1), (6, 1)])


def guessed(unit: SourceUnit) -> tuple[tuple[int, int], ...]:
    """First and last lines of the fences that only names joined."""
    assert unit.document is not None
    return unit.document.guessed


def test_a_fence_goes_on_with_those_that_define_what_it_uses() -> None:
    units = md(f"```py\nm = 1\n```\n\n```py\nother = 1\n```\n\n```py\n{CALL}\nm.fit()\n```\n").units
    assert [unit.text for unit in units] == [f"m = 1\n{CALL}\nm.fit()\n"]
    assert (where(units[0]), guessed(units[0])) == ([(2, 1), (10, 1), (11, 1)], ((2, 2), (10, 11)))
    text = f".. code:: python\n\n   m = 1\n\n.. code:: python\n\n   {CALL}\n"
    assert [one.split() for one in texts(rst(text))] == [["m", "=", "1", CALL]]


@pytest.mark.parametrize(
    "user",
    [
        "use(m)",
        "m = m + 1",
        "m = f(m)\nuse(m)",
        "def f():\n    return m",
        "class A:\n    x = m",
        "print([m for _ in x])",
        "[m for m in x]\nuse(m)",
        "[[m for m in x] for _ in m]",
        "m += 1\nuse(n)",
    ],
)
def test_what_uses_a_name(user: str) -> None:
    assert texts(md(f"```py\nm = n = 1\n```\n\n```py\n{user}\na.compile(loss)\n```\n")) == [
        f"m = n = 1\n{user}\na.compile(loss)\n"
    ]


@pytest.mark.parametrize(
    "user",
    [
        "m = 2\nuse(m)",
        "if x:\n    m = 2\n    use(m)",
        "def m(): pass\nm()",
        "from a import m\nm = use(m)",
        "import m",
        "for m in x: use(m)",
        "def f(m):\n    return m",
        "def m():\n    m()",
        "use(x.m, m_=1)",
        "use('m')  # m",
        "lambda m: m",
        "[m for m in x]",
        "[n for m in x for n in m if m]",
        "{m: [m for _ in x] for m, _ in y}",
    ],
)
def test_what_uses_no_name_of_another_fence(user: str) -> None:
    unit = md(f"```py\nm = 1\n```\n\n```py\n{user}\na.compile(loss)\n```\n").units[0]
    assert (unit.text, guessed(unit)) == (f"{user}\na.compile(loss)\n", ())


def test_a_name_is_what_the_last_fence_above_made_it() -> None:
    first, second, last = "```py\nm = 1\n```\n", "```py\nm = 2\n```\n", f"```py\n{CALL}\n```\n"
    assert texts(md(first + second + last)) == [f"m = 2\n{CALL}\n"]
    assert texts(md(first + last + second)) == [f"m = 1\n{CALL}\n"]
    assert texts(md(last + first)) == [f"{CALL}\n"]
    assert texts(md(f"{first}```py\nx = m\n```\n{second}```py\nuse(x)\n{CALL}\n```\n")) == [
        f"m = 1\nx = m\nm = 2\nuse(x)\n{CALL}\n"
    ]


@pytest.mark.parametrize(
    ("between", "several"),
    [
        ("m = 2", ((5, 5),)),
        ("for m in x:\n    pass", ((5, 6),)),
        ("m = 2\nuse(m)", ((5, 6),)),  # a fence of its own shows how to use what it makes, and so may others
        ("m = 2\n```\n```py\nm = 3", ((8, 8),)),
        ("use(m)\nm = 2", ()),
        ("use(m)\n```\n```py\nm = 2", ()),
        ("import m", ()),
        ("def m(): pass", ()),
        ("class m: pass", ()),
        ("n = 2", ()),
        ("n = 1\n```\n```py\nn = 2", ()),
    ],
)
def test_a_name_that_nothing_used_in_between_has_several_values(between: str, several: object) -> None:
    unit = md(f"```py\nm = 1\n```\n```py\n{between}\n```\n```py\n{CALL}\n```\n").units[0]
    assert unit.document is not None
    assert unit.document.several == several


@pytest.mark.parametrize("info", ["py id=a", "{code-cell}", "{testcode}", "pycon"])
def test_what_the_document_joins_itself_is_not_guessed(info: str) -> None:
    call = f">>> {CALL}" if info == "pycon" else CALL
    unit = md(f"```py\nm = 1\n```\n\n```{info}\n{call}\n```\n").units[0]
    assert (unit.text.strip(), guessed(unit)) == (CALL, ())


def test_names_that_everybody_knows_need_no_import() -> None:
    unit = md(f"```py\nm = keras.Sequential([tf.x, np.y, pd.z, layers.a])\n{CALL}\n```\n").units[0]
    keras, others = "import keras; from keras import layers", "import numpy as np; import pandas as pd"
    assert unit.text.split("\n")[0] == f"{keras}; {others}; import tensorflow as tf"
    assert where(unit) == [(2, 1), (2, 1), (3, 1)]


@pytest.mark.parametrize(
    "line", ["import mine as keras", "keras = 1", "use(a.keras)", "def keras(): pass", "tf_ = m"]
)
def test_names_that_are_given_need_none_either(line: str) -> None:
    assert texts(md(f"```py\n{line}\n{CALL}\n```\n")) == [f"{line}\n{CALL}\n"]


def test_what_continues_a_fence_defines_names_for_it() -> None:
    text = f"```py\nx = 1\n```\n```py continued\nm = x\n```\n```py\n{CALL}\n```\n"
    unit = md(text).units[0]
    assert (unit.text, guessed(unit)) == (f"x = 1\nm = x\n{CALL}\n", ((2, 2), (8, 8)))


def test_thousands_of_fences_do_not_take_long() -> None:
    text = "```py\nm = 1\n```\n" + "```py\nm = m_ = use(m)\nn = m_\n```\n```py\nuse(n)\n```\n" * 3000
    assert len(md(f"{text}```py\n{CALL}\n```\n").units) == 1


@pytest.mark.parametrize("info", ["python id=a", 'python title="x" id="a"', "{.python #a}", "python {#a}"])
def test_fences_of_one_id_are_one_program(info: str) -> None:
    text = f"```{info}\nm = 1\n```\n```py\nm = 2\n```\n```{info}\n{CALL}\n```\n```python id=A\n{CALL}\n```\n"
    assert texts(md(text)) == [f"m = 1\n{CALL}\n", f"{CALL}\n"]


@pytest.mark.parametrize("fence", ["{code-cell} python", "{python}", "{jupyter-execute}"])
def test_cells_are_one_program(fence: str) -> None:
    text = f"```{fence}\n:tags: [hide]\n\nm = 1\n```\n\n```{fence}\n---\na: b\n---\n!ls\n{CALL}\n```\n"
    assert texts(md(text)) == [f"\nm = 1\n\n{CALL}\n"]


@pytest.mark.parametrize("key", ["jupyter", "kernelspec"])
def test_a_document_that_jupytext_wrote_is_one_program(key: str) -> None:
    text = f"---\n{key}:\n  a: b\n---\n\n```python\nm = 1\n```\n\n```python\n{CALL}\n```\n"
    assert texts(md(text)) == [f"m = 1\n{CALL}\n"]
    text = f"---\n{key}:\n  a: b\n---\n\n```python\n{CALL}\n```\n\n```python\n{CALL}\n```\n"
    assert texts(md(text)) == [f"{CALL}\n{CALL}\n"]
    assert texts(md(text.replace(key, "title"))) == [f"{CALL}\n", f"{CALL}\n"]


def test_a_longer_fence_shows_a_shorter_one() -> None:
    assert md(f"````markdown\n```python\n{CALL}\n```\n````\n") == Loaded()
    assert texts(md(f"````python\n'''\n```\n'''\n{CALL}\n````\n")) == [f"'''\n```\n'''\n{CALL}\n"]


def test_a_directive_around_prose_is_looked_into() -> None:
    text = f"````{{note}}\n```python\n{CALL}\n```\n````\n\n```py\nx\n{CALL}\n```\n"
    assert texts(md(text)) == [f"{CALL}\n", f"x\n{CALL}\n"]


def test_a_fence_that_is_not_closed_ends_with_what_it_stands_in() -> None:
    assert texts(md(f"```py\n{CALL}\n\n")) == [f"{CALL}\n\n\n"]
    assert texts(md(f"> ```py\n> {CALL}\nno code\n")) == [f"{CALL}\n"]
    assert texts(md(f"- ```py\n  {CALL}\nno code\n")) == [f"{CALL}\n"]


def test_comments_of_html_are_not_shown_and_not_read() -> None:
    assert md(f"<!--\n```py\n{CALL}\n```\n-->\n") == Loaded()
    assert texts(md(f"<!-- short -->\n```py\n{CALL}\n```\n")) == [f"{CALL}\n"]


def test_fragments_are_no_problem_unless_they_hold_a_compile_call() -> None:
    assert md("```py\nDense(10, ←activation\n```\n") == Loaded()
    loaded = md(f"text\n\n- ```py\n  m = f(\n  {CALL}\n  ```\n\n```py\n{CALL}\n```\n")
    assert texts(loaded) == ["", f"{CALL}\n"]
    assert [(bad.cell, bad.line, bad.column) for bad in loaded.problems] == [(None, 4, 8)]
    assert "line" not in loaded.problems[0].message


def test_a_fragment_does_not_spoil_the_program_it_belongs_to() -> None:
    text = f"```py id=a\nm = 1\n```\n```py id=a\nm = f(...\n```\n```py id=a\n{CALL}\n```\n"
    assert (texts(md(text)), md(text).problems) == ([f"m = 1\n{CALL}\n"], ())


def test_a_placeholder_is_python() -> None:
    assert texts(md("```py\nm.compile(..., loss=...)\n```\n")) == ["m.compile(..., loss=...)\n"]


SESSION = f">>> m = [\n...     1]\n>>> for x in m:\n...     x\n...\n1\n... no code\n>>> {CALL}\n<done>\n"
TYPED = f"m = [\n    1]\nfor x in m:\n    x\n\n{CALL}\n"
TYPED_AT = [(0, 5), (1, 5), (2, 5), (3, 5), (4, 4), (7, 5)]


@pytest.mark.parametrize("info", ["", "python", "pycon", "{doctest}", "{code-block} python"])
def test_what_was_typed_at_prompts(info: str) -> None:
    unit = md(f"```{info}\n{SESSION}```\n").units[0]
    assert (unit.text, where(unit)) == (TYPED, [(line + 2, column) for line, column in TYPED_AT])


def test_all_prompts_of_a_file_are_one_program_as_in_doctest() -> None:
    assert texts(md(f"```\n>>> m = 1\n```\n\n```py\n>>> {CALL}\n```\n")) == [f"m = 1\n{CALL}\n"]
    assert texts(rst(f">>> m = 1\n1\n\ntext\n\n  >>> {CALL}\n")) == [f"m = 1\n{CALL}\n"]


@pytest.mark.parametrize(
    "directive",
    [
        "code-block:: python",
        "code:: python",
        "sourcecode:: Python3",
        "code-block:: python\n     :linenos:\n     :caption: a",
        "testcode::",
        "ipython:: python",
        "jupyter-execute::",
    ],
)
def test_code_directives(directive: str) -> None:
    unit = rst(f"text\n\n  .. {directive}\n\n     if x:\n         {CALL}\n\n  text\n").units[0]
    first = 5 + directive.count("\n")
    assert unit.text.strip() == f"if x:\n    {CALL}"
    line = unit.text[: unit.text.index("if")].count("\n") + 1
    assert (unit.place(line), unit.column(line, 1)) == ((None, first), 6)


@pytest.mark.parametrize(
    "text",
    [
        f".. code-block:: console\n\n   {CALL}\n",
        f".. code-block::\n\n   {CALL}\n",
        f"as follows::\n\n   {CALL}\n",
        f".. code-block:: rst\n\n   .. code-block:: python\n\n      {CALL}\n",
        f".. testoutput::\n\n   >>> {CALL}\n",
        f"Do not call {CALL}\n",
    ],
)
def test_what_is_no_python_in_rst(text: str) -> None:
    assert rst(text) == Loaded()


def test_a_literal_block_counts_if_it_has_prompts() -> None:
    unit = rst("as follows::\n\n    " + SESSION.replace("\n", "\n    ")).units[0]
    assert (unit.text, where(unit)) == (TYPED, [(line + 3, column + 4) for line, column in TYPED_AT])


def test_directives_inside_directives() -> None:
    assert texts(rst(f".. note::\n\n   .. code:: python\n\n      {CALL}\n")) == [f"\n{CALL}\n\n"]


def test_continued_blocks_and_groups_of_rst() -> None:
    text = f".. code:: python\n\n   m = 1\n\n.. code:: python\n   :class: continued\n\n   {CALL}\n"
    assert [one.split() for one in texts(rst(text))] == [["m", "=", "1", CALL]]
    text = f".. testsetup:: a\n\n   m = 1\n\n.. testcode:: b\n\n   {CALL}\n\n.. testcode:: a\n\n   {CALL}\n"
    assert [one.split() for one in texts(rst(text))] == [["m", "=", "1", CALL], [CALL]]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_and_marks(ends: str) -> None:
    data = f"\ufefftext{ends}```py{ends}x = 1{ends}{CALL}{ends}```{ends}".encode()
    unit = from_bytes(data, "A.MD").units[0]
    assert (unit.text, where(unit)) == (f"x = 1\n{CALL}\n", [(3, 1), (4, 1)])


def test_bytes_that_are_no_text_are_replaced() -> None:
    assert texts(from_bytes(b"caf\xe9\n```py\n" + CALL.encode() + b"\n```\n", "a.markdown")) == [f"{CALL}\n"]


@pytest.mark.parametrize(
    "text", ["> " * 4000, "- " * 4000, "`" * 9000, "```{" * 3000, ".. " * 4000, ">>> " * 4000]
)
def test_no_text_takes_long(text: str) -> None:
    assert md(text) == Loaded()
    assert rst(text) == Loaded()


def test_jupytext_databricks_and_colab_scripts_are_plain_python() -> None:
    script = (
        "# Databricks notebook source\n# MAGIC %pip install keras\n\n# COMMAND ----------\n\n"
        f"# %% [markdown]\n# Title\n\n# %%\nunits = 3  #@param {{type: 'integer'}}\n#@title Train\n{CALL}\n"
    )
    assert texts(from_text(script, "a.py")) == [script]
