"""Records from nodes under our ids, in one pass for each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

import msgspec

from argmap.model import ArgumentMap, Claim, Relation, Utterance
from argmap.model.unchecked import sealed, unchecked
from argmap.serializers.aif.persons import asserted, parties_of

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from argmap.diagnostics import Report
    from argmap.model import Data, Party, Quote, Source
    from argmap.serializers.aif.resolved import Resolved
    from argmap.serializers.aif.variant import Variant


class Maker(Protocol):
    """Makes records of the nodes of one file, with their residues; each kind in one pass."""

    def relations(self, file: Resolved) -> list[Any]:
        """The relations that scheme nodes become."""

    def utterances(self, file: Resolved, by: Mapping[str, str]) -> list[Any]:
        """The utterances that locutions become, said by these parties."""

    def claims(self, file: Resolved, asserted: Container[str]) -> list[Any]:
        """The claims that propositions become; a party asserts some of them."""


class Records(msgspec.Struct, frozen=True):
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


_NOTHING: Final[Any] = (), (), {}
# JSON has checked every text, and ``resolved`` every id.
claim: Final = unchecked(Claim, "id", "text", "data")
utterance: Final = unchecked(Utterance, "id", "text", "by", "when", "data")
relation: Final = unchecked(Relation, "id", "kind", "sources", "targets", "scheme", "data")
_map: Final = unchecked(
    ArgumentMap, "parties", "sources", "claims", "utterances", "relations", "data", "_index"
)


def records_of(
    file: Resolved,
    maker: Maker,
    variant: Variant,
    report: Report,
    quotes: Mapping[str, tuple[Quote, ...]],
) -> Records:
    """The records of a file.

    Args:
        file: Its nodes and persons under our ids.
        maker: Makes the records, which are sealed here.
        variant: How the format spells rows.
        report: Called for persons without a clear name.
        quotes: The quotes of nodes.
    """
    relations = maker.relations(file)
    utterances, parties, holders = _NOTHING
    if "L" in file.codes.values():
        by = {node: file.parties[person] for node, person in file.said.speakers.items()}
        utterances = sealed(maker.utterances(file, by), Utterance)
    if file.parties:
        parties = parties_of(file.listed, file.parties, utterances, variant, report)
        holders = asserted(relations, {u.id: u.by for u in utterances})
    claims = maker.claims(file, holders)
    for made in claims if holders else ():
        made.by = None if made.id in file.unheld else holders.get(made.id)
    for made in (*claims, *utterances, *relations) if quotes else ():
        object.__setattr__(made, "quotes", quotes.get(made.id, ()))
    return Records(parties, sealed(claims, Claim), utterances, sealed(relations, Relation))
