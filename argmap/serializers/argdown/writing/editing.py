"""Putting an edited map back into the text that it was read from: what has not changed stays as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from argmap.diagnostics import Severity
from argmap.model.records import COLLECTIONS
from argmap.serializers.argdown.mapping.keys import AUTHOR_DATA, RESIDUE
from argmap.serializers.argdown.mapping.reading import read
from argmap.serializers.argdown.writing.adding import add
from argmap.serializers.argdown.writing.changes import PLACED, Changes, reordered, with_sections
from argmap.serializers.argdown.writing.fronts import revise
from argmap.serializers.argdown.writing.removing import doomed, remove
from argmap.serializers.argdown.writing.tree import tree_of
from argmap.serializers.argdown.writing.updating import name_untitled, update
from argmap.serializers.argdown.writing.writing import front_matter, is_ambiguous, write
from argmap.serializers.common.residue import mapping

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from argmap.model import ArgumentMap
    from argmap.serializers.argdown.mapping.reading import Reading
    from argmap.serializers.argdown.meaning.source_files import Shelf

_MARK: Final = "\ufeff"  # of byte order: no offset counts it


def read_with_files_of(
    m: ArgumentMap, folder: Path | None, read: Callable[[Shelf | None], Reading]
) -> tuple[Reading, Shelf | None]:
    """What a text means to those who have its files, and where these are.

    If that is not known, the files that the text names without stating their words hold what the map's sources do.
    """
    reading = read(folder)
    named = {s.id for s in reading.map.sources if s.file and not s.text}
    if folder is not None or not named:
        return reading, folder
    shelf = {s.id: s for s in m.sources if s.id in named and s.file and s.text}
    return read(shelf), shelf


def edited(text: str, reading: Reading, m: ArgumentMap, *, path: Path | None, folder: Shelf | None) -> str:
    """The text of an edited map; see ``argmap.serializers.argdown.edit``."""
    if reading.map == m:
        return text
    mark, text = text[: text.startswith(_MARK)], text.removeprefix(_MARK)
    before = reading.map
    group = mapping(mapping(m.data, AUTHOR_DATA), "group")
    if not group.get("regroup"):  # which states what is in which section
        m = with_sections(m, before)
    found = _edited(text, reading, m, folder)
    if found is not None and _means(found, m, before, path, folder):
        return mark + found
    return mark + (write(m, folder) or "\n")


def _edited(
    text: str, reading: Reading, m: ArgumentMap, shelf: Shelf | None, *, keys: bool = False
) -> str | None:
    """The text with the lines changed that must be; None if it cannot be taken apart.

    Args:
        text: The text.
        reading: What it was read as.
        m: The map.
        shelf: Where the texts of its sources in files are.
        keys: Whether keys count in the text even if they did not.
    """
    tree = tree_of(text, reading)
    if tree is None or reading.meaning.exploded:
        return None
    changes = Changes.between(reading, m, keys=keys)
    stated = _stated(text, changes, reading.map, shelf, keys=reading.front.keys)
    lost = doomed(tree, changes)
    update(tree, changes)
    name_untitled(tree, changes, lost)
    add(tree, changes, remove(tree, lost))
    states = _stated(tree.body, changes, m, shelf, keys=changes.new.keys or changes.keyed)
    if is_ambiguous(changes.new, states):  # keys of the author would begin to count
        return _edited(text, read(text, None, shelf, "argmap", include=False), m, shelf, keys=True)
    head = tree.head
    revise(tree, stated, states, changes.spelling.dates)
    body = tree.body
    if tree.head and not head:
        tree.head, body = tree.head + "\n", body.lstrip("\r\n")
    elif head and not tree.head:
        body = body.lstrip("\r\n")
    found = tree.top + tree.head + body
    if tree.lines and not tree.rest:
        found += "\n" if text.endswith(("\n", "\r")) or not tree.lines[-1].tokens else ""
    return re.sub(r"(?<!\r)\n", "\r\n", found) if "\r\n" in text else found


def _stated(
    body: str, changes: Changes, m: ArgumentMap, shelf: Shelf | None, *, keys: bool
) -> dict[str, Any]:
    """What the front matter has to state above a text."""
    return front_matter(m, body, changes.spelling, shelf, keys=keys, in_order=changes.in_order)


def _means(text: str, m: ArgumentMap, before: ArgumentMap, path: Path | None, shelf: Shelf | None) -> bool:
    """Whether a text means a map."""
    found = read(text, path, shelf, "argmap", include=False)
    if any(note.severity is Severity.ERROR for _, note in found.notes.reported):
        return False
    have = found.map
    if (have.title, have.metadata, _plain(have)) != (m.title, m.metadata, _plain(m)):
        return False
    for name in COLLECTIONS.values():
        here, there = getattr(have, name), getattr(m, name)
        if here == there:
            continue
        if name not in PLACED or {r.id: r for r in here} != {r.id: r for r in there}:
            return False
        if reordered(getattr(before, name), there) and here != there:
            return False
    return True


def _plain(m: ArgumentMap) -> dict[str, Any]:
    """The data of a map, aside from the emphasis of its texts, which those have that are not changed."""
    return {name: value for name, value in m.data.items() if name != RESIDUE}
