"""What a format cannot hold, measured: a map is written, read back and compared by id and field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from argmap.exchange.format import NO_OPTIONS
from argmap.exchange.reading_back import is_trusted, read_back
from argmap.exchange.registry import by_name, must
from argmap.messages import counted, printable, shown
from argmap.model import ArgumentMap
from argmap.model.differences import Difference, content_fields, default_of, differences, in_words
from argmap.model.map import must_be_map
from argmap.model.records import COLLECTIONS
from argmap.model.references import renamed
from argmap.values import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from argmap.exchange.format import Format

LISTED = 3  # losses in the message of a warning


@frozen
class Loss(Frozen):
    """Something that does not come back as it went in.

    Attributes:
        id: The record's id, or "" for the map itself.
        field: The field, "order" for the order of records, or "" for a record as a whole.
        message: What becomes of it.

    >>> print(Loss("cap", "weight", "0.5 is lost"))
    'cap': weight: 0.5 is lost
    """

    id: str
    field: str
    message: str

    def __str__(self) -> str:
        """Id, field and message in one line."""
        owner = shown(self.id) if self.id else "the map"
        return printable(": ".join([owner, *([self.field] if self.field else []), self.message]))


class LossWarning(UserWarning):
    """A map was written in a format that cannot hold all of it.

    Attributes:
        format: The format's name.
        losses: Each thing that is lost.
    """

    def __init__(self, format: str, losses: tuple[Loss, ...]) -> None:
        """Keep what ``str()`` puts together."""
        super().__init__(format, losses)
        self.format = format
        self.losses = losses

    def __str__(self) -> str:
        """How many losses there are, and the first few."""
        return f"{self.format} cannot hold everything: {listed(self.losses)}"


def listed(losses: tuple[Loss, ...]) -> str:
    """How many losses there are, and the first few, in one line."""
    n = len(losses)
    more = f"; and {n - LISTED} more" if n > LISTED else ""
    return f"{counted(n, 'loss', 'losses')}: {'; '.join(map(str, losses[:LISTED]))}{more}"


def losses(map: ArgumentMap, format: str, **options: Any) -> tuple[Loss, ...]:
    """What the map would lose if it were written in a format, in the order of the map.

    The map is written, read back and compared; of formats that cannot be read back it is known which fields
    they hold. Where a format forces other ids, each is a loss of the field "id", and nothing else is lost by it.

    Args:
        map: The map.
        format: The format's name.
        **options: What the format's writer takes.

    Raises:
        UnknownFormatError: No format has that name, or it is not written here.
        FormatError: What is written cannot be read back.
        ArgmapError: An option that the format does not have.

    >>> from argmap import ArgumentMap, Claim
    >>> losses(ArgumentMap.of(Claim("cap", weight=0.5)), "argmap-json")
    ()
    """
    must_be_map(map)
    row = by_name(format)
    must(row, "write")
    return () if is_trusted(row) else measured(map, row.dumps(map, options), row, options)


def measured(
    map: ArgumentMap,
    text: str,
    row: Format,
    options: Mapping[str, Any] = NO_OPTIONS,
    path: Path | None = None,
) -> tuple[Loss, ...]:
    """What of the map is not in the text that this format made of it with these options, for this file.

    Raises:
        FormatError: The text cannot be read back.
    """
    if not row.reads:
        return tuple(_unheld(map, row.holds, row.omits(map)))
    return tuple(compared(map, read_back(map, text, row, options, path), row.ids(map)))


def compared(map: ArgumentMap, back: ArgumentMap, ids: Mapping[str, str]) -> Iterator[Loss]:
    """The differences between a map and what came back, whose records may have other ids."""
    for name, old, new in differences(map, back):
        if _renamed(old, ids) != new:
            yield _lost("", Difference(name, old, new), ArgumentMap)
    for kind, group in COLLECTIONS.items():
        yield from _changes(kind, group, map, back, ids)
    known = {ids.get(record.id, record.id) for record in map}
    for record in back:
        if record.id not in known:
            yield Loss(record.id, "", f"the {type(record).__name__.lower()} was not there before")


def _changes(
    kind: Any, group: str, map: ArgumentMap, back: ArgumentMap, ids: Mapping[str, str]
) -> Iterator[Loss]:
    order = []
    images = set(ids.values())
    for record in getattr(map, group):
        new = ids.get(record.id, record.id)
        found = back.get(new) if record.id in ids or new not in images else None
        if type(found) is not kind:
            become = "" if found is None else f": it comes back as {type(found).__name__}"
            yield Loss(record.id, "", f"the {kind.__name__.lower()} is lost{become}")
            continue
        order.append(new)
        if new != record.id:
            yield Loss(record.id, "id", f"comes back as {shown(new)}")
        if found != record:
            for difference in differences(renamed(record, ids), found):
                yield _lost(record.id, difference, kind)
    known = set(order)
    if order != [r.id for r in getattr(back, group) if r.id in known]:
        yield Loss("", "order", f"the {group} come back in another order")


def _renamed(value: Any, ids: Mapping[str, str]) -> Any:
    """A field of the map itself, with the ids that its records come back with."""
    return tuple([renamed(each, ids) for each in value]) if isinstance(value, tuple) else value


def _unheld(map: ArgumentMap, holds: frozenset[str], omitted: set[str]) -> Iterator[Loss]:
    for name in content_fields(ArgumentMap):
        if name not in holds and getattr(map, name):
            yield Loss("", name, f"{in_words(getattr(map, name))} is lost")
    for kind, group in COLLECTIONS.items():
        held = {name.partition(".")[2] for name in holds if name.startswith(f"{group}.")}
        for record in getattr(map, group):
            if not held or record.id in omitted:
                yield Loss(record.id, "", f"the {kind.__name__.lower()} is lost")
                continue
            for name in content_fields(kind):
                value = getattr(record, name)
                if name not in held and value != default_of(kind, name):
                    yield Loss(record.id, name, f"{in_words(value)} is lost")


def _lost(id: str, difference: Difference, kind: Any) -> Loss:
    name, old, new = difference
    fate = "is lost" if new == default_of(kind, name) else f"comes back as {in_words(new)}"
    return Loss(id, name, f"{in_words(old)} {fate}")
