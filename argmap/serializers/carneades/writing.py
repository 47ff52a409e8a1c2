"""Maps to YAML of Carneades 4."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from argmap.model import Evidence, RelationKind
from argmap.serializers.carneades.vocabulary import (
    ARGUMENT_NOTES,
    DOCUMENT_NOTES,
    EVIDENCE,
    NAME,
    NAMING,
    PARTS,
    STATEMENT_NOTES,
    is_id,
)
from argmap.serializers.common.residue import in_order, mapping, patched, residue_of, sequence, strings
from argmap.syntax import yaml_writer
from argmap.syntax.yaml import scalar_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model import ArgumentMap, Claim, Relation
    from argmap.serializers.common.residue import Json


def dumps(map: ArgumentMap) -> str:
    """Write a map as the YAML of Carneades 4.

    Claims and evidence are statements, a relation of support to one of them is an argument, and the first that
    undercuts an argument is its undercutter. There is no place for attacks: the format knows conflict as issues
    between positions only.

    Args:
        map: The map.

    >>> from argmap import ArgumentMap, Claim
    >>> fly, bird = Claim("fly", "Tweety flies."), Claim("bird", "Tweety is a bird.")
    >>> print(dumps(ArgumentMap.of(fly, bird, bird.supports(fly, id="a1"))), end="")
    statements:
      fly: Tweety flies.
      bird: Tweety is a bird.
    arguments:
      a1:
        conclusion: fly
        premises: [bird]
    """
    residue = residue_of(map, NAME)
    held = in_order({r.id: r for r in map.statements}, strings(residue, "statement_order"))
    document = patched(document_of(map, held), residue, notes=DOCUMENT_NOTES, keys=PARTS)
    known = {*held, *strings(residue, "outside")}
    document |= {key: _without_removed(document[key], known) for key in NAMING if key in document}
    return yaml_writer.dumps(document, typed=sequence(residue, "typed_keys"), bare=sequence(residue, "bare"))


def document_of(map: ArgumentMap, held: Mapping[str, Claim | Evidence]) -> Json:
    """The parts that are made of a map, without the residue of the document."""
    written = {i: r for i, r in held.items() if not residue_of(r, NAME).get("implied")}
    title = {"title": map.title} if map.title else {}
    made = {
        "meta": title | map.metadata.thaw() | title,
        "statements": {i: _written_statement(r) for i, r in written.items()},
        "arguments": _arguments(map, held),
    }
    return {key: part for key, part in made.items() if part}


def statement_of(record: Claim | Evidence) -> Json:
    """The mapping of a statement, without its residue."""
    meta = {"title": record.title} if record.title else {}
    if isinstance(record, Evidence):
        meta["type"] = EVIDENCE
    return {"text": record.text, **({"meta": meta} if meta else {})}


def _written_statement(record: Claim | Evidence) -> Any:
    """A statement as it is written: its text alone, or a mapping."""

    def accepts(key: str, value: Any) -> bool:
        return key != "text" or scalar_text(value) == record.text

    residue = residue_of(record, NAME)
    row = patched(statement_of(record), residue, notes=STATEMENT_NOTES, accepts=accepts)
    return row["text"] if row.keys() == {"text"} and not residue.get("mapping") else row


def _arguments(map: ArgumentMap, held: Mapping[str, Any]) -> Json:
    written = [
        r
        for r in map.relations
        if r.kind is RelationKind.SUPPORT and len(r.targets) == 1 and held.keys() >= {*r.sources, *r.targets}
    ]
    named = {r.id: str(residue_of(r, NAME).get("id", r.id)) for r in written}
    twice = {name for name, n in Counter(named.values()).items() if n > 1}
    undercutters: dict[str, str] = {}
    for r in map.relations:
        if r.kind is RelationKind.UNDERCUT and len(r.sources) == 1 == len(r.targets) and r.sources[0] in held:
            undercutters.setdefault(r.targets[0], r.sources[0])
    rows = {}
    for r in written:
        made = argument_of(r, undercutters.get(r.id))
        row = patched(made, residue_of(r, NAME), notes=ARGUMENT_NOTES)
        rows[r.id if named[r.id] in twice else named[r.id]] = row
    return rows


def argument_of(relation: Relation, undercutter: str | None) -> Json:
    """The row of an argument, without its residue."""
    roles = mapping(residue_of(relation, NAME), "roles")
    premises = set(relation.sources)
    roles = {role: i for role, i in roles.items() if str(i) in premises}
    fit = len(roles) == len(relation.sources) and {str(i) for i in roles.values()} == premises
    made: dict[str, Any] = {
        "scheme": relation.scheme or None,
        "conclusion": relation.targets[0],
        "premises": (roles if fit else [*relation.sources]) or None,
        "undercutter": undercutter,
        "weight": relation.weight,
    }
    return {key: value for key, value in made.items() if value is not None}


def _without_removed(part: Any, known: set[str]) -> Any:
    """Issues, assumptions or tests without the statements that the map no longer has."""

    def row(items: Any) -> Any:
        return [i for i in items if not is_id(i) or str(i) in known] if isinstance(items, list) else items

    if not isinstance(part, dict):
        return row(part)
    return {
        name: {k: row(v) if k == "positions" else v for k, v in inner.items()}
        if isinstance(inner, dict)
        else row(inner)
        for name, inner in part.items()
    }
