"""The rows of a file: those that records make, with the residue of the file that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from argmap.serializers.aif.persons import names_by_custom, plain_participants, said_in
from argmap.serializers.aif.resolved import remarks_of
from argmap.serializers.aif.rows import Rows, plain_fulfilments, residue_rows
from argmap.serializers.aif.writing.edges import edge_rows
from argmap.serializers.aif.writing.lists import fulfilment_rows, locution_rows, participant_rows
from argmap.serializers.aif.writing.nodes import in_file_order, node_rows
from argmap.serializers.common.residue import residue_of, sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model import ArgumentMap
    from argmap.serializers.aif.rows import Row
    from argmap.serializers.aif.variant import Variant
    from argmap.serializers.aif.writing.extent import Extent


def write(m: ArgumentMap, extent: Extent, variant: Variant) -> Rows:
    """The lists of a file that states what the map states.

    Args:
        m: The map. Rows in its residue come first and in their order, unless what they are about was removed or
            edited.
        extent: What of it goes into rows.
        variant: How the format spells rows.
    """
    residue = residue_of(m, variant.name)
    speakers = {u.id: u.by if u.by in extent.persons else None for u in m.utterances}
    nodes = node_rows(m, extent, speakers, variant)
    natives = {i: row["nodeID"] for i, row in nodes.items()}
    rows = Rows(nodes=in_file_order(nodes, sequence(residue, "nodes"), extent.codes))
    rows.edges = edge_rows(extent, sequence(residue, "edges"), natives, variant)
    rows.locutions = residue_rows(residue, "locutions")
    said = said_in(remarks_of(rows, variant), speakers, {"0"} - {*extent.persons.values()})
    rows.locutions = locution_rows(m.utterances, rows.locutions, said, extent, natives, variant)
    rows.participants = _participants(m, rows, extent, speakers, variant)
    rows.fulfilments = plain_fulfilments(extent.relations, natives, variant)
    if "schemefulfillments" in residue and variant.scheme == "list":
        found = residue_rows(residue, "schemefulfillments")
        rows.fulfilments = fulfilment_rows(found, extent, nodes, natives, variant)
    return rows


def _participants(
    m: ArgumentMap, rows: Rows, extent: Extent, speakers: Mapping[str, str | None], variant: Variant
) -> list[Row]:
    """The rows of parties, under the ids with which they come back: names by custom are those of a reader."""
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
    return participant_rows(residue_rows(residue, "participants"), wanted, named, plain)
