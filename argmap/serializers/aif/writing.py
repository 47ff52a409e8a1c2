"""The rows of a file: those that records make, with the residue of the file that was read."""

from __future__ import annotations

from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, Any

from attrs import evolve

from argmap.model import Data
from argmap.serializers.aif.persons import (
    asserted,
    full_name,
    names_by_custom,
    only,
    plain_locution,
    plain_participants,
    said_in,
)
from argmap.serializers.aif.resolved import remarks_of, side
from argmap.serializers.aif.rows import (
    KEY_ORDER,
    Rows,
    identifier,
    plain_edge,
    plain_fulfilments,
    plain_node,
    residue_rows,
    scheme_of,
)
from argmap.serializers.aif.terms import CODES, kind_of, label_of, number_of
from argmap.serializers.common.residue import in_order, residue_of, sequence, strings, thawed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from argmap.model import ArgumentMap, Relation, Utterance
    from argmap.serializers.aif.extent import Extent
    from argmap.serializers.aif.persons import Locutions
    from argmap.serializers.aif.rows import Row, Variant


def write(m: ArgumentMap, extent: Extent) -> Rows:
    """The lists of a file that states what the map states.

    Args:
        m: The map. Rows in its residue come first and in their order, unless what they are about was removed or
            edited.
        extent: What of it goes into rows.
    """
    variant = extent.variant
    residue = residue_of(m, variant.name)
    speakers = {u.id: u.by if u.by in extent.persons else None for u in m.utterances}
    nodes = _node_rows(m, extent, speakers)
    natives = {i: row["nodeID"] for i, row in nodes.items()}
    rows = Rows(nodes=_in_file_order(nodes, sequence(residue, "nodes"), extent.codes))
    rows.edges = _edge_rows(extent, sequence(residue, "edges"), natives)
    rows.locutions = residue_rows(residue, "locutions")
    said = said_in(remarks_of(rows, variant), speakers, {"0"} - {*extent.persons.values()})
    rows.locutions = _locution_rows(m.utterances, rows.locutions, said, extent, natives)
    rows.participants = _participants(m, rows, extent, speakers)
    rows.schemefulfillments = plain_fulfilments(extent.relations, natives, variant)
    if "schemefulfillments" in residue and variant.scheme == "list":
        found = residue_rows(residue, "schemefulfillments")
        rows.schemefulfillments = _fulfilment_rows(found, extent, nodes, rows.schemefulfillments)
    return rows


def _participants(
    m: ArgumentMap, rows: Rows, extent: Extent, speakers: Mapping[str, str | None]
) -> list[Row]:
    """The rows of parties, under the ids with which they come back: names by custom are those of a reader."""
    variant = extent.variant
    residue = residue_of(m, variant.name)
    said = said_in(remarks_of(rows, variant), speakers, {"0"})
    persons = {extent.ids.get(party, party): person for party, person in extent.persons.items()}
    parties = [evolve(p, id=extent.ids.get(p.id, p.id)) for p in m.parties if p.id in extent.persons]
    utterances = [evolve(u, by=extent.ids.get(u.by or "", u.by)) for u in m.utterances if speakers[u.id]]
    if "participants" not in residue:
        return plain_participants(parties, persons, said, utterances, variant)
    plain = plain_participants(parties, persons, said, utterances, evolve(variant, declares=True))
    names = names_by_custom(utterances)
    named = {persons[p.id]: names.get(p.id, "") for p in parties if persons[p.id] in said.persons}
    wanted = {persons[p.id]: p.name for p in parties}
    return _participant_rows(residue_rows(residue, "participants"), wanted, named, plain)


# Nodes


def _node_rows(m: ArgumentMap, extent: Extent, speakers: Mapping[str, str | None]) -> dict[str, Row]:
    """The row of each node that comes from a record, by id."""
    variant = extent.variant
    holders = asserted(extent.relations, speakers)
    nodes = {}
    for claim in m.statements:
        holder = holders.get(claim.id)
        plain = plain_node(variant, claim.id, "I", claim.text)
        if holder is not None and claim.by != holder:
            plain["by"] = None  # not a key of AIF: an illocution asserts the claim, but nobody holds it
        nodes[claim.id] = row = _node(claim, plain, variant)
        if holder is not None and claim.by == holder and row.get("by", "") is None:
            del row["by"]  # any other value is a key that was found
    for utterance in m.utterances:
        person = extent.persons.get(utterance.by or "")
        plain = plain_node(variant, utterance.id, "L", utterance.text, person=person)
        found = residue_of(utterance, variant.name).get(variant.speaker)
        stale = bool(variant.speaker) and person is not None and identifier(found) != person
        nodes[utterance.id] = _node(utterance, plain, variant, but=(variant.speaker,) if stale else ())
    for relation in extent.relations:
        nodes[relation.id] = _scheme_node(relation, [extent.codes[i] for i in relation.targets], variant)
    return nodes


def _scheme_node(relation: Relation, aimed: Sequence[str], variant: Variant) -> Row:
    """The node of a relation; what would be read as another kind or scheme by now is not taken from the residue."""
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


def _node(record: Any, plain: Row, variant: Variant, *, but: Iterable[str] = ()) -> Row:
    """The row that a record makes with its residue, without these keys of it and those that the record decides."""
    residue = residue_of(record, variant.name)
    decided = {"type", KEY_ORDER, *but, *({"by"} & plain.keys())}
    if identifier(residue.get("nodeID")) != record.id:
        decided.add("nodeID")
    if plain["type"] in ("I", "L") and (record.text or isinstance(residue.get("text"), str)):
        decided.add("text")
    found = {key: thawed(value) for key, value in residue.items() if key not in decided}
    row = in_order({**plain, **found}, variant.order)
    order = () if KEY_ORDER in but else strings(residue, KEY_ORDER)
    needed = {"nodeID", "type", "by", *order, *found, *(["text"] if getattr(record, "text", "") else [])}
    return in_order({key: row[key] for key in row if key in needed}, order) if order else row


def _in_file_order(nodes: Mapping[str, Row], found: Iterable[Any], codes: Mapping[str, str]) -> list[Row]:
    """The nodes in the order of the file that was read, then new ones; nodes without a record where they were."""
    left = dict(nodes)
    unknown = {i for i, code in codes.items() if not code}
    rows = []
    for item in found:
        if isinstance(item, str) and item in left:
            rows.append(left.pop(item))
        elif isinstance(item, Data) and (id := identifier(item.get("nodeID"))) in unknown:
            unknown.remove(id)  # a second row would not be read
            rows.append(item.thaw())
    return [*rows, *left.values()]


# Edges


def _edge_rows(extent: Extent, found: Iterable[Any], natives: Mapping[str, Any]) -> list[Row]:
    """The edges of a file; those that were read are found as data holds them."""
    variant = extent.variant
    edges = [edge for item in found if (edge := _edge(item, variant)) is not None]
    sides: dict[tuple[str, bool], list[tuple[int, str]]] = {}
    staying: set[int] = set()
    for n, (_, start, end) in enumerate(edges):
        owner = side(extent.codes, start, end)
        if owner is not None:
            sides.setdefault(owner, []).append((n, end if owner[1] else start))
        elif all(i in extent.codes or i in extent.missing for i in (start, end)):
            staying.add(n)
    new: list[tuple[str, str]] = []
    for relation in extent.relations:
        id = relation.id
        for out, wanted in ((False, relation.sources), (True, relation.targets)):
            stay, others = _matched(sides.get((id, out), ()), wanted)
            staying.update(stay)
            new += [(id, i) if out else (i, id) for i in others]
    rows = [row for n, (row, _, _) in enumerate(edges) if n in staying]
    used = {str(row.get("edgeID")) for row in rows}
    numbers = (n for n in count(1) if str(n) not in used)
    return rows + [plain_edge(next(numbers), natives[start], natives[end], variant) for start, end in new]


def _edge(item: Any, variant: Variant) -> tuple[Row, str, str] | None:
    """An edge with its start and its end, from what data holds of it."""
    if isinstance(item, tuple) and len(item) == 3 and not any(isinstance(i, (tuple, Data)) for i in item):
        id = {"edgeID": item[0]} if variant.edge_ids else {}
        item = Data({**id, "fromID": item[1], "toID": item[2], **variant.edge})
    if isinstance(item, Data):
        start, end = identifier(item.get("fromID")), identifier(item.get("toID"))
        if start and end:
            return item.thaw(), start, end
    return None


def _matched(found: Iterable[tuple[int, str]], wanted: Sequence[str]) -> tuple[list[int], Sequence[str]]:
    """Which edges of one side of a relation stay, and which ends need new ones, so that the order is the wanted."""
    left = Counter(wanted)
    stay: list[int] = []
    ends: list[str] = []
    for n, end in found:
        if left[end]:
            left[end] -= 1
            stay.append(n)
            ends.append(end)
    return (stay, wanted[len(ends) :]) if ends == [*wanted[: len(ends)]] else ([], wanted)


# The other lists


def _merged(
    found: Iterable[tuple[str, Row]],
    new: Mapping[str, Row],
    edited: Iterable[str],
    holds: Callable[[str], bool],
) -> list[Row]:
    """The rows that were read, as far as they hold, then new ones.

    Args:
        found: The rows that were read, by what they are about. The first of those that do not hold takes over what
            its new one has under the edited keys.
        new: The rows that are new, by what they are about.
        edited: Keys whose values records have.
        holds: Whether rows about a node or a person hold.
    """
    left = dict(new)
    rows = []
    for about, row in found:
        if holds(about):
            rows.append(row)
        elif (instead := left.pop(about, None)) is not None:
            rows.append({**row, **{key: instead[key] for key in edited}})
    return [*rows, *left.values()]


def _about(rows: Iterable[Row], key: str) -> list[tuple[str, Row]]:
    return [(identifier(row.get(key)), row) for row in rows]


def _locution_rows(
    utterances: Iterable[Utterance],
    found: Iterable[Row],
    said: Locutions,
    extent: Extent,
    natives: Mapping[str, Any],
) -> list[Row]:
    """The rows of locutions; those that were read hold if they give the speaker and the time of an utterance."""
    edited = set()
    new = {}
    for utterance in utterances:
        id = utterance.id
        person = extent.persons.get(utterance.by or "")
        same_time = person is None or said.times.get(id, "") == utterance.when
        if said.speakers.get(id) != person or not same_time:
            edited.add(id)
            if person is not None:
                new[id] = plain_locution(natives[id], person, utterance.when, extent.variant)
    nodes = extent.nameable - edited
    return _merged(_about(found, "nodeID"), new, ("personID", "start"), nodes.__contains__)


def _participant_rows(
    found: Sequence[Row], wanted: Mapping[str, str], said: Mapping[str, str], plain: Iterable[Row]
) -> list[Row]:
    """The rows of participants: those that were read, with the names that parties have by now, and those of others.

    Wanted are the names of parties by person; said are those that locutions give anyway.
    """
    rows = _about(found, "participantID")
    names: dict[str, set[str]] = {}
    for person, row in rows:
        names.setdefault(person, set()).add(full_name(row))
    read_as = {person: only(few) for person, few in names.items()}
    new = {
        person: row
        for person, row in _about(plain, "participantID")
        if (read_as if person in names else said).get(person) != wanted[person]
    }
    return _merged(rows, new, ("firstname", "surname"), lambda i: not i or wanted.get(i) == read_as[i])


def _fulfilment_rows(
    found: Iterable[Row], extent: Extent, nodes: Mapping[str, Row], plain: Iterable[Row]
) -> list[Row]:
    """The rows with the numbers of schemes: those that were read hold unless a relation has another scheme by now."""
    rows = _about(found, "nodeID")
    numbers = {node: row.get("schemeID") for node, row in reversed(rows)}
    edited = {
        r.id
        for r in extent.relations
        if r.scheme != scheme_of(nodes[r.id], extent.variant, numbers.get(r.id))
    }
    new = {node: row for node, row in _about(plain, "nodeID") if node in edited}
    return _merged(rows, new, ("schemeID",), (extent.nameable - edited).__contains__)
