"""How much a file may ask of the machine: limits that every reader keeps, and how to raise them."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, ClassVar, Final

from attrs import Attribute, define, field, fields, frozen

from argmap.errors import ArgmapError, FormatError, LimitError
from argmap.messages import Hint, being_read, shown
from argmap.values import Frozen, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from argmap.diagnostics import Diagnostic

    Name = Literal["bytes", "characters", "nodes", "claims", "problems"]


def _whole(_: Limits, attribute: Attribute[int], value: object) -> None:
    if type(value) is not int or value < 1:
        raise ArgmapError(
            f"the limit {attribute.name} is {shown(value)}, expected a whole number from 1 on", found=value
        )


def _as_int(value: int) -> int:
    """A whole number of any kind as one of Python; what is none is left to the validator."""
    found = whole(value)
    return value if found is None else found


def _limit(default: int) -> int:
    return field(default=default, converter=_as_int, validator=_whole)


@frozen(kw_only=True, repr=False)
class Limits(Frozen):
    """The most that reading may ask for. The defaults are far above every file known, and keep a small machine alive.

    Attributes:
        bytes: Of one file, or of one text that is read.
        characters: Code points that included files, aliases, entities and the defaults of attributes may add to a text.
        nodes: Values of a JSON or YAML document and elements of an XML document; a value that an alias adds counts as
            ten, and so does a statement of RDF.
        claims: Claims that a number alone makes, as ``p af 3`` makes three.
        problems: Problems that the message of one error lists; others are counted.

    Raises:
        ArgmapError: A limit is not a whole number from 1 on.

    >>> from argmap import Limits, loads
    >>> loads("p af 3", format="iccma", limits=Limits(claims=5_000_000)).claims
    (Claim('1'), Claim('2'), Claim('3'))
    """

    _REFUSAL: ClassVar = ArgmapError

    bytes: int = _limit(500_000_000)
    characters: int = _limit(20_000_000)
    nodes: int = _limit(10_000_000)
    claims: int = _limit(200_000)
    problems: int = _limit(100)

    @property
    def changed(self) -> tuple[str, ...]:
        """What differs from the usual limits, written like ``claims=5000000``."""
        pairs = ((each, getattr(self, each.name)) for each in fields(Limits))
        return tuple(f"{each.name}={value}" for each, value in pairs if value != each.default)

    def __repr__(self) -> str:
        """The limits that are not the usual ones."""
        return f"Limits({', '.join(self.changed)})"


NAMES: Final = tuple(each.name for each in fields(Limits))
UNLIMITED: Final = Limits(**dict.fromkeys(NAMES, sys.maxsize))
"""For text that argmap has just written itself."""

HEAVY: Final = 10  # nodes that something counts for which a few letters make, or which takes much memory
_USUAL: Final = Limits()
_IN_FORCE: ContextVar[Limits] = ContextVar("limits", default=_USUAL)


def in_force() -> Limits:
    """The limits of the call of ``load`` or ``loads`` that is running; elsewhere the usual ones."""
    return _IN_FORCE.get()


@contextmanager
def imposed(limits: Limits | None) -> Iterator[None]:
    """Read within these limits; None leaves those that are in force.

    >>> with imposed(Limits(claims=7)):
    ...     in_force()
    Limits(claims=7)

    Raises:
        ArgmapError: ``limits`` are no ``Limits``.
    """
    if limits is None:
        yield
        return
    _refuse_others(limits)
    token = _IN_FORCE.set(limits)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def _refuse_others(given: object) -> None:
    if not isinstance(given, Limits):
        message = f"limits are {shown(given)}, expected Limits(…) with one of: {', '.join(NAMES)}"
        raise ArgmapError(message, found=given, expected="Limits")


def as_error(d: Diagnostic) -> FormatError:
    """The error for what a reader reports: of a limit, if the hint says how to raise one."""
    raised = d.hint.options.get("limits") if isinstance(d.hint, Hint) else None
    kind = LimitError if isinstance(raised, Limits) else FormatError
    error = kind(d.message, path=d.path, ids=d.ids, hint=d.hint, line=d.line, column=d.column)
    if isinstance(error, LimitError) and isinstance(raised, Limits):
        error.limit = raised.changed[0].partition("=")[0]
    return error


@define
class Growth:
    """What a text has grown by while it is read, by all that makes more of it than is written there, together.

    Attributes:
        characters: Code points that aliases, entities, defaults and included files have added.
        nodes: Values that aliases have added.
    """

    characters: int = 0
    nodes: int = 0

    def by(self, what: str, characters: int, nodes: int = 0) -> None:
        """Count what was added.

        Raises:
            LimitError: It is more than the limits in force allow; the caller adds the position.

        >>> text = Growth()
        >>> text.by("aliases", 3)
        >>> text.by("defaults of attributes", 4)
        >>> text
        Growth(characters=7, nodes=0)
        """
        limits = in_force()
        self.characters += characters
        self.nodes += nodes
        if self.characters > limits.characters:
            found = f"{what} add {self.characters:,} characters or more"
            raise exceeded("characters", limits.characters, found)
        if self.nodes * HEAVY > limits.nodes:
            found = f"{what} add {self.nodes:,} values or more, each of which counts as {HEAVY} nodes"
            raise exceeded("nodes", limits.nodes, found)


def growth() -> Growth:
    """That of the text that is being read; elsewhere a new one, so that each document counts by itself."""
    text = being_read()
    if text is None:
        return Growth()
    if not isinstance(text.grown, Growth):
        text.grown = Growth()
    return text.grown


def exceeded(name: Name, most: int, what: str, needed: int | None = None) -> LimitError:
    """The error for what is beyond a limit, with the way to raise it; the caller adds the position.

    Args:
        name: The limit.
        most: Its value, as it was in force.
        what: What was found: "p af 2000000 asks for 2,000,000 claims".
        needed: The value that would be enough, if it is known; else ten times the limit is suggested.

    >>> print(exceeded("claims", 10, "found 12 claims", 12))
    found 12 claims, the limit is 10 (if the file is to be trusted, read it with limits=Limits(claims=12))
    """
    wanted = Limits(**{name: needed or 10 * most})
    hint = Hint("if the file is to be trusted, read it with {limits}", limits=wanted)
    error = LimitError(f"{what}, the limit is {most:,}", expected=f"at most {most:,}", hint=hint)
    error.limit = name
    return error
