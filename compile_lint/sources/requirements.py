"""Which Keras, TensorFlow, JAX and PyTorch the files of a project say that it runs with.

Read are ``pyproject.toml``, requirements files, ``setup.cfg``, ``setup.py``, conda environments, Pipfiles,
lock files and the metadata of a package that was built, as text or TOML; nothing is installed, resolved or
run.
"""

from __future__ import annotations

import configparser
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import tomli

from compile_lint.records import dataclass
from compile_lint.sights import UNKEPT, Sights

Version = tuple[int, ...]

MAX_BYTES = 5_000_000  # a larger file is no list of requirements

# The packages of interest by the names they are installed under.
_PACKAGES: Mapping[str, str] = {
    "keras": "keras",
    "tf-keras": "tf-keras",
    **dict.fromkeys(
        "tensorflow tensorflow-cpu tensorflow-gpu tensorflow-intel tensorflow-macos tf-nightly".split(),
        "tensorflow",
    ),
    **dict.fromkeys("jax jaxlib".split(), "jax"),
    **dict.fromkeys("torch pytorch".split(), "torch"),
}


@dataclass(frozen=True, slots=True)
class Requirement:
    """One package with the versions that one line allows: from ``low``, and below ``high``."""

    package: str  # a value of the table of packages
    low: Version | None = None
    high: Version | None = None

    def is_below(self, *version: int) -> bool:
        """Whether no version from this one on is allowed."""
        return self.high is not None and _padded(self.high) <= _padded(version)

    def is_at_least(self, *version: int) -> bool:
        """Whether no version before this one is allowed."""
        return self.low is not None and _padded(self.low) >= _padded(version)


@dataclass(frozen=True, slots=True)
class Requirements:
    """What the nearest folder that says anything says; all lines count, in any file of it."""

    found: tuple[Requirement, ...] = ()

    def of(self, package: str) -> tuple[Requirement, ...]:
        return tuple(one for one in self.found if one.package == package)


NO_REQUIREMENTS = Requirements()


def requirements_around(
    folder: Path,
    root: Path,
    known: dict[Path, tuple[Requirement, ...]] | None = None,
    sights: Sights = UNKEPT,
) -> Requirements:
    """What is declared in the nearest folder from ``folder`` up to ``root`` that declares a Keras.

    ``known`` keeps what was found in each folder, for those who ask for many.
    """
    known = {} if known is None else known
    for above in (folder, *folder.parents):
        if above not in known:
            known[above] = tuple(_in_folder(above, sights))
        found = known[above]
        if any(one.package in ("keras", "tf-keras", "tensorflow") for one in found):
            return Requirements(found)
        if above == root:
            break
    return NO_REQUIREMENTS


def _in_folder(folder: Path, sights: Sights) -> Iterator[Requirement]:
    """Lock files are exact, so they speak alone where there are some; metadata may be old, and speak last."""
    files: list[tuple[Path, _Reader]] = []
    locks: list[Path] = []
    entries = _listed(folder, sights)
    for path in _files(entries + _listed(folder / "requirements", sights)):
        written = path.relative_to(folder).as_posix()
        if _LOCK_FILE.fullmatch(written):
            locks.append(path)
        else:
            reader = next((read for name, read in _READERS if name.fullmatch(written)), None)
            if reader is not None:
                files.append((path, reader))
    locked = [one for path in locks for one in _in_file(path, _of_lock, sights)]
    if locked:
        yield from locked
        return
    declared = [one for path, reader in files for one in _in_file(path, reader, sights)]
    yield from declared or _in_metadata(entries, sights)


def _in_metadata(entries: Sequence[os.DirEntry[str]], sights: Sights) -> Iterator[Requirement]:
    """What a package was built with, where it is the only one: many together are what is installed."""
    built = [
        (entry.path, *_METADATA[suffix])
        for entry in entries
        if (suffix := Path(entry.name).suffix) in _METADATA
    ]
    if len(built) == 1:
        ((folder, name, reader),) = built
        yield from _in_file(Path(folder, name), reader, sights)


def _files(entries: Iterable[os.DirEntry[str]]) -> list[Path]:
    return [Path(entry.path) for entry in entries if _is_file(entry)]


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # links that lead to each other
        return False


def _listed(folder: Path, sights: Sights) -> list[os.DirEntry[str]]:
    """What a folder holds, in order; nothing if it cannot be looked into."""
    sights.listing(str(folder))
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []
    for entry in listed:
        if entry.is_symlink():
            sights.kind(entry.path)
    return listed


def _in_file(path: Path, reader: _Reader, sights: Sights) -> Iterator[Requirement]:
    sights.content(str(path))
    try:
        if path.stat().st_size > MAX_BYTES:
            return
        text = path.read_bytes().decode("utf-8-sig")
        yield from reader(text)
    except (OSError, ValueError, RecursionError, configparser.Error):  # unreadable, or not what its name says
        return


# --- files ------------------------------------------------------------------------------------------

_Reader = Callable[[str], Iterator[Requirement]]


def _of_lines(text: str) -> Iterator[Requirement]:
    """A requirements file."""
    for line in text.splitlines():
        yield from _of_line(line.partition("#")[0])


def _of_line(line: str) -> Iterator[Requirement]:
    """One requirement as pip reads it. ``tensorflow-gpu`` ended with 2.11: 2.12 is an empty package."""
    match = _LINE.match(line)
    package = None if match is None else _PACKAGES.get(_normal(match["name"]))
    if match is None or package is None:
        return
    low, high = _bounds(match["versions"] or "")
    if _normal(match["name"]) == "tensorflow-gpu":
        high = min(high or (2, 12), (2, 12))
    yield Requirement(package, low, high)


def _of_pyproject(text: str) -> Iterator[Requirement]:
    """The tables of PEP 621 and PEP 735, Poetry, PDM, Hatch, uv and Pixi."""
    data = tomli.loads(text)
    project = _table(data, "project")
    tool = _table(data, "tool")
    lists = [
        project.get("dependencies"),
        *_table(project, "optional-dependencies").values(),
        *_table(data, "dependency-groups").values(),
        *_table(tool, "pdm", "dev-dependencies").values(),
        _table(tool, "uv").get("dev-dependencies"),
        *(_table(one).get("dependencies") for one in _table(tool, "hatch", "envs").values()),
    ]
    for lines in lists:
        for line in lines if isinstance(lines, list) else ():
            if isinstance(line, str):
                yield from _of_line(line)
    poetry = _table(tool, "poetry")
    groups = [_table(group, "dependencies") for group in _table(poetry, "group").values()]
    pixi = _table(tool, "pixi")
    for table in (
        _table(poetry, "dependencies"),
        _table(poetry, "dev-dependencies"),
        *groups,
        _table(pixi, "dependencies"),
        _table(pixi, "pypi-dependencies"),
    ):
        yield from _of_table(table)


def _of_pipfile(text: str) -> Iterator[Requirement]:
    data = tomli.loads(text)
    yield from _of_table(_table(data, "packages"))
    yield from _of_table(_table(data, "dev-packages"))


def _of_table(table: Mapping[str, object]) -> Iterator[Requirement]:
    """Names with their versions: ``tensorflow = "^2.10"``, ``{version = "..."}`` or a list of these."""
    for name, given in table.items():
        package = _PACKAGES.get(_normal(name))
        if package is None:
            continue
        for one in given if isinstance(given, list) else [given]:
            versions = one.get("version", "") if isinstance(one, dict) else one
            yield Requirement(package, *_bounds(str(versions)))


def _of_setup_cfg(text: str) -> Iterator[Requirement]:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.read_string(text)
    if parser.has_section("options"):
        yield from _of_lines(parser.get("options", "install_requires", fallback=""))
    if parser.has_section("options.extras_require"):
        for _, lines in parser.items("options.extras_require"):
            yield from _of_lines(lines)


def _of_setup_py(text: str) -> Iterator[Requirement]:
    """Strings that are requirements, wherever they stand: ``setup.py`` is a program, and not run."""
    for match in _STRING.finditer(text):
        yield from _of_line(match["text"])


def _of_environment(text: str) -> Iterator[Requirement]:
    """A conda environment: its list, and the list of pip in it."""
    for line in text.splitlines():
        match = _CONDA_LINE.match(line.partition("#")[0])
        package = None if match is None else _PACKAGES.get(_normal(match["name"]))
        if match is not None and package is not None:
            yield Requirement(package, *_bounds(match["versions"] or "", fuzzy=True))


def _of_lock(text: str) -> Iterator[Requirement]:
    """Entries of poetry, uv, PDM and PEP 751 locks, and of a ``Pipfile.lock``."""
    for match in _LOCKED.finditer(text):
        package = _PACKAGES.get(_normal(match["name"] or match["key"]))
        if package is not None:
            yield Requirement(package, *_bounds(match["pinned"] or f"=={match['version']}"))


def _of_metadata(text: str) -> Iterator[Requirement]:
    """The head of a wheel's ``METADATA``, which ends at the first empty line."""
    for line in text.splitlines():
        if not line.strip():
            return
        key, _, requirement = line.partition(":")
        if key == "Requires-Dist":
            yield from _of_line(requirement)


_LINE = re.compile(
    r"\s*(?P<name>[A-Za-z][\w.-]*)\s*(?:\[[^\]]*\])?\s*\(?(?P<versions>[<>=!~][^;)]*)?\)?\s*(?:[;@]|--|$)"
)
_CONDA_LINE = re.compile(
    r"""\s*-\s*["']?(?:[\w-]+::)?(?P<name>[A-Za-z][\w.-]*)(?:\[[^\]]*\])?\s*"""
    r"""(?P<versions>[<>=!~ ]*[\d.*]+.*)?$"""
)
_STRING = re.compile(r"""(?P<quote>["'])(?P<text>[A-Za-z][^"'\n]{0,200})(?P=quote)""")
_LOCKED = re.compile(
    r'^name = "(?P<name>[\w.-]+)"\r?\nversion = "(?P<version>[^"]+)"'
    r'|^ {8}"(?P<key>[\w.-]+)": \{[^{}]*?"version": "(?P<pinned>==[^"]+)"',
    re.MULTILINE,
)
_LOCK_FILE = re.compile(r"poetry\.lock|uv\.lock|pdm\.lock|pylock(\..+)?\.toml|Pipfile\.lock")
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(r"pyproject\.toml"), _of_pyproject),
    (re.compile(r"[\w.-]*requirements[\w.-]*\.(?:txt|in)"), _of_lines),
    (re.compile(r"requirements/[\w.-]+\.(?:txt|in)|constraints[\w.-]*\.txt"), _of_lines),
    (re.compile(r"setup\.cfg"), _of_setup_cfg),
    (re.compile(r"setup\.py"), _of_setup_py),
    (re.compile(r"(?:[\w.-]*environment[\w.-]*|conda)\.ya?ml"), _of_environment),
    (re.compile(r"Pipfile"), _of_pipfile),
)
# Folders that a build leaves, by how their names end: the file that has the requirements.
_METADATA: Mapping[str, tuple[str, _Reader]] = {
    ".dist-info": ("METADATA", _of_metadata),
    ".egg-info": ("requires.txt", _of_lines),
}


# --- versions ---------------------------------------------------------------------------------------

_CLAUSE = re.compile(r"(?P<sign>===?|~=|!=|<=|>=|<|>|=|\^|~)?\s*v?(?P<version>\d[\w.*+!-]*)")


def _bounds(text: str, *, fuzzy: bool = False) -> tuple[Version | None, Version | None]:
    """The lowest version allowed, and the lowest that no longer is; None where there is no such bound.

    ``fuzzy`` is conda's reading, in which ``=2.15`` is every 2.15; a bare version is an exact one in both.
    """
    low: Version | None = None
    high: Version | None = None
    for clause in re.split(r"[,\s]+(?=[<>=!~^])|,", text.strip().strip("\"'")):
        match = _CLAUSE.match(clause.strip())
        if match is None:
            continue
        least, end = _interval(match["sign"] or "==", match["version"].split("=")[0], fuzzy=fuzzy)
        low = least if low is None or (least is not None and least > low) else low
        high = end if high is None or (end is not None and end < high) else high
    return low, high


def _interval(sign: str, written: str, *, fuzzy: bool) -> tuple[Version | None, Version | None]:
    """The versions that one clause allows."""
    version = _version(written)
    match sign:
        case "<":
            return None, version
        case "<=":
            return None, (*version, 0, 1)
        case ">" | ">=":
            return version, None
        case "!=":
            return None, None
        case "~=":
            return version, _next(version[:-1] or version)
        case "^":
            return version, _next(version[:1] if version[0] else version[:2])
        case "~":
            return version, _next(version[:2])
    is_range = "*" in written or (sign == "=" and fuzzy)
    return version, _next(version) if is_range else (*version, 0, 1)


def _version(text: str) -> Version:
    """The numbers of a version, as far as it consists of numbers: ``2.16.0rc1`` is 2.16.0."""
    numbers = []
    for part in text.split("."):
        digits = re.match(r"\d+", part)
        if digits is None:
            break
        numbers.append(int(digits[0]))
    return tuple(numbers) or (0,)


def _next(version: Version) -> Version:
    return (*version[:-1], version[-1] + 1)


def _padded(version: Version) -> Version:
    return (*version, 0, 0, 0)[: max(3, len(version))]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _table(data: object, *keys: str) -> Mapping[str, object]:
    """A table in tables; empty if it is not there."""
    for key in keys:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data if isinstance(data, Mapping) else {}
