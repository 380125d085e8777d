"""Command-line arguments and environment variables: the default in one world, anything else in the others."""

from __future__ import annotations

import pytest

from compile_lint.values.conditions import ConditionKind

PARSER = "import argparse, os\nparser = argparse.ArgumentParser()\n"


@pytest.fixture
def argument(evaluate):
    """``argument("'--x', default=1", "args.x")``: what a declared argument is read as."""

    def run(declaration, read, parse="parser.parse_args()"):
        return evaluate(f"{PARSER}parser.add_argument({declaration})\nargs = {parse}\nfound = {read}\n")(
            "found"
        )

    return run


DEFAULTS = [
    ("'--loss', default='mse'", "args.loss", "mse"),
    ("'--batch-size', type=int, default=32", "args.batch_size", 32),
    ("'-b', '--batch', default=32", "args.batch", 32),
    ("'-b', default=32", "args.b", 32),
    ("'--n', dest='units', default=3", "args.units", 3),
    ("'--rate', type=float, default='1e-3'", "args.rate", 1e-3),
    ("'--rate', type=float, default=1", "args.rate", 1),
    ("'--kind', type=lambda s: s.lower(), default='MSE'", "args.kind", "mse"),
    ("'--loss'", "args.loss", None),
    ("'--loss', default=None", "args.loss", None),
    ("'file', nargs='?', default='a.csv'", "args.file", "a.csv"),
    ("'--layers', nargs='+', type=int, default=[64, 32]", "args.layers", [64, 32]),
    ("'--flag', action='count', default=0", "args.flag", 0),
]


@pytest.mark.parametrize(("declaration", "read", "default"), DEFAULTS)
def test_a_default_holds_in_one_world_and_nothing_is_known_in_the_other(
    argument, is_unsure, declaration, read, default
):
    found = argument(declaration, read)
    assert (found.yes, found.kind) == (default, ConditionKind.DEFAULT)
    assert is_unsure(found.no)


def test_a_switch_is_the_other_boolean(argument, either):
    assert argument("'--fast', action='store_true'", "args.fast") == either(False, True)
    assert argument("'--no-fast', dest='fast', action='store_false'", "args.fast") == either(True, False)
    on = "'--fast', action=argparse.BooleanOptionalAction, default=True"
    assert argument(on, "args.fast") == either(True, False)


def test_choices_are_the_other_worlds(argument, either):
    found = argument("'--loss', choices=['mse', 'mae', 'huber'], default='mse'", "args.loss")
    assert found == either("mse", either("mae", "huber"))
    assert (found.kind, found.no.kind) == (ConditionKind.DEFAULT, ConditionKind.TEST)


def test_choices_without_a_default_are_the_worlds(argument, either):
    assert argument("'loss', choices=['mse', 'mae']", "args.loss") == either("mse", "mae")
    assert argument("'--loss', required=True, choices=['mse', 'mae']", "args.loss") == either("mse", "mae")


UNKNOWN = [
    ("'file'", "args.file"),
    ("'--loss', required=True", "args.loss"),
    ("'--loss', default=n", "args.loss"),
    ("'--loss', type=int, default='three'", "args.loss"),
    ("'n', type=int, choices=range(100)", "args.n"),
]


@pytest.mark.parametrize(("declaration", "read"), UNKNOWN)
def test_an_argument_without_a_known_default_is_unknown(argument, is_unsure, declaration, read):
    assert is_unsure(argument(declaration, read))


def test_the_same_argument_is_the_same_value_everywhere(evaluate):
    program = evaluate(
        f"{PARSER}parser.add_argument('--n', default=1, choices=[1, 2])\n"
        "a = parser.parse_args()\nb, rest = parser.parse_known_args()\n"
        "found = 'same' if a.n == b.n else 'different'\n"
    )
    assert program("found") == "same"


def test_an_empty_command_line_leaves_the_defaults(argument):
    assert argument("'--n', default=1", "args.n", "parser.parse_args([])") == 1
    assert argument("'--n', default=1", "args.n", "parser.parse_args(args=[])") == 1


def test_groups_store_to_their_parser(evaluate):
    program = evaluate(
        f"{PARSER}g = parser.add_argument_group('g')\ng.add_argument('--a', default=1)\n"
        "e = parser.add_mutually_exclusive_group(required=True)\ne.add_argument('--b', default=2)\n"
        "args = parser.parse_args()\nfound = args.a, args.b\n"
    )
    assert [found.yes for found in program("found")] == [1, 2]


def test_the_arguments_of_subcommands_are_told_apart(evaluate):
    program = evaluate(
        f"{PARSER}sub = parser.add_subparsers(dest='command')\n"
        "train = sub.add_parser('train')\ntrain.add_argument('--n', default=1)\n"
        "train.add_argument('--m', default=5)\n"
        "test = sub.add_parser('test')\ntest.add_argument('--n', default=2)\n"
        "args = parser.parse_args()\nfound = args.n\nother = args.m\n"
    )
    found = program("found")
    assert (found.kind, found.yes.yes, found.no.yes) == (ConditionKind.TEST, 2, 1)
    assert (program("other").kind, program("other").yes) == (ConditionKind.DEFAULT, 5)


def test_parents_hand_their_arguments_down(evaluate):
    program = evaluate(
        f"{PARSER}parser.add_argument('--a', default=1)\n"
        "child = argparse.ArgumentParser(parents=[parser])\nfound = child.parse_args([]).a\n"
    )
    assert program("found") == 1


def test_set_defaults_replaces_a_default(evaluate, is_unsure):
    program = evaluate(
        f"{PARSER}parser.add_argument('--a', default=1)\nparser.set_defaults(a=2, b=3)\n"
        "args = parser.parse_args()\nfound = args.a\nfixed = args.b\n"
    )
    assert program("found").yes == 2
    assert is_unsure(program("found").no)
    assert program("fixed") == 3


def test_a_namespace_as_a_dict(evaluate):
    program = evaluate(
        f"{PARSER}parser.add_argument('--a', default=1)\nargs = parser.parse_args([])\nargs.b = 2\n"
        "found = vars(args)\ngiven = getattr(args, 'c', 3)\n"
    )
    assert program("found")["a"] == 1
    assert program("given") == 3


def test_arguments_that_one_branch_adds_are_read(evaluate):
    program = evaluate(
        f"{PARSER}if n:\n    parser.add_argument('--a', default=1)\n"
        "else:\n    parser.add_argument('--a', default=2)\n"
        "found = parser.parse_args([]).a\n"
    )
    assert (program("found").yes, program("found").no) == (1, 2)


def test_a_parser_of_the_projects_own_class_and_unbound_methods_are_survived(evaluate):
    program = evaluate(
        "import argparse\nclass P(argparse.ArgumentParser): pass\np = P()\np.add_argument('--a', default=1)\n"
        "found = p.parse_args([]).a\nargparse.ArgumentParser.add_argument('--b', default=2)\n"
        "loose = argparse.ArgumentParser.parse_args\n"
    )
    assert program("found") == 1


def test_error_ends_the_branch(evaluate):
    assert evaluate(f"{PARSER}x = 1\nif n:\n    x = 2\n    parser.error('no')\n")("x") == 1


@pytest.mark.parametrize("read", ["os.environ.get('LOSS', 'mse')", "os.getenv('LOSS', 'mse')"])
def test_an_environment_variable_has_its_default_in_one_world(evaluate, is_unsure, read):
    found = evaluate(f"import os\nfound = {read}\n")("found")
    assert (found.yes, found.kind) == ("mse", ConditionKind.DEFAULT)
    assert is_unsure(found.no)


@pytest.mark.parametrize("read", ["os.environ.get('LOSS')", "os.getenv('LOSS')", "os.getenv(n, 'mse')"])
def test_an_environment_variable_without_a_default_is_unknown(evaluate, is_unsure, read):
    assert is_unsure(evaluate(f"import os\nfound = {read}\n")("found"))


FLAGS = "from absl import app, flags\nFLAGS = flags.FLAGS\n"


@pytest.mark.parametrize(
    "module", ["from absl import flags", "import tensorflow as tf\nflags = tf.app.flags"]
)
def test_a_flag_has_its_default_in_one_world(evaluate, is_unsure, module):
    program = evaluate(
        f"{module}\nFLAGS = flags.FLAGS\nflags.DEFINE_string('loss', 'mse', 'the loss')\n"
        "found = FLAGS.loss\nagain = flags.FLAGS.loss\n"
    )
    assert (program("found").yes, program("found").kind) == ("mse", ConditionKind.DEFAULT)
    assert is_unsure(program("found").no)
    assert program("found") == program("again")


def test_flags_with_few_values_have_those(evaluate, either):
    program = evaluate(
        f"{FLAGS}flags.DEFINE_boolean('fast', False, '')\n"
        "flags.DEFINE_enum('loss', 'a', ['a', 'b', 'c'], '')\n"
        "held = flags.DEFINE_bool('held', True, '')\nfound = FLAGS.fast, FLAGS.loss, held.value\n"
    )
    assert program("found") == (either(False, True), either("a", either("b", "c")), either(True, False))


@pytest.mark.parametrize(
    "declaration", ["", "flags.DEFINE_string(n, 'mse', '')", "flags.DEFINE_string('x', n, '')"]
)
def test_a_flag_that_is_not_declared_in_view_is_unknown(evaluate, is_unsure, declaration):
    assert is_unsure(evaluate(f"{FLAGS}{declaration}\nfound = FLAGS.x\n")("found"))


def test_app_run_runs_main(evaluate):
    program = evaluate(f"{FLAGS}found = []\ndef main(argv):\n    found.append(1)\napp.run(main)\n")
    assert program("found") == [1]
