"""Every limit of the interpreter is reached by a program, ends nothing, and shows as a why in ``inspect``."""

from __future__ import annotations

from pathlib import Path

import pytest

from compile_lint.findings import Certainty, Severity
from compile_lint.inspection import CallView
from compile_lint.interpret import (
    arguments,
    calls,
    containers,
    definitions,
    expressions,
    fixtures,
    heirs,
    lookups,
    machine,
    modules,
    program,
    statements,
)
from compile_lint.meaning import graph, merging, outputs, shapes, worlds
from compile_lint.run import check_source, inspect_paths, inspect_source
from compile_lint.settings import Settings
from compile_lint.values import conditions, sizes, store

EVERYTHING = Settings(select=("ALL",), min_certainty=Certainty.POSSIBLE, min_severity=Severity.INFO)
HEAD = "import keras\nfrom keras import Sequential, layers\n"
TAIL = "\nmodel = Sequential([layers.Dense(3, activation='softmax')])\nmodel.compile(loss=loss)\n"
TOO_DEEP = "too deep or too long to follow"
TOO_MANY = "too many paths lead here"


def calls_in(text: str) -> tuple[CallView, ...]:
    """The compile calls of a program that must end in order and without findings."""
    inspection = inspect_source(text.encode(), "a.py")
    assert (inspection.findings, inspection.failures) == ((), ())
    assert check_source(text.encode(), "a.py", EVERYTHING).findings == ()
    return inspection.calls


def codes(text: str) -> list[tuple[str, int]]:
    """What is found in a program, with lines that count from what stands under its imports."""
    found = check_source(f"{HEAD}{text}".encode(), "a.py", EVERYTHING).findings
    return [(one.code, one.span.line - HEAD.count("\n")) for one in found]


def losses(text: str) -> set[str | None]:
    """The loss of the only compile call on each way: its name, or why it is not known."""
    (call,) = calls_in(text)
    return {head.loss.reason or head.loss.name for variant in call.variants for head in variant}


def loss(text: str) -> str | None:
    (only,) = losses(HEAD + text + TAIL)
    return only


def outputs_of(text: str) -> set[str | None]:
    (call,) = calls_in(text)
    return {head.output.reason or head.output.name for variant in call.variants for head in variant}


def chain_of(length: int, work: int = 0) -> str:
    """Functions that call each other, one after the other; the last takes some steps for itself."""
    made = "".join(f"def f{n}():\n    return f{n + 1}()\n" for n in range(length - 1))
    last = "    x = 1\n" * work + "    return 'categorical_crossentropy'\n"
    return f"{made}def f{length - 1}():\n{last}loss = f0()\n"


def test_steps_of_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "MAX_STEPS", 300)
    long = HEAD + "loss = 'categorical_crossentropy'\n" + "x = 1\n" * 300 + TAIL
    assert losses(long) == {f"{TOO_DEEP}: a long program"}
    assert outputs_of(long) == {f"{TOO_DEEP}: a long program"}
    assert losses(long.replace("x = 1\n" * 300, "x = 1\n" * 200)) == {"categorical_crossentropy"}


def test_what_was_found_before_a_program_became_too_long_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "MAX_STEPS", 300)
    text = HEAD + "loss = 'mse'\n" + TAIL.replace("softmax", "linear") + "x = 1\n" * 300 + TAIL
    assert [call.is_understood for call in calls_in(text)] == [True, False]


def test_an_own_compile_is_none_of_a_model_in_a_long_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "MAX_STEPS", 300)
    own = "class Shader:\n    def compile(self, loss):\n        return loss\n\nShader().compile(loss='mse')\n"
    assert calls_in(HEAD + own + "x = 1\n" * 300) == ()
    assert len(calls_in(HEAD + own + "x = 1\n" * 300 + "loss = 'mse'\n" + TAIL)) == 1


def test_steps_of_a_function_that_nothing_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "FORCED_STEPS", 300)
    body = "    x = 1\n" * 300 + "    loss = 'mse'" + TAIL.replace("\n", "\n    ")
    assert losses(f"{HEAD}def train():\n{body}\n") == {f"{TOO_DEEP}: a long program"}


def test_a_long_computation_does_not_use_up_the_program() -> None:
    loops = "".join(f"{'    ' * (n + 1)}for i{n} in range(10):\n" for n in range(5))
    text = f"def count(n):\n{loops}{'    ' * 6}n = n + 1\n    return n\nloss = count(0)\n"
    assert loss(text) == f"{TOO_DEEP}: count(...)"


def test_steps_of_a_call_deep_in_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of half of what is left would soon be next to nothing."""
    work = machine.ENOUGH_STEPS * 9 // 10
    assert loss(chain_of(10, work)) == "categorical_crossentropy"
    reason = loss(chain_of(10, machine.ENOUGH_STEPS))
    assert reason is not None
    assert reason.startswith(f"{TOO_DEEP}: f")
    monkeypatch.setattr(machine, "ENOUGH_STEPS", 1)
    reason = loss(chain_of(10, work))
    assert reason is not None
    assert reason.startswith(f"{TOO_DEEP}: f")


def test_callers_of_a_function_that_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last callers are followed first."""
    names = ("categorical_crossentropy", "categorical_focal_crossentropy")
    callers = "".join(f"def test_{n}():\n    train('{name}')\n" for n, name in enumerate(names))
    text = f"{HEAD}def train(loss):{TAIL.rstrip().replace(chr(10), chr(10) + '    ')}\n{callers}"
    assert losses(text) == set(names)
    monkeypatch.setattr(program, "CALLERS_RUN", 1)
    assert losses(text) == {names[1]}


def test_files_that_one_program_imports(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for n in range(3):
        Path(f"part{n}.py").write_text(f"LOSS{n} = 'categorical_crossentropy'\n", encoding="utf-8")
    imports = "".join(f"from part{n} import LOSS{n}\nassert LOSS{n}\n" for n in range(3))
    Path("main.py").write_text(f"{HEAD}{imports}loss = LOSS2\n{TAIL}", encoding="utf-8")

    def found() -> set[str | None]:
        (call,) = inspect_paths(["main.py"], Settings()).calls
        return {head.loss.reason or head.loss.name for variant in call.variants for head in variant}

    assert found() == {"categorical_crossentropy"}
    monkeypatch.setattr(modules, "MAX_MODULES", 2)
    assert found() == {"defined in a file that was not found: part2.LOSS2"}


def test_depth_of_calls() -> None:
    assert loss(chain_of(calls.MAX_CALL_DEPTH // 2)) == "categorical_crossentropy"
    reason = loss(chain_of(calls.MAX_CALL_DEPTH + 5))
    assert reason is not None
    assert reason.startswith(f"{TOO_DEEP}: f")


@pytest.mark.parametrize(
    "text",
    [
        "def f(n):\n    return 'mse' if n == 0 else f(n - 1)\nloss = f(-1)\n",
        "def f(n):\n    return g(n)\ndef g(n):\n    return f(n)\nloss = f(0)\n",
        "f = lambda: f()\nloss = f()\n",
        "class A:\n    def f(self):\n        return self.f()\nloss = A().f()\n",
        "class A:\n    @property\n    def f(self):\n        return self.f\nloss = A().f\n",
    ],
)
def test_recursion(text: str) -> None:
    reason = loss(text)
    assert reason is not None
    assert reason.startswith(TOO_DEEP)


def test_recursion_with_the_same_arguments() -> None:
    """The second call inside the first is followed, and no third."""
    turn = "def f(left):\n    if left: return 'categorical_crossentropy'\n    return f({})\nloss = f([])\n"
    assert calls.MAX_RECURSION == 2
    assert loss(turn.format("[1]")) == "categorical_crossentropy"
    two = turn.replace("def f(left):", "def f(left, other=[]):").format("other, [1]")
    assert loss(two) == f"{TOO_DEEP}: f(...)"


def test_recursion_that_counts_down_is_followed() -> None:
    loss_of = "'categorical_crossentropy' if n == 0 else f(n - 1)"
    text = f"def f(n):\n    return {loss_of}\nloss = f({{n}})\n"
    assert loss(text.format(n=calls.MAX_COUNTED_RECURSION - 1)) == "categorical_crossentropy"
    reason = loss(text.format(n=calls.MAX_COUNTED_RECURSION))
    assert reason is not None
    assert reason.startswith(TOO_DEEP)


def test_worlds() -> None:
    several = "keras.Model(x, [layers.Dense(1)(x) for _ in range({n})])"
    chosen = ", ".join(f"'mse' if c{n} else 'mae'" for n in range(6))
    text = f"{HEAD}x = keras.Input((2,))\nmodel = {several.format(n=6)}\nmodel.compile(loss=[{chosen}])\n"
    assert losses(text) == {"mean_squared_error", "mean_absolute_error", TOO_MANY}
    (call,) = calls_in(text)
    assert len(call.variants) == worlds.MAX_WORLDS


def test_tensors_behind_a_part_of_a_product(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = (
        "h = layers.Dense(3)(x)\nt = x\nfor _ in range(8):\n    t = layers.Dense(3, activation='tanh')(t)\n"
    )
    product = "model = keras.Model(x, layers.Multiply()([h, t]))\nmodel.compile(loss='mse')\n"
    text = f"{HEAD}x = keras.Input((2,))\n{chain}{product}"
    assert outputs_of(text) == {"Multiply"}
    monkeypatch.setattr(merging, "MAX_TENSORS", 4)
    assert outputs_of(text) == {"made by the project's own code"}


def test_merges_behind_each_other() -> None:
    text = f"{HEAD}x = keras.Input((2,))\nt = x\nfor _ in range({{n}}):\n    t = layers.Add()([t, t])\n"
    text += "model = keras.Model(x, t)\nmodel.compile(loss='mse')\n"
    assert outputs_of(text.format(n=outputs.MAX_MERGES)) == {"made by the project's own code"}
    (reason,) = outputs_of(text.format(n=outputs.MAX_MERGES + 1))
    assert reason == f"{TOO_DEEP}: a long chain of layers"


def test_alternatives_of_one_variable() -> None:
    branches = "".join(f"if c{n}:\n    loss = f{n}\n" for n in range(store.MAX_LEAVES + 4))
    found = losses(f"{HEAD}loss = 'categorical_crossentropy'\n{branches}{TAIL}")
    assert any(one is not None and one.startswith(TOO_MANY) for one in found)


def test_choices_among_the_arguments_of_one_call() -> None:
    given = ", ".join(f"'a' if c{n} else 'b'" for n in range(calls.MAX_SPLIT + 1))
    assert loss(f"loss = max({given})\n") == f"{TOO_MANY}: builtins.max(...)"


def test_turns_of_a_loop() -> None:
    text = "names = []\nfor n in range({n}):\n    names.append('categorical_crossentropy')\nloss = names[0]\n"
    assert loss(text.format(n=statements.MAX_TURNS)) == "categorical_crossentropy"
    turned = "for n in range({n}):\n    loss = ['mse', 'categorical_crossentropy'][n % 2]\n"
    assert loss(turned.format(n=statements.MAX_TURNS)) == "categorical_crossentropy"
    reason = loss(turned.format(n=statements.MAX_TURNS + 1))
    assert reason == "computed at run time: an item chosen at run time"


def test_size_of_a_comprehension() -> None:
    text = "names = ['categorical_crossentropy' for n in range({n})]\nloss = names[0]\n"
    assert loss(text.format(n=expressions.MAX_COMPREHENSION)) == "categorical_crossentropy"
    reason = loss(text.format(n=expressions.MAX_COMPREHENSION + 1))
    assert reason == "computed at run time: an item of an unknown sequence"


def test_size_of_a_sequence() -> None:
    text = "loss = ['categorical_crossentropy', 'mse'][list(range({n}))[0]]\n"
    assert loss(text.format(n=sizes.MAX_WRITTEN_OUT)) == "categorical_crossentropy"
    reason = loss(text.format(n=sizes.MAX_WRITTEN_OUT + 1))
    assert reason == "computed at run time: an item chosen at run time"


def test_alternatives_of_a_list_and_entries_of_a_dict() -> None:
    items = ", ".join(f"'mse{n}'" for n in range(expressions.MAX_ALTERNATIVES + 1))
    assert loss(f"loss = [{items}][k]\n") == "computed at run time: an item chosen at run time"
    entries = ", ".join(f"'{n}': 'mse{n}'" for n in range(containers.MAX_ENTRIES + 1))
    assert loss(f"loss = {{{entries}}}[k]\n") == "computed at run time: an entry that no code in view sets"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("loss = " + "'m' + " * (expressions.MAX_DEPTH + 10) + "'se'\n", "a computation"),
        ("loss = " + "not " * (expressions.MAX_DEPTH + 10) + "x\n", "not"),
    ],
)
def test_nesting_of_expressions(text: str, what: str) -> None:
    assert loss(text) == f"{TOO_DEEP}: {what}"


def test_a_huge_number() -> None:
    assert loss("loss = 1" + "0" * 5000 + "\n") == f"{TOO_DEEP}: a huge number"


def test_a_huge_text() -> None:
    assert loss("loss = 'mse' * 100_000\n") == "computed at run time: a computation"


def test_layers_after_an_output() -> None:
    text = HEAD + "model = Sequential([layers.Dense(3, 'softmax'){}])\nmodel.compile(loss='mse')\n"
    (reason,) = outputs_of(text.format(", layers.Dropout(0.5)" * (outputs.MAX_STAGES + 5)))
    assert reason == f"{TOO_DEEP}: a long chain of layers"


def test_nothing_rests_on_what_a_cut_may_have_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """``build`` takes too long to be followed to its end, where the model is compiled."""
    program_text = (
        HEAD
        + "def build(size):\n    model = Sequential([layers.Dense(1)])\n    keep['model'] = model\n"
        + "    size = size\n" * 400
        + "    model.compile(loss='mse')\n    return model\n"
        + "keep = {}\nbuild(3)\nkeep['model'].fit(x, y)\n"
    )
    assert check_source(program_text.encode(), "a.py", EVERYTHING).findings == ()
    monkeypatch.setattr(machine, "MAX_STEPS", 500)
    assert check_source(program_text.encode(), "a.py", EVERYTHING).findings == ()


@pytest.mark.parametrize(
    "step",
    ["x += x", "x.extend(x)", "x = x + x", "x = [*x, *x]", "x = x * 2", "x = [a for a in x for b in x]"],
)
def test_size_of_a_list_that_grows(step: str) -> None:
    for times, is_known in ((2, True), (40, False)):
        text = "x = ['categorical_crossentropy'] * 2\n" + f"{step}\n" * times + "loss = x[0]\n"
        assert (loss(text) == "categorical_crossentropy") is is_known


@pytest.mark.parametrize(
    "step",
    ["x = x + x", "x = f'{x}{x}'", "x = '%s%s' % (x, x)", "x = '{0}{0}'.format(x)", "x = x.join([x, x])"],
)
def test_size_of_a_string_that_grows(step: str) -> None:
    reason = loss("x = 'm'\n" + f"{step}\n" * 40 + "loss = x\n")
    assert reason is not None
    assert reason.startswith((TOO_DEEP, "computed at run time"))
    assert len(reason) < 500


@pytest.mark.parametrize(
    "value",
    [
        "10**10**10",
        "1 << 10**10",
        "round(10**10, -10**10)",
        "b'%1000000000d' % 1",
        "'a' * 10**9",
        "[0] * 10**9",
        "list(range(10**18))",
        "f'{1:1000000000}'",
        "bytes(10**10)",
    ],
)
def test_values_as_large_as_no_memory(value: str) -> None:
    assert loss(f"loss = {value}\n") not in (None, "")


@pytest.mark.parametrize(
    ("first", "step"),
    [
        ("from a import x", "x = x + x"),
        ("from a import x, c", "x = x if c(1) else (x, x)"),
        ("x = (1,)", "x = (x, x)"),
        ("x = [1]", "x = [x] * 8"),
        ("import tensorflow as tf\nx = tf.data.Dataset.range(3)", "x = tf.data.Dataset.zip((x, x))"),
    ],
)
def test_values_that_are_made_of_themselves_twice(first: str, step: str) -> None:
    twice = f"{first}\n" + f"{step}\n" * 60
    ending = "loss = 'categorical_crossentropy'\nif x == y: z = 1\nz = [x, y]\nprint({x: y})\n"
    assert loss(twice + "y = x\n" + twice + ending) == "categorical_crossentropy"


def test_expressions_of_a_program() -> None:
    nested = "[1" + "".join(f" for i{n} in range(64)" for n in range(8)) + "]"
    assert loss(f"x = {nested}\nloss = 'categorical_crossentropy'\n") == "categorical_crossentropy"
    within = "[" * 8 + "1" + " for i in range(64)]" * 8
    reasons = losses(f"{HEAD}x = {within}\nloss = 'categorical_crossentropy'\n{TAIL}")
    assert reasons == {f"{TOO_DEEP}: a long program"}


def test_tests_of_one_value() -> None:
    tests = "".join(f"elif n == {n}:\n    x = {n}\n" for n in range(conditions.MAX_TESTS * 2))
    text = f"from a import n\nif n == -1:\n    x = 1\n{tests}loss = 'categorical_crossentropy'\n"
    assert loss(text) == "categorical_crossentropy"


def test_steps_of_an_imported_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "MODULE_STEPS", 100)
    monkeypatch.setattr(machine, "MAX_STEPS", 300)
    known, late = "first = 'categorical_crossentropy'\n", "last = 'categorical_crossentropy'\n"
    (tmp_path / "long.py").write_text(known + "x = 1\n" * 1000 + late)
    for name, expected in (("first", "categorical_crossentropy"), ("last", f"{TOO_DEEP}: long.last")):
        program = f"{HEAD}from long import {name} as loss\n{TAIL}"
        (tmp_path / "main.py").write_text(program)
        (call,) = inspect_paths([str(tmp_path / "main.py")], Settings()).calls
        (head,) = call.variants[0]
        assert (head.loss.reason or head.loss.name or "").startswith(expected)


def test_steps_of_all_imported_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "IMPORTED_STEPS", 100)
    for name in ("one", "two"):
        (tmp_path / f"{name}.py").write_text("x = 1\n" * 80 + "loss = 'categorical_crossentropy'\n")
    for order, expected in (("two", f"{TOO_DEEP}: two.loss"), ("one", "categorical_crossentropy")):
        imports = "import one\nprint(one.loss)\n"
        (tmp_path / "main.py").write_text(f"{HEAD}{imports}from {order} import loss\n{TAIL}")
        (call,) = inspect_paths([str(tmp_path / "main.py")], Settings()).calls
        (head,) = call.variants[0]
        assert (head.loss.reason or head.loss.name or "").startswith(expected)


def test_steps_of_all_functions_that_nothing_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "ALL_FORCED_STEPS", 200)
    function = "def f{n}():\n    model = Sequential([layers.Dense(3)])\n    model.compile(loss='mse')\n"
    found = calls_in(HEAD + "".join(function.replace("{n}", str(n)) for n in range(60)))
    reasons = [head.loss.reason or head.loss.name for call in found for head in call.variants[0]]
    assert len(reasons) == 60
    assert reasons[0] == "mean_squared_error"
    assert reasons[-1] == f"{TOO_DEEP}: a long program"


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("import keras_tuner\nhp = keras_tuner.HyperParameters()\nloss = hp.Choice('l', [{}])\n", 8),
        ("loss = dict(enumerate(map(str, [{}])))[0]\n", 64),
        ("import itertools\nloss = list(itertools.product([{}], [1, 2]))[0][0]\n", 128),
        ("from multiprocessing import Pool\nloss = Pool().map(str, [{}])[0]\n", 64),
        ("import functools\nloss = functools.reduce(lambda a, b: a, [{}])\n", 64),
    ],
)
def test_values_that_a_library_takes_one_by_one(text: str, most: int) -> None:
    assert loss(text.format("'categorical_crossentropy', " * most)) == "categorical_crossentropy"
    reason = loss(text.format("'categorical_crossentropy', " * (most + 2)))
    assert reason is not None
    assert " " in reason


def test_alternatives_of_an_expression() -> None:
    chosen = "loss = 'categorical_crossentropy'\n" + "loss = loss if c() else f()\n" * (store.MAX_LEAVES + 4)
    assert any(one is not None and one.startswith(TOO_MANY) for one in losses(f"{HEAD}{chosen}{TAIL}"))


REGRESSION = TAIL.replace("softmax", "linear")
NAMES = ("mse", "mae", "mape", "logcosh", "huber", "cosine_similarity")


def test_contents_of_what_is_unpacked() -> None:
    def found(number: int) -> set[str | None]:
        others = "".join(f"if c{n}: given = {{'loss': '{name}'}}\n" for n, name in enumerate(NAMES[1:number]))
        call = "def f(loss='msle'):\n    return loss\nloss = f(**given)\n"
        return losses(f"{HEAD}given = {{'loss': 'mse'}}\n{others}{call}{REGRESSION}")

    assert len(found(arguments.MAX_UNPACKED)) == arguments.MAX_UNPACKED
    assert "a parameter that no call in view fills: loss" in found(arguments.MAX_UNPACKED + 1)


def test_nesting_of_what_a_call_is_given() -> None:
    """Metrics may stand in lists of lists."""

    def found(depth: int) -> str | None:
        given = "metrics=" + "[" * depth + "k" + "]" * depth
        (call,) = calls_in(HEAD + TAIL.replace("loss=loss", given))
        (metric,) = call.variants[0].heads[0].metrics
        return metric.reason

    assert found(containers.MAX_NESTING + 1) != f"{TOO_DEEP}: lists of lists"
    assert found(containers.MAX_NESTING + 2) == f"{TOO_DEEP}: lists of lists"


def test_lists_in_what_a_call_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    given = "x = keras.Input((2,))\nmodel = keras.Model(x, [layers.Dense(3)(x), layers.Dense(3)(x)])\n"
    text = f"{HEAD}{given}model.compile(loss=[[[k]] * 9, ['mse']])\n"
    assert f"{TOO_DEEP}: lists of lists" not in losses(text)
    monkeypatch.setattr(containers, "MAX_COPIES", 15)
    assert f"{TOO_DEEP}: lists of lists" in losses(text)


def test_ways_in_which_a_test_is_run() -> None:
    def found(rows: int, names: tuple[str, ...]) -> set[str | None]:
        table = "@pytest.mark.parametrize('{}', {!r})\n"
        tables = table.format("n", [*range(rows)]) + table.format("loss", names)
        test = f"def test_it(n, loss):{REGRESSION.rstrip().replace(chr(10), chr(10) + '    ')}\n"
        return losses(f"{HEAD}import pytest\n{tables}{test}")

    rows = fixtures.MAX_WAYS // len(NAMES)
    assert len(found(rows, NAMES)) == len(NAMES)
    assert found(rows + 1, NAMES) == {f"{TOO_MANY}: loss"}


def test_steps_of_a_lookup_that_is_tried_out() -> None:
    """A body that is longer than what is tried may fail anywhere."""
    body = "    x = 1\n" * (lookups.TRIAL_STEPS - 10)
    text = "loss = 'mse'\ntry:\n{}except KeyError:\n    loss = 'mae'\n"
    assert losses(HEAD + text.format(body) + REGRESSION) == {"mean_squared_error"}
    both = {"mean_squared_error", "mean_absolute_error"}
    assert losses(HEAD + text.format(body + body) + REGRESSION) == both


def test_ways_to_a_lookup_that_may_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where either call may fail, the loss is another one in any case."""
    text = (
        "from a import c, g\nloss = 'mse'\n"
        "try:\n    if c == 1: g()\n    if c == 2: g()\nexcept KeyError:\n    loss = 'mae'\n"
        "if c == 1: loss = 'huber'\nif c == 2: loss = 'huber'\n"
    )
    assert losses(HEAD + text + REGRESSION) == {"mean_squared_error", "huber"}
    monkeypatch.setattr(lookups, "MAX_WAYS", 1)
    assert losses(HEAD + text + REGRESSION) == {"mean_squared_error", "mean_absolute_error", "huber"}


def test_expressions_of_each_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "MAX_STEPS", 60)
    monkeypatch.setattr(machine, "EXPRESSIONS_AT_START", 0)
    text = "x = [1, 2, 3, 4, 5, 6, 7, 8]\n" * 40 + "loss = 'categorical_crossentropy'\n"
    assert loss(text) == "categorical_crossentropy"
    monkeypatch.setattr(machine, "EXPRESSIONS_PER_STEP", 3)
    assert loss(text) == f"{TOO_DEEP}: a long program"
    monkeypatch.setattr(machine, "EXPRESSIONS_AT_START", 1000)
    assert loss(text) == "categorical_crossentropy"


def test_frames_of_a_long_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = "".join(f"elif n == {n}: x = 1\n" for n in range(500))
    text = f"from a import n\nif n == -1: x = 1\n{chain}loss = 'categorical_crossentropy'\n"
    assert loss(text) == "categorical_crossentropy"
    monkeypatch.setattr(program, "RECURSION_LIMIT", 2_000)
    assert loss(text) == f"{TOO_DEEP}: a long program"


def test_tensors_of_a_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is behind more of them may add to the loss."""
    deep = ", ".join(["layers.Dense(3)"] * 4)
    text = f"model = Sequential([{deep}])\nmodel.compile('adam')\nmodel.fit(x, y)\n"
    assert codes(text) == [("CL609", 2)]
    monkeypatch.setattr(graph, "MAX_TENSORS", 3)
    assert codes(text) == []


def test_layers_that_keep_the_axes(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "import numpy as np\n"
        "model = Sequential([keras.Input((4,)), layers.Dense(3), layers.Dense(1, activation='sigmoid')])\n"
        "model.compile('adam', 'binary_crossentropy')\n"
        "print(np.argmax(model.predict(x), axis=1))\n"
    )
    assert codes(text) == [("CL801", 4)]
    monkeypatch.setattr(shapes, "MAX_LAYERS", 2)
    assert codes(text) == []


def test_items_of_a_list() -> None:
    text = "x = ['mse'] * {}\nloss = [*x, 'mse'][0]\n"
    assert losses(HEAD + text.format(sizes.MAX_ITEMS - 1) + REGRESSION) == {"mean_squared_error"}
    assert loss(text.format(sizes.MAX_ITEMS)) == "computed at run time: an item of an unknown sequence"


@pytest.mark.parametrize(
    ("known", "beyond"),
    [
        (f"'m' * {sizes.MAX_TEXT - 1} + 'e'", f"'m' * {sizes.MAX_TEXT} + 'e'"),
        (f"{sizes.MAX_NUMBER} * 2", f"({sizes.MAX_NUMBER} + 1) * 2"),
    ],
)
def test_values_that_are_reckoned_with(known: str, beyond: str) -> None:
    """A test of what is not known is open."""
    text = "loss = 'mse' if {} != 5 else 'mae'\n"
    assert losses(HEAD + text.format(known) + REGRESSION) == {"mean_squared_error"}
    assert losses(HEAD + text.format(beyond) + REGRESSION) == {"mean_squared_error", "mean_absolute_error"}


def test_parts_of_tuples_in_tuples() -> None:
    text = "x = (1,)\n{}loss = 'mse' if x else 'mae'\n"
    parts, times = 2, 0  # of the tuple, and how often it was doubled
    while 2 * parts + 1 <= sizes.MAX_TUPLE_PARTS:
        parts, times = 2 * parts + 1, times + 1
    assert losses(HEAD + text.format("x = (x, x)\n" * times) + REGRESSION) == {"mean_squared_error"}
    beyond = losses(HEAD + text.format("x = (x, x)\n" * (times + 1)) + REGRESSION)
    assert beyond == {"mean_squared_error", "mean_absolute_error"}


def test_parts_of_the_name_of_an_unknown_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same sum is the same unknown, until its name has too many parts."""
    chosen = "if y == 1: loss = 'mse'\nelse: loss = 'mae'\nif z != 1 and loss == 'mse': loss = 'huber'\n"
    text = f"{HEAD}from a import x\nx = x + x\ny = x + 1\nz = x + 1\n{chosen}{REGRESSION}"
    assert losses(text) == {"mean_squared_error", "mean_absolute_error"}
    monkeypatch.setattr("compile_lint.values.values.MAX_TOKEN_PARTS", 5)
    assert sizes.MAX_TOKEN_PARTS > 5
    assert "huber" in losses(text)


def test_length_of_what_tells_which_value_is_unknown() -> None:
    name = "x" * sizes.MAX_DETAIL
    why = "a parameter that no call in view fills"

    def found(name: str) -> set[str | None]:
        body = TAIL.rstrip().replace("loss=loss", f"loss={name}").replace("\n", "\n    ")
        return losses(f"{HEAD}def train({name}):{body}\n")

    assert found(name) == {f"{why}: {name}"}
    assert found(f"{name}yz") == {f"{why}: {name}..."}


def test_subclasses_of_a_class_that_leaves_the_model_to_them(monkeypatch: pytest.MonkeyPatch) -> None:
    base = "class Base:\n    def build(self):\n        raise NotImplementedError\n"
    base += "    def train(self):\n        self.build().compile(loss='categorical_crossentropy')\n"
    heir = "class Net{0}(Base):\n    def build(self):\n"
    heir += "        return Sequential([layers.Dense({0}, activation='softmax')])\n"
    text = HEAD + base + "".join(heir.format(n) for n in range(2, 10))
    (call,) = calls_in(text)
    assert len(call.variants) == heirs.MAX_HEIRS
    monkeypatch.setattr(heirs, "MAX_HEIRS", 1)
    (call,) = calls_in(text)
    assert len(call.variants) == 1


def test_classes_that_a_class_derives_from(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = "class C0:\n    def build(self):\n        return keras.Sequential([layers.Dense(1)])\n"
    chain += "".join(f"class C{n}(C{n - 1}): pass\n" for n in range(1, 6))
    text = HEAD + chain + "C5().build().compile(loss='mse')\n"
    assert outputs_of(text) == {"Dense"}
    monkeypatch.setattr(definitions, "MAX_ANCESTORS", 4)
    assert outputs_of(text) == {f"{TOO_DEEP}: C5.build(...)"}
