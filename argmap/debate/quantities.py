"""Every figure and date of a map, with whoever states it and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from argmap.debate.answers import listed
from argmap.model import Quantity, Source
from argmap.model.map import must_be_map
from argmap.model.references import with_parts
from argmap.tables import Table
from argmap.words import Locator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import ArgumentMap, Quote
    from argmap.model.records import Record
    from argmap.tables import Cell, Columns


@frozen
class StatedQuantity:
    """A figure or date, whose it is and where it stands.

    Attributes:
        quantity: The figure or date.
        record: Id of the evidence that states it, or of the source whose provenance it belongs to.
        held_by: Ids of the parties that state it: the holder of the evidence, or whoever issued the source.
        via: Ids of the parties through whom it is reported, nearest first.
        quote: The words: its own quote, or the first of its record; None if there is none.
        place: Where these are: page, paragraph or line, with the number of the source if there are several texts; ""
            if their position is not known.
    """

    quantity: Quantity
    record: str
    held_by: tuple[str, ...]
    via: tuple[str, ...]
    quote: Quote | None
    place: str

    COLUMNS: ClassVar[Columns] = {
        "value": float,
        "date": str,
        **dict.fromkeys(("unit", "qualifier", "of", "when", "baseline", "held_by", "via", "record"), str),
        **dict.fromkeys(("quote", "source", "place"), str),
        "start": int,
    }

    def row(self) -> dict[str, Cell]:
        """The fields, those of the quantity one by one: ``value`` of a number, ``date`` of a date."""
        q, quote = self.quantity, self.quote
        return {
            "value": None if isinstance(q.value, str) else q.value,
            "date": q.value if isinstance(q.value, str) else None,
            "unit": q.unit or None,
            "qualifier": q.qualifier,
            "of": q.of or None,
            "when": q.when or None,
            "baseline": q.baseline or None,
            "held_by": listed(self.held_by),
            "via": listed(self.via),
            "record": self.record,
            "quote": quote.exact if quote else None,
            "source": quote.source if quote else None,
            "place": self.place or None,
            "start": quote.start if quote else None,
        }


def quantities(m: ArgumentMap) -> Table[StatedQuantity]:
    """Every figure and date of a map: those of evidence, then the dates of sources, in the order of the map.

    >>> from argmap import ArgumentMap, Evidence, Party, Quantity
    >>> council = Party("council", "City council")
    >>> survey = Evidence("survey", "Over 80% of tenants feared a rise.", by=council,
    ...                   figures=[Quantity(80, "percent", qualifier="over", of="tenants")])
    >>> for row in quantities(ArgumentMap.of(council, survey)).rows():
    ...     print(row["qualifier"], row["value"], row["unit"], row["of"], row["held_by"], row["record"])
    over 80 percent tenants council survey
    """
    must_be_map(m)
    locate = Locator(m)
    sources = {s.id for s in m.sources}
    records = [r for r in m if r.id not in sources]
    return Table(StatedQuantity, (stated for r in (*records, *m.sources) for stated in _stated_in(r, locate)))


def _stated_in(record: Record, locate: Locator) -> Iterator[StatedQuantity]:
    """The quantities of a record."""
    origin = record.provenance if isinstance(record, Source) else record
    by = getattr(origin, "by", None)
    quotes = getattr(origin, "quotes", ())
    for part in with_parts(record):
        if isinstance(part, Quantity):
            quote = part.quote or (quotes[0] if quotes else None)
            yield StatedQuantity(
                quantity=part,
                record=record.id,
                held_by=by if isinstance(by, tuple) else (by,) if by else (),
                via=getattr(origin, "via", ()),
                quote=quote,
                place=locate((quote,)) if quote else "",
            )
