"""One thing that two edits of a map state differently."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import field as attribute
from attrs import frozen

from argmap.change.sentences import LONGEST, in_words
from argmap.change.vocabulary import ORDER
from argmap.messages import around_difference, printable, shown
from argmap.values import Frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.tables import Cell


@frozen
class Conflict(Frozen):
    """Something that both edits changed, and differently, or that one removed and the other needs.

    Attributes:
        record: What it is about: "claim", "evidence", "relation", "party" and so on, or "map".
        id: The id of the record; "" for the map, or the order of all records of a type.
        field: The field; "" for a record as a whole, "order" for the order of records. Of values in ``data`` and
            ``metadata`` the keys follow it: "metadata.year".
        base: The value before both edits; None where there was none.
        ours: The value in the first edit; None where it was removed.
        theirs: The value in the second edit; likewise.
        why: What is wrong if the values alone do not show it: who refers to what was removed.
    """

    COLUMNS: ClassVar[Mapping[str, type]] = MappingProxyType(
        {"record": str, "id": str, "field": str, "base": str, "ours": str, "theirs": str, "why": str}
    )

    record: str
    id: str
    field: str = ""
    base: Any = None
    ours: Any = None
    theirs: Any = None
    why: str = attribute(default="", kw_only=True)

    @property
    def sentence(self) -> str:
        """The conflict in words."""
        return printable(self._told() + (f" ({self.why})" if self.why else ""))

    def row(self) -> dict[str, Cell]:
        """The conflict as a row of a table; records and parts of records in words."""
        sides = {"base": self.base, "ours": self.ours, "theirs": self.theirs}
        words = {side: None if value is None else in_words(value) for side, value in sides.items()}
        about = {"record": self.record, "id": self.id or None, "field": self.field or None}
        return {**about, **words, "why": self.why or None}

    def __str__(self) -> str:
        """The conflict in words."""
        return self.sentence

    def _told(self) -> str:
        if self.field == ORDER:
            return f"both put the records of the type {self.record} in another order"
        what = f"{self.record} {shown(self.id)}" if self.id else "the map"
        if not self.field:
            return f"{what} {self._fate()}"
        ours, theirs = in_words(self.ours), in_words(self.theirs)
        ours, theirs = (shown_whole(text) for text in around_difference(ours, theirs, LONGEST))
        before = "" if self.base is None else f", before {shown_whole(in_words(self.base))}"
        return f"the {self.field} of {what}: ours {ours}, theirs {theirs}{before}"

    def _fate(self) -> str:
        """What became of a record as a whole."""
        if self.ours is None or self.theirs is None:
            remover, other = ("ours", "theirs") if self.ours is None else ("theirs", "ours")
            kept = self.theirs if self.ours is None else self.ours
            if self.base is None:
                return f"is new in {other}"
            return f"is removed in {remover}, and {'changed' if kept != self.base else 'needed'} in {other}"
        kinds = [type(r).__name__.lower() for r in (self.ours, self.theirs)]
        if kinds[0] != kinds[1]:
            return f"is of the type {kinds[0]} in ours, and {kinds[1]} in theirs"
        return "is another one in ours and in theirs"


def shown_whole(text: str) -> str:
    """A text in quotes, or "nothing"; long ones cut."""
    cut = text if len(text) <= 2 * LONGEST else f"{text[: 2 * LONGEST]}…"
    return f"“{cut}”" if cut else "nothing"
