"""Which file of a project an import leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

from compile_lint.roots import root_around, root_of_imports
from compile_lint.sources.prefilter import possible_imports
from compile_lint.sources.project import ModuleFile, Project


def make(root: Path, *names: str) -> None:
    """Write empty files; a name that ends in ``/`` is a folder."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir(exist_ok=True)
        else:
            path.touch()


def shown(found: ModuleFile | None, root: Path) -> str | None:
    """The file found, below the root; a package ends in ``/`` if it has no file of its own."""
    if found is None:
        return None
    return found.path.relative_to(root).as_posix() + ("/" if found.path.is_dir() else "")


def project_around(path: Path) -> Project:
    """The project that a file belongs to."""
    return Project(Path(root_around(str(path.parent))))


class TestRoot:
    @pytest.mark.parametrize("marker", ["pyproject.toml", "setup.py", "setup.cfg", ".git/", ".hg/"])
    def test_is_the_nearest_folder_with_a_marker(self, tmp_path: Path, marker: str) -> None:
        make(tmp_path, "setup.py", f"inner/{marker}", "inner/pkg/deep/a.py")
        assert root_around(str(tmp_path / "inner/pkg/deep")) == str(tmp_path / "inner")

    def test_may_be_the_files_own_folder(self, tmp_path: Path) -> None:
        make(tmp_path, "pyproject.toml", "a.py")
        assert root_around(str(tmp_path)) == str(tmp_path)

    def test_without_marker_is_the_folder_that_was_given(self, tmp_path: Path) -> None:
        make(tmp_path, "pkg/deep/a.py")
        assert root_around(str(tmp_path / "pkg/deep"), str(tmp_path)) == str(tmp_path)

    def test_without_marker_and_folder_is_the_files_own_folder(self, tmp_path: Path) -> None:
        make(tmp_path, "pkg/a.py")
        path = tmp_path / "pkg/a.py"
        assert root_around(str(path.parent)) == str(tmp_path / "pkg")
        assert root_around(str(path.parent), str(path)) == str(tmp_path / "pkg")

    def test_a_marker_is_stronger_than_the_folder_given(self, tmp_path: Path) -> None:
        make(tmp_path, "pyproject.toml", "pkg/a.py")
        assert root_around(str(tmp_path / "pkg"), str(tmp_path / "pkg")) == str(tmp_path)

    def test_of_imports_is_around_a_package_without_marker(self, tmp_path: Path) -> None:
        make(tmp_path, "src/net/__init__.py", "src/net/deep/__init__.py", "src/net/deep/a.py")
        for inner in ("src/net/deep", "src/net", "src"):
            assert root_of_imports(str(tmp_path / inner), {}) == str(tmp_path / "src")

    def test_of_imports_is_never_around_a_marker(self, tmp_path: Path) -> None:
        make(tmp_path, "net/__init__.py", "net/pyproject.toml", "net/deep/__init__.py", "net/deep/a.py")
        known: dict[str, bool] = {}
        root = root_around(str(tmp_path / "net/deep"), None, known)
        assert root_of_imports(root, known) == str(tmp_path / "net")


class TestAbsolute:
    @pytest.mark.parametrize(
        ("files", "importer", "dotted", "found"),
        [
            ("b.py", "a.py", "b", "b.py"),
            ("pkg/__init__.py", "a.py", "pkg", "pkg/__init__.py"),
            ("pkg/__init__.py pkg/b.py", "a.py", "pkg.b", "pkg/b.py"),
            ("pkg/b.py", "a.py", "pkg.b", "pkg/b.py"),
            ("pkg/b.py", "a.py", "pkg", "pkg/"),
            ("pkg/deep/b.py", "a.py", "pkg.deep.b", "pkg/deep/b.py"),
            # as Python has it: a package is stronger than a module, and a module than a namespace
            ("b.py b/__init__.py", "a.py", "b", "b/__init__.py"),
            ("b.py b/notes.txt", "a.py", "b", "b.py"),
            # the importer's own folder, the folders above it, and their source folders
            ("tools/b.py b.py", "tools/a.py", "b", "tools/b.py"),
            ("b.py", "tools/deep/a.py", "b", "b.py"),
            ("pkg/b.py", "pkg/a.py", "pkg.b", "pkg/b.py"),
            ("src/pkg/b.py", "tests/a.py", "pkg.b", "src/pkg/b.py"),
            ("lib/b.py", "a.py", "b", "lib/b.py"),
            ("python/b.py", "a.py", "b", "python/b.py"),
            ("nested/src/b.py", "nested/scripts/a.py", "b", "nested/src/b.py"),
            # a module means the package that it is called as, not itself
            ("net/__init__.py net/net.py", "net/net.py", "net", "net/__init__.py"),
            # a library made of Keras models, in its own source; a script may be called as a library it uses
            ("keras_hub/__init__.py", "a.py", "keras_hub", "keras_hub/__init__.py"),
            ("keras_hub/src/task.py", "a.py", "keras_hub.src.task", "keras_hub/src/task.py"),
            ("keras_tuner.py", "a.py", "keras_tuner", None),
            ("keras_tuner/search.py", "a.py", "keras_tuner", None),
            # not there
            ("b.py", "a.py", "c", None),
            ("pkg/__init__.py", "a.py", "pkg.b", None),
            ("other/b.py", "a.py", "b", None),
            ("pkg/notes.txt", "a.py", "pkg", None),
            ("b.pyc", "a.py", "b", None),
        ],
    )
    def test_names(self, tmp_path: Path, files: str, importer: str, dotted: str, found: str | None) -> None:
        make(tmp_path, "pyproject.toml", importer, *files.split())
        project = project_around(tmp_path / importer)
        assert shown(project.absolute(tmp_path / importer, dotted), tmp_path) == found

    def test_a_module_beside_a_namespace_of_python_files(self, tmp_path: Path) -> None:
        make(tmp_path, "pyproject.toml", "a.py", "b.py", "b/c.py")
        project = project_around(tmp_path / "a.py")
        assert shown(project.absolute(tmp_path / "a.py", "b"), tmp_path) == "b.py"

    def test_folders_that_the_program_adds_come_before_those_above(self, tmp_path: Path) -> None:
        make(tmp_path, "pyproject.toml", "b.py", "more/b.py", "tools/a.py")
        project = project_around(tmp_path / "tools/a.py")
        importer = tmp_path / "tools/a.py"
        assert shown(project.absolute(importer, "b", [tmp_path / "more"]), tmp_path) == "more/b.py"
        assert shown(project.absolute(importer, "b"), tmp_path) == "b.py"

    def test_nothing_outside_the_root_is_looked_at(self, tmp_path: Path) -> None:
        make(tmp_path, "b.py", "src/c.py", "outside/d.py", "project/pyproject.toml", "project/a.py")
        importer = tmp_path / "project/a.py"
        project = project_around(importer)
        assert [project.absolute(importer, name) for name in ("b", "c", "outside.d")] == [None] * 3
        assert project.absolute(importer, "d", [tmp_path / "outside"]) is None


class TestRelative:
    FILES = ("pyproject.toml", "pkg/__init__.py", "pkg/b.py", "pkg/deep/a.py", "pkg/deep/c.py", "top.py")

    @pytest.mark.parametrize(
        ("level", "dotted", "found"),
        [
            (1, "c", "pkg/deep/c.py"),
            (1, "", "pkg/deep/"),
            (2, "b", "pkg/b.py"),
            (2, "", "pkg/__init__.py"),
            (2, "deep.c", "pkg/deep/c.py"),
            (3, "top", "top.py"),
            (1, "b", None),
            (2, "c", None),
            (4, "anything", None),
            (9, "", None),
        ],
    )
    def test_levels(self, tmp_path: Path, level: int, dotted: str, found: str | None) -> None:
        make(tmp_path, *self.FILES)
        importer = tmp_path / "pkg/deep/a.py"
        assert shown(project_around(importer).relative(importer, level, dotted), tmp_path) == found

    def test_nothing_outside_the_root_is_looked_at(self, tmp_path: Path) -> None:
        make(tmp_path, "b.py", "project/pyproject.toml", "project/a.py")
        importer = tmp_path / "project/a.py"
        assert project_around(importer).relative(importer, 2, "b") is None


class TestImporters:
    """Files that may lead to one of the targets; the target here is ``pkg/models.py``."""

    @pytest.mark.parametrize(
        ("source", "leads_there"),
        [
            ("import pkg.models", True),
            ("import pkg.models as m", True),
            ("from pkg.models import build", True),
            ("from pkg import models", True),
            ("from pkg import data, models", True),
            ("def main():\n    from pkg.models import build\n", True),
            ("from pkg import data", False),
            ("from pkg.data import load", False),
            ("import pkg", False),
            ("import json, models", False),
            ("from . import models", False),
            ("x = 1", False),
        ],
    )
    def test_from_the_root(self, tmp_path: Path, source: str, leads_there: bool) -> None:
        make(tmp_path, "pyproject.toml", "pkg/__init__.py", "pkg/models.py", "pkg/data.py", "run.py")
        project = project_around(tmp_path / "run.py")
        imports = possible_imports(source.encode())
        assert project.may_lead_to(tmp_path / "run.py", imports, {tmp_path / "pkg/models.py"}) is leads_there

    @pytest.mark.parametrize(
        ("source", "leads_there"),
        [
            ("from . import models", True),
            ("from .models import build", True),
            ("from ..pkg.models import build", True),
            ("from .data import load", False),
            ("from .. import models", False),
        ],
    )
    def test_from_beside_it(self, tmp_path: Path, source: str, leads_there: bool) -> None:
        make(tmp_path, "pyproject.toml", "pkg/__init__.py", "pkg/models.py", "pkg/data.py", "pkg/run.py")
        importer = tmp_path / "pkg/run.py"
        imports = possible_imports(source.encode())
        found = project_around(importer).may_lead_to(importer, imports, {tmp_path / "pkg/models.py"})
        assert found is leads_there

    def test_names_that_begin_like_the_keyword(self) -> None:
        """``imports`` is a name, after dots as well as in an import of its own."""
        source = b"from ... import imports as names\nfrom .importers import importer\nimport importlib\n"
        found = [(one.level, one.module, one.names) for one in possible_imports(source)]
        assert found == [(3, "", ("imports",)), (1, "importers", ("importer",)), (0, "importlib", ())]

    def test_a_package_that_tells_of_it_stands_for_it(self, tmp_path: Path) -> None:
        make(tmp_path, "pyproject.toml", "pkg/__init__.py", "pkg/models.py", "run.py")
        project = project_around(tmp_path / "run.py")
        imports = possible_imports(b"from pkg import build\n")
        targets = {tmp_path / "pkg/models.py", tmp_path / "pkg"}
        assert project.may_lead_to(tmp_path / "run.py", imports, targets)

    @pytest.mark.parametrize("name", ["json", "random", "types"])
    def test_the_standard_library_is_not_the_projects(self, tmp_path: Path, name: str) -> None:
        make(tmp_path, "pyproject.toml", f"src/{name}.py", "run.py")
        project = project_around(tmp_path / "run.py")
        imports = possible_imports(f"import {name}\n".encode())
        assert not project.may_lead_to(tmp_path / "run.py", imports, {tmp_path / f"src/{name}.py"})
