"""What the rules on predictions ask: the uses of a model with one output, and that output."""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.model import CompileCall, Known, Output, Use, UseKind


def uses_of_output(call: CompileCall, *kinds: UseKind) -> Iterator[tuple[Use, Output]]:
    """Every use of these kinds with the output it is about.

    The predictions of a model with several outputs are a list of arrays, which a use may take apart.
    """
    if len(call.heads) != 1:
        return
    output = call.heads[0].output
    if not isinstance(output, Known):
        return
    for use in call.uses:
        if use.kind in kinds:
            yield use, output.value
