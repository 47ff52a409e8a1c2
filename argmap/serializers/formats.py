"""The table of formats: who reads and writes what, by name and by file suffix."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from attrs import frozen

from argmap.errors import UnknownFormatError, nearest

if TYPE_CHECKING:
    from argmap.model import ArgumentMap


@frozen
class Format:
    """A row of the table.

    Attributes:
        name: What ``format=`` calls it.
        suffixes: File name endings that mean it, longest first.
        media_type: Its media type.
        module: Where its ``loads`` and ``dumps`` are.
        description: One line for lists of formats.
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    module: str
    description: str

    def loads(self, text: str | bytes) -> ArgumentMap:
        """Read a map from text of this format."""
        loaded: ArgumentMap = self._module().loads(text)
        return loaded

    def dumps(self, map: ArgumentMap) -> str:
        """Write a map as text of this format."""
        written: str = self._module().dumps(map)
        return written

    def _module(self) -> Any:
        return import_module(self.module)


NATIVE = Format(
    "argmap-json",
    (".argmap.json",),
    "application/vnd.argmap+json",
    "argmap.serializers.native",
    "everything a map holds, the native format",
)
FORMATS = (NATIVE,)


def by_name(name: str) -> Format:
    """The format of this name.

    Raises:
        UnknownFormatError: No format has it; the error lists the names.
    """
    for row in FORMATS:
        if row.name == name:
            return row
    names = [row.name for row in FORMATS]
    raise UnknownFormatError(
        f"unknown format {name!r}, expected one of: {', '.join(names)}",
        found=name,
        expected=", ".join(names),
        nearest=nearest(name, names),
    )


def by_suffix(file_name: str) -> Format:
    """The format that a file's name ends for.

    Raises:
        UnknownFormatError: No format has that suffix; the error lists the known ones.
    """
    for row in FORMATS:
        if file_name.lower().endswith(row.suffixes):
            return row
    known = [suffix for row in FORMATS for suffix in row.suffixes]
    raise UnknownFormatError(
        f"no format is known by the suffix of this file, expected one of: {', '.join(known)}",
        path=file_name,
        found=file_name,
        expected=", ".join(known),
        hint=f"name it with format=, one of: {', '.join(row.name for row in FORMATS)}",
    )


def loads(text: str | bytes, *, format: str = NATIVE.name) -> ArgumentMap:
    """Read a map from text.

    Args:
        text: The text, or its bytes in UTF-8.
        format: The format's name; native JSON unless said otherwise.

    Raises:
        UnknownFormatError: No format has that name.
        FormatError: The text is not what the format says, with line or path.
        InvalidMapError: Records that do not make a map.

    >>> loads('{"argmap": "1.0", "claims": [{"id": "cap"}]}').claims
    (Claim('cap'),)
    """
    return by_name(format).loads(text)


def dumps(map: ArgumentMap, *, format: str = NATIVE.name) -> str:
    """Write a map as text.

    Args:
        map: The map.
        format: The format's name; native JSON unless said otherwise.

    Raises:
        UnknownFormatError: No format has that name.

    >>> from argmap import ArgumentMap
    >>> loads(dumps(ArgumentMap.of(title="Rent cap"))).title
    'Rent cap'
    """
    return by_name(format).dumps(map)
