"""Files of a reference manager: the items of a ``.bib`` or CSL-JSON file by their keys."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from argmap.citing.items import check_item
from argmap.errors import ArgmapError, FormatError, UnknownIdError, raise_all
from argmap.filesystem import read_bytes
from argmap.messages import nearest, shown
from argmap.values import file_name

if TYPE_CHECKING:
    from pathlib import Path

_BY: Final = ("citation-key", "id")
"""What an item of CSL-JSON is called by, the first that it has."""


class Bibliography(Mapping[str, dict[str, Any]]):
    """Items of CSL-JSON by their keys, in the order of the file.

    Raises:
        UnknownIdError: No item has the key that is asked for; it names the nearest.
    """

    def __init__(self, items: Mapping[str, dict[str, Any]]) -> None:
        """Keep the items."""
        self._items = dict(items)

    def __getitem__(self, key: str) -> dict[str, Any]:
        if key in self._items:
            return self._items[key]
        near = nearest(key, self._items) if isinstance(key, str) else None
        raise UnknownIdError(f"no item has the key {shown(key)}", found=key, nearest=near)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return f"Bibliography({', '.join(map(shown, self))})"


def bibliography(path: str | Path) -> Bibliography:
    """The items of a ``.bib`` file (BibTeX, BibLaTeX) or a CSL-JSON file by their keys, for ``Source.citation``.

    Both are what Zotero and other reference managers export.

    Args:
        path: The file, in UTF-8; one that begins with ``[`` or ``{`` is CSL-JSON.

    Raises:
        FileError: It cannot be read.
        FormatError: It is neither, or an entry of it is wrong; with its line.
        InvalidFileError: Several of them are.
        MissingExtraError: BibTeX needs the extra ``report``.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "rents.json").write_text('[{"id": "smith2024", "type": "book", "title": "Rents"}]')
    ...     bibliography(f"{folder}/rents.json")["smith2024"]
    {'id': 'smith2024', 'type': 'book', 'title': 'Rents'}
    """
    name = file_name(path)
    try:
        text = read_bytes(path).decode("utf-8-sig")
        return Bibliography(_items(text))
    except UnicodeDecodeError as error:
        raise FormatError(f"not text in UTF-8: {error}", path=name, expected="UTF-8 text") from None
    except FormatError as error:
        error.in_file(name)
        raise


def _items(text: str) -> dict[str, dict[str, Any]]:
    if text.lstrip()[:1] in ("[", "{"):
        return _json_items(text)
    from argmap.citing.bibtex import items  # noqa: PLC0415 - needs an extra

    return items(text)


def _json_items(text: str) -> dict[str, dict[str, Any]]:
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise FormatError(f"not JSON: {error}", line=line, expected="a list of items of CSL-JSON") from None
    made: dict[str, dict[str, Any]] = {}
    problems: list[ArgmapError] = []
    for n, item in enumerate(found if isinstance(found, list) else [found]):
        if not isinstance(item, dict):
            problems.append(
                FormatError(f"found {shown(item)} where an item is expected", path=f"$[{n}]", found=item)
            )
            continue
        key = next((str(item[name]) for name in _BY if name in item), str(n + 1))
        try:
            check_item(item)
        except ArgmapError as error:
            problems.append(
                FormatError(
                    error.message,
                    path=error.path.replace("citation", f"$[{n}]", 1),
                    found=error.found,
                    nearest=error.nearest,
                    hint=error.hint,
                )
            )
        if key in made:
            problems.append(FormatError(f"two items have the key {shown(key)}", path=f"$[{n}]", found=key))
        made[key] = item
    raise_all(problems, "not CSL-JSON")
    return made
