"""Rows under our ids: what files call nodes and persons becomes a string once, before anything is made of it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from argmap.errors import ArgmapError, FormatError, raise_all
from argmap.messages import shown
from argmap.serializers.aif.persons import Locutions, Remark, full_name, party_ids, said_in, taken_by
from argmap.serializers.aif.rows import AIFDB, KEY_ORDER, UNREADABLE, identifier, string
from argmap.serializers.aif.terms import KINDS, KNOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from argmap.serializers.aif.rows import Row, Rows, Variant


_Lists = dict[str, list[str]]
_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


class Node(NamedTuple):
    """A node under the id that its record has.

    Attributes:
        id: The id.
        code: The type, "" if it is not a string: any JSON value can be there.
        text: The text, "" if it has none.
        row: The node as the file has it.
    """

    id: str
    code: str
    text: str
    row: Row


class Resolved(msgspec.Struct, frozen=True, gc=False):
    """The nodes and persons of a file, under our ids.

    Attributes:
        nodes: The nodes in the order of the file; each has at least ``id``, ``code`` and ``text``.
        codes: Their types by id, in the same order.
        sources: What each scheme node starts from.
        targets: What it aims at.
        loose: The edges that belong to no scheme node.
        said: Who said what when.
        parties: The id of the party that each person becomes.
        listed: The names under which participants are listed, by person.
        named: The ids of nodes that rows of locutions and schemes name.
        schemes: The number of each node's scheme, where a list has it.
        remarks: The rows of locutions.
        unheld: The ids of nodes whose ``by`` is null: nobody holds them.
        variant: How the format spells rows.
    """

    nodes: Sequence[Any]
    codes: Mapping[str, str]
    sources: _Lists
    targets: _Lists
    loose: Sequence[tuple[str, str]]
    said: Locutions = Locutions({}, {}, ())
    parties: Mapping[str, str] = _NONE
    listed: Mapping[str, Sequence[str]] = _NONE
    named: Sequence[str] = ()
    schemes: Mapping[str, object] = _NONE
    remarks: Sequence[Remark] = ()
    unheld: Collection[str] = ()
    variant: Variant = AIFDB

    @property
    def recorded(self) -> set[str]:
        """The ids of the nodes that become records."""
        return {i for i, code in self.codes.items() if code in KNOWN}

    def missing(self, named: Iterable[str] = ()) -> list[str]:
        """The ids that rows name although the file has no such node, with more ids that may be such."""
        ids = dict.fromkeys([*(i for edge in self.loose for i in edge), *self.named, *named])
        return [i for i in ids if i not in self.codes]


def resolved(rows: Rows, variant: Variant) -> Resolved:
    """The rows of a file under our ids.

    Raises:
        FormatError: A row without an id, an id that cannot be one, or an id twice; several are an
            InvalidFileError.
    """
    nodes = _nodes(rows.nodes)
    codes = {node.id: node.code for node in nodes}
    sources, targets, loose = ends_of(_edges(rows.edges), codes)
    listed: dict[str, dict[str, None]] = {}
    for row in rows.participants:
        if person := identifier(row.get("participantID")):
            listed.setdefault(person, {})[full_name(row)] = None
    remarks = remarks_of(rows, variant)
    said = said_in(remarks, {i for i, code in codes.items() if code == "L"}, {"0"} - listed.keys())
    persons = dict.fromkeys((*listed, *said.persons))
    schemes = {
        identifier(row.get("nodeID")): row.get("schemeID") for row in reversed(rows.schemefulfillments)
    }
    return Resolved(
        nodes=nodes,
        codes=codes,
        sources=sources,
        targets=targets,
        loose=loose,
        said=said,
        parties=party_ids(persons, taken_by(codes, variant)),
        listed={person: [*names] for person, names in listed.items()},
        named=[*(r.node for r in remarks[: len(rows.locutions)]), *reversed(schemes)],
        schemes=schemes,
        remarks=remarks,
        unheld={node.id for node in nodes if node.row.get("by", "") is None},
        variant=variant,
    )


def _nodes(rows: Sequence[Row]) -> list[Node]:
    nodes: dict[str, Node] = {}
    problems: list[ArgmapError] = []
    for n, row in enumerate(rows):
        id = identifier(row.get("nodeID"))
        what = (
            f"found {shown(row.get('nodeID'))} for nodeID, expected a string or an integer"
            if not id
            else f"a second node has the nodeID {shown(id)}"
            if id in nodes
            else f"the key {KEY_ORDER!r} cannot be kept"
            if KEY_ORDER in row
            else ""
        )
        if what:
            problems.append(FormatError(what, path=f"$.nodes[{n}]", ids=[id] if id else []))
        nodes[id] = Node(id, string(row.get("type")), string(row.get("text")), row)
    raise_all(problems, UNREADABLE)
    return [*nodes.values()]


def _edges(rows: Iterable[Row]) -> list[tuple[Row, str, str]]:
    """Each edge with its start and its end."""
    edges = [(row, identifier(row.get("fromID")), identifier(row.get("toID"))) for row in rows]
    problems: list[ArgmapError] = []
    for n, (row, start, end) in enumerate(edges):
        if not start or not end:
            name = "toID" if start else "fromID"
            what = f"found {shown(row.get(name))} for {name}, expected a string or an integer"
            problems.append(FormatError(what, path=f"$.edges[{n}]", found=row.get(name)))
    raise_all(problems, UNREADABLE)
    return edges


def remarks_of(rows: Rows, variant: Variant) -> list[Remark]:
    """The rows of locutions, and those that nodes would be which name their person themselves."""
    remarks = [
        Remark(identifier(row.get("nodeID")), identifier(row.get("personID")), row.get("start"))
        for row in rows.locutions
    ]
    if key := variant.speaker:
        remarks += [
            Remark(identifier(row["nodeID"]), identifier(row.get(key)), None)
            for row in rows.nodes
            if row.get("type") == "L"
        ]
    return remarks


# Edges

# An edge between two scheme nodes is an aim of the first. Only where an illocution is anchored in a transition
# (TA to YA) is it a source of the second.
LEADS_OUT: Final[Mapping[str, Mapping[str, bool]]] = {
    first: {
        second: first in KINDS and (first, second) != ("TA", "YA")
        for second in KNOWN
        if first in KINDS or second in KINDS
    }
    for first in KNOWN
}
"""By the types of its two nodes, whether an edge belongs to the first of them or to the second."""


def side(codes: Mapping[str, str], start: str, end: str) -> tuple[str, bool] | None:
    """The scheme node whose relation an edge belongs to, and whether the edge leads out of it; None if none."""
    leads_out = LEADS_OUT.get(codes.get(start, ""), {}).get(codes.get(end, ""))
    return None if leads_out is None else (start if leads_out else end, leads_out)


def ends_of(
    edges: Iterable[tuple[Any, str, str]], codes: Mapping[str, str]
) -> tuple[_Lists, _Lists, list[tuple[str, str]]]:
    """The sources and targets of each scheme node, and the edges that belong to none.

    Of an edge, the last two values are its start and its end.
    """
    sources: _Lists = {}
    targets: _Lists = {}
    loose: list[tuple[str, str]] = []
    for _, start, end in edges:
        try:
            leads_out = LEADS_OUT[codes[start]][codes[end]]
        except KeyError:
            loose.append((start, end))
            continue
        side, owner, other = (targets, start, end) if leads_out else (sources, end, start)
        if owner in side:
            side[owner].append(other)
        else:
            side[owner] = [other]
    return sources, targets, loose
