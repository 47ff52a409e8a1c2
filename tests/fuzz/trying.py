"""One document tried as users would: read, checked, outlined, drawn, written in every format, and read again."""

from __future__ import annotations

import signal
import traceback
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve

import argmap
from argmap import ArgmapError, ArgumentMap, Claim, Party
from argmap.exchange import FORMATS
from argmap.serializers import argdown, markdown
from argmap.syntax.encoding import decoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random
    from types import FrameType

SECONDS = 5.0  # of processor time, for one document with all that is made of it
WHOLE = ("argmap-json", "argdown", "markdown")  # formats that hold everything: what is read back is equal
EDITS = {"argdown": argdown.edit, "markdown": markdown.edit}
EXPECTED = (argmap.ReadWarning, argmap.LossWarning, argmap.SmallTextWarning)
WRITERS = tuple(row.name for row in FORMATS if row.writes)
READERS = tuple(row.name for row in FORMATS if row.reads)


class Trial(NamedTuple):
    """What became of a document.

    Attributes:
        verdict: "read" or "refused", which are right; "foreign" for an error that is not argmap's, "unreadable" for
            what was written and cannot be read, "unequal" for what comes back changed from a format that holds
            everything, "slow" and "memory".
        stage: What was being done: "load", "recover", "check", "dump gsn" ...
        error: The type of the error.
        place: The place in argmap's code where it arose.
        message: The error's message.
    """

    verdict: str
    stage: str = ""
    error: str = ""
    place: str = ""
    message: str = ""

    @property
    def right(self) -> bool:
        """Whether argmap did what it promises."""
        return self.verdict in ("read", "refused")


class TooSlow(BaseException):
    """Not an Exception, so that nothing on the way takes it for an error of its own."""


class WrongError(Exception):
    """A finding of the harness itself."""


def tried(raw: bytes, format: str, *, writers: Sequence[str] = WRITERS, edits: Random | None = None) -> Trial:
    """What becomes of a document.

    Args:
        raw: The document.
        format: The format that it is read as.
        writers: The formats that it is written in once it is read.
        edits: Whether to edit its text too, if it is Argdown or has it, and by which random numbers.
    """
    stage = ["load"]
    with warnings.catch_warnings(), _limited():
        warnings.simplefilter("error")
        for category in EXPECTED:
            warnings.simplefilter("ignore", category)
        try:
            return _tried(raw, format, writers, edits, stage)
        except WrongError as wrong:
            return _of(str(wrong), stage[0], wrong.__cause__)
        except TooSlow as slow:
            return _of("slow", stage[0], slow)
        except MemoryError as error:
            return _of("memory", stage[0], error)
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            return _of("foreign", stage[0], error)


def _tried(raw: bytes, format: str, writers: Sequence[str], edits: Random | None, stage: list[str]) -> Trial:
    try:
        m = argmap.loads(raw, format=format)
    except ArgmapError as error:
        refused = Trial("refused", "load", type(error).__name__)
        str(error)
        stage[0] = "recover"
        try:
            m = argmap.loads(raw, format=format, on_error="recover").map
        except ArgmapError as again:
            str(again)
            return refused
    looks: tuple[tuple[str, Callable[[ArgumentMap], Any]], ...] = (
        ("check", argmap.check),
        ("outline", argmap.outline),
        ("draw", argmap.to_dot),
    )
    for stage[0], look in looks:
        try:
            look(m)
        except ArgmapError as error:
            str(error)
    for name in writers:
        _written(m, name, stage)
    if edits and format in EDITS:
        stage[0] = "edit"
        _edited(raw, m, edits, format)
    return Trial("read")


def _written(m: ArgumentMap, format: str, stage: list[str]) -> None:
    """Write a map, and read what was written."""
    stage[0] = f"dump {format}"
    try:
        raw = argmap.dumps(m, format=format, lossy="ignore").encode()
    except ArgmapError as error:
        str(error)
        return
    if format not in READERS:
        return
    stage[0] = f"read again {format}"
    try:
        back = argmap.loads(raw, format=format)
    except ArgmapError as error:
        raise WrongError("unreadable") from error
    if format in WHOLE and back != m:
        raise WrongError("unequal")


def _edited(raw: bytes, m: ArgumentMap, random: Random, format: str) -> None:
    """Put an edited map into the text that it was read from."""
    text = decoded(raw)
    for _ in range(random.randrange(1, 3)):
        m = random.choice((_with_claim, _with_party, _without))(m, random)
    try:
        again = EDITS[format](text, m)
    except ArgmapError as error:
        str(error)
        return
    try:
        back = argmap.loads(again, format=format)
    except ArgmapError as error:
        raise WrongError("unreadable") from error
    if {record.id: _unplaced(record) for record in back} != {record.id: _unplaced(record) for record in m}:
        raise WrongError("unequal")


def _unplaced(record: Any) -> Any:
    """A claim that is new without its section: one that names none goes to that of what it bears on."""
    return (
        evolve(record, section=None) if isinstance(record, Claim) and record.id.startswith("new ") else record
    )


def _with_claim(m: ArgumentMap, random: Random) -> ArgumentMap:
    claim = Claim(f"new {random.random()}", random.choice(("Tea.", "a *b", "(1) x {by: y}", "#t")))
    if m.claims and random.random() < 0.7:
        other = random.choice(m.claims)
        claim = evolve(claim, section=other.section)  # its line will be below that of the other one
        return m.add(claim, claim.supports(other))
    return m.add(claim)


def _with_party(m: ArgumentMap, random: Random) -> ArgumentMap:
    return m.add(Party(f"p{random.random()}", "Pat"))


def _without(m: ArgumentMap, random: Random) -> ArgumentMap:
    return m.without(random.choice(m.claims).id, cascade=True) if m.claims else m


@contextmanager
def _limited() -> Iterator[None]:
    """Stop what takes too much processor time, where the system can."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_: int, frame: FrameType | None) -> None:
        raise TooSlow(f"in {frame.f_code.co_name}" if frame else "")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _of(verdict: str, stage: str, error: BaseException | None) -> Trial:
    if error is None:
        return Trial(verdict, stage)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "argmap" in Path(f.filename).parts]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno} {frames[-1].name}" if frames else ""
    return Trial(verdict, stage, type(error).__name__, place, str(error)[:300])
