"""Writing arggraph: claims become units grounded in segments of a text, linked premises ``add`` edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.ids import numbered_ids, unique_id
from argmap.model import Party, RelationKind, Role
from argmap.serializers.arggraph.elements import to_xml
from argmap.serializers.arggraph.grounding import Unit, grounding
from argmap.serializers.arggraph.vocabulary import (
    ADDED,
    EXAMPLE,
    NAME,
    PARTS,
    SIDES,
    TEXT,
    UNGROUNDED,
    UNTITLED,
    Document,
    Row,
    noted_rows,
    writable,
)
from argmap.serializers.common.annotation import most_quoted
from argmap.serializers.common.ids import distinct_ids, legal_ids
from argmap.serializers.common.relations import with_all_ends
from argmap.serializers.common.residue import in_order, patched, residue_of, strings
from argmap.syntax import xml

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from argmap.model import ArgumentMap, Relation

_TYPES = {RelationKind.SUPPORT: "sup", RelationKind.ATTACK: "reb", RelationKind.UNDERCUT: "und"}


def dumps(map: ArgumentMap) -> str:
    """Write a map as arggraph XML, valid against the DTD unless the map has no claims.

    Claims whose text is that of their quotes are grounded in the running text; the words of others follow
    it as units whose ids start with ``unquoted``. Held by a counterparty is ``opp``, all else ``pro``.

    >>> from argmap.model import ArgumentMap, Claim, Source
    >>> tea = Source("s", "Tea is cheap.")
    >>> print(dumps(ArgumentMap.of(tea, Claim("a", "Tea is cheap.", quotes=[tea.quote("Tea is cheap.")]))), end="")
    <?xml version='1.0' encoding='UTF-8'?>
    <arggraph id="untitled">
      <edu id="e1"><![CDATA[Tea is cheap.]]></edu>
      <adu id="a" type="pro"/>
      <edge id="c2" src="e1" trg="a" type="seg"/>
    </arggraph>
    """
    return to_xml(document(map))


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which the records come back, where they are others."""
    back = written_ids(map)
    written = document(map)
    rows = (*written.edus, *written.joints, *written.adus, *written.edges)
    source, sides = implied_ids({row["id"] for row in rows})
    cited = most_quoted(map)
    if cited is not None:
        back[cited.id] = source
    holders = {unit.by for unit in map.statements}
    for side, name in sides.items():
        party = next((p for p in map.parties if side_of(map, p.id) == side and p.id in holders), None)
        if party is not None:
            back[party.id] = name
    return distinct_ids(map, back)


def implied_ids(taken: Container[str]) -> tuple[str, dict[str, str]]:
    """Ids of the source and of the two parties that a document implies, different from those it has."""
    return unique_id(TEXT, taken, "_"), {side: unique_id(side, taken, "_") for side in SIDES}


def document(map: ArgumentMap) -> Document:
    """The rows of a map."""
    name = written_ids(map)
    taken = set(name.values())
    edges = _edges(map, name, taken)
    grounds = grounding(map, [Unit(u, name[u.id]) for u in map.statements], taken)
    about = {"id": xml.name(map.title, taken) if map.title else UNTITLED}
    adus = [(u, {"id": name[u.id], "type": side_of(map, u.by)}) for u in map.statements]
    residue = residue_of(map, NAME)
    every = {row["id"]: row for row in (*grounds.edges, *edges)}
    return Document(
        patched(
            about, residue, notes=PARTS, accepts=lambda key, value: key == "type" or _further(key, value)
        ),
        grounds.edus,
        grounds.joints,
        [patched(row, residue_of(u, NAME), notes=UNGROUNDED, accepts=_further) for u, row in adus],
        [*in_order(every, strings(residue, "order")).values()],
        [*strings(residue, "elements")],
    )


def _further(key: str, value: Any) -> bool:
    """Whether an attribute that the model does not interpret can be written."""
    return key not in ("id", "type") and writable(key, value)


def side_of(map: ArgumentMap, party: str | None) -> str:
    """The side of what a party holds."""
    found = None if party is None else map.get(party)
    return "opp" if isinstance(found, Party) and found.role is Role.COUNTERPARTY else "pro"


def written_ids(map: ArgumentMap) -> dict[str, str]:
    """XML names of everything that the format can hold."""
    units = [u.id for u in map.statements]
    return legal_ids([*units, *with_all_ends(filter(_expressible, map.relations), set(units))], xml.name)


def _expressible(r: Relation) -> bool:
    return r.kind in _TYPES and len(r.targets) == 1 and len(r.sources) > 0


def edge_row(r: Relation, i: str, source: str, target: str) -> Row:
    """The edge of a relation alone, with the ids that it and its ends have."""
    example = r.kind is RelationKind.SUPPORT and r.scheme == EXAMPLE
    return {"id": i, "src": source, "trg": target, "type": "exa" if example else _TYPES[r.kind]}


def _edges(m: ArgumentMap, name: Mapping[str, str], taken: set[str]) -> list[Row]:
    """The edges of relations, each followed by those that add premises to it."""
    relations = [r for r in m.relations if r.id in name]
    added = {r.id: noted_rows(r, "added", "id")[: len(r.sources) - 1] for r in relations}
    owner: dict[str, str] = {}  # the relation that an edge adds a premise to
    for i, rows in added.items():
        for row in rows:
            if row["id"] not in taken:
                taken.add(row["id"])
                owner[row["id"]] = i
    numbers = numbered_ids("c{}", taken)
    edges: list[Row] = []
    for r in relations:
        edge = _edge(r, name, owner)
        edges.append(edge)
        old = [row for row in added[r.id] if owner.get(row["id"]) == r.id]
        for n, source in enumerate(r.sources[1:]):
            row = old[n] if n < len(old) else {"id": next(numbers)}
            start, aim = row.get("src", ""), row.get("trg", "")
            src = start if owner.get(start) == source else name[source]
            trg = aim if owner.get(aim) == r.id or aim == edge["src"] else name[r.id]
            edges.append({**row, "src": src, "trg": trg, "type": "add"})
    return edges


def _edge(r: Relation, name: Mapping[str, str], owner: Mapping[str, str]) -> Row:
    """The edge of a relation with its residue: an end may be an edge that adds a premise to the relation meant."""
    ends = {"src": r.sources[0], "trg": r.targets[0]}

    def accepts(key: str, value: Any) -> bool:
        if key in ends:
            return isinstance(value, str) and owner.get(value) == ends[key]
        if key == "type":
            return value == "und" and r.kind is RelationKind.ATTACK
        return _further(key, value)

    row = edge_row(r, name[r.id], name[ends["src"]], name[ends["trg"]])
    return patched(row, residue_of(r, NAME), notes=ADDED, accepts=accepts)
