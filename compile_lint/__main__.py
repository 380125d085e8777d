"""``python -m compile_lint`` is the ``compile-lint`` command."""

from compile_lint.cli import main

main()
