"""Python source as libcst trees: parsing, the collecting walk, positions; knows nothing of Keras.

libcst is two hundred dataclasses, and making them takes more than half of its import: whoever needs it
imports this package first.
"""

from __future__ import annotations

from compile_lint.records import used_everywhere

with used_everywhere():
    import libcst  # noqa: F401 - see above
