"""``tf.cond`` and ``keras.ops.cond``: one of two functions is called, whichever a tensor says."""

from __future__ import annotations

from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.conditions import Condition, Test
from compile_lint.values.store import truth_condition
from compile_lint.values.values import FALSE, NO_ARGUMENTS, TRUE, Const, UnknownValue, Value, choose


@handles("tensorflow.cond", "keras.ops.cond")
def cond(call: LibraryCall) -> Value:
    on_true = call.argument("true_fn", 1)
    on_false = call.argument("false_fn", 2)
    if on_true is None or on_false is None:
        return call.unknown()

    def run(answer: Value) -> Value:
        function = on_true if answer == TRUE else on_false
        assert function is not None
        return call.host.call(function, NO_ARGUMENTS, call.origin)

    return call.host.each(_truth(call.argument("pred", 0)), run)


def _truth(asked: Value | None) -> Value:
    """The truth of what is asked, both ways open where it is not known."""
    if isinstance(asked, Const):
        return TRUE if asked.value else FALSE
    if isinstance(asked, UnknownValue):
        condition, answer = truth_condition(asked)
        return choose(condition, TRUE, FALSE) if answer else choose(condition, FALSE, TRUE)
    return choose(Condition(Test(object(), "truth", None)), TRUE, FALSE)
