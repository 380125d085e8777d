"""``--add-noqa`` from the outside: what it writes, and that it changes nothing else."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import click.testing
import pytest

from compile_lint.cli import main

HEAD = "import keras\nmodel = keras.Sequential([keras.layers.Dense(3)])\n"
CALL = 'model.compile("adam", "categorical_crossentropy")'

pytestmark = pytest.mark.usefixtures("project")


def run(*arguments: str) -> click.testing.Result:
    result = click.testing.CliRunner().invoke(main, ["check", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def silenced(source: bytes, name: str = "a.py") -> bytes:
    """What becomes of a file; afterwards nothing is found in it, and a second run changes nothing."""
    path = Path(name)
    path.write_bytes(source)
    assert run("--add-noqa", name).exit_code == 0
    written = path.read_bytes()
    assert run(name).exit_code == 0, run(name).output
    again = run("--add-noqa", name)
    assert (again.exit_code, again.stdout) == (0, "Suppressed 0 problems in 0 files.\n")
    assert path.read_bytes() == written
    return written


@pytest.mark.parametrize(
    ("call", "commented"),
    [
        (CALL, f"{CALL}  # noqa: CL302"),
        (f"{CALL}   ", f"{CALL}  # noqa: CL302   "),
        (f"{CALL}  # why", f"{CALL}  # why  # noqa: CL302"),
        (f"{CALL}  # noqa: E501", f"{CALL}  # noqa: E501, CL302"),
        (f"{CALL}  # noqa: E501 long", f"{CALL}  # noqa: E501, CL302 long"),
        (
            'model.compile(\n    "adam",\n    "categorical_crossentropy",\n)',
            'model.compile(\n    "adam",\n    "categorical_crossentropy",  # noqa: CL302\n)',
        ),
        (
            'model.compile("adam", "categorical_crossentropy", metrics=["""\nname"""])',
            'model.compile("adam", "categorical_crossentropy", metrics=["""\nname"""])  # noqa: CL302, CL602',
        ),
        (
            'model.compile("adam", "categorical_crossentropy", \\\n    metrics=[])',
            'model.compile("adam", "categorical_crossentropy", \\\n    metrics=[])  # noqa: CL302',
        ),
        (f"if True: {CALL}; x = 1", f"if True: {CALL}; x = 1  # noqa: CL302"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_comment_stands_where_it_can(call: str, commented: str, newline: str) -> None:
    source = f"{HEAD}{call}\nmodel.fit(x, y)\n".replace("\n", newline).encode()
    expected = f"{HEAD}{commented}\nmodel.fit(x, y)\n".replace("\n", newline).encode()
    assert silenced(source) == expected


def test_all_codes_of_a_line_share_a_comment() -> None:
    source = f'{HEAD}model.compile("adm", "categorical_crossentropy")\n'.encode()
    Path("a.py").write_bytes(source)
    assert run("--add-noqa").stdout == "Suppressed 2 problems in 1 file.\n"
    assert Path("a.py").read_text(encoding="utf-8").endswith("  # noqa: CL302, CL603\n")


@pytest.mark.parametrize(
    "begin", [b"\xef\xbb\xbf", b"# coding: latin-1\n# \xfc\n", "# ü 漢字 🙂\n".encode()], ids=repr
)
def test_encoding_and_marks_stay(begin: bytes) -> None:
    assert silenced(begin + f"{HEAD}{CALL}".encode()) == begin + f"{HEAD}{CALL}  # noqa: CL302".encode()


def test_a_notebook_changes_in_that_line_alone() -> None:
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Title"]},
        {"cell_type": "code", "metadata": {"a": 1}, "outputs": [], "source": ["%matplotlib inline\n", HEAD]},
        {"cell_type": "code", "metadata": {}, "outputs": [{"x": 1}], "source": [f"{CALL}\n", "x = 1"]},
    ]
    before = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=3)
    after = silenced(before.encode(), "a.ipynb").decode()
    changed = [
        (old, new) for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new
    ]
    ((old, new),) = changed
    assert new == old.replace("\\n", "  # noqa: CL302\\n")


def test_code_in_documents_gets_comments_too() -> None:
    text = f"# Title\n\n  ```python\n  {HEAD.replace(chr(10), chr(10) + '  ')}{CALL}\n  ```\n"
    assert silenced(text.encode(), "a.md").decode() == text.replace(CALL, f"{CALL}  # noqa: CL302")


def test_only_what_is_selected_gets_a_comment() -> None:
    Path("a.py").write_text(f"{HEAD}{CALL}\n", encoding="utf-8")
    assert run("--add-noqa", "--ignore", "CL302").stdout == "Suppressed 0 problems in 0 files.\n"
    assert Path("a.py").read_text(encoding="utf-8") == f"{HEAD}{CALL}\n"


def test_what_is_wrong_with_the_run_gets_no_comment() -> None:
    Path("a.py").write_text(f"{HEAD}{CALL}\nx = (\n", encoding="utf-8")
    Path("b.py").write_text(f"{HEAD}{CALL}  # noqa: CL302, CL101\n", encoding="utf-8")
    assert run("--add-noqa").stdout == "Suppressed 0 problems in 0 files.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no permissions of this kind")
def test_permissions_and_links_stay() -> None:
    Path("real.py").write_text(f"{HEAD}{CALL}\n", encoding="utf-8")
    Path("real.py").chmod(0o750)
    Path("link.py").symlink_to("real.py")
    assert run("--add-noqa", "link.py").exit_code == 0
    assert Path("link.py").is_symlink()
    assert stat.S_IMODE(Path("real.py").stat().st_mode) == 0o750
    assert run("real.py").exit_code == 0


def test_it_does_not_mix_with_others() -> None:
    assert run("--add-noqa", "--write-baseline", "b.json").exit_code == 2
    assert run("--add-noqa", "-").exit_code == 2
