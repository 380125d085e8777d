"""What a user can set: the settings of a run as one frozen value, and where they come from."""

from compile_lint.settings.layers import COMMAND_LINE, Layer, combine
from compile_lint.settings.lookup import SettingsLookup
from compile_lint.settings.naming import key_of, nearest
from compile_lint.settings.values import (
    AUTO,
    DOCUMENT_EXTENSIONS,
    Settings,
    SettingsError,
    extensions_of,
    split_at_commas,
)

__all__ = [
    "AUTO",
    "COMMAND_LINE",
    "DOCUMENT_EXTENSIONS",
    "Layer",
    "Settings",
    "SettingsError",
    "SettingsLookup",
    "combine",
    "extensions_of",
    "key_of",
    "nearest",
    "split_at_commas",
]
