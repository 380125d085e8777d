"""CL0: what the tool says of itself and of files."""

from __future__ import annotations

from oracle.claims import Entry, Raises, Runs, everywhere

ENTRIES = (
    Entry("CL000", not_about_keras="the linter itself fails, on no known program"),
    Entry("CL001", bad=everywhere(Raises("SyntaxError: '(' was never closed")), good=everywhere(Runs())),
)
