"""Bytes of a Python file to its text, by Python's own rules (PEP 263)."""

from __future__ import annotations

import io
import tokenize

from compile_lint.sources.units import UndecodableSource, UnreadableSource

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decode_python(data: bytes) -> str:
    """Return the text of a Python file, with its line ends kept and its byte order mark removed.

    Raises ``UnreadableSource`` for binary files, and ``UndecodableSource`` for an encoding that does not
    exist or contradicts the byte order mark, and for bytes that the encoding does not have.
    """
    if data.startswith(_UTF16_MARKS):
        raise UnreadableSource("the file is UTF-16, which Python does not read as source")
    if b"\0" in data:
        raise UnreadableSource("the file is binary: it contains NUL bytes")
    encoding = encoding_of(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = _line_of(data, error.start)
        raise UndecodableSource(
            f"line {line}: byte 0x{data[error.start]:02x} cannot be decoded as {_shown(encoding)}", line
        ) from error
    except (LookupError, UnicodeError, ValueError) as error:
        raise UndecodableSource(f"the file cannot be decoded as {_shown(encoding)}") from error


def encoding_of(data: bytes) -> str:
    """The encoding that the byte order mark or the cookie in the first two lines names.

    Raises ``UndecodableSource`` if there is no such encoding, or the two contradict each other.
    """
    head = data.replace(b"\r\n", b"\n", 2).replace(b"\r", b"\n", 2)
    lines = io.BytesIO(head)
    try:
        return tokenize.detect_encoding(lines.readline)[0]
    except SyntaxError as error:
        if _has_bad_utf8(head):
            return "utf-8"  # decoding says at which line
        raise UndecodableSource(str(error.msg)) from error


def _has_bad_utf8(head: bytes) -> bool:
    """Whether the first two lines, where a cookie may stand, are not UTF-8 themselves."""
    try:
        b"\n".join(head.split(b"\n", 2)[:2]).decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _line_of(data: bytes, offset: int) -> int:
    before = data[:offset]
    return before.count(b"\n") + before.replace(b"\r\n", b"").count(b"\r") + 1


def _shown(encoding: str) -> str:
    return "utf-8" if encoding == "utf-8-sig" else encoding
