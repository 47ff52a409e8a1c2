"""What was written, read as ``load`` would read the file: through bytes, with its companions and options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.errors import ArgmapError, FormatError
from argmap.exchange.format import NO_OPTIONS
from argmap.exchange.loading import read_text
from argmap.exchange.registry import NATIVE
from argmap.limits import UNLIMITED, imposed
from argmap.syntax.encoding import decoded, utf8

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from argmap.exchange.format import Format
    from argmap.model import ArgumentMap


def is_trusted(row: Format) -> bool:
    """Whether a format is known to give back what it was given, so that nobody has to look.

    The native one alone: what is written and read are rows derived from the records themselves, without escaping or
    names of its own, and a law of the tests reads back hostile maps. Measuring would treble the time of writing.
    """
    return row is NATIVE


def read_back(
    map: ArgumentMap,
    text: str,
    row: Format,
    options: Mapping[str, Any] = NO_OPTIONS,
    path: Path | None = None,
) -> ArgumentMap:
    """The map that a text means which a format made of one.

    Limits do not count, as they can be raised for the file.

    Args:
        map: The map.
        text: The text.
        row: The format.
        options: Those of the writer; those that the reader takes as well are given to it.
        path: The file that will hold the text.

    Raises:
        FormatError: The text cannot be read back.
    """
    companions = {name: words for name, (_, words) in row.companions(map).items()}
    shared = {name: options[name] for name in options.keys() & row.takes("loads")}
    try:
        with imposed(UNLIMITED):
            return read_text(row, decoded(utf8(text)), shared | companions, path=path).map
    except ArgmapError as error:
        raise FormatError(
            f"what was written as {row.name} cannot be read back: {error}",
            ids=error.ids,
        ) from error
