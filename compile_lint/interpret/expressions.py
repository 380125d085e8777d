"""Expressions: evaluated to abstract values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.interpret import formatted_strings, operators
from compile_lint.interpret.arguments import with_arguments
from compile_lint.interpret.definitions import Definitions
from compile_lint.model import Origin, Why
from compile_lint.overlays import array_operators
from compile_lint.overlays.derivations import (
    end_with,
    holds_places,
    is_range,
    iterated,
    known_tail,
    make_keys_unknown,
    over_each,
    some_position,
)
from compile_lint.overlays.python_containers import update_dict
from compile_lint.overlays.python_objects import has_own_method
from compile_lint.syntax.literals import literal_value
from compile_lint.syntax.names import target_names
from compile_lint.values.cells import ELEMENT
from compile_lint.values.events import SOME_LAYERS
from compile_lint.values.sizes import MAX_ITEMS
from compile_lint.values.store import truth_condition
from compile_lint.values.truths import undecided
from compile_lint.values.values import (
    NONE,
    TRUE,
    UNBOUND,
    Arguments,
    Array,
    Choice,
    Const,
    Dataset,
    DictObject,
    FrameObject,
    Instance,
    LayerToken,
    LibraryName,
    ListObject,
    RowToken,
    Scope,
    SliceValue,
    SuperValue,
    TupleValue,
    UnknownValue,
    Value,
    bounded_tuple,
    leaves,
    one_of,
)

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine

MAX_DEPTH = 120
_PLAIN = (Const, UnknownValue)  # what has no cells
MAX_ALTERNATIVES = 8  # a longer list gives an unknown value for any one of its items
MAX_COMPREHENSION = 64


class Expressions:
    """Evaluates expressions on a machine."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._definitions = Definitions(machine)
        self._depth = 0
        self._table: dict[type[cst.CSTNode], Callable[..., Value]] = {
            cst.Name: self._name,
            cst.Attribute: self._attribute,
            cst.Call: self._call,
            cst.Integer: self._number,
            cst.Float: self._number,
            cst.SimpleString: self._string,
            cst.ConcatenatedString: self._concatenated,
            cst.FormattedString: lambda node: formatted_strings.value_of(node, self._machine),
            cst.List: self._list,
            cst.Set: self._list,
            cst.Tuple: self._tuple,
            cst.Dict: self._dict,
            cst.ListComp: self._comprehension,
            cst.SetComp: self._comprehension,
            cst.GeneratorExp: self._comprehension,
            cst.DictComp: self._dict_comprehension,
            cst.Lambda: lambda node: self._definitions.closure(node, "<lambda>"),
            cst.BinaryOperation: self._binary,
            cst.UnaryOperation: self._unary,
            cst.BooleanOperation: self._boolean,
            cst.Comparison: self._comparison,
            cst.IfExp: self._conditional,
            cst.Subscript: self._subscript,
            cst.NamedExpr: self._walrus,
            cst.Await: lambda node: self.evaluate(node.expression),
            cst.Yield: self._yield,
            cst.Ellipsis: lambda node: Const(..., self._machine.origin(node)),
        }

    def evaluate(self, node: cst.CSTNode) -> Value:
        """The value of an expression on the present path."""
        compute = self._table.get(type(node))
        self._machine.count_expression()
        if compute is None or self._depth > MAX_DEPTH:
            why = Why.TOO_DEEP if compute else Why.NOT_SUPPORTED_YET
            return self._machine.unknown(why, origin=self._machine.origin(node))
        self._depth += 1
        try:
            return compute(node)
        finally:
            self._depth -= 1

    # --- atoms -------------------------------------------------------------------------------------

    def _name(self, node: cst.Name) -> Value:
        constant = _NAMED.get(node.value, ...)
        if constant is not ...:
            return Const(constant, self._machine.origin(node))
        found = self._machine.statements.bindings.name(node)
        origin = self._machine.origin(node)
        if isinstance(found, LibraryName) and _is_import(found.origin):
            found = replace(found, origin=origin)  # where it is used tells more than the import
        return self._machine.declared(found, origin)

    def module_name(self) -> Value:
        """``__name__``: the file is the program, so its main guard is taken, and that of no other file."""
        imported = self._machine.modules.imported_name()
        return Const("__main__") if imported is None else Const(imported)

    def _number(self, node: cst.Integer | cst.Float) -> Value:
        try:
            return Const(literal_value(node.value), self._machine.origin(node))
        except (ValueError, SyntaxError):  # more digits than Python converts
            return self._machine.unknown(Why.TOO_DEEP, "a huge number", self._machine.origin(node))

    def _string(self, node: cst.SimpleString) -> Value:
        try:
            return Const(literal_value(node.value), self._machine.origin(node))
        except (ValueError, SyntaxError):  # "\N{no such name}"
            return self._machine.unknown(Why.DYNAMIC, "a string", self._machine.origin(node))

    def _concatenated(self, node: cst.ConcatenatedString) -> Value:
        return self.operate(
            "Add", self.evaluate(node.left), self.evaluate(node.right), self._machine.origin(node)
        )

    # --- displays ----------------------------------------------------------------------------------

    def _display(
        self, elements: Sequence[cst.BaseElement], make: Callable[[tuple[Value, ...], bool], Value]
    ) -> Value:
        """What ``make`` makes of the values of a display, and of whether they are all.

        They are only the last ones if a starred one is unknown.
        """
        machine = self._machine
        parts = [
            (machine.store.settle(self.evaluate(element.value)), isinstance(element, cst.StarredElement))
            for element in elements
        ]
        lists: list[ListObject | DictObject] = [
            value for value, is_starred in parts if is_starred and isinstance(value, ListObject)
        ]

        def collected() -> Value:
            values: list[Value] = []
            is_all = True
            for value, is_starred in parts:
                items = machine.items(value) if is_starred else (value,)
                if items is None or len(values) + len(items) > MAX_ITEMS:
                    is_all = False
                    values, items = [], known_tail(machine, value)
                values.extend(items)
            return make(tuple(values), is_all)

        return over_each(machine, lists, collected)

    def _list(self, node: cst.List | cst.Set) -> Value:
        machine = self._machine
        origin = machine.origin(node)

        def make(values: tuple[Value, ...], is_all: bool) -> Value:
            if not is_all:
                unknown = machine.unknown(Why.DYNAMIC, "a starred item", origin)
                made = machine.containers.new_open_list(unknown, origin)
                end_with(machine, made, unknown, values if isinstance(node, cst.List) else ())
                return made
            return (
                self._set(values, origin) if isinstance(node, cst.Set) else machine.new_list(values, origin)
            )

        return self._display(node.elements, make)

    def _set(self, values: tuple[Value, ...], origin: Origin) -> Value:
        """A set of these values: how many there are is known only if they are constants."""
        if len(values) < 2 or all(isinstance(value, Const) for value in values):
            return self._machine.new_list(tuple(dict.fromkeys(values)), origin)
        made = self._machine.containers.new_open_list(
            self._machine.unknown(Why.DYNAMIC, "a set", origin), origin
        )
        self._machine.write(made, ELEMENT, one_of(values))
        return made

    def _tuple(self, node: cst.Tuple) -> Value:
        machine = self._machine
        origin = machine.origin(node)

        def make(values: tuple[Value, ...], is_all: bool) -> Value:
            if not is_all:
                return machine.unknown(Why.DYNAMIC, "a starred item", origin)
            return bounded_tuple(TupleValue(values, origin))

        return self._display(node.elements, make)

    def _dict(self, node: cst.Dict) -> Value:
        machine = self._machine
        made = machine.new_dict({}, machine.origin(node))
        for element in node.elements:
            if isinstance(element, cst.StarredDictElement):
                update_dict(machine, made, self.evaluate(element.value))
            elif isinstance(element, cst.DictElement):
                key = machine.store.settle(self.evaluate(element.key))
                machine.containers.set_item(made, key, self.evaluate(element.value))
        return made

    # --- comprehensions ----------------------------------------------------------------------------

    def _comprehension(self, node: cst.ListComp | cst.SetComp | cst.GeneratorExp) -> Value:
        machine = self._machine
        origin = machine.origin(node)
        values: list[Value] = []

        def add() -> bool:
            values.append(self.evaluate(node.elt))
            return len(values) < MAX_ITEMS

        complete = self._loop(node.for_in, add)
        if complete:
            if isinstance(node, cst.SetComp):
                return self._set(tuple(values), origin)
            return machine.new_list(tuple(values), origin)
        made = machine.containers.new_open_list(
            machine.unknown(Why.DYNAMIC, "a comprehension over unknown items", origin), origin
        )
        if values:
            machine.write(made, ELEMENT, one_of(values))
        return made

    def _dict_comprehension(self, node: cst.DictComp) -> Value:
        machine = self._machine
        made = machine.new_dict({}, machine.origin(node))
        turns = count(1)

        def add() -> bool:
            key = machine.store.settle(self.evaluate(node.key))
            machine.containers.set_item(made, key, self.evaluate(node.value))
            return next(turns) < MAX_ITEMS

        if not self._loop(node.for_in, add):
            keys = machine.unknown(Why.DYNAMIC, "a comprehension")
            make_keys_unknown(machine, made, keys, are_places=holds_places(machine, made))
        return made

    def _loop(self, clause: cst.CompFor, body: Callable[[], bool]) -> bool:
        """Run ``body`` for each item, until it says no.

        False if it did, or if items or conditions are unknown (then it ran once).
        """
        machine = self._machine
        scope = Scope("comprehension", machine.frame.scope, machine.frame.scope.module)
        scope.locals = frozenset(target_names(clause.target))
        written = machine.store.settle(self.evaluate(clause.iter))
        iterable = iterated(machine, written) or written
        items = machine.items(iterable)
        complete = items is not None and len(items) <= MAX_COMPREHENSION
        turns = items if items is not None and complete else (self.element(iterable),)
        with machine.entered(machine.frame_in(scope)):
            for turn, item in enumerate(turns):
                machine.statements.bindings.assign(clause.target, item)
                answers = [self.is_true(self.evaluate(test.test)) for test in clause.ifs]
                if False in answers:
                    continue
                complete = complete and None not in answers
                with machine.link(None, (id(clause), turn)):
                    if clause.inner_for_in is None:
                        is_whole = body()
                    else:
                        is_whole = self._loop(clause.inner_for_in, body)
                complete = complete and is_whole
                if not is_whole and len(turns) > 1:
                    break
        return complete

    # --- operations --------------------------------------------------------------------------------

    def _binary(self, node: cst.BinaryOperation) -> Value:
        left, right = self.evaluate(node.left), self.evaluate(node.right)
        return self.operate(type(node.operator).__name__, left, right, self._machine.origin(node))

    def operate(
        self, operator: str, left: Value, right: Value, origin: Origin | None, *, in_place: bool = False
    ) -> Value:
        """``left operator right`` for every pair of alternatives."""
        machine = self._machine
        is_simple = not (isinstance(left, Choice) and isinstance(right, Choice)) and all(
            isinstance(one, _PLAIN) for value in (left, right) for one in leaves(value)
        )
        over = machine.map if is_simple else machine.each
        return over(
            left,
            lambda one: over(
                right, lambda two: operators.binary(machine, operator, one, two, origin, in_place=in_place)
            ),
        )

    def _unary(self, node: cst.UnaryOperation) -> Value:
        origin = self._machine.origin(node)
        operator = type(node.operator).__name__
        value = self.evaluate(node.expression)
        return self._machine.each(value, lambda one: operators.unary(self._machine, operator, one, origin))

    def _boolean(self, node: cst.BooleanOperation) -> Value:
        left = self.evaluate(node.left)
        if isinstance(node.operator, cst.And):
            return self._if_true(left, lambda _: self.evaluate(node.right), lambda value: value)
        return self._if_true(left, lambda value: value, lambda _: self.evaluate(node.right))

    def _conditional(self, node: cst.IfExp) -> Value:
        test = self.evaluate(node.test)
        return self._if_true(test, lambda _: self.evaluate(node.body), lambda _: self.evaluate(node.orelse))

    def _if_true(self, value: Value, yes: Callable[[Value], Value], no: Callable[[Value], Value]) -> Value:
        """``yes(value)`` or ``no(value)`` by its truth, both where it is not known."""
        machine = self._machine

        def decide(one: Value) -> Value:
            decided = self.is_true(one)
            if decided is not None:
                return yes(one) if decided else no(one)
            asked = operators.opened(one)
            if isinstance(asked, UnknownValue):
                condition, answer = truth_condition(asked)
            else:
                condition, answer = undecided(asked), True
            first, second = (yes, no) if answer else (no, yes)
            return machine.branch(condition, lambda: first(one), lambda: second(one))

        return machine.each(value, decide)

    def is_true(self, value: Value) -> bool | None:
        """The truth of a value, or None where it is not known."""
        value = operators.opened(self._machine.store.settle(value))
        if isinstance(value, Const):
            return bool(value.value)
        if isinstance(value, UnknownValue):
            condition, answer = truth_condition(value)
            decided = self._machine.store.decided(condition)
            return None if decided is None else decided == answer
        if isinstance(value, ListObject | DictObject | TupleValue):
            items = self._machine.items(value)
            return None if items is None else bool(items)
        if isinstance(value, Choice | Array | Dataset | FrameObject):
            return None
        return True

    def _comparison(self, node: cst.Comparison) -> Value:
        origin = self._machine.origin(node)
        left = self.evaluate(node.left)
        result: Value = TRUE
        for position, target in enumerate(node.comparisons):
            right = self.evaluate(target.comparator)
            answer = self.compare(type(target.operator).__name__, left, right, origin)
            if position == 0:
                result = answer
            else:
                result = self._if_true(result, lambda _, answer=answer: answer, lambda value: value)  # type: ignore[misc]
            left = right
        return result

    def compare(self, operator: str, left: Value, right: Value, origin: Origin | None) -> Value:
        """A comparison for every pair of alternatives; an unknown side gives a test that can be asked."""
        machine = self._machine
        return machine.map(
            left,
            lambda one: machine.map(
                right, lambda two: operators.compare(machine, operator, one, two, origin)
            ),
        )

    # --- attributes, items, calls ------------------------------------------------------------------

    def _attribute(self, node: cst.Attribute) -> Value:
        machine = self._machine
        origin, name = machine.origin(node), node.attr.value
        found = machine.each_but_none(
            self.evaluate(node.value), lambda one: machine.attribute(one, name, origin)
        )
        return machine.declared(found, origin)

    def _subscript(self, node: cst.Subscript) -> Value:
        machine = self._machine
        container = self.evaluate(node.value)
        index = self.index(node)
        origin = machine.origin(node)
        return machine.each(
            container, lambda one: machine.each(index, lambda at: self._item(one, at, origin))
        )

    def index(self, node: cst.Subscript) -> Value:
        """What stands between the brackets: a value, a slice, or a tuple of them."""
        parts = [self._index_part(element.slice) for element in node.slice]
        if len(parts) == 1 and isinstance(node.slice[0].comma, cst.MaybeSentinel):
            return parts[0]
        return TupleValue(tuple(parts))

    def _index_part(self, node: cst.BaseSlice) -> Value:
        if isinstance(node, cst.Index):
            return self.evaluate(node.value)
        assert isinstance(node, cst.Slice)
        parts = (node.lower, node.upper, node.step)
        lower, upper, step = (NONE if part is None else self.evaluate(part) for part in parts)
        return SliceValue(lower, upper, step)

    def _item(self, container: Value, index: Value, origin: Origin) -> Value:
        machine = self._machine
        machine.registries.before_reading(container)
        machine.lookups.item(container, index)
        if isinstance(container, Array | Dataset):
            found = array_operators.subscript(container, index, machine, origin)
            return found or machine.unknown(Why.DYNAMIC, "an item", origin)
        if isinstance(container, UnknownValue):
            token: object = object()
            if isinstance(index, Const):
                token = ("item", container.token, repr(index.value))
            return UnknownValue(container.why, container.detail, token, origin=origin)
        return machine.calls.item(container, index, origin)

    def _call(self, node: cst.Call) -> Value:
        machine = self._machine
        machine.step()
        origin = machine.origin(node)
        if isinstance(node.func, cst.Name) and node.func.value == "super":
            made = self._super(node)
            if made is not None:
                return made
        if isinstance(node.func, cst.Attribute):
            return self._method_call(node, node.func, origin)
        function = self.evaluate(node.func)
        return with_arguments(machine, node, lambda given: machine.calls.call(function, given, origin))

    def _method_call(self, node: cst.Call, called: cst.Attribute, origin: Origin) -> Value:
        machine = self._machine
        receiver, name = self.evaluate(called.value), called.attr.value
        if name == "compile":
            self._tell_compile(node, receiver)

        def invoke(arguments: Arguments) -> Value:
            result = machine.each_but_none(
                receiver, lambda one: machine.calls.invoke(one, name, arguments, origin)
            )
            is_column = all(isinstance(one, Array) for one in leaves(receiver))
            if is_column and arguments.keywords.get("inplace") == TRUE:
                machine.statements.bindings.assign(called.value, result)
                return NONE
            return result

        return with_arguments(machine, node, invoke)

    def _tell_compile(self, node: cst.Call, receiver: Value) -> None:
        """Note whose the ``compile`` is that is called."""
        machine = self._machine
        if isinstance(receiver, UnknownValue):
            return
        machine.told.add(node)
        owners = [one for one in leaves(receiver) if one not in (NONE, UNBOUND)]
        are_own = (isinstance(one, Instance) and has_own_method(machine, one, "compile") for one in owners)
        if owners and all(are_own):
            machine.own_compiles.add(node)

    def _super(self, node: cst.Call) -> Value | None:
        frame = next((f for f in reversed(self._machine.frames) if f.owner is not None), None)
        if frame is None or frame.owner is None or frame.receiver is None:
            return None
        return SuperValue(frame.owner, frame.receiver, self._machine.origin(node))

    def _walrus(self, node: cst.NamedExpr) -> Value:
        value = self.evaluate(node.value)
        self._machine.statements.bindings.assign(node.target, value)
        return value

    def _yield(self, node: cst.Yield) -> Value:
        machine = self._machine
        if isinstance(node.value, cst.From):
            inner = self.evaluate(node.value.item)
            machine.calls.yielded(inner, is_delegated=True)
        elif node.value is not None:
            machine.calls.yielded(self.evaluate(node.value))
        return machine.unknown(Why.DYNAMIC, "sent to a generator")

    # --- iteration ---------------------------------------------------------------------------------

    def element(self, iterable: Value) -> Value:
        """One unspecified element of an iterable."""
        machine = self._machine
        iterable = machine.store.settle(iterable)
        if isinstance(iterable, Choice):
            return machine.each(iterable, self.element)
        if isinstance(iterable, Dataset):
            return iterable.element
        if is_range(iterable) or (isinstance(iterable, Const) and isinstance(iterable.value, range)):
            return some_position(iterable.origin)
        if isinstance(iterable, ListObject):
            known = machine.read(iterable, ELEMENT)
            if isinstance(known, UnknownValue) and isinstance(known.token, LayerToken):
                return replace(known, token=_another_layer(known.token, iterable))
            if known != UNBOUND:
                return known
            items = machine.items(iterable)
            if items and len(items) <= MAX_ALTERNATIVES:
                return one_of(items)
        if isinstance(iterable, Array):
            index = machine.unknown(Why.DYNAMIC)
            found = array_operators.subscript(iterable, index, machine, iterable.origin)
            if found is not None:
                token = RowToken(iterable, object())
                return replace(found, token=token) if isinstance(found, Array) else found
        return machine.unknown(Why.DYNAMIC, "an item of a sequence", iterable.origin)


def _is_import(origin: Origin | None) -> bool:
    return origin is not None and isinstance(origin.node, cst.Import | cst.ImportFrom)


def _another_layer(token: LayerToken, taken_from: ListObject) -> LayerToken:
    """The next layer of a list of layers; which layers another list holds is not known."""
    return LayerToken(token.model, token.home, token.part if taken_from is token.home else SOME_LAYERS)


_NAMED: dict[str, object] = {"None": None, "True": True, "False": False}
