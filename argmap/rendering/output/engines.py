"""The programs that lay a graph out: DOT text in, bytes of a picture out.

Each drawing is a process of its own, so that it can be stopped, cannot take Python with it and may run in
any thread. `graphviz-pure` comes with argmap; the Graphviz of the machine (`dot`) stands in for it or is
used on request.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from attrs import frozen

from argmap.errors import RenderError, StyleError, UnknownFormatError, unknown_name
from argmap.messages import Hint, shown
from argmap.values import must_be, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

sysconfig.get_config_vars()  # remembered from here on; to look them up first in several threads is not safe

FORMATS: Final = ("svg", "png", "pdf")

_LONGEST: Final = 86_400  # seconds
_OWN: Final = ("name", "formats", "draw")  # what an engine of the caller's own must have
_MEMORY: Final = 2 * 1024**3  # bytes; a map of 5,000 cards takes about 0.13 GB
_CHEAPER: Final = ("-Gnslimit=0.1", "-Gnslimit1=0.1", "-Gmclimit=0.01", "-Gsplines=line")
_HARMLESS: Final = re.compile(
    r"""
      (Warning:\ )+no\ value\ for\ width\ of\ (non-)?ASCII\ character
    | (Warning:\ )+no\ hard-coded\ metrics\ for
    | (Warning:\ )+cell\ size\ too\ small\ for\ content
    | in\ label\ of\ (node|edge|graph|cluster)\b
    | Fontconfig\ (warning|error):
    | \(.*\):\ Pango-WARNING\ \*\*:
    """,
    re.VERBOSE,
)
_ADVICE: Final = (
    "fold evidence into the cards of its claims, draw a part of the map with subset(), "
    "or write the .dot file and lay it out elsewhere"
)


@frozen
class Drawing:
    """What an engine drew.

    Attributes:
        data: The bytes of the picture.
        engine: The name of the engine that drew it.
        notes: What the engine, or the need to be quick, left to be desired, one line each.
    """

    data: bytes
    engine: str
    notes: tuple[str, ...] = ()


class Engine(Protocol):
    """A program that draws DOT text."""

    @property
    def name(self) -> str:
        """The name users choose it by."""
        ...

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats it draws."""
        ...

    def draw(self, dot: str, format: str, *, timeout: float, dpi: float) -> Drawing:
        """Draw the text, as `draw` below."""
        ...


@frozen
class PureEngine:
    """The `graphviz-pure` program that comes with argmap: same bytes on every machine, no PDF."""

    name: str = "pure"
    formats: tuple[str, ...] = ("svg", "png")

    def draw(self, dot: str, format: str, *, timeout: float, dpi: float) -> Drawing:
        """Draw the text, as `draw` below."""
        program = next(_pure_programs(), None)
        if program is None:
            hint = "pip install graphviz-pure"
            raise _UnavailableError("the layout engine graphviz-pure is not installed", hint=hint)
        return _draw(self.name, [program, f"-T{format}"], dot, format, timeout, dpi)


@frozen
class SystemEngine:
    """The Graphviz of the machine, called as the package ``graphviz`` calls it; it measures text with local fonts."""

    name: str = "system"
    formats: tuple[str, ...] = FORMATS

    def draw(self, dot: str, format: str, *, timeout: float, dpi: float) -> Drawing:
        """Draw the text, as `draw` below."""
        from graphviz.backend import dot_command  # noqa: PLC0415 - only this engine needs it

        binary, *arguments = dot_command.command("dot", format)
        program = shutil.which(binary)
        if program is None:
            raise _UnavailableError(
                "no Graphviz is installed on this machine: there is no program 'dot' on the PATH",
                hint="apt install graphviz, brew install graphviz, or winget install graphviz",
            )
        return _draw(self.name, [program, *arguments], dot, format, timeout, dpi)


ENGINES: Final[dict[str, Engine]] = {e.name: e for e in (PureEngine(), SystemEngine())}


class _UnavailableError(RenderError):
    """The engine is not there, so that another one may be asked."""


class _TooSlowError(Exception):
    """The engine was stopped."""


def draw(
    dot: str,
    format: str = "svg",
    *,
    engine: str | Engine = "auto",
    timeout: float = 30.0,
    dpi: float = 200.0,
) -> Drawing:
    """Lay a graph out and draw it.

    A drawing that takes longer than ``timeout`` is tried once more with less care for crossings and with
    straight lines, which its notes mention.

    Args:
        dot: A graph in the DOT language.
        format: "svg", "png" or "pdf".
        engine: "pure", "system", "auto" for the first of these that is installed and draws the format, or your
            own engine.
        timeout: Seconds that each of the two attempts may take.
        dpi: Dots per inch of a PNG picture.

    Raises:
        UnknownFormatError: No engine, or not the one chosen, draws the format.
        StyleError: ``engine`` or ``timeout`` is not what it may be.
        RenderError: The engine is missing, failed, or took too long twice.

    >>> draw("digraph { a -> b }").data[:5]
    b'<?xml'
    """
    must_be(dot, str, "DOT text")
    timeout = seconds(timeout)
    if not isinstance(format, str) or format not in FORMATS:
        raise unknown_name("format of pictures", format, FORMATS, UnknownFormatError)
    candidates = [e for e in _chosen(engine) if format in e.formats]
    if not candidates:
        raise UnknownFormatError(
            f"the engine {getattr(engine, 'name', engine)!r} does not draw {format}",
            found=format,
            expected=", ".join(f for e in _chosen(engine) for f in e.formats),
            hint=Hint("use {engine}", engine="system"),
        )
    problems: list[_UnavailableError] = []
    for candidate in candidates:
        try:
            return candidate.draw(dot, format, timeout=timeout, dpi=dpi)
        except _UnavailableError as error:
            problems.append(error)
    raise RenderError(
        "; ".join(p.message for p in problems),
        found=getattr(engine, "name", engine),
        hint=" or ".join(p.hint for p in problems if p.hint),
    )


def seconds(timeout: float) -> float:
    """A timeout in seconds, a number of any kind.

    Raises:
        StyleError: It is none, or not within a day.
    """
    found = plain(timeout)
    if found is None or not 0 < found <= _LONGEST:
        expected = "more than 0 s, at most a day"
        raise StyleError(
            f"timeout is {shown(timeout)}, expected {expected}", found=timeout, expected=expected
        )
    return found


def known(engine: str | Engine) -> str | Engine:
    """The name of an engine, or one of the caller's own.

    Raises:
        StyleError: It is neither.
    """
    if isinstance(engine, str) and engine in ("auto", *ENGINES):
        return engine
    if isinstance(engine, (str, type)) or not all(hasattr(engine, part) for part in _OWN):
        raise unknown_name("layout engine", engine, ["auto", *ENGINES], StyleError)
    return engine


def _chosen(engine: str | Engine) -> Sequence[Engine]:
    found = known(engine)
    if not isinstance(found, str):
        return (found,)
    return tuple(ENGINES.values()) if found == "auto" else (ENGINES[found],)


def _pure_programs() -> Iterator[str]:
    """Where the wheel may have put its program, the running interpreter's own folder first."""
    name = "graphviz-pure"
    user = sysconfig.get_preferred_scheme("user")
    for folder in (sysconfig.get_path("scripts"), sysconfig.get_path("scripts", user)):
        if found := shutil.which(name, path=folder):
            yield found
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        for file in importlib.metadata.files(name) or ():
            path = Path(file.locate())
            if path.name.removesuffix(".exe") == name and (found := shutil.which(path)):
                yield found
    if found := shutil.which(name):
        yield found


def _draw(name: str, command: Sequence[str], dot: str, format: str, timeout: float, dpi: float) -> Drawing:
    command = [*command, *([f"-Gdpi={dpi:g}"] if format == "png" else [])]
    source = dot.encode(errors="replace")
    slow = f"the layout took more than {timeout:g} s; this one has straight lines and more crossings"
    for arguments, remarks in ((command, ()), ([*command, *_CHEAPER], (slow,))):
        with contextlib.suppress(_TooSlowError):
            data, notes = _run(name, arguments, source, timeout)
            return Drawing(data, name, (*remarks, *notes))
    raise RenderError(
        f"the engine {name!r} laid the graph out for {timeout:g} s without an end, twice, "
        "the second time with straight lines",
        found=timeout,
        hint=Hint(f"raise {{timeout}}, {_ADVICE}", timeout=...),
    )


def _run(name: str, command: Sequence[str], source: bytes, timeout: float) -> tuple[bytes, tuple[str, ...]]:
    """The output of one process and its messages, or the error that it ended in."""
    try:
        process = subprocess.Popen(  # noqa: S603 -- the program found above; the text goes through stdin
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        message = f"the layout engine {command[0]} does not start: {error.strerror}"
        raise _UnavailableError(message, path=command[0]) from None
    _limit_memory(process.pid)
    try:
        data, errors = process.communicate(source, timeout=timeout)
    except BaseException as error:
        _kill(process)
        process.communicate()
        if isinstance(error, subprocess.TimeoutExpired):
            raise _TooSlowError from None
        raise
    notes = tuple(line for line in errors.decode(errors="replace").splitlines() if line.strip())
    _refuse(name, process.returncode, data, notes)
    return data, tuple(dict.fromkeys(line for line in notes if not _HARMLESS.match(line)))


def _refuse(name: str, code: int, data: bytes, notes: Sequence[str]) -> None:
    """Raise unless the process ended well; engines write a picture even for a label they could not read."""
    reason = next((n for n in notes if not _HARMLESS.match(n)), "") or "it gave no reason"
    if code < 0:
        with contextlib.suppress(ValueError):
            reason = signal.Signals(-code).name
        raise RenderError(f"the engine {name!r} crashed: {reason}", found=code, hint=_ADVICE)
    if code:
        raise RenderError(f"the engine {name!r} could not read the graph: {reason}", found=code)
    if not data:
        expected = "a graph in the DOT language"
        raise RenderError(f"the engine {name!r} drew nothing: {reason}", expected=expected)


def _limit_memory(pid: int) -> None:
    """Keep a layout that goes wild from taking the machine's memory, where the system can do that (Linux).

    The process has not been given its graph yet, so it cannot have gone wild before.
    """
    if sys.platform == "linux":
        import resource  # noqa: PLC0415

        with contextlib.suppress(OSError, ValueError):
            _, most = resource.prlimit(pid, resource.RLIMIT_AS)
            if most == resource.RLIM_INFINITY or most > _MEMORY:
                resource.prlimit(pid, resource.RLIMIT_AS, (_MEMORY, most))


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and the children it may have."""
    if sys.platform == "win32":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
