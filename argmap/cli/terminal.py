"""Standard input, output and error: what goes out is safe to show, and a stream that fails is an error like others."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from argmap.errors import FileError
from argmap.filesystem import reason
from argmap.limits import exceeded, in_force
from argmap.messages import printable

if TYPE_CHECKING:
    from typing import TextIO

STANDARD: Final = "-"
"""Standard input in the place of a file to read, standard output in that of one to write."""


def say(text: str) -> None:
    """Print lines of a result.

    Raises:
        FileError: Standard output is closed, full, or nobody reads it any more.
    """
    stream = output()
    try:
        lines = _encodable(_lines(text), stream) + "\n"
        if hasattr(stream, "buffer"):
            _write(stream, lines.replace("\n", os.linesep).encode(stream.encoding))
        else:
            stream.write(lines)
            stream.flush()
    except (OSError, ValueError) as error:
        raise lost_output(error) from None


def say_bytes(content: bytes) -> None:
    """Write a file to standard output.

    Raises:
        FileError: Standard output is closed, full, or nobody reads it any more.
    """
    stream = output()
    try:
        _write(stream, content)
    except (OSError, ValueError) as error:
        raise lost_output(error) from None


def _write(stream: TextIO, content: bytes) -> None:
    """Write all of it: a stream without a buffer (PYTHONUNBUFFERED) takes what fits and is silent about the rest."""
    _wait_for(stream)
    stream.flush()
    rest = memoryview(content)
    while rest:
        rest = rest[stream.buffer.write(rest) :]
    stream.buffer.flush()


def _wait_for(stream: TextIO) -> None:
    """Have reading and writing wait: programs that share a terminal or a pipe may have left it so that they do not."""
    with suppress(OSError, ValueError, AttributeError):
        os.set_blocking(stream.fileno(), True)


def warn(text: str) -> None:
    """Print lines to the error stream; if that fails, there is nowhere left to say so."""
    if (stream := sys.stderr) is None:
        return
    try:
        stream.write(_encodable(_lines(text), stream, aloud=False) + "\n")
        stream.flush()
    except (OSError, ValueError):
        silence(stream)


def read_standard_input() -> bytes:
    """All of standard input.

    Raises:
        FileError: It is closed or cannot be read.
        LimitError: It is larger than the limits in force allow.
    """
    if sys.stdin is None:
        raise FileError("cannot read: it is closed", path="standard input")
    most = in_force().bytes
    try:
        _wait_for(sys.stdin)
        content: bytes = sys.stdin.buffer.read(most + 1)
    except (OSError, ValueError) as error:
        raise FileError(f"cannot read: {reason(error)}", path="standard input") from None
    if len(content) > most:
        raise exceeded("bytes", most, "standard input has more bytes")
    return content


def output() -> TextIO:
    """Standard output.

    Raises:
        FileError: It is closed.
    """
    if sys.stdout is None:
        raise FileError("cannot write: it is closed", path="standard output")
    return sys.stdout


def lost_output(error: Exception) -> FileError:
    """The error for an output that fails; what is still in its buffer is thrown away, so that the end is quiet."""
    silence(sys.stdout)
    why = "nobody reads it any more" if isinstance(error, BrokenPipeError) else reason(error)
    return FileError(f"cannot write: {why}", path="standard output")


def silence(stream: TextIO | None) -> None:
    """Throw away what is still in the buffer of a stream that failed: Python would fail again when it ends."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]
        os.close(nowhere)


def _lines(text: str) -> str:
    return "\n".join(map(printable, text.split("\n")))


_warned: Final[set[int]] = set()


def _encodable(text: str, stream: TextIO, *, aloud: bool = True) -> str:
    """The text, with escapes for what the encoding of the stream lacks; that is reported once."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        if aloud and id(stream) not in _warned:
            _warned.add(id(stream))
            warn(
                f"argmap: warning: standard output is in {encoding}, which lacks some letters; they are written as \\u "
                "and a number (set PYTHONIOENCODING=utf-8 to have them as they are)"
            )
        return text.encode(encoding, "backslashreplace").decode(encoding)
    return text
