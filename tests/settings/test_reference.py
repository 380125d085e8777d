"""What is made from the settings type agrees with it: the shipped schema and the reference."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import tomli
from click.testing import CliRunner

from compile_lint.cli import main
from compile_lint.patterns import Pattern
from compile_lint.reporters import FORMATS
from compile_lint.reporters.settings_pages import render_reference, render_text
from compile_lint.rules import RULES
from compile_lint.rules.policy import Policies
from compile_lint.settings import Settings, SettingsLookup, combine, key_of
from compile_lint.settings.files import EXTEND
from compile_lint.settings.layers import read_layer
from compile_lint.settings.schema import schema, schema_text
from compile_lint.settings.values import declared

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "settings.md"
GENERATED = re.compile(r"(?<=<!-- settings -->\n).*?(?=<!-- /settings -->)", re.DOTALL)


@pytest.fixture
def regenerate(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--regenerate"))


def test_the_shipped_schema_is_that_of_the_settings_type(regenerate: bool) -> None:
    shipped = ROOT / "compile_lint" / "schemas" / "settings.json"
    if regenerate:
        shipped.write_text(schema_text(), encoding="utf-8")
    assert shipped.read_text(encoding="utf-8") == schema_text()
    assert files("compile_lint").joinpath("schemas/settings.json").is_file()
    assert CliRunner().invoke(main, ["config", "--schema"]).stdout == schema_text()


def test_the_reference_is_that_of_the_settings_type(regenerate: bool) -> None:
    text = PAGE.read_text(encoding="utf-8")
    if regenerate:
        text = GENERATED.sub(lambda _: f"\n{render_reference()}\n", text)
        PAGE.write_text(text, encoding="utf-8")
    found = GENERATED.search(text)
    assert found is not None
    assert found.group() == f"\n{render_reference()}\n"


def examples() -> dict[str, str]:
    return {key_of(one.name): one.metadata["example"] for one in declared()}


@pytest.mark.parametrize(("key", "example"), examples().items(), ids=examples())
def test_every_example_is_a_valid_setting(key: str, example: str) -> None:
    layer = read_layer(tomli.loads(f"{key} = {example}"), "", "example")
    settings = combine([layer])
    Policies(SettingsLookup.fixed(settings), RULES)
    assert settings != Settings()
    assert settings.output_format in FORMATS
    accepts(schema(), tomli.loads(f"{key} = {example}"))


@pytest.mark.parametrize(
    "text", re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
)
def test_every_snippet_of_the_page_is_valid(text: str) -> None:
    table = tomli.loads(text)
    table = table.get("tool", {}).get("compile-lint", table)
    read_layer(table, "", "page", more_keys=[EXTEND])
    accepts(schema(), table)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("selct", ["CL3"]),
        ("select", "CL3"),
        ("select", [3]),
        ("select", [""]),
        ("min-severity", "fatal"),
        ("jobs", 0),
        ("jobs", True),
        ("force-exclude", "yes"),
        ("severity", {"CL3": "bad"}),
        ("per-file-ignores", {"a.py": "CL3"}),
        ("extend", 1),
    ],
)
def test_the_schema_rejects_what_the_program_rejects(key: str, value: object) -> None:
    with pytest.raises(AssertionError):
        accepts(schema(), {key: value})


def accepts(described: dict[str, Any], value: Any) -> None:
    """Check a value against the few words of JSON schema that ours is written in."""
    if "enum" in described:
        assert value in described["enum"]
        return
    types = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int}
    assert type(value) is types[described["type"]]
    if described["type"] == "object":
        more = described["additionalProperties"]
        assert set(described.get("required", ())) <= set(value)
        for key, item in value.items():
            known = described.get("properties", {}).get(key, more)
            assert known is not False, key
            accepts(known, item)
    elif described["type"] == "array":
        for item in value:
            accepts(described["items"], item)
    elif described["type"] == "string":
        assert len(value) >= described.get("minLength", 0)
    elif described["type"] == "integer":
        assert value >= described["minimum"]


def test_what_is_printed_can_be_read_again() -> None:
    settings = replace(
        Settings(select=("CL3", 'a "quoted" name'), min_severity=None),
        per_file_ignores=((Pattern("tests/**"), ("CL6",)), (Pattern("ü\\ .py"), ("ALL",))),
    )
    table = tomli.loads(render_text(settings, "."))
    assert combine([read_layer(table, "", "printed")]) == settings


def test_all_examples_together_are_printed_as_they_are() -> None:
    table = tomli.loads("\n".join(f"{key} = {example}" for key, example in examples().items()))
    table["target"] = "keras3"  # the example's does not go with that of the backend
    settings = combine([read_layer(table, "/project", "example")])
    printed = combine([read_layer(tomli.loads(render_text(settings, ".")), "/project", "printed")])
    assert printed == settings
