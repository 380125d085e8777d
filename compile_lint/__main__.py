"""``python -m compile_lint`` is the ``compile-lint`` command, and this is where both begin."""

import gc
import sys

from compile_lint.process import ending_properly, hear_no_more, hear_signals, occupy_closed_streams


def main() -> None:
    """Run the command that the arguments of this process ask for, and exit."""
    occupy_closed_streams()
    with ending_properly():
        hear_signals()
        try:
            _answer(sys.argv[1:])
        finally:
            hear_no_more()
            gc.freeze()  # or Python would look through all that is left before it ends


def _answer(arguments: list[str]) -> None:
    from compile_lint.replay import replay  # noqa: PLC0415 - an interruption may come meanwhile
    from compile_lint.replay.call import call_of  # noqa: PLC0415 - as above

    call = call_of(arguments)
    status = None if call is None else replay(call)
    if status is not None:
        raise SystemExit(status)
    from compile_lint.collector import collector_resting  # noqa: PLC0415 - as above

    with collector_resting():
        from compile_lint.cli import main as command  # noqa: PLC0415 - it takes longer than all of this

    command(obj=call)  # it takes the arguments itself, and expands them where shells do not


if __name__ == "__main__":
    main()
