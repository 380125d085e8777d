"""The two Keras flavours that every fact is stated for."""

from __future__ import annotations

from typing import Final

KERAS3: Final = "keras3"
TF_KERAS: Final = "tf_keras"

# The releases every table of this package was compared with by scripts/check_knowledge.py.
SOURCE: Final = "keras 3.15.1, tf_keras 2.21.0"
