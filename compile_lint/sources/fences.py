"""Code fences of prose files as programs; Markdown and reStructuredText differ only in how they mark one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import field, replace

from compile_lint.records import dataclass
from compile_lint.sources.fence_names import names_of
from compile_lint.sources.magics import blank_magics, python_problem
from compile_lint.sources.prefilter import may_hold_compile_call
from compile_lint.sources.units import CellProblem, Document, SourceUnit, without_common_indent

PYTHON = frozenset("python python3 py py3 ipython ipython3 pycon pycon3 python-console python-repl".split())
"""The words by which documentation says that code is Python, in lower case."""

DOCTEST = ("group", "default")
"""The program of all prompts of a file: doctest runs them one after the other, as does Sphinx by default."""

NOTEBOOK = ("cells", "")
"""The program of all cells of a document that is run as a notebook."""

_USUAL_NAMES = {
    "keras": "import keras",
    "layers": "from keras import layers",
    "np": "import numpy as np",
    "pd": "import pandas as pd",
    "tf": "import tensorflow as tf",
}
"""What documentation calls so without saying it."""

_PROMPT = re.compile(r"([ \t]*)>>>(?: |$)")
_CONTINUATION = re.compile(r"([ \t]*)\.\.\.(?: |$)")


_FENCE = re.compile(r"[ \t>]*(```+|~~~+)")
_HEADING = re.compile(r"\#{1,6}[ \t]")
_UNDERLINE = re.compile(r"([=~^\"'*+#-])\1{2,}[ \t]*$")


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line of code: its 1-based line in the file, and how many characters stand before ``text`` there."""

    number: int
    before: int
    text: str


@dataclass(frozen=True, slots=True)
class Fence:
    """Lines of code that stand together. Fences with equal ``program`` are one program; ``None`` is its own.

    One that ``continues`` belongs to the program of the fence before it, whatever that is. Whether
    nothing but names joined it to others is ``is_guessed``, and whether it shows one of several ways to make
    what a later fence uses, ``is_of_several``.
    """

    lines: tuple[CodeLine, ...]
    program: Hashable | None = None
    continues: bool = False
    is_guessed: bool = False
    is_of_several: bool = False


@dataclass(slots=True, eq=False)
class _Program:
    text: list[str] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    guessed: list[tuple[int, int]] = field(default_factory=list)  # lines of the fences that names joined
    several: list[tuple[int, int]] = field(
        default_factory=list
    )  # those of them that show ways to choose from
    has_problems: bool = False


def programs_in(
    fences: Iterable[Fence], written: tuple[str, ...], display: str, *, is_stdin: bool = False
) -> tuple[tuple[SourceUnit, ...], tuple[CellProblem, ...]]:
    """Join fences to programs, and keep those that can hold a compile call or have problems.

    A fence that nothing in the document joins to others goes on with those that define what it uses.
    A fence that is not valid Python is left out: prose is full of fragments. It is a problem only if it holds
    a compile call, because then somebody expects it to be checked.
    """
    programs: list[_Program] = []
    by_key: dict[Hashable, _Program] = {}
    problems: list[CellProblem] = []
    before: _Program | None = None
    for fence in _joined_by_names(tuple(fences)):
        program = before if fence.continues else None
        if program is None:
            program = _Program() if fence.program is None else by_key.setdefault(fence.program, _Program())
        if program not in programs:
            programs.append(program)
        before = program
        if any(line.text.strip() for line in fence.lines):
            found = tuple(_append(program, fence.lines))
            program.has_problems = program.has_problems or bool(found)
            problems += found
            if fence.is_guessed:
                program.guessed.append((fence.lines[0].number, fence.lines[-1].number))
                if fence.is_of_several:
                    program.several.append(program.guessed[-1])
    units = []
    headings = tuple(_headings(written))
    for program in programs:
        _import_usual_names(program)
        text = "".join(line + "\n" for line in program.text)
        if program.has_problems or may_hold_compile_call(text.encode("utf-8", "surrogatepass")):
            document = Document(
                written, tuple(program.places), tuple(program.guessed), tuple(program.several), headings
            )
            units.append(SourceUnit(display, text, is_stdin=is_stdin, document=document))
    return tuple(units), tuple(problems)


def _import_usual_names(program: _Program) -> None:
    """Begin a program with the imports that it leaves to its readers, as if they stood in its first line."""
    names = names_of("\n".join(program.text))
    imports = [line for name, line in _USUAL_NAMES.items() if name in names.taken]
    if imports:
        program.text.insert(0, "; ".join(imports))
        program.places.insert(0, program.places[0])


def _headings(lines: Sequence[str]) -> Iterator[int]:
    """The lines at which sections begin, of Markdown and of reStructuredText."""
    fence = ""
    for number, line in enumerate(lines, 1):
        mark = _FENCE.match(line)
        if mark is not None and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence and (_HEADING.match(line) or (_UNDERLINE.match(line) and lines[number - 2].strip())):
            yield number


def _joined_by_names(fences: Sequence[Fence]) -> Iterator[Fence]:
    """Make one program of fences of which one uses what another, above it, defines last.

    Only fences with a program of their own are joined so, and those that continue one. Where a fence gives
    a name another value before any has used the one it had, they show several ways to do something: which of
    them is meant by what comes after, nobody can tell.
    """
    joined = [*range(len(fences))]  # each fence to one of its program that stands above it, or to itself
    givers: dict[str, int] = {}  # the fence that defines a name last
    unused: set[str] = set()  # names that no fence but their givers has used yet
    several: set[str] = set()  # names of which there are several values to choose from
    one_of_several: set[int] = set()
    for number, fence in enumerate(fences):
        if fence.continues and number:
            joined[number] = number - 1
        first = _first_of(number, joined)
        if fences[first].program is not None:
            continue
        names = names_of(_python_of(fence.lines)[0])
        for name in names.taken & givers.keys():
            if name in several:
                one_of_several.add(givers[name])
            mine, other = sorted((_first_of(number, joined), _first_of(givers[name], joined)))
            joined[other] = mine
        unused -= names.taken
        several = several - names.given | (names.assigned & unused)
        unused |= names.given
        givers.update(dict.fromkeys(names.given, number))
    firsts = [_first_of(number, joined) for number in range(len(fences))]
    sizes = Counter(firsts)
    for number, (first, fence) in enumerate(zip(firsts, fences, strict=True)):
        if fence.program is not None or fence.continues:
            yield fence
        else:
            yield replace(
                fence,
                program=("names", first),
                is_guessed=sizes[first] > 1,
                is_of_several=number in one_of_several,
            )


def _first_of(number: int, joined: list[int]) -> int:
    """The first fence of the program of one; the way there is shortened for the next time."""
    while joined[number] != number:
        joined[number] = number = joined[joined[number]]
    return number


def _python_of(lines: Sequence[CodeLine]) -> tuple[str, list[str], int]:
    """The Python of a fence, its lines at the left margin, and by how many characters they were shifted."""
    shifted, shift = without_common_indent([line.text for line in lines])
    return blank_magics("\n".join(shifted)), shifted, shift


def _append(program: _Program, lines: Sequence[CodeLine]) -> Iterator[CellProblem]:
    """Add a fence to a program, or yield what is wrong with it."""
    code, shifted, shift = _python_of(lines)
    places = [
        (line.number, line.before + min(shift, len(line.text) - len(rest)))
        for line, rest in zip(lines, shifted, strict=True)
    ]
    above = lines[0].number - 1
    problem = python_problem("\n" * above + code)  # messages name lines of the file
    if problem is None:
        program.text += code.split("\n")
        program.places += places
    elif may_hold_compile_call(code.encode("utf-8", "surrogatepass")):
        line, column, message = problem
        number, before = places[min(line - above, len(places)) - 1]
        yield CellProblem(None, number, column + before, message)


def has_prompts(lines: Sequence[CodeLine]) -> bool:
    """Whether code is an interactive session: its first line that is not empty begins with ``>>>``."""
    first = next((line.text for line in lines if line.text.strip()), "")
    return _PROMPT.match(first) is not None


def typed_at_prompts(lines: Iterable[CodeLine]) -> tuple[CodeLine, ...]:
    """What was typed at the prompts ``>>>`` and ``...`` of an interactive session; its output goes."""
    typed: list[CodeLine] = []
    indent: str | None = None
    for line in lines:
        match = _PROMPT.match(line.text)
        if match is None and indent is not None:
            match = _CONTINUATION.match(line.text)
            if match is not None and match[1] != indent:
                match = None
        indent = None if match is None else match[1]
        if match is not None:
            end = match.end()
            typed.append(CodeLine(line.number, line.before + end, line.text[end:]))
    return tuple(typed)
