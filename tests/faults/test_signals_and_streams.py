"""Signals, and standard streams that are closed, full, broken, narrow, or of another encoding."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import compile_lint.cli.progress
import compile_lint.run.pool
from faults.running import (
    COMMAND,
    MEND,
    MENDED,
    ROOT,
    STOPPING,
    TIMES,
    Ended,
    Forked,
    chance,
    ended,
    forked,
    left_over,
    seconds_of,
    started,
    trusting,
    wait_for,
)

pytestmark = pytest.mark.faults

SURROGATE = os.fsdecode(b"odd\xff.py")
NAMES = ("a.py", "é.py", "日本🎉.py", "new\nline.py", SURROGATE)


def programs(count: int = 12) -> None:
    for number in range(count):
        Path(f"m{number}.py").write_text(MEND)


def in_pool() -> None:
    """A pool is started for any work at all, and files count as old."""
    compile_lint.run.pool.PAYS_FROM = 1
    trusting()


# --- signals ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("to_group", [True, False])
def test_signals_at_random_end_a_pool_and_leave_the_cache_whole(to_group: bool) -> None:
    """To all processes, as a terminal sends it, or to the first one alone."""
    moments = chance("signals")
    programs()
    arguments = ("check", "--jobs", "3", "--output-format", "json")
    expected = forked(*arguments, "--no-cache").out
    length = seconds_of(*arguments, "--no-cache", prepare=in_pool)
    heard = 0
    for number in range(15 * TIMES):
        if number % 5 == 0:
            for path in Path(".compile_lint_cache").glob("*.lines"):
                path.unlink()
        Path(f"m{number % 12}.py").write_text(MEND + f"# {number}\n")
        run = Forked(*arguments, prepare=in_pool)
        time.sleep(moments.uniform(0, length))
        sent = STOPPING[number % 3]
        with suppress(ProcessLookupError):  # it may not have become the leader of its group yet
            run.kill(sent, group=to_group)
        done = run.end()
        done.assert_quiet()
        # It had ended, it ended as it should, or it had not yet said how it wants to.
        assert done.status in (1, 128 + sent, -sent), done
        if done.status == 128 + sent:
            heard += 1
            assert done.err == f"\ncompile-lint: {'interrupted' if sent == signal.SIGINT else 'terminated'}\n"
        assert not left_over()
        assert forked(*arguments, prepare=in_pool).out == expected
    assert heard, "the moments did not fall into the work"


def _hears(process: subprocess.Popen[bytes]) -> bool:
    """Whether it has said what is to become of a SIGTERM."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text()
    except OSError:
        return False
    caught = next((line.split()[1] for line in status.splitlines() if line.startswith("SigCgt")), "0")
    return bool(int(caught, 16) >> (signal.SIGTERM - 1) & 1)


@pytest.mark.parametrize("sent", STOPPING)
def test_a_command_that_has_hardly_begun(sent: signal.Signals) -> None:
    """From the moment on that it hears signals, while it still imports what it needs."""
    programs(60)  # all of them read each time, so that no moment falls behind the end
    moments = chance(f"begun {sent}")
    for _ in range(4 * TIMES):
        process = subprocess.Popen(
            [*COMMAND, "check", "--no-cache"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={"PYTHONPATH": str(ROOT)},
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
        )
        until = time.monotonic() + 20
        while not _hears(process) and time.monotonic() < until and process.poll() is None:
            pass
        time.sleep(moments.uniform(0, 0.3))
        process.send_signal(sent)
        _, errors = process.communicate(timeout=60)
        done = Ended(process.returncode, b"", errors.decode())
        done.assert_quiet()
        assert done.status in (1, 128 + sent), done


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    programs(3)

    def ignoring() -> None:
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        Path("ignoring").touch()

    run = Forked("check", "--no-cache", prepare=ignoring)
    wait_for(Path("ignoring").exists)
    time.sleep(0.02)  # while it works
    for number in STOPPING:
        run.kill(number)
    done = run.end()
    done.assert_quiet()
    assert done.status == 1


def test_a_process_of_the_pool_that_is_killed_ends_the_run_with_a_message() -> None:
    programs()

    def prepare() -> None:
        in_pool()
        work = compile_lint.run.pool.done

        def fatal(*given: object) -> object:
            os.kill(os.getpid(), signal.SIGKILL)
            return work(*given)

        compile_lint.run.pool.done = fatal

    done = forked("check", "--jobs", "3", "--no-cache", prepare=prepare)
    done.assert_quiet()
    assert (done.status, done.out) == (2, b"")
    assert done.err.startswith("Error: a process that was reading files was killed by signal 9")


# --- streams ---------------------------------------------------------------------------------------


def shell(script: str) -> Ended:
    """Run a script of bash in which ``$CL`` is the command."""
    done = ended(["bash", "-c", f"set -o pipefail; {script}"], {"CL": " ".join(COMMAND)})
    done.assert_quiet()
    return done


LOST = "compile-lint: standard output cannot be written: "
FULL = f"{LOST}No space left on device\n"


@pytest.mark.parametrize(
    ("script", "status", "err"),
    [
        ("$CL check >&-", 2, f"{LOST}it is closed\n"),
        ("$CL check >/dev/full", 2, FULL),
        ("$CL check --quiet --output-file out >&-", 1, ""),
        ("$CL check --quiet clean.py >&-", 0, ""),
        ("$CL check --output-format json >/dev/full", 2, FULL),
        ("$CL check --diff >/dev/full", 2, FULL),
        ("$CL check --fix - < a.py >/dev/full", 2, FULL),
        ("$CL inspect >/dev/full", 2, FULL),
        ("$CL rules >/dev/full", 2, FULL),
        ("$CL explain CL101 >/dev/full", 2, FULL),
        ("$CL config >/dev/full", 2, FULL),
        ("$CL --help >/dev/full", 2, FULL),
        ("$CL check --help >/dev/full", 2, FULL),
        ("$CL --version >/dev/full", 2, FULL),
        ("$CL check 2>&- >/dev/null", 1, ""),
        ("$CL check --verbose 2>/dev/full >/dev/null", 1, ""),
        ("$CL check missing.py 2>/dev/full", 2, ""),
        ("$CL check --no-such-option 2>/dev/full", 2, ""),
        ("$CL check --no-such-option 2>&-", 2, ""),
        ("$CL check <&- >&- 2>&-", 2, ""),
        ("$CL check - <&-", 2, "Error: `-` reads standard input, which is closed\n"),
        ("$CL check | true", 141, ""),
        ("$CL rules | head -1", 141, ""),
        ("$CL check --help | true", 141, ""),
        ("$CL check --fix - < a.py | true", 141, ""),
        ("cat a.py | $CL check - > out", 1, ""),
        ("$CL check - < a.py > out", 1, ""),
        ("mkdir gone && cd gone && rmdir ../gone && $CL check", 2, "Error: the working folder is gone"),
        ("env -u HOME $CL check --cache-dir '~no-such-user/x'", 2, "names the home folder in"),
    ],
)  # fmt: skip
def test_streams(script: str, status: int, err: str) -> None:
    Path("a.py").write_text(MEND)
    Path("clean.py").write_text("x = 1\n")
    done = shell(script)
    if "head" in script:
        assert done.status in (0, 141)  # all may have been written before head has seen enough
        return
    assert done.status == status, done
    assert done.err == err or (err and err.strip() in done.err), done


def test_many_findings_into_a_pipe_that_ends() -> None:
    programs(1)
    Path("m0.py").write_text(MEND + "model.compile('adam', 'mse', ['mae'])\n" * 300)
    for form in ("text", "concise", "json", "html"):
        done = shell(f"$CL check --output-format {form} | head -1; exit ${{PIPESTATUS[0]}}")
        assert done.status in (1, 141)  # it may all fit into the pipe
        assert done.err == ""
        assert len(done.out.splitlines()) == 1


def test_closed_streams_are_no_place_for_files() -> None:
    """The new content of a file would be opened as standard error, and get what is written there."""
    programs(4)
    shell("$CL check --fix <&- >&- 2>&-")
    for number in range(4):
        assert Path(f"m{number}.py").read_text() == MENDED


def test_no_home_no_cache_no_terminal_no_environment() -> None:
    programs(2)
    expected = forked("check", "--no-cache").out
    Path(".compile_lint_cache").write_text("in the way")
    for environment in (
        {},
        {"HOME": "/nonexistent"},
        {"HOME": ""},
        {"TMPDIR": "/nonexistent"},
        {"TERM": "dumb"},
    ):
        done = started("check", env=environment)
        assert (done.status, done.out, done.err) == (1, expected, "")
    assert Path(".compile_lint_cache").read_text() == "in the way"


# --- terminals -------------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [0, 1, 2, 20, 80])
def test_a_narrow_terminal(columns: int) -> None:
    programs(2)
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 10, columns, 0, 0))

    def on_terminal() -> None:
        os.dup2(theirs, 2)
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        compile_lint.cli.progress.AFTER = compile_lint.cli.progress.EVERY = -1.0
        os.environ["TERM"] = "xterm"

    done = forked("check", "--no-cache", prepare=on_terminal)
    os.set_blocking(ours, False)
    shown = os.read(ours, 100_000).decode()
    os.close(theirs)
    os.close(ours)
    assert done.status == 1
    assert "Traceback" not in shown
    assert "file" in shown or columns in (1, 2)
    lines = [line for part in shown.split("\n") for line in part.split("\r")]
    assert max(map(len, lines)) <= max(columns - 1, 1) or columns == 0


def test_everything_on_a_narrow_terminal() -> None:
    """Findings, help and complaints, on a terminal of 20 columns with colours."""
    programs(2)
    for arguments in (
        ["check", "."],
        ["check", "--help"],
        ["--help"],
        ["inspect", "."],
        ["rules"],
        ["check", "no.py"],
    ):
        pid, ours = pty.fork()
        if not pid:
            os.environ.update({"PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "20"})
            os.execv(COMMAND[0], [*COMMAND, *arguments])  # noqa: S606
        fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 10, 20, 0, 0))
        shown = b""
        try:
            while part := os.read(ours, 65536):
                shown += part
        except OSError:
            pass  # the other side is gone
        _, code = os.waitpid(pid, 0)
        os.close(ours)
        assert os.waitstatus_to_exitcode(code) in (0, 1, 2)
        assert b"Traceback" not in shown
        assert shown


# --- encodings -------------------------------------------------------------------------------------

LOCALES = [
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"LC_ALL": "C"},
    {"LC_ALL": "xx_YY.bogus"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "ascii:strict"},
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONUTF8": "1"},
]


@pytest.mark.parametrize("env", LOCALES, ids=str)
def test_names_and_findings_that_the_locale_has_no_letters_for(env: dict[str, str]) -> None:
    for name in NAMES:
        Path(name).write_text(MEND.replace("'mae'", "'größe 🎉'"), encoding="utf-8")
    formats = ["json", "jsonl", "sarif", "github", "gitlab", "junit", "pylint", "html", "concise"]
    more = [part for one in formats for part in ("--output-format", f"{one}=out.{one}")]
    done = started("check", *more, "--output-format", "text", "--verbose", "missing-é.py", ".", env=env)
    done.assert_quiet()
    assert done.status == 2, done
    assert done.err.count("reading") == len(NAMES)
    assert len({one["path"] for one in json.loads(Path("out.json").read_bytes())["findings"]}) == len(NAMES)
    ET.fromstring(Path("out.junit").read_bytes())  # noqa: S314 - written by ourselves a moment ago
    for form in ("sarif", "gitlab"):
        json.loads(Path(f"out.{form}").read_bytes())
    for form in formats:
        Path(f"out.{form}").read_bytes().decode("utf-8")


@pytest.mark.parametrize("env", LOCALES[:6], ids=str)
def test_formats_that_say_that_they_are_utf8_are(env: dict[str, str]) -> None:
    for name in NAMES:
        Path(name).write_text(MEND, encoding="utf-8")
    tree = ET.fromstring(started("check", "--output-format", "junit", env=env).out)  # noqa: S314 - as above
    names = {suite.get("name") for suite in tree.iter("testsuite")}
    if env.get("PYTHONUTF8") != "0":  # otherwise Python does not know the names as text
        assert {"é.py", "日本🎉.py"} <= names
    started("check", "--output-format", "html", env=env).out.decode("utf-8")
    json.loads(started("check", "--output-format", "json", env=env).out)


@pytest.mark.parametrize("env", LOCALES[:3], ids=str)
def test_files_with_such_names_are_mended_and_silenced(env: dict[str, str]) -> None:
    for name in NAMES:
        Path(name).write_text(MEND, encoding="utf-8")
    for arguments in (
        ["--write-baseline", "known.json"],
        ["--baseline", "known.json"],
        ["--add-noqa"],
        ["--diff"],
    ):
        done = started("check", *arguments, ".", env=env)
        done.assert_quiet()
        assert done.status == 0, (arguments, done)
    for name in NAMES:
        assert "# noqa" in Path(name).read_text()
        Path(name).write_text(MEND, encoding="utf-8")
    done = started("check", "--fix", env=env)
    done.assert_quiet()
    assert (done.status, done.err) == (0, "")
    assert {Path(name).read_text() for name in NAMES} == {MENDED}
