"""How a program gets to a compile call; what rests on less yields to what rests on more."""

from __future__ import annotations

from enum import IntEnum


class Reach(IntEnum):
    """The ways to get to a compile call, the weakest first."""

    BY_ITSELF = 0  # nothing in view calls the function around it: its arguments are assumed
    BY_CALLER = 1  # a function calls that one which nothing in view calls in turn
    BY_RECIPIENT = 2  # the program hands the function to what calls it, which nothing in view calls in turn
    BY_PROGRAM = 3
