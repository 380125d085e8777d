"""Every limit of the interpreter is reached by a program, ends nothing, and shows as a why in ``inspect``."""

from __future__ import annotations

from pathlib import Path

import pytest
from limited_programs import (
    EVERYTHING,
    HEAD,
    NAMES,
    REGRESSION,
    TAIL,
    TOO_DEEP,
    TOO_MANY,
    calls_in,
    chain_of,
    codes,
    loss,
    losses,
    outputs_of,
)

from compile_lint.interpret import (
    calls,
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
from compile_lint.run import check_source, inspect_paths
from compile_lint.settings import Settings


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
    assert found() == {f"{TOO_DEEP}: part2.LOSS2"}


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


def test_turns_of_a_loop() -> None:
    text = "names = []\nfor n in range({n}):\n    names.append('categorical_crossentropy')\nloss = names[0]\n"
    assert loss(text.format(n=statements.MAX_TURNS)) == "categorical_crossentropy"
    turned = "for n in range({n}):\n    loss = ['mse', 'categorical_crossentropy'][n % 2]\n"
    assert loss(turned.format(n=statements.MAX_TURNS)) == "categorical_crossentropy"
    reason = loss(turned.format(n=statements.MAX_TURNS + 1))
    assert reason == "computed at run time: an item chosen at run time"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("loss = " + "'m' + " * (expressions.MAX_DEPTH + 10) + "'se'\n", "a computation"),
        ("loss = " + "not " * (expressions.MAX_DEPTH + 10) + "x\n", "not"),
    ],
)
def test_nesting_of_expressions(text: str, what: str) -> None:
    assert loss(text) == f"{TOO_DEEP}: {what}"


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


def test_expressions_of_a_program() -> None:
    nested = "[1" + "".join(f" for i{n} in range(64)" for n in range(8)) + "]"
    assert loss(f"x = {nested}\nloss = 'categorical_crossentropy'\n") == "categorical_crossentropy"
    within = "[" * 8 + "1" + " for i in range(64)]" * 8
    reasons = losses(f"{HEAD}x = {within}\nloss = 'categorical_crossentropy'\n{TAIL}")
    assert reasons == {f"{TOO_DEEP}: a long program"}


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
