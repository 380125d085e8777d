"""Modules of the project: found, parsed and run only when something is taken from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import libcst as cst

from compile_lint.knowledge.modules import may_be_of_project
from compile_lint.model import Why
from compile_lint.records import dataclass
from compile_lint.sources.prefilter import PossibleImport, compiles, possible_imports
from compile_lint.sources.project import ModuleFile, Project
from compile_lint.sources.units import SourceUnit
from compile_lint.values.conditions import IS_KERAS3
from compile_lint.values.events import RegisterEvent
from compile_lint.values.store import DeadPath
from compile_lint.values.values import (
    UNBOUND,
    Arguments,
    Const,
    FunctionValue,
    ImportedName,
    ModuleValue,
    Scope,
    UnknownValue,
    Value,
)

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine

MAX_MODULES = 60  # of one program; imports beyond that are unknown

_REGISTERING = ("register_keras_serializable", "get_custom_objects")


def _registers(text: str) -> bool:
    return any(name in text for name in _REGISTERING)


def _possible_imports(text: str) -> Sequence[PossibleImport]:
    return tuple(possible_imports(text.encode()))


Load = Callable[[Path], "tuple[SourceUnit, cst.Module] | None"]
"""Reads and parses a file; None if it cannot be read or is no Python."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a program stands: its file, its project, and how other files of it are read."""

    path: Path
    project: Project
    load: Load


class Modules:
    """The modules of the project that a program has imported so far."""

    def __init__(self, machine: Machine, surroundings: Surroundings | None) -> None:
        self._machine = machine
        self._surroundings = surroundings
        self._by_path: dict[Path, ModuleValue] = {}
        self._paths: dict[int, Path] = {}  # of source units, by identity
        self.units: dict[int, cst.Module] = {}  # the modules that were run, by identity of their unit
        self._asking: set[tuple[int, str]] = set()  # members being looked up
        self.search_folders: list[Path] = []  # what the program adds to sys.path
        self._running = 0  # modules that are being run
        if surroundings is not None:
            self._paths[id(machine.unit)] = surroundings.path

    # --- finding -----------------------------------------------------------------------------------

    def absolute(self, dotted: str) -> ModuleValue | None:
        """The project's module of that name, None if the name is not the project's."""
        if self._surroundings is None or not may_be_of_project(dotted):
            return None
        found = self._surroundings.project.absolute(self._here(), dotted, self.search_folders)
        return self._module(found, dotted)

    def relative(self, level: int, dotted: str) -> ModuleValue | None:
        """The module of a relative import; None if it is not there."""
        if self._surroundings is None:
            return None
        found = self._surroundings.project.relative(self._here(), level, dotted)
        return self._module(found, dotted)

    def imported_name(self) -> str | None:
        """What the module whose code is running was imported as; None for the program itself."""
        module = None
        if self._machine.frame.unit is not self._machine.unit:
            module = self._by_path.get(self._here())
        return None if module is None else module.name

    def here(self) -> Path | None:
        """The file whose code is running."""
        return None if self._surroundings is None else self._here()

    def _here(self) -> Path:
        assert self._surroundings is not None
        return self._paths.get(id(self._machine.frame.unit), self._surroundings.path)

    def _module(self, found: ModuleFile | None, dotted: str) -> ModuleValue | None:
        if found is None:
            return None
        if found.path not in self._by_path:
            self._by_path[found.path] = ModuleValue(found, dotted)
            if self._registers(found.path):
                self._machine.record(RegisterEvent(None))
        return self._by_path[found.path]

    def compiles(self, module: ModuleValue) -> bool:
        """Whether a compile call stands in a module, run or not, that is not large."""
        project = None if self._surroundings is None else self._surroundings.project
        file = module.file
        return project is not None and isinstance(file, ModuleFile) and project.of_text(file.path, compiles)

    def possible_imports(self, module: ModuleValue) -> Sequence[PossibleImport]:
        """What a module seems to import, run or not."""
        if self._surroundings is None or not isinstance(module.file, ModuleFile):
            return ()
        return self._surroundings.project.of_text(module.file.path, _possible_imports)

    def names_in(self, module: ModuleValue) -> Mapping[str, Value]:
        """What the names of a module stand for, imported ones not yet looked up."""
        scope = self._scope(module)
        return {} if scope is None else {**scope.cells}

    def _registers(self, path: Path) -> bool:
        """Whether importing a module may register names with Keras; here it may run later, or never."""
        assert self._surroundings is not None
        return self._surroundings.project.of_text(path, _registers)

    def conftests(self) -> Iterator[ModuleValue]:
        """The files of fixtures that pytest reads for the program, the nearest first."""
        if self._surroundings is None:
            return
        project = self._surroundings.project
        for folder in project.folders_above(self._surroundings.path):
            found = self._module(project.below(folder, "conftest"), "conftest")
            if found is not None:
                yield found

    def text(self, written: str) -> tuple[str, str] | None:
        """A text file of the project: which one it is, and its text."""
        if self._surroundings is None:
            return None
        project = self._surroundings.project
        found = project.data_file(written, self._surroundings.path)
        text = None if found is None else project.text(found)
        return None if found is None or text is None else (found.relative_to(project.root).as_posix(), text)

    def add_search_folder(self, written: str) -> None:
        """What the program adds to ``sys.path``; a relative folder starts from the program's own."""
        if self._surroundings is not None:
            for folder in self._surroundings.project.folders(written, self._surroundings.path):
                if folder not in self.search_folders:
                    self.search_folders.append(folder)

    # --- taking ------------------------------------------------------------------------------------

    def member(self, module: ModuleValue, name: str) -> Value:
        """``module.name``: a name its code binds, or a module below it.

        A package that imports a module of its own from itself (``from larq import layers`` in ``larq``)
        asks for what is being looked up: then the module below is meant.
        """
        key = (id(module), name)
        if key in self._asking:
            return self.below(module, name) or _missing(module, name)
        self._asking.add(key)
        try:
            return self._member(module, name)
        finally:
            self._asking.discard(key)

    def _member(self, module: ModuleValue, name: str) -> Value:
        scope = self._scope(module)
        if scope is not None:
            found = self._machine.store.read(scope, name)
            if found != UNBOUND:
                return self.resolved(found)
            starred = self._machine.statements.bindings.starred(scope, name)
            if starred is not None:
                return starred
        below = self.below(module, name)
        if below is not None:
            return below
        return self._made_on_demand(scope, name) or _missing(module, name)

    def _made_on_demand(self, scope: Scope | None, name: str) -> Value | None:
        """What the ``__getattr__`` of a module gives for a name that the module does not bind."""
        maker = UNBOUND if scope is None else self.resolved(self._machine.store.read(scope, "__getattr__"))
        if not isinstance(maker, FunctionValue) or name.startswith("__"):
            return None
        made: list[Value] = []

        def make() -> None:
            with suppress(DeadPath):  # it raises: there is no such name
                made.append(self._machine.call(maker, Arguments((Const(name),)), None))

        self._machine.store.apart(make)
        return next((one for one in made if not isinstance(one, UnknownValue)), None)

    def resolved(self, value: Value) -> Value:
        """What an imported name stands for; other values are themselves."""
        while isinstance(value, ImportedName):
            value = self.member(value.module, value.name)
        return value

    def below(self, module: ModuleValue, name: str) -> ModuleValue | None:
        """The module of that name in a package."""
        file = module.file
        if self._surroundings is None or not isinstance(file, ModuleFile) or not file.is_package:
            return None
        assert file.folder is not None
        return self._module(self._surroundings.project.below(file.folder, name), f"{module.name}.{name}")

    @property
    def is_running(self) -> bool:
        """Whether the code of some module is being run, and not the program's own."""
        return self._running > 0

    @property
    def are_waiting(self) -> bool:
        """Whether something was imported whose code has not been run, nor tried to be."""
        return any(map(_is_waiting, self._by_path.values()))

    @property
    def are_complete(self) -> bool:
        """Whether the code of all that was imported has been run. A mere folder has none."""
        return all(module.scope is not None or path.is_dir() for path, module in self._by_path.items())

    def run_waiting(self) -> None:
        """Run what was imported and has not been needed so far."""
        for module in [*filter(_is_waiting, self._by_path.values())]:
            self._scope(module)

    def _scope(self, module: ModuleValue) -> Scope | None:
        """The module's names; the first time, its code is run."""
        if _is_waiting(module):
            self._run(module)
        if module.is_keras3 is not None:
            self._machine.store.assume(IS_KERAS3, module.is_keras3)
        return module.scope

    def _run(self, module: ModuleValue) -> None:
        machine = self._machine
        file = module.file
        module.missing = Why.UNREADABLE  # until it is known to be readable
        assert self._surroundings is not None
        assert isinstance(file, ModuleFile)
        if len(self.units) >= MAX_MODULES:
            module.missing = Why.TOO_DEEP
            return
        if file.path.is_dir():
            module.missing = Why.OTHER_FILE
            return
        loaded = self._surroundings.load(file.path)
        if loaded is None:
            return
        unit, tree = loaded
        module.missing = None
        module.scope = Scope("module", None, unit)
        self._paths[id(unit)] = file.path
        self.units[id(unit)] = tree
        machine.store.apart(lambda: self._execute(unit, module, tree))

    def _execute(self, unit: SourceUnit, module: ModuleValue, tree: cst.Module) -> None:
        machine = self._machine
        assert module.scope is not None
        self._running += 1
        try:
            with (
                machine.imported_budget(),
                machine.lookups.set_aside(),
                machine.entered(machine.module_frame(module.scope, unit)),
            ):
                module.is_cut = True  # until it has come to its end
                machine.statements.block(tree.body)
                module.is_cut = False
            module.is_keras3 = machine.store.decided(IS_KERAS3)
        except DeadPath:
            pass  # what the module bound before it gave up is there
        finally:
            self._running -= 1


def _is_waiting(module: ModuleValue) -> bool:
    return module.scope is None and module.missing is None


def _missing(module: ModuleValue, name: str) -> UnknownValue:
    why = Why.TOO_DEEP if module.is_cut else module.missing or Why.OTHER_FILE
    return UnknownValue(why, f"{module.name}.{name}", ("member", id(module), name))
