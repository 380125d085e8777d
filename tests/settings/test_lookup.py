"""Which settings hold for a file, and what is said of settings files that cannot be used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compile_lint.findings import Certainty, Severity
from compile_lint.rules import RULES
from compile_lint.rules.selection import resolve_selection
from compile_lint.settings import (
    COMMAND_LINE,
    Layer,
    Settings,
    SettingsError,
    SettingsLookup,
    combine,
    lookup,
)
from compile_lint.settings.files import MAX_BYTES, MAX_CHAIN
from compile_lint.settings.key_lines import line_of_key
from compile_lint.settings.layers import read_layer

Write = Callable[..., None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes text files below an empty working folder."""
    monkeypatch.chdir(tmp_path)

    def write_files(**texts: str) -> None:
        for name, text in texts.items():
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    return write_files


def found(path: str = "a.py") -> Settings:
    return SettingsLookup().of_file(path)


def test_without_files_all_is_default(write: Write) -> None:
    write(**{"pyproject.toml": "[tool.other]\nselect = 1\n"})
    assert found() == Settings()
    assert found().places == {}


def test_the_nearest_file_wins_whole(write: Write) -> None:
    write(
        **{
            "pyproject.toml": '[tool.compile-lint]\nselect = ["CL1"]\nmin-severity = "error"\n',
            "sub/compile-lint.toml": 'select = ["CL2"]\n',
            "sub/deep/pyproject.toml": '[project]\nname = "compile-lint-user"\n',
        }
    )
    assert (found("a.py").select, found("a.py").min_severity) == (("CL1",), Severity.ERROR)
    for path in ("sub/a.py", "sub/deep/a.py", "sub/deep/er/a.py"):
        assert (found(path).select, found(path).min_severity) == (("CL2",), None)
    assert found("sub/deep/a.py").places == {"select": ("sub/compile-lint.toml",)}


def test_in_one_folder_the_own_file_comes_before_the_project(write: Write) -> None:
    write(**{"pyproject.toml": '[tool.compile-lint]\nselect = ["CL1"]'})
    assert found().select == ("CL1",)
    write(**{"compile-lint.toml": 'select = ["CL2"]'})
    assert found().select == ("CL2",)
    write(**{".compile-lint.toml": 'select = ["CL3"]'})
    assert found().select == ("CL3",)


def test_each_folder_is_looked_into_once(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write(**{"compile-lint.toml": 'select = ["CL2"]', "a/b/c.py": ""})
    asked: list[str] = []
    file_of = lookup.file_of
    monkeypatch.setattr(
        lookup, "file_of", lambda folder, sights: asked.append(folder) or file_of(folder, sights)
    )
    settings = SettingsLookup()
    first = settings.of_file("a/b/c.py")
    assert all(settings.of_file(f"a/b/{name}.py") is first for name in "defg")
    assert settings.of_folder("a") is settings.of_folder(".") is first
    assert [Path(folder).name for folder in asked] == ["b", "a", Path.cwd().name]


def test_extend_stands_on_top_of_another_file(write: Write) -> None:
    write(
        **{
            "base/lint.toml": (
                'select = ["CL1"]\nextend-exclude = ["old"]\nmin-certainty = "possible"\n'
                'severity = { CL1 = "info", CL2 = "info" }\ncache-dir = "cache"'
            ),
            "pkg/compile-lint.toml": (
                'extend = "../base/lint.toml"\nselect = ["CL2"]\nextend-exclude = ["new"]\n'
                'severity = { CL2 = "error" }'
            ),
        }
    )
    settings = found("pkg/a.py")
    assert settings.select == ("CL2",)
    assert settings.min_certainty is Certainty.POSSIBLE
    assert [Path(one.base).name + ":" + one.text for one in settings.extend_exclude] == [
        "base:old",
        "pkg:new",
    ]
    assert dict(settings.severity) == {"CL1": Severity.INFO, "CL2": Severity.ERROR}
    assert settings.cache_dir == Path.cwd() / "base/cache"
    assert settings.places["extend_exclude"] == ("base/lint.toml", "pkg/compile-lint.toml")
    assert settings.places["select"] == ("pkg/compile-lint.toml",)


def test_a_project_file_can_be_extended(write: Write) -> None:
    write(
        **{
            "pyproject.toml": '[tool.compile-lint]\nselect = ["CL1"]',
            "sub/compile-lint.toml": 'extend = "../pyproject.toml"\nignore = ["CL102"]',
        }
    )
    assert (found("sub/a.py").select, found("sub/a.py").ignore) == (("CL1",), ("CL102",))


def test_a_chosen_file_holds_for_all_and_is_relative_to_the_working_folder(write: Write) -> None:
    write(
        **{
            "compile-lint.toml": 'select = ["CL1"]',
            "elsewhere/lint.toml": 'select = ["CL2"]\nexclude = ["x/y"]\ncache-dir = "c"',
        }
    )
    settings = SettingsLookup(file="elsewhere/lint.toml").of_file("sub/a.py")
    assert settings.select == ("CL2",)
    assert settings.exclude[0].base == str(Path.cwd())
    assert settings.cache_dir == Path.cwd() / "c"


def test_isolated_reads_nothing(write: Write) -> None:
    write(**{"compile-lint.toml": "no TOML"})
    assert SettingsLookup(isolated=True).of_file("a.py") == Settings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("selct = []", "compile-lint.toml:1: there is no setting `selct`; did you mean `select`?"),
        ("min_severity = 'error'", "there is no setting `min_severity`; did you mean `min-severity`?"),
        ("places = 1", "there is no setting `places`"),
        (
            "select = 'CL1'",
            '`select` must be a list of codes, prefixes of codes, rule names or `ALL`, not `"CL1"`',
        ),
        ("select = [1]", "`select` must be a list of codes, prefixes of codes, rule names or `ALL`, but "),
        ("select = ['']", "`select` holds an empty value"),
        ("jobs = 0", "`jobs` must be a whole number, 1 or more, not `0`"),
        ("jobs = true", "`jobs` must be a whole number, 1 or more, not `true`"),
        ("respect-gitignore = 'no'", '`respect-gitignore` must be `true` or `false`, not `"no"`'),
        (
            "min-severity = 'eror'",
            '`min-severity` must be `info`, `warning` or `error`, not `"eror"`; did you mean `error`?',
        ),
        ("severity.CL1 = 1", "`severity.CL1` must be `info`, `warning` or `error`, not `1`"),
        ("per-file-ignores = []", "`per-file-ignores` must be a table of"),
        ("per-file-ignores = { 'a.py' = 'CL1' }", "`per-file-ignores.a.py` must be a list of"),
        ("extend-exclude = ['']", "`extend-exclude` holds an empty value"),
        ("exclude = ['!']", '`exclude` holds `"!"`, which is no pattern as in `.gitignore`'),
        ("extensions = ['txt']", "`extensions` must be `md`, `markdown` or `rst`"),
        ("cache-dir = 1979-05-27", "`cache-dir` must be a path, not a date"),
        ("extend = 3", "compile-lint.toml:1: `extend` must be a path, not `3`"),
        ("extend = 'none.toml'", "`extend` names `none.toml`, which is no file"),
        ("extend = 'compile-lint.toml'", "`extend` leads back to a file that extends it"),
        ("select = [", "compile-lint.toml: no valid TOML: "),
        ("a = 1\nb = \n", "line 2"),
        ("x = " + "[" * 5000, "no valid TOML"),
    ],
)
def test_what_cannot_be_used_is_an_error_that_names_file_and_key(
    write: Write, text: str, message: str
) -> None:
    write(**{"compile-lint.toml": text})
    with pytest.raises(SettingsError) as caught:
        found("sub/a.py")
    line = ": " if "TOML" in message or text.startswith("a =") else ":1: "
    assert str(caught.value).startswith(f"compile-lint.toml{line}")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("selct = []", "there is no setting `selct`"),
        ('"selct" = []', "there is no setting `selct`"),
        ("jobs = 0", "`jobs` must be"),
        ("select = [\n  'CL1', # ]\n  1,\n]", "`select` must be"),
        ("severity.CL1 = 1", "`severity.CL1` must be"),
        ("severity = { CL2 = 'info', CL1 = 1 }", "`severity.CL1` must be"),
        ("[tool.compile-lint.severity]#\nCL2 = 'info'", "`severity.CL1` must be"),
        ("[tool.compile-lint.known-metrics.hit]", "`known-metrics.hit` lacks `like`"),
        ("select = ['CL9000']", "`select`: no rule has the code or name `CL9000`"),
        ("target = 'tf_keras'\nbackend = 'jax'", "`target` is `tf_keras`, which never runs on `jax`"),
    ],
)
def test_an_error_names_the_line_of_the_key(write: Write, key: str, message: str) -> None:
    """The same words stand in other tables, in comments and in strings."""
    before = (
        "[tool.other]\nselct = 1\njobs = 0\nselect = [\n  '[', # '\n]\nseverity.CL1 = 1\n"
        'text = """\n[tool.compile-lint]\nselct = \\""""\n# selct =\n[[tool.more]]\njobs = 1\n'
        "[[tool.more]]\njobs = 2\n\n[tool.compile-lint]\n# selct = 1\nignore = ['CL9',\n  'CL8']\n"
    )
    if key.endswith("'info'"):  # the table goes on, and the wrong line is the next
        before, key = f"{before}{key}\n", "CL1 = 1"
    write(**{"pyproject.toml": f"{before}{key}\n"})
    line = before.count("\n") + 1 + key.startswith("target")
    with pytest.raises(SettingsError, match=rf"^pyproject\.toml:{line}: ") as caught:
        resolve_selection(found(), RULES)
    assert message in str(caught.value)


def test_the_line_of_a_key_that_is_not_there_is_not_made_up() -> None:
    assert line_of_key("a = 1\n[b]\nc.d = 2", ["b", "c", "d"]) == 3
    assert line_of_key("a = 1\n[b]\nc.d = 2", ["b", "d"]) is None
    assert line_of_key("a = 1\n[b]\nc.d = 2", ["c", "d"]) is None


def test_an_error_in_an_extended_file_names_that_file(write: Write) -> None:
    write(**{"base.toml": "jobs = -1", "compile-lint.toml": 'extend = "base.toml"'})
    with pytest.raises(SettingsError, match=r"^base\.toml:1: `jobs` must be"):
        found()


def test_a_table_that_is_none(write: Write) -> None:
    write(**{"pyproject.toml": "[tool]\ncompile-lint = 3"})
    with pytest.raises(SettingsError, match=r"^pyproject\.toml: `tool\.compile-lint` must be a table"):
        found()


def test_a_broken_project_file_that_does_not_speak_of_us_is_passed_over(write: Write) -> None:
    write(**{"pyproject.toml": "[tool"})
    assert found() == Settings()


def test_huge_files_and_long_chains_are_refused(write: Write) -> None:
    write(**{"big/compile-lint.toml": "#" * (MAX_BYTES + 1)})
    with pytest.raises(SettingsError, match="the file is larger than"):
        found("big/a.py")
    write(**{f"{number}.toml": f'extend = "{number + 1}.toml"' for number in range(MAX_CHAIN)})
    write(**{"compile-lint.toml": 'extend = "0.toml"'})
    with pytest.raises(SettingsError, match=f"more than {MAX_CHAIN} files extend each other"):
        found()


def layer(place: str = COMMAND_LINE, **table: object) -> Layer:
    return read_layer({key.replace("_", "-"): value for key, value in table.items()}, "", place)


def test_select_on_the_command_line_starts_afresh() -> None:
    file = layer("f", select=["CL1"], extend_select=["CL4"], ignore=["CL101"], extend_exclude=["x"])
    settings = combine([file, layer(select=["CL3"], ignore=["CL302"])])
    assert (settings.select, settings.extend_select, settings.ignore) == (("CL3",), (), ("CL302",))
    assert [one.text for one in settings.extend_exclude] == ["x"]


def test_ignore_and_exclude_on_the_command_line_add_up() -> None:
    file = layer("f", select=["CL1"], ignore=["CL101"])
    settings = combine([file, layer(ignore=["CL102"], exclude=["x"])])
    assert (settings.select, settings.ignore) == (("CL1",), ("CL101", "CL102"))
    assert settings.exclude == (*Settings().exclude, settings.exclude[-1])
    assert settings.exclude[-1].text == "x"
    assert settings.places["ignore"] == ("f", COMMAND_LINE)
    replaced = combine([layer("f", exclude=["x"])])
    assert [one.text for one in replaced.exclude] == ["x"]


def test_settings_that_contradict_each_other_name_the_place(write: Write) -> None:
    write(**{"compile-lint.toml": 'target = "tf_keras"\nbackend = "jax"'})
    with pytest.raises(SettingsError, match=r"^compile-lint\.toml:2: `target` is `tf_keras`, which never"):
        found()
