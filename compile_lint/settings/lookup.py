"""Which settings hold for a file: those of the nearest settings file above it, below the command line."""

# Paths are strings here, because every folder of a tree is asked for.
# ruff: noqa: PTH109, PTH120

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import field

from compile_lint.records import dataclass
from compile_lint.settings.files import file_of, layers_of, read_file
from compile_lint.settings.layers import Layer, combine
from compile_lint.settings.values import Settings, SettingsError
from compile_lint.sights import UNKEPT, Sights


@dataclass(slots=True)
class SettingsLookup:
    """Finds the settings of files, looking into each folder once.

    ``over`` is laid over what files say. With ``file`` that one file holds for all, and paths in it are
    relative to the working folder; ``isolated`` reads no file at all. ``sights`` keeps account of the files.
    """

    over: tuple[Layer, ...] = ()
    file: str | None = None
    isolated: bool = False
    sights: Sights = UNKEPT
    _by_folder: dict[str, Settings] = field(default_factory=dict)
    _everywhere: Settings | None = None
    _without_files: Settings | None = None

    @classmethod
    def fixed(cls, settings: Settings) -> SettingsLookup:
        """The same settings for every file."""
        return cls(_everywhere=settings)

    @classmethod
    def around(cls, settings: Settings | SettingsLookup) -> SettingsLookup:
        """A lookup as it is, or one that gives the same settings for every file."""
        return settings if isinstance(settings, SettingsLookup) else cls.fixed(settings)

    def seen_by(self, sights: Sights) -> SettingsLookup:
        """The same lookup before it has looked at anything; what it sees from now on is noted."""
        fixed = None if self.isolated or self.file is not None else self._everywhere
        return SettingsLookup(self.over, self.file, self.isolated, sights, _everywhere=fixed)

    def here(self) -> Settings:
        """The settings of the working folder, which hold for what concerns a run as a whole."""
        return self.of_folder(".")

    def of_file(self, path: str) -> Settings:
        """The settings of a file, by its path from the working folder."""
        return self.of_folder(os.path.dirname(path))

    def of_reached_file(self, path: str) -> Settings:
        """The settings of a file that a program leads to, which need not be one that is looked at."""
        return next(self.around_reached_file(path))

    def around_reached_file(self, path: str) -> Iterator[Settings]:
        """The settings that a file that a program leads to can have, those of the nearest folder first.

        Nobody asked to look at its folder, so settings there that cannot be used are passed over.
        """
        folder, inner = os.path.abspath(os.path.dirname(path)), ""
        while folder != inner:
            with suppress(SettingsError):
                yield self.of_folder(folder)
            folder, inner = os.path.dirname(folder), folder
        if self._without_files is None:
            self._without_files = combine(self.over)
        yield self._without_files

    def of_folder(self, folder: str) -> Settings:
        """The settings of the files in a folder.

        Raises ``SettingsError`` if a settings file above it cannot be used.
        """
        if self._everywhere is None and (self.isolated or self.file is not None):
            self._everywhere = combine([*self._of_chosen_file(), *self.over])
        if self._everywhere is not None:
            return self._everywhere
        return self._nearest(os.path.abspath(folder or "."))

    def _of_chosen_file(self) -> Iterable[Layer]:
        if self.file is None:
            return []
        self.sights.content(self.file)
        return layers_of(self.file, read_file(self.file), os.getcwd(), self.sights)

    def _nearest(self, folder: str) -> Settings:
        passed: list[str] = []
        while folder not in self._by_folder:
            passed.append(folder)
            found = file_of(folder, self.sights)
            outer = os.path.dirname(folder)
            if found is not None or outer == folder:
                layers = [] if found is None else layers_of(*found, sights=self.sights)
                self._by_folder[folder] = combine([*layers, *self.over])
                break
            folder = outer
        settings = self._by_folder[folder]
        self._by_folder.update(dict.fromkeys(passed, settings))
        return settings
