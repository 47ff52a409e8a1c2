"""One change between two maps."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final

from attrs import field, frozen

from argmap.change.sentences import cells, sentence
from argmap.change.vocabulary import ChangeKind
from argmap.model import ArgumentMap
from argmap.model.records import COLLECTIONS
from argmap.values import Frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.tables import Cell

MAP: Final = "map"
TYPES: Final[Mapping[str, Any]] = MappingProxyType(
    {MAP: ArgumentMap} | {kind.__name__.lower(): kind for kind in COLLECTIONS}
)
"""What may change, by the word for it."""


@frozen
class Change(Frozen):
    """Something that is different in the later of two maps.

    Attributes:
        kind: What happened: added, removed, renamed, reworded, re-attributed, re-aimed, changed, moved.
        record: What it happened to: "claim", "evidence", "relation", "party" and so on, or "map".
        id: The id of the record in the later map, or in the earlier one if it was removed; "" for the map.
        field: The field that changed; "" for a record as a whole, "order" for its position.
        before: The value before, ids in it as the later map has them. Of a record that was removed, the record; of one
            that moved, the id of the record of its type that came right before it, None for the first.
        after: The value after, likewise; of a record that was added, the record.
        score: How alike the texts are, from 0 to 1, where it is only a guess that two records with different ids are
            one and the same; None where nothing was guessed.
        follows: Of a record that was added, the id of the record of its type that comes right before it; None for the
            first.

    >>> from argmap import ArgumentMap, Claim, diff
    >>> old = ArgumentMap.of(Claim("cap", "Rents may rise by 3%."))
    >>> print(diff(old, old.replace(Claim("cap", "Rents may rise by 4%."))).changes[0].sentence)
    claim 'cap' is reworded from "Rents may rise by 3%." to "Rents may rise by 4%."
    """

    COLUMNS: ClassVar[Mapping[str, type]] = MappingProxyType(
        {"kind": str, "record": str, "id": str, "field": str, "before": str, "after": str, "score": float}
    )

    kind: ChangeKind = field(converter=ChangeKind.of)
    record: str
    id: str
    field: str = ""
    before: Any = None
    after: Any = None
    score: float | None = field(default=None, kw_only=True)
    follows: str | None = field(default=None, kw_only=True)

    @property
    def guess(self) -> bool:
        """Whether it is only a guess that the records before and after are one and the same."""
        return self.score is not None

    @property
    def sentence(self) -> str:
        """The change in words."""
        return sentence(self)

    def row(self) -> dict[str, Cell]:
        """The change as a row of a table; records and parts of records in words."""
        before, after = cells(self)
        return {
            "kind": self.kind,
            "record": self.record,
            "id": self.id or None,
            "field": self.field or None,
            "before": before,
            "after": after,
            "score": self.score,
        }

    def __str__(self) -> str:
        """The change in words."""
        return self.sentence
