"""Rules that a project or an installed package brings along, through the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from compile_lint.cli import main

PROGRAM = """\
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
"""
RULE = '''\
"""House rules."""

from compile_lint.plugins import Known, Problem, Severity, heads_to_judge, rule


@rule(code="AB101", name="too-few-units", severity=Severity.WARNING)
def too_few_units(call):
    """An output has few units.

    Why: because.
    """
    for head in heads_to_judge(call):
        match head.output:
            case Known(output) if output.units is not None and output.units < 9:
                yield Problem(output.origin, "the house wants `9`, but there are fewer", head=head)
'''
PLUGIN = '--config=plugins = ["lint_rules.py"]'
LINE = "train.py:3:46: AB101 [too-few-units] warning: the house wants `9`, but there are fewer"


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("train.py").write_text(PROGRAM, encoding="utf-8")
    Path("lint_rules.py").write_text(RULE, encoding="utf-8")


def run(command: str, *arguments: str) -> Result:
    result = CliRunner().invoke(main, [command, *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def check(*arguments: str) -> tuple[int, list[str]]:
    result = run("check", "--output-format", "concise", *arguments, "train.py")
    return result.exit_code, result.stdout.splitlines()[:-1]


def complaint(*arguments: str) -> str:
    """The message of a run that ends by a plugin."""
    result = run("check", *arguments, "train.py")
    assert result.exit_code == 2
    assert result.stdout == ""
    return result.stderr.partition("Error: ")[2].strip()


def test_a_rule_of_a_file_is_a_rule_like_all_others() -> None:
    assert check() == (0, [])
    assert check(PLUGIN) == (1, [LINE])
    assert check(PLUGIN, "--select", "AB") == (1, [LINE])
    assert check(PLUGIN, "--ignore", "too-few-units") == (0, [])
    assert "AB101  too-few-units" in run("rules", PLUGIN).stdout
    assert run("explain", PLUGIN, "AB101").stdout.startswith(
        "AB101 too-few-units (warning, of the plugin lint_rules.py)\n\nAn output has few units.\n"
    )


def test_a_comment_can_name_it() -> None:
    marked = PROGRAM.replace('"softmax")])', '"softmax")])  # compile-lint: ignore[AB101] small')
    Path("train.py").write_text(marked, encoding="utf-8")
    assert check(PLUGIN) == (0, [])
    assert [line.split()[1] for line in check()[1]] == ["CL003"]


def test_settings_of_the_working_folder_can_name_a_plugin() -> None:
    Path("pyproject.toml").write_text('[tool.compile-lint]\nplugins = ["lint_rules.py"]\n', encoding="utf-8")
    assert check() == (1, [LINE])
    assert check("--isolated") == (0, [])


def test_settings_of_a_folder_that_is_looked_at_cannot() -> None:
    folder = Path("downloaded")
    folder.mkdir()
    (folder / "compile-lint.toml").write_text('plugins = ["evil.py"]\n', encoding="utf-8")
    (folder / "evil.py").write_text("open('ran', 'w')\n", encoding="utf-8")
    (folder / "train.py").write_text(PROGRAM, encoding="utf-8")
    assert run("check", "downloaded").exit_code == 0
    assert not Path("ran").exists()


def test_a_rule_of_a_plugin_that_does_not_count_is_unknown_for_that_reason() -> None:
    folder = Path("other")
    folder.mkdir()
    settings = 'plugins = ["lint_rules.py"]\nselect = ["AB101"]\n'
    (folder / "compile-lint.toml").write_text(settings, encoding="utf-8")
    (folder / "train.py").write_text(PROGRAM, encoding="utf-8")
    result = run("check", "other")
    assert result.exit_code == 2
    assert "`select`: no rule has the code or name `AB101`" in result.stderr
    assert "`plugins` of these settings count only where the command is started below them" in result.stderr


def test_a_plugin_is_shown_in_sarif() -> None:
    document = json.loads(run("check", PLUGIN, "--output-format", "sarif", "train.py").stdout)
    (run_,) = document["runs"]
    (result,) = run_["results"]
    assert run_["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "AB101"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 / 0", "cannot be loaded: `ZeroDivisionError: division by zero` in line 1"),
        ("x = (", "cannot be loaded: `SyntaxError: "),
        ("import no_such_module", "cannot be loaded: `ModuleNotFoundError: No module named"),
        ("raise SystemExit(0)", "cannot be loaded: `SystemExit: 0` in line 1"),
        ("x = 1", "holds no rule; `compile_lint.plugins.rule` makes one"),
        ("RULES = [1]", "offers 1, which is no rule"),
        (RULE.replace("AB101", "CL999"), "needs a code of two to five capital letters"),
        (RULE.replace("AB101", "ab1"), "needs a code of two to five capital letters"),
        (RULE.replace("too-few-units", "Too few"), "needs a name in lower case with hyphens"),
        (
            RULE.replace("too-few-units", "single-unit-softmax"),
            "has the name `single-unit-softmax` of `CL101`",
        ),
        (RULE.replace("Severity.WARNING", "'warning'"), "needs a `Severity`, not `'warning'`"),
        (f"{RULE}\n{RULE.replace('too-few', 'even-fewer')}RULES = [too_few_units]\n", ""),
    ],
)
def test_a_plugin_that_cannot_be_used_ends_the_run(text: str, message: str) -> None:
    Path("lint_rules.py").write_text(text, encoding="utf-8")
    if message:
        assert message in complaint(PLUGIN)
        assert "lint_rules.py" in complaint(PLUGIN)
    else:
        assert check(PLUGIN)[0] == 1


def test_two_plugins_cannot_share_a_code() -> None:
    Path("more.py").write_text(RULE.replace("too-few", "even-fewer"), encoding="utf-8")
    assert complaint('--config=plugins = ["lint_rules.py", "more.py"]') == (
        "the rule `AB101` of the plugin `more.py` has the code of `AB101` of the plugin `lint_rules.py`"
    )


def test_a_plugin_that_is_not_there_is_named() -> None:
    assert "there is no file `none.py` to load rules from" in complaint('--config=plugins = ["none.py"]')
    Path("rules.txt").write_text("", encoding="utf-8")
    assert "`rules.txt` is no Python file" in complaint('--config=plugins = ["rules.txt"]')


FAILING = """
@rule(code="AB102", name="fails", severity=Severity.WARNING)
def fails(call):
    raise ValueError("no idea")
"""
WRONG = """
@rule(code="AB102", name="fails", severity=Severity.WARNING)
def fails(call):
    return ["nothing", "useful"]
"""


@pytest.mark.parametrize(
    ("text", "account"),
    [
        (FAILING, "`ValueError: no idea` in line 19"),
        (WRONG, "`TypeError: the rule yields 'nothing', which is no `Problem` with an `Origin``"),
        (
            WRONG.replace('"nothing", "useful"', 'Problem("here", "too few")'),
            (
                "`TypeError: the rule yields Problem(at='here', message='too few', because=(), head=None, "
                "severity=None, advice='', is_possible=False, subject=None, remedies=()), "
                "which is no `Problem` with an `Origin``"
            ),
        ),
        (WRONG.replace("return", "None #"), "`TypeError: 'NoneType' object is not iterable`"),
    ],
)
def test_a_rule_that_fails_on_a_file_is_told_there_and_the_others_go_on(text: str, account: str) -> None:
    Path("lint_rules.py").write_text(RULE + text, encoding="utf-8")
    status, lines = check(PLUGIN)
    assert status == 2
    assert lines[0] == (
        "train.py:1:1: CL000 [internal-error] error: the rule `AB102` of the plugin `lint_rules.py` "
        f"failed on this file: {account}"
    )
    assert lines[1:] == [LINE]
    assert check(PLUGIN, "--ignore", "AB102") == (1, [LINE])


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path with an installed package that brings rules along."""
    site = Path("site").absolute()
    info = site / "house_rules-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: house-rules\nVersion: 1.0\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text("[compile_lint.rules]\nhouse = house_rules\n", encoding="utf-8")
    (site / "house_rules.py").write_text(RULE, encoding="utf-8")
    monkeypatch.syspath_prepend(site)
    yield site
    sys.modules.pop("house_rules", None)


@pytest.mark.usefixtures("installed")
def test_an_installed_package_brings_its_rules_along() -> None:
    assert check() == (1, [LINE])
    assert "of the plugin house-rules: house_rules" in run("explain", "too-few-units").stdout


def test_an_entry_point_can_name_one_rule(installed: Path) -> None:
    points = "[compile_lint.rules]\nhouse = house_rules:too_few_units\n"
    (installed / "house_rules-1.0.dist-info" / "entry_points.txt").write_text(points, encoding="utf-8")
    assert check() == (1, [LINE])


def test_an_installed_plugin_that_fails_is_named(installed: Path) -> None:
    (installed / "house_rules.py").write_text("1 / 0\n", encoding="utf-8")
    assert complaint() == (
        "the installed plugin `house-rules: house_rules` cannot be loaded: "
        "`ZeroDivisionError: division by zero` in line 1"
    )
