"""Edits of the content of a file, as bytes: encoding, byte order mark and line ends stay what they are."""

from __future__ import annotations

import codecs
import json
from collections.abc import Sequence

from compile_lint.findings import Edit
from compile_lint.fixes.apply import patched
from compile_lint.fixes.notebook import patched_notebook
from compile_lint.sources import DOCUMENT_SUFFIXES, NOTEBOOK_SUFFIX
from compile_lint.sources.python import encoding_of
from compile_lint.sources.units import UnreadableSource


class NotEditable(Exception):
    """The bytes of a file cannot be edited without changing more than the edits say."""


def patched_content(data: bytes, name: str, edits: Sequence[Edit]) -> bytes:
    """The content of a file with all edits made; the end of ``name`` says what kind of file it is.

    Raises ``NotEditable`` if the file would not survive decoding, or its encoding lacks a character.
    """
    lowered = name.lower()
    try:
        if lowered.endswith(NOTEBOOK_SUFFIX):
            encoding: str = json.detect_encoding(data)
            text = _decoded(data, encoding)
            return patched_notebook(text, edits).encode(encoding, "surrogatepass")
        if lowered.endswith(DOCUMENT_SUFFIXES):
            encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
        else:
            encoding = encoding_of(data)
        return patched(_decoded(data, encoding), edits).encode(encoding)
    except (UnicodeError, UnreadableSource, LookupError) as error:
        raise NotEditable(str(error)) from error


def _decoded(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, "surrogatepass" if encoding.startswith("utf-8") else "strict")
    if text.encode(encoding, "surrogatepass" if encoding.startswith("utf-8") else "strict") != data:
        raise NotEditable(f"the file does not survive decoding as {encoding}")
    return text
