"""The errors a user can cause: one base class, each with fields to act on.

Every message is lower case and says what was found, where, what was expected and what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Self


LONGEST_NAME = 200  # a longer one is no typing error
BEGUN = 3  # letters with which a name may be meant that is much longer
LONGEST_SHOWN = 80  # of a value in a message, in code points


class ArgmapError(Exception):
    """Base of everything argmap raises for a reason the user can mend.

    Attributes:
        message: What was found and what was expected, one sentence in lower case.
        path: Where: ``$.claims[3].by`` in a record or JSON text, a file name for whole files, or "".
        ids: The ids of the records concerned.
        found: The offending value, if one value is at fault.
        expected: What would have been right, in words.
        nearest: The closest known name when ``found`` is an unknown one.
        hint: What to do about it.
        line: Line in the text that was read, counted from 1, or None.
        column: Column in that line in code points, counted from 1, or None.

    >>> from argmap import ArgumentMap, ArgmapError
    >>> try:
    ...     ArgumentMap.of()["cap"]
    ... except ArgmapError as error:
    ...     print(error)
    unknown id 'cap': the map is empty
    """

    def __init__(
        self,
        message: str,
        *,
        path: str = "",
        ids: Iterable[str] = (),
        found: Any = None,
        expected: str = "",
        nearest: str | None = None,
        hint: str = "",
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        """Keep the fields; ``str()`` puts them together."""
        super().__init__(message)
        self.path = path
        self.ids = tuple(ids)
        self.found = found
        self.expected = expected
        self.nearest = nearest
        self.hint = hint
        self.line = line
        self.column = column

    @property
    def message(self) -> str:
        """What was found and what was expected, without the place."""
        return str(self.args[0])

    def in_file(self, name: str) -> None:
        """Put the file's name before the place."""
        self.path = f"{name}: {self.path}" if self.path else name

    def __str__(self) -> str:
        """The place, the message, the nearest known name and the advice, in one line."""
        place = self.path
        if self.line is not None:
            position = f"line {self.line}" + (f", column {self.column}" if self.column is not None else "")
            place = f"{place}: {position}" if place else position
        text = f"{place}: {self.message}" if place else self.message
        if self.nearest is not None:
            text += f"; did you mean {self.nearest!r}?"
        if self.hint:
            text += f" ({self.hint})"
        return text

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by fields, so that errors cross process borders."""
        return (_rebuild, (type(self), self.message, dict(self.__dict__)))


def _rebuild(kind: type[ArgmapError], message: str, fields: dict[str, Any]) -> ArgmapError:
    error = kind.__new__(kind)
    Exception.__init__(error, message)
    error.__dict__.update(fields)
    return error


class RecordError(ArgmapError, ValueError):
    """A single record holds a value it may not hold."""


class UnknownIdError(ArgmapError, KeyError):
    """An id that no record of the map has.

    Attributes:
        wanted: The types of record that it could have named; empty if any.
    """

    wanted: tuple[type, ...] = ()

    __str__ = ArgmapError.__str__


class DuplicateIdError(ArgmapError, ValueError):
    """Two records that differ share one id."""


class InUseError(ArgmapError, ValueError):
    """A record cannot be removed because relations or records refer to it."""


class QuoteError(ArgmapError, ValueError):
    """Words that are not in the source, or stand there more than once.

    Attributes:
        verdict: ``"near"``, ``"absent"`` or ``"ambiguous"``.
        passages: The nearest passage, or every place where the words stand.
    """

    verdict: str = "absent"
    passages: tuple[Any, ...] = ()


class FormatError(ArgmapError, ValueError):
    """Text that is not what its format says it is."""


class UnknownFormatError(ArgmapError, ValueError):
    """No reader or writer is known by that name or file suffix."""


class LossyError(ArgmapError, ValueError):
    """A map that the format cannot hold whole, where the writer was told to refuse.

    Attributes:
        losses: What would be lost, each with id, field and message.
    """

    losses: tuple[Any, ...] = ()


class FileError(ArgmapError, OSError):
    """A file that could not be read or written."""

    __str__ = ArgmapError.__str__


class StyleError(ArgmapError, ValueError):
    """A drawing option outside what it allows."""


class RenderError(ArgmapError, RuntimeError):
    """No layout engine could draw the picture."""


class MissingExtraError(ArgmapError):
    """An optional dependency is not installed; the message holds the pip line that installs it."""


class ArgmapErrorGroup(ExceptionGroup[ArgmapError], ArgmapError):  # noqa: N818 - named as the built-in groups are
    """Several problems of one input, found in one pass; ``exceptions`` lists them.

    ``except ArgmapError`` catches it as well.
    """

    def __new__(cls, message: str, exceptions: Sequence[ArgmapError]) -> Self:  # noqa: D102
        return super().__new__(cls, message, exceptions)

    def __init__(self, message: str, exceptions: Sequence[ArgmapError]) -> None:
        """Keep the group's message and gather the ids of its members."""
        ArgmapError.__init__(self, message, ids=dict.fromkeys(i for e in exceptions for i in e.ids))

    if TYPE_CHECKING:

        @property
        def exceptions(self) -> tuple[ArgmapError, ...]:
            """The problems."""

    def derive(self, excs: Sequence[ArgmapError]) -> ArgmapErrorGroup:  # type: ignore[override]
        """A group of the same kind with other members, as ``except*`` needs it."""
        group = type(self)(self.message, excs)
        group.path = self.path
        return group

    def __str__(self) -> str:
        """The place, the message, then one line for each problem."""
        head = f"{self.path}: {self.message}" if self.path else self.message
        return "\n".join([head, *(f"  {e}" for e in self.exceptions)])

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by message, members and fields."""
        return (type(self), (self.message, self.exceptions), dict(self.__dict__))


class InvalidMapError(ArgmapErrorGroup):
    """Records that do not make a map: every problem, each with its path and ids."""


class InvalidFileError(ArgmapErrorGroup, FormatError):
    """A file whose records are not what the format says: every problem, each with its path."""


class ArgdownError(InvalidFileError):
    """An Argdown text that cannot be read as it stands: every problem, each with its line and column.

    Attributes:
        diagnostics: The problems with the lines that they stand in and a caret under the place.
    """

    diagnostics: tuple[Any, ...] = ()

    def __str__(self) -> str:
        """The place, the message, then each problem above the line that it stands in."""
        head = f"{self.path}: {self.message}" if self.path else self.message
        return "\n".join([head, *(f"  {d}".replace("\n", "\n  ") for d in self.diagnostics)])


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like ``name``, or None if none is close.

    >>> nearest("counsil", ["council", "owners"])
    'council'
    """
    if len(name) > LONGEST_NAME:
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only errors need it

    names = list(known)
    begun = [other for other in names if other.startswith(name)] if len(name) >= BEGUN else []
    if len(begun) == 1:
        return begun[0]
    found = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=60)
    return None if found is None else found[0]


def shown(value: object) -> str:
    """``repr(value)`` for a message: cut where it is long.

    >>> len(shown("x" * 1_000_000))
    81
    """
    try:
        text = repr(value)
    except ValueError:  # integers of thousands of digits have no repr
        text = f"<{type(value).__name__} without end>"
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
