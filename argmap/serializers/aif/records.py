"""The records of one file, made without the checks that JSON and ``resolved`` have made of texts and ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from argmap.model import ArgumentMap, Claim, Relation, Utterance
from argmap.model.unchecked import unchecked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.model import Data, Party, Source

claim: Final = unchecked(Claim, "id", "text", "data")
utterance: Final = unchecked(Utterance, "id", "text", "by", "when", "data")
relation: Final = unchecked(Relation, "id", "kind", "sources", "targets", "scheme", "data")
_map: Final = unchecked(
    ArgumentMap, "parties", "sources", "claims", "utterances", "relations", "data", "_index"
)


class Records(msgspec.Struct, frozen=True, gc=False):
    """The records of one file."""

    parties: tuple[Party, ...]
    claims: tuple[Claim, ...]
    utterances: tuple[Utterance, ...]
    relations: tuple[Relation, ...]

    def by_id(self, sources: Sequence[Source] = ()) -> dict[str, Any]:
        """The records and the source by id, in the order of a map."""
        every: Any = (*self.parties, *sources, *self.claims, *self.utterances, *self.relations)
        return {record.id: record for record in every}

    def map(
        self, data: Data, index: Mapping[str, Any] | None = None, sources: tuple[Source, ...] = ()
    ) -> ArgumentMap:
        """The map that they make: its ids are those of nodes, and of parties and a source made to fit."""
        index = self.by_id(sources) if index is None else index
        made = _map(self.parties, sources, self.claims, self.utterances, self.relations, data, index)
        made.__class__ = ArgumentMap
        return made  # type: ignore[no-any-return]
