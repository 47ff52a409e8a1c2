"""Rows of an AIF file from records, with what was kept when the records were read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from argmap.model import Data, Relation, Utterance
from argmap.serializers.aif.document import kept_of
from argmap.serializers.aif.persons import (
    Locutions,
    asserted,
    full_name,
    names_by_custom,
    party_id,
    person_from,
    plain_locution,
    plain_participants,
    said_in,
    taken_by,
)
from argmap.serializers.aif.resolved import remarks_of, side
from argmap.serializers.aif.rows import (
    KEY_ORDER,
    Row,
    Rows,
    identifier,
    in_order,
    plain_edge,
    plain_fulfilments,
    plain_node,
    scheme_of,
    string,
)
from argmap.serializers.aif.terms import CODES, KNOWN, kind_of, label_of, number_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from argmap.model import ArgumentMap, Party
    from argmap.serializers.aif.variant import Variant


@frozen
class Written:
    """What of a map goes into rows.

    Attributes:
        codes: The type of each node by id.
        relations: The relations that nodes and edges can express.
        persons: What rows call each party that comes back.
        ids: The parties that come back under another id, and that id.
    """

    codes: Mapping[str, str]
    relations: tuple[Relation, ...]
    persons: Mapping[str, str]
    ids: Mapping[str, str]

    @property
    def recorded(self) -> set[str]:
        """The ids of the nodes that come from records."""
        return {i for i, code in self.codes.items() if code}


def written(m: ArgumentMap, variant: Variant) -> Written:
    """What of a map goes into rows: not arguments, nor relations that end in one or that would be read otherwise."""
    codes = {c.id: "I" for c in m.statements} | {u.id: "L" for u in m.utterances}
    relations = {r.id: r for r in m.relations}
    codes |= {r.id: CODES[r.kind] for r in m.relations}
    users: dict[str, list[str]] = {}
    for r in m.relations:
        for i in {*r.sources, *r.targets}:
            users.setdefault(i, []).append(r.id)
    gone = [r.id for r in m.relations if not _expressible(r, codes)]
    while gone:
        i = gone.pop()
        if relations.pop(i, None) is not None:
            codes.pop(i)
            gone += users.get(i, ())
    raw = [
        row for row in rows_kept(kept_of(m.data, variant), "nodes") if string(row.get("type")) not in KNOWN
    ]
    strangers = {identifier(row.get("nodeID")) for row in raw}
    codes |= {i: "" for i in strangers if i and i not in codes}
    persons: dict[str, str] = {}
    ids: dict[str, str] = {}
    used = set(taken_by(codes, variant))
    named: set[str] = set()
    for party in m.parties:
        person = person_from(party, variant)
        id = party_id(person, used)
        if person in named or (id != party.id and id in m):
            continue
        named.add(person)
        used.add(id)
        persons[party.id] = person
        if id != party.id:
            ids[party.id] = id
    return Written(codes, tuple(relations.values()), persons, ids)


def live_ids(m: ArgumentMap, w: Written, variant: Variant) -> frozenset[str]:
    """The ids that rows may name: of nodes, and those that rows of the file named although it had no such node."""
    missing = _list(kept_of(m.data, variant), "missing")
    return frozenset([*w.codes, *(i for i in missing if isinstance(i, str))])


def _expressible(relation: Relation, codes: Mapping[str, str]) -> bool:
    """Whether its edges, read again, would be those of this relation."""
    id = relation.id
    return all(side(codes, i, id) == (id, False) for i in relation.sources) and all(
        side(codes, id, i) == (id, True) for i in relation.targets
    )


def write(m: ArgumentMap, variant: Variant) -> Rows:
    """The lists of a file that says what the map says.

    Args:
        m: The map. Rows that were kept when it was read come first and in their order, unless what they are
            about is gone or was changed.
        variant: How the format spells rows.
    """
    w = written(m, variant)
    kept = kept_of(m.data, variant)
    speakers = {u.id: u.by if u.by in w.persons else None for u in m.utterances}
    nodes = _nodes(m, w, variant, speakers)
    natives = {i: row["nodeID"] for i, row in nodes.items()}
    live = live_ids(m, w, variant)
    missing = live - w.codes.keys()
    rows = Rows(nodes=_in_their_places(nodes, _list(kept, "nodes"), w.codes))
    rows.edges = _edges(w, _list(kept, "edges"), natives, missing, variant)
    rows.locutions = rows_kept(kept, "locutions")
    said = said_in(remarks_of(rows, variant), speakers, {"0"} - {*w.persons.values()})
    rows.locutions = _locutions(m.utterances, rows.locutions, said, w, natives, live, variant)
    said = said_in(remarks_of(rows, variant), speakers, {"0"})
    persons = {w.ids.get(party, party): person for party, person in w.persons.items()}
    parties = [evolve(p, id=w.ids.get(p.id, p.id)) for p in m.parties]
    utterances = [evolve(u, by=w.ids.get(u.by or "", u.by)) for u in m.utterances if speakers[u.id]]
    every = evolve(variant, declares=True) if "participants" in kept else variant
    names = names_by_custom(utterances)
    rows.participants = plain_participants(parties, persons, said, utterances, every)
    if "participants" in kept:
        mentioned = {persons[p.id]: names.get(p.id, "") for p in parties if persons.get(p.id) in said.persons}
        rows.participants = _participants(
            parties, rows_kept(kept, "participants"), persons, mentioned, rows.participants
        )
    rows.fulfilments = plain_fulfilments(w.relations, natives, variant)
    if "schemefulfillments" in kept and variant.scheme == "list":
        rows.fulfilments = _fulfilments(
            w.relations, rows_kept(kept, "schemefulfillments"), live, nodes, rows.fulfilments, variant
        )
    return rows


def _list(kept: Mapping[str, Any], name: str) -> tuple[Any, ...]:
    value = kept.get(name)
    return value if isinstance(value, tuple) else ()


def rows_kept(kept: Mapping[str, Any], name: str) -> list[Row]:
    """The rows of a list that was kept."""
    return [row.thaw() for row in _list(kept, name) if isinstance(row, Data)]


# Nodes


def _nodes(
    m: ArgumentMap, w: Written, variant: Variant, speakers: Mapping[str, str | None]
) -> dict[str, Row]:
    holders = asserted(w.relations, speakers)
    nodes = {}
    for claim in m.statements:
        holder = holders.get(claim.id)
        plain = plain_node(variant, claim.id, "I", claim.text)
        if holder is not None and claim.by != holder:
            plain["by"] = (
                None  # a key of our own: the illocution is there, but nobody is to be derived from it
            )
        nodes[claim.id] = row = _node(claim, plain, variant)
        if holder is not None and claim.by == holder and row.get("by", "") is None:
            del row["by"]  # anything but null is somebody else's key and stays
    for utterance in m.utterances:
        person = w.persons.get(utterance.by or "")
        plain = plain_node(variant, utterance.id, "L", utterance.text, person=person)
        own = kept_of(utterance.data, variant).get(variant.speaker)
        stale = bool(variant.speaker) and person is not None and identifier(own) != person
        nodes[utterance.id] = _node(utterance, plain, variant, but=(variant.speaker,) if stale else ())
    for relation in w.relations:
        nodes[relation.id] = _scheme_node(relation, [w.codes[i] for i in relation.targets], variant)
    return nodes


def _scheme_node(relation: Relation, aimed: Sequence[str], variant: Variant) -> Row:
    code = CODES[relation.kind]
    label = label_of(relation.kind, aimed, relation.scheme)
    plain = plain_node(variant, relation.id, code, label, scheme=relation.scheme)
    row = _node(relation, plain, variant)
    listed = number_of(relation.scheme, code)
    if kind_of(code, row.get("text"), aimed) is relation.kind and (
        scheme_of(row, variant, listed) == relation.scheme
        or scheme_of(plain, variant, listed) != relation.scheme
    ):
        return row
    return _node(relation, plain, variant, but=("text", "scheme", "schemeID", KEY_ORDER))


def _node(record: Any, plain: Row, variant: Variant, *, but: Container[str] = ()) -> Row:
    """A node's row: what the record says, and what was kept beside it unless the record says otherwise by now."""
    kept = kept_of(record.data, variant)
    rest = {key: value for key, value in Data(kept).thaw().items() if key not in but}
    keys = rest.pop(KEY_ORDER, None)
    rest.pop("type", None)
    if identifier(rest.get("nodeID")) != record.id:
        rest.pop("nodeID", None)
    if plain["type"] in ("I", "L") and (record.text or isinstance(rest.get("text"), str)):
        rest.pop("text", None)
    if "by" in plain:
        rest.pop("by", None)
    row = in_order({**plain, **rest}, variant.order)
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        return row
    needed = {"nodeID", "type", "by", *rest, *(["text"] if getattr(record, "text", "") else [])}
    return in_order({key: row[key] for key in row if key in keys or key in needed}, keys)


def _in_their_places(nodes: Mapping[str, Row], order: Iterable[Any], codes: Mapping[str, str]) -> list[Row]:
    """The nodes in the order of the file that was read, new ones behind; nodes without a record where they were."""
    left = dict(nodes)
    strangers = {i for i, code in codes.items() if not code}
    rows = []
    for item in order:
        if isinstance(item, str) and item in left:
            rows.append(left.pop(item))
        elif isinstance(item, Data) and (id := identifier(item.get("nodeID"))) in strangers:
            strangers.remove(id)  # a second row would not be read
            rows.append(item.thaw())
    return [*rows, *left.values()]


# Edges


def _edges(
    w: Written, kept: Sequence[Any], natives: Mapping[str, Any], missing: Container[str], variant: Variant
) -> list[Row]:
    """The edges of the file that was read, as far as they still hold; then those that are new."""
    rows = [row for row in (_edge(item, variant) for item in kept) if row is not None]
    sides: dict[tuple[str, bool], list[tuple[int, str]]] = {}
    staying: set[int] = set()
    for n, row in enumerate(rows):
        start, end = identifier(row["fromID"]), identifier(row["toID"])
        owner = side(w.codes, start, end)
        if owner is not None:
            sides.setdefault(owner, []).append((n, end if owner[1] else start))
        elif all(i in w.codes or i in missing for i in (start, end)):
            staying.add(n)
    fresh: list[tuple[str, str]] = []
    for relation in w.relations:
        for out, wanted in ((False, relation.sources), (True, relation.targets)):
            keep, new = _matched(sides.get((relation.id, out), ()), wanted)
            staying.update(keep)
            fresh += [(relation.id, i) if out else (i, relation.id) for i in new]
    held = [row for n, row in enumerate(rows) if n in staying]
    used = {str(row.get("edgeID")) for row in held}
    number = 0
    for start, end in fresh:
        number += 1
        while str(number) in used:
            number += 1
        held.append(plain_edge(number, natives[start], natives[end], variant))
    return held


def _edge(item: Any, variant: Variant) -> Row | None:
    """An edge from what data holds of it."""
    if isinstance(item, tuple) and len(item) == 3 and not any(isinstance(i, (tuple, Data)) for i in item):
        id = {"edgeID": item[0]} if variant.edge_ids else {}
        item = Data({**id, "fromID": item[1], "toID": item[2], **variant.edge})
    if isinstance(item, Data) and identifier(item.get("fromID")) and identifier(item.get("toID")):
        return item.thaw()
    return None


def _matched(rows: Sequence[tuple[int, str]], wanted: Sequence[str]) -> tuple[Iterable[int], Iterable[str]]:
    """Which rows of one side of a relation stay, and which ends need new ones, so that the order is the wanted."""
    left = Counter(wanted)
    keep: list[tuple[int, str]] = []
    for n, end in rows:
        if left[end]:
            left[end] -= 1
            keep.append((n, end))
    have = Counter(end for _, end in keep)
    new = []
    for end in wanted:
        if have[end]:
            have[end] -= 1
        else:
            new.append(end)
    return ([n for n, _ in keep], new) if [*(e for _, e in keep), *new] == [*wanted] else ((), wanted)


# Persons


def _locutions(
    utterances: Sequence[Utterance],
    kept: Sequence[Row],
    said: Locutions,
    w: Written,
    natives: Mapping[str, Any],
    live: Container[str],
    variant: Variant,
) -> list[Row]:
    rows: dict[str, list[Row]] = {}
    replaced = set()
    for utterance in utterances:
        id = utterance.id
        person = w.persons.get(utterance.by or "")
        same_time = said.times.get(id, "") == utterance.when or person is None
        if said.speakers.get(id) != person or not same_time:
            replaced.add(id)
            if person is not None:
                first = next((row for row in kept if identifier(row.get("nodeID")) == id), {})
                fresh = plain_locution(natives[id], person, utterance.when, variant)
                rows[id] = [
                    {**first, "personID": fresh["personID"], "start": fresh["start"]} if first else fresh
                ]
    written_rows = []
    for row in kept:
        node = identifier(row.get("nodeID"))
        if node in replaced:
            written_rows += rows.pop(node, [])
        elif node in live:
            written_rows.append(row)
    return [*written_rows, *(row for new in rows.values() for row in new)]


def _participants(
    parties: Sequence[Party],
    kept: Sequence[Row],
    persons: Mapping[str, str],
    said: Mapping[str, str],
    usual: Sequence[Row],
) -> list[Row]:
    """The rows that were read, with the names that parties have by now, then rows of parties that nothing names.

    Args:
        parties: The parties.
        kept: The rows that were read.
        persons: What rows call each party.
        said: The names of the persons whom locutions name anyway.
        usual: The rows that the parties would make by themselves.
    """
    names: dict[str, set[str]] = {}
    for row in kept:
        names.setdefault(identifier(row.get("participantID")), set()).add(full_name(row))
    wanted = {persons[p.id]: p.name for p in parties if p.id in persons}
    fresh = {identifier(row["participantID"]): row for row in usual}
    rows = []
    for row in kept:
        person = identifier(row.get("participantID"))
        read_as = next(iter(names[person])) if len(names[person]) == 1 else ""
        if not person or wanted.get(person) == read_as:
            rows.append(row)
        elif person in wanted and (new := fresh.pop(person, None)) is not None:
            rows.append({**row, **new})
    unlisted = (person for person in wanted if person not in names and said.get(person) != wanted[person])
    return [*rows, *(fresh[person] for person in unlisted if person in fresh)]


# Schemes


def _fulfilments(
    relations: Iterable[Relation],
    kept: Sequence[Row],
    live: Container[str],
    nodes: Mapping[str, Row],
    usual: Sequence[Row],
    variant: Variant,
) -> list[Row]:
    """The rows that were read, unless a relation has another scheme by now; then rows of the schemes that are new."""
    schemes = {r.id: r.scheme for r in relations}
    fresh = {identifier(row["nodeID"]): row for row in usual}
    first: dict[str, Row] = {}
    for row in kept:
        first.setdefault(identifier(row.get("nodeID")), row)
    rows = []
    for row in kept:
        node = identifier(row.get("nodeID"))
        stays = node not in schemes or schemes[node] == scheme_of(
            nodes[node], variant, first[node].get("schemeID")
        )
        if stays and node in live:
            rows.append(row)
        elif row is first[node] and node in fresh:
            rows.append({**row, **fresh[node]})
    unlisted = (i for i in fresh if i not in first and schemes[i] != scheme_of(nodes[i], variant))
    return [*rows, *(fresh[i] for i in unlisted)]
