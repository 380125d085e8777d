"""Every limit on the size of a value is reached by a program, and shows as a why in ``inspect``."""

from __future__ import annotations

import pytest
from limited_programs import HEAD, NAMES, REGRESSION, TAIL, TOO_DEEP, TOO_MANY, calls_in, loss, losses

from compile_lint.interpret import (
    arguments,
    calls,
    containers,
    expressions,
)
from compile_lint.values import conditions, sizes, store


def test_alternatives_of_one_variable() -> None:
    branches = "".join(f"if c{n}:\n    loss = f{n}\n" for n in range(store.MAX_LEAVES + 4))
    found = losses(f"{HEAD}loss = 'categorical_crossentropy'\n{branches}{TAIL}")
    assert any(one is not None and one.startswith(TOO_MANY) for one in found)


def test_choices_among_the_arguments_of_one_call() -> None:
    given = ", ".join(f"'a' if c{n} else 'b'" for n in range(calls.MAX_SPLIT + 1))
    assert loss(f"loss = max({given})\n") == f"{TOO_MANY}: builtins.max(...)"


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


def test_a_huge_number() -> None:
    assert loss("loss = 1" + "0" * 5000 + "\n") == f"{TOO_DEEP}: a huge number"


def test_a_huge_text() -> None:
    assert loss("loss = 'mse' * 100_000\n") == "computed at run time: a computation"


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


def test_tests_of_one_value() -> None:
    tests = "".join(f"elif n == {n}:\n    x = {n}\n" for n in range(conditions.MAX_TESTS * 2))
    text = f"from a import n\nif n == -1:\n    x = 1\n{tests}loss = 'categorical_crossentropy'\n"
    assert loss(text) == "categorical_crossentropy"


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
