"""Statements: executed one after the other, with branches joined and loops bounded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.interpret.bindings import Bindings
from compile_lint.interpret.completions import (
    BREAK,
    CONTINUE,
    NORMAL,
    Completion,
    Kind,
    Leaf,
    after_iteration,
    after_loop,
    join,
)
from compile_lint.interpret.definitions import Definitions
from compile_lint.interpret.imports import Imports
from compile_lint.interpret.lookups import Handler
from compile_lint.interpret.operators import opened
from compile_lint.interpret.patterns import Patterns
from compile_lint.model import Why
from compile_lint.overlays.derivations import (
    holds_places,
    iterated,
    make_keys_unknown,
    some_position,
)
from compile_lint.overlays.expected_failures import expects_failure
from compile_lint.syntax.names import rebinds_from_itself
from compile_lint.values.cells import ELEMENT, GREW, ITEMS, KEYS, ONE_SET, TAIL
from compile_lint.values.conditions import Condition, ConditionKind
from compile_lint.values.store import DeadPath, truth_condition
from compile_lint.values.truths import undecided
from compile_lint.values.values import (
    TRUE,
    UNBOUND,
    Choice,
    Const,
    Dataset,
    DictObject,
    Instance,
    LibraryObject,
    ListObject,
    ModelObject,
    Object,
    Tensor,
    TupleValue,
    UnknownValue,
    Value,
    leaves,
    one_of,
)

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine

MAX_TURNS = 16  # a loop over more items than this is run once, with unknown items
Statement = cst.BaseStatement | cst.BaseSmallStatement


class Statements:
    """Executes statements on a machine."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self.bindings = Bindings(machine)
        self._definitions = Definitions(machine)
        self.imports = Imports(machine, self.bindings)
        self._patterns = Patterns(machine)
        self._table: dict[type[cst.CSTNode], Callable[..., Completion]] = {
            cst.Expr: self._expr,
            cst.Assign: self._assign,
            cst.AnnAssign: self._ann_assign,
            cst.AugAssign: self._aug_assign,
            cst.Return: self._return,
            cst.Raise: self._raise,
            cst.Assert: self._assert,
            cst.Del: self._del,
            cst.Break: lambda node: BREAK,
            cst.Continue: lambda node: CONTINUE,
            cst.Import: self.imports.import_modules,
            cst.ImportFrom: self.imports.import_names,
            cst.If: self._if,
            cst.For: self._for,
            cst.While: self._while,
            cst.With: self._with,
            cst.Try: self._try,
            cst.TryStar: self._try,
            cst.Match: self._match,
            cst.FunctionDef: self._function,
            cst.ClassDef: self._class,
        }

    # --- blocks ------------------------------------------------------------------------------------

    def block(self, body: cst.BaseSuite | Sequence[Statement]) -> Completion:
        """Execute statements in order; stops where every world has left the block."""
        statements = flattened(body)
        for position, statement in enumerate(statements):
            completion = self._one(statement)
            if completion is NORMAL:
                continue
            rest = statements[position + 1 :]
            return self._continue(completion, lambda rest=rest: self.block(rest))  # type: ignore[misc]
        return NORMAL

    def _one(self, statement: Statement) -> Completion:
        self._machine.step()
        execute = self._table.get(type(statement))
        return NORMAL if execute is None else execute(statement)

    def _continue(self, completion: Completion, rest: Callable[[], Completion]) -> Completion:
        """Run ``rest`` in the worlds that came through normally, and join it with those that left."""
        if isinstance(completion, Leaf):
            return rest() if completion.kind is Kind.NORMAL else completion
        yes, no = completion.yes, completion.no
        return self._fork(
            completion.condition, lambda: self._continue(yes, rest), lambda: self._continue(no, rest)
        )

    def _fork(
        self, condition: Condition, yes: Callable[[], Completion], no: Callable[[], Completion]
    ) -> Completion:
        self._machine.step()
        return self._machine.store.branch(condition, yes, no, join)

    def truth(self, value: Value, yes: Callable[[], Completion], no: Callable[[], Completion]) -> Completion:
        """Run ``yes`` or ``no`` by the truth of a value, forking where it is not known."""
        value = opened(self._machine.store.settle(value))
        if isinstance(value, Choice):
            left, right = value.yes, value.no
            return self._fork(
                value.condition, lambda: self.truth(left, yes, no), lambda: self.truth(right, yes, no)
            )
        decided = self._machine.expressions.is_true(value)
        if decided is not None:
            return yes() if decided else no()
        if isinstance(value, UnknownValue):
            condition, answer = truth_condition(value)
            return self._fork(condition, yes, no) if answer else self._fork(condition, no, yes)
        return self._fork(undecided(value), yes, no)

    # --- simple statements -------------------------------------------------------------------------

    def _expr(self, node: cst.Expr) -> Completion:
        self._machine.expressions.evaluate(node.value)
        return NORMAL

    def _assign(self, node: cst.Assign) -> Completion:
        value = self._machine.expressions.evaluate(node.value)
        for target in node.targets:
            self.bindings.assign(target.target, value)
        return NORMAL

    def _ann_assign(self, node: cst.AnnAssign) -> Completion:
        if node.value is not None:
            self.bindings.assign(node.target, self._machine.expressions.evaluate(node.value))
        return NORMAL

    def _aug_assign(self, node: cst.AugAssign) -> Completion:
        expressions = self._machine.expressions
        before = expressions.evaluate(node.target)
        operand = expressions.evaluate(node.value)
        operator = type(node.operator).__name__.removesuffix("Assign")
        result = expressions.operate(operator, before, operand, self._machine.origin(node), in_place=True)
        self.bindings.assign(node.target, result)
        return NORMAL

    def _return(self, node: cst.Return) -> Completion:
        if node.value is None:
            return Leaf(Kind.RETURN)
        return Leaf(Kind.RETURN, self._machine.expressions.evaluate(node.value))

    def _raise(self, node: cst.Raise) -> Completion:
        self._machine.lookups.may_fail()
        raise DeadPath

    def _assert(self, node: cst.Assert) -> Completion:
        def fail() -> Completion:
            raise DeadPath

        return self.truth(self._machine.expressions.evaluate(node.test), lambda: NORMAL, fail)

    def _del(self, node: cst.Del) -> Completion:
        targets = (
            [element.value for element in node.target.elements]
            if isinstance(node.target, cst.Tuple)
            else [node.target]
        )
        for target in targets:
            if isinstance(target, cst.Name):
                self.bindings.set_name(target.value, UNBOUND)
            elif isinstance(target, cst.Subscript):
                self.bindings.delete_item(target)
        return NORMAL

    # --- branches ----------------------------------------------------------------------------------

    def _if(self, node: cst.If) -> Completion:
        test = self._machine.expressions.evaluate(node.test)
        return self.truth(test, lambda: self.block(node.body), lambda: self._orelse(node.orelse))

    def _orelse(self, orelse: cst.If | cst.Else | None) -> Completion:
        if orelse is None:
            return NORMAL
        return self._if(orelse) if isinstance(orelse, cst.If) else self.block(orelse.body)

    def _match(self, node: cst.Match) -> Completion:
        subject = self._machine.expressions.evaluate(node.subject)
        return self._cases(subject, node.cases)

    def _cases(self, subject: Value, cases: Sequence[cst.MatchCase]) -> Completion:
        if not cases:
            return NORMAL
        case, rest = cases[0], cases[1:]

        def taken() -> Completion:
            self._patterns.bind(case.pattern, subject)
            if case.guard is None:
                return self.block(case.body)
            guard = self._machine.expressions.evaluate(case.guard)
            return self.truth(guard, lambda: self.block(case.body), lambda: self._cases(subject, rest))

        fits = self._patterns.fits(case.pattern, subject)
        return self.truth(fits, taken, lambda: self._cases(subject, rest))

    def _try(self, node: cst.Try | cst.TryStar) -> Completion:
        def body() -> Completion:
            completion = self.block(node.body)
            if node.orelse is not None:
                orelse = node.orelse
                return self._continue(completion, lambda: self.block(orelse.body))
            return completion

        handlers = [handler for handler in node.handlers if not _is_harmless(handler)]
        smooth = Condition(object(), ConditionKind.SMOOTH)
        if not node.handlers:
            completion = body()
        elif not handlers:
            completion = self._quiet(body)
        else:
            completion = self._tried(body, handlers, smooth)
        if node.finalbody is not None:
            final = self.block(node.finalbody.body)
            if final is not NORMAL:
                return final
        return completion

    def _tried(
        self, body: Callable[[], Completion], handlers: Sequence[Handler], smooth: Condition
    ) -> Completion:
        """A body or one of its handlers; those of failing lookups only where a lookup may fail."""
        lookups = self._machine.lookups
        others = [handler for handler in handlers if not lookups.handles(handler)]
        if len(others) == len(handlers):
            return self._fork(smooth, body, lambda: self._handlers(handlers))
        ways = lookups.ways_to_fail(body)

        def run() -> Completion:
            with lookups.caught():
                return body()

        def decide() -> Completion:
            left = lookups.open_ways(ways)
            if () in left:
                return self._fork(smooth, run, lambda: self._handlers(handlers))
            if left:
                return self._fork(left[0][0][0], decide, decide)
            return self._fork(smooth, run, lambda: self._handlers(others)) if others else run()

        return decide()

    def _quiet(self, body: Callable[[], Completion]) -> Completion:
        """A try body whose handlers only print or pass: what raises in it ends it, no more."""
        try:
            with self._machine.lookups.caught():
                return body()
        except DeadPath:
            return NORMAL

    def _handlers(self, handlers: Sequence[Handler]) -> Completion:
        handler, rest = handlers[0], handlers[1:]

        def run() -> Completion:
            if handler.name is not None:
                self.bindings.assign(
                    handler.name.name,
                    self._machine.unknown(Why.DYNAMIC, "an exception"),
                )
            return self.block(handler.body)

        if not rest:
            return run()
        return self._fork(Condition(object()), run, lambda: self._handlers(rest))

    def _with(self, node: cst.With) -> Completion:
        machine = self._machine
        is_to_fail = False
        for item in node.items:
            manager = machine.expressions.evaluate(item.item)
            is_to_fail = is_to_fail or expects_failure(manager)
            if item.asname is not None:
                self.bindings.assign(item.asname.name, machine.each(manager, self._entered))
        if not is_to_fail:
            return self.block(node.body)
        with machine.expecting_failure():
            return self.block(node.body)

    def _entered(self, manager: Value) -> Value:
        """What ``with manager as x`` binds to ``x``."""
        if isinstance(manager, Instance):
            return self._machine.calls.method(manager, "__enter__")
        if isinstance(manager, Dataset):  # a generator made a context manager: its yield
            return manager.element
        if isinstance(manager, Object):
            return manager
        return self._machine.unknown(Why.DYNAMIC, "what a context manager gives", manager.origin)

    # --- loops -------------------------------------------------------------------------------------

    def _for(self, node: cst.For) -> Completion:
        written = self._machine.expressions.evaluate(node.iter)
        return self._over(node, iterated(self._machine, written) or written)

    def _over(self, node: cst.For, iterable: Value) -> Completion:
        """A loop over a value, apart for each alternative of it where one gives the turns."""
        machine = self._machine
        items = machine.items(iterable)
        if items is not None and len(items) <= MAX_TURNS:
            return self._left(self._turns(node, items, 0), node.orelse)
        iterable = machine.store.settle(iterable)
        if isinstance(iterable, Choice) and self._gives_turns(iterable):
            yes, no = iterable.yes, iterable.no
            return self._fork(iterable.condition, lambda: self._over(node, yes), lambda: self._over(node, no))
        element = machine.expressions.element(iterable)

        def once() -> Completion:
            self.bindings.assign(node.target, element)
            with machine.in_loop_over(element):
                return self.block(node.body)

        self._forget_carried(node, once)
        if items is not None:  # it certainly runs
            return self._left(self._one_of_many(once), node.orelse)
        runs = Condition(object(), ConditionKind.RUNS)
        completion, changed = machine.store.watch(
            lambda: self._fork(runs, lambda: self._one_of_many(once), lambda: NORMAL)
        )
        for target, key in changed:
            if key == ITEMS and isinstance(target, ListObject):
                self._join_fillings(target)
        return self._left(completion, node.orelse)

    def _gives_turns(self, iterable: Value) -> bool:
        """Whether the items of an alternative are known, and few: what is known of each turn then is."""
        counts = (self._machine.items(one) for one in leaves(iterable))
        return any(items is not None and len(items) <= MAX_TURNS for items in counts)

    def _join_fillings(self, target: ListObject) -> None:
        """Make one unknown content of a list that is either still empty or was filled in a loop.

        A loop for each class fills the list again and again: kept apart, the ways double with each.
        """
        machine = self._machine
        content = machine.read(target, ITEMS)
        if not isinstance(content, Choice) or not any(
            isinstance(one, UnknownValue) for one in leaves(content)
        ):
            return
        if any(isinstance(one, TupleValue) and one.items for one in leaves(content)):
            return
        elements: list[Value] = []

        def look(one: Value) -> Value:
            if isinstance(one, UnknownValue):
                elements.append(machine.store.settle(machine.read(target, ELEMENT)))
            return one

        machine.each(content, look)
        machine.write(target, ITEMS, machine.unknown(Why.DYNAMIC, "appended in a loop", target.origin))
        if len(elements) > 1:  # of one filling it stays known what decides on its items
            elements = [leaf for element in elements for leaf in leaves(element)]
        machine.write(target, ELEMENT, UNBOUND if UNBOUND in elements else one_of(elements))

    def _left(self, completion: Completion, orelse: cst.Else | None) -> Completion:
        """What follows a loop that ended so: its ``else`` runs where no ``break`` left it."""
        if orelse is None:
            return after_loop(completion)
        if isinstance(completion, Leaf):
            is_left = completion.kind in (Kind.BREAK, Kind.RETURN)
            return after_loop(completion) if is_left else self.block(orelse.body)
        yes, no = completion.yes, completion.no
        return self._fork(
            completion.condition, lambda: self._left(yes, orelse), lambda: self._left(no, orelse)
        )

    def _one_of_many(self, turn: Callable[[], Completion]) -> Completion:
        """One turn that stands for an unknown number of turns: what it appends may be there more often."""
        machine = self._machine
        completion, changed = machine.store.watch(turn)
        for (target, key), (before, after) in changed.items():
            if key == TAIL:
                machine.write(target, TAIL, _repeated_tail(before, after))
            if key == KEYS and isinstance(target, DictObject) and _is_partly_unknown(after):
                self._fill_in_a_loop(target)
            if key == ITEMS and before != UNBOUND:
                machine.write(target, ONE_SET, UNBOUND)  # other turns may set other places of the same row
            if key != ITEMS or not isinstance(target, ListObject) or not isinstance(before, TupleValue):
                continue
            contents = [content.items for content in leaves(after) if isinstance(content, TupleValue)]
            lengths = {len(items) - len(before.items) for items in contents}
            if lengths <= {0}:
                continue
            added = [one for items in contents for one in items[len(before.items) :]]
            if min(lengths) >= 0 and all(
                isinstance(one, Tensor | LibraryObject | ModelObject | Instance) for one in added
            ):
                machine.write(target, GREW, TRUE)  # the last layer is the last layer however often
                continue
            machine.write(target, ITEMS, machine.unknown(Why.DYNAMIC, "appended in a loop", target.origin))
            if not before.items and added:
                is_one = lengths == {1} and all(isinstance(one, TupleValue) for one in leaves(after))
                machine.write(target, ELEMENT, machine.map(after, _only_item) if is_one else one_of(added))
        return completion

    def _fill_in_a_loop(self, target: DictObject) -> None:
        machine = self._machine
        keys = machine.unknown(Why.DYNAMIC, "filled in a loop", target.origin)
        make_keys_unknown(machine, target, keys, are_places=holds_places(machine, target))

    def _turns(self, node: cst.For, items: tuple[Value, ...], turn: int) -> Completion:
        if turn == len(items):
            return NORMAL
        self.bindings.assign(node.target, items[turn])
        with self._machine.link(None, (id(node), turn)), self._machine.in_loop_over(items[turn]):
            completion = after_iteration(self.block(node.body))
        return self._continue(completion, lambda: self._turns(node, items, turn + 1))

    def _while(self, node: cst.While) -> Completion:
        machine = self._machine
        nothing = Const(None)  # this loop's own, by which it is told from others
        for turn in range(MAX_TURNS):
            decided = machine.expressions.is_true(machine.expressions.evaluate(node.test))
            if decided is False:
                return self._left(NORMAL, node.orelse)
            if decided is None or _is_literal(node.test):
                break
            with machine.link(None, (id(node), turn)), machine.in_loop_over(nothing):
                completion = after_iteration(self.block(node.body))
            if completion is not NORMAL:
                return self._left(completion, None)

        def once() -> Completion:
            with machine.in_loop_over(nothing):
                return self.block(node.body)

        self._forget_carried(node, once)
        test = machine.expressions.evaluate(node.test)
        completion = self.truth(test, lambda: self._one_of_many(once), lambda: NORMAL)
        return self._left(completion, node.orelse)

    def _forget_carried(self, node: cst.For | cst.While, once: Callable[[], object]) -> None:
        """Make unknown what one turn of a loop hands to the next: counters, running strings.

        Found by rehearsing one turn and seeing which constants it changed.
        """
        if self._machine.store.is_rehearsing or not rebinds_from_itself(node.body):
            return
        for (target, key), (before, after) in self._machine.rehearse(once).items():
            if isinstance(before, Const) and isinstance(after, Const) and before != after:
                some = self._machine.unknown(Why.DYNAMIC, "changed by a loop", before.origin)
                counted = some_position(before.origin) if _is_one_more(before, after) else some
                self._machine.write(target, key, counted)

    # --- definitions -------------------------------------------------------------------------------

    def _function(self, node: cst.FunctionDef) -> Completion:
        self.bindings.set_name(node.name.value, self._definitions.function(node))
        return NORMAL

    def _class(self, node: cst.ClassDef) -> Completion:
        self.bindings.set_name(node.name.value, self._definitions.define_class(node))
        return NORMAL


def flattened(body: cst.BaseSuite | Sequence[Statement]) -> Sequence[Statement]:
    """The statements of a block, with ``a; b`` lines taken apart."""
    if isinstance(body, cst.SimpleStatementSuite):
        return body.body
    statements = body.body if isinstance(body, cst.IndentedBlock) else body
    flat: list[Statement] = []
    for statement in statements:  # type: ignore[union-attr]
        if isinstance(statement, cst.SimpleStatementLine):
            flat.extend(statement.body)
        else:
            flat.append(statement)
    return flat


def _only_item(content: Value) -> Value:
    return content.items[0] if isinstance(content, TupleValue) else content


def _is_one_more(before: Const, after: Const) -> bool:
    """Whether a whole number became the next one, as a counter does."""
    return type(before.value) is int and type(after.value) is int and after.value == before.value + 1


def _is_partly_unknown(value: Value) -> bool:
    """Whether it is unknown on some paths: a turn that adds nothing is no sign that no other turn does."""
    return any(isinstance(one, UnknownValue) for one in leaves(value))


def _repeated_tail(before: Value, after: Value) -> Value:
    """The known end of a list after many turns, of which one made ``before`` into ``after``."""
    count = len(before.items) if isinstance(before, TupleValue) else 1
    if not isinstance(after, TupleValue) or len(after.items) <= count:
        return UNBOUND
    return TupleValue((after.items[0], *after.items[count:]))


def _is_harmless(handler: Handler) -> bool:
    """Whether a handler changes nothing that the program goes on with: it only passes or calls."""
    return all(isinstance(statement, cst.Pass | cst.Expr) for statement in flattened(handler.body))


def _is_literal(test: cst.BaseExpression) -> bool:
    return isinstance(test, cst.Integer) or (isinstance(test, cst.Name) and test.value == "True")
