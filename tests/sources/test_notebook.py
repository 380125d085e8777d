"""Notebooks as one program, with the way back to cells and lines."""

from __future__ import annotations

import json

import pytest

from compile_lint.sources import Loaded, SourceUnit, UnreadableSource, from_bytes, from_text


def code(source: object, **more: object) -> dict[str, object]:
    return {"cell_type": "code", "metadata": {}, "outputs": [], "source": source, **more}


def markdown(source: str) -> dict[str, object]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def load(*cells: object, metadata: object = None) -> Loaded:
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata or {}, "cells": cells}
    return from_bytes(json.dumps(notebook).encode(), "n.ipynb")


def unit_of(loaded: Loaded) -> SourceUnit:
    assert loaded.unit is not None
    return loaded.unit


def test_code_cells_in_order_with_their_place_among_all_cells() -> None:
    loaded = load(
        markdown("# Title"), code(["x = 1\n", "y = 2"]), markdown("text"), code("z = 3\n"), code([])
    )
    unit = unit_of(loaded)
    assert unit.text == "x = 1\ny = 2\nz = 3\n\n\n"
    assert [unit.place(line) for line in range(1, 6)] == [(2, 1), (2, 2), (4, 1), (4, 2), (5, 1)]
    assert (unit.lines(2), unit.lines(4), unit.lines(1)) == (("x = 1", "y = 2"), ("z = 3", ""), ())
    assert (loaded.problems, unit.is_notebook) == ((), True)


def test_lines_are_shown_as_written_and_parsed_without_magics() -> None:
    unit = unit_of(load(code("%matplotlib inline\nx = !ls\ny"), code("%%bash\nls"), code("z")))
    assert unit.text == "\nx = get_ipython()\ny\n\n\nz\n"
    assert unit.lines(1) == ("%matplotlib inline", "x = !ls", "y")
    assert unit.place(6) == (3, 1)


def test_cell_that_does_not_parse_is_reported_and_hides_nothing() -> None:
    loaded = load(code("x = 1"), code("a = 2\nprint 'b'\nc"), code("y = ("), code("z"))
    assert [(each.cell, each.line, each.column) for each in loaded.problems] == [(2, 2, 1), (3, 1, 5)]
    assert unit_of(loaded).text == "x = 1\n\n\n\n\nz\n"
    assert unit_of(loaded).place(6) == (4, 1)


def test_cells_can_be_taken_out() -> None:
    unit = unit_of(load(code("a\nb"), code("c\nd"), code("e"), code("f")))
    assert [text for _, text in unit.cell_texts()] == ["a\nb", "c\nd", "e", "f"]
    rest = unit.without_cells({2, 4})
    assert rest.text == "a\nb\n\n\ne\n\n"
    assert rest.lines(2) == ("c", "d")


@pytest.mark.parametrize(
    "line",
    [
        r"""print(f"{'yes \u2713' if ok else 'no'}")""",
        """print(f"{scores["val"]:.2f}")""",
        """print(f"{', '.join(f"{one}" for one in scores)}")""",
    ],
)
def test_f_strings_of_newer_pythons_are_left_to_the_parser(line: str) -> None:
    loaded = load(code("x = 1"), code(line))
    assert (loaded.problems, unit_of(loaded).text) == ((), f"x = 1\n{line}\n")


def test_top_level_await_and_return_are_left_to_the_parser() -> None:
    assert load(code("x = await f()\nasync for y in z: pass")).problems == ()


def test_cell_indented_as_a_whole() -> None:
    loaded = load(code("  x = 1\n  if x:\n      y = 2\n\n  z = 3"))
    assert (unit_of(loaded).text, loaded.problems) == ("x = 1\nif x:\n    y = 2\n\nz = 3\n", ())


def test_windows_line_ends() -> None:
    assert unit_of(load(code("x = 1\r\n!ls\r\ny"))).text == "x = 1\n\ny\n"


def test_nul_characters_are_a_problem_of_their_cell() -> None:
    loaded = load(code("x = '\0'"), code("y"))
    assert [each.cell for each in loaded.problems] == [1]
    assert unit_of(loaded).text == "\ny\n"


def test_deep_nesting_is_a_problem_of_its_cell() -> None:
    loaded = load(code("x = " + "(" * 5000 + ")" * 5000), code("y"))
    assert [each.cell for each in loaded.problems] == [1]
    assert unit_of(loaded).text == "\ny\n"


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"kernelspec": {"language": "python", "name": "python3"}},
        {"kernelspec": {"language": "Python", "name": "x"}},
        {"language_info": {"name": "ipython"}},
        {"kernelspec": {"name": "my-env"}},
        {"kernelspec": None, "language_info": "odd"},
        "odd",
    ],
)
def test_python_kernels(metadata: object) -> None:
    assert unit_of(load(code("x"), metadata=metadata)).text == "x\n"


@pytest.mark.parametrize(
    "metadata",
    [
        {"kernelspec": {"language": "R", "name": "ir"}},
        {"language_info": {"name": "julia"}},
        {"kernelspec": {"name": "julia-1.9"}},
        {"kernelspec": {"name": "ir"}},
        {"kernelspec": {"name": "bash", "language": "bash"}},
    ],
)
def test_other_kernels_hold_no_python(metadata: object) -> None:
    assert load(code("x <- 1"), metadata=metadata) == Loaded()


def test_cells_of_other_languages_in_mixed_notebooks() -> None:
    sql = {"vscode": {"languageId": "sql"}}
    python = {"vscode": {"languageId": "python"}}
    assert unit_of(load(code("select", metadata=sql), code("x", metadata=python))).text == "x\n"


def test_nbformat_3() -> None:
    notebook = {
        "nbformat": 3,
        "metadata": {"name": "old"},
        "worksheets": [
            {
                "cells": [
                    markdown("a"),
                    {"cell_type": "code", "language": "python", "input": ["x = 1\n", "y"]},
                ]
            },
            {"cells": [{"cell_type": "heading", "source": "b"}, {"cell_type": "code", "input": "z"}]},
        ],
    }
    unit = unit_of(from_text(json.dumps(notebook), "n.ipynb"))
    assert unit.text == "x = 1\ny\nz\n"
    assert [unit.place(line) for line in (1, 2, 3)] == [(2, 1), (2, 2), (4, 1)]


def test_empty_notebook() -> None:
    unit = unit_of(load())
    assert (unit.text, unit.cells, unit.place(1)) == ("", (), (None, 1))


def test_byte_order_mark_and_suffix_in_capitals() -> None:
    data = b"\xef\xbb\xbf" + json.dumps({"cells": [code("x")]}).encode()
    assert unit_of(from_bytes(data, "N.IPYNB")).text == "x\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the notebook is not valid JSON: Expecting value (line 1, column 1)"),
        (b'{"cells": [\n', "the notebook is not valid JSON: Expecting value (line 2, column 1)"),
        (b'{"cells": "\xff"}', "the notebook is not valid JSON: it is not Unicode text"),
        (b"[" * 200_000, "the notebook cannot be read: its JSON is nested too deeply"),
        (b"[]", "the file is JSON, but not a notebook: it is not an object"),
        (b"{}", "the file is JSON, but not a notebook: it has no cells"),
        (b'{"cells": {}}', "the notebook is broken: `cells` is not a list"),
        (b'{"worksheets": 1}', "the notebook is broken: `worksheets` is not a list"),
        (b'{"worksheets": [{"cells": 1}]}', "the notebook is broken: `cells` is not a list"),
        (b'{"cells": [1]}', "the notebook is broken: cell 1 is not an object"),
        (
            b'{"cells": [{"cell_type": "code", "source": ["x", 1]}]}',
            "the notebook is broken: the source of cell 1 is not text",
        ),
        (
            b'{"cells": [{"cell_type": "code", "source": null}]}',
            "the notebook is broken: the source of cell 1 is not text",
        ),
    ],
)
def test_broken_notebooks(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        from_bytes(data, "n.ipynb")
    assert caught.value.message == message
