"""Fixes in files: several at once, encodings, line ends, symbolic links, and what must not be written."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from edited_project import trust_files_at_once

from compile_lint.fixing import fix_paths
from compile_lint.patterns import Pattern
from compile_lint.run import Means, check_paths
from compile_lint.run.cache import Cache
from compile_lint.settings import Settings
from compile_lint.sources.contents import CHANGED

WRONG = (
    "import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile('adam', 'mse', ['mae'])\n"
)
RIGHT = WRONG.replace("['mae']", "metrics=['mae']")


@pytest.fixture(autouse=True)
def _in_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def fix(*paths, unsafe=False, write=True, **settings):
    return fix_paths(paths or (".",), Settings(**settings), unsafe=unsafe, write=write)


class TestCache:
    """What earlier runs have left spares the first look at the files, and changes nothing else."""

    @pytest.fixture(autouse=True)
    def _trusting(self, monkeypatch):
        trust_files_at_once(monkeypatch)

    def fix(self, **others):
        return fix_paths((".",), Settings(), unsafe=False, write=True, means=Means("../cache"), **others)

    def test_spares_the_reading_of_programs_that_need_no_fix(self, monkeypatch):
        Path("a.py").write_text(RIGHT)
        Path("b.py").write_text(RIGHT + "# compile-lint: ignore[CL101] none is there\n")
        check_paths(["."], Settings(), means=Means("../cache"))
        monkeypatch.setattr("compile_lint.programs.Programs.read", None)
        assert self.fix().changes == {}

    def test_fixes_what_is_known_from_before(self):
        for name in ("a.py", "b.py"):
            Path(name).write_text(WRONG)
        Path("use.py").write_text("import a\n")
        before = check_paths(["."], Settings(), means=Means("../cache"))
        result = self.fix()
        assert (len(before.findings), result.report.failures, result.report.findings) == (2, (), ())
        assert (Path("a.py").read_text(), Path("b.py").read_text()) == (RIGHT, RIGHT)
        assert check_paths(["."], Settings(), means=Means("../cache")).findings == ()
        assert self.fix().changes == {}

    def test_leaves_a_file_alone_that_changes_after_it_was_known(self, monkeypatch):
        Path("a.py").write_text(WRONG)
        check_paths(["."], Settings(), means=Means("../cache"))
        known = Cache.outcome

        def changing(self, path, display):
            outcome = known(self, path, display)
            Path(path).write_text(WRONG + "# mine\n")
            return outcome

        monkeypatch.setattr(Cache, "outcome", changing)
        result = self.fix()
        assert [failure.message for failure in result.report.failures] == [CHANGED]
        assert Path("a.py").read_text() == WRONG + "# mine\n"

    def test_keeps_nothing_of_a_try(self):
        Path("a.py").write_text(WRONG)
        fix_paths((".",), Settings(), unsafe=False, write=False, means=Means("../cache"))
        (found,) = check_paths(["."], Settings(), means=Means("../cache")).findings
        assert found.code == "CL611"


class TestContent:
    def test_is_written(self):
        Path("a.py").write_text(WRONG)
        result = fix()
        assert Path("a.py").read_text() == RIGHT
        assert result.report.findings == ()
        assert result.report.summary.fixed == 1

    def test_many_fixes_in_a_program_that_ends_in_the_middle_of_a_line(self):
        Path("a.py").write_text((WRONG * 8).rstrip())
        result = fix()
        assert Path("a.py").read_text() == (RIGHT * 8).rstrip()
        assert result.report.findings == ()

    @pytest.mark.parametrize(
        ("encoding", "cookie"),
        [
            ("utf-8", ""),
            ("utf-8-sig", ""),
            ("latin-1", "# -*- coding: latin-1 -*-\n"),
            ("cp1252", "# coding: cp1252\n"),
            ("euc-jp", "# vim: set fileencoding=euc-jp :\n"),
        ],
    )
    def test_keeps_its_encoding_and_mark(self, encoding, cookie):
        comment = "# 日本\n" if encoding == "euc-jp" else "# Größe\n"
        Path("a.py").write_bytes((cookie + comment + WRONG).encode(encoding))
        fix()
        assert Path("a.py").read_bytes() == (cookie + comment + RIGHT).encode(encoding)

    @pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
    def test_keeps_its_line_ends(self, end):
        Path("a.py").write_bytes(WRONG.replace("\n", end).encode())
        fix()
        assert Path("a.py").read_bytes() == RIGHT.replace("\n", end).encode()

    def test_keeps_mixed_line_ends_and_a_missing_one(self):
        Path("a.py").write_bytes(WRONG.replace("\n", "\r\n", 1).rstrip().encode())
        fix()
        assert Path("a.py").read_bytes() == RIGHT.replace("\n", "\r\n", 1).rstrip().encode()

    def test_counts_columns_in_code_points(self):
        odd = WRONG.replace("model.compile", "'\U0001d4b3é'; model.compile")
        Path("a.py").write_text(odd, encoding="utf-8")
        fix()
        assert Path("a.py").read_text(encoding="utf-8") == odd.replace("['mae']", "metrics=['mae']")

    def test_with_new_lines_in_the_style_of_the_file(self):
        program = (
            "from keras.models import Sequential\r\nfrom keras.layers import Dense\r\n"
            "model = Sequential([Dense(3)])\r\nmodel.compile(loss='categorical_crossentropy')\r\n"
        )
        Path("a.py").write_bytes(program.encode())
        fix(unsafe=True)
        lines = Path("a.py").read_bytes().split(b"\r\n")
        assert lines[2] == b"from keras.losses import CategoricalCrossentropy"
        assert b"\n" not in b"".join(lines)


class TestWriting:
    def test_keeps_permissions(self):
        Path("a.py").write_text(WRONG)
        Path("a.py").chmod(0o754)
        fix()
        assert stat.S_IMODE(Path("a.py").stat().st_mode) == 0o754

    def test_follows_a_symbolic_link(self, tmp_path):
        (tmp_path / "real").mkdir()
        Path("real/code.txt").write_text(WRONG)
        Path("a.py").symlink_to("real/code.txt")
        fix("a.py")
        assert Path("a.py").is_symlink()
        assert Path("real/code.txt").read_text() == RIGHT

    def test_leaves_nothing_else_behind(self):
        Path("a.py").write_text(WRONG)
        fix()
        assert list(Path().iterdir()) == [Path("a.py")]

    def test_refuses_a_read_only_file(self):
        Path("a.py").write_text(WRONG)
        Path("b.py").write_text(WRONG)
        Path("a.py").chmod(0o444)
        result = fix()
        assert Path("a.py").read_text() == WRONG
        assert Path("b.py").read_text() == RIGHT
        assert [(one.path, one.message) for one in result.report.failures] == [
            ("a.py", "the file is read-only")
        ]
        assert [finding.span.path for finding in result.report.findings] == ["a.py"]
        assert result.report.summary.fixed == 1

    def test_writes_nothing_if_asked_not_to(self):
        Path("a.py").write_text(WRONG)
        result = fix(write=False)
        assert Path("a.py").read_text() == WRONG
        assert list(result.changes) == ["a.py"]
        assert result.difference() == (
            "--- a.py\n+++ a.py\n@@ -1,3 +1,3 @@\n import keras\n"
            " model = keras.Sequential([keras.layers.Dense(1)])\n"
            "-model.compile('adam', 'mse', ['mae'])\n+model.compile('adam', 'mse', metrics=['mae'])\n"
        )

    def test_touches_no_file_that_stays_the_same(self):
        Path("a.py").write_text(RIGHT)
        before = Path("a.py").stat()
        assert fix().changes == {}
        assert Path("a.py").stat().st_mtime_ns == before.st_mtime_ns
        assert Path("a.py").stat().st_ino == before.st_ino


class TestSeveralFiles:
    BUILD = (
        "import keras\n\ndef build():\n"
        "    return keras.Sequential([keras.layers.Dense(1, activation='softmax')])\n"
    )
    TRAIN = "from build import build\n\nbuild().compile(loss='binary_crossentropy')\n"

    def test_the_file_that_is_wrong_is_mended(self):
        Path("build.py").write_text(self.BUILD)
        Path("train.py").write_text(self.TRAIN)
        fix()
        assert Path("build.py").read_text() == self.BUILD.replace("softmax", "sigmoid")
        assert Path("train.py").read_text() == self.TRAIN

    def test_a_file_that_was_not_asked_about_stays(self):
        Path("build.py").write_text(self.BUILD)
        Path("train.py").write_text(self.TRAIN)
        result = fix("train.py")
        assert Path("build.py").read_text() == self.BUILD
        assert [(one.code, one.fix) for one in result.report.findings] == [("CL101", None)]

    def test_an_excluded_file_stays(self):
        Path("build.py").write_text(self.BUILD)
        Path("train.py").write_text(self.TRAIN)
        fix(exclude=(Pattern("build.py"),))
        assert Path("build.py").read_text() == self.BUILD

    def test_what_another_file_uses_rightly_stays(self):
        build = self.BUILD.replace("def build():", "def build(units):").replace("Dense(1", "Dense(units")
        Path("build.py").write_text(build)
        Path("one.py").write_text("from build import build\n\nbuild(1).compile(loss='binary_crossentropy')\n")
        Path("ten.py").write_text(
            "from build import build\n\nbuild(10).compile(loss='categorical_crossentropy')\n"
        )
        result = fix()
        assert Path("build.py").read_text() == build
        assert [finding.code for finding in result.report.findings] == ["CL101"]
        assert [finding.code for finding, _ in result.withdrawn] == ["CL101"]

    def test_a_fix_of_two_files_is_made_in_both_or_in_neither(self):
        build = self.BUILD.replace("Dense(1", "Dense(5")
        train = (
            "import numpy as np\nfrom build import build\n\nx = np.random.rand(9, 4)\n"
            "y = np.random.randint(0, 2, (9, 5))\nmodel = build()\n"
            "model.compile(loss='categorical_crossentropy')\nmodel.fit(x, y)\n"
        )
        Path("build.py").write_text(build)
        Path("train.py").write_text(train)
        Path("train.py").chmod(0o444)
        result = fix(unsafe=True)
        assert Path("build.py").read_text() == build
        assert {one.path: one.message for one in result.report.failures} == {
            "train.py": "the file is read-only",
            "build.py": "not written either, because of `train.py`",
        }
        Path("train.py").chmod(0o644)
        assert fix(unsafe=True).report.findings == ()
        assert "sigmoid" in Path("build.py").read_text()
        assert "binary_crossentropy" in Path("train.py").read_text()


class TestDocuments:
    DOCUMENT = (
        "# Title\n\n1. A list:\n\n   ```python\n   import keras\n"
        "   model = keras.Sequential([keras.layers.Dense(1)])\n"
        "   model.compile('adam', 'mse', ['mae'])\n   ```\n"
    )

    def test_an_indented_fence(self):
        Path("a.md").write_text(self.DOCUMENT)
        fix("a.md")
        assert Path("a.md").read_text() == self.DOCUMENT.replace("['mae']", "metrics=['mae']")

    def test_prompts(self):
        text = (
            "Title\n=====\n\n>>> import keras\n>>> model = keras.Sequential([keras.layers.Dense(1)])\n"
            ">>> model.compile(\n...     'adam', 'mse', ['mae'])\n\nThe end.\n"
        )
        Path("a.rst").write_text(text)
        fix("a.rst")
        assert Path("a.rst").read_text() == text.replace("['mae']", "metrics=['mae']")

    def test_a_fix_that_needs_another_line_is_left_out(self):
        text = (
            "```python\nfrom keras.models import Sequential\nfrom keras.layers import Dense, Softmax\n"
            "model = Sequential([Dense(1), Softmax()])\nmodel.compile(loss='binary_crossentropy')\n```\n"
        )
        Path("a.md").write_text(text)
        fix("a.md")
        assert Path("a.md").read_text() == text
