"""Dataclasses that are made quickly do what those of the standard library do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from compile_lint.records import dataclass, used_everywhere

ROOT = Path(__file__).resolve().parent.parent
MAKERS = {"quick": dataclass, "standard": dataclasses.dataclass}


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 2
    tags: list[str] = field(default_factory=list, compare=False)
    note: str = field(default="", repr=False, kw_only=True)


@pytest.fixture(params=MAKERS)
def made(request):
    """The same classes, made by each of the two."""
    make = MAKERS[request.param]

    @make(frozen=True, slots=True)
    class Base:
        a: int
        b: tuple[Any, ...] = ()
        made: list[int] = field(default_factory=list, compare=False, hash=False)
        c: int = field(default=3, init=False)
        d: str = field(default="d", repr=False, kw_only=True)

    @make(frozen=True, slots=True)
    class Below(Base):
        e: int = 5

        def __post_init__(self):
            object.__setattr__(self, "e", self.e + 1)

    @make(slots=True)
    class Open:
        a: int
        b: dict[str, int] = field(default_factory=dict)

    @make(frozen=True, eq=False)
    class ByIdentity:
        a: int

    return {one.__name__: one for one in (Base, Below, Open, ByIdentity)}


def test_values_and_defaults(made):
    one = made["Base"](1)
    assert (one.a, one.b, one.made, one.c, one.d) == (1, (), [], 3, "d")
    assert one.made is not made["Base"](1).made
    assert made["Below"](1, (2,), d="x").e == 6
    assert made["Open"](1, b={"c": 2}).b == {"c": 2}


@pytest.mark.parametrize("arguments", [(), (1, 2, 3, 4, 5, 6)])
def test_arguments_that_do_not_fit(made, arguments):
    with pytest.raises(TypeError, match=r"__init__\(\)"):
        made["Base"](*arguments)
    with pytest.raises(TypeError, match="unexpected keyword argument 'c'"):
        made["Base"](1, c=2)


def test_equality_and_hashes(made):
    base, below = made["Base"], made["Below"]
    assert base(1, (2,)) == base(1, (2,), [3])
    assert hash(base(1, (2,))) == hash(base(1, (2,), [3]))
    assert base(1) != base(2)
    assert base(1, d="x") != base(1)
    assert base(1) != below(1)
    assert below(1, e=3) != below(1, e=4)
    assert {base(1): "kept"}[base(1)] == "kept"
    assert made["Open"](1) == made["Open"](1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(made["Open"](1))
    one = made["ByIdentity"](1)
    assert one == one  # noqa: PLR0124 - that is what it is about
    assert one != made["ByIdentity"](1)


def test_how_it_is_shown(made):
    assert repr(made["Base"](1)).rpartition(".")[2] == "Base(a=1, b=(), made=[], c=3)"
    ring = made["Open"](1)
    ring.b["self"] = ring
    assert repr(ring).endswith("Open(a=1, b={'self': ...})")


def test_what_is_frozen_stays(made):
    for one in (made["Base"](1), made["Below"](1), made["ByIdentity"](1)):
        with pytest.raises(FrozenInstanceError, match="cannot assign to field 'a'"):
            one.a = 2
        with pytest.raises(FrozenInstanceError, match="cannot delete field 'a'"):
            del one.a
    opened = made["Open"](1)
    opened.a = 2
    assert opened.a == 2


def test_what_others_ask_of_dataclasses(made):
    base = made["Base"]
    assert is_dataclass(base)
    assert [one.name for one in fields(base)] == ["a", "b", "made", "c", "d"]
    assert base.__match_args__ == ("a", "b", "made")
    assert not hasattr(base(1), "__dict__")
    assert copy.deepcopy(base(1, (2,))) == base(1, (2,))
    assert dataclasses.asdict(made["Open"](1)) == {"a": 1, "b": {}}


@pytest.mark.parametrize("above", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize("below", MAKERS.values(), ids=MAKERS)
def test_either_can_stand_above_the_other(above, below):
    @above(frozen=True)
    class Above:
        a: int

    @below(frozen=True)
    class Below(Above):
        b: int

    assert Below(1, 2) == Below(1, 2)
    with pytest.raises(TypeError, match="non-frozen dataclass from a frozen one"):
        below(type("Open", (Above,), {}))
    with pytest.raises(FrozenInstanceError):
        Below(1, 2).a = 3


def test_any_name_may_be_a_fields():
    """The names that a method is made with are not those of its parameters."""

    @dataclass(frozen=True, slots=True)
    class Odd:
        _asked: int = 0
        _set: list[int] = field(default_factory=list)
        _default__asked: int = 1
        _make__set: int = 2

    assert Odd() == Odd(0, [], 1, 2)
    assert Odd(3, [4], 5, 6)._set == [4]


def test_copies_are_equal():
    one = Point(1, tags=["a"], note="n")
    for other in (pickle.loads(pickle.dumps(one)), copy.copy(one), replace(one, y=2)):  # noqa: S301 - our own
        assert other == one
        assert (other.tags, other.note) == (["a"], "n")
    assert replace(one, y=3).y == 3


def test_what_is_not_known_here_is_left_to_the_standard_library():
    @dataclass(frozen=True, order=True)
    class Ordered:
        a: int

    assert Ordered(1) < Ordered(2)


def test_modules_that_are_imported_meanwhile_get_them_too():
    with used_everywhere():
        assert dataclasses.dataclass is dataclass
    assert dataclasses.dataclass is not dataclass


def test_libcst_is_what_it_is():
    """Its own test of its nodes would be better; what is used here is what the tool builds on."""
    code = (
        "import compile_lint.syntax, dataclasses, libcst as cst, pickle\n"
        "from libcst import matchers\n"
        "module = cst.parse_module('f(a, *b, c=1) # why\\n')\n"
        "assert module.code == 'f(a, *b, c=1) # why\\n'\n"
        "call = module.body[0].body[0].value\n"
        "assert call != call.deep_clone() and call.deep_equals(call.deep_clone())\n"
        "assert cst.Name('x').with_changes(value='y').value == 'y'\n"
        "assert pickle.loads(pickle.dumps(module)).code == module.code\n"
        "try: cst.Name('1 2').validate_types_deep(); cst.Name('')\n"
        "except cst.CSTValidationError: print('refused')\n"
        "try: call.func = None\n"
        "except dataclasses.FrozenInstanceError: print('frozen')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout.split() == ["refused", "frozen"], done.stderr
