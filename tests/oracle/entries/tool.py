"""CL0: what the tool says of itself and of files."""

from __future__ import annotations

from oracle.claims import Entry, Raises, Runs, everywhere

COMMENTS = "comments are nothing to Keras"

ENTRIES = (
    Entry("CL000", not_about_keras="the linter itself fails, on no known program"),
    Entry("CL001", bad=everywhere(Raises("SyntaxError: '(' was never closed")), good=everywhere(Runs())),
    Entry("CL002", bad=everywhere(Runs()), good=everywhere(Runs()), not_about_keras=COMMENTS),
    Entry("CL003", bad=everywhere(Runs()), good=everywhere(Runs()), not_about_keras=COMMENTS),
)
