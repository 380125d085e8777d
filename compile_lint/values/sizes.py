"""How large the values may grow that are worked out here; what would be larger is unknown."""

MAX_ITEMS = 10_000  # of a list, tuple, set or dict
MAX_WRITTEN_OUT = 4096  # of a range, or a repetition: that many items from a few characters
MAX_TEXT = 10_000  # characters of a string that is put together
MAX_NUMBER = 10**30  # of integers that are reckoned with
MAX_TUPLE_PARTS = 4096  # of tuples in tuples: ``x = (x, x)`` doubles them with every line
MAX_TOKEN_PARTS = 200  # of the name of an unknown value, which ``x = x + x`` doubles
MAX_DETAIL = 400  # characters that tell which value is unknown: calls of calls of calls
