"""The errors a user can cause: one base class, each with fields to act on.

Every message is lower case and states what was found, where, what was expected and what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from argmap.messages import counted, cut, nearest, position, printable, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Self


class ArgmapError(Exception):
    """Base of everything argmap raises for a reason the user can fix.

    Attributes:
        message: What was found and what was expected, one sentence in lower case.
        path: Where: ``$.claims[3].by`` in a record or JSON text, a file name for whole files, or "".
        ids: The ids of the records concerned.
        found: The offending value, if one value is at fault.
        expected: What would have been right, in words; for programs: the message states it for readers.
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

    @classmethod
    def at(cls, text: str, offset: int, message: str, **fields: Any) -> Self:
        r"""The error for what is at an offset of a text, with its line and column.

        Args:
            text: The text.
            offset: The offset in it, in code points.
            message: What was found and what was expected.
            **fields: The other fields of the error.

        >>> print(FormatError.at("a b\nc ? d", 6, "found '?'", expected="a name"))
        line 2, column 3: found '?'
        """
        line, column = position(text, offset)
        return cls(message, line=line, column=column, **fields)

    @property
    def message(self) -> str:
        """What was found and what was expected, without the position."""
        return str(self.args[0])

    def in_file(self, name: str) -> None:
        """Put the file's name before the path."""
        self.path = f"{name}: {self.path}" if self.path else name

    def __str__(self) -> str:
        """The position, the message, the nearest known name and the hint, in one line without control characters."""
        where = self.path
        if self.line is not None:
            position = f"line {self.line}" + (f", column {self.column}" if self.column is not None else "")
            where = f"{where}: {position}" if where else position
        text = f"{where}: {self.message}" if where else self.message
        if self.nearest is not None:
            text += f"; did you mean {self.nearest!r}?"
        if self.hint:
            text += f" ({self.hint})"
        return printable(text)


Problem = TypeVar("Problem", bound=ArgmapError)


class RecordError(ArgmapError, ValueError):
    """A single record holds a value it may not hold."""


class ReadOnlyError(ArgmapError, AttributeError):
    """A field of a record, a map or data was set; another one is made instead, and the hint says how."""

    __str__ = ArgmapError.__str__


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
    """Words that are not in the source, or appear there more than once.

    Attributes:
        verdict: ``"near"``, ``"absent"`` or ``"ambiguous"``.
        passages: The nearest passage, or every place where the words appear.
    """

    verdict: str = "absent"
    passages: tuple[Any, ...] = ()


class FormatError(ArgmapError, ValueError):
    """Text that is not of the format that it should be."""


class NoMapError(FormatError):
    """A file of a format whose files may hold a map, and which holds none: a note without Argdown."""


class LimitError(FormatError):
    """A file or text that asks for more than the limits of reading allow; the hint says how to raise them.

    Attributes:
        limit: The name of the limit, a field of ``Limits``.
    """

    limit: str = ""


class UnknownFormatError(ArgmapError, ValueError):
    """No reader or writer is known by that name or file suffix."""


class LossyError(ArgmapError, ValueError):
    """A map that the format cannot hold whole, which the writer was asked to refuse.

    Attributes:
        losses: What would be lost, each with id, field and message.
    """

    losses: tuple[Any, ...] = ()


class FileError(ArgmapError, OSError):
    """A file that could not be read or written."""

    __str__ = ArgmapError.__str__


class ReportError(ArgmapError):
    """A report cannot be made: a part or a template that does not exist or does not fit."""


class StyleError(ArgmapError, ValueError):
    """A drawing option outside what it allows."""


class RenderError(ArgmapError, RuntimeError):
    """No layout engine could draw the picture."""


class MissingExtraError(ArgmapError):
    """An optional dependency is not installed; the message holds the pip line that installs it."""


class ArgmapErrorGroup(ExceptionGroup[ArgmapError], ArgmapError):  # noqa: N818 - named as the built-in groups are
    """Several problems of one input, found in one pass; ``exceptions`` lists them.

    ``except ArgmapError`` catches it as well.

    Attributes:
        listed: How many problems the message lists; the others are counted.
    """

    listed: int = 100

    def __new__(cls, message: str, exceptions: Sequence[ArgmapError]) -> Self:  # noqa: D102
        return super().__new__(cls, message, exceptions)

    def __init__(self, message: str, exceptions: Sequence[ArgmapError]) -> None:
        """Keep the group's message and gather the ids of its members."""
        ArgmapError.__init__(self, message, ids=dict.fromkeys(i for e in exceptions for i in e.ids))

    @classmethod
    def of(cls, what: str, problems: Sequence[ArgmapError]) -> Self:
        """All problems of an input under what it is because of them: ``not a valid map: 2 problems``."""
        return cls(f"{what}: {counted(len(problems), 'problem')}", problems)

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
        """The path, the message, then one line for each problem, up to ``listed`` of them."""
        return self._list(self.exceptions)

    def _list(self, problems: Sequence[object]) -> str:
        head = printable(f"{self.path}: {self.message}" if self.path else self.message)
        lines = [f"  {cut(str(problem))}".replace("\n", "\n  ") for problem in problems[: self.listed]]
        if (more := len(problems) - self.listed) > 0:
            lines.append(f"  and {more} more")
        return "\n".join([head, *lines])

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by message, members and fields."""
        return (type(self), (self.message, self.exceptions), dict(self.__dict__))


class InvalidMapError(ArgmapErrorGroup):
    """Records that do not make a map: every problem, each with its path and ids."""


class InvalidFileError(ArgmapErrorGroup, FormatError):
    """A file whose records are not as the format requires: every problem, each with its path."""


class ArgdownError(InvalidFileError):
    """An Argdown text that cannot be read as it is: every problem, each with its line and column.

    Attributes:
        diagnostics: The problems with their lines and a caret under the column.
    """

    diagnostics: tuple[Any, ...] = ()

    def __str__(self) -> str:
        """The path, the message, then each problem above its line, up to ``listed`` of them."""
        return self._list(self.diagnostics)


def raise_all(problems: Sequence[ArgmapError], what: str) -> None:
    """Raise one problem as itself, several as a group.

    Args:
        problems: The problems; if there are none, nothing happens.
        what: What the file is because of them, such as "not a safety case".

    Raises:
        ArgmapError: The problem, if there is one.
        InvalidFileError: All of them, if there are several.
    """
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise InvalidFileError.of(what, problems)


def unknown_name(
    what: str, found: object, known: Iterable[object], kind: type[Problem], **fields: Any
) -> Problem:
    """The error for a name that is none of those known: it lists them and names the nearest.

    Args:
        what: What is named, as in "unknown format": "format".
        found: The name.
        known: The names that are known, in the order in which they are listed.
        kind: The type of the error.
        **fields: Its other fields, such as ``path``.

    >>> print(unknown_name("role", "speeker", ["speaker", "reporter"], RecordError))
    unknown role 'speeker', expected one of: speaker, reporter; did you mean 'speaker'?
    """
    names = [str(name) for name in known]
    listed = ", ".join(names)
    near = nearest(found, names) if isinstance(found, str) else None
    about: dict[str, Any] = {"found": found, "expected": listed, "nearest": near}
    return kind(f"unknown {what} {shown(found)}, expected one of: {listed}", **{**about, **fields})
