"""Whatever a project calls its files and writes into them, no output lets it out of its place."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from hostile_project import AS_ESCAPES, FILE_NAME, FORBIDDEN, TEXT, write_project

from compile_lint.cli import main
from compile_lint.reporters import FORMATS

OURS = re.compile(r"\x1b\[[0-9;]*m")  # the colours that we ask for
EVERYTHING = ("--no-cache", "--select", "ALL", "--min-certainty", "possible")


@pytest.fixture
def project(here: Path) -> Path:
    write_project(here)
    return here


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def commands_in(text: str) -> list[str]:
    """What GitHub's runner would take for a command; it passes over white space before one."""
    return [line for line in text.split("\n") if line.lstrip().startswith("::")]


def assert_contained(text: str) -> None:
    assert not {ascii(found[0]) for found in FORBIDDEN.finditer(text)}
    assert commands_in(text) == []


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("color", ["never", "always"])
@pytest.mark.parametrize("name", [name for name in FORMATS if name != "github"])
def test_no_format_of_a_report_lets_anything_out(name: str, color: str) -> None:
    result = run("check", *EVERYTHING, "--output-format", name, "--color", color)
    assert result.exit_code == 1
    assert len(result.stdout) > 2000
    assert_contained(OURS.sub("", result.stdout) if FORMATS[name].is_coloured else result.stdout)
    assert_contained(result.stderr)


@pytest.mark.usefixtures("project")
def test_github_gets_one_command_for_each_finding() -> None:
    result = run("check", *EVERYTHING, "--output-format", "github")
    findings = run("check", *EVERYTHING, "--output-format", "jsonl").stdout.splitlines()
    commands = commands_in(result.stdout)
    assert len(commands) == len(findings) > 20
    for command in commands:
        assert re.fullmatch(
            r"::(error|warning|notice) title=CL\d{3} [a-z-]+,file=[^:,]+(,\w+=\d+)*::.+", command
        )
        assert not FORBIDDEN.search(command)


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("name", ["json", "sarif", "gitlab"])
def test_json_is_such_that_every_reader_takes_it(name: str) -> None:
    text = run("check", *EVERYTHING, "--output-format", name).stdout
    str(json.loads(text)).encode("utf-8")  # no surrogate is without its partner
    assert text.isascii()


@pytest.mark.usefixtures("project")
def test_junit_is_xml_of_the_usual_elements() -> None:
    root = ET.fromstring(run("check", *EVERYTHING, "--output-format", "junit").stdout)  # noqa: S314 - our own
    assert {element.tag for element in root.iter()} == {"testsuites", "testsuite", "testcase", "failure"}
    assert {key for element in root.iter() for key in element.attrib} <= {
        *("name", "tests", "failures", "errors", "classname", "file", "line", "type", "message"),
    }


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes.update(attrs)


def test_the_page_holds_the_elements_of_any_page(project: Path) -> None:
    (project / "plain").mkdir()
    (project / "plain" / "a.py").write_text((project / "::error::first.py").read_text(encoding="utf-8"))
    pages = []
    for path in (".", "plain"):
        page = _Page()
        page.feed(run("check", *EVERYTHING, "--output-format", "html", path).stdout)
        pages.append(page)
    hostile, usual = pages
    assert hostile.elements <= usual.elements | {"sup", "wbr", "svg", "path", "ul", "li"}
    assert not {name for name, _ in hostile.attributes if name.startswith("on")}
    assert not {
        value for name, value in hostile.attributes if name in ("href", "src") and "evil" in str(value)
    }


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    "arguments",
    [
        ("inspect",),
        ("inspect", "--color", "always"),
        ("inspect", "--output-format", "json"),
        ("inspect", "--statistics"),
        ("check", "--no-cache", "--show-files"),
        ("check", "--no-cache", "--statistics"),
        ("check", "--no-cache", "--verbose"),
        ("check", "--no-cache", "--select", TEXT),
        ("check", "--no-cache", f"{FILE_NAME} is missing"),
        ("check", "--no-cache", "--config", TEXT),
        ("check", "--no-cache", "--jobs", TEXT),
        ("check", "--no-cache", f"--{TEXT}"),
        ("check", "--no-cache", "--baseline", f"{FILE_NAME}.py"),
        ("check", "--no-cache", "--output-file", f"{FILE_NAME}/x"),
        ("check", "--no-cache", "--write-baseline", f"{FILE_NAME}/x"),
        ("check", "--no-cache", "--output-format", TEXT),
        ("explain", TEXT),
        ("config", FILE_NAME),
        ("config", "--output-format", "json", FILE_NAME),
        (TEXT,),
    ],
    ids=lambda arguments: " ".join(arguments[:4])[:40].encode("unicode_escape").decode(),
)
def test_no_command_lets_anything_out(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.stdout or result.stderr
    assert_contained(OURS.sub("", result.stdout))
    assert_contained(result.stderr)


def test_a_baseline_of_hostile_paths_lets_nothing_out(project: Path) -> None:
    entry = {"fingerprint": "f", "code": "CL101", "severity": "error", "certainty": "certain", "path": TEXT}
    text = json.dumps({"baseline": 1, "findings": [entry]})
    (project / "known.json").write_text(text, encoding="utf-8")
    result = run("check", "--no-cache", "--select", "ALL", "--baseline", "known.json", "plain.py")
    assert_contained(result.stdout)


@pytest.mark.parametrize("at", ["select = ['{}']", '"{}" = 1', "output-format = '{}'", "extend = '{}.toml'"])
def test_a_message_about_settings_is_one_line(here: Path, at: str) -> None:
    value = "".join(f"\\U{ord(character):08x}" for character in TEXT.replace("\0", ""))
    (here / "compile-lint.toml").write_text(at.replace("'", '"').format(value), encoding="utf-8")
    result = run("check")
    assert result.exit_code == 2
    assert_contained(result.stderr)
    assert result.stderr.startswith("Error: compile-lint.toml:1: ")
    assert result.stderr.count("\n") == 1


def test_a_difference_can_be_applied_whatever_the_file_is_called(project: Path) -> None:
    """The name in it is written as git writes it, so it can neither end its line nor name another file."""
    for path in filter(Path.is_file, project.glob("*.*")):
        if path.name not in (f"{FILE_NAME}.py", "plain.py"):
            path.unlink()
    difference = run("check", "--no-cache", "--diff").stdout_bytes
    assert difference.count(b"\n+++ ") == 2
    subprocess.run(["git", "init", "--quiet"], check=True)
    subprocess.run(["git", "apply", "-p0", "--whitespace=nowarn", "-"], input=difference, check=True)
    assert run("check", "--no-cache", "--diff").stdout_bytes == b""


@pytest.mark.usefixtures("project")
def test_a_difference_on_a_terminal_lets_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compile_lint.cli.fix_options.sys", _Terminal())
    result = run("check", "--no-cache", "--diff", "plain.py")
    assert "+model" in result.stdout
    assert not FORBIDDEN.search(result.stdout)


class _Terminal:
    """Stands for ``sys`` where somebody looks at what is printed."""

    class stdout:  # noqa: N801 - it is called so
        @staticmethod
        def isatty() -> bool:
            return True


def test_a_value_of_a_megabyte_makes_no_message_of_a_megabyte(here: Path) -> None:
    (here / "compile-lint.toml").write_text(f"select = ['{'a' * 900_000}']\n", encoding="utf-8")
    result = run("check")
    assert result.stderr.startswith("Error: compile-lint.toml:1: `select`: no rule has the code or name `aaa")
    assert len(result.stderr) < 2100


@pytest.mark.skipif(sys.platform == "win32", reason="the names cannot be made there")
def test_the_project_is_as_hostile_as_it_is_meant_to_be(project: Path) -> None:
    assert len(list(project.iterdir())) == 9
    assert len(AS_ESCAPES) > 300
    result = run("check", *EVERYTHING, "--output-format", "concise")
    found = set(re.findall(r": (CL\d{3}) \[", result.stdout))
    assert found == {"CL001", "CL002", "CL003", "CL101", "CL601", "CL602", "CL603", "CL606", "CL614"}
