"""Settings, ignore files, baselines and caches of a checkout that nobody vouches for."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from compile_lint.cli import main
from compile_lint.cli.run_options import RunOptions
from compile_lint.run.caching import FOLDER
from compile_lint.settings import SettingsLookup
from compile_lint.settings.kinds import MAX_VALUES

pytestmark = pytest.mark.usefixtures("bounded")

PROGRAM = """\
import keras
model = keras.Sequential([keras.layers.Dense(1, activation="softmax")])
model.compile(loss="binary_crossentropy")
"""


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["check", "--output-format", "concise", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def message_of(settings: str) -> str:
    """The one line that is said of settings that cannot be used."""
    write("train.py", PROGRAM)
    write("compile-lint.toml", settings)
    result = run()
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    return result.stderr.removeprefix("Error: ").rstrip("\n")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("a = " + "[" * 100_000, "compile-lint.toml: no valid TOML: nested too deeply"),
        (".".join("a" * 400_000) + " = 1", "compile-lint.toml: no valid TOML: nested too deeply"),
        ("a = " + "9" * 100_000, "compile-lint.toml: no valid TOML: Exceeds the limit"),
        ("#" * 1_000_001, "compile-lint.toml: the file is larger than 1,000,000 bytes"),
        ("".join(f"a{n} = 1\n" for n in range(50_000)), "compile-lint.toml:1: there is no setting `a0`"),
        ("extend = '~nobody-of-this-name/x.toml'", "compile-lint.toml:1: `extend` names the home folder in"),
        ("cache-dir = '~nobody-of-this-name'", "compile-lint.toml:1: `cache-dir` names the home folder in"),
        ('extend = "a\\u0000b"', "compile-lint.toml:1: `extend` holds a null character"),
        ("extend = '/dev/zero'", "compile-lint.toml:1: `extend` names `/dev/zero`, which is no file"),
        (
            "extend = 'compile-lint.toml'",
            "compile-lint.toml:1: `extend` leads back to a file that extends it",
        ),
        (
            "exclude = [" + "'a*'," * (MAX_VALUES + 1) + "]",
            f"compile-lint.toml:1: `exclude` holds more than {MAX_VALUES:,} values",
        ),
        (
            "[per-file-ignores]\n" + "".join(f"'a{n}' = ['CL1']\n" for n in range(MAX_VALUES + 1)),
            f"compile-lint.toml:1: `per-file-ignores` holds more than {MAX_VALUES:,} keys",
        ),
        ("exclude = ['" + "a*" * 5000 + "']", 'compile-lint.toml:1: `exclude` holds `"a*a*a*'),
    ],
    ids=lambda value: value[:30],
)
def test_settings_that_go_too_far_are_refused(settings: str, message: str) -> None:
    assert message_of(settings).startswith(message)


def test_files_that_extend_each_other_without_end_are_refused() -> None:
    for number in range(40):
        write(f"{number}.toml", f"extend = '{number + 1}.toml'\n")
    assert message_of("extend = '0.toml'") == "15.toml: more than 16 files extend each other"


@pytest.mark.parametrize(
    "settings",
    [
        "exclude = ['" + "a*" * 40 + "b']",
        "exclude = ['" + "**/" * 500 + "a*a*a*a*a*b']",
        "per-file-ignores = { '" + "a*" * 40 + "b' = ['CL1'] }",
        "exclude = [" + ",".join(f"'a{n}*b'" for n in range(MAX_VALUES)) + "]",
        "[known-losses]\n" + "".join(f"a{n} = {{ expects = 'logits' }}\n" for n in range(MAX_VALUES)),
    ],
    ids=lambda settings: settings[:30],
)
def test_patterns_and_names_are_matched_in_time(settings: str) -> None:
    write("compile-lint.toml", settings)
    write("a" * 240 + ".py", PROGRAM)
    assert run("--no-cache").exit_code == 1


@pytest.mark.parametrize(
    "lines",
    [
        "a*" * 40 + "b\n",
        "a*" * 1_000_000,
        "**/" * 500 + "a*a*a*a*a*b\n",
        "".join(f"a{n}*b\n" for n in range(200_000)),
    ],
    ids=["stars", "long", "folders", "many"],
)
def test_ignore_files_are_matched_in_time(lines: str) -> None:
    write(".gitignore", lines)
    write("a" * 240 + ".py", PROGRAM)
    assert run("--no-cache").exit_code == 1


def entry(**more: object) -> dict[str, object]:
    return {
        "fingerprint": "f",
        "code": "CL101",
        "path": "train.py",
        "severity": "error",
        "certainty": "certain",
    } | more


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        '{"baseline": ' + "9" * 100_000 + "}",
        json.dumps({"baseline": 1, "findings": {"a": 1}}),
        json.dumps({"baseline": 1, "findings": [entry(fingerprint=[], path=7)]}),
        json.dumps({"baseline": 1, "findings": [entry(severity="deadly")]}),
        "\ufeff[]",
        "",
    ],
    ids=lambda text: text[:30],
)
def test_a_baseline_that_is_none_is_refused(text: str) -> None:
    write("known.json", text)
    result = run("--baseline", "known.json")
    assert result.exit_code == 2
    assert result.stderr == "Error: known.json: the file is no baseline of this version of compile-lint\n"


def test_a_baseline_that_never_ends_is_not_waited_for() -> None:
    for name in ("/dev/zero", ".git"):
        assert run("--baseline", name).exit_code == 2
        write("compile-lint.toml", f"baseline = '{name}'\n")
        assert run().stderr == f"Error: {name}: the baseline cannot be read: it is no file\n"


def test_a_baseline_of_a_hundred_megabytes_is_not_read() -> None:
    with Path("known.json").open("wb") as file:
        file.truncate(100_000_000)
    assert (
        run("--baseline", "known.json").stderr
        == "Error: known.json: the baseline is larger than 50,000,000 bytes\n"
    )


@pytest.mark.parametrize("path", ["a\0b", "\ud800", "../" * 1000 + "a", "/etc/passwd"])
def test_a_baseline_may_name_any_path(path: str) -> None:
    write("train.py", PROGRAM)
    write("known.json", json.dumps({"baseline": 1, "findings": [entry(path=path)]}))
    assert run("--no-cache", "--baseline", "known.json", "train.py").exit_code == 1


class TestNothingIsWrittenOutside:
    @pytest.fixture(autouse=True)
    def a_program(self, here: Path) -> Iterator[None]:
        write("train.py", PROGRAM)
        outside = here.parent / "outside"
        outside.mkdir()
        yield
        assert not list(outside.iterdir())

    @pytest.mark.parametrize("folder", ["../outside", ".", "..", "x/../../outside", "link", "link/below"])
    def test_by_the_cache_that_settings_name(self, folder: str) -> None:
        Path("link").symlink_to("../outside")
        write("compile-lint.toml", f"cache-dir = '{folder}'\n")
        result = run()
        assert result.exit_code == 2
        assert (
            "compile-lint.toml:1: `cache-dir` has to be a folder inside the project, not `" in result.stderr
        )
        assert "only the command line can name any other" in result.stderr

    def test_by_an_absolute_path(self, here: Path) -> None:
        write("compile-lint.toml", f"cache-dir = '{here.parent / 'outside'}'\n")
        assert run().exit_code == 2

    def test_by_a_link_of_the_usual_name(self) -> None:
        Path(FOLDER).symlink_to("../outside")
        result = run()
        assert result.exit_code == 2
        assert result.stderr.startswith(f"Error: {FOLDER}: leads out of the project, to `")
        assert result.stderr.endswith("`--cache-dir` names another folder, `--no-cache` uses none\n")
        assert run("--no-cache").exit_code == 1

    def test_by_a_link_in_the_cache(self, here: Path) -> None:
        run()
        (cached,) = (here / FOLDER).glob("*.lines")
        cached.unlink()
        cached.symlink_to(here.parent / "outside" / "x")
        assert run().exit_code == 1
        assert not cached.is_symlink()


def test_a_cache_among_other_files_touches_none_of_them() -> None:
    """Settings may name any folder of the project, but what is in it stays, and git sees it as before."""
    write("train.py", PROGRAM)
    write("compile-lint.toml", "cache-dir = 'data'\n")
    for name in ("old.tmp", "x.lines.1.2.tmp", *(f"{number}.lines" for number in range(30))):
        write(f"data/{name}", "theirs")
        os.utime(f"data/{name}", (0, 0))
    before = {path.name for path in Path("data").iterdir()}
    assert run().exit_code == 1
    after = {path.name for path in Path("data").iterdir()}
    assert before <= after
    assert [name.rpartition(".")[2] for name in after - before] == ["lines"]


def test_settings_cannot_start_processes_without_end() -> None:
    write("compile-lint.toml", "jobs = 1000000\n")
    assert RunOptions(no_cache=True, cache_dir=None, jobs=None).means(SettingsLookup().here()).jobs == 64


class TestPlugins:
    """Code runs only for settings of the project that the command is started in, or of the command line."""

    CODE = "from pathlib import Path\nPath('ran').touch()\n"

    @pytest.mark.parametrize("name", ["compile-lint.toml", ".compile-lint.toml"])
    def test_of_a_folder_below_are_not_run(self, name: str) -> None:
        write(f"vendor/{name}", "plugins = ['evil.py']\n")
        write("vendor/evil.py", self.CODE)
        write("vendor/train.py", PROGRAM)
        assert run("--no-cache").exit_code == 1
        assert run("--no-cache", "vendor").exit_code == 1
        assert run("--no-cache", "vendor/train.py").exit_code == 1
        assert not Path("ran").exists()

    def test_nothing_that_is_checked_is_run(self) -> None:
        for name in (
            "train.py",
            "keras.py",
            "conftest.py",
            "setup.py",
            "sitecustomize.py",
            "click.py",
            "tomli.py",
        ):
            write(name, f"{self.CODE}{PROGRAM}")
        assert run("--no-cache").exit_code == 1
        assert not Path("ran").exists()


class TestSettingsThatOnlyAnImportLeadsTo:
    """Nobody asked to look at an excluded folder, so its settings are no obstacle."""

    @pytest.mark.parametrize(
        "settings", ["bogus = 1\n", "select = ['CL9999']\n", "= broken", "extend = 'x'\n"]
    )
    def test_are_passed_over(self, settings: str) -> None:
        write("compile-lint.toml", "extend-exclude = ['vendor']\n")
        write("vendor/__init__.py", "")
        write("vendor/compile-lint.toml", settings)
        write(
            "vendor/models.py",
            f"def build():\n    {PROGRAM.replace(chr(10), chr(10) + '    ')}return model\n",
        )
        write("train.py", "from vendor.models import build\nmodel = build()\nmodel.compile(loss='hinge')\n")
        result = run("--no-cache")
        assert "CL000" not in result.stdout
        assert result.stderr == ""
        assert result.exit_code == 1

    @pytest.mark.parametrize("settings", ["bogus = 1\n", "select = ['CL9999']\n"])
    def test_are_an_error_where_the_folder_is_looked_at(self, settings: str) -> None:
        write("vendor/compile-lint.toml", settings)
        write("vendor/models.py", PROGRAM)
        result = run("--no-cache")
        assert result.exit_code == 2
        assert result.stderr.startswith("Error: vendor/compile-lint.toml:1: ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
@pytest.mark.parametrize(
    "name",
    [
        "compile-lint.toml",
        "pyproject.toml",
        ".gitignore",
        "train.ipynb",
        "__init__.py",
        "requirements.txt",
        "a.py",
    ],
)
def test_a_pipe_under_the_name_of_a_file_is_not_waited_for(name: str) -> None:
    write("train.py", PROGRAM)
    os.mkfifo(name)
    assert run("--no-cache").exit_code == 1
