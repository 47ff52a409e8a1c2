"""Records from the rows of an AIF file; what the records do not say stays in ``data``.

In a record that is what its node has beyond it. In the map: the order of nodes and edges, rows of locutions,
participants and schemes, and the ids that rows name although the file has no such node.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from argmap.errors import ArgmapError, FormatError
from argmap.messages import shown
from argmap.model import ArgumentMap, Claim, Data, Party, Relation, Utterance
from argmap.model.data import EMPTY
from argmap.serializers.aif.document import refuse
from argmap.serializers.aif.persons import asserted, parties_of, party_ids, spoken, taken_by
from argmap.serializers.aif.residue import rest_of, under, unsaid
from argmap.serializers.aif.rows import KEY_ORDER, identifier, plain_node, scheme_of, side, text_of, type_of
from argmap.serializers.aif.terms import KINDS, kind_of, label_of
from argmap.serializers.aif.warnings import report_lost_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from argmap.diagnostics import Report
    from argmap.model import Quote, Source
    from argmap.serializers.aif.rows import Row, Rows
    from argmap.serializers.aif.variant import Variant


@frozen
class Parts:
    """The records of one file, the types of its nodes by id, and what these do not say."""

    parties: Sequence[Party]
    claims: Sequence[Claim]
    utterances: Sequence[Utterance]
    relations: Sequence[Relation]
    codes: Mapping[str, str]
    kept: Mapping[str, Any] = MappingProxyType({})

    def keeping(self, more: Mapping[str, Any], named: Iterable[str] = ()) -> Parts:
        """The same with more that the records do not say.

        Args:
            more: What to keep, by name.
            named: Ids that rows name; they are kept, so that these rows stay, where no node has the id.
        """
        ids = dict.fromkeys((*self.kept.get("missing", ()), *named))
        missing = [i for i in ids if i not in self.codes]
        return evolve(self, kept={**self.kept, **more, **({"missing": missing} if missing else {})})

    def map(self, variant: Variant, sources: Sequence[Source] = ()) -> ArgumentMap:
        """The map that the records make."""
        return ArgumentMap(
            parties=self.parties,
            sources=sources,
            claims=self.claims,
            utterances=self.utterances,
            relations=self.relations,
            data=self._data(variant),
        )

    def _data(self, variant: Variant) -> Data:
        if not self.kept:
            return EMPTY
        edges = self.kept.get("edges", [])
        if not all(type(row) is list for row in edges):
            return Data({variant.name: self.kept})
        short = {name: value for name, value in self.kept.items() if name != "edges"}
        rest = Data(short)
        quick = {"edges": tuple(map(tuple, edges))} if "edges" in self.kept else {}
        return under(variant.name, {**quick, **rest})


def read(
    rows: Rows,
    variant: Variant,
    report: Report,
    *,
    quotes: Mapping[str, Sequence[Quote]] = MappingProxyType({}),
) -> Parts:
    """The records that rows make.

    Args:
        rows: The lists of the file.
        variant: How the format spells them.
        report: Told of what had to be interpreted.
        quotes: The words of the source that nodes stand on.

    Raises:
        FormatError: A row without an id, an id that cannot be one, or an id twice; several are an
            InvalidFileError.
    """
    codes = _codes(rows.nodes)
    sources, targets, loose = _ends(rows.edges, codes)
    declared = dict.fromkeys(identifier(row.get("participantID")) for row in rows.participants)
    locutions = [i for i, code in codes.items() if code == "L"] if rows.locutions or variant.speaker else []
    said = spoken(rows.spoken_in(variant), frozenset(locutions), {"0"} - declared.keys())
    persons = dict.fromkeys(person for person in (*declared, *said.persons) if person)
    ids = party_ids(persons, taken_by(codes, variant))
    numbers = {identifier(row.get("nodeID")): row.get("schemeID") for row in reversed(rows.fulfilments)}
    shared: dict[str, Data] = {}
    claims: list[Claim] = []
    utterances: list[Utterance] = []
    relations: list[Relation] = []
    for row, (id, code) in zip(rows.nodes, codes.items(), strict=True):
        if code in KINDS:
            aims = targets.get(id, ())
            aimed = [codes[i] for i in aims]
            scheme = scheme_of(row, variant, numbers.get(id))
            kind = kind_of(code, row.get("text"), aimed)
            plain = plain_node(variant, id, code, label_of(kind, aimed, scheme), scheme=scheme)
            rest = rest_of(row, plain, variant, shared)
            ends = tuple(sources.get(id, ())), tuple(aims)
            relations.append(Relation(id, kind, *ends, scheme=scheme, quotes=quotes.get(id, ()), data=rest))
        elif code == "L":
            text = text_of(row)
            speaker = said.speakers.get(id)
            by = None if speaker is None else ids[speaker]
            rest = rest_of(row, plain_node(variant, id, code, text, person=speaker), variant, shared)
            when = said.times.get(id, "")
            utterances.append(Utterance(id, text, by=by, when=when, quotes=quotes.get(id, ()), data=rest))
    holders = asserted(relations, {u.id: u.by for u in utterances})
    for row, (id, code) in zip(rows.nodes, codes.items(), strict=True):
        if code == "I":
            text = text_of(row)
            plain = plain_node(variant, id, code, text)
            by = holders.get(id)
            if by is not None and row.get("by", "") is None:  # see ``writing``: nobody is to be derived
                by, plain["by"] = None, None
            rest = rest_of(row, plain, variant, shared)
            claims.append(Claim(id, text, by=by, quotes=quotes.get(id, ()), data=rest))
    parties = parties_of(rows.participants, ids, utterances, variant, report)
    report_lost_rows(rows, codes, loose, report)
    parts = Parts(parties, claims, utterances, relations, codes)
    about = (identifier(row.get("nodeID")) for row in (*rows.locutions, *rows.fulfilments))
    return parts.keeping(unsaid(parts, rows, variant), (*(i for edge in loose for i in edge), *about))


def _codes(nodes: Sequence[Row]) -> dict[str, str]:
    """The type of each node by id, in order."""
    codes: dict[str, str] = {}
    problems: list[ArgmapError] = []
    for n, row in enumerate(nodes):
        id = identifier(row.get("nodeID"))
        what = (
            f"found {shown(row.get('nodeID'))} for nodeID, expected a string or an integer"
            if not id
            else f"a second node has the nodeID {shown(id)}"
            if id in codes
            else f"the key {KEY_ORDER!r} cannot be kept"
            if KEY_ORDER in row
            else ""
        )
        if what:
            problems.append(FormatError(what, path=f"$.nodes[{n}]", ids=[id] if id else []))
        codes[id] = type_of(row)
    refuse(problems)
    return codes


_Lists = dict[str, list[str]]


def _ends(edges: Sequence[Row], codes: Mapping[str, str]) -> tuple[_Lists, _Lists, list[tuple[str, str]]]:
    """The sources and the targets of each scheme node, and the edges that belong to none."""
    sources: _Lists = {}
    targets: _Lists = {}
    loose: list[tuple[str, str]] = []
    problems: list[ArgmapError] = []
    for n, row in enumerate(edges):
        start, end = identifier(row.get("fromID")), identifier(row.get("toID"))
        if not start or not end:
            name = "toID" if start else "fromID"
            problems.append(
                FormatError(
                    f"found {shown(row.get(name))} for {name}, expected a string or an integer",
                    path=f"$.edges[{n}]",
                    found=row.get(name),
                )
            )
        elif (owner := side(codes, start, end)) is None:
            loose.append((start, end))
        elif owner[1]:
            targets.setdefault(start, []).append(end)
        else:
            sources.setdefault(end, []).append(start)
    refuse(problems)
    return sources, targets, loose
