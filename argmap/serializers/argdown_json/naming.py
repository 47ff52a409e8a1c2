"""Ids for the records of a document, which has titles instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import Factory, frozen

from argmap.ids import FreeIds
from argmap.model.fields import CONTROL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.serializers.argdown_json.export import Export
    from argmap.serializers.argdown_json.vocabulary import Row


@frozen(eq=False)
class Ids:
    """The ids of the records of a document.

    Attributes:
        statements: By title.
        arguments: By title.
        sections: By position, each before those within it.
        steps: By the title of the argument and the number of the inference in it, from 1.
        relations: By position; not of those that are not in the map.
    """

    statements: dict[str, str] = Factory(dict)
    arguments: dict[str, str] = Factory(dict)
    sections: list[str] = Factory(list)
    steps: dict[tuple[str, int], str] = Factory(dict)
    relations: dict[int, str] = Factory(dict)


class Namer:
    """Makes every id once: the one that a row states, or one made of its title or ends.

    >>> name = Namer([{"id": "cap"}])
    >>> name("Rents", "[]"), name("cap", "[]"), name("cap", "<>"), name("a>b"), name("a>b")
    ('Rents', '[cap]', '<cap>', 'a>b', 'a>b/2')
    """

    def __init__(self, rows: list[Row]) -> None:
        """Take the ids that rows state before any other is made."""
        self._stated: dict[int, str] = {}  # by the identity of the row
        self._ids = FreeIds(separator="/")
        for row in rows:
            stated: Any = row.get("id")
            legal = isinstance(stated, str) and stated and not CONTROL.search(stated)
            if legal and stated not in self._ids:
                self._stated[id(row)] = stated
                self._ids.take(stated)

    def __call__(self, wanted: str, brackets: str = "", row: Row | None = None) -> str:
        """The id that a row states, or else the wanted one: in brackets or numbered while another record has it."""
        if id(row) in self._stated:
            return self._stated[id(row)]
        name = CONTROL.sub(" ", wanted) or brackets
        while brackets and name in self._ids:
            name = f"{brackets[0]}{name}{brackets[1]}"
        return self._ids.give(name)


def identified(export: Export) -> Iterator[Row]:
    """The rows that may have an ``id``, which our writer adds: exports of the Argdown tools have none there."""
    for element in (*export.statements.values(), *export.arguments.values()):
        yield element.row
        yield from (row["inference"] for row in element.pcs if isinstance(row.get("inference"), dict))
    yield from export.relations
