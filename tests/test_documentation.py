"""The pages in ``docs/``: what they show as a session is what the program prints, and the site builds.

A page is one session: ``python title="NAME"`` blocks are files that the reader saves, and each ``$`` line
of a ``console`` block is a command, followed by what it prints.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from compile_lint.cli import main

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    page for page in (ROOT / "docs").glob("*.md") if "```console" in page.read_text(encoding="utf-8")
)
BLOCK = re.compile(
    r'^```(?:python title="(?P<file>[\w.]+)"|console)\n(?P<body>.*?)^```$', re.MULTILINE | re.DOTALL
)

SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def printed(command: str) -> str:
    program, *arguments = shlex.split(command)
    assert program == "compile-lint", "a session shows this program only"
    result = CliRunner().invoke(main, arguments)
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.output


def played(match: re.Match[str]) -> str:
    """The block as it should be: a file is saved, a session is held anew."""
    if match["file"]:
        Path(match["file"]).write_text(match["body"], encoding="utf-8")
        return match[0]
    commands = [line.removeprefix("$ ") for line in match["body"].splitlines() if line.startswith("$ ")]
    return "```console\n" + "".join(f"$ {command}\n{printed(command)}" for command in commands) + "```"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_sessions_are_what_the_program_prints(page, tmp_path, monkeypatch, request):
    monkeypatch.chdir(tmp_path)
    text = page.read_text(encoding="utf-8")
    fresh = BLOCK.sub(played, text)
    if request.config.getoption("--regenerate"):
        page.write_text(fresh, encoding="utf-8")
    else:
        assert fresh == text


def test_the_tutorial_and_the_explanation_are_among_them():
    assert {"tutorial.md", "understanding.md"} <= {page.name for page in PAGES}


@pytest.mark.tools
def test_the_site_builds_without_a_warning(tmp_path):
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # an advertisement, and no warning about the site
    done = subprocess.run(build, cwd=ROOT, env=quiet, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    pages = {page.relative_to(tmp_path).as_posix() for page in tmp_path.rglob("index.html")}
    assert {"index.html", "tutorial/index.html", "rules/logits-as-probabilities/index.html"} <= pages


def commands_shown():
    """What the pages and the README tell to type, without redirections and comments."""
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for block in SHELL.findall(page.read_text(encoding="utf-8")):
            lines = (line.split("#")[0] for line in block.splitlines())
            for command in (
                part.split("<")[0].strip() for line in lines for part in re.split(r"&&|\|", line)
            ):
                if command.startswith("compile-lint"):
                    yield pytest.param(command, id=f"{page.name}: {command}")


@pytest.mark.parametrize("command", list(commands_shown()))
def test_commands_on_the_pages_are_understood(command):
    _, name, *rest = shlex.split(command)
    subcommand = main.get_command(click.Context(main), name)
    assert subcommand is not None, f"there is no command `{name}`"
    subcommand.make_context(name, rest)  # raises UsageError for what it does not take
