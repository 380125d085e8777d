"""Lists, sets, dicts and tuples: changes in place are read back exactly; what went unknown stays so."""

from __future__ import annotations

import pytest

from compile_lint.values.conditions import ConditionKind

CHANGES = [
    ("x = [1]", "x.append(2)"),
    ("x = [1]", "x.extend([2, 3])"),
    ("x = [1]", "x.extend('ab')"),
    ("x = [1, 2]", "x.insert(0, 9)"),
    ("x = [1, 2, 3]", "x.pop()"),
    ("x = [1, 2, 3]", "x.pop(0)"),
    ("x = [1, 2, 3]", "x.pop(-2)"),
    ("x = [1, 2, 1]", "x.remove(1)"),
    ("x = [1, 2]", "x.reverse()"),
    ("x = [2, 1, 3]", "x.sort()"),
    ("x = [2, 1, 3]", "x.sort(key=lambda n: -n)"),
    ("x = [1, 2]", "x.clear()"),
    ("x = [1, 2]", "y = x.copy(); y.append(3)"),
    ("x = [1, 2]", "y = x; y.append(3)"),
    ("x = {'a': 1}", "x.update(b=2)"),
    ("x = {'a': 1}", "x.update({'a': 2, 'b': 3})"),
    ("x = {'a': 1}", "x.update([('b', 2)])"),
    ("x = {'a': 1, 'b': 2}", "x.pop('a')"),
    ("x = {'a': 1}", "x.pop('b', None)"),
    ("x = {'a': 1}", "x.setdefault('b', 2)"),
    ("x = {'a': 1}", "x.setdefault('a', 2)"),
    ("x = {'a': []}", "x.setdefault('a', None).append(1)"),
    ("x = {'a': 1}", "x.clear()"),
    ("x = {'a': 1}", "y = x.copy(); y['b'] = 2"),
    ("x = {'a': 1}", "y = dict(x); y['b'] = 2"),
]


@pytest.mark.parametrize(("setup", "change"), CHANGES)
def test_a_change_in_place_does_what_python_does(evaluate, setup, change):
    names: dict[str, object] = {}
    exec(f"{setup}\n{change}\n", names)  # noqa: S102 - the table above
    assert evaluate(f"{setup}\n{change}\n")("x") == names["x"]


READS = [
    "[1, 2, 3].pop()",
    "[1, 2, 1].count(1)",
    "['a', 'b'].index('b')",
    "(1, 2).index(2)",
    "(1, 1).count(1)",
    "{'a': 1}.get('a')",
    "{'a': 1}.get('b')",
    "{'a': 1}.get('b', 5)",
    "{'a': 1}.pop('a')",
    "{1: 'int', '1': 'str'}.get(1)",
    "list({'a': 1, 'b': 2}.keys())",
    "list({'a': 1, 'b': 2}.values())",
    "list({'a': 1, 'b': 2}.items())",
    "[k + v for k, v in {'a': 'b'}.items()]",
    "dict.fromkeys(['a', 'b'], 0)",
    "dict(**{'a': 1})",
    "dict(zip('ab', [1, 2]))",
    "len({1, 2}.union([3]))",
    "sorted({1, 2, 3}.difference({2}))",
    "sorted({1, 2, 3}.intersection({2, 5}))",
    "{}.get('a', {}).get('b', 3)",
]


@pytest.mark.parametrize("expression", READS)
def test_what_is_read_is_what_python_reads(evaluate, expression):
    assert evaluate(f"found = {expression}\n")("found") == eval(expression)  # noqa: S307 - the table above


UNKNOWN = [
    ("x = [1]\nx.extend(n)", "x[0]"),
    ("x = [1]\nx.insert(n, 2)", "x[0]"),
    ("x = [1, 2]\nx.pop(n)", "x[0]"),
    ("x = [1, 2]\nx.remove(n)", "x[0]"),
    ("x = [2, n]\nx.sort()", "x[0]"),
    ("x = [1, n]", "x.index(1)"),
    ("x = [1]", "x.index(5)"),
    ("x = [1]", "x.pop(7)"),
    ("x = {1, 2}", "x.pop()"),
    ("x = {'a': 1}", "x.get(n)"),
    ("x = {'a': 1}", "x.pop('b')"),
    ("x = dict(n)", "x.get('a')"),
    ("x = dict(n)", "x.setdefault('a')"),
    ("x = {}\nx.update(n)", "x.get('a')"),
    ("x = {}\nx[n] = 1", "x.get('a')"),
    ("x = n", "x.get('a')"),
    ("x = {'a': 1}", "x.popitem()"),
]


@pytest.mark.parametrize(("setup", "expression"), UNKNOWN)
def test_what_is_not_known_stays_unknown(evaluate, is_unsure, setup, expression):
    assert is_unsure(evaluate(f"{setup}\nfound = {expression}\n")("found"))


def test_each_branch_keeps_its_own_items(evaluate, either):
    program = evaluate(
        "x = []\nif n:\n    x.append(1)\nelse:\n    x.append(2)\nx.append(3)\nfound = list(x)\n"
    )
    assert program("found") == either([1, 3], [2, 3])


def test_a_set_keeps_one_of_each(evaluate):
    assert evaluate("x = set()\nx.add(1)\nx.add(1)\nx.update([1, 2])\nfound = len(x)\n")("found") == 2


def test_an_unknown_update_leaves_what_was_written_in_one_world(evaluate, is_unsure):
    found = evaluate("x = {'loss': 'mse'}\nx.update(n)\nfound = x['loss']\n")("found")
    assert (found.yes, found.kind) == ("mse", ConditionKind.DEFAULT)
    assert is_unsure(found.no)


def test_the_default_of_an_unknown_mapping_holds_in_one_world(evaluate, is_unsure):
    program = evaluate(
        "found = config.get('loss', 'mse')\nagain = config.get('loss', 'mse')\nbare = config['loss']\n"
    )
    assert (program("found").yes, program("found").kind) == ("mse", ConditionKind.DEFAULT)
    assert is_unsure(program("found").no)
    assert program("found") == program("again")
    assert program("found").no == program("bare")


def test_what_callers_out_of_view_pass_has_no_preferred_world(evaluate, is_unsure):
    found = evaluate("x = {'a': 1}\nx.update(**n)\nfound = x['a']\n")("found")
    assert (found.yes, found.kind) == (1, ConditionKind.UNFILLED)
    assert is_unsure(found.no)


def test_what_came_after_an_unknown_update_is_known(evaluate):
    assert evaluate("x = {}\nx.update(n)\nx['a'] = 1\nfound = x.get('a', 5)\n")("found") == 1


def test_an_element_of_an_unknown_list_is_like_the_others(evaluate):
    program = evaluate("x = [3 for _ in n]\ny = x.copy()\nfound = [i for i in y][0], y.pop()\n")
    assert program("found")[1] == 3


def test_ordered_and_default_dicts_are_dicts(evaluate):
    program = evaluate(
        "from collections import OrderedDict, defaultdict, deque\n"
        "a = OrderedDict([('x', 1)])\nb = defaultdict(list, y=2)\nc = deque([1])\nc.appendleft(0)\n"
        "d = c.popleft()\n"
    )
    assert (program("a"), program("b"), program("c"), program("d")) == ({"x": 1}, {"y": 2}, [1], 0)
