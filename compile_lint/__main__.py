"""``python -m compile_lint`` is the ``compile-lint`` command, and this is where both begin."""

from compile_lint.process import ending_properly, hear_no_more, hear_signals, occupy_closed_streams


def main() -> None:
    """Run the command that the arguments of this process ask for, and exit."""
    occupy_closed_streams()
    with ending_properly():
        hear_signals()
        try:
            from compile_lint.cli import main as command  # noqa: PLC0415 - an interruption may come meanwhile

            command()
        finally:
            hear_no_more()


if __name__ == "__main__":
    main()
