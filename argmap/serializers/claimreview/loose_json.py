"""JSON as web sites write it: strict JSON, or JSON with small mistakes of which it is clear what they mean."""

from __future__ import annotations

import json as standard
import math
import re
from typing import Any, Final, NamedTuple

from argmap.errors import FormatError, LimitError
from argmap.syntax import json

_HALF: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\(?:u|.)",
    re.DOTALL,
)


class Loose(NamedTuple):
    """A JSON value.

    Attributes:
        value: The value.
        problem: The first mistake in its text, and how it was read; None if there is none.
    """

    value: Any
    problem: FormatError | None = None


def loads(text: str) -> Loose:
    r"""The value of a JSON text.

    Of a key that comes twice the last value counts, as in web browsers; numbers that are not finite are null;
    half of a letter, as cutting a text leaves it, is U+FFFD; and line ends within a text are part of it.

    >>> loads('{"a": NaN}').value, str(loads('{"a": NaN}').problem)[:44]
    ({'a': None}, 'line 1, column 7: not JSON: the number NaN i')

    Raises:
        FormatError: Not JSON.
        LimitError: It has more values than the limits in force allow.
    """
    try:
        return Loose(json.loads(text))
    except LimitError:
        raise
    except FormatError as error:
        mending = _Mending()
        try:
            value = mending.value(text)
        except (ValueError, RecursionError):
            raise error from None
        error.args = (f"{error.message}; {' and '.join(mending.done)}",)
        error.hint = ""
        return Loose(value, error)


class _Mending:
    """Reads a text, and notes what it had to mend."""

    def __init__(self) -> None:
        self._done: dict[str, None] = {}

    @property
    def done(self) -> tuple[str, ...]:
        return tuple(self._done)

    def value(self, text: str) -> Any:
        whole = _HALF.sub(self._letter, text) if "\\u" in text else text
        try:
            return self._parsed(whole, strict=True)
        except ValueError:
            value = self._parsed(whole, strict=False)
            self._done["line ends and other control characters within texts are part of them"] = None
            return value

    def _parsed(self, text: str, *, strict: bool) -> Any:
        return standard.loads(
            text,
            strict=strict,
            object_pairs_hook=self._object,
            parse_float=self._number,
            parse_constant=self._number,
        )

    def _letter(self, found: re.Match[str]) -> str:
        if found["half"] is None:
            return found[0]
        self._done["half of a letter is read as U+FFFD"] = None
        return "\ufffd"

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            self._done["of a key that comes twice the last value counts"] = None
        return found

    def _number(self, word: str) -> float | None:
        number = float(word)
        if math.isfinite(number):
            return number
        self._done["a number that is not finite is read as null"] = None
        return None
