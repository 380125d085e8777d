"""IPython's additions to Python, blanked so that every line keeps its number and every column its place."""

from __future__ import annotations

import re
import sys

from compile_lint.sources.logical_lines import STRING, logical_lines
from compile_lint.sources.python_tree import parsed_by_python

# Cell magics whose cell is Python that runs in the notebook's own namespace: IPython's, and those of
# memory_profiler, line_profiler, snakeviz, py-heat-magic, scalene, pyinstrument, wandb, nb_black and Colab.
_PYTHON_CELL_MAGICS = frozenset(
    """
    capture code_wrap debug filprofile heat lprun memit mprun notify oncell prun pyinstrument scalene skip
    snakeviz time timeit tensorboard_once wandb
    """.split()
)
# What automagic lets people write without `%`, most of them commands of the shell.
_AUTOMAGICS = frozenset(
    "cat cd conda cp env git ldir ll ls mamba matplotlib mkdir more mv pip pwd rm rmdir uv".split()
)
_FREE_F_STRINGS = (3, 12)  # since when any expression may stand in an f-string (PEP 701)
_ESCAPES = tuple("%!?/,;")
_CELL_MAGIC = re.compile(r"%%\s*([\w.]+)")
_FIRST_WORD = re.compile(r"[^\W\d]\w*")
_TIMED = re.compile(r"%time[ \t]+(?![-\s])")
# A value may also be made of Python's names, in braces or after a dollar sign; it is not known then.
_SET_VARIABLE = re.compile(r"%(?:set_)?env[ \t]+([A-Za-z_]\w*)(?:[ \t]*=[ \t]*|[ \t]+)([^\s{}$][^{}$]*)$")
_LINE_TOKENS = re.compile(
    rf"(?s:{STRING})|\#[^\r\n]*|[()\[\]{{}}]|(?<![=!<>:+\-*/%&|^@])=[ \t]*(?=%|!(?!=))|\?"
)
_UNKNOWN_CALL = "get_ipython()"  # a name that IPython defines and nobody analyses


def blank_magics(source: str) -> str:
    """Return the Python of one cell: the same number of lines, with all that is only IPython's blanked.

    ``source`` has ``\\n`` for its line ends.
    Line magics, shell lines, help requests and automagic commands go, with the lines they continue on; in an
    indented block ``pass`` takes their place. ``name = !command`` becomes a call of an unknown function,
    ``%time statement`` keeps its statement, and ``%env NAME=value`` sets the variable. A cell magic takes the
    whole cell with it, unless it is known to run the cell as Python. Whether a line begins a statement is
    decided by its tokens, so that ``%`` at the start of a line inside a string or brackets stays what it is.
    """
    lines = source.split("\n")
    first = _skip_cell_magics(lines)
    if first is None:
        return "\n" * (len(lines) - 1)
    done = [""] * first
    offset = _length(lines[:first])
    while len(done) < len(lines):
        replacement = _without_escape(lines, len(done))
        if replacement is None:
            statement = next(logical_lines(source, offset), None)
            end = len(source) if statement is None else statement.end
            count = max(source.count("\n", offset, end), 1) if end < len(source) else len(lines) - len(done)
            replacement = lines[len(done) : len(done) + count]
        offset += _length(lines[len(done) : len(done) + len(replacement)])
        done += replacement
    return "\n".join(done)


def _skip_cell_magics(lines: list[str]) -> int | None:
    """How many lines the cell magics at the top take up, or ``None`` if the cell is not Python."""
    first = 0
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        magic = _CELL_MAGIC.match(line)
        if magic is None:
            break
        if magic[1] not in _PYTHON_CELL_MAGICS:
            return None
        first = number + 1
    return first


def _without_escape(lines: list[str], number: int) -> list[str] | None:
    """What becomes of the lines of a statement of IPython's; ``None`` if line ``number`` begins Python."""
    line = lines[number]
    code = line.lstrip()
    indent = line[: len(line) - len(code)]
    if code.startswith(_ESCAPES):
        replacement = _timed(indent, code) or _variable_set(indent, code) or _nothing(indent)
    elif (escape := _assigned_escape(line)) is not None:
        replacement = line[:escape] + _UNKNOWN_CALL
    elif _asks_help(line) or _is_automagic(code):
        return [_nothing(indent)]
    else:
        return None
    return [replacement, *[""] * (_continued(lines, number) - 1)]


def _nothing(indent: str) -> str:
    """A line that does nothing; an indented one may be all that its block has."""
    return indent and indent + "pass"


def _length(lines: list[str]) -> int:
    return sum(map(len, lines)) + len(lines)


def _continued(lines: list[str], number: int) -> int:
    """How many lines a shell or magic command has: a backslash at the end continues it."""
    last = number
    while lines[last].endswith("\\") and last + 1 < len(lines):
        last += 1
    return last - number + 1


def _timed(indent: str, code: str) -> str:
    """What ``%time statement`` becomes: the statement where it stood, after a constant; or nothing."""
    timed = _TIMED.match(code)
    if timed is None:
        return ""
    statement = code[timed.end() :]
    kept = "0;" + " " * (timed.end() - 2) + statement
    return indent + kept if is_python(kept) else ""


def _variable_set(indent: str, code: str) -> str:
    """What ``%env NAME=value`` and ``%env NAME value`` become; nothing where the value is made of others."""
    found = _SET_VARIABLE.match(code)
    if found is None:
        return ""
    # The program may call something else `os`.
    return f'{indent}__import__("os").environ[{found[1]!r}] = {found[2].strip()!r}'


def _assigned_escape(line: str) -> int | None:
    """The column of ``!`` or ``%`` in ``name = !command`` and ``name = %magic``."""
    depth = 0
    for token in _LINE_TOKENS.finditer(line):
        first = line[token.start()]
        if first in "([{":
            depth += 1
        elif first in ")]}":
            depth -= 1
        elif first == "=" and depth == 0:
            return token.end()
    return None


def _asks_help(line: str) -> bool:
    """Whether the line ends with a question mark that no string and no comment holds."""
    end = len(line.rstrip())
    return line[end - 1 : end] == "?" and any(
        token.group() == "?" and token.end() == end for token in _LINE_TOKENS.finditer(line)
    )


def _is_automagic(code: str) -> bool:
    """Whether a line is a command such as ``pip install keras``: known by its word, and not Python."""
    word = _FIRST_WORD.match(code)
    if word is None or word[0] not in _AUTOMAGICS or code[word.end() : word.end() + 1] not in (" ", "\t"):
        return False
    return not is_python(code)


def is_python(code: str) -> bool:
    """Whether CPython can parse ``code``."""
    return python_problem(code) is None


def python_problem(code: str) -> tuple[int, int, str] | None:
    """Line, column and message of what CPython has against ``code``, all 1-based; ``None`` if it parses.

    What an older Python has against an f-string, a newer one may allow: the parser has the last word there.
    """
    try:
        parsed_by_python(code)
    except SyntaxError as error:
        if sys.version_info < _FREE_F_STRINGS and error.msg.startswith("f-string"):
            return None
        return error.lineno or 1, max(error.offset or 1, 1), error.msg
    except (ValueError, RecursionError, MemoryError):  # NUL characters, lone surrogates, too deep nesting
        return 1, 1, "the cell cannot be parsed"
    return None
