"""Pieces of messages: values, names, numbers, positions and options in words."""

from __future__ import annotations

import re
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Self

LONGEST_NAME: Final = 200  # a longer one is not a typing error
BEGUN: Final = 3  # letters that may begin a much longer name
COMPARED: Final = 500_000  # names, while one text is read
LONGEST_SHOWN: Final = 80  # of a value in a message, in code points
AROUND: Final = 25  # code points of a text that are shown before the first difference
LONGEST_MESSAGE: Final = 2_000  # of one problem among several, in code points
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINE_END: Final = re.compile(r"\r\n?|\n")


def shown(value: object) -> str:
    """``repr(value)`` for a message: cut where it is long, and not written any further than it is shown.

    >>> len(shown("x" * 1_000_000)), shown([[1, 2]] * 1_000_000)[:20]
    (81, '[[1, 2], [1, 2], [1,')
    """
    text = ""
    try:
        for piece in _written(value):
            text += piece
            if len(text) > LONGEST_SHOWN:
                return f"{text[:LONGEST_SHOWN]}…"
    except Exception:  # noqa: BLE001 - integers of thousands of digits, and objects of others, may have no repr
        return (
            f"<{type(value).__name__} without end>" if isinstance(value, int) else f"<{type(value).__name__}>"
        )
    return text


def _written(value: object) -> Iterator[str]:
    """The pieces of ``repr(value)``; those who stop asking stop the writing, so it goes no deeper than they ask."""
    kind = type(value)
    if kind.__repr__ in (str.__repr__, bytes.__repr__):
        yield repr(value[: LONGEST_SHOWN + 1])  # type: ignore[index]
    elif isinstance(value, (list, tuple)) and kind.__repr__ in (list.__repr__, tuple.__repr__):
        opening, closing = "[]" if isinstance(value, list) else "()"
        yield opening
        for n, item in enumerate(value):
            yield ", " if n else ""
            yield from _written(item)
        yield f",{closing}" if isinstance(value, tuple) and len(value) == 1 else closing
    elif isinstance(value, dict) and kind.__repr__ is dict.__repr__:
        yield "{"
        for n, (key, item) in enumerate(value.items()):
            yield ", " if n else ""
            yield from _written(key)
            yield ": "
            yield from _written(item)
        yield "}"
    else:
        yield repr(value)


def printable(text: str) -> str:
    r"""A line for a terminal or a log: what would move the cursor, end the line or turn its direction, as an escape.

    >>> print(printable("a\x1b[2Jb\u202ec\n"))
    a\x1b[2Jb\u202ec\n
    """
    return _UNPRINTABLE.sub(lambda found: repr(found[0])[1:-1], text)


def cut(message: str) -> str:
    """A message as one of many: without its end if a long id or name makes it longer than a screen."""
    return message if len(message) <= LONGEST_MESSAGE else f"{message[:LONGEST_MESSAGE]}…"


class OneText:
    """What is counted while one text is read, over all documents in it.

    Attributes:
        left: How many names may still be compared: no more are suggested once so many have been that a text full of
            mistakes would take a long time.
        grown: What the text has grown by, if by anything, as the limits count it.
    """

    __slots__ = ("_token", "grown", "left")

    def __init__(self) -> None:
        self.left = COMPARED
        self.grown: object = None

    def __enter__(self) -> None:
        """Begin to count."""
        self._token = _BEING_READ.set(self)

    def __exit__(self, *_: object) -> None:
        """Go on with the text around it, if there is one."""
        _BEING_READ.reset(self._token)


_BEING_READ: ContextVar[OneText | None] = ContextVar("being read", default=None)


def being_read() -> OneText | None:
    """The text that is being read, if one is."""
    return _BEING_READ.get()


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like ``name``, or None if none is close.

    >>> nearest("counsil", ["council", "owners"])
    'council'
    """
    text = being_read()
    if len(name) > LONGEST_NAME or (text is not None and text.left <= 0):
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only errors need it

    names = list(known)
    if text is not None:
        text.left -= len(names)
    begun = [other for other in names if other.startswith(name)] if len(name) >= BEGUN else []
    if len(begun) == 1:
        return begun[0]
    found = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=60)
    return None if found is None else found[0]


def around_difference(first: str, second: str, most: int) -> tuple[str, str]:
    """Two texts; of long ones at most so many code points, from a little before their first difference on.

    >>> around_difference("Rents may rise by no more than three percent.", "Rents may rise by no more than four.", 35)
    ('…may rise by no more than three perc…', '…may rise by no more than four.')
    """
    if max(len(first), len(second)) <= most:
        return first, second
    pairs = enumerate(zip(first, second, strict=False))
    at = next((n for n, (a, b) in pairs if a != b), min(len(first), len(second)))
    start = max(0, at - AROUND)
    one, other = (
        ("…" if start else "") + text[start : start + most] + ("…" if start + most < len(text) else "")
        for text in (str(first), str(second))
    )
    return one, other


def counted(number: int, one: str, many: str = "") -> str:
    """A number of things in words.

    >>> counted(1, "problem"), counted(3, "problem"), counted(2, "loss", "losses")
    ('1 problem', '3 problems', '2 losses')
    """
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def listed(words: Iterable[str]) -> str:
    """Words in a row, with "and" before the last; "" for none.

    >>> listed(["claims", "evidence", "relations"]), listed(["claims"])
    ('claims, evidence and relations', 'claims')
    """
    *others, last = [*words] or [""]
    return f"{', '.join(others)} and {last}" if others else last


def position(text: str, offset: int | None = None) -> tuple[int, int]:
    r"""Line and column of an offset, both counted from 1, columns in code points; the end of the text by default.

    Line feed, carriage return, and both together are one line end each.

    >>> position("Rents rose.\r\nFees fell.", 18)
    (2, 6)
    """
    if offset is None:
        offset = len(text)
    line, begins = 1, 0
    for line_end in _LINE_END.finditer(text, 0, offset + 1):
        if line_end.end() <= offset:
            line, begins = line + 1, line_end.end()
    return line, offset - begins + 1


class Hint(str):
    """Advice that names options: as Python writes them, unless a caller spells them in another way.

    Attributes:
        template: The advice with a field for each option: ``"name it with {format}"``.
        options: The values of the options; `...` for any value.
        of_reader: The names of those options that the reader of a format has.

    >>> hint = Hint("name it with {format}, or pass {groups}", format=..., groups=False)
    >>> print(hint)
    name it with format=, or pass groups=False
    >>> print(hint.spelled(lambda name, value: f"--{name}" if value is ... else f"--no-{name}"))
    name it with --format, or pass --no-groups
    """

    __slots__ = ("of_reader", "options", "template")
    template: str
    options: dict[str, Any]
    of_reader: frozenset[str]

    def __new__(cls, template: str, **options: Any) -> Self:
        """Put the options in as Python writes them."""
        hint = super().__new__(cls, _filled(template, options, _in_python))
        hint.template, hint.options, hint.of_reader = template, options, frozenset()
        return hint

    def owned(self, of_reader: Iterable[str]) -> Self:
        """The same advice, which knows that the options of these names are those of a reader."""
        hint = type(self)(self.template, **self.options)
        hint.of_reader = frozenset(of_reader)
        return hint

    def spelled(self, spell: Callable[[str, Any], str | None]) -> str:
        """The advice with the options as ``spell`` writes a name and a value; as Python does where it gives None."""
        return _filled(self.template, self.options, spell)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by template, options and owner."""
        return _remade, (type(self), self.template, self.options, self.of_reader)


def _remade(kind: type[Hint], template: str, options: dict[str, Any], of_reader: frozenset[str]) -> Hint:
    return kind(template, **options).owned(of_reader)


def _filled(template: str, options: dict[str, Any], spell: Callable[[str, Any], str | None]) -> str:
    return template.format_map(
        {name: spell(name, value) or _in_python(name, value) for name, value in options.items()}
    )


def _in_python(name: str, value: Any) -> str:
    return f"{name}=" if value is ... else f"{name}={value!r}"


OTHER_FORMAT: Final = Hint("name the format with {format} if this is another one", format=...)
