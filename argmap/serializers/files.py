"""Maps in files: read whole or not at all, written whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.errors import ArgmapError, FileError
from argmap.filesystem import read_bytes, write_text
from argmap.serializers.formats import by_name, by_suffix

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.model import ArgumentMap


def load(path: str | Path, *, format: str | None = None) -> ArgumentMap:
    """Read a map from a file.

    Args:
        path: The file.
        format: The format's name; by the file's suffix unless said otherwise.

    Raises:
        FileError: The file cannot be read.
        UnknownFormatError: Neither the name nor the suffix is known.
        FormatError: The text is not what the format says; the path starts with the file's name.
        InvalidMapError: Records that do not make a map.
    """
    row = by_name(format) if format else by_suffix(str(path))
    raw = read_bytes(path)
    try:
        return row.loads(raw)
    except ArgmapError as error:
        error.in_file(str(path))
        raise


def dump(map: ArgumentMap, path: str | Path, *, format: str | None = None) -> None:
    """Write a map to a file. If anything fails, the file stays as it was.

    Args:
        map: The map.
        path: The file.
        format: The format's name; by the file's suffix unless said otherwise.

    Raises:
        UnknownFormatError: Neither the name nor the suffix is known.
        FileError: The file cannot be written.
    """
    row = by_name(format) if format else by_suffix(str(path))
    write_text(path, row.dumps(map))


__all__ = ["FileError", "dump", "load"]
