"""A map from the rows of a file: nodes under our ids become records, and the residue stays in ``data``."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Protocol

from attrs import Factory, frozen

from argmap.model import Claim, Relation, Utterance
from argmap.model.unchecked import sealed
from argmap.serializers.aif.persons import asserted, parties_of
from argmap.serializers.aif.records import Records, claim, relation, utterance
from argmap.serializers.aif.residue import list_residues, map_residue, node_residue
from argmap.serializers.aif.rows import plain_node, scheme_of
from argmap.serializers.aif.terms import KINDS, kind_of, label_of
from argmap.serializers.aif.warnings import report_lost_rows

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from argmap.diagnostics import Report
    from argmap.model import ArgumentMap, Data, Quote, RelationKind, Source
    from argmap.serializers.aif.resolved import Node, Resolved
    from argmap.serializers.aif.rows import Row, Rows
    from argmap.serializers.aif.variant import Variant


def read_map(
    rows: Rows,
    file: Resolved,
    variant: Variant,
    report: Report,
    *,
    document: Mapping[str, Any],
    named: Iterable[str] = (),
    sources: Sequence[Source] = (),
    quotes: Mapping[str, Sequence[Quote]] = MappingProxyType({}),
) -> ArgumentMap:
    """The map of a file, with its residue.

    Args:
        rows: The rows of the file.
        file: The same under our ids.
        variant: How the format spells rows.
        report: Called for what had to be interpreted.
        document: The residue of the document around the rows.
        named: Ids that the document names; those without a node are kept, so that what names them stays.
        sources: The text that was analysed.
        quotes: Its words that nodes quote.
    """
    records = read_records(file, variant, report, quotes)
    missing = file.missing(named)
    lists = list_residues(records, file, rows, variant)
    residue = {**lists, **({"missing": missing} if missing else {}), **document}
    return records.map(map_residue(residue, variant), sources=tuple(sources))


def read_records(
    file: Resolved,
    variant: Variant,
    report: Report,
    quotes: Mapping[str, Sequence[Quote]] = MappingProxyType({}),
) -> Records:
    """The records of a file; what has none is reported."""
    records = records_of(file, RowMaker(variant), variant, report, quotes)
    report_lost_rows(file, file.missing(), report)
    return records


_NOTHING: Final[Any] = (), (), {}


def records_of(
    file: Resolved,
    maker: Maker,
    variant: Variant,
    report: Report,
    quotes: Mapping[str, Sequence[Quote]],
) -> Records:
    """The records of a file, which are sealed here; persons without a clear name are reported."""
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
        object.__setattr__(made, "quotes", tuple(quotes.get(made.id, ())))
    return Records(parties, sealed(claims, Claim), utterances, sealed(relations, Relation))


class Maker(Protocol):
    """Makes records of the nodes of one file, with their residues; each kind in one pass."""

    def relations(self, file: Resolved) -> list[Any]:
        """The relations that scheme nodes become."""

    def utterances(self, file: Resolved, by: Mapping[str, str]) -> list[Any]:
        """The utterances that locutions become, said by these parties."""

    def claims(self, file: Resolved, asserted: Container[str]) -> list[Any]:
        """The claims that propositions become; a party asserts some of them."""


@frozen
class RowMaker:
    """Makes records of nodes; their residue is the difference to the rows that the writer would make."""

    variant: Variant
    shared: dict[str, Data] = Factory(dict)  # equal residues are one value

    def relations(self, file: Resolved) -> list[Any]:
        """The relations that scheme nodes become."""
        made = []
        for node in file.nodes:
            if node.code in KINDS:
                id = node.id
                aims = tuple(file.targets.get(id, ()))
                described = self.described(node, [file.codes[i] for i in aims], file.schemes.get(id))
                kind, scheme, residue = described
                made.append(relation(id, kind, tuple(file.sources.get(id, ())), aims, scheme, residue))
        return made

    def utterances(self, file: Resolved, by: Mapping[str, str]) -> list[Any]:
        """The utterances that locutions become, said by these parties."""
        speakers, times, _ = file.said
        made = []
        for id, code, text, row in file.nodes:
            if code == "L":
                plain = plain_node(self.variant, id, "L", text, person=speakers.get(id))
                made.append(utterance(id, text, by.get(id), times.get(id, ""), self._residue(row, plain)))
        return made

    def claims(self, file: Resolved, asserted: Container[str]) -> list[Any]:
        """The claims that propositions become; a party asserts some of them."""
        made = []
        for id, code, text, row in file.nodes:
            if code == "I":
                plain = plain_node(self.variant, id, "I", text)
                if id in asserted and id in file.unheld:
                    plain["by"] = None  # as ``writing`` has it
                made.append(claim(id, text, self._residue(row, plain)))
        return made

    def described(
        self, node: Node, aimed: Sequence[str], listed: object = None
    ) -> tuple[RelationKind, str, Data]:
        """The kind, the scheme and the residue of a scheme node that aims at nodes of these types."""
        scheme = scheme_of(node.row, self.variant, listed)
        kind = kind_of(node.code, node.row.get("text"), aimed)
        label = label_of(kind, aimed, scheme)
        plain = plain_node(self.variant, node.id, node.code, label, scheme=scheme)
        return kind, scheme, self._residue(node.row, plain)

    def _residue(self, row: Row, plain: Row) -> Data:
        return node_residue(row, plain, self.variant, self.shared)
