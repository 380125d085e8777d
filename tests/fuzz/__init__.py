"""Programs and files that nobody would write, to find what makes compile-lint fail.

``run.py`` is the command; docs/reliability.md says what was run, and what was found.
"""
