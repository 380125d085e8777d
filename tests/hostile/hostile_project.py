"""A project whose every name, string and comment tries to get out of where it is shown."""

from __future__ import annotations

import json
import re
from pathlib import Path

# Controls of terminals (escape sequences, C1), what turns or hides text, ends of lines of all kinds, what is
# no character, and what XML cannot hold.
CHARACTERS = (
    "\x00\x07\x08\x0b\x0c\r\x1b[31m\x1b]8;;http://evil\x1b\\x\x7f\x85\x9b1m\xad\u034f\u061c\u115f\u200b\u200e"
    "\u200f\u2028\u2029\u202a\u202e\u2066\u2069\u3164\ufeff\ufff9\ufffe\uffff\U000e0041\U000e0101"
)
# Commands of GitHub's runner, old and new; ends of elements, attributes, strings and sections; links.
WORDS = (
    "##[error]x]]></failure></script><img src=x onerror=alert(1)><!--\"'&`%0A%25,: \n::error::pwned\n"
    "[x](http://evil) {0} ${{x}}"
)
TEXT = CHARACTERS + WORDS
LONE = "\ud800\udfff\udc80"  # surrogates without a partner

# What no output may hold, whatever it shows, but for line feeds and the tabs of tables.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff"
    "\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e0fff]|##\\["
)

AS_ESCAPES = ascii(TEXT + LONE)[1:-1].replace('"', '\\"')
AS_THEY_ARE = re.sub('[\x00\n\r\x0b\x0c\x85\u2028\u2029"\\\\]', "", TEXT)
FILE_NAME = TEXT.replace("\0", "").replace("/", "")[:100]


def program(text: str) -> str:
    """A program of many faults that holds a text wherever one can stand."""
    word = "".join(
        character for character in text if "!" <= character <= "~" and character not in "]" + chr(92)
    )
    remark = text if text is AS_THEY_ARE else ""
    return f'''import keras
from keras.callbacks import EarlyStopping

# compile-lint: ignore[{word}]
inputs = keras.Input((4,))
outputs = keras.layers.Dense(3, activation="softmax", name="{text}")(inputs)
model = keras.Model(inputs, outputs)
model.compile(optimizer="{text}", loss="{text}", metrics=["{text}"])
model.fit(1, 2, callbacks=[EarlyStopping(monitor="{text}")])
model = keras.Sequential([
    keras.layers.Dense(1, activation="{text}"),
    keras.layers.Dense(1, activation="softmax"),
])
model.compile(loss={{"{text}": "binary_crossentropy"}})  # {remark}
model = keras.Sequential([keras.layers.Dense(1, activation="softmax")])
model.compile(loss="binary_crossentropy", metrics=["accuracy"])  # noqa: CL9{remark}
'''


def write_project(folder: Path) -> None:
    """Files of hostile content under plain names, and the other way round."""
    (folder / "escapes.py").write_text(program(AS_ESCAPES), encoding="utf-8")
    (folder / "plain.py").write_text(program(AS_THEY_ARE), encoding="utf-8")
    (folder / f"{FILE_NAME}.py").write_text(program("x"), encoding="utf-8")
    (folder / f"broken {FILE_NAME}.py").write_bytes(b"import keras\nmodel.compile(loss='x')\n\xff\xfe")
    (folder / "::error::first.py").write_text(program("x"), encoding="utf-8")
    (folder / " ::warning::second.py").write_text(program("x"), encoding="utf-8")
    (folder / "no utf-8 \udcff\udcfe.py").write_text(program("x"), encoding="utf-8")
    cells = [{"cell_type": "code", "source": program(AS_ESCAPES), "metadata": {}, "outputs": []}]
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}
    (folder / f"{FILE_NAME}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
