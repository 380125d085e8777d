"""Bodies of functions that are parsed later: what they come to is what the whole tree would be."""

from __future__ import annotations

import sysconfig
from contextlib import suppress
from pathlib import Path

import libcst as cst
import pytest

from compile_lint.run import check_paths, check_source
from compile_lint.settings import Settings
from compile_lint.sources import UnparsableBody
from compile_lint.syntax.bodies import SHORTEST, deferrable_bodies
from compile_lint.syntax.deferred import Deferred
from compile_lint.syntax.parse import SyntaxProblem, parse_module
from compile_lint.syntax.positions import locate
from compile_lint.syntax.walk import collect, walk

LONG = "value = [" + "1, " * (SHORTEST // 3) + "1]"

FORMS = {
    "plain": "def f():\n    LONG\n\nx = f()\n",
    "at the end": "def f():\n    LONG\n",
    "without a last line end": "def f():\n    LONG\n    return 1",
    "method": (
        "class A:\n    def f(self):\n        LONG\n\n    @g(1)\n    def h(self): return 2\n\n\nx = 1\n"
    ),
    "spaces at the very end": "def f():\n    LONG\nx = 1\n    ",
    "spaces and no line end below": "def f():\n    LONG\n    ",
    "async": "async  def f():\n    LONG\n    await g\nx = 1\n",
    "tabs": "if a:\n\tdef f():\n\t\tLONG\n\t\tif b:\n\t\t\tpass\n\telse_ = 1\n",
    "other indents": (
        "if a:\n  b\ndef f():\n      LONG\n      if c:\n            d\n      if e:\n        g\nx = 1\n"
    ),
    "indent that its module has too": (
        "if a:\n  b\ndef f():\n    LONG\n    if c:\n      d\n    if e:\n        g\n"
    ),
    "line ends of Windows": "def f():\r\n    LONG\r\n    '''a\r\n  b'''\r\n\r\nx = 1\r\n",
    "line ends of old Macs": "def f():\r    LONG\r    return 1\rx = 1\r",
    "mixed line ends": "a = 1\r\ndef f():\n    LONG\r    return 1\r\nx = 1\n",
    "strings": ("def f():\n    '''\nif a:\n  pass\n'''\n    LONG\n    return f'{a}' \\\n  + b\nx = 1\n"),
    "brackets": (
        "def f(\n    a,  # (\n    b=(\n1),\n) -> c:  # why\n    LONG\n    return g(\n1,\n  2)\nx = 1\n"
    ),
    "comments": (
        "def f():  # a\n# b\n        # c\n\n    # d\n    LONG  # e\n      # f\n    # g\n  # h\n# i\n\nx = 1\n"
    ),
    "comments of inner blocks": (
        "def f():\n    LONG\n    if a:\n        b\n        # c\n    # d\n# e\nx = 1\n"
    ),
    "semicolons": "def f():\n    LONG; a = 1; b\nx = 1; y = 2\n",
    "chains": (
        "if a:\n    def f():\n        LONG\nelif b:\n    def f():\n        LONG\n        try: c\n"
        "        except D: e\n        else: g\nelse:\n    pass\n"
    ),
    "try": ("try:\n    a\nexcept B:\n    def f():\n        LONG\nfinally:\n    def g():\n        LONG\n"),
    "match": ("match a:\n    case 1:\n        def f():\n            LONG\n    case _:\n        x = 1\n"),
    "functions on one line": "def f(): LONG\ndef g():\n    LONG\ndef h(): pass\n",
    "names that are no keywords": "define = 1\nasync_def = 2\ndef f():\n    LONG\n    defer = 1\n",
    "inner functions": "def f():\n    a = 1\n    def g():\n        LONG\n    return g\nx = 1\n",
    "inner lambda": "def f():\n    LONG\n    return lambda: (yield)\nx = 1\n",
    "wide characters": "def ü():\n    ö = '🙂'; LONG\n    return 'ä', ö\nx = 'ß'\n",
    "escape that Python warns of": "def f():\n    LONG\n    return '\\d', 1if 2else 3\nx = 1\n",
    "decorators": "@a\n# b\n@c(\n  1)\ndef f():\n    LONG\nx = 1\n",
    "several": (
        "def f():\n    LONG\n\n\ndef g():\n    LONG\n# a\n\nclass A:\n    def h(self):\n        LONG\n"
    ),
    "words of the walk": "def f():\n    LONG\n    m.compile()\ndef g():\n    LONG\n    'fit'\n",
    "a blank line of spaces": "def f():\n    LONG\n   \n      \n    return 1\n  \nx = 1\n",
}
ODD = {
    "form feed": "def f():\n    LONG\n\f\ndef g():\n    LONG\n",
    "form feed in front": "def f():\n    LONG\n\f    return 1\n",
    "continuation in front": "def f():\n    LONG\n\\\n    \n    return 1\n",
    "our own mark": "compile_lint_reads_this_later_0 = 1\ndef f():\n    LONG\n",
}
BROKEN = [
    "def f():\n    LONG\n    return = 1\n",
    "def f():\n    LONG\n  return 1\n",
    "def f():\n    LONG\n\treturn 1\n",
    "def f():\n    LONG\n      return 1\n",
    "def f():\n    LONG\n    '''a\nx = 1\n",
    "def f():\n    LONG\n    g(\nx = 1\n",
    "def f():\n    LONG\n    return '\ud800'\n",
    "def f():\n    LONG\nx = = 1\n",
    "def f()\n    LONG\nx = 1\n",
    "x = 1\n  def f():\n    LONG\nx = 1\n",
    "def f():\n    LONG\n    a\0b\n",
]


def deferred(module: cst.Module) -> list[Deferred]:
    return [node for node in walk(module, mentioning=()) if isinstance(node, Deferred)]


def account(module: cst.Module) -> list[object]:
    """All code of a tree: what it is, where it stands, and what the collecting walk says of it."""
    nodes = list(walk(module))
    places = locate(module, nodes)
    found = collect(module)
    told = {id(site.node): (site.has_compile, site.has_use) for site in found.definitions}
    told.update(
        (id(node), (True, node in found.compile_calls)) for node in found.compile_calls + found.use_calls
    )
    return [
        (
            cst.IndentedBlock if isinstance(node, Deferred) else type(node),
            getattr(node, "value", None)
            if isinstance(node, cst.Name | cst.SimpleString | cst.Integer)
            else "",
            places[id(node)],
            told.get(id(node)),
        )
        for node in nodes
    ]


def same_in_parts(text: str) -> int:
    """Compare the tree that is parsed in parts with the whole one, and return how many parts there were."""
    whole, in_parts = parse_module(text, is_whole=True), parse_module(text)
    parts = deferred(in_parts)
    code = whole.code  # the text, but that libcst has lost some line ends and form feeds of odd places
    assert in_parts.code == code
    seen = [node for node in walk(in_parts, mentioning=()) if not isinstance(node, Deferred)]
    before = locate(in_parts, [node for node in seen if isinstance(node, cst.BaseExpression)])
    assert account(in_parts) == account(whole)
    assert in_parts.code == code  # now that the bodies are nodes
    after = locate(in_parts, seen)
    assert {key: after[key] for key in before} == before
    return len(parts)


@pytest.mark.parametrize("name", FORMS)
def test_parts_come_to_the_whole(name: str) -> None:
    is_deferrable = name not in ("without a last line end", "words of the walk")
    assert (same_in_parts(FORMS[name].replace("LONG", LONG)) > 0) == is_deferrable


@pytest.mark.parametrize("name", ODD)
def test_where_there_is_doubt_all_is_parsed(name: str) -> None:
    assert same_in_parts(ODD[name].replace("LONG", LONG)) == 0


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_what_is_wrong_in_a_part_is_told_as_of_the_whole(text: str) -> None:
    text = text.replace("LONG", LONG)
    problems = []
    for is_whole in (False, True):
        with pytest.raises(SyntaxProblem) as caught:
            parse_module(text, is_whole=is_whole)
        problems.append((caught.value.line, caught.value.column, caught.value.message))
    assert problems[0] == problems[1]


def is_program(text: str) -> bool:
    with suppress(SyntaxProblem):
        return bool(parse_module(text).body)
    return False


LIBRARY = Path(sysconfig.get_path("stdlib"))


def test_real_code_comes_to_the_same() -> None:
    names = ("heapq", "textwrap", "json/decoder", "shlex")
    assert sum(same_in_parts((LIBRARY / f"{name}.py").read_text(encoding="utf-8")) for name in names) > 20


@pytest.mark.slow
def test_much_real_code_comes_to_the_same() -> None:
    files = sorted(path for path in LIBRARY.rglob("*.py") if "lib2to3" not in path.parts)[::8]
    texts = (file.read_bytes().decode("utf-8-sig", "replace") for file in files)
    assert sum(same_in_parts(text) for text in texts if is_program(text)) > 1000


def test_the_place_of_a_function_ends_with_its_statements() -> None:
    module = parse_module(f"def f():\n    {LONG}\n    return 1  # one\n\nx = 1\n")
    assert deferred(module)
    assert locate(module, [module.body[0]])[id(module.body[0])] == (1, 1, 3, 13)


def test_short_bodies_and_those_with_sites_are_parsed_at_once() -> None:
    text = f"def f():\n    return 1\ndef g():\n    {LONG}\n    return m.fit(x, y)\ndef h():\n    {LONG}\n"
    bodies = deferrable_bodies(text)
    assert [text[body.start : body.end] for body in bodies] == [f"    {LONG}\n"]
    assert bodies[0].end == len(text)


@pytest.mark.parametrize("is_asked_for", [False, True])
def test_a_body_that_libcst_alone_refuses(is_asked_for: bool) -> None:
    """It is no fault as long as nothing leads there; else it is what libcst says of the whole."""
    body = f"    {LONG}\n    (x): int = 1\n"
    program = (
        f"import keras\ndef f():\n{body}{'f()' if is_asked_for else 'f'}\n"
        "keras.Sequential([keras.layers.Dense(3)]).compile(loss='mse')\n"
    )
    (part,) = deferred(parse_module(program))
    with pytest.raises(UnparsableBody):
        _ = part.body
    with pytest.raises(SyntaxProblem) as caught:
        parse_module(program, is_whole=True)
    found = [(one.code, one.span.line) for one in check_source(program.encode(), "a.py", Settings()).findings]
    assert found == ([("CL001", caught.value.line)] if is_asked_for else [])


def test_a_body_that_only_a_fix_looks_into() -> None:
    """What is looked into to see whether a name may be changed is parsed late as well."""
    program = (
        f"import keras\ndef f(a):\n    {LONG}\n    (x): int = 1\n    return keras.backend.epsilon() + x\n"
        "model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation='softmax')])\n"
        "model.compile('adam', 'binary_crossentropy', metrics='accuracy')\n"
    )
    found = check_source(program.encode(), "a.py", Settings()).findings
    assert [(one.code, one.span.line) for one in found] == [("CL001", 5)]


def test_a_file_after_one_that_is_parsed_whole(tmp_path: Path) -> None:
    """Each file is parsed as if it were the only one."""
    odd = f"import keras\ndef f():\n    {LONG}\n    (x): int = 1\n"
    end = "keras.Sequential([keras.layers.Dense(3)]).compile(loss='mse')\n"
    (tmp_path / "a.py").write_text(f"{odd}f()\n{end}", "utf-8")
    (tmp_path / "b.py").write_text(f"{odd}{end}", "utf-8")
    found = check_paths([str(tmp_path)], Settings()).findings
    assert [(one.code, Path(one.span.path).name) for one in found] == [("CL001", "a.py")]
