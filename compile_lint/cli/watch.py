"""``check --watch``: the command again whenever a file changes, until somebody has seen enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from compile_lint.process import say

_WAIT = 200  # milliseconds without a change, after which the library lets go for a moment

# Programs and documents, settings files, and files that programs read their defaults from.
_SUFFIXES = (".py", ".ipynb", ".md", ".markdown", ".rst", ".toml", ".json", ".ini", ".cfg")


def run_again(ctx: click.Context) -> NoReturn:
    """Run the command of ``ctx`` now and after each change below its paths, until it is interrupted.

    Raises ``click.UsageError`` without the library that tells of changes, or for paths that cannot be
    watched; ``KeyboardInterrupt`` in the end.
    """
    changes = _changes(ctx.params["paths"] or (".",))
    ctx.obj = None  # what a single run says is not the answer to this call
    _run(ctx)
    while True:
        say("Watching for changes; Ctrl-C ends it.")
        say(f"\nChanged: {', '.join(next(changes))}")
        try:
            _run(ctx)
        except click.ClickException as error:  # a settings file that is about to be mended, perhaps
            error.show()


def _run(ctx: click.Context) -> None:
    with suppress(SystemExit):  # findings, or none: the next change may tell otherwise
        ctx.invoke(ctx.command, **{**ctx.params, "is_watching": False})


def _changes(paths: Sequence[str]) -> Iterator[list[str]]:
    """Tell the names of files that have changed, a list for each burst of changes."""
    try:
        import watchfiles  # noqa: PLC0415 - an extra, and only for this option
    except ModuleNotFoundError as error:
        raise click.UsageError(
            "`--watch` needs the package watchfiles: `pip install 'compile-lint[watch]'`"
        ) from error
    missing = next((path for path in paths if not Path(path).exists()), None)
    if missing is not None:
        raise click.UsageError(f"`--watch`: `{missing}` is no file or folder")
    usual = watchfiles.DefaultFilter()
    bursts = watchfiles.watch(
        *paths,
        watch_filter=lambda change, path: path.endswith(_SUFFIXES) and usual(change, path),
        rust_timeout=_WAIT,
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    next(bursts)  # from here on changes are noticed, those during a run as well
    return (sorted({_short(path) for _, path in burst}) for burst in bursts if burst)


def _short(path: str) -> str:
    here = Path.cwd()
    return Path(path).relative_to(here).as_posix() if here in Path(path).parents else path
