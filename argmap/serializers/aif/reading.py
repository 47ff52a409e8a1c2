"""A map from the rows of a file: nodes under our ids become records, and the residue stays in ``data``."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Protocol

import msgspec
from attrs import Factory, frozen

from argmap.diagnostics import Diagnostic
from argmap.messages import counted, shown
from argmap.model import ArgumentMap, Claim, Relation, Utterance
from argmap.model.unchecked import sealed, unchecked
from argmap.serializers.aif.persons import asserted, parties_of
from argmap.serializers.aif.residue import list_residues, map_residue, node_residue
from argmap.serializers.aif.rows import plain_node, scheme_of
from argmap.serializers.aif.terms import KINDS, KNOWN, kind_of, label_of

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Mapping, Sequence

    from argmap.diagnostics import Report
    from argmap.model import Data, Party, Quote, RelationKind, Source
    from argmap.serializers.aif.resolved import Node, Resolved
    from argmap.serializers.aif.rows import Row, Rows, Variant


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


def read_map(
    rows: Rows,
    file: Resolved,
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
        report: Called for what had to be interpreted.
        document: The residue of the document around the rows.
        named: Ids that the document names; those without a node are kept, so that what names them stays.
        sources: The text that was analysed.
        quotes: Its words that nodes quote.
    """
    records = read_records(file, report, quotes)
    missing = file.missing(named)
    lists = list_residues(records, file, rows)
    residue = {**lists, **({"missing": missing} if missing else {}), **document}
    return records.map(map_residue(residue, file.variant), sources=tuple(sources))


def read_records(
    file: Resolved, report: Report, quotes: Mapping[str, Sequence[Quote]] = MappingProxyType({})
) -> Records:
    """The records of a file; what has none is reported."""
    records = records_of(file, RowMaker(file.variant), report, quotes)
    report_lost_rows(file, file.missing(), report)
    return records


_NOTHING: Final[Any] = (), (), {}


def records_of(
    file: Resolved, maker: Maker, report: Report, quotes: Mapping[str, Sequence[Quote]]
) -> Records:
    """The records of a file, which are sealed here; persons without a clear name are reported."""
    relations = maker.relations(file)
    utterances, parties, holders = _NOTHING
    if "L" in file.codes.values():
        by = {node: file.parties[person] for node, person in file.said.speakers.items()}
        utterances = sealed(maker.utterances(file, by), Utterance)
    if file.parties:
        parties = parties_of(file.listed, file.parties, utterances, file.variant, report)
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


def report_lost_rows(file: Resolved, missing: Collection[str], report: Report) -> None:
    """Report the rows that do not become records, and the ids of nodes that the file does not have."""
    codes = file.codes
    if unknown := {i: code for i, code in codes.items() if code not in KNOWN}:
        names = ", ".join(map(shown, dict.fromkeys(unknown.values())))
        report(
            Diagnostic(
                "unknown-node-type",
                "warning",
                f"nodes of a type that is not known ({names}) are kept as they are, without a record",
                ids=tuple(unknown),
                hint=f"known are {', '.join(sorted(KNOWN))}",
            )
        )
    plain = [edge for edge in file.loose if KNOWN.issuperset(codes.get(i, "") for i in edge)]
    if plain:
        report(
            Diagnostic(
                "edge-without-scheme",
                "warning",
                f"{counted(len(plain), 'edge')} without a scheme node between two nodes, such as {plain[0][0]} and "
                f"{plain[0][1]}; kept as found, without a relation",
                ids=tuple(dict.fromkeys(i for edge in plain for i in edge)),
                hint="put a node of type RA, CA, MA, PA, YA or TA between them",
            )
        )
    if missing:
        report(
            Diagnostic(
                "missing-node",
                "warning",
                f"rows name {counted(len(missing), 'node')} that the file does not have, such as "
                f"{min(missing)!r}; kept as found",
                ids=tuple(sorted(missing)),
            )
        )
