"""Records from nodes under our ids, in one pass for each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from argmap.model import ArgumentMap, Claim, Relation, Utterance
from argmap.model.unchecked import sealed, unchecked
from argmap.serializers.aif.persons import asserted, parties_of
from argmap.serializers.aif.terms import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.diagnostics import Report
    from argmap.model import Data, Party, Quote, RelationKind, Source
    from argmap.serializers.aif.resolved import Resolved
    from argmap.serializers.aif.variant import Variant


class Describe(Protocol):
    """What nodes say beyond id, text and type, and beyond their records."""

    def relation(self, node: Any, aimed: tuple[str, ...]) -> tuple[RelationKind, str, Data]:
        """The kind, the scheme and the residue of a scheme node; a conflict aims at nodes of these types."""

    def utterance(self, node: Any, speaker: str | None) -> Data:
        """The residue of a locution that a person said."""

    def claim(self, node: Any, asserted: bool) -> Data:
        """The residue of a proposition, which a party asserts or not."""


class Records(NamedTuple):
    """The records of one file."""

    parties: tuple[Party, ...]
    claims: tuple[Claim, ...]
    utterances: tuple[Utterance, ...]
    relations: tuple[Relation, ...]

    def by_id(self, sources: Sequence[Source] = ()) -> dict[str, Any]:
        """The records and the source by id, in the order of a map."""
        records: Any = (*self.parties, *sources, *self.claims, *self.utterances, *self.relations)
        return {record.id: record for record in records}

    def map(
        self, data: Data, index: Mapping[str, Any] | None = None, sources: Sequence[Source] = ()
    ) -> ArgumentMap:
        """The map that they make: its ids are those of nodes, and of parties and a source made to fit."""
        index = self.by_id(sources) if index is None else index
        made = _map(self.parties, tuple(sources), *self[1:], data, index)
        made.__class__ = ArgumentMap
        return made  # type: ignore[no-any-return]


_SCHEMES: Final = frozenset(KINDS)
# JSON has checked every text, and ``resolved`` every id.
_claim: Final = unchecked(Claim, "id", "text", "data")
_utterance: Final = unchecked(Utterance, "id", "text", "by", "when", "data")
_relation: Final = unchecked(Relation, "id", "kind", "sources", "targets", "scheme", "data")
_map: Final = unchecked(
    ArgumentMap, "parties", "sources", "claims", "utterances", "relations", "data", "_index"
)


def records_of(
    file: Resolved,
    describe: Describe,
    variant: Variant,
    report: Report,
    quotes: Mapping[str, tuple[Quote, ...]],
) -> Records:
    """The records of a file.

    Args:
        file: Its nodes and persons under our ids.
        describe: What the nodes say beyond that.
        variant: How the format spells rows.
        report: Called for persons without a clear name.
        quotes: The quotes of nodes.
    """
    relations = _relations(file, describe)
    utterances = _utterances(file, describe) if "L" in file.codes.values() else []
    parties = parties_of(file.listed, file.parties, utterances, variant, report) if file.parties else ()
    holders = asserted(relations, {u.id: u.by for u in utterances}) if parties else {}
    residue = describe.claim
    claims = [
        _claim(id := node.id, node.text, residue(node, id in holders))
        for node in file.nodes
        if node.code == "I"
    ]
    for claim in claims if holders else ():
        claim.by = None if claim.id in file.unheld else holders.get(claim.id)
    for record in (*claims, *utterances, *relations) if quotes else ():
        record.quotes = quotes.get(record.id, ())
    return Records(parties, sealed(claims, Claim), sealed(utterances, Utterance), sealed(relations, Relation))


def _relations(file: Resolved, describe: Describe) -> list[Relation]:
    codes, sources, targets = file.codes, file.sources, file.targets
    described = describe.relation
    relations = []
    for node in file.nodes:
        if node.code in _SCHEMES:
            id = node.id
            aims = tuple(targets.get(id, ()))
            kind, scheme, data = described(node, tuple([codes[i] for i in aims]) if node.code == "CA" else ())
            relations.append(_relation(id, kind, tuple(sources.get(id, ())), aims, scheme, data))
    return relations


def _utterances(file: Resolved, describe: Describe) -> list[Utterance]:
    speakers, times, _ = file.said
    by = {node: file.parties[person] for node, person in speakers.items()}
    residue = describe.utterance
    return [
        _utterance(id := node.id, node.text, by.get(id), times.get(id, ""), residue(node, speakers.get(id)))
        for node in file.nodes
        if node.code == "L"
    ]
