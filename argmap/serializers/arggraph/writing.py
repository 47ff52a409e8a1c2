"""Writing arggraph: claims become units grounded in segments of a text, linked premises ``add`` edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.ids import unique_id
from argmap.model import Party, RelationKind, Role
from argmap.serializers.arggraph.document import EXAMPLE, SIDES, TEXT, UNTITLED, Document, Row, to_xml
from argmap.serializers.arggraph.grounding import grounding
from argmap.serializers.arggraph.residue import more, rows, said, strings
from argmap.serializers.common.annotation import most_quoted
from argmap.serializers.common.ids import distinct_ids
from argmap.serializers.common.relations import with_all_ends
from argmap.syntax import xml

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

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
    back = _names(map)
    taken = _taken(document(map))
    source, sides = names(taken)
    cited = most_quoted(map)
    if cited is not None:
        back[cited.id] = source
    for side, name in sides.items():
        party = next((p for p in map.parties if _side(map, p.id) == side and _holds(map, p.id)), None)
        if party is not None:
            back[party.id] = name
    return distinct_ids(map, back)


def names(taken: Container[str]) -> tuple[str, dict[str, str]]:
    """Ids of the source and of the two parties that a document implies, different from those it has."""
    return unique_id(TEXT, taken, "_"), {side: unique_id(side, taken, "_") for side in SIDES}


def document(m: ArgumentMap) -> Document:
    """The rows of a map."""
    name = _names(m)
    units = m.statements
    taken = set(name.values())
    edges = _edges(m, name, taken)
    edus, joints, grounds = grounding(m, [(u, name[u.id]) for u in units], taken)
    return Document(
        {"id": xml.name(m.title, taken) if m.title else UNTITLED, **more(m)},
        edus,
        joints,
        [{"id": name[u.id], "type": _side(m, u.by), **more(u)} for u in units],
        _ordered([*grounds, *edges], strings(m, "order")),
        strings(m, "elements"),
    )


def _side(m: ArgumentMap, party: str | None) -> str:
    found = None if party is None else m.get(party)
    return "opp" if isinstance(found, Party) and found.role is Role.COUNTERPARTY else "pro"


def _holds(m: ArgumentMap, party: str) -> bool:
    return any(u.by == party for u in m.statements)


def _taken(written: Document) -> set[str]:
    return {row["id"] for row in (*written.edus, *written.joints, *written.adus, *written.edges)}


def _names(m: ArgumentMap) -> dict[str, str]:
    """XML names of everything that the format can hold."""
    held = {u.id for u in m.statements}
    possible = with_all_ends((r for r in m.relations if _expressible(r)), held)
    name: dict[str, str] = {}
    every = [*(u.id for u in m.statements), *possible]
    whole = {i for i in every if xml.name(i) == i}
    taken = set(whole)
    for i in every:
        name[i] = i if i in whole else xml.name(i, taken)
        taken.add(name[i])
    return name


def _expressible(r: Relation) -> bool:
    return r.kind in _TYPES and len(r.targets) == 1 and len(r.sources) > 0


def _edges(m: ArgumentMap, name: Mapping[str, str], taken: set[str]) -> list[Row]:
    """The edges of relations, each followed by those that add premises to it."""
    relations = [r for r in m.relations if r.id in name]
    kept = {r.id: rows(r, "added", "id")[: len(r.sources) - 1] for r in relations}
    owner: dict[str, str] = {}
    for r in relations:
        for a in kept[r.id]:
            if a["id"] not in taken:
                taken.add(a["id"])
                owner[a["id"]] = r.id
    numbers = _numbers(taken)
    edges: list[Row] = []
    for r in relations:
        raw = said(r)
        kind = "exa" if r.scheme == EXAMPLE and r.kind is RelationKind.SUPPORT else _TYPES[r.kind]
        if raw.get("type") == "und" and r.kind is RelationKind.ATTACK:
            kind = "und"
        ends = {
            end: raw[end] if owner.get(raw.get(end, "")) == i else name[i]
            for end, i in (("src", r.sources[0]), ("trg", r.targets[0]))
        }
        edges.append({"id": name[r.id], **ends, "type": kind, **more(r)})
        old = [a for a in kept[r.id] if owner.get(a["id"]) == r.id]
        for n, source in enumerate(r.sources[1:]):
            row: Row = old[n] if n < len(old) else {"id": next(numbers)}
            start, aim = row.get("src", ""), row.get("trg", "")
            whole = owner.get(aim) == r.id or aim == ends["src"]
            edges.append(
                {
                    **row,
                    "src": start if owner.get(start) == source else name[source],
                    "trg": aim if whole else name[r.id],
                    "type": "add",
                }
            )
    return edges


def _numbers(taken: set[str]) -> Iterator[str]:
    n = 0
    while True:
        n += 1
        if (i := f"c{n}") not in taken:
            taken.add(i)
            yield i


def _ordered(edges: list[Row], order: Sequence[str]) -> list[Row]:
    """The edges as the document had them, new ones behind."""
    place = {i: n for n, i in enumerate(order)}
    return sorted(edges, key=lambda row: place.get(row["id"], len(place)))
