"""IPython's own syntax is blanked, and Python is left alone."""

from __future__ import annotations

import pytest

from compile_lint.sources.magics import blank_magics

UNTOUCHED = [
    "",
    "\n\n",
    "x = 1\ny = 2",
    "s = '''\n%a\n!b\n?c\n'''\nx",
    'f("""\n%%bash\n""")',
    "(a\n % b)",
    "[\n  1,\n  !x\n",
    "a \\\n % b",
    "x = '%s' % y",
    "f(x='%s' % y, z=a % b)",
    "x = 'what?'",
    "# is this so?\nx",
    "x = 1  # so?",
    "if a != b: pass",
    "assert x == 1, 'a?'",
    "print('a' if b else\n'c?')",
    "ls = 1\nls - l\nls",
    "pip = 3\npip += 1",
    "x = \"it's\"\n# it's\ny",
    'f"{x:%d}"',
    "%%time".replace("%%", "x %"),
]

CASES = [
    ("%matplotlib inline\nx", "\nx"),
    ("!pip install keras\nx", "\nx"),
    ("!!ls\nx", "\nx"),
    ("!echo \"it's (\nx", "\nx"),
    ("!pip install \\\n  a \\\n  b\nx", "\n\n\nx"),
    ("%config \\\n x", "\n"),
    ("?model\n??model\nmodel?\nmodel.fit??\nx", "\n\n\n\nx"),
    ("if x:\n    !ls\ny", "if x:\n    pass\ny"),
    ("for x in y:\n\t%time\n\tz", "for x in y:\n\tpass\n\tz"),
    ("x = !ls 'it\ny", "x = get_ipython()\ny"),
    ("x=%who_ls\ny", "x=get_ipython()\ny"),
    ("a, b = !cat \\\n c\ny", "a, b = get_ipython()\n\ny"),
    ("    d['='] = !ls", "    d['='] = get_ipython()"),
    ("%time history = model.fit(x)\nz", "0;    history = model.fit(x)\nz"),
    ("if x:\n  %time h = f()", "if x:\n  0;    h = f()"),
    ("%time for i in x: f(i)\nz", "\nz"),
    ("%timeit f()\nz", "\nz"),
    ("%env KERAS_BACKEND=jax\nx", "__import__(\"os\").environ['KERAS_BACKEND'] = 'jax'\nx"),
    ("%set_env A b c\nx", "__import__(\"os\").environ['A'] = 'b c'\nx"),
    ("if x:\n  %env A = b", "if x:\n  __import__(\"os\").environ['A'] = 'b'"),
    ("%env\n%env A\n%env A={b}\n%env A=$b\n%env A=\n%environment A=b\nx", "\n\n\n\n\n\nx"),
    ("pip install keras\nx", "\nx"),
    ("cd ..\nmkdir out\nx", "\n\nx"),
    ("/f a\n,f a\n;f a\nx", "\n\n\nx"),
    ("@a\n!ls\ndef f(): pass", "@a\n\ndef f(): pass"),
    ("s = '''\n%a\n'''\n!b", "s = '''\n%a\n'''\n"),
    ("x = (1,\n  2)\n%b\ny", "x = (1,\n  2)\n\ny"),
    ("%%bash\nls\nmodel.compile()", "\n\n"),
    ("\n\n%%html\n<b>\n", "\n\n\n\n"),
    ("%%javascript\nx", "\n"),
    ("%%writefile a.py\nimport keras", "\n"),
    ("%%cython\ncdef int x", "\n"),
    ("%%R -i x\ny <- x", "\n"),
    ("%%unheard_of\nx", "\n"),
    ("%%time\nx", "\nx"),
    ("%%timeit -n 1\nx", "\nx"),
    ("%%capture out\n%%time\n\n!ls\nx", "\n\n\n\nx"),
    ("%%capture\n%%bash\nls", "\n\n"),
    ("%%prun -s cumulative\nx\n%%memit", "\nx\n"),
]


@pytest.mark.parametrize("source", UNTOUCHED)
def test_python_is_left_alone(source: str) -> None:
    assert blank_magics(source) == source


@pytest.mark.parametrize(("source", "python"), CASES)
def test_magics_are_blanked_in_place(source: str, python: str) -> None:
    assert blank_magics(source) == python
    assert python.count("\n") == source.count("\n")


def test_blanking_twice_changes_nothing() -> None:
    for _, python in CASES:
        assert blank_magics(python) == python


def test_columns_of_timed_statements_stay() -> None:
    source = "  %time history = model.fit(x)"
    assert blank_magics(source).index("model") == source.index("model")
