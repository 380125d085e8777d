"""Settings files: which file holds the settings of a folder, and what stands in it."""

# Paths are strings here, because every folder of a tree is asked for.
# ruff: noqa: PTH113, PTH118, PTH119, PTH120

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from compile_lint.settings.key_lines import PROJECT_FILE, TABLE, place_of_key
from compile_lint.settings.kinds import AFile, Unfit
from compile_lint.settings.layers import COMMAND_LINE, Layer, read_layer
from compile_lint.settings.values import SettingsError
from compile_lint.sights import UNKEPT, Sights

OWN_FILES = (".compile-lint.toml", "compile-lint.toml")
EXTEND = "extend"
EXTEND_DOC = "Another settings file, on top of which this one stands; relative to this file."

MAX_BYTES = 1_000_000
MAX_CHAIN = 16  # files that extend each other


def file_of(folder: str, sights: Sights = UNKEPT) -> tuple[str, Mapping[str, object]] | None:
    """The settings file of a folder itself and its settings; None if it has none.

    Raises ``SettingsError`` if it cannot be read.
    """
    for name in OWN_FILES:
        path = os.path.join(folder, name)
        sights.content(path)
        if os.path.isfile(path):
            return path, _parse(path)
    path = os.path.join(folder, PROJECT_FILE)
    sights.content(path)
    if os.path.isfile(path):
        table = _table_of_project(path)
        if table is not None:
            return path, table
    return None


def layers_of(
    path: str, table: Mapping[str, object], base: str | None = None, sights: Sights = UNKEPT
) -> list[Layer]:
    """What a settings file sets, on top of the files that it extends.

    Paths in it are relative to ``base``, or else to the folder of the file.

    Raises ``SettingsError`` for settings that mean nothing, and for files that extend each other in a ring.
    """
    layers: list[Layer] = []
    seen: list[str] = []
    while True:
        place = shown(path)
        if os.path.realpath(path) in seen:
            raise SettingsError(
                f"`{EXTEND}` leads back to a file that extends it", place_of_key(place, EXTEND)
            )
        seen.append(os.path.realpath(path))
        if len(seen) > MAX_CHAIN:
            raise SettingsError(f"more than {MAX_CHAIN} files extend each other", place)
        folder = base or os.path.dirname(os.path.abspath(path))
        layers.insert(0, read_layer(table, folder, place, more_keys=[EXTEND]))
        if EXTEND not in table:
            return layers
        try:
            extended = str(AFile().read(table[EXTEND], folder))
        except Unfit as unfit:
            raise SettingsError(f"`{EXTEND}` {unfit}", place_of_key(place, EXTEND)) from None
        sights.content(extended)
        if not os.path.isfile(extended):
            message = f"`{EXTEND}` names `{shown(extended)}`, which is no file"
            raise SettingsError(message, place_of_key(place, EXTEND))
        path, table, base = extended, read_file(extended), None


def read_file(path: str) -> Mapping[str, object]:
    """The settings in one file, which may be a ``pyproject.toml`` (or be written like one).

    Raises ``SettingsError`` if it cannot be read.
    """
    if os.path.basename(path) == PROJECT_FILE:
        return _table_of_project(path) or {}
    return _parse(path)


def inline_layer(text: str) -> Layer | None:
    """What ``--config 'key = value'`` sets; None if the text is no TOML of this form.

    Raises ``SettingsError`` for settings that mean nothing.
    """
    import tomli  # noqa: PLC0415 - most runs give nothing of this kind

    try:
        table = tomli.loads(text)
    except ValueError:
        return None
    return read_layer(table, os.getcwd(), f"{COMMAND_LINE}, `--config`")  # noqa: PTH109


def shown(path: str) -> str:
    """A path as people see it: from the working folder, if it is below that."""
    here = Path.cwd()
    whole = Path(os.path.abspath(path))
    return (whole.relative_to(here) if here in whole.parents else whole).as_posix()


def _table_of_project(path: str) -> Mapping[str, object] | None:
    data = _read(path)
    if TABLE.encode() not in data:  # most projects have other tools only, and parsing takes a while
        return None
    table: object = _loaded(data, path).get("tool", {})
    table = table.get(TABLE) if isinstance(table, Mapping) else None
    if table is None:
        return None
    if not isinstance(table, Mapping):
        raise SettingsError(f"`tool.{TABLE}` must be a table", shown(path))
    return table


def _parse(path: str) -> Mapping[str, object]:
    return _loaded(_read(path), path)


def _read(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise SettingsError(f"the file cannot be read: {error.strerror or error}", shown(path)) from error
    if len(data) > MAX_BYTES:
        raise SettingsError(f"the file is larger than {MAX_BYTES:,} bytes", shown(path))
    return data


def _loaded(data: bytes, path: str) -> Mapping[str, object]:
    import tomli  # noqa: PLC0415 - most folders have no settings of ours

    try:
        return tomli.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        what = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise SettingsError(f"no valid TOML: {what}", shown(path)) from error
