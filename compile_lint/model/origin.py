"""Where a value was written, without yet knowing the line.

Positions are dear to compute, so an origin holds the syntax node and becomes a ``Span`` only when a
finding names it (see ``compile_lint.syntax.positions``). Nothing but ``syntax`` looks into ``node``.
"""

from __future__ import annotations

from compile_lint.records import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """The syntax node that a value was written as, and the source unit it stands in.

    Two origins are equal only if they are the same object; use ``node`` identity to compare places.
    """

    unit: object
    node: object

    def __repr__(self) -> str:
        return f"<Origin of {type(self.node).__name__}>"  # the node's own repr is pages long


@dataclass(frozen=True, slots=True)
class Because:
    """One half of a contradiction: a place, and what stands there (``the output is `softmax` ``)."""

    origin: Origin
    label: str
