"""Finds the rules that installed packages and files of a project bring along, and makes sure of them.

Plugins are code and are run: those of installed packages because somebody installed them, files only where
the settings name them.
"""
# ruff: noqa: PLC0415 - most runs meet no plugin, and importlib.metadata takes longer than all else here

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from compile_lint.findings import Severity
from compile_lint.rules import RULES
from compile_lint.rules.registry import Rule
from compile_lint.settings import SettingsError
from compile_lint.sights import UNKEPT, Sights

ENTRY_POINTS = "compile_lint.rules"
# When each folder had changed, and whether a package in it has rules.
_known_folders: dict[str, tuple[int, bool]] = {}

_CODE = re.compile(r"[A-Z]{2,5}[0-9]{3}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def load_rules(files: Sequence[Path] = (), sights: Sights = UNKEPT) -> Sequence[Rule]:
    """Return all rules there are: our own, those of installed packages, and those of files, in this order.

    Where there are no others, our own are imported only once somebody looks at them. ``sights`` keep account
    of the packages that were looked at.

    Raises ``SettingsError`` for a plugin that cannot be loaded or holds no rule that could be used.
    """
    plugins = (*_of_packages(sights), *_of_files(files))
    if not plugins:
        return RULES
    rules = list(RULES)
    for plugin, found in plugins:
        for rule in found:
            _ensure_sound(rule, plugin, rules)
            rules.append(replace(rule, plugin=plugin))
    return tuple(rules)


def _of_files(files: Iterable[Path]) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    for file in files:
        plugin = _shown(file)
        yield plugin, _rules_in(_run(file, plugin), plugin)


def _shown(file: Path) -> str:
    """A file as people name it: from the working folder, if it stands below it."""
    path = Path(os.path.abspath(file))
    here = Path.cwd()
    return (path.relative_to(here) if here in path.parents else file).as_posix()


def _run(file: Path, plugin: str) -> ModuleType:
    """Run a file as a module that no other one can be mistaken for."""
    import hashlib
    from importlib.util import module_from_spec, spec_from_file_location

    if not file.is_file():
        raise SettingsError(f"there is no file `{plugin}` to load rules from")

    digest = hashlib.sha256(os.path.abspath(file).encode("utf-8", "surrogatepass")).hexdigest()
    spec = spec_from_file_location(f"compile_lint_plugin_{digest[:16]}", file)
    if spec is None or spec.loader is None:
        raise SettingsError(f"`{plugin}` is no Python file: its name has to end in `.py`")
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses and the decorator of rules look their module up there
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        del sys.modules[spec.name]
        raise SettingsError(f"the plugin `{plugin}` cannot be loaded: {account_of(error, plugin)}") from error
    return module


def _of_packages(sights: Sights) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    if not _some_package_has_rules(sights):
        return
    from importlib.metadata import entry_points

    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: (point.value, point.name)):
        plugin = point.value if point.dist is None else f"{point.dist.name}: {point.value}"
        try:
            loaded = point.load()
        except (Exception, SystemExit) as error:
            raise SettingsError(
                f"the installed plugin `{plugin}` cannot be loaded: {account_of(error, point.module)}"
            ) from error
        yield plugin, _rules_in(loaded, plugin)


def _some_package_has_rules(sights: Sights) -> bool:
    """Look for our entry points in the metadata of installed packages, by their bytes.

    ``importlib.metadata`` would tell as well, but its import takes longer than a run that finds nothing.
    """
    folders = dict.fromkeys(folder or os.curdir for folder in sys.path)
    return any(_package_below_has_rules(folder, sights) for folder in folders)


def _package_below_has_rules(folder: str, sights: Sights) -> bool:
    """Whether a package that is installed in a folder has rules; a folder that has not changed says the same.

    Who checks one source after the other would else read the metadata of all packages for each of them.
    """
    path = os.path.abspath(folder)
    sights.listing(path)
    try:
        changed = Path(path).stat().st_mtime_ns
    except OSError:
        return False
    known = _known_folders.get(path)
    if known is None or known[0] != changed:
        has_rules = any(ENTRY_POINTS.encode() in text for text in _entry_points_below(path, sights))
        known = _known_folders[path] = (changed, has_rules)
    return known[1]


def _entry_points_below(folder: str, sights: Sights) -> Iterator[bytes]:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - quicker, and every run does it
    except OSError:  # a folder that this user may not enter
        return
    for name in names:
        if name.endswith((".dist-info", ".egg-info")):
            file = Path(folder, name, "entry_points.txt")
            sights.content(str(file))
            with suppress(OSError):
                yield file.read_bytes()


def _rules_in(loaded: object, plugin: str) -> tuple[Rule, ...]:
    """The rules that a plugin offers: itself, the items of a sequence, or those that a module holds."""
    if isinstance(loaded, ModuleType):
        loaded = getattr(loaded, "RULES", [one for one in vars(loaded).values() if isinstance(one, Rule)])
    rules = (loaded,) if isinstance(loaded, Rule) else loaded
    if not isinstance(rules, Sequence) or isinstance(rules, str) or not rules:
        raise SettingsError(f"the plugin `{plugin}` holds no rule; `compile_lint.plugins.rule` makes one")
    strange = next((one for one in rules if not isinstance(one, Rule)), None)
    if strange is not None:
        raise SettingsError(f"the plugin `{plugin}` offers {strange!r}, which is no rule")
    return tuple(dict.fromkeys(rules))


def _ensure_sound(rule: Rule, plugin: str, known: Iterable[Rule]) -> None:
    """Raise ``SettingsError`` if a rule cannot work, or cannot be told from another one."""
    where = f"the rule `{rule.code}` of the plugin `{plugin}`"
    if not isinstance(rule.code, str) or not _CODE.fullmatch(rule.code) or rule.code.startswith("CL"):
        raise SettingsError(
            f"{where} needs a code of two to five capital letters, other than those that begin with `CL`, "
            "and three digits, as in `AB101`"
        )
    if not isinstance(rule.name, str) or not _NAME.fullmatch(rule.name):
        raise SettingsError(f"{where} needs a name in lower case with hyphens, not `{rule.name}`")
    if not isinstance(rule.severity, Severity):
        raise SettingsError(f"{where} needs a `Severity`, not `{rule.severity!r}`")
    if not callable(rule.check):
        raise SettingsError(f"{where} has nothing to call as its check")
    for other in known:
        if other.code == rule.code or other.name == rule.name:
            same = "code" if other.code == rule.code else f"name `{rule.name}`"
            theirs = f"`{other.code}` of the plugin `{other.plugin}`" if other.plugin else f"`{other.code}`"
            raise SettingsError(f"{where} has the {same} of {theirs}")


def account_of(error: BaseException, plugin: str) -> str:
    """Say what failed and where in a plugin, a file or a module, in one line."""
    import traceback

    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if isinstance(error, SyntaxError):
        return f"`{what}`"
    frames = traceback.extract_tb(error.__traceback__)
    stem = Path(plugin).name.removesuffix(".py").rpartition(".")[2]
    ours = [frame for frame in frames if Path(frame.filename).stem == stem]
    return f"`{what}` in line {ours[-1].lineno}" if ours else f"`{what}`"
