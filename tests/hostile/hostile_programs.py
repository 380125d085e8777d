"""Programs that are made to take for ever: each is long, deep, wide, or grows while it runs.

A program is a function of a size in bytes; what is exponential takes no notice of it beyond its few lines.
In each the compile call at the end holds one fault, which is found where what stands before is followed.
"""

from __future__ import annotations

from collections.abc import Callable

Make = Callable[[int], str]

HEAD = "import keras\nfrom elsewhere import given\n"
SITE = (
    'model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])\n'
    'model.compile(optimizer="adam", loss="binary_crossentropy")\n'
)
_COMPILED = SITE.replace("\n", "\n    ").rstrip(" ")


def _between(opening: str, part: str, closing: str = "") -> Make:
    """So many parts that the program has its size; ``{n}`` in a part is its number."""

    def make(size: int) -> str:
        parts = (part.replace("{n}", str(number)) for number in range(max(size // len(part), 1)))
        return f"{HEAD}{opening}{''.join(parts)}{closing}\n{SITE}"

    return make


def _nested(opening: str, middle: str, closing: str) -> Make:
    """As deep as the size allows."""

    def make(size: int) -> str:
        depth = max(size // len(opening + closing), 1)
        return f"{HEAD}x = {opening * depth}{middle}{closing * depth}\n{SITE}"

    return make


def _blocks(head: str) -> Make:
    """Blocks in blocks, each a space further in: their text grows with the square of their depth."""

    def make(size: int) -> str:
        depth = max(int((2 * size) ** 0.5), 2)
        lines = [" " * level + head for level in range(depth)]
        return "\n".join([HEAD, *lines, " " * depth + "pass", SITE])

    return make


def _again(first: str, step: str, last: str = "", times: int = 60) -> Make:
    """A step that doubles what the step before has made."""
    return lambda _: "\n".join([HEAD, first, *[step] * times, last, SITE])


def _as_it_is(*lines: str) -> Make:
    return lambda _: "\n".join([HEAD, *lines, SITE])


LONG = {
    "a list of numbers": _between("x = [", "0,", "]"),
    "a list of numbers, one a line": _between("x = [\n", "0,\n", "]"),
    "a list of strings": _between("x = [", "'a', ", "]"),
    "a list of rows": _between("x = [", "[0, 1, 2, 3],\n", "]"),
    "a list of calls": _between("x = [", "given(0),\n", "]"),
    "a tuple of names": _between("x = (", "given, ", ")"),
    "a set of strings": _between("x = {", "'{n}', ", "}"),
    "a dict of numbers": _between("x = {", "{n}: {n},\n", "}"),
    "a dict of dicts": _between("x = {", "'{n}': {'a': {n}},\n", "}"),
    "an array of numbers": _between("import numpy as np\ny = np.array([", "0, 1,", "])"),
    "one string": _between("x = '", "a", "'"),
    "one number": _between("x = ", "9"),
    "a string in pieces": _between("x = (", "'a'\n", ")"),
    "an f-string of many parts": _between("x = f'", "{given}", "'"),
    "comments": _between("", "#\n"),
    "comments with dots": _between("given\\\n.compile()\n", "#.#.#.\n"),
    "dots": _between("", "...\n"),
    "suppressions": _between("", "x = 1  # noqa: CL302\n"),
    "blank lines": _between("", "\n"),
    "statements in one line": _between("", "a;"),
    "assignments": _between("", "a{n} = {n}\n"),
    "continued lines": _between("x = 1 \\\n", "\\\n"),
    "imports": _between("", "import module{n}\n"),
    "names of one import": _between("from elsewhere import z", ", n{n}"),
    "arguments of one call": _between("given(", "a{n}=given, ", ")"),
    "parameters of one function": _between("def f(", "a{n}=0, ", "): return a1\nf()"),
    "targets of one assignment": _between("", "a{n} = ", "given"),
    "names unpacked": _between("", "a{n}, ", " = given"),
    "global names": _between("def f():\n    global z", ", a{n}", "\n    a1 = 1\nf()"),
    "managers of one with": _between("with given", ", given as a{n}", ":\n    pass"),
    "handlers of one try": _between("try:\n    given()\n", "except given.E{n}:\n    a = {n}\n"),
    "cases of one match": _between("match given:\n", "    case {n}:\n        a = {n}\n"),
    "decorators of one function": _between("", "@given\n", "def f(): pass\nf()"),
    "functions": _between("", "def f{n}(x): return x\n"),
    "functions called": _between("", "def f{n}(x): return x\nf{n}(given)\n"),
    "methods of one class": _between("class C:\n", "    def f{n}(self): return self.f1()\n", "C().f0()"),
    "functions that compile": _between("", f"def f{{n}}():\n    {_COMPILED}"),
    "functions that may train": _between("", "def f{n}(model, x):\n    g{n}()\n    model.fit(x)\n"),
    "compile calls of one model": _between(SITE, SITE.splitlines()[1] + "\n"),
    "compile calls of many models": _between("", SITE),
    "compile calls of nothing known": _between("", "given{n}.compile(loss='mse')\n"),
    "training calls": _between(SITE, "model.fit(given, given)\n"),
    "layers of one stack": _between(
        "m = keras.Sequential()\n", "m.add(keras.layers.Dense(4))\n", "m.compile('adam', 'mse')"
    ),
    "layers of one graph": _between(
        "i = x = keras.Input((4,))\n",
        "x = keras.layers.Dense(4)(x)\n",
        "m = keras.Model(i, x)\nm.compile('adam', 'mse')",
    ),
    "outputs of one model": _between(
        "x = keras.Input((4,))\nm = keras.Model(x, [",
        "keras.layers.Dense(4)(x),\n",
        "])\nm.compile('adam', 'mse')",
    ),
    "metrics of one compile call": _between(SITE + "model.compile('adam', 'mse', [", "'accuracy', ", "])"),
    "alternatives of one value": _between("x = -1\n", "if given({n}): x = {n}\n", "if x == 7: y = 1"),
    "tests one after the other": _between("", "if given.a{n}: x = {n}\nelse: x = given\n"),
    "returns one after the other": _between("def f():\n", "    if given.a{n}: return {n}\n", "x = f()"),
    "layers chosen one by one": _between(
        "m = keras.Sequential()\n",
        "if given({n}): m.add(keras.layers.Dense(4))\n",
        "m.compile('adam', 'mse')",
    ),
}

CHAINS = {
    "computations": _between("x = given\n", "x = x + 1\n", "if x: y = 1"),
    "items": _between("x = given\n", "x = x[0]\n", "if x: y = 1"),
    "classes": _between("class C: pass\n", "class C(C): pass\n", "C().run()"),
    "names": _between("", "given{n} = given\n"),
    "functions": _between("f = given\n", "def f(x, f=f): return f(x)\n", "f(given)"),
    "partials": _between("from functools import partial\nf = given\n", "f = partial(f, 1)\n", "f()"),
    "a list that grows by one": _between("x = []\n", "x.append(given)\n"),
    "a dict that grows by one": _between("x = {}\n", "x['k{n}'] = {n}\n"),
    "a string that grows by one": _between("x = ''\n", "x += 'a'\n"),
    "a tuple that nests": _between("x = ()\n", "x = (x,)\n", "y = {x: 1}"),
    "a list that nests": _between("x = []\n", "x = [x]\n", "y = x == x"),
    "unknown keys": _between("x = {}\n", "x[given({n})] = {n}\n"),
}

DEEP = {
    "parentheses": _nested("(", "1", ")"),
    "brackets": _nested("[", "", "]"),
    "braces not closed": _nested("{", "1", ""),
    "brackets in an f-string": _nested("f'{' '", "", ""),
    "attributes of attributes": _between("x = given", ".a"),
    "calls of calls": _between("x = given", "()"),
    "items of items": _between("x = given", "[0]"),
    "methods of methods": _between("x = given", ".a(1)"),
    "minus signs": _nested("-", "1", ""),
    "not not": _nested("not ", "given", ""),
    "a sum": _between("x = 1", " + 1"),
    "powers": _between("x = 1", "**1"),
    "ands": _between("x = given", " and given"),
    "comparisons": _between("x = 1", " < given"),
    "conditional expressions": _between("x = 1", " if given else 1"),
    "lambdas": _nested("lambda: ", "1", ""),
    "elifs": _between("if given: x = 0\n", "elif given == {n}: x = {n}\n"),
    "ifs": _blocks("if given:"),
    "functions in functions": _blocks("def f():"),
    "classes in classes": _blocks("class C:"),
    "loops in loops": _blocks("for i in given:"),
    "managers in managers": _blocks("with given:"),
}

_SEVEN_RANGES = " ".join(f"for {name} in range(64)" for name in "abcdefg")
_TREE_OF_CALLS = [f"def f{n}(x): f{n + 1}(x); return f{n + 1}(x)" for n in range(18)]
_TREE_OF_CLASSES = [
    f"class C{n}:\n    def __init__(self):\n        self.a = C{n + 1}()\n        self.b = C{n + 1}()"
    for n in range(18)
]
_EACH_OTHER = [f"def f{n}(x): return {' + '.join(f'f{m}(x)' for m in range(20))}" for n in range(20)]
_DIAMONDS = [
    f"class A{n}(A{n - 1}, B{n - 1}): pass\nclass B{n}(A{n - 1}, B{n - 1}): pass" for n in range(1, 40)
]
_GENERATORS = [f"def g{n + 1}():\n    yield from g{n}()\n    yield from g{n}()" for n in range(40)]
_MAPS = [f"f{n + 1} = lambda x: list(map(f{n}, range(64)))" for n in range(12)]
_LOOPS = [" " * n + f"for i{n} in range(16):" for n in range(12)]

EXPONENTIAL = {
    "a tree of calls": _as_it_is(*_TREE_OF_CALLS, "def f18(x): return x", "f0(given)"),
    "a tree of objects": _as_it_is(*_TREE_OF_CLASSES, "class C18: pass", "C0()"),
    "a function that calls itself twice": _as_it_is("def f(n): return f(n - 1) + f(n - 2)", "f(10**9)"),
    "functions that call each other": _as_it_is(*_EACH_OTHER, "f0(given)"),
    "loops in loops that turn": _as_it_is("n = 0", *_LOOPS, " " * 12 + "n = n + len(str(given))"),
    "comprehensions of many loops": _as_it_is(f"x = [1 {_SEVEN_RANGES}]"),
    "comprehensions in comprehensions": _as_it_is("x = " + "[" * 10 + "1" + " for i in range(64)]" * 10),
    "dict comprehensions": _as_it_is(f"x = {{a + b + c: d {_SEVEN_RANGES}}}"),
    "maps of maps": _as_it_is("f0 = lambda x: x", *_MAPS, "f12(1)"),
    "diamonds of classes": _as_it_is("class A0: pass", "class B0: pass", *_DIAMONDS, "A39().run()"),
    "branches of branches": _as_it_is(
        "def f(n):", "    if given(): return f(n + 1)", "    return f(n - 1)", "f(0)"
    ),
    "branches in loops": _as_it_is(
        "x = 0",
        "for i in range(16):",
        "    for j in range(16):",
        "        if given(i, j): x = x + 1",
        "        elif given(j, i): continue",
        "        else: break",
    ),
    "generators of generators": _as_it_is("def g0(): yield given", *_GENERATORS, "x = list(g40())"),
    "decorators of decorators": _as_it_is(
        "def d(f):",
        "    def w(*a): f(*a); return f(*a)",
        "    return w",
        *["@d"] * 40,
        "def f(): pass",
        "f()",
    ),
}

_ASKED = "if x: y = 1\nz = x == x"
_FITTED = "model.fit(x, x)"
_COMPILES = "m = keras.Model(i, x)\nm.compile('adam', 'mse')"
_INPUT = "i = x = keras.Input((4,))"
_ZEROS = "import numpy as np\nx = np.zeros((4, 4))"

MADE_OF_ITSELF_TWICE = {
    "a sum of something unknown": _again("x = given", "x = x + x", _ASKED, 200),
    "a choice": _again("x = given", "x = x if given(1) else given(2)", _ASKED, 200),
    "a choice of tuples": _again("x = given", "x = (x, x) if given(1) else given(2)", _ASKED, 200),
    "a choice of lists": _again("x = [1]", "x = [x, x] if given() else [x]", _ASKED, 200),
    "tuples": _again("x = (1,)", "x = (x, x)", _ASKED + "\ny = {x: 1}", 200),
    "lists": _again("x = [1]", "x = [x, x]", _ASKED + "\nimport numpy as np\nnp.array(x)", 200),
    "layers": _again(_INPUT, "x = keras.layers.add([x, x])", _COMPILES, 200),
    "layers of two inputs": _again(
        _INPUT, "x = keras.layers.Add()([x, keras.layers.Dense(4)(x)])", _COMPILES, 200
    ),
    "tensors": _again(_INPUT, "x = x + x", _COMPILES, 200),
    "models": _again(
        "m = keras.Sequential([keras.layers.Dense(4)])",
        "m = keras.Sequential([m, m])",
        "m.compile(loss='mse')",
    ),
    "sums of arrays": _again(_ZEROS, "x = x + x", _FITTED, 200),
    "arrays joined": _again(_ZEROS, "x = np.concatenate([x, x])", _FITTED, 200),
    "frames": _again(
        "import pandas as pd\nx = pd.DataFrame({'a': [1]})", "x = pd.concat([x, x])", _FITTED, 200
    ),
    "datasets": _again(
        "import tensorflow as tf\nx = tf.data.Dataset.range(3)",
        "x = tf.data.Dataset.zip((x, x))",
        _FITTED,
        200,
    ),
}

GROWING = {
    step: _again(f"x = {first}", step)
    for first, steps in {
        "[1, 2]": (
            "x += x",
            "x.extend(x)",
            "x = x + x",
            "x = [*x, *x]",
            "x[0:0] = x",
            "x = x * 2",
            "x *= 2",
            "x = [a for a in x for b in x]",
        ),
        "(1, 2)": ("x = (*x, *x)", "x = x + (*x,)"),
        "{'a': 1}": ("x = {**x, **{k + 'a': 1 for k in x}}", "x.update({k * 2: k for k in x})"),
        "'ab'": (
            "x = x + x[:]",
            "x = f'{x}{x}'",
            "x = '%s%s' % (x, x)",
            "x = '{0}{0}'.format(x)",
            "x = x.join([x, x, x])",
            "x = x.replace('a', 'aa')",
            "x = ''.join([c + c for c in x])",
        ),
        "b'ab'": ("x = x + x + b'a'",),
        "9": ("x = x * x", "x = x << x", "x = x ** x", "x = int(str(x) * 2)"),
    }.items()
    for step in steps
}

AS_LARGE_AS_NO_MEMORY = {
    value: _as_it_is("import itertools, math, random", "import numpy as np", f"x = {value}", "model = given")
    for value in (
        "'a' * 10**9",
        "'%1000000000d' % 1",
        "'%*d' % (10**9, 1)",
        "b'%1000000000d' % 1",
        "'{:1000000000}'.format(1)",
        "'{:{}}'.format(1, 10**9)",
        "'{0.real:{w}}'.format(1, w=10**9)",
        "f'{1:1000000000}'",
        "format(1, '1000000000')",
        "'a'.ljust(10**9)",
        "'a'.rjust(10**9)",
        "'a'.center(10**9)",
        "'a'.zfill(10**9)",
        "'\\t'.expandtabs(10**9)",
        "bytes(10**10)",
        "bytearray(10**10)",
        "[0] * 10**9",
        "(0,) * 10**9",
        "[[0] * 10000] * 10000",
        "10**10**10",
        "1 << 10**10",
        "pow(10, 10**10)",
        "(-7)**(10**10)",
        "round(10**10, -10**10)",
        "int('9' * 10000)",
        "hex(10**4000)",
        "1e308 * 10**300",
        "math.factorial(10**8)",
        "math.comb(10**8, 10**7)",
        "math.perm(10**7)",
        "math.pow(10.0, 10**10)",
        "math.prod(range(1, 4000))",
        "math.lcm(*range(1, 4000))",
        "list(range(10**18))",
        "sorted(range(10**9))",
        "tuple(range(10**9))",
        "[*range(10**9)]",
        "sum(range(10**12))",
        "max(range(10**9))",
        "set(range(10**9))",
        "dict.fromkeys(range(10**9))",
        "list(zip(range(10**9), range(10**9)))",
        "list(enumerate(range(10**9)))",
        "list(reversed(range(10**9)))",
        "list(map(str, range(10**9)))",
        "','.join(map(str, range(10**9)))",
        "10**9 in range(10**10)",
        "range(10**9)[::2]",
        "len(range(10**18))",
        "range(10**4000)",
        "range(10**9) == range(10**9)",
        "list(itertools.product(range(1000), repeat=5))",
        "list(itertools.permutations(range(100)))",
        "list(itertools.combinations(range(1000), 9))",
        "list(itertools.chain(*[range(10**9)] * 100))",
        "list(itertools.repeat(0, 10**9))",
        "list(itertools.cycle([1]))",
        "[i for i in itertools.count()]",
        "random.sample(range(10**9), 10**8)",
        "np.zeros((10**9, 10**9)) + 1",
        "np.arange(10**18)",
        "np.ones(10**9).tolist()",
        "np.repeat([0, 1], 10**9)",
        "np.tile([0, 1], 10**9)",
        "np.array(range(10**9))",
        "np.array([[0] * 4000] * 4000)",
        "np.meshgrid(*[range(10**9)] * 9)",
        "np.split(np.eye(10**9), 10**9)",
        "keras.utils.to_categorical(range(10**9), 10**9)",
    )
}

WITHOUT_END = {
    "loops": _as_it_is(
        "n = 0",
        "while True:\n    given()\n    if given: break",
        "while n < 10**18: n += 1",
        "while n < 10**100000: n = n * n + 3",
        "for i in range(10**18): n += i",
        "for i in iter(int, 1): pass",
        "x = [1]",
        "for i in x: x.append(i)",
    ),
    "an object that is all to itself": _as_it_is(
        "class C:",
        "    def __getattr__(self, n): return getattr(self, n + 'a')",
        "    def __getitem__(self, n): return self[n + 1]",
        "    def __call__(self, *a): return self(*a, 1)",
        "    def __iter__(self): return iter(self)",
        "    def __len__(self): return len(self)",
        "    def __bool__(self): return not self",
        "    def __eq__(self, o): return self == o",
        "    @property",
        "    def p(self): return self.p",
        "c = C()",
        "c.a, c[0], c(), list(c), len(c), c == c, c.p",
        "if c: pass",
        "c.self = c",
        "c.self.self.self.p",
    ),
    "containers that hold themselves": _as_it_is(
        "import copy\nimport numpy as np",
        "x, d = [1], {}",
        "x.append(x)",
        "d['d'] = d",
        "x == x, d == d, str(x), hash((x, d)), np.array(x), copy.deepcopy(x), sum(x, []), [*x, *x]",
        "for i in x:\n    for j in i: i.append(j)",
    ),
    "a model that holds itself": _as_it_is(
        "m = keras.Sequential()",
        "m.add(m)",
        "m.compile('adam', 'mse')",
        "m.fit(given, given)",
        "m.layers[-1].layers[-1].output",
    ),
    "functions named like what they call": _as_it_is(
        *(
            f"def {name}(*args, **options): return {name}(*args, **options)"
            for name in (
                "print",
                "len",
                "range",
                "list",
                "dict",
                "str",
                "int",
                "super",
                "isinstance",
                "getattr",
            )
        ),
        "list(range(len(str(print(given)))))",
        "model = keras = list = range = None",
        "import keras",
    ),
    "arguments that double": _as_it_is(
        "def f(*a): return f(*a, *a)",
        "f(1, 2)",
        "def g(*a): return a + a",
        "x = (1, 2)",
        *["x = g(*x, *x)"] * 60,
    ),
    "keywords that double": _as_it_is(
        "def g(**a): return dict(a, **{k + '1': 1 for k in a})", "x = {'a': 1}", *["x = g(**x)"] * 60
    ),
    "expressions that match by trying": _as_it_is(
        "import re", "re.match('(a+)+b', 'a' * 4000)", "re.sub('(a|a)*b', 'x', 'a' * 4000)"
    ),
}

PROGRAMS: dict[str, Make] = {
    f"{kind}: {name}": make
    for kind, programs in {
        "long": LONG,
        "a chain of": CHAINS,
        "deep": DEEP,
        "exponential": EXPONENTIAL,
        "made of itself twice": MADE_OF_ITSELF_TWICE,
        "growing": GROWING,
        "as large as no memory": AS_LARGE_AS_NO_MEMORY,
        "without end": WITHOUT_END,
    }.items()
    for name, make in programs.items()
}
