"""One change between two maps."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final

from attrs import field as attribute
from attrs import frozen

from argmap.change.sentences import cells, sentence
from argmap.change.shares import DIGITS
from argmap.change.vocabulary import ORDER, ChangeKind
from argmap.errors import RecordError, unknown_name
from argmap.model import ArgumentMap
from argmap.model.differences import content_fields
from argmap.model.fields import reference, words
from argmap.model.records import COLLECTIONS
from argmap.values import Frozen, misfit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argmap.tables import Cell

MAP: Final = "map"
TYPES: Final[Mapping[str, Any]] = MappingProxyType(
    {MAP: ArgumentMap} | {kind.__name__.lower(): kind for kind in COLLECTIONS}
)
"""What may change, by the word for it."""


def _kind(value: str) -> ChangeKind:
    return ChangeKind.of(value)


def _known(_: object, __: object, value: str) -> None:
    if not isinstance(value, str) or value not in TYPES:
        raise unknown_name("type of record", value, TYPES, RecordError)


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
        score: How alike they are, from 0 to 1, where it is only a guess that two records with different ids are one
            and the same; None where nothing was guessed, as when the id of a relation names what it joins.
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

    kind: ChangeKind = attribute(converter=_kind)
    record: str = attribute(validator=_known)
    id: str = attribute(converter=words)
    field: str = attribute(default="", converter=words)
    before: Any = None
    after: Any = None
    score: float | None = attribute(default=None, kw_only=True)
    follows: str | None = attribute(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        kind = TYPES[self.record]
        whole = {ChangeKind.ADDED: self.after, ChangeKind.REMOVED: self.before}
        if self.kind in whole:
            if not isinstance(whole[self.kind], kind) or self.record == MAP:
                what = f"a record of the type {self.record}"
                raise misfit(whole[self.kind], f"{what} is", RecordError, expected=what)
            return
        for side in ("before", "after"):
            object.__setattr__(self, side, self._fitting(kind, getattr(self, side)))

    def _fitting(self, kind: Any, value: Any) -> Any:
        """The value as the field has it."""
        if self.field == ORDER:
            return reference(value)
        names = ("id",) if self.kind is ChangeKind.RENAMED else content_fields(kind)
        if self.field not in names:
            raise unknown_name(f"field of {self.record}", self.field, names, RecordError)
        convert = next(a.converter for a in kind.__attrs_attrs__ if a.name == self.field)
        return value if convert is None else convert(value)

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
            "score": None if self.score is None else round(self.score, DIGITS),
        }

    def __str__(self) -> str:
        """The change in words."""
        return self.sentence


def telling(changes: Iterable[Change]) -> list[Change]:
    """Those that do not follow from others: the id of a relation that names what it joins, the digest of a text."""
    given = tuple(changes)
    texts = {c.id for c in given if (c.record, c.field) == ("source", "text")}
    return [
        c
        for c in given
        if not (c.kind is ChangeKind.RENAMED and not c.guess) and not (c.field == "sha256" and c.id in texts)
    ]
