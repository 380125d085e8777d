"""libcst's own parser, without what it does for those who make nodes themselves."""

from __future__ import annotations

import libcst as cst

_validated = cst.CSTNode.__post_init__


def _not_validated(_node: cst.CSTNode) -> None:
    """What the parser makes is as its grammar has it."""


def parse_quickly(text: str) -> cst.Module:
    """Parse a module as ``cst.parse_module`` does.

    Each node asks of itself whether it could be written down, which takes a sixth of the time (libcst 1.9.0).
    That is for trees that somebody changes.
    """
    cst.CSTNode.__post_init__ = _not_validated  # type: ignore[assignment,method-assign]
    try:
        return cst.parse_module(text)
    finally:
        cst.CSTNode.__post_init__ = _validated  # type: ignore[method-assign]
