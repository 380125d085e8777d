"""The file that holds what a call said: damaged, or made up by somebody."""

from __future__ import annotations

import os
import random
from array import array
from pathlib import Path

import pytest
from edited_project import DAMAGES, FILES, TRAIN, do_damage, put

from compile_lint import cache_folder
from compile_lint.replay.record import Record, crc32, from_bytes
from replay.calling import CACHE, call, is_replayed, records


@pytest.mark.parametrize("damage", [*DAMAGES, "longer"])
@pytest.mark.usefixtures("trusting")
def test_a_damaged_file_is_ignored_and_written_anew(damage):
    before = call()
    (file,) = records()
    do_damage(file, damage)
    assert not is_replayed()
    if damage != "folder":
        assert is_replayed()
        assert file.read_bytes().startswith(b"compile-lint call 1\n")
        assert not file.is_symlink()
    assert call() == before


@pytest.mark.usefixtures("trusting")
def test_every_flipped_byte_is_noticed():
    put("alone.py", FILES["alone.py"][1])
    expected = call("alone.py")
    (file,) = records()
    whole = file.read_bytes()
    chance = random.Random(0)  # noqa: S311
    for _ in range(100):
        at = chance.randrange(len(whole))
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
        assert from_bytes(file.read_bytes()) is None
    assert call("alone.py") == expected


def made_up(sizes=None, parts=(b"Hi\n", b"", b"", b"", b"", b""), status=b"0"):
    """A record whose checksum is right."""
    if sizes is None:
        sizes = b" ".join(b"%d" % len(part) for part in parts)
    head = status + b" " + sizes
    return b"compile-lint call 1\n%08x %s\n" % (crc32(b"".join(parts), crc32(head)), head) + b"".join(parts)


MANY = b"\0" * 3_000_000
MADE_UP = {
    "no parts": made_up(b""),
    "few parts": made_up(parts=(b"", b"")),
    "many parts": made_up(b"0 " * 1_000_000 + b"0"),
    "huge number": made_up(b"9" * 100_000 + b" 0 0 0 0 0"),
    "large number": made_up(b"9" * 50 + b" 0 0 0 0 0"),
    "less than nothing": made_up(b"-3 3 0 0 0 0"),
    "no number": made_up(b"x 0 0 0 0 0"),
    "strange status": made_up(status=b"77"),
    "endless status": made_up(status=b"9" * 40),
    "status of a failure": made_up(status=b"2"),
    "half a sign": made_up(parts=(b"", b"1234", b"", b"", b"", b"a")),
    "sign too many": made_up(parts=(b"", bytes(64), b"", b"", b"", b"a")),
    "names without folders": made_up(parts=(b"", b"", b"x\0y", b"", b"", b"")),
    "half a way": made_up(parts=(b"", b"", b"", b"", b"x", b"")),
    "ways without end": made_up(parts=(b"", b"", b"", b"", MANY + b"\0", b"")),
    "a way that leads elsewhere": made_up(parts=(b"", b"", b"", b"", b"train.py\0/elsewhere", b"")),
    "strange kinds": made_up(parts=(b"", b"", b"", b"x y\0", b"", b"")),
    "kinds without end": made_up(parts=(b"", b"", b"", MANY, b"", b"")),
    "kinds that there are not": made_up(parts=(b"", b"", b"", b"9 train.py", b"", b"")),
    "bytes that are no text": made_up(parts=(b"", bytes(32), b"", b"0 \xed\xa0\x80", b"\xff\0\xfe", b"\xed")),
    "paths that cannot be": made_up(parts=(b"", bytes(32), b"n", b"", b"", b"\xed\xa0\x80")),
    "a very long path": made_up(parts=(b"", bytes(32), b"n", b"0 " + b"a/" * 500_000, b"", b"b" * 100_000)),
    "title of the terminal": made_up(parts=(b"\x1b]0;mine\x07", b"", b"", b"", b"", b"")),
    "screen that is cleared": made_up(parts=(b"\x1b[2J", b"", b"", b"", b"", b"")),
    "style without end": made_up(parts=(b"\x1b[1;3", b"", b"", b"", b"", b"")),
    "style that asks": made_up(parts=(b"\x1b[6nm", b"", b"", b"", b"", b"")),
    "line that is written over": made_up(parts=(b"bad\rfine", b"", b"", b"", b"", b"")),
    "control characters of eight bits": made_up(parts=("\x9b2J".encode(), b"", b"", b"", b"", b"")),
    "letters that run backwards": made_up(parts=("\u202e".encode(), b"", b"", b"", b"", b"")),
    "bytes in another encoding": made_up(parts=(b"\xff\xfe", b"", b"", b"", b"", b"")),
}  # fmt: skip


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("what", [*MADE_UP])
def test_a_record_that_somebody_made_up_breaks_nothing(what):
    call()
    (file,) = records()
    file.write_bytes(MADE_UP[what])
    assert not is_replayed()
    assert is_replayed()


@pytest.mark.usefixtures("trusting")
def test_a_record_can_say_false_things_and_only_that():
    """The one above is refused for what it says, and not because records are never believed."""
    call()
    (file,) = records()
    file.write_bytes(made_up(parts=("\x1b[1;31mHi\x1b[0m\tà\n".encode(), b"", b"", b"", b"", b"")))
    assert call().out == "\x1b[1;31mHi\x1b[0m\tà\n".encode()


@pytest.mark.parametrize("said", [b"", "à\n".encode(), b"x" * 1000])
def test_a_record_is_read_as_it_was_written(said):
    paths = ["a folder", "a\udcff.py", "à.py"]
    kinds, ways = [(0, "b c"), (2, "d")], [("e", "/f"), ("g", "/h\n")]
    signs = array("q", [-1, 0, 0, 0, 1 << 62, 2, 3, 4, 5, 6, 7, 8])
    read = from_bytes(Record(said, 1, signs, ["digest"], kinds, ways, paths).to_bytes())
    assert (read.said, read.status, read.signs, read.names) == (said, 1, signs, ["digest"])
    assert (read.kinds, read.ways, read.paths) == (kinds, ways, paths)


@pytest.mark.usefixtures("trusting")
def test_names_that_no_file_can_have_are_no_harm():
    strange = 'import json\njson.load(open("a\\x00b.json"))\njson.load(open("\\ud800.json"))\n'
    put("alone.py", FILES["alone.py"][1] + strange)
    Path(os.fsdecode(b"\xff.py")).write_text(TRAIN.format("mse", ""), encoding="utf-8")
    call()
    assert is_replayed()


@pytest.mark.usefixtures("trusting")
def test_what_is_too_large_is_neither_kept_nor_read(monkeypatch):
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("compile_lint.replay.recording.MAX_BYTES", 1000)
        call()
        assert records() == []
    call()
    monkeypatch.setattr("compile_lint.replay.record.MAX_BYTES", 1000)
    assert not is_replayed()


@pytest.mark.usefixtures("trusting")
def test_a_folder_that_cannot_be_written_is_no_harm():
    CACHE.write_text("in the way", encoding="utf-8")
    for _ in range(2):
        assert not is_replayed()


@pytest.mark.usefixtures("trusting")
def test_few_records_stay(monkeypatch):
    monkeypatch.setitem(cache_folder._MAX_FILES, ".run", 2)
    for number in range(4):
        call("--ignore", f"CL10{number}")
    assert len(records()) == 2
