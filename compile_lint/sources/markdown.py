"""Python code fences of Markdown: CommonMark, with the attributes of Pandoc, MyST, MkDocs and Quarto."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence

from compile_lint.records import dataclass
from compile_lint.sources.fences import (
    DOCTEST,
    NOTEBOOK,
    PYTHON,
    CodeLine,
    Fence,
    has_prompts,
    typed_at_prompts,
)

# A fence may stand in quotations and lists; how deep a list indents is not followed, any indentation will do.
_OPENING = re.compile(
    r"(?P<quotes>(?:[ \t]*>)*)(?P<indent>[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*)"
    r"(?P<fence>`{3,}|~{3,})(?P<info>.*)"
)
_WORD = re.compile(r"\{[^}]*\}|[^\s{},]+")
_ATTRIBUTE = re.compile(r"""[^\s"'{},=]+=(?:"[^"]*"|'[^']*'|[^\s{},]*)|[^\s{},]+""")
_CELLS = frozenset({"{code-cell}", "{python}", "{jupyter-execute}"})  # of MyST-NB, Quarto and R Markdown
_CODE_DIRECTIVES = frozenset({"{code-block}", "{code}", "{sourcecode}"})
_DOCTEST_DIRECTIVES = frozenset({"{doctest}", "{testcode}", "{testsetup}"})
_OPTION = re.compile(r"[ \t]*:[\w-]+:")
_NOTEBOOK_HEADERS = ("jupyter:", "jupytext:", "kernelspec:")


@dataclass(frozen=True, slots=True)
class _Info:
    """What the words after an opening fence say."""

    is_python: bool = False
    is_bare: bool = False
    is_container: bool = False  # a directive around prose, in which fences may stand
    is_directive: bool = False  # options may stand above its code
    program: Hashable | None = None
    continues: bool = False


def markdown_fences(lines: Sequence[str]) -> Iterator[Fence]:
    """Yield the Python fences of a Markdown file in order.

    A fence is Python if its first word says so (``python``, ``py``, ``pycon``, ``{.python}``, MyST's
    ``{code-cell}``), or if it says nothing and begins with ``>>>``. It belongs to an earlier one if it is
    marked ``continued`` or has the same ``id=`` or ``{#id}``. The cells of a notebook are one program.
    """
    number, is_notebook = _skip_header(lines)
    containers: list[str] = []
    while number < len(lines):
        line = lines[number]
        if line.lstrip().startswith("<!--"):
            number = _after_comment(lines, number)
            continue
        match = _OPENING.match(line)
        number += 1
        if match is None or (match["fence"][0] == "`" and "`" in match["info"]):
            continue
        if containers and not match["info"].strip() and match["fence"].startswith(containers[-1]):
            containers.pop()
            continue
        info = _read_info(match["info"])
        if info.is_container:
            containers.append(match["fence"])
            continue
        code, number = _content(lines, number, match)
        fence = _fence(code, info, is_notebook=is_notebook)
        if fence is not None:
            yield fence


def _fence(code: list[CodeLine], info: _Info, *, is_notebook: bool) -> Fence | None:
    if not info.is_python and not info.is_bare:
        return None
    if info.is_directive:
        code = code[_options(code) :]
    if has_prompts(code):
        return Fence(typed_at_prompts(code), info.program or DOCTEST, info.continues)
    if info.is_bare:
        return None
    program = info.program or (NOTEBOOK if is_notebook else None)
    return Fence(tuple(code), program, info.continues)


def _skip_header(lines: Sequence[str]) -> tuple[int, bool]:
    """Where the text begins after front matter, and whether that says that the file is a notebook."""
    if not lines or lines[0].rstrip() != "---":
        return 0, False
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() in ("---", "...")), None)
    if end is None:
        return 0, False
    return end + 1, any(line.startswith(_NOTEBOOK_HEADERS) for line in lines[:end])


def _after_comment(lines: Sequence[str], number: int) -> int:
    """The line after an HTML comment, which nobody sees."""
    start = lines[number].index("<!--") + len("<!--")
    while number < len(lines) and "-->" not in lines[number][start:]:
        number, start = number + 1, 0
    return number + 1


def _content(lines: Sequence[str], number: int, opening: re.Match[str]) -> tuple[list[CodeLine], int]:
    """The lines of a fence, and the number of the line after it.

    It ends at its closing fence, or where the quotation or list that it stands in ends.
    """
    quotes, indent, fence = opening["quotes"].count(">"), opening["indent"], opening["fence"]
    quotation = re.compile(rf"(?:[ \t]*>){{{quotes}}}")
    is_inside = len(indent.replace("\t", "    ")) > 3 or bool(indent.strip())
    code: list[CodeLine] = []
    while number < len(lines):
        line = lines[number]
        quoted = quotation.match(line)
        if quoted is None:
            return code, number
        rest = line[quoted.end() :]
        content = rest.lstrip(" \t")
        if content.startswith(fence) and not content.strip().strip(fence[0]):
            return code, number + 1
        if is_inside and content and content == rest:
            return code, number
        cut = min(len(rest) - len(content), len(indent))
        code.append(CodeLine(number + 1, quoted.end() + cut, rest[cut:]))
        number += 1
    return code, number


def _read_info(text: str) -> _Info:
    text = text.strip()
    if not text:
        return _Info(is_bare=True)
    match = _WORD.match(text)
    first, rest = (match[0].lower(), text[match.end() :]) if match else ("", text)
    attributes = _ATTRIBUTE.findall(text)
    continues = "continued" in attributes or ".continued" in attributes
    program = next(map(_program_of, filter(_is_id, attributes)), None)
    if first in _CELLS or first.startswith("{python "):
        is_python = first != "{code-cell}" or not rest.strip() or "python" in rest.lower()
        return _Info(is_python, is_directive=True, program=program or NOTEBOOK, continues=continues)
    if first in _DOCTEST_DIRECTIVES:
        group = rest.strip() or "default"
        return _Info(is_python=True, is_directive=True, program=("group", group))
    if first in _CODE_DIRECTIVES:
        language = rest.split()[:1]
        is_python = bool(language) and language[0].lower() in PYTHON
        return _Info(is_python, is_directive=True, program=program, continues=continues)
    if first.startswith("{") and not first.startswith(("{.", "{#")) and "=" not in first:
        return _Info(is_container=True)
    if first.startswith("{"):
        is_python = any(word.startswith(".") and word[1:].lower() in PYTHON for word in attributes)
    else:
        is_python = first in PYTHON
    return _Info(is_python, program=program, continues=continues)


def _is_id(attribute: str) -> bool:
    return attribute.startswith(("#", "id="))


def _program_of(attribute: str) -> Hashable:
    name = attribute.removeprefix("#") if attribute.startswith("#") else attribute.removeprefix("id=")
    return ("id", name.strip("\"'"))


def _options(code: Sequence[CodeLine]) -> int:
    """How many lines the options of a directive take up: ``:name: value``, or YAML between ``---``."""
    if code and code[0].text.strip() == "---":
        end = next((n for n, line in enumerate(code) if n and line.text.strip() == "---"), None)
        return 0 if end is None else end + 1
    return next((n for n, line in enumerate(code) if _OPTION.match(line.text) is None), len(code))
