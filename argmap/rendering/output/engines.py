"""The programs that lay a graph out: DOT text in, bytes of a picture out.

Each drawing is a process of its own, so that it can be stopped, cannot take Python with it and may run in
any thread. It has limits of time and memory, and ends with argmap. `graphviz-pure` comes with argmap; the
Graphviz of the machine (`dot`) stands in for it or is used on request.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import math
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from attrs import evolve, frozen

from argmap.errors import RenderError, StyleError, UnknownFormatError, unknown_name
from argmap.messages import Hint, shown
from argmap.rendering.output.standins import Disguise
from argmap.rendering.output.watchdog import SHELL, running_watchdog, watched
from argmap.values import must_be, plain

if sys.platform == "linux":
    import resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

sysconfig.get_config_vars()  # remembered from here on; to look them up first in several threads is not safe

FORMATS: Final = ("svg", "png", "pdf", "dot")

_LONGEST: Final = 86_400  # seconds
_OWN: Final = ("name", "formats", "draw")  # what an engine of the caller's own must have
_MEMORY: Final = 2 * 1024**3  # bytes; a map of 5,000 cards takes about 0.13 GB
_GRACE: Final = 5.0  # seconds that the system may take to bury what was killed
_CAREFUL: Final = 2 / 3  # of the time, for the layout with all care
_FROM_OUTSIDE: Final = sys.platform == "linux"  # which can limit a process that runs
_OUT_OF_TIME: Final = -getattr(signal, "SIGXCPU", 0) or None
_CHEAPER: Final = ("-Gnslimit=0.1", "-Gnslimit1=0.1", "-Gmclimit=0.01", "-Gsplines=line")
_LOST: Final = re.compile(
    r"""
      (Error:\ )?lost\ \S+\ \S+\ edge
    | (Warning:\ )?Unable\ to\ reclaim\ box\ space
    | ((Error|Warning):\ )?in\ routesplines,
    | lib\S*/\S+\.c:\d+:\ (triangulation\ failed|cannot\ find|source\ point|destination\ point)
    """,
    re.VERBOSE,
)
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
ADVICE: Final = (
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
    formats: tuple[str, ...] = ("svg", "png", "dot")

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


class LostLinesError(RenderError):
    """The engine found no way for some lines, or crashed on the way; straight lines are easier."""


class TooSlowError(RenderError):
    """The layout took longer than it may."""


class _StoppedError(Exception):
    """A process did not end in time."""


class _UnavailableError(RenderError):
    """The engine is not there, so that another one may be asked."""


def draw(
    dot: str,
    format: str = "svg",
    *,
    engine: str | Engine = "auto",
    timeout: float = 30.0,
    dpi: float = 200.0,
) -> Drawing:
    """Lay a graph out and draw it.

    A drawing that takes longer than two thirds of ``timeout`` is tried once more with less care for crossings and
    with straight lines, which its notes mention.

    Args:
        dot: A graph in the DOT language.
        format: "svg", "png", "pdf", or "dot" for the text with the positions of everything.
        engine: "pure", "system", "auto" for the first of these that is installed and draws the format, or your
            own engine.
        timeout: Seconds that both attempts may take together.
        dpi: Dots per inch of a PNG picture.

    Raises:
        UnknownFormatError: No engine, or not the one chosen, draws the format.
        StyleError: ``engine`` or ``timeout`` is not what it may be.
        TooSlowError: It took longer.
        RenderError: The engine is missing or failed.
        LostLinesError: The engine gave up on some of the lines, or on the whole graph.

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
    # Pixels and pages cannot be changed afterwards.
    given = Disguise.of(dot) if format in ("svg", "dot") else Disguise(dot)
    for candidate in candidates:
        try:
            drawing = candidate.draw(given.dot, format, timeout=timeout, dpi=dpi)
            return evolve(drawing, data=given.off(drawing.data, format))
        except _UnavailableError as error:
            problems.append(error)
    raise RenderError(
        "; ".join(p.message for p in problems),
        found=getattr(engine, "name", engine),
        hint=" or ".join(p.hint for p in problems if p.hint),
    )


def draws(engine: str | Engine, format: str) -> bool:
    """Whether an engine, or one of those that "auto" takes, draws a format."""
    return all(format in e.formats for e in _chosen(engine))


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
    first = timeout * _CAREFUL
    slow = f"the layout took more than {first:.3g} s; this one has straight lines and more crossings"
    attempts = ((command, first, ()), ([*command, *_CHEAPER], timeout - first, (slow,)))
    for arguments, seconds, remarks in attempts:
        with contextlib.suppress(_StoppedError):
            data, notes = _run(name, arguments, source, seconds)
            return Drawing(data, name, (*remarks, *notes))
    raise TooSlowError(
        f"the engine {name!r} laid the graph out for {timeout:g} s without an end, at last with straight lines",
        found=timeout,
        hint=Hint(f"raise {{timeout}}, {ADVICE}", timeout=...),
    )


def _run(name: str, command: Sequence[str], source: bytes, seconds: float) -> tuple[bytes, tuple[str, ...]]:
    """The output of one process and its messages, or the error that it ended in."""
    with running_watchdog():
        process = _started(command, seconds)
        with watched(process.pid):
            try:
                data, errors = process.communicate(source, timeout=seconds)
            except subprocess.TimeoutExpired as late:
                drawn = _has_ended(process)  # and a child that it left behind holds its pipes
                _end(process)
                if not drawn:
                    raise _StoppedError from None
                data, errors = late.output or b"", late.stderr or b""
            except BaseException:
                _end(process)
                raise
    if process.returncode == _OUT_OF_TIME:
        raise _StoppedError
    notes = tuple(line for line in errors.decode(errors="replace").splitlines() if line.strip())
    _refuse(name, process.returncode, data, notes)
    return data, tuple(dict.fromkeys(line for line in notes if not _HARMLESS.match(line)))


def _started(command: Sequence[str], seconds: float) -> subprocess.Popen[bytes]:
    """The process of an engine with its limits, which waits for its graph."""
    try:
        process = subprocess.Popen(  # noqa: S603 -- the program found above; the text goes through stdin
            _limited(command, seconds),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        message = f"the layout engine {command[0]} does not start: {error.strerror}"
        raise _UnavailableError(message, path=command[0]) from None
    _limit(process.pid, seconds)
    return process


def _refuse(name: str, code: int, data: bytes, notes: Sequence[str]) -> None:
    """Raise unless the process ended well; engines write a picture even for a label they could not read."""
    reason = next((n for n in notes if not _HARMLESS.match(n)), "") or "it gave no reason"
    if code < 0:
        with contextlib.suppress(ValueError):
            reason = signal.Signals(-code).name
        raise LostLinesError(f"the engine {name!r} crashed: {reason}", found=code, hint=ADVICE)
    if lost := next(filter(_LOST.match, notes), ""):
        raise LostLinesError(f"the engine {name!r} found no way for a line: {lost}", found=code, hint=ADVICE)
    if code:
        raise RenderError(f"the engine {name!r} could not read the graph: {reason}", found=code)
    if not data:
        expected = "a graph in the DOT language"
        raise RenderError(f"the engine {name!r} drew nothing: {reason}", expected=expected)


def _limited(command: Sequence[str], seconds: float) -> Sequence[str]:
    """The command, by way of a shell that sets its limits where they cannot be set from outside (macOS, BSD)."""
    if _FROM_OUTSIDE or SHELL is None:
        return command
    soft, hard = _processor_time(seconds)
    script = f'ulimit -c 0; ulimit -S -t {soft}; ulimit -H -t {hard}; exec "$0" "$@"'
    return [SHELL, "-c", script, *command]


def _limit(pid: int, seconds: float) -> None:
    """Keep a layout that goes wild from taking the machine: its memory, its processor for longer than the timeout.

    The process has not been given its graph yet, so it cannot have gone wild before.
    """
    if sys.platform == "linux":

        def impose(kind: int, soft: int, hard: int) -> None:
            with contextlib.suppress(OSError, ValueError):
                old = resource.prlimit(pid, kind)
                soft, hard = (
                    new if n == resource.RLIM_INFINITY else min(new, n)
                    for new, n in zip((soft, hard), old, strict=True)
                )
                resource.prlimit(pid, kind, (soft, hard))

        impose(resource.RLIMIT_AS, _MEMORY, _MEMORY)
        impose(resource.RLIMIT_CPU, *_processor_time(seconds))
        impose(resource.RLIMIT_CORE, 0, 0)


def _processor_time(seconds: float) -> tuple[int, int]:
    """The seconds after which the system ends a process, in two steps; the timeout comes first if argmap is there."""
    return math.ceil(seconds) + 1, math.ceil(seconds) + 2


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether the process itself has ended. It is not waited for, so that its number stays its own for now."""
    if sys.platform in ("win32", "darwin"):  # which cannot tell without that
        return False
    with contextlib.suppress(OSError):
        return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and its children; one that left their group and holds the pipes is not waited for."""
    if sys.platform == "win32":
        process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=_GRACE)
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_GRACE)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
