"""Abstract values: what the interpreter knows of a program's values, and the store they live in."""
