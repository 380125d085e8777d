"""Python files by bytes: encodings, line ends, and what cannot be read."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from compile_lint.sources import UndecodableSource, UnreadableSource, from_bytes, from_text, load
from compile_lint.syntax.parse import parse_module


def text_of(data: bytes) -> str:
    loaded = from_bytes(data, "a.py")
    assert loaded.unit is not None
    assert loaded.problems == ()
    return loaded.unit.text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"x = 1", "x = 1"),
        ("x = 'ü'\n".encode(), "x = 'ü'\n"),
        (codecs.BOM_UTF8 + b"x = 1\n", "x = 1\n"),
        (codecs.BOM_UTF8 + b"# coding: utf-8\nx\n", "# coding: utf-8\nx\n"),
        (b"# -*- coding: latin-1 -*-\nx = '\xfc'\n", "# -*- coding: latin-1 -*-\nx = 'ü'\n"),
        (b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n'\x80'\n", None),
        (b"#!/usr/bin/python\r# coding=cp1252\r'\x80'\r", None),
        (b"#!/usr/bin/python\r\n# coding=cp1252\r\n'\x80'\r\n", None),
        ("# coding: shift_jis\nx = '日'\n".encode("shift_jis"), "# coding: shift_jis\nx = '日'\n"),
        ("x\ny\n# coding: latin-1\n'ü'\n".encode(), "x\ny\n# coding: latin-1\n'ü'\n"),
        ("x = '''\n# coding: latin-1 '''\n'ü'\n".encode(), "x = '''\n# coding: latin-1 '''\n'ü'\n"),
        (b"a\r\nb\rc\n", "a\r\nb\rc\n"),
        (b"if x:\n\ty = 1\n\x0c\nz\n", "if x:\n\ty = 1\n\x0c\nz\n"),
    ],
)
def test_text(data: bytes, text: str | None) -> None:
    assert text_of(data) == (data.decode("cp1252") if text is None else text)


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"# coding: no-such\nx\n", 1, "unknown encoding: no-such"),
        (codecs.BOM_UTF8 + b"# coding: latin-1\n", 1, "encoding problem: utf-8"),
        (b"x = 1\ny = 2\nz = '\xff'\n", 3, "line 3: byte 0xff cannot be decoded as utf-8"),
        (b"x = '\xff'\n", 1, "line 1: byte 0xff cannot be decoded as utf-8"),
        (b"x\r\ny\rz = '\xff'\n", 3, "line 3: byte 0xff cannot be decoded as utf-8"),
        (b"# coding: ascii\n'\xc3\xbc'\n", 2, "line 2: byte 0xc3 cannot be decoded as ascii"),
        (b"# coding: rot13\nx\n", 1, "the file cannot be decoded as rot13"),
    ],
)
def test_undecodable(data: bytes, line: int, message: str) -> None:
    with pytest.raises(UndecodableSource) as caught:
        from_bytes(data, "a.py")
    assert (caught.value.line, caught.value.message) == (line, message)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x7fELF\0\0", "the file is binary: it contains NUL bytes"),
        ("x = 1\n".encode("utf-16"), "the file is UTF-16, which Python does not read as source"),
    ],
)
def test_binary(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        from_bytes(data, "a.py")
    assert caught.value.message == message


def test_place_and_lines_of_a_file() -> None:
    unit = from_text("a\r\nb\x0c\x1cc\rd\n", "a.py").unit
    assert unit is not None
    assert unit.place(3) == (None, 3)
    assert unit.lines() == ("a", "b\x0c\x1cc", "d", "")
    assert (unit.path, unit.is_stdin, unit.is_notebook, unit.cells) == ("a.py", False, False, ())


def test_standard_input() -> None:
    unit = from_bytes(b"x\n", "<stdin>", is_stdin=True).unit
    assert unit is not None
    assert unit.is_stdin


def test_text_given_as_str_loses_its_mark_too() -> None:
    unit = from_text("\ufeffx\n", "a.py").unit
    assert unit is not None
    assert unit.text == "x\n"


def test_load(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"x\r\n")
    unit = load(tmp_path / "a.py", "shown/a.py").unit
    assert unit is not None
    assert (unit.path, unit.text) == ("shown/a.py", "x\r\n")
    with pytest.raises(UnreadableSource, match=r"^the file cannot be read: No such file or directory$"):
        load(tmp_path / "b.py", "b.py")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_line_end_parses_and_comes_back(newline: str) -> None:
    text = newline.join(["if x:", "\ty = 1", "\x0c", "z = 2", ""])
    module = parse_module(text_of(text.encode()))
    assert module.code.rstrip() == text.rstrip()  # libcst drops a last line end that is a lone CR
    assert len(module.body) == 2
