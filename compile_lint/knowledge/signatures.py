"""Parameters of Keras classes and functions, in positional order with their defaults.

The rows are generated from the installed packages (see ``scripts/generate_knowledge.py``).
Catch-all parameters (``*args``, ``**kwargs``) are not listed as parameters; ``takes_any_keyword``
tells of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final, TypeAlias

from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.knowledge.generated import keras3, tf_keras

Parameters: TypeAlias = tuple[tuple[str, object], ...]


class Missing(Enum):
    """The default of a parameter that has none."""

    REQUIRED = "required"


REQUIRED: Final = Missing.REQUIRED

_Row: TypeAlias = tuple[tuple[str, ...], Parameters]
_SIGNATURES: Final[Mapping[str, Mapping[str, _Row]]] = MappingProxyType(
    {KERAS3: keras3.SIGNATURES, TF_KERAS: tf_keras.SIGNATURES}
)
_TAKES_ANY_KEYWORD: Final = MappingProxyType(
    {KERAS3: keras3.TAKES_ANY_KEYWORD, TF_KERAS: tf_keras.TAKES_ANY_KEYWORD}
)


def parameters_of(flavour: str, name: str) -> Parameters | None:
    """Return the parameters of ``losses.BinaryCrossentropy`` or the like, ``None`` if there is no such name.

    Parameters that must be given have the default ``REQUIRED``.
    """
    row = _SIGNATURES[flavour].get(name)
    if row is None:
        return None
    required, optional = row
    return tuple((parameter, REQUIRED) for parameter in required) + optional


def takes_any_keyword(flavour: str, name: str) -> bool:
    """Whether ``losses.BinaryCrossentropy`` or the like has a ``**kwargs`` parameter."""
    return name in _TAKES_ANY_KEYWORD[flavour]
