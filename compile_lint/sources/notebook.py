"""Jupyter notebooks (nbformat 2 to 4) as one program each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from compile_lint.records import dataclass
from compile_lint.sources.magics import blank_magics, python_problem
from compile_lint.sources.units import (
    Cell,
    CellProblem,
    SourceUnit,
    UnreadableSource,
    split_lines,
    without_common_indent,
)


@dataclass(frozen=True, slots=True)
class _RawCell:
    index: int
    source: str


def load_notebook(
    data: bytes, display: str, *, is_stdin: bool = False
) -> tuple[SourceUnit | None, tuple[CellProblem, ...]]:
    """Join the Python cells of a notebook, in order, into one unit.

    The unit is ``None`` if the notebook is written in another language than Python. A cell that is not valid
    Python is blanked and reported, and the others stay.
    Raises ``UnreadableSource`` if ``data`` is no notebook.
    A cell that is indented as a whole is shifted to the left margin, as IPython does; columns in it are
    counted from there.
    """
    notebook = _parse(data)
    if not _is_python_notebook(notebook):
        return None, ()
    cells: list[Cell] = []
    problems: list[CellProblem] = []
    code: list[str] = []
    for raw in _code_cells(notebook):
        lines = split_lines(raw.source)
        cells.append(Cell(raw.index, len(code) + 1, lines))
        python = blank_magics("\n".join(without_common_indent(lines)[0]))
        problem = python_problem(python)
        if problem is not None:
            problems.append(CellProblem(raw.index, min(problem[0], len(lines)), *problem[1:]))
            python = "\n" * (len(lines) - 1)
        code += python.split("\n")
    text = "".join(line + "\n" for line in code)
    unit = SourceUnit(display, text, tuple(cells), is_stdin, is_notebook=True, raw=_text_of(data))
    return unit, tuple(problems)


def _parse(data: bytes) -> Mapping[str, object]:
    try:
        notebook = json.loads(data)
    except json.JSONDecodeError as error:
        raise UnreadableSource(
            f"the notebook is not valid JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        ) from error
    except UnicodeDecodeError as error:
        raise UnreadableSource("the notebook is not valid JSON: it is not Unicode text") from error
    except RecursionError as error:
        raise UnreadableSource("the notebook cannot be read: its JSON is nested too deeply") from error
    except ValueError as error:
        raise UnreadableSource("the notebook cannot be read: a number has thousands of digits") from error
    if not isinstance(notebook, dict):
        raise UnreadableSource("the file is JSON, but not a notebook: it is not an object")
    return notebook


def _text_of(data: bytes) -> str:
    return data.decode(json.detect_encoding(data), "surrogatepass")


def _is_python_notebook(notebook: Mapping[str, object]) -> bool:
    """Whether the kernel is Python, going by what the notebook says; one that says nothing is."""
    metadata = _mapping(notebook.get("metadata"))
    for section, key in (("kernelspec", "language"), ("language_info", "name")):
        language = _mapping(metadata.get(section)).get(key)
        if isinstance(language, str) and language:
            return "python" in language.lower()
    kernel = _mapping(metadata.get("kernelspec")).get("name")
    return not (isinstance(kernel, str) and kernel.startswith(("ir", "julia", "scala", "javascript", "bash")))


def _code_cells(notebook: Mapping[str, object]) -> Iterator[_RawCell]:
    for index, cell in enumerate(_cells(notebook), start=1):
        if not isinstance(cell, dict):
            raise UnreadableSource(f"the notebook is broken: cell {index} is not an object")
        if cell.get("cell_type") != "code" or not _is_python_cell(cell):
            continue
        source = cell["source"] if "source" in cell else cell.get("input", "")
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if not isinstance(source, str):
            raise UnreadableSource(f"the notebook is broken: the source of cell {index} is not text")
        yield _RawCell(index, source)


def _cells(notebook: Mapping[str, object]) -> list[object]:
    """All cells in order; before nbformat 4 they stand in worksheets."""
    if "cells" not in notebook and "worksheets" in notebook:
        worksheets = notebook["worksheets"]
        if not isinstance(worksheets, list):
            raise UnreadableSource("the notebook is broken: `worksheets` is not a list")
        lists = [_mapping(sheet).get("cells", []) for sheet in worksheets]
    elif "cells" in notebook:
        lists = [notebook["cells"]]
    else:
        raise UnreadableSource("the file is JSON, but not a notebook: it has no cells")
    cells: list[object] = []
    for each in lists:
        if not isinstance(each, list):
            raise UnreadableSource("the notebook is broken: `cells` is not a list")
        cells += each
    return cells


def _is_python_cell(cell: Mapping[str, object]) -> bool:
    """Whether a code cell is Python: nbformat 3 and editors of mixed notebooks name a cell's language."""
    editor = _mapping(_mapping(cell.get("metadata")).get("vscode"))
    language = editor.get("languageId", cell.get("language", "python"))
    return not isinstance(language, str) or "python" in language.lower()


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
