"""Notebooks with something wrong in them: broken JSON, wrong types in every place, parts that are missing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from fuzz.chance import Chance
from fuzz.python_files import KEEPING

WRONG = (None, True, 0, -1, 1.5, "", "text", [], {}, [None], [[]], [1, "a"], {"a": 1}, "\ud800", "\0", 10**30)
KEYS = "cells metadata nbformat nbformat_minor source input cell_type outputs id worksheets language".split()
ODD_LINES = (
    "%%bash\nls", "%matplotlib inline", "!pip install keras", "x = !ls", "?model", "model.fit??",
    "%%html\n<a>", "%%javascript", "%%timeit -n 3", "%load_ext x", "%%writefile a.py\nimport keras",
    "  indented", "\f", "%", "!", "%%", "await x", "yield", "return 3",
    "get_ipython().run_line_magic('a', 'b')", "# %%", "\r", "\\", "'''", "(",
)  # fmt: skip


def notebook(chance: Chance, program: str) -> bytes:
    """A notebook of a program, in one of the formats that there were."""
    version = chance.one((2, 3, 4, 4, 4, 5))
    key = "source" if version > 3 else "input"
    lines = program.split("\n")
    cells = []
    while lines:
        count = chance.between(1, 30)
        part, lines = lines[:count], lines[count:]
        text = "\n".join(part)
        source: object = text if chance.maybe(0.5) else text.splitlines(keepends=True)
        cells.append({"cell_type": "code", "metadata": {}, "outputs": _outputs(chance), key: source})
        if chance.maybe(0.3):
            cells.append(
                {"cell_type": chance.one(("markdown", "raw", "heading")), "metadata": {}, "source": "t"}
            )
    whole: dict[str, object] = {"metadata": _metadata(chance), "nbformat": version, "nbformat_minor": 5}
    whole.update({"cells": cells} if version > 3 else {"worksheets": [{"cells": cells, "metadata": {}}]})
    return json.dumps(whole, ensure_ascii=chance.maybe(0.5), indent=chance.one((None, 1))).encode(
        "utf-8", "surrogatepass"
    )


def _outputs(chance: Chance) -> list[object]:
    if chance.maybe(0.95):
        return []
    text = chance.one(("out", "x" * 100_000, "\ud800"))
    return [{"output_type": "display_data", "data": {"text/plain": text, "image/png": "A" * 10_000}}]


def _metadata(chance: Chance) -> dict[str, object]:
    language = chance.one(("python", "python", "python", "Python 3", "R", "julia", "", "ipython"))
    return {"kernelspec": {"language": language, "name": language}, "language_info": {"name": language}}


def mutated_notebook(chance: Chance, data: bytes) -> bytes:
    """A notebook changed in one to three ways, as an object or as text."""
    try:
        whole = json.loads(data)
    except ValueError:
        whole = {}
    for _ in range(chance.between(1, 3)):
        whole = chance.one(OF_OBJECT)(chance, whole)
    text = json.dumps(whole, indent=chance.one((None, 1)), ensure_ascii=chance.maybe(0.7))
    if chance.maybe(0.2):
        text = chance.one(OF_TEXT)(chance, text)
    made = text.encode(chance.one(("utf-8",) * 9 + ("utf-16", "utf-32-le", "utf-8-sig")), "surrogatepass")
    return made[: chance.below(len(made) + 1)] if chance.maybe(0.05) else made


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Everything that holds others in an object of JSON with each key or index; of long lists only a few."""
    keys: Iterable[Any] = ()
    if isinstance(value, dict):
        keys = value
    elif isinstance(value, list):
        keys = {0, 1, len(value) // 2, len(value) - 1} & {*range(len(value))}
    for key in keys:
        yield value, key
        yield from _places(value[key])


def _cells(whole: Any) -> list[Any]:
    """The cells of a notebook, as far as it has any."""
    try:
        return [one for one in whole.get("cells") or whole["worksheets"][0]["cells"] if isinstance(one, dict)]
    except (AttributeError, KeyError, IndexError, TypeError):
        return []


def _parent(chance: Chance, whole: Any) -> tuple[Any, Any]:
    """Something that holds others, and the key or index of one of them; twice None if there is nothing."""
    places = [*_places(whole)]
    return chance.one(places) if places else (None, None)


def _wrong_value(chance: Chance, whole: Any) -> Any:
    parent, key = _parent(chance, whole)
    if parent is None:
        return chance.one(WRONG)
    parent[key] = chance.one(WRONG)
    return whole


def _missing(chance: Chance, whole: Any) -> Any:
    parent, key = _parent(chance, whole)
    if parent is not None:
        del parent[key]
    return whole


def _other_key(chance: Chance, whole: Any) -> Any:
    parent, key = _parent(chance, whole)
    if isinstance(parent, dict):
        parent[chance.one(KEYS)] = parent.pop(key)
    return whole


def _of_cell(change: Callable[[Chance, dict[str, Any], str], None]) -> Callable[[Chance, Any], Any]:
    def mutate(chance: Chance, whole: Any) -> Any:
        cells = _cells(whole)
        if cells:
            cell = chance.one(cells)
            change(chance, cell, "source" if "source" in cell else "input")
        return whole

    return mutate


def _odd_cell(chance: Chance, cell: dict[str, Any], _: str) -> None:
    cell.update(
        chance.one(
            (
                {"attachments": {"a.png": {"image/png": "A" * 100}}},
                {"id": "same"},
                {"cell_type": chance.one(("code", "markdown", "raw", "sql", "heading"))},
                {"metadata": {"vscode": {"languageId": chance.one(("python", "csharp", ""))}}},
                {"language": chance.one(("python", "R", None))},
                {"outputs": [{"data": {"text/plain": "x" * 200_000}}], "execution_count": 10**20},
            )
        )
    )


def _odd_line(chance: Chance, cell: dict[str, Any], key: str) -> None:
    source = cell.get(key)
    lines = source.split("\n") if isinstance(source, str) else []
    lines.insert(chance.below(len(lines) + 1), chance.one(ODD_LINES))
    cell[key] = "\n".join(lines)


def _mutated_source(chance: Chance, cell: dict[str, Any], key: str) -> None:
    source = cell.get(key)
    if isinstance(source, str):
        cell[key] = chance.one(KEEPING)(chance, source, "model.fit(x, y)\nmodel = 3")


def _as_list(chance: Chance, cell: dict[str, Any], key: str) -> None:
    source = cell.get(key)
    if isinstance(source, str):
        cell[key] = chance.one(
            (list(source), source.split("\n"), source.splitlines(keepends=True), [source, None])
        )


def _moved_cells(chance: Chance, whole: Any) -> Any:
    if not isinstance(whole, dict):
        return whole
    cells = _cells(whole)
    match chance.below(5):
        case 0:
            whole.pop("cells", None)
            whole["worksheets"] = [{"cells": cells}, {}, {"cells": cells}]
        case 1:
            whole["cells"] = cells[::-1]
        case 2:
            whole["cells"] = [part for cell in cells for part in (cell, cell)]
        case 3:
            whole["cells"] = []
        case _:
            whole["worksheets"] = [{"cells": cells}]
    return whole


OF_OBJECT: tuple[Callable[[Chance, Any], Any], ...] = (
    _wrong_value,
    _wrong_value,
    _missing,
    _other_key,
    _moved_cells,
    *map(_of_cell, (_odd_cell, _odd_line, _odd_line, _mutated_source, _mutated_source, _as_list)),
)


def _cut(chance: Chance, text: str) -> str:
    start = chance.below(len(text) + 1)
    return text[:start] + text[start + chance.between(1, 9) :]


def _inserted(chance: Chance, text: str) -> str:
    at = chance.below(len(text) + 1)
    return (
        text[:at]
        + chance.one((",", "}", '"', "\\", "\n", "\0", "NaN", "[" * 300, "\\ud800", "//", "1e999"))
        + text[at:]
    )


def _around(chance: Chance, text: str) -> str:
    return chance.one(
        (f"[{text}]", f"\ufeff{text}", f"{text}{text}", f"\n\n{text}", "", "null", '"text"', "[" * 5000)
    )


OF_TEXT = (_cut, _inserted, _around)
