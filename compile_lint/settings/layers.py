"""Settings from several places, the nearer over the farther: files, ``--config``, options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from compile_lint.records import dataclass
from compile_lint.settings.key_lines import place_of_key
from compile_lint.settings.kinds import TableOf, Unfit
from compile_lint.settings.naming import field_of, key_of, nearest
from compile_lint.settings.values import Settings, SettingsError, declared

COMMAND_LINE = "command line"

# What options add to, where a file would replace.
_ADDING_OPTIONS = ("ignore", "exclude")
_SELECTION = ("select", "extend_select", "ignore", "extend_ignore")


@dataclass(frozen=True, slots=True)
class Layer:
    """What one place sets: values by field of ``Settings``. ``place`` is how people call it."""

    values: Mapping[str, Any]
    place: str


def read_layer(table: Mapping[str, object], base: str, place: str, *, more_keys: Iterable[str] = ()) -> Layer:
    """Read the settings of one place; paths and patterns in it are relative to the folder ``base``.

    ``more_keys`` are known besides the settings themselves.

    Raises ``SettingsError`` for an unknown key or a value of the wrong type.
    """
    kinds = {one.name: one.metadata["kind"] for one in declared()}
    values = {}
    for key, value in table.items():
        name = field_of(key)
        if key in more_keys:
            continue
        if name not in kinds or key_of(name) != key:
            hint = nearest(key, [*map(key_of, kinds), *more_keys])
            raise SettingsError(f"there is no setting `{key}`{hint}", place_of_key(place, key))
        try:
            values[name] = kinds[name].read(value, base)
        except Unfit as unfit:
            path = (key, *unfit.path)
            raise SettingsError(f"`{'.'.join(path)}` {unfit}", place_of_key(place, *path)) from None
    return Layer(values, place)


def combine(layers: Iterable[Layer]) -> Settings:
    """Lay settings over each other, the last on top.

    A nearer value replaces a farther one; lists called ``extend-...`` add up, and tables are joined by key.
    On the command line ``select`` starts afresh: what files select and ignore does not count then; and
    ``ignore`` and ``exclude`` add to what files say.
    """
    defaults = {one.name: one.default for one in declared()}
    kinds = {one.name: one.metadata["kind"] for one in declared()}
    values: dict[str, Any] = {}
    places: dict[str, tuple[str, ...]] = {}
    for layer in layers:
        if layer.place == COMMAND_LINE and "select" in layer.values:
            for name in _SELECTION:
                values.pop(name, None)
                places.pop(name, None)
        for name, value in layer.values.items():
            is_added = layer.place == COMMAND_LINE and name in _ADDING_OPTIONS
            if is_added or (name in values and name.startswith("extend_")):
                values[name] = (*values.get(name, defaults[name]), *value)
            elif name in values and isinstance(kinds[name], TableOf):
                values[name] = tuple((dict(values[name]) | dict(value)).items())
            else:
                values[name] = value
                places[name] = ()
            places[name] = (*places.get(name, ()), layer.place)
    return Settings(**values, places=places)
