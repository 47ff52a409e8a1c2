"""The nodes of a file: what each record makes, with its residue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.model import Data
from argmap.serializers.aif.persons import asserted
from argmap.serializers.aif.rows import KEY_ORDER, identifier, plain_node, scheme_of
from argmap.serializers.aif.terms import CODES, kind_of, label_of, number_of
from argmap.serializers.common.residue import in_order, residue_of, strings, thawed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from argmap.model import ArgumentMap, Relation
    from argmap.serializers.aif.rows import Row
    from argmap.serializers.aif.variant import Variant
    from argmap.serializers.aif.writing.extent import Extent


def node_rows(
    m: ArgumentMap, extent: Extent, speakers: Mapping[str, str | None], variant: Variant
) -> dict[str, Row]:
    """The row of each node that comes from a record, by id."""
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


def in_file_order(nodes: Mapping[str, Row], found: Iterable[Any], codes: Mapping[str, str]) -> list[Row]:
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
