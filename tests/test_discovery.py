"""Which files a run looks at, in which order, and what it says about paths it cannot use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from compile_lint.discovery import Found, discover
from compile_lint.findings import Failure
from compile_lint.patterns import Pattern
from compile_lint.settings import Settings

needs_symlinks = pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights on Windows")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(root: Path, **texts: str) -> None:
    for name, text in texts.items():
        touch(root, name).write_text(text, encoding="utf-8")


def touch(root: Path, *names: str) -> Path:
    path = root
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return path


def shown(*paths: str | Path, exclude: tuple[str, ...] = (), **options: bool) -> list[str]:
    settings = Settings(extend_exclude=tuple(map(Pattern, exclude)), **options)  # type: ignore[arg-type]
    found = list(discover(paths, settings))
    assert all(isinstance(each, Found) for each in found), found
    return [each.display for each in found if isinstance(each, Found)]


def test_python_files_and_notebooks_only_files_before_folders(tree: Path) -> None:
    touch(tree, "b.py", "a.ipynb", "c.pyi", "d.txt", "e.pyc", "Makefile", "a/z.py", "a/b/y.py", "B.py")
    assert shown(".") == ["B.py", "a.ipynb", "b.py", "a/z.py", "a/b/y.py"]


def test_display_is_as_the_path_was_given(tree: Path) -> None:
    touch(tree, "pkg/a.py")
    assert shown("pkg") == ["pkg/a.py"]
    assert shown("./pkg/") == ["pkg/a.py"]
    assert shown("pkg/../pkg") == ["pkg/../pkg/a.py"]
    assert shown(tree / "pkg") == [f"{tree.as_posix()}/pkg/a.py"]
    [found] = discover(["pkg"])
    assert isinstance(found, Found)
    assert found.path == "pkg/a.py"


def test_explicit_file_is_taken_whatever_its_suffix(tree: Path) -> None:
    touch(tree, "script", "venv/x.py", "notes.txt")
    assert shown("script", "venv/x.py", "notes.txt") == ["script", "venv/x.py", "notes.txt"]


def test_usual_excludes_are_passed_over_at_any_depth(tree: Path) -> None:
    touch(tree, "a.py", ".venv/x.py", "src/__pycache__/x.py", "src/node_modules/x.py", "build/x.py")
    touch(tree, ".ipynb_checkpoints/a.ipynb", "src/.git/x.py", "lib/site-packages/x.py", "src/b.py")
    assert shown(".") == ["a.py", "src/b.py"]


def test_excluded_folder_that_is_given_is_descended(tree: Path) -> None:
    touch(tree, "lib/site-packages/pkg/a.py", "lib/site-packages/build/b.py")
    assert shown("lib/site-packages") == ["lib/site-packages/pkg/a.py"]


def test_virtual_environment_of_any_name_is_passed_over_unless_given(tree: Path) -> None:
    touch(tree, "a.py", "env310/pyvenv.cfg", "env310/x.py")
    assert shown(".") == ["a.py"]
    assert shown("env310") == ["env310/x.py"]


def test_exclude_patterns(tree: Path) -> None:
    touch(tree, "a.py", "a_pb2.py", "old/b.py", "src/old/c.py", "src/gen/d.py", "gen/e.py")
    assert shown(".", exclude=("*_pb2.py", "src/gen")) == ["a.py", "gen/e.py", "old/b.py", "src/old/c.py"]
    assert shown(".", exclude=("old", "src/*/d.py")) == ["a.py", "a_pb2.py", "gen/e.py"]


def test_each_file_once(tree: Path) -> None:
    touch(tree, "a/x.py", "a/b/y.py")
    assert shown("a/b", "a/x.py", "a", ".", "a/b/y.py") == ["a/b/y.py", "a/x.py"]


@needs_symlinks
def test_symlink_loops_end_and_real_places_win(tree: Path) -> None:
    touch(tree, "pkg/a.py", "pkg/sub/b.py")
    (tree / "pkg/sub/loop").symlink_to(tree / "pkg")
    (tree / "aaa").symlink_to(tree / "pkg/sub")
    (tree / "self").symlink_to("self")
    (tree / "broken.py").symlink_to("nowhere.py")
    assert shown(".") == ["pkg/a.py", "pkg/sub/b.py"]


@needs_symlinks
def test_symlinks_to_places_outside_are_followed(tree: Path) -> None:
    touch(tree, "outside/x.py", "outside/y.py", "root/a.py")
    (tree / "root/linked").symlink_to(tree / "outside")
    (tree / "root/y.py").symlink_to(tree / "outside/y.py")
    assert shown("root") == ["root/a.py", "root/y.py", "root/linked/x.py"]


def test_missing_paths_are_failures_and_the_rest_goes_on(tree: Path) -> None:
    touch(tree, "a.py")
    assert list(discover(["nowhere", "a.py", "./no/such.py"])) == [
        Failure("nowhere", "no such file or folder"),
        Found("a.py", "a.py"),
        Failure("no/such.py", "no such file or folder"),
    ]


@needs_symlinks
def test_broken_link_and_special_file_are_failures(tree: Path) -> None:
    (tree / "link").symlink_to("nowhere")
    os.mkfifo(tree / "pipe.py")
    assert list(discover(["link", "pipe.py"])) == [
        Failure("link", "the symbolic link leads nowhere"),
        Failure("pipe.py", "neither a file nor a folder"),
    ]
    assert shown(".") == []


def test_unreadable_folder_is_a_failure(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tree, "a.py", "locked/b.py", "open/c.py")
    scandir = os.scandir

    def guarded(path: str) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert list(discover(["."])) == [
        Found("./a.py", "a.py"),
        Failure("locked", "the folder cannot be read: Permission denied"),
        Found("./open/c.py", "open/c.py"),
    ]


def test_nested_gitignore_files_with_negation(tree: Path) -> None:
    touch(tree, ".git/HEAD", "a.py", "gen_a.py", "src/gen_b.py", "src/gen_keep.py", "src/deep/gen_c.py")
    touch(tree, "out/x.py", "src/out/y.py", "src/local.py", "local.py", "docs/only.py", "src/docs/only.py")
    write(tree, **{".gitignore": "# generated\n\ngen_*.py\nout/\n/docs\n"})
    write(tree, **{"src/.gitignore": "!gen_keep.py\n/local.py\n"})
    assert shown(".") == ["a.py", "local.py", "src/gen_keep.py", "src/docs/only.py"]
    assert shown("src") == ["src/gen_keep.py", "src/docs/only.py"]
    assert len(shown(".", respect_gitignore=False)) == 11


def test_file_below_an_ignored_folder_cannot_come_back(tree: Path) -> None:
    touch(tree, ".git/HEAD", "data/keep.py", "data/sub/keep.py", "logs/keep.py", "logs/drop.py")
    write(tree, **{".gitignore": "data/\n!data/keep.py\nlogs/*\n!logs/keep.py\n"})
    assert shown(".") == ["logs/keep.py"]


def test_info_exclude_is_weaker_than_gitignore(tree: Path) -> None:
    touch(tree, ".git/HEAD", "a.py", "b.py")
    write(tree, **{".git/info/exclude": "*.py\n", ".gitignore": "!b.py\n"})
    assert shown(".") == ["b.py"]


def test_ignored_paths_that_are_given_are_taken(tree: Path) -> None:
    touch(tree, ".git/HEAD", "out/x.py", "out/deep/y.py", "z.py")
    write(tree, **{".gitignore": "out/\nz.py\n"})
    assert shown("out", "z.py") == ["out/x.py", "out/deep/y.py", "z.py"]
    assert shown("out/deep") == ["out/deep/y.py"]


def test_repository_inside_a_repository_has_its_own_rules(tree: Path) -> None:
    touch(tree, ".git/HEAD", "a_tmp.py", "inner/.git", "inner/b_tmp.py", "inner/c.py")
    write(tree, **{".gitignore": "*_tmp.py\n", "inner/.gitignore": "c.py\n"})
    assert shown(".") == ["inner/b_tmp.py"]
    assert shown("inner") == ["inner/b_tmp.py"]


def test_ignore_files_outside_a_repository_count_from_where_the_walk_starts(tree: Path) -> None:
    touch(tree, "pkg/a.py", "pkg/b.py")
    write(tree, **{".gitignore": "a.py\n", "pkg/.gitignore": "b.py\n"})
    assert shown(".") == []
    assert shown("pkg") == ["pkg/a.py"]


def test_odd_ignore_files_do_no_harm(tree: Path) -> None:
    touch(tree, ".git/HEAD", "a.py", "b.py", "ü.py")
    (tree / ".gitignore").write_bytes(b"\xef\xbb\xbfa.py\r\n!\r\n\xff\xfe\r\n  \r\n\xc3\xbc.py\r\n/\r\n")
    assert shown(".") == ["b.py"]


def test_patterns_are_compiled_only_for_ignore_files(tree: Path) -> None:
    touch(tree, "pkg/a.py")
    code = "import sys; from compile_lint.discovery import discover; list(discover(['pkg'])); "
    code += "print([name for name in sys.modules if name in ('compile_lint.patterns.globs', 'libcst')])"
    root = str(Path(__file__).parents[1])
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert run.stdout == "[]\n"
