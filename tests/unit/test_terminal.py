"""The streams of a process: full, closed, in another encoding; and what may be shown on them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

import argmap
from argmap import ArgumentMap, Claim, Party, RecordError
from argmap.checks import Finding
from argmap.cli import main
from argmap.diagnostics import Diagnostic
from argmap.messages import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

posix = pytest.mark.skipif(sys.platform == "win32", reason="streams are closed by a shell")
full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
EVIL = "\x1b[2J\x9b1m\u202egnp\u2066\r\nargmap: all is well\x7f"
UNSAFE = set("\x1b\x9b\u202e\u2066\r\x7f")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("map.tgf").write_text("a Rents rose → 3 %\n#\n", encoding="utf-8")


def run(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A command line of a shell, in which argmap is the command of this package."""
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    env = {**usual, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHON": sys.executable, **environment}
    argmap = '"$PYTHON" -c "from argmap.cli import main; main()"'
    script = f'set -o pipefail 2>/dev/null; argmap() {{ {argmap} "$@"; }}; {command}'
    return subprocess.run(["bash", "-c", script], capture_output=True, check=False, env=env, timeout=60)


COMMANDS = [
    "outline map.tgf",
    "check map.tgf",
    "formats",
    "convert map.tgf - --to apx",
    "render map.tgf -o - --to dot",
]


@full
@pytest.mark.parametrize("command", [*COMMANDS, "--help", "check --help"])
def test_a_full_standard_output_is_one_line_and_a_failure(command: str) -> None:
    done = run(f"argmap {command} > /dev/full")
    assert done.stderr.decode() == "argmap: standard output: cannot write: no space left on device\n"
    assert done.returncode == 2


@posix
@pytest.mark.parametrize("command", [*COMMANDS, "--help", "--version", "check --help"])
def test_a_closed_standard_output_is_one_line_and_a_failure(command: str) -> None:
    done = run(f"argmap {command} >&-")
    assert done.stderr.decode() == "argmap: standard output: cannot write: it is closed\n"
    assert done.returncode == 2


@posix
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", ["outline map.tgf", "convert map.tgf - --to tgf"])
def test_an_output_that_is_full_in_the_middle_is_no_success(command: str, unbuffered: str) -> None:
    """Python's streams without a buffer are silent about what did not fit."""
    Path("map.tgf").write_text("".join(f"a{n} text\n" for n in range(1000)) + "#\n")
    done = run(f"ulimit -f 4; argmap {command} > out.txt", PYTHONUNBUFFERED=unbuffered)
    assert done.stderr.decode() == "argmap: standard output: cannot write: file too large\n"
    assert done.returncode == 2
    assert run(f"argmap {command} > out.txt", PYTHONUNBUFFERED=unbuffered).returncode == 0
    assert len(Path("out.txt").read_bytes().splitlines()) >= 1000


@posix
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_streams_that_do_not_wait_are_waited_for(unbuffered: str) -> None:
    """A program that shares a pipe with argmap may have set it so."""
    text = "".join(f"a{n} text\n" for n in range(50_000)) + "#\n"
    code = """
import os, subprocess, sys, time
into, out = os.pipe(), os.pipe()
for end in (*into, *out):
    os.set_blocking(end, False)
command = [sys.executable, "-c", "from argmap.cli import main; main()", *"convert - - --from tgf --to tgf".split()]
process = subprocess.Popen(command, stdin=into[0], stdout=out[1])
os.close(into[0])
os.close(out[1])
time.sleep(1)
os.set_blocking(into[1], True)
with open(into[1], "wb") as stream:
    stream.write(sys.stdin.buffer.read())
time.sleep(1)
os.set_blocking(out[0], True)
with open(out[0], "rb") as stream:
    sys.stdout.buffer.write(stream.read())
sys.exit(process.wait())
"""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=text.encode(),
        capture_output=True,
        check=False,
        env=env,
        timeout=60,
    )
    assert done.stderr == b""
    assert done.returncode == 0
    assert done.stdout.decode() == text


@posix
@pytest.mark.parametrize("command", COMMANDS)
def test_an_output_that_nobody_reads_is_one_line_and_a_failure(command: str) -> None:
    Path("map.tgf").write_text("".join(f"a{n} text\n" for n in range(20_000)) + "#\n")
    done = (
        run(f"argmap {command} | true") if command != "formats" else run("(sleep 1; argmap formats) | true")
    )
    if done.returncode:  # else it was written before the other end closed
        assert done.stderr.decode() == "argmap: standard output: cannot write: nobody reads it any more\n"
        assert done.returncode == 2
    assert b"Traceback" not in done.stderr


@posix
def test_errors_are_errors_where_nobody_hears_them() -> None:
    for command in ("check missing.tgf", "check", "chekc map.tgf"):
        for silent in ("2>&-", "2>/dev/full" if Path("/dev/full").exists() else "2>/dev/null"):
            for environment in ({}, {"PYTHONUNBUFFERED": "1"}):
                done = run(f"argmap {command} {silent}", **environment)
                assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")
        assert run(f"argmap outline map.tgf {silent}").returncode == 0


@posix
@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "ascii"])
def test_letters_that_the_output_lacks_are_written_as_numbers(encoding: str) -> None:
    done = run("argmap outline map.tgf", PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert done.stdout == b"a, claim: Rents rose \\u2192 3 %\n"
    assert len(done.stderr.splitlines()) == 1
    assert b"PYTHONIOENCODING=utf-8" in done.stderr


@posix
def test_files_go_to_standard_output_in_utf_8_whatever_its_encoding_is() -> None:
    done = run("argmap convert map.tgf - --to tgf", PYTHONIOENCODING="ascii")
    assert done.stdout == Path("map.tgf").read_bytes()


@posix
def test_an_interrupted_command_says_so() -> None:
    code = f"""
import os, signal, argmap.cli.checking as checking
from argmap.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it, as & does
checking.findings_of = lambda *_, **__: os.kill(os.getpid(), {int(signal.SIGINT)})
main(["check", "map.tgf"])
"""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, env=env)
    assert done.returncode == 130
    assert done.stderr.decode().strip() == "argmap: interrupted"


def invoked(*arguments: str, input: bytes | str | None = None) -> Any:
    return CliRunner().invoke(main, arguments, input=input, catch_exceptions=False)


def test_standard_input_and_output_stand_for_files_in_every_command() -> None:
    text = Path("map.tgf").read_bytes()
    outlined = invoked("outline", "map.tgf").stdout
    assert invoked("outline", "-", "--format", "tgf", input=text).stdout == outlined
    assert invoked("check", "-", "--format", "tgf", input=text).exit_code == 0
    converted = invoked("convert", "-", "-", "--from", "tgf", "--to", "apx", input=text)
    assert (converted.exit_code, converted.stdout) == (0, "arg(a).\n")
    assert "loss" in converted.stderr
    assert invoked("convert", "-", "new.tgf", "--from", "tgf", input=text).stdout == "new.tgf: written\n"
    assert Path("new.tgf").read_bytes() == text
    drawn = invoked("render", "-", "-f", "tgf", "-o", "-", input=text)
    assert (drawn.exit_code, drawn.stdout[:5]) == (0, "<?xml")
    assert invoked("render", "map.tgf", "-o", "-", "--to", "dot").stdout.startswith("digraph")
    assert not Path("-").exists()
    assert invoked("outline", "-", input=text).stdout == outlined
    assert invoked("render", "-", "-o", "-", input=b"[Cap]: Rents should be capped.").stdout[:5] == "<?xml"
    assert invoked("convert", "-", "-", "--to", "apx", input=b"arg(a).").stdout == "arg(a).\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["outline", "-"],
            "argmap: <stdin>: a look at the text does not tell its format (name it with --format, one of: ",
        ),
        (
            ["convert", "-", "a.tgf"],
            "<stdin>: a look at the text does not tell its format (name it with --from, one of: ",
        ),
        (
            ["convert", "map.tgf", "-"],
            "standard output: it has no suffix that shows a format (name it with --to)",
        ),
        (["convert", ".", "-", "--to", "tgf"], "a folder is converted into a folder"),
        (["render", "-", "-f", "tgf", "-o", "x.svg", "--watch"], "--watch needs files"),
        (["check", "-", "-f", "apx", "--limit", "bytes=5"], "standard input has more bytes, the limit is 5"),
        (["check", "-", "-f", "apx"], "<stdin>: line 1, column 1: found"),
    ],
)
def test_what_standard_input_and_output_need_is_said(arguments: Sequence[str], message: str) -> None:
    done = invoked(*arguments, input="nonsense")
    assert done.exit_code == 2
    assert message in done.stderr


def unsafe(text: str) -> set[str]:
    return UNSAFE & set(text) | {line for line in text.splitlines() if line.startswith("argmap: all is well")}


def test_nothing_foreign_moves_the_cursor_or_fakes_a_line() -> None:
    party = Party("p", EVIL)
    claims = (Claim("a", EVIL, by=party), Claim("b", EVIL), Claim("b2", EVIL))
    m = ArgumentMap.of(party, *claims, claims[0].attacks("b"), title=EVIL)
    argmap.dump(m, "m.argmap.json")
    Path("m.argmap.json").write_text(Path("m.argmap.json").read_text().replace("b2", "b\\u202e"))
    names = ["m.argmap.json", "map.tgf"]
    if sys.platform != "win32":
        names.append(f"{EVIL.replace('/', '')}.apx")
        Path(names[-1]).write_text(f"arg({EVIL}).")
    Path("bad.argdown").write_text(
        f"===\nparties: {{p: {{'{EVIL}': x}}}}\n===\n\n[A]: x {{'{EVIL}': ]}}\n", newline=""
    )
    Path("bad.apx").write_text(f"{EVIL}(", newline="")
    Path("bad.argmap.json").write_text(
        '{"argmap": "1.0", "claims": [{"id": "x", "\\u001b\\u202e": "\\u009b"}]}'
    )
    for name in [*names, "bad.argdown", "bad.apx", "bad.argmap.json", f"{EVIL}.tgf", EVIL, f"-{EVIL}"]:
        for command in (["outline"], ["check"], ["render", "-o", "x.dot"], ["convert", f"{EVIL}.tgf"]):
            done = invoked(command[0], name, *command[1:])
            assert not unsafe(done.stdout), command
            assert not unsafe(done.stderr), command
    done = invoked("convert", ".", "new", "--to", "tgf")
    assert not unsafe(done.stdout + done.stderr)


def test_messages_are_safe_wherever_they_are_printed() -> None:
    for message in (
        str(RecordError(EVIL, path=EVIL, hint=EVIL, nearest=EVIL)),
        str(argmap.ArgmapErrorGroup(EVIL, [RecordError(EVIL, path=EVIL)])).replace("\n  ", ""),
        str(Diagnostic("x", "info", EVIL, path=EVIL, hint=EVIL)),
        str(Finding("x", "info", EVIL, [], EVIL)),
        str(argmap.Loss(EVIL, EVIL, EVIL)),
    ):
        assert not unsafe(message)
        assert len(message.splitlines()) == 1


@pytest.mark.parametrize(
    "text", ["Zoë", "ប្រទេស\u200bកម្ពុជា", "می\u200cخواهم", "שלום \u200f", "👩\u200d👧", "a\xa0b"]
)
def test_letters_of_all_languages_are_left_as_they_are(text: str) -> None:
    assert printable(text) == text
