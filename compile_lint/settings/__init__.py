"""What a user can set: the settings of a run as one frozen value, and where they come from."""

from compile_lint.settings.values import (
    AUTO,
    DOCUMENT_EXTENSIONS,
    Settings,
    SettingsError,
    extensions_of,
    split_at_commas,
)

__all__ = ["AUTO", "DOCUMENT_EXTENSIONS", "Settings", "SettingsError", "extensions_of", "split_at_commas"]
