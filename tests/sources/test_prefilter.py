"""The prefilter may let too much through, and never too little."""

from __future__ import annotations

import json

import pytest

from compile_lint.sources.prefilter import may_hold_compile_call, possible_imports

COMPILE_CALLS = [
    "import keras\nm.compile()",
    "m.compile(loss='mse')",
    "m.compile(opt, 'mse')",
    "m.compile('adam', x)\n",
    "m . compile (optimizer=x)",
    "m.\\\n  compile \\\n (metrics=[])",
    "(m\n  .compile  # loss\n  # more\n  (loss=x))",
    "(m.  # comment\n  compile(loss=x))",
    "(m.  # a comment of \\n all things\n  compile(loss=x))",
    "import os\nre = keras.Sequential()\nre.compile(loss=x)",
    "m.compile(\n\tloss=x)",
    "m.compile(x, y)\nm.fit(z)",
    "f().compile(**a)  # tensorflow",
    "losses = []\nm.compile(a, b)",
    "m.compile(a, b)\nm.fit(c)  # nothing else",
    "m.compile(a, b)\nprint('the loss of it')",
    "m.compile(a, b)\ndef train(metrics): ...",
    "from .entropy import m\nm.compile(a, b)",
]

NOTHING = [
    "",
    "import keras\nm.fit(x)",
    "compile(loss)",
    "re.compile('x')",
    "import re\nre.compile('loss')",
    "import os, re\nx = re.compile('keras')",
    "recompile(loss)",
    "m.compiled(loss=x)",
    "m.compile_loss(x)",
    "sql.compile(dialect)",
    "sql.compile(dialect)  # at a loss of precision",
    "'Optimizer of statements.'\nsql.compile(dialect)",
    'def f(sql):\n    """There is no .fit here."""\n    return sql.compile(dialect)\n',
    "m.compile = loss",
    "getattr(m, 'compile')(loss=x)",
]


@pytest.mark.parametrize("text", COMPILE_CALLS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_compile_calls_pass(text: str, newline: str) -> None:
    assert may_hold_compile_call(text.replace("\n", newline).encode())


@pytest.mark.parametrize("text", COMPILE_CALLS)
@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("as_list", [False, True])
def test_compile_calls_in_notebooks_pass(text: str, indent: int | None, *, as_list: bool) -> None:
    source = text.splitlines(keepends=True) if as_list else text
    notebook = {"cells": [{"cell_type": "code", "source": source}]}
    assert may_hold_compile_call(json.dumps(notebook, indent=indent).encode())


@pytest.mark.parametrize("is_source", [True, False])
def test_pages_of_text_in_one_string_end(*, is_source: bool) -> None:
    """A setup script holds its README as one string: headings and comments, and newlines as escapes."""
    page = "# Usage\nmodel.\n# one\n# two \\n more\n\n" * 400 + "## End of compile\nkeras\n"
    text = f"TEXT = {json.dumps(page)}\n" if is_source else page
    assert not may_hold_compile_call(text.encode())


@pytest.mark.parametrize("text", NOTHING)
def test_other_code_is_dropped(text: str) -> None:
    assert not may_hold_compile_call(text.encode())


@pytest.mark.parametrize("text", ["m.compile(a, b)  # loss\nx = = 1\n", "m.compile(a)  # loss\n\0\n"])
def test_what_python_cannot_parse_passes(text: str) -> None:
    assert may_hold_compile_call(text.encode())


def test_what_takes_python_much_memory_passes() -> None:
    text = "sql.compile(dialect)  # at a loss\n"
    assert not may_hold_compile_call(text.encode())
    assert may_hold_compile_call(f"{text}NUMBERS = [{'1234567, ' * 100_000}]\n".encode())


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import a", [(0, "a", ())]),
        ("import a.b as m, c", [(0, "a.b", ()), (0, "c", ())]),
        ("from a import b", [(0, "a", ("b",))]),
        ("from a import b as c, d", [(0, "a", ("b", "d"))]),
        ("from a import b\nfrom c import d\nd()\n", [(0, "a", ("b",)), (0, "c", ("d",))]),
        ("from a import (b,\n    c as d,\n)\nfrom e import f\n", [(0, "a", ("b", "c")), (0, "e", ("f",))]),
        ("from a import (  # (one)\n    b,\n    c,  # two\n)\n", [(0, "a", ("b", "c"))]),
        ("from a import b, \\\n    c\nx\n", [(0, "a", ("b", "c"))]),
        ("from a import *\n", [(0, "a", ("*",))]),
        ("from . import b", [(1, "", ("b",))]),
        ("from ..a.b import c", [(2, "a.b", ("c",))]),
        ("    from .a import b\n    import c\n", [(1, "a", ("b",)), (0, "c", ())]),
        ('"from a import b\\n",\n"import c\\n"', [(0, "a", ("b",)), (0, "c", ())]),
        ('"from a import (\\n",\n"    b,\\n",\n"    c)\\n"', [(0, "a", ("b", "c"))]),
        ("x = importer", []),
        ("raise E from e", []),
    ],
)
def test_imports_are_seen_without_parsing(source: str, found: list[tuple[int, str, tuple[str, ...]]]) -> None:
    imports = possible_imports(source.encode())
    assert [(one.level, one.module, one.names) for one in imports] == found
