"""From a place in a cell to the place in the text of the notebook's file."""

from __future__ import annotations

import json

import pytest

from compile_lint.sources import from_bytes
from compile_lint.sources.notebook_text import NotebookText
from compile_lint.spans import Span


def notebook(*sources: object, **more: object) -> dict[str, object]:
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": source} for source in sources]
    return {"cells": cells, "metadata": {"kernelspec": {"language": "python"}}, "nbformat": 4, **more}


def found(text: str, cell: int, line: int, column: int, end_line: int, end_column: int) -> str | None:
    """The stretch of the file that a place in a cell is found at."""
    unit = from_bytes(text.encode("utf-8", "surrogatepass"), "n.ipynb").unit
    assert unit is not None
    span = NotebookText(unit).in_file(Span("n.ipynb", cell, line, column, end_line, end_column))
    if span is None:
        return None
    assert (span.path, span.cell) == ("n.ipynb", None)
    lines = text.split("\n")
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    first, *between = lines[span.line - 1 : span.end_line - 1]
    return "\n".join([first[span.column - 1 :], *between, lines[span.end_line - 1][: span.end_column - 1]])


INDENTED = json.dumps(notebook(["a = 1\n", 'b = "x"\n', "c = 3"], "d = 4\ne = 5"), indent=1)


@pytest.mark.parametrize("text", [INDENTED, json.dumps(json.loads(INDENTED))])
def test_lines_are_found_whether_they_are_strings_or_parts_of_one(text: str) -> None:
    assert found(text, 1, 1, 1, 1, 2) == "a"
    assert found(text, 1, 2, 5, 2, 8) == '\\"x\\"'
    assert found(text, 1, 3, 5, 3, 6) == "3"
    assert found(text, 2, 1, 1, 1, 6) == "d = 4"
    assert found(text, 2, 2, 5, 2, 6) == "5"


def test_a_place_over_several_lines_runs_over_several_strings() -> None:
    whole = found(INDENTED, 1, 1, 5, 2, 4)
    assert whole is not None
    assert whole.startswith('1\\n",\n')
    assert whole.endswith('"b =')


def test_escapes_count_as_the_characters_that_they_stand_for() -> None:
    source = "ü😀\t'\\' + z"
    for text in (json.dumps(notebook(source)), json.dumps(notebook(source), ensure_ascii=False)):
        assert found(text, 1, 1, 10, 1, 11) == "z"
    assert found(json.dumps(notebook(source)), 1, 1, 2, 1, 3) == "\\ud83d\\ude00"


def test_an_empty_place_is_one_in_the_file_too() -> None:
    assert found(INDENTED, 1, 2, 1, 2, 1) == ""
    assert found(INDENTED, 1, 1, 6, 1, 6) == ""


def test_a_cell_that_is_indented_as_a_whole_counts_from_its_margin() -> None:
    assert found(json.dumps(notebook("    a = 1\n    b = 2")), 1, 2, 5, 2, 6) == "2"


def test_other_strings_of_a_notebook_are_no_source() -> None:
    content = notebook("a", metadata={"source": ["no"], "cells": ["no"]})
    content["cells"].insert(0, {"cell_type": "markdown", "source": "no", "attachments": {"source": "no"}})  # type: ignore[attr-defined]
    content["cells"][1]["outputs"] = [{"text": ["no"], "data": {"input": "no"}}]  # type: ignore[index]
    assert found(json.dumps(content), 2, 1, 1, 1, 2) == "a"


def test_cells_of_worksheets_are_counted_on() -> None:
    cell = {"cell_type": "code", "language": "python", "outputs": []}
    sheets = [{"cells": [{**cell, "input": "a"}]}, {"cells": [{**cell, "input": ["b\n", "c"]}]}]
    assert found(json.dumps({"worksheets": sheets, "nbformat": 3}), 2, 2, 1, 2, 2) == "c"


def test_a_file_that_says_one_thing_twice_has_no_place() -> None:
    text = '{"nbformat": 4, "cells": [{"cell_type": "code", "source": "a", "source": "b"}]}'
    assert found(text, 1, 1, 1, 1, 2) is None


def test_lines_of_the_file_may_end_as_on_windows() -> None:
    assert found(INDENTED.replace("\n", "\r\n"), 2, 2, 5, 2, 6) == "5"
