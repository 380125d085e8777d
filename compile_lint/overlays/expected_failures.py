"""Blocks of tests that are to fail: ``with pytest.raises(...)``, ``with self.assertRaises(...)``.

What stands in such a block is wrong on purpose, so nothing that happens there is found fault with.
"""

from __future__ import annotations

from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import LibraryObject, Value, leaves

EXPECTED_FAILURE = "pytest.raises"  # the one name for all of them

_FUNCTIONS = (
    "nose.tools.assert_raises",
    "nose.tools.assert_raises_regex",
    "numpy.testing.assert_raises",
    "numpy.testing.assert_raises_regex",
    "numpy.testing.assert_warns",
    "pytest.deprecated_call",
    "pytest.raises",
    "pytest.warns",
)
# Methods of unittest.TestCase and, the last four, of tf.test.TestCase; a class of tests has them by
# inheritance, often from a base class that is not in view.
_METHODS = (
    "assertRaises",
    "assertRaisesRegex",
    "assertRaisesRegexp",
    "assertWarns",
    "assertWarnsRegex",
    "assertRaisesIncompatibleShapesError",
    "assertRaisesOpError",
    "assertRaisesWithLiteralMatch",
    "assertRaisesWithPredicateMatch",
)


@handles(*_FUNCTIONS, *(f"{kind}.{method}" for kind in ("object", "unknown") for method in _METHODS))
def _expected_failure(call: LibraryCall) -> Value:
    return LibraryObject(EXPECTED_FAILURE, call.arguments, call.origin)


def expects_failure(manager: Value) -> bool:
    """Whether what runs under a context manager is expected to raise or to warn."""
    return all(isinstance(one, LibraryObject) and one.name == EXPECTED_FAILURE for one in leaves(manager))
