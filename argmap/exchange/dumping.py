"""Maps to text and to files; what a format cannot hold is reported, never dropped in silence."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from argmap.errors import ArgmapError, FileError, FormatError, LossyError, UnknownFormatError, unknown_name
from argmap.exchange import sniffing
from argmap.exchange.loading import unknown_suffix
from argmap.exchange.losses import LossWarning, listed, measured
from argmap.exchange.reading_back import is_trusted, read_back
from argmap.exchange.registry import NATIVE, by_name, by_suffix, must
from argmap.filesystem import is_folder, is_there, read_bytes, with_suffix, write_text
from argmap.messages import Hint
from argmap.model.map import must_be_map
from argmap.values import file_name

if TYPE_CHECKING:
    from argmap.exchange.format import Format
    from argmap.model import ArgumentMap

Lossy = Literal["warn", "error", "ignore"]


def dumps(map: ArgumentMap, *, format: str = NATIVE.name, lossy: Lossy = "warn", **options: Any) -> str:
    """Write a map as text.

    Args:
        map: The map.
        format: The format's name; native JSON by default.
        lossy: What to do if the format cannot hold everything: "warn" reports it in one ``LossWarning``, "error"
            refuses, "ignore" does not look, which saves reading back what was written.
        **options: What the format's writer takes.

    Raises:
        UnknownFormatError: No format has that name.
        LossyError: The format cannot hold everything, and ``lossy`` is "error".
        FormatError: What was written cannot be read back; with ``lossy="ignore"`` nobody looks.
        ArgmapError: An option that the format does not have.

    >>> from argmap import ArgumentMap
    >>> print(dumps(ArgumentMap.of(title="Rent cap")), end="")
    {
      "argmap": "1.0",
      "title": "Rent cap"
    }
    """
    must_be_map(map)
    return _written(map, by_name(format), lossy, options)


def dump(
    map: ArgumentMap,
    path: str | Path,
    *,
    format: str | None = None,
    lossy: Lossy = "warn",
    **options: Any,
) -> None:
    """Write a map to a file. If anything fails, or what was written cannot be read back, the file stays as it was.

    Companions of a file, such as the text that BRAT annotates, are written next to it, but never over another text.

    Args:
        map: The map.
        path: The file.
        format: The format's name; by the file's suffix by default.
        lossy: What to do if the format cannot hold everything: "warn" reports it in one ``LossWarning``, "error"
            refuses, "ignore" reports nothing. The text is read back in any case, except native JSON.
        **options: What the format's writer takes.

    Raises:
        UnknownFormatError: Neither the name nor the suffix is known, or several formats share the suffix.
        LossyError: The format cannot hold everything, and ``lossy`` is "error".
        FormatError: What would be written cannot be read back.
        FileError: The file cannot be written.
        ArgmapError: An option that the format does not have.
    """
    must_be_map(map)
    row = written_as(path, format)
    file = Path(file_name(path))
    companions = {with_suffix(file, suffix): words for suffix, words in row.companions(map).values()}
    try:
        text = _written(map, row, lossy, options, file)
    except (FormatError, LossyError) as error:
        error.in_file(str(path))
        raise
    new = {other: words for other, words in companions.items() if not is_there(other)}
    for other, words in companions.items():
        if other not in new and read_bytes(other) != words.encode():
            raise FileError(
                f"not written: it has another text than {file.name} is about",
                path=str(other),
                hint="choose another name, or remove it",
            )
    for other, words in new.items():
        write_text(other, words)
    write_text(path, text)


def _written(
    map: ArgumentMap, row: Format, lossy: Lossy, options: dict[str, Any], file: Path | None = None
) -> str:
    """The text of a map, after a look at whether it can be read back and what is lost."""
    if not isinstance(lossy, str) or lossy not in get_args(Lossy):
        raise unknown_name("value of lossy", lossy, get_args(Lossy), ArgmapError)
    must(row, "write")
    if file is not None and "path" in row.takes("dumps"):
        options.setdefault("path", file)
    text = row.dumps(map, options)
    if is_trusted(row):
        return text
    if lossy == "ignore":
        if file is not None and row.reads:
            read_back(map, text, row, options, file)
        return text
    lost = measured(map, text, row, options, file)
    if lost and lossy == "error":
        error = LossyError(
            f"{row.name} cannot hold everything: {listed(lost)}",
            ids=dict.fromkeys(loss.id for loss in lost if loss.id),
            hint=Hint("pass {lossy} to write it all the same", lossy="ignore"),
        )
        error.losses = lost
        raise error
    if lost:
        warnings.warn(LossWarning(row.name, lost), stacklevel=3)
    return text


def written_as(path: str | Path, format: str | None = None) -> Format:
    """The format in which a map goes to a file: that of the name, or by the suffix of the file.

    Raises:
        UnknownFormatError: Neither is known, or several formats share the suffix.
    """
    name = file_name(path)
    row = by_suffix(name) if format is None else by_name(format)
    if row is not None:
        return row
    if name.lower().endswith(".json"):
        return NATIVE  # the one that holds everything
    shared = sniffing.candidates(name)
    if is_folder(name):
        raise FileError("cannot write: it is a folder, not a file", path=name, hint="name a file in it")
    if len(shared) < 2:
        raise unknown_suffix(name)
    raise UnknownFormatError(
        f"several formats are written with the suffix of this file: {', '.join(shared)}",
        path=name,
        found=name,
        expected=", ".join(shared),
        hint=Hint("name one with {format}, or use its own suffix", format=...),
    )
