"""What a user can set: the settings of a run as one frozen value, and where they come from."""

from compile_lint.settings.values import (
    DOCUMENT_EXTENSIONS,
    Settings,
    SettingsError,
    extensions_of,
    split_at_commas,
)

__all__ = ["DOCUMENT_EXTENSIONS", "Settings", "SettingsError", "extensions_of", "split_at_commas"]
