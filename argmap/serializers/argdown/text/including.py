"""``@include(file)``: other files in the place of their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from argmap.errors import ArgmapError
from argmap.filesystem import read_bytes
from argmap.syntax.encoding import decoded

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.serializers.argdown.text.notes import Notes

_INCLUDE: Final = re.compile(r"@include\(([^)\n\r]+)\)")
MAX_SIZE: Final = 50_000_000  # code points of a text with all that it includes


def included(text: str, folder: Path | None, notes: Notes) -> str:
    """The text with every included file in its place.

    Each file counts once; a repetition becomes a comment. Files must lie in the folder or below it.

    Args:
        text: The document.
        folder: Its folder.
        notes: Where problems go.
    """
    seen: set[str] = set()
    pending = [(text, folder)]
    parts: list[str] = []
    size = 0
    while pending:
        piece, here = pending.pop()
        match = _INCLUDE.search(piece)
        if match is None:
            parts.append(piece)
            continue
        parts.append(piece[: match.start()])
        size += len(parts[-1])
        pending.append((piece[match.end() :], here))
        inner = _file(match[1].strip(), here, folder, seen, notes, text.find(match.group()))
        if inner is not None and size < MAX_SIZE:
            pending.append(inner)
        elif inner is None:
            parts.append(f"<!-- {match[1].strip()} -->" if "-->" not in match[1] else "")
    return "".join(parts)


def _file(
    name: str, here: Path | None, folder: Path | None, seen: set[str], notes: Notes, offset: int
) -> tuple[str, Path] | None:
    offset = max(offset, 0)
    if here is None or folder is None:
        message = f"{name!r} is not included, since it is not known where it lies"
        notes.error("include", offset, message, "use load(path)")
        return None
    path = (here / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        message = f"{name!r} lies outside the folder of the document"
        notes.error("include", offset, message, "put it next to the document")
        return None
    if str(path) in seen:
        notes.info("include", offset, f"{name!r} is included already; here it is left out")
        return None
    seen.add(str(path))
    try:
        return decoded(read_bytes(path)), path.parent
    except ArgmapError as error:
        notes.error("include", offset, f"{name!r} cannot be read: {error.message}", error.hint)
        return None
