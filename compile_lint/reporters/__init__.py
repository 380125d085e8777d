"""Output formats, one a file: pure functions from a report to text."""
