"""Argdown, the language in which people write argument maps as text (argdown.org).

``loads`` goes from text to tokens and rows (``text``), what they mean (``meaning``) and the map (``mapping``);
``dumps`` and ``edit`` go back (``writing``). Each of these packages knows only those before it. What Argdown has no
syntax for is written as YAML data under the names in ``mapping.keys``, and what even those cannot state in the front
matter, as a patch (``mapping.patch``).
"""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - the types of options are looked up
from typing import TYPE_CHECKING

from argmap.diagnostics import ignored
from argmap.garbage_collection import GarbageCollectionPaused
from argmap.model.map import must_be_map
from argmap.serializers.argdown.mapping.reading import Dialect, read
from argmap.serializers.argdown.writing.editing import edited, read_with_files_of
from argmap.serializers.argdown.writing.writing import write
from argmap.serializers.common.given import folder_of, path_of, refuse_others

if TYPE_CHECKING:
    from argmap.diagnostics import Report
    from argmap.model import ArgumentMap

__all__ = ["Dialect", "dumps", "edit", "loads", "places"]


def loads(
    text: str,
    *,
    report: Report = ignored,
    path: str | Path | None = None,
    folder: str | Path | None = None,
    dialect: Dialect = "argmap",
    include: bool = False,
    hidden: bool = False,
    recover: bool = False,
) -> ArgumentMap:
    r"""Read a map from Argdown text.

    Args:
        text: The document.
        report: Gets every diagnostic.
        path: Where the text comes from.
        folder: Where the files of its sources are; by default that of ``path``.
        dialect: "argmap" keeps ordinary prose that the reference parser damages, and reports it; "official"
            reads exactly as @argdown/core 2.0 does.
        include: Whether ``@include(file)`` is replaced by that file, which must lie in the folder.
        hidden: Whether files that the text names are read if they, or folders that they are in, are hidden.
        recover: Whether to give the best map that the text allows when there are errors.

    Raises:
        ArgdownError: The text cannot be read as it is; it lists every problem.

    >>> m = loads("[Cap]: Rents should be capped.\n  - [Shrink]: A cap shrinks the supply of flats.")
    >>> [relation.id for relation in m.relations]
    ['attack:Shrink>Cap']
    """
    refuse_others(text, report, include=include, hidden=hidden, recover=recover)
    with GarbageCollectionPaused():
        found = read(text, path_of(path), path_of(folder), dialect, include=include, hidden=hidden)
    return found.settled(report, recover=recover)


def places(text: str, *, path: str | Path | None = None) -> dict[str, tuple[int, int]]:
    """Where each record of a text is: line and column by id, both counted from 1.

    >>> places("[Cap]: Rents should be capped.")
    {'Cap': (1, 1)}
    """
    refuse_others(text)
    return read(text, path_of(path), None, "argmap", include=False).places


def dumps(map: ArgumentMap, *, path: str | Path | None = None, folder: str | Path | None = None) -> str:
    """Write a map as Argdown text.

    All maps are laid out in the same way; ``edit`` keeps the layout of a text. What the text cannot state is in the
    front matter under ``argmap:``, so that every map comes back as it was.

    Args:
        map: The map.
        path: Where the text will be.
        folder: Where the files of its sources are; by default that of ``path``. A source whose
            file there holds its text is named, any other is written with its text.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, shrink = Claim("cap", "Rents should be capped."), Claim("shrink", "A cap shrinks supply.")
    >>> print(dumps(ArgumentMap.of(cap, shrink, shrink.attacks(cap))), end="")
    [cap]: Rents should be capped.
      - [shrink]: A cap shrinks supply.
    """
    must_be_map(map)
    with GarbageCollectionPaused():
        return write(map, folder_of(path, folder))


def edit(
    text: str, map: ArgumentMap, *, path: str | Path | None = None, folder: str | Path | None = None
) -> str:
    r"""The text from which a map was read, with what has been changed in the map since.

    The lines change that must and no others: line breaks, comments and blank lines stay, in the front matter too. A
    new claim with its relation is one line below what it bears on, and in the section of that if it names none. Records
    are in the order of the text, unless the map puts those that were there in another one.

    Args:
        text: The text.
        map: The map that was read from it, edited.
        path: Where the text is. Without it, the files that the text names are taken to hold what the sources of the
            map do.
        folder: Where the files of its sources are; by default that of ``path``.

    Raises:
        ArgdownError: The text cannot be read.

    >>> from argmap import Claim
    >>> text = "// to be checked\n[Cap]: Rents should\n  be capped.\n\n[Old]: Rents rise.\n"
    >>> m = loads(text)
    >>> print(edit(text, m.replace(Claim("Old", "Rents have risen."))), end="")
    // to be checked
    [Cap]: Rents should
      be capped.
    <BLANKLINE>
    [Old]: Rents have risen.
    """
    refuse_others(text)
    must_be_map(map)
    with GarbageCollectionPaused():
        reading, shelf = read_with_files_of(
            map,
            folder_of(path, folder),
            lambda shelf: read(text, path_of(path), shelf, "argmap", include=False),
        )
        reading.settled()
        return edited(text, reading, map, path=path_of(path), folder=shelf)
